"""Where people to invite come from, what chairs may know of them, and who may offer."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from reviews.committee.actions import invite
from reviews.committee.answering import decline
from reviews.committee.knowing import accounts_known, badges_of, known_of
from reviews.committee.parsing import Candidate
from reviews.models import Candidacy, Invitation
from submissions.models import Volunteer
from submissions.volunteering.actions import volunteer
from tests import cast
from want.accounts.models import User
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage


@pytest.fixture(autouse=True)
def submission_is_open(edition, during):
    during(Stage.SUBMISSION)


@pytest.fixture
def desk(client, edition, chair):
    client.force_login(chair)
    return lambda **asked: client.get(reverse("desk:candidates", args=[edition.slug]), asked)


def people_on(page):
    return {row.entry.candidate.email: row for row in page.context["rows"]}


def test_without_a_choice_the_list_is_one_in_which_somebody_waits(desk, edition, chair, outsider):
    lists = [desk().context["about"]]
    cast.join(cast.make_edition("neurips2023"), chair, Role.CHAIR)
    lists.append(desk().context["about"])
    [no] = invite(edition, Role.REVIEWER, [Candidate("no@x.example", "Nils No")], by=chair).invited
    Candidacy.objects.create(edition=edition, kind="suggested", email="sue@x.example", name="Sue", suggested_by=no)
    lists.append(desk().context["about"])
    Volunteer.objects.create(edition=edition, user=outsider)
    lists.append(desk().context["about"])
    Candidacy.objects.create(edition=edition, kind="offered", email="otto@x.example", name="Otto")
    lists.append(desk().context["about"])

    assert lists == ["volunteers", "earlier", "suggested", "volunteers", "offered"]


def test_earlier_committee_marks_who_declined_then_and_who_is_asked_already(desk, edition, chair, reviewer):
    old = cast.make_edition("neurips2023")
    cast.join(old, chair, Role.CHAIR)
    for name in ("Fay Fresh", "Ann Asked"):
        cast.join(old, cast.make_user(name), Role.REVIEWER)
    cast.join(old, reviewer, Role.REVIEWER)
    [no] = invite(old, Role.REVIEWER, [Candidate("no@x.example", "Nils No")], by=chair).invited
    decline(no)
    asked = User.objects.get(name="Ann Asked").email
    invite(edition, Role.REVIEWER, [Candidate(asked)], by=chair)

    page = desk(list="earlier", edition=old.pk, served="reviewer", role="reviewer")

    rows = people_on(page)
    assert {email: row.fate.is_new for email, row in rows.items()} == {
        "no@x.example": True,
        User.objects.get(name="Fay Fresh").email: True,
        asked: False,
        reviewer.email: False,
    }
    assert rows["no@x.example"].entry.is_doubtful
    assert "declined for NEURIPS2023" in rows["no@x.example"].entry.notes


def test_committee_of_an_edition_that_one_did_not_chair_is_not_offered(desk):
    old = cast.make_edition("neurips2023")
    cast.join(old, cast.make_user("Sec Ret"), Role.REVIEWER)

    page = desk(list="earlier", edition=old.pk, served="reviewer", role="reviewer")

    assert not page.context["rows"]
    assert "Sec Ret" not in page.content.decode()


def test_author_volunteers_by_one_tick_and_takes_it_back(client, edition, author, submission, desk):
    client.force_login(author)
    url = reverse("submissions:volunteer", args=[edition.slug])

    client.post(url, {"volunteer": "yes"})
    client.post(url, {"volunteer": "yes"})
    assert Volunteer.objects.get().user == author

    client.post(url, {"volunteer": "no"})
    assert not Volunteer.objects.exists()


def test_tick_on_the_form_is_the_writers_own(client, edition, author, coauthor, submission):
    volunteer(edition, coauthor, wants=True)
    client.force_login(author)
    url = reverse("submissions:edit", args=[edition.slug, submission.code])

    client.post(url, {"save": "1", "version": submission.version, "volunteer_asked": "1", "volunteer": "yes"})

    assert {one.user for one in Volunteer.objects.all()} == {author, coauthor}


def test_who_wrote_nothing_here_cannot_volunteer(edition, outsider):
    with pytest.raises(Refused, match="Only authors"):
        volunteer(edition, outsider, wants=True)


def test_chairs_see_volunteers_with_signals_and_room(edition, author, submission, client, chair):
    User.objects.filter(pk=author.pk).update(orcid="0000-0002-1825-0097")
    volunteer(edition, author, wants=True)
    cast.make_submission(edition, cast.make_user("Nora Near", affiliation="Ada College"))
    cast.make_submission(edition, cast.make_user("Faye Far", affiliation="Far Away"))
    client.force_login(chair)

    page = client.get(reverse("desk:candidates", args=[edition.slug]), {"list": "volunteers"})

    row = people_on(page)[author.email]
    assert ("ORCID 0000-0002-1825-0097, as they say", "info") in row.known.badges
    assert str(row.known.room) == "2 in conflict, 1 remain"


def test_withdrawn_papers_are_no_submitted_papers_of_a_volunteer(edition, author, submission, desk):
    cast.make_submission(edition, author, status="withdrawn")
    volunteer(edition, author, wants=True)

    assert "one submitted paper here" in people_on(desk(list="volunteers"))[author.email].entry.notes


def test_pasted_stranger_is_judged_by_address_and_words_alone(edition, chair, submission, outsider):
    User.objects.filter(pk=outsider.pk).update(orcid="0000-0002-1825-0097", affiliation="Ada College")
    one = Candidate(outsider.email, "Otto", "Elsewhere")

    known = known_of(edition, chair, [one, Candidate("somebody@gmail.com")])

    assert accounts_known(edition, chair, [outsider.email]) == {}
    assert [tone for _, tone in known[outsider.email].badges] == ["neutral"]
    assert known[outsider.email].room.conflicts == 0
    assert known["somebody@gmail.com"].badges == (("Free-mail address", "neutral"),)


def test_room_of_a_stranger_counts_those_at_the_same_place(edition, chair, submission):
    one = Candidate("new@college.example", "New", "Ada College")

    assert str(known_of(edition, chair, [one])[one.email].room) == "1 in conflict, 0 remain"


def test_drafts_are_not_counted(edition, chair, author):
    cast.make_submission(edition, author, status="draft")

    assert known_of(edition, chair, [Candidate(author.email)])[author.email].room is None


def test_service_in_an_edition_that_the_chair_may_not_see_is_not_told(edition, chair, reviewer):
    old = cast.make_edition("neurips2023")
    cast.join(old, reviewer, Role.REVIEWER)
    served = lambda: [words for words, _ in known_of(edition, chair, [one])[one.email].badges if "Served" in words]  # noqa: E731
    one = Candidate(reviewer.email)
    assert served() == []

    cast.join(old, chair, Role.CHAIR)

    assert served() == ["Served: NEURIPS2023 (reviewer)"]


def test_ticked_people_go_to_the_preview_and_nothing_is_sent(client, edition, chair):
    client.force_login(chair)
    picked = [str(Candidate("a@x.example", "Ann", "Lab")), str(Candidate("b@x.example", "Bo"))]

    page = client.post(reverse("desk:invite", args=[edition.slug]), {"role": "reviewer", "pick": picked})

    assert [one.email for one in page.context["chosen"]] == ["a@x.example", "b@x.example"]
    assert not Invitation.objects.exists()


def test_suggestion_is_listed_with_who_made_it_and_invited_by_choice_alone(edition, chair, desk):
    [one] = invite(edition, Role.REVIEWER, [Candidate("a@x.example", "Ann")], by=chair).invited
    decline(one, suggested=Candidate("bo@lab.example", "Bo Bell"), why="Knows it.")

    row = people_on(desk(list="suggested"))["bo@lab.example"]

    assert row.entry.notes[0].startswith("suggested by Ann on")
    assert row.fate.is_new
    assert not Message.objects.filter(to="bo@lab.example").exists()


def test_committee_says_of_a_member_what_speaks_for_them(client, edition, chair, reviewer):
    EmailAddress.objects.filter(user=reviewer).update(email="rita@gmail.com")
    EmailAddress.objects.filter(user=chair).update(email="carl@cs.college.ac.uk")
    bought = cast.make_user("Dora Domain", "dora@epfl-lab.example")
    cast.join(edition, bought, Role.REVIEWER)
    client.force_login(chair)

    page = client.get(reverse("desk:venues_membership_changelist")).content.decode()
    words = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r'data-label="Known by"[^>]*>(.*?)</td>', page)]

    assert sorted(one.split(",")[0].strip() for one in words) == ["free mail", "institution", "other domain"]


@pytest.mark.parametrize(
    ("address", "badge"),
    [
        ("a@cs.college.ac.uk", ("Verified address at college.ac.uk", "good")),
        ("a@mit.edu", ("Verified address at mit.edu", "good")),
        ("a@epfl.ch", ("Verified address at epfl.ch", "good")),
        ("a@epfl-lab.example", ("Verified address at epfl-lab.example (not known here)", "neutral")),
        ("a@edu.example", ("Verified address at edu.example (not known here)", "neutral")),
        ("a@cs.college.ac", ("Verified address at college.ac (not known here)", "neutral")),
        ("a@epf1.ch", ("Verified address at epf1.ch, which looks like epfl.ch and is another domain", "warn")),
    ],
)
def test_verified_address_is_green_only_where_the_domain_tells_an_institution(edition, chair, reviewer, address, badge):
    EmailAddress.objects.filter(user=reviewer).update(email=address)

    assert badges_of(edition, chair, {reviewer.pk})[reviewer.pk][0] == badge


def test_lists_of_candidates_ask_no_more_with_many_people(client, edition, chair, django_assert_max_num_queries):
    client.force_login(chair)
    cast.make_submission(edition, cast.make_user("Wanda Writer"))
    url = reverse("desk:candidates", args=[edition.slug])
    for number in range(3):
        volunteer_of(edition, number)
    client.get(url, {"list": "volunteers"})
    with django_assert_max_num_queries(60) as few:
        client.get(url, {"list": "volunteers"})
    for number in range(3, 12):
        volunteer_of(edition, number)

    with django_assert_max_num_queries(len(few)):
        page = client.get(url, {"list": "volunteers"})

    assert len(people_on(page)) == 12


def volunteer_of(edition, number):
    user = cast.make_user(f"Vera Volunteer {number}", affiliation="Lab")
    cast.make_submission(edition, user)
    volunteer(edition, user, wants=True)
