"""Chairs keep somebody away from a paper and let them near again; a chair in conflict does neither."""

import re

import pytest
from django.urls import reverse

from reviews.assignment.actions import assign
from reviews.conflicts.actions import declare_for, doubt, lift, strike
from reviews.conflicts.panel import every_chair_is_tied, ties_of_chairs
from reviews.conflicts.rules import may_declare_for_others
from reviews.reviewing.actions import step_back
from reviews.visibility.policy import Case, Terms
from reviews.visibility.standing import see
from submissions.conflicts.actions import name_conflicts, refresh_edition
from submissions.conflicts.records import Named
from submissions.models import Conflict, Submission
from submissions.states import Status
from tests import cast
from tests.reviews.visibility.matrix import ACTORS, rows_of
from want.audit.models import Entry
from want.core.sealed import seal
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage

ROWS = rows_of("permission_actions.csv")
BASE = "/desk/e/icml2024/papers"


@pytest.fixture(autouse=True)
def papers_are_assigned(edition, during):
    during(Stage.ASSIGNMENT)


def test_rule_of_chairs_agrees_with_every_cell():
    """What is left to a condition there is the authors' own right, which goes by the rule of editing the paper."""
    cells = {
        row["row_id"]: (row["declare_paper_conflict"], row["edit_metadata"], may_declare_for_others(case_of(row)))
        for row in ROWS
    }

    assert len(ROWS) == 893
    assert [key for key, (cell, _, verdict) in cells.items() if verdict.allowed != (cell == "A")] == []
    assert {(cell, editing) for cell, editing, _ in cells.values() if cell[:2] == "C:"} == {("C:SUB_OPEN",) * 2}


def case_of(row):
    standing = ACTORS[row["actor"], row["relation"]]
    return Case(standing, Status(row["paper_state"]), Stage(row["stage"]), Terms())


def test_who_is_declared_loses_sight_of_the_paper_and_is_not_assigned(submission, reviewer, chair):
    declare_for(submission, reviewer, "They are neighbours.", by=chair)

    refresh_edition(submission.edition)
    assert str(Conflict.objects.get()) == "Declared: They are neighbours."
    assert not see(reviewer, submission).may("existence")
    with pytest.raises(Refused, match="has a conflict of interest"):
        assign(submission, reviewer, by=chair)
    assert Entry.objects.get().verb == "conflict.declared"


def test_lifting_lets_them_near_again_and_the_log_says_why(submission, reviewer, chair):
    conflict = declare_for(submission, reviewer, "They are neighbours.", by=chair)

    lift(conflict, "Another street.", by=chair)
    lift(conflict, "Another street.", by=chair)

    assert not Conflict.objects.exists()
    assert Entry.objects.get(verb="conflict.lifted").detail == {"reason": "Another street."}


def test_what_is_derived_is_not_lifted(submission, author, reviewer, chair):
    reviewer.affiliation = author.affiliation
    reviewer.save()
    refresh_edition(submission.edition)

    lift(Conflict.objects.get(), "They say that they do not know each other.", by=chair)

    assert Conflict.objects.get().reason == "affiliation"


def test_name_that_authors_gave_without_ground_is_struck_with_what_followed(submission, reviewer, chair):
    name_conflicts(submission, [Named("rita-reviewer.example")])
    assert Conflict.objects.get().user == reviewer

    strike(submission.named_conflicts.get(), "A whole school.", by=chair)

    assert not Conflict.objects.exists()
    assert Entry.objects.get(verb="conflict.struck").detail == {"reason": "A whole school."}


@pytest.mark.parametrize("who", ["conflicted_chair", "area_chair", "author", "outsider"])
def test_nobody_else_declares_or_lifts(request, submission, reviewer, who):
    person, conflict = request.getfixturevalue(who), cast.declare(submission, reviewer)

    with pytest.raises(Refused):
        lift(conflict, "No.", by=person)
    with pytest.raises(Refused):
        declare_for(submission, person, "No.", by=person)

    assert Conflict.objects.filter(user=reviewer).exists()


def test_without_a_reason_or_outside_the_committee_nothing_is_declared(submission, reviewer, outsider, chair):
    with pytest.raises(Refused, match="Say why"):
        declare_for(submission, reviewer, "  ", by=chair)
    with pytest.raises(Refused, match="does not serve"):
        declare_for(submission, outsider, "They are neighbours.", by=chair)

    assert not Conflict.objects.exists()


# Of chairs


@pytest.fixture
def second(edition):
    user = cast.make_user("Clara Second")
    cast.join(edition, user, Role.CHAIR)
    return user


def test_a_conflict_of_a_chair_is_told_to_them_and_to_chairs_without_one(
    edition, submission, chair, conflicted_chair, reviewer, second
):
    third = cast.make_user("Theo Third")
    cast.join(edition, third, Role.CHAIR)

    for person in (reviewer, second):
        for _ in range(2):
            conflict = declare_for(submission, person, "They are neighbours.", by=chair)
    for _ in range(2):
        lift(conflict, "Another street.", by=chair)

    letters = Message.objects.order_by("pk")
    who, whose = "ICML2024: Carl Chair has", "a conflict of interest of"
    assert list(letters.values_list("to", "subject", "submission_id")) == [
        (person.email, f"{who} {act} {whose} {name}", submission.pk)
        for act in ("declared", "lifted")
        for person, name in ((second, "yours"), (third, "Clara Second"))
    ]
    assert not any("neighbours" in letter.body for letter in letters)


def test_chair_in_conflict_takes_no_office_from_another(edition, submission, author, conflicted_chair, second):
    another = cast.make_submission(edition, author)

    with pytest.raises(Refused, match="another chair declares those of chairs"):
        declare_for(another, second, "They are neighbours.", by=conflicted_chair)

    declare_for(another, conflicted_chair, "We are neighbours.", by=conflicted_chair)
    assert Conflict.objects.get(submission=another).user == conflicted_chair


def test_chair_in_conflict_doubts_no_list_from_which_conflicts_with_that_paper_follow(
    edition, submission, author, outsider, conflicted_chair, chair
):
    of_the_same, of_others = cast.make_submission(edition, author), cast.make_submission(edition, outsider)

    for is_doubted in (True, False):
        with pytest.raises(Refused, match="Another chair says whether this list is true"):
            doubt(of_the_same, "No.", by=conflicted_chair, is_doubted=is_doubted)
    doubt(of_others, "No.", by=conflicted_chair, is_doubted=True)
    doubt(of_the_same, "No.", by=chair, is_doubted=True)

    found = Submission.objects.filter(authors_doubted=True).order_by("pk")
    assert list(found) == [of_the_same, of_others]


# The page


def test_page_says_that_somebody_has_the_paper_already_and_leads_to_taking_it(client, submission, reviewer, chair):
    cast.assign(submission, reviewer, Role.REVIEWER)
    client.force_login(chair)
    typed = {"act": "declare", "person": seal(reviewer.pk, "person"), "because": "They are neighbours."}

    page = client.post(f"{BASE}/{submission.code}/conflicts/", typed, follow=True)

    content = page.content.decode()
    assert "Rita Reviewer has this paper as Reviewer 1 and does not see it any more." in content
    assert f'href="/desk/e/icml2024/assigned/{submission.code}/?role=reviewer">Take it from them' in content
    record = client.get(reverse("desk:submissions_submission_change", args=[submission.pk])).content.decode()
    assert "Rita Reviewer has the paper in spite of a conflict" in record


def test_page_lifts_with_a_reason_and_not_without(client, submission, reviewer, chair):
    conflict = cast.declare(submission, reviewer)
    client.force_login(chair)
    url = f"{BASE}/{submission.code}/conflicts/"

    refused = client.post(url, {"conflict": seal(conflict.pk, "conflict"), "reason": ""})
    assert "Say why, in a sentence" in refused.content.decode()
    assert Conflict.objects.exists()

    client.post(url, {"conflict": seal(conflict.pk, "conflict"), "reason": "Another street."})

    assert not Conflict.objects.exists()


def test_chair_who_declares_a_conflict_of_their_own_is_led_off_the_page(client, submission, chair):
    client.force_login(chair)
    url = f"{BASE}/{submission.code}/conflicts/"

    page = client.post(url, {"act": "declare", "person": seal(chair.pk, "person"), "because": "My sister wrote it."})

    assert page.url == reverse("desk:submissions_submission_change", args=[submission.pk])
    assert client.get(url).status_code == 404
    assert "My sister wrote it." not in client.get(page.url).content.decode()


def test_page_does_not_reach_into_another_edition(client, submission, reviewer, chair):
    other = cast.make_submission(cast.make_edition("neurips2023"), cast.make_user("Nina Novel"))
    conflict = cast.declare(other, reviewer)
    client.force_login(chair)

    client.post(f"{BASE}/{submission.code}/conflicts/", {"conflict": seal(conflict.pk, "conflict"), "reason": "No."})

    assert client.get(f"{BASE}/{other.code}/conflicts/").status_code == 404
    assert Conflict.objects.filter(submission=other).exists()


def test_dashboard_says_that_no_chair_is_left_for_a_paper_and_leads_to_inviting_one(client, submission, chair):
    def dashboard() -> str:
        client.force_login(chair)
        return client.get("/desk/e/icml2024/").content.decode()

    before = dashboard()
    cast.declare(submission, chair)
    warned = dashboard()
    cast.join(submission.edition, cast.make_user("Nell Newchair"), Role.CHAIR)

    words = f"No chair can handle paper {submission.number}"
    assert words not in before
    assert words in warned
    assert 'href="/desk/e/icml2024/committee/invite/?role=chair"' in warned
    assert words not in dashboard()
    invite = client.get("/desk/e/icml2024/committee/invite/?role=chair").content.decode()
    assert re.search(r'value="chair"[^>]*selected', invite)


def test_dashboard_says_when_each_chair_has_a_conflict_with_some_paper(client, edition, submission, chair):
    other = cast.make_user("Otto Otherchair")
    cast.join(edition, other, Role.CHAIR)

    def warns() -> bool:
        client.force_login(chair)
        return "Chairs without a conflict of interest" in client.get("/desk/e/icml2024/").content.decode()

    before = warns()
    cast.declare(submission, other)
    with_the_viewer_free = warns()
    cast.make_submission(edition, chair)

    assert (before, with_the_viewer_free, warns()) == (False, False, True)


def test_chair_is_not_told_that_others_have_a_conflict_with_a_paper_kept_from_them(edition, submission, chair):
    other, third = cast.make_user("Otto Otherchair"), cast.make_user("Theo Thirdchair")
    for one in (other, third):
        cast.join(edition, one, Role.CHAIR)
    cast.declare(submission, chair)
    cast.make_submission(edition, third)
    cast.declare(submission, other)

    assert not every_chair_is_tied(ties_of_chairs(edition), chair)
    assert every_chair_is_tied(ties_of_chairs(edition), third)


def test_chair_in_conflict_does_not_learn_who_had_the_paper_by_a_conflict_declared_late(
    client, edition, submission, reviewer, conflicted_chair, during
):
    cast.make_submission(edition, cast.make_user("Nora New"))
    assignment = cast.assign(submission, reviewer)
    during(Stage.REVIEWING)
    client.force_login(conflicted_chair)
    pages = [
        reverse("desk:submissions_submission_change", args=[submission.pk]),
        reverse("desk:assignment", args=["icml2024"]),
        reverse("desk:submissions_submission_changelist"),
    ]
    before = [shown(client, page) for page in pages]

    step_back(assignment, because="My student's paper.", by=reviewer)

    assert Conflict.objects.filter(user=reviewer, submission=submission).exists()
    assert [shown(client, page) for page in pages] == before


def shown(client, page) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    text = re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", answer.content.decode())
    return re.sub(r'value="[\w.~-]{60,}"', "", text)


def test_authors_who_name_all_chairs_are_answered_by_a_further_one(client, edition, submission, chair, during):
    name_conflicts(submission, [Named(chair.email, "They do not like us.")])
    assert not see(chair, submission).may("reviewer_identity")
    client.force_login(chair)
    dashboard = client.get("/desk/e/icml2024/").content.decode()

    newcomer = cast.make_user("Nell Newchair")
    cast.join(edition, newcomer, Role.CHAIR)
    client.force_login(newcomer)
    page = f"{BASE}/{submission.code}/conflicts/"
    named = submission.named_conflicts.get()
    client.post(page, {"named": seal(named.pk, "named"), "reason": "No reason was given."})

    assert "who can also take back what its authors named without reason" in dashboard
    assert see(chair, submission).may("reviewer_identity")
