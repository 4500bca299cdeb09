"""What fills the lists that test_lists.py looks at: each function adds one row, the `number`th."""

import uuid
from datetime import date

from reviews.expertise.actions import add_papers
from reviews.expertise.found import Reading
from reviews.models import Absence, Bid, CollusionReport, Comment, Decision, Invitation, MetaReview
from submissions.models import CameraReady, Submission
from tests import cast
from want.accounts.models import User
from want.audit.actions import record
from want.mail.models import Message
from want.venues.models import ApplicationArea, Edition, Membership, Role, Topic

NAMES = {
    "author": "Ada Author",
    "reviewer": "Rita Reviewer",
    "area_chair": "Alma Areachair",
    "chair": "Carl Chair",
}


def an_edition(edition: Edition, number: int) -> None:
    cast.make_edition(f"edition{number}")


def an_edition_one_chairs(edition: Edition, number: int) -> None:
    other = cast.make_edition(f"edition{number}")
    cast.join(other, edition.memberships.get(role=Role.CHAIR).user, Role.CHAIR)


def a_topic(edition: Edition, number: int) -> None:
    Topic.objects.create(edition=edition, name=f"Topic {number}", position=number)
    ApplicationArea.objects.create(edition=edition, name=f"Area {number}", position=number)


def a_member(edition: Edition, number: int) -> Membership:
    Edition.objects.filter(pk=edition.pk).update(public_roster=True)
    member = cast.join(edition, cast.make_user(f"Member {number}"), Role.REVIEWER, max_load=3)
    member.topics.set(edition.topics.all())
    Absence.objects.create(user=member.user, first_day=date(2044, 6, 1), last_day=date(2044, 6, 9))
    return member


def an_unready_member(edition: Edition, number: int) -> None:
    cast.join(edition, cast.make_user(f"Unready {number}"), Role.REVIEWER, since=cast.at(0))


def a_paper(edition: Edition, number: int) -> None:
    authors = [cast.make_user(f"{place} Writer {number}") for place in ("First", "Second")]
    cast.make_submission(edition, *authors)


def a_paper_of_the_author(edition: Edition, number: int) -> None:
    cast.make_submission(edition, User.objects.get(name="Ada Author"), cast.make_user(f"Second Writer {number}"))


def a_draft_of_the_author(edition: Edition, number: int) -> None:
    cast.make_submission(edition, User.objects.get(name="Ada Author"), status="draft")


def a_mail(edition: Edition, number: int) -> None:
    paper = cast.make_submission(edition, cast.make_user(f"Writer {number}"))
    Message.objects.create(
        key=f"about {number}",
        to="a@a.example",
        subject="About",
        body="x",
        edition=edition.slug,
        submission_id=paper.pk,
    )


def an_act(edition: Edition, number: int) -> None:
    writer = cast.make_user(f"Writer {number}")
    paper = cast.make_submission(edition, writer)
    record("submission.submitted", by=writer, edition=edition.slug, submission_id=paper.pk, number=paper.number)


def an_account(edition: Edition, number: int) -> None:
    cast.make_user(f"Somebody {number}")


def an_invitation(edition: Edition, number: int) -> None:
    chair = edition.memberships.get(role=Role.CHAIR).user
    Invitation.objects.create(
        edition=edition,
        role=Role.REVIEWER,
        email=f"i{number}@x.example",
        name=f"Invited {number}",
        invited_by=chair,
        invited_at=cast.at(0),
        written_at=cast.at(0),
    )


def a_line_of_a_report(edition: Edition, number: int) -> None:
    """Add to the chair's report a person with a bid on a paper, both named for the first time."""
    person = cast.make_user(f"Bidder {number}")
    paper = cast.make_submission(edition, cast.make_user(f"Writer {number}"))
    chance = {"name": "far_off", "seen": 30, "usual": 3.0, "p": 0.01, "adjusted": 0.01, "strongest": 9.0}
    report, _ = CollusionReport.objects.get_or_create(
        edition=edition,
        asked_by=User.objects.get(name=NAMES["chair"]),
        defaults={
            "state": "ready",
            "seed": 1,
            "result": {"bids": 90, "kinds": [chance | {"by_chance": [], "lines": []}]},
        },
    )
    report.papers.append(paper.pk)
    line = {"people": [person.pk], "paper": paper.pk, "behind": [(person.pk, paper.pk)], "q": 0.01, "in_shuffles": 1}
    report.result["kinds"][0]["lines"].append(line)
    report.save()


def an_accepted_paper(edition: Edition, number: int) -> None:
    cast.make_submission(edition, cast.make_user(f"Writer {number}"), status="accepted", presentation="oral")


def a_reviewed_paper(edition: Edition, number: int) -> Submission:
    """Assign it to the reviewer and the area chair; two more have reviewed it already, and they have talked of it."""
    paper = cast.make_submission(edition, cast.make_user(f"Writer {number}"))
    reviewer = User.objects.get(name=NAMES["reviewer"])
    Bid.objects.create(submission=paper, user=reviewer, value="eager")
    cast.assign(paper, reviewer)
    summed_up = cast.assign(paper, User.objects.get(name=NAMES["area_chair"]), Role.AREA_CHAIR)
    for place in ("First", "Second"):
        member = cast.make_user(f"{place} Member {number}")
        cast.join(edition, member, Role.REVIEWER)
        cast.review(cast.assign(paper, member))
    MetaReview.objects.create(assignment=summed_up, text="They agree.", recommendation="poster")
    return paper


def a_reviewed_paper_of_the_author(edition: Edition, number: int) -> None:
    paper = a_reviewed_paper(edition, number)
    paper.authors.update(user=User.objects.get(name=NAMES["author"]))


def a_review_of_the_first_paper(edition: Edition, number: int) -> None:
    paper = edition.submissions.first() or a_reviewed_paper(edition, 0)
    reviewer = cast.make_user(f"Further Reviewer {number}")
    cast.join(edition, reviewer, Role.REVIEWER)
    cast.review(cast.assign(paper, reviewer))
    Comment.objects.create(
        submission=paper, writer=reviewer, signature=f"Reviewer {number}", text="I agree.", key=uuid.uuid4()
    )


def a_review_of_a_paper_of_the_author(edition: Edition, number: int) -> None:
    a_review_of_the_first_paper(edition, number)
    edition.submissions.first().authors.update(user=User.objects.get(name=NAMES["author"]))


def an_act_on_the_first_paper(edition: Edition, number: int) -> None:
    paper = edition.submissions.first() or a_reviewed_paper(edition, 0)
    record("review.revised", by=paper.created_by, edition=edition.slug, submission_id=paper.pk, number=number)


def a_paper_to_sum_up(edition: Edition, number: int) -> None:
    MetaReview.objects.filter(assignment__submission=a_reviewed_paper(edition, number)).delete()


def a_decided_paper(edition: Edition, number: int) -> None:
    chair = User.objects.get(name=NAMES["chair"])
    Decision.objects.create(submission=a_reviewed_paper(edition, number), outcome="poster", decided_by=chair)


def a_published_paper(edition: Edition, number: int) -> None:
    paper = cast.make_submission(
        edition,
        cast.make_user(f"First Writer {number}"),
        cast.make_user(f"Second Writer {number}"),
        status="accepted",
        presentation="poster",
    )
    CameraReady.objects.create(
        submission=paper, title=paper.title, abstract="x", consents=True, submitted_by=paper.created_by
    )


def an_own_paper(edition: Edition, number: int) -> None:
    reading = Reading("typed")
    reading.add("one", f"On things of kind {number}", "We study them.", 2020)
    add_papers(reading, by=User.objects.get(name="Rita Reviewer"))


def an_absence(edition: Edition, number: int) -> None:
    day = cast.at(number).date()
    Absence.objects.create(user=User.objects.get(name="Rita Reviewer"), first_day=day, last_day=day)


def a_paper_in_need(edition: Edition, number: int) -> None:
    """One has left it, one who has it is in conflict; a helper of the pool stands by."""
    Edition.objects.filter(pk=edition.pk).update(assigned_at=cast.at(36))
    paper = cast.make_submission(edition, cast.make_user(f"Writer {number}"))
    member = a_member(edition, number)
    Membership.objects.filter(pk=member.pk).update(extra_load=2)
    cast.assign(paper, User.objects.get(name=NAMES["reviewer"]))
    cast.declare(paper, User.objects.get(name=NAMES["reviewer"]))
    left = cast.assign(paper, member.user)
    left.removed_at, left.removal_reason = cast.at(37), "No time."
    left.save()


def a_paper_of_the_first_member(edition: Edition, number: int) -> None:
    cast.assign(
        cast.make_submission(edition, cast.make_user(f"Writer {number}")), User.objects.get(name="Rita Reviewer")
    )


def a_bid_of_old(edition: Edition, number: int) -> None:
    a_paper_of_the_first_member(edition, number)
    paper = edition.submissions.order_by("-pk").first()
    Bid.objects.create(submission=paper, user=User.objects.get(name="Rita Reviewer"), value="willing")
