"""Papers that need somebody: who left, who stopped, who turned out to be in conflict; and who could come."""

from datetime import date

import pytest

from reviews.committee.answering import accept
from reviews.committee.parsing import Candidate
from reviews.late.actions import ask_outside, fill_place, resume_serving, stop_serving
from reviews.late.needs import needs_of
from reviews.late.previewing import offers_of
from reviews.late.remedies import helpers_of
from reviews.models import Absence, Assignment, Bid
from reviews.reviewing.actions import decline
from reviews.visibility.lists import sight_of
from tests import cast
from want.audit.models import Entry
from want.core.sealed import seal
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Membership, Role
from want.venues.stages import Stage


@pytest.fixture
def reviewing(edition, submission, reviewer, during):
    """The paper has its one reviewer, and reviewing is open."""
    during(Stage.REVIEWING)
    edition.reviews_per_paper, edition.assigned_at = 1, cast.at(36)
    edition.save()
    submission.edition = edition
    cast.assign(submission, reviewer)
    return submission


def needs(edition, person):
    return needs_of(edition, sight_of(person, edition))


def helpers(edition, person):
    found = needs(edition, person)
    (best,) = helpers_of(edition, found, sight_of(person, edition)).values()
    return [one.user for one in best]


def member(edition, user):
    return Membership.objects.select_related("edition", "user").get(edition=edition, user=user)


def test_nothing_is_needed_while_everybody_holds(reviewing, edition, chair):
    assert needs(edition, chair) == []


def test_paper_that_was_handed_back_needs_somebody_and_says_why(reviewing, edition, chair, reviewer):
    decline(reviewing.assignments.get(), reason="Too far from my work.", by=reviewer)

    (need,) = needs(edition, chair)

    assert (need.paper, need.missing, need.to_replace) == (reviewing, 1, None)
    assert [(one.name, one.why) for one in need.troubles] == [("Rita Reviewer", "Too far from my work.")]


def test_new_conflict_is_shown_with_its_reason_and_a_remedy(reviewing, edition, chair, reviewer, second_reviewer):
    cast.declare(reviewing, reviewer)

    (need,) = needs(edition, chair)
    (offered,) = offers_of(edition, [need], sight_of(chair, edition))

    assert need.to_replace.name == "Rita Reviewer"
    assert "book together" in need.to_replace.why
    assert [one.helper.user for one in offered.offers] == [second_reviewer]
    assert [letter.to for letter in offered.offers[0].letters] == [second_reviewer.email, reviewer.email]


def test_one_press_replaces_and_tells_both(reviewing, edition, chair, reviewer, second_reviewer):
    cast.declare(reviewing, reviewer)
    (need,) = needs(edition, chair)

    fill_place(need, second_reviewer, mark=need.mark, by=chair)

    assert [one.reviewer for one in Assignment.objects.current()] == [second_reviewer]
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted([reviewer.email, second_reviewer.email])
    assert needs(edition, chair) == []


def test_second_press_for_a_place_that_is_filled_is_refused(reviewing, edition, chair, reviewer, second_reviewer):
    third = cast.make_user("Tina Third")
    cast.join(edition, third, Role.REVIEWER)
    cast.declare(reviewing, reviewer)
    (need,) = needs(edition, chair)
    fill_place(need, second_reviewer, mark=need.mark, by=chair)

    with pytest.raises(Refused, match="meanwhile"):
        fill_place(need, third, mark=need.mark, by=chair)


def test_chair_in_conflict_learns_nothing_of_the_need(reviewing, edition, chair, reviewer, client):
    conflicted = cast.make_user("Connie Conflicted")
    cast.join(edition, conflicted, Role.CHAIR)
    cast.declare(reviewing, conflicted)
    cast.declare(reviewing, reviewer)
    client.force_login(conflicted)

    page = client.get("/desk/e/icml2024/late/")

    assert len(needs(edition, chair)) == 1
    assert needs(edition, conflicted) == []
    assert reviewing.title not in page.content.decode()
    assert client.get(f"/desk/e/icml2024/late/{reviewing.code}/outside/").status_code == 404


def test_who_stops_gives_unfinished_papers_back_and_keeps_what_is_in(reviewing, edition, chair, reviewer):
    finished = cast.assign(cast.make_submission(edition, cast.make_user("Nora Novel")), reviewer)
    cast.review(finished)

    stop_serving(member(edition, reviewer), reason="I am ill.", by=reviewer)

    assert list(Assignment.objects.current()) == [finished]
    (need,) = needs(edition, chair)
    assert (need.paper, need.troubles[0].why) == (reviewing, "Stopped: I am ill.")
    assert [message.to for message in Message.objects.all()] == [chair.email]


def test_who_has_stopped_is_offered_and_given_nothing(reviewing, edition, chair, reviewer, second_reviewer):
    stop_serving(member(edition, second_reviewer), reason="I am ill.", by=chair)
    cast.declare(reviewing, reviewer)
    (need,) = needs(edition, chair)

    assert helpers(edition, chair) == []
    with pytest.raises(Refused, match="any more"):
        fill_place(need, second_reviewer, mark=need.mark, by=chair)


def test_who_comes_back_is_offered_again(reviewing, edition, chair, reviewer, second_reviewer):
    stop_serving(member(edition, second_reviewer), reason="I am ill.", by=second_reviewer)
    cast.declare(reviewing, reviewer)

    resume_serving(member(edition, second_reviewer), by=second_reviewer)

    assert helpers(edition, chair) == [second_reviewer]


def test_chair_in_conflict_ends_only_what_they_see_and_the_other_chair_finds_the_rest(
    reviewing, edition, chair, reviewer
):
    conflicted = cast.make_user("Connie Conflicted")
    cast.join(edition, conflicted, Role.CHAIR)
    cast.declare(reviewing, conflicted)
    seen = cast.assign(cast.make_submission(edition, cast.make_user("Nora Novel")), reviewer)

    ended = stop_serving(member(edition, reviewer), reason="They wrote to me.", by=conflicted)

    assert ended == [seen]
    letters = Message.objects.filter(to__in=[chair.email, reviewer.email])
    assert [letter.body.count(str(reviewing.number)) for letter in letters] == [0, 0] == [0] * Message.objects.count()
    needed = {need.paper: need for need in needs(edition, chair)}
    assert needed[reviewing].to_replace.why == "They wrote to me."


def test_somebody_else_cannot_stop_a_member(reviewing, edition, reviewer, second_reviewer):
    with pytest.raises(Refused, match="themselves and the chairs"):
        stop_serving(member(edition, reviewer), reason="I want it.", by=second_reviewer)


def test_pool_comes_first_and_goes_beyond_its_load(reviewing, edition, chair, reviewer, second_reviewer):
    other = cast.make_submission(edition, cast.make_user("Nora Novel"))
    eager = cast.make_user("Tina Third")
    cast.join(edition, eager, Role.REVIEWER)
    Bid.objects.create(submission=reviewing, user=eager, value="eager")
    cast.assign(other, second_reviewer)
    edition.memberships.filter(user=second_reviewer).update(max_load=1, extra_load=1)
    cast.declare(reviewing, reviewer)
    (need,) = needs(edition, chair)

    assert helpers(edition, chair) == [second_reviewer, eager]
    fill_place(need, second_reviewer, mark=need.mark, by=chair)
    assert Assignment.objects.current().filter(reviewer=second_reviewer).count() == 2


def test_who_is_away_stands_behind_who_is_there(reviewing, edition, chair, reviewer, second_reviewer):
    present = cast.make_user("Tina Third")
    cast.join(edition, present, Role.REVIEWER)
    edition.memberships.filter(user=second_reviewer).update(extra_load=1)
    day = date(2024, 6, 8)
    Absence.objects.create(user=second_reviewer, first_day=day, last_day=day)
    cast.declare(reviewing, reviewer)

    assert helpers(edition, chair) == [present, second_reviewer]


def test_who_accepts_the_invitation_for_a_paper_stands_first_for_it(
    reviewing, edition, chair, reviewer, second_reviewer
):
    edition.memberships.filter(user=second_reviewer).update(extra_load=1)
    cast.declare(reviewing, reviewer)
    invitation = ask_outside(reviewing, Candidate("ina@ina.example", "Ina Invited", "", 1), by=chair)
    assert str(reviewing.number) not in Message.objects.get().body

    member = accept(invitation, name="Ina Invited")

    assert helpers(edition, chair) == [member.user, second_reviewer]
    assert Entry.objects.get(verb="assignment.asked_outside").submission_id == reviewing.pk


def test_page_gives_the_paper_with_one_press(reviewing, edition, chair, reviewer, second_reviewer, client):
    cast.declare(reviewing, reviewer)
    client.force_login(chair)
    page = client.get("/desk/e/icml2024/late/").content.decode()
    assert "Replace Rita Reviewer by Sam Second" in page
    (need,) = needs(edition, chair)

    sent = {
        "paper": reviewing.code,
        "role": "reviewer",
        "person": seal(second_reviewer.pk, "person"),
        "mark": need.mark,
    }
    client.post("/desk/e/icml2024/late/", sent)

    assert Assignment.objects.current().get().reviewer == second_reviewer
