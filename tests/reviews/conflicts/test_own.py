"""Members name conflicts of their own: these keep them from papers, and who reads why is for the policy to say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.committee.knowing import conflicts_of as would_conflict
from reviews.committee.parsing import Candidate
from reviews.visibility.lists import visible_submissions
from submissions.conflicts.actions import refresh_edition, refresh_for_submission
from submissions.conflicts.once import STATED
from submissions.conflicts.stated import Kind, Stated
from submissions.conflicts.stating import state_conflicts
from submissions.models import Author, Conflict, PersonalConflict
from tests import cast
from want.audit.models import Entry
from want.core.verdict import Refused
from want.venues.models import Role
from want.venues.stages import Stage

PAGE = "/icml2024/my-service/conflicts/"
WHY = "They named Ada Lovelace as adviser."


@pytest.fixture
def by_ada(edition, during):
    during(Stage.SUBMISSION)
    ada = cast.make_user("Ada Lovelace")
    return cast.make_submission(edition, ada), ada


def adviser(person) -> Stated:
    return Stated(Kind.ADVISER, person.name, person.email)


def conflicts_of(person) -> list[tuple[int, str, str]]:
    return [
        (one.submission.number, one.reason, one.because) for one in Conflict.objects.filter(user=person).order_by("pk")
    ]


def test_member_names_people_and_is_kept_from_their_papers(client, edition, reviewer, by_ada, during):
    paper, ada = by_ada
    other = cast.make_submission(edition, cast.make_user("Nora Novel"))
    client.force_login(reviewer)
    shown = client.get(PAGE).context["form"]

    typed = {"adviser": f"Ada Lovelace <{ada.email}>", "institution": "Some College, 2023"}
    answered = client.post(PAGE, typed | {"seen": shown["seen"].value()})
    during(Stage.BIDDING)

    assert answered.status_code == 302
    assert conflicts_of(reviewer) == [(paper.number, "own", WHY)]
    assert set(visible_submissions(reviewer, edition)) == {other}
    again = client.get(PAGE).context["form"]
    assert (again["adviser"].value(), again["institution"].value()) == (typed["adviser"], "Some College, 2023")


def test_it_follows_papers_accounts_and_years(edition, reviewer, by_ada):
    paper, _ = by_ada
    state_conflicts(reviewer, [Stated(Kind.COLLABORATOR, about="ada@second.example", last_year=2023)])
    assert conflicts_of(reviewer) == []

    line = Author.objects.get(submission=paper)
    Author.objects.filter(pk=line.pk).update(email="ada@second.example", user=None)
    refresh_for_submission(paper)
    assert [reason for _, reason, _ in conflicts_of(reviewer)] == ["own"]

    state_conflicts(reviewer, [Stated(Kind.COLLABORATOR, about="ada@second.example", last_year=2020)])
    assert conflicts_of(reviewer) == []


def test_it_holds_in_the_next_edition_too(reviewer, by_ada):
    _, ada = by_ada
    state_conflicts(reviewer, [adviser(ada)])
    later = cast.make_edition("neurips2024")
    cast.make_submission(later, ada, number=9)

    cast.join(later, reviewer, Role.REVIEWER)
    refresh_edition(later)

    assert (9, "own", WHY) in conflicts_of(reviewer)


def test_why_is_read_by_chairs_of_the_paper_and_the_list_by_nobody_else(client, edition, reviewer, chair, by_ada):
    paper, ada = by_ada
    state_conflicts(reviewer, [adviser(ada), Stated(Kind.FAMILY, "Secret Cousin")])
    tied = cast.make_user("Tina Tied")
    cast.join(edition, tied, Role.CHAIR)
    cast.declare(paper, tied)
    record = reverse("desk:submissions_submission_change", args=[paper.pk])

    def pages(person, *addresses: str) -> str:
        client.force_login(person)
        return "".join(client.get(address).content.decode() for address in addresses)

    as_chair = pages(chair, record, reverse("desk:paper_conflicts", args=["icml2024", paper.code]))
    as_tied = pages(tied, record)
    member = reverse("desk:venues_membership_change", args=[edition.memberships.get(user=reviewer).pk])

    assert WHY in as_chair
    assert str(reviewer) not in as_tied.split("Conflicts")[1]
    assert WHY not in as_tied
    assert "Cousin" not in as_chair + as_tied + pages(chair, member, PAGE)


def test_once_papers_are_in_it_can_be_changed_once_and_frees_of_nothing(client, edition, reviewer, by_ada, during):
    paper, ada = by_ada
    nora = cast.make_submission(edition, cast.make_user("Nora Novel"))
    state_conflicts(reviewer, [adviser(ada)])
    during(Stage.BIDDING)
    client.force_login(reviewer)

    client.post(PAGE, {"family": "Otto Other"})
    refused = client.post(PAGE, {"family": "Nora Novel"}, follow=True)

    assert [(number, reason) for number, reason, _ in conflicts_of(reviewer)] == [(paper.number, "kept")]
    assert "You have changed this once since the papers of" in refused.content.decode()
    assert [one.name for one in PersonalConflict.objects.all()] == ["Otto Other"]
    assert set(visible_submissions(reviewer, edition)) == {nora}
    assert Entry.objects.filter(verb=STATED, actor_id=reviewer.pk).count() == 1


def test_same_again_is_no_change(reviewer, by_ada, during):
    during(Stage.BIDDING)
    said = [adviser(by_ada[1])]

    assert state_conflicts(reviewer, said)
    assert not state_conflicts(reviewer, said)
    with pytest.raises(Refused, match="changed this once"):
        state_conflicts(reviewer, [])


def test_second_tab_reads_what_the_first_saved_and_a_bad_line_is_named(client, reviewer, by_ada):
    client.force_login(reviewer)
    seen = client.get(PAGE).context["form"]["seen"].value()
    state_conflicts(reviewer, [Stated(Kind.FAMILY, "Ben Babbage", first_year=2020)])

    page = client.post(PAGE, {"family": "Cy Coder", "seen": seen})
    bad = client.post(PAGE, {"adviser": "Ada"})

    assert dict(page.context["theirs"])["Family and close friends"] == "Ben Babbage, since 2020"
    assert "write the whole name, or the address" in bad.content.decode()
    assert [one.name for one in PersonalConflict.objects.all()] == ["Ben Babbage"]


def test_candidates_are_not_judged_by_lists_of_their_own(edition, reviewer, by_ada):
    state_conflicts(reviewer, [adviser(by_ada[1])])
    edition.memberships.filter(user=reviewer).delete()
    refresh_edition(edition)
    email = reviewer.email

    judged = would_conflict(edition, [by_ada[0].pk], {email: Candidate(email)}, {email: reviewer.pk})

    assert judged == {email: set()}


def test_deriving_reads_all_lists_at_once(edition, reviewer, second_reviewer, by_ada):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            refresh_edition(edition)
        return len(queries)

    state_conflicts(reviewer, [adviser(by_ada[1])])
    cost()
    before = cost()
    state_conflicts(second_reviewer, [adviser(by_ada[1]), Stated(Kind.FAMILY, "Secret Cousin")])

    assert cost() == before
