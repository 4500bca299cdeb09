"""What the rehearsal asks of the rows: that each of its proofs notices the wrong that it is there to notice."""

import random
from dataclasses import replace

import pytest

from reviews.models import AssignmentPlan
from submissions.models import Submission
from submissions.states import Status
from tests import cast as people
from want.accounts.models import User
from want.audit.actions import record
from want.demo.people import Figure
from want.demo.rehearsal.casting import cast
from want.demo.rehearsal.proofs.assignment import reasons_name_own_papers, the_assignment_holds
from want.demo.rehearsal.proofs.letters import letters_name_nobody_they_should_not
from want.demo.rehearsal.proofs.mails import every_mail_has_come_once
from want.demo.rehearsal.proofs.states import every_status_is_lawful
from want.demo.rehearsal.work import Fate, Work
from want.demo.rehearsal.world import EDITION, World
from want.mail.models import Message
from want.venues.models import Role


@pytest.fixture
def world(db) -> World:
    """Return a play in which three papers are submitted and assigned as they should be, and nothing else is."""
    edition, author = people.make_edition(EDITION), people.make_user("Ada Author")
    made = World("http://127.0.0.1:9", cast(12, 12, random.Random(7)), seed=7)
    made.cast.works[:] = [work for work in made.cast.works if work.fate is Fate.PLAIN][:3]
    made.story.is_assigned = True
    for work in made.cast.works:
        row = people.make_submission(edition, author, title=work.title, code=f"code{work.place}")
        work.code, work.number = row.code, row.number
        for step in ("started", "submitted"):
            record(f"submission.{step}", by=author, edition=EDITION, submission_id=row.pk)
        for role, guest in _fitting(made, work):
            people.assign(row, _user(guest.figure.name, guest.figure.email), role)
    return made


def _fitting(world, work):
    """Yield an area chair and three reviewers who may deal with a paper; the third paper's are others than before."""
    leading = [g for g in world.cast.working_area_chairs[1:] if not world.is_tied(g.figure.email, work)]
    reviewing = [g for g in world.cast.working_reviewers if not g.load and world.may_review(g.figure.email, work)]
    return [(Role.AREA_CHAIR, leading[0]), *((Role.REVIEWER, guest) for guest in reviewing[:3])]


def _user(name: str, email: str) -> User:
    return User.objects.filter(email=email).first() or people.make_user(name, email)


def rows_of(work: Work) -> Submission:
    return Submission.objects.get(code=work.code)


def failures(world, proof) -> list[str]:
    """Return what a proof says is not so, shortly."""
    proof(world)
    return [failure.split(": ")[2].split(".")[0].split(" (")[0] for failure in world.checks.failures]


def test_nothing_is_found_where_nothing_is_wrong(world):
    for proof in (the_assignment_holds, every_status_is_lawful, every_mail_has_come_once):
        assert failures(world, proof) == []

    assert world.checks.passed == 5 + 3 + 4


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.AREA_CHAIR])
def test_a_paper_that_lacks_somebody_is_noticed(world, role):
    rows_of(world.cast.works[0]).assignments.filter(role=role).first().delete()

    assert failures(world, the_assignment_holds) == [
        "every paper in review has an area chair and three reviewers, others have none"
    ]


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.AREA_CHAIR])
@pytest.mark.parametrize("is_hidden", [False, True])
def test_somebody_over_their_load_by_papers_that_every_chair_sees_is_noticed(world, role, is_hidden):
    author = Figure("Ada Author", world.cast.works[0].contact.email, "Elsewhere")
    world.cast.chairs[:] = [author] if is_hidden else []
    first, other = (rows_of(work).assignments.filter(role=role) for work in world.cast.works[:2])
    guests = {Role.REVIEWER: world.cast.working_reviewers, Role.AREA_CHAIR: world.cast.working_area_chairs}[role]
    limited = next(g for g in guests if g.load and not any(world.is_tied(g.figure.email, w) for w in world.cast.works))
    user = _user(limited.figure.name, limited.figure.email)
    chosen = [first, other, rows_of(world.cast.works[2]).assignments.filter(role=role)][: limited.load + 1]
    for assignments in chosen:
        row = assignments.first()
        row.reviewer = user
        row.save()

    said = ["nobody is over their load by papers that every chair sees, and nobody without the role has one"]
    assert failures(world, the_assignment_holds) == ([] if is_hidden else said)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.AREA_CHAIR])
def test_an_assignment_against_a_conflict_is_noticed(world, role):
    row = rows_of(world.cast.works[0]).assignments.filter(role=role).first()

    world.story.declared.add((row.reviewer.email, world.cast.works[0].code))

    assert failures(world, the_assignment_holds) == ["nobody is assigned to a paper with which they have a conflict"]


def test_a_reviewer_of_another_track_is_noticed(world):
    work = world.cast.works[0]
    row = rows_of(work).assignments.filter(role=Role.REVIEWER).first()
    guest = next(guest for guest in world.cast.reviewers if guest.figure.email == row.reviewer.email)

    world.cast.reviewers[world.cast.reviewers.index(guest)] = replace(guest, track=f"not {work.track}")

    assert failures(world, the_assignment_holds) == ["nobody reviews a paper of a track in which they do not serve"]


def test_a_plan_that_names_the_own_paper_of_somebody_else_is_noticed(world):
    world.story.plans.append("Regions of the world: similar to their “Mine” (0.90)")
    edition, work = world.edition(), world.cast.works[0]
    row = rows_of(work).assignments.filter(role=Role.REVIEWER).first()
    world.story.own_papers[row.reviewer.email] = ["Mine"]
    plan = AssignmentPlan.objects.create(edition=edition, role=Role.REVIEWER, demand=3, created_by=row.reviewer)
    pair = plan.pairs.create(
        submission=row.submission,
        reviewer=row.reviewer,
        score=1,
        because="similar to their “Mine” (0.90); topics: none",
    )
    assert failures(world, reasons_name_own_papers) == []

    pair.because = "similar to their “Another's” (0.90); topics: none"
    pair.save()

    assert failures(world, reasons_name_own_papers) == [
        "reasons name an own paper of everybody who pasted some, and of nobody else",
        "chairs read on a plan's page which own paper is near",
    ]


def test_an_assignment_before_there_is_one_is_noticed(world):
    world.story.is_assigned = False

    assert failures(world, the_assignment_holds) == ["nobody has a paper before there is an assignment"]


def test_a_status_that_tells_a_decision_too_early_is_noticed(world):
    Submission.objects.filter(code=world.cast.works[0].code).update(status=Status.REJECTED)

    assert failures(world, every_status_is_lawful) == ["every paper is in the state it should be"]


def test_a_leap_from_state_to_state_is_noticed(world):
    author = User.objects.get(name="Ada Author")
    row = rows_of(world.cast.works[0])

    for step in ("withdrawn", "desk_rejected"):
        record(f"submission.{step}", by=author, edition=EDITION, submission_id=row.pk)

    assert failures(world, every_status_is_lawful) == ["every paper came to its state by moves that there are"]


def test_a_value_that_is_no_choice_is_noticed(world):
    Message.objects.create(key="a:1", to="a@b.example", state="lost")

    assert failures(world, every_status_is_lawful) == ["every field that has choices holds one of them, in every table"]


def sent(key: str, to: str, **fields) -> None:
    Message.objects.create(key=key, to=to, state="sent", sent_at=people.at(1), attempts=1, edition=EDITION, **fields)


def test_a_mail_that_lacks_and_one_that_came_twice_are_noticed(world):
    world.expect_mail("account", "a@b.example", "c@d.example")
    for place in range(2):
        sent(f"account:{place}", "a@b.example")

    assert failures(world, every_mail_has_come_once) == ["each mail came to each who should get it, and no other"]
    assert (
        "Missing 1: ('account', 'c@d.example', 0). Too many 1: ('account', 'a@b.example', 0)"
        in (world.checks.failures[0])
    )


def test_a_mail_that_needed_a_second_attempt_is_noticed(world):
    world.expect_mail("account", "a@b.example")
    sent("account:1", "a@b.example")
    Message.objects.update(attempts=2)

    assert failures(world, every_mail_has_come_once) == ["every mail left at the first attempt"]


def test_letters_that_name_a_reviewer_to_an_author_or_an_author_to_a_reviewer_are_noticed(world):
    work = world.cast.works[0]
    reviewer = next(guest.figure for role, guest in _fitting(world, work) if role is Role.REVIEWER)
    world.story.duties[reviewer.email] = [work.code]
    row, author = rows_of(work), work.authors[0]
    sent("decision:1", author.email, submission_id=row.pk, body=f"Your reviewer {reviewer.name} was content.")
    sent("assigned:1", reviewer.email, papers=[row.pk], body=f"You review the paper of {author.name}.")

    assert failures(world, letters_name_nobody_they_should_not) == [
        "no letter tells a name that its reader may not know"
    ]
    assert {f"decision:1 tells {reviewer.name}", f"assigned:1 tells {author.name}"} == set(
        world.checks.failures[0].split("against it: ")[1].split("; ")
    )
