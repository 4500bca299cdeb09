"""No list asks the database more when it grows: each is opened with 3 and with 30 rows."""

import re
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.expertise.actions import add_papers
from reviews.expertise.found import Reading
from reviews.models import Absence, Bid, CollusionReport, Comment, Decision, Invitation, MetaReview
from submissions.models import CameraReady, Submission
from tests import cast
from tests.access.resolver import routes
from want.accounts.models import User
from want.audit.actions import record
from want.core import clock
from want.mail.models import Message
from want.venues.models import ApplicationArea, Edition, Membership, Role, Topic
from want.venues.stages import Stage

FEW, MANY = 3, 30
PLACES = routes()
NAMES = {
    "author": "Ada Author",
    "reviewer": "Rita Reviewer",
    "area_chair": "Alma Areachair",
    "chair": "Carl Chair",
}


# What fills a list: each adds one row, the `number`th.


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


class List(NamedTuple):
    """A page with a list on it, who opens it and when, and what makes it longer."""

    name: str
    who: str
    add: Callable[[Edition, int], object]
    stage: Stage = Stage.REVIEWING


LISTS = [
    List("home", "anonymous", an_edition),
    List("home", "chair", an_edition_one_chairs),
    List("home", "author", a_draft_of_the_author, Stage.SUBMISSION),
    List("venues:call", "anonymous", a_topic),
    List("venues:committee", "anonymous", a_member),
    List("submissions:mine", "author", a_paper_of_the_author),
    List("submissions:mine", "author", a_draft_of_the_author, Stage.SUBMISSION),
    List("submissions:start", "author", a_topic, Stage.SUBMISSION),
    List("bidding:home", "reviewer", a_paper, Stage.BIDDING),
    List("bidding:home", "reviewer", a_bid_of_old, Stage.REVIEWING),
    List("expertise:papers", "reviewer", an_own_paper),
    List("expertise:absences", "reviewer", an_absence),
    List("home", "reviewer", a_reviewed_paper),
    List("home", "author", a_reviewed_paper_of_the_author, Stage.REBUTTAL),
    List("home", "area_chair", a_paper_to_sum_up, Stage.DISCUSSION),
    List("reviewing:home", "reviewer", a_reviewed_paper),
    List("reviewing:home", "area_chair", a_reviewed_paper, Stage.DISCUSSION),
    List("papers:page", "chair", a_review_of_the_first_paper, Stage.DISCUSSION),
    List("papers:page", "area_chair", a_review_of_the_first_paper, Stage.DISCUSSION),
    List("rebuttal:write", "author", a_review_of_a_paper_of_the_author, Stage.REBUTTAL),
    List("metareview:write", "area_chair", a_review_of_the_first_paper, Stage.DISCUSSION),
    List("proceedings:list", "anonymous", a_published_paper, Stage.PUBLISHED),
    List("proceedings:all_bibtex", "anonymous", a_published_paper, Stage.PUBLISHED),
    List("desk:decisions", "chair", a_decided_paper, Stage.DECIDING),
    List("desk:release", "chair", a_decided_paper, Stage.DECIDING),
    List("desk:dashboard", "chair", a_decided_paper, Stage.DECIDING),
    List("desk:dashboard", "chair", a_reviewed_paper),
    List("desk:submissions_submission_change", "chair", an_act_on_the_first_paper),
    List("desk:submissions_submission_changelist", "chair", a_decided_paper, Stage.DECIDING),
    List("desk:dashboard", "chair", a_paper),
    List("desk:dashboard", "chair", an_edition_one_chairs),
    List("desk:list", "chair", a_topic),
    List("desk:submissions_submission_changelist", "chair", a_paper),
    List("desk:reviews_invitation_changelist", "chair", an_invitation),
    List("desk:remind", "chair", an_invitation),
    List("desk:remind_unready", "chair", an_unready_member),
    List("desk:venues_membership_changelist", "chair", a_member),
    List("desk:mail_message_changelist", "chair", a_mail),
    List("desk:audit_entry_changelist", "chair", an_act),
    List("desk:accounts_user_changelist", "superuser", an_account),
    List("desk:assignment", "chair", a_reviewed_paper),
    List("desk:assignments", "chair", a_reviewed_paper),
    List("desk:person_assignments", "chair", a_paper),
    List("desk:person_assignments", "chair", a_paper_of_the_first_member),
    List("desk:assignment_export", "chair", a_reviewed_paper),
    List("desk:matching_csv", "chair", a_paper),
    List("desk:bids_coverage", "chair", a_paper, Stage.BIDDING),
    List("desk:collusion", "chair", a_line_of_a_report),
    List("desk:late", "chair", a_paper_in_need),
    List("desk:drop_out", "chair", a_paper_of_the_first_member),
    List("desk:progress", "chair", a_reviewed_paper),
    List("desk:remind_reviewers", "chair", a_reviewed_paper),
    List("desk:publish", "chair", an_accepted_paper, Stage.CAMERA_READY),
    List("desk:remind_authors", "chair", an_accepted_paper, Stage.CAMERA_READY),
    List("desk:reviews_assignment_changelist", "chair", a_decided_paper, Stage.DECIDING),
    List("desk:reviews_bid_changelist", "chair", a_decided_paper, Stage.DECIDING),
    List("desk:reviews_review_changelist", "chair", a_decided_paper, Stage.DECIDING),
    List("desk:reviews_decision_changelist", "chair", a_decided_paper, Stage.DECIDING),
]

LISTS += [
    listed._replace(name=listed.name.replace("_changelist", "_csv"))
    for listed in LISTS
    if listed.name.endswith("_changelist")
]


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: f"{listed.name}-{listed.who}-{listed.add.__name__}")
def test_a_list_asks_no_more_with_thirty_rows_than_with_three(
    client, edition, author, reviewer, area_chair, chair, listed
):
    with clock.frozen(cast.play_to(edition, listed.stage)):
        add_rows(listed, edition, range(FEW))
        address = address_of(listed.name, edition)
        enter(client, listed.who, edition)

        client.get(address)  # what a process asks only once is asked now
        short, few = opened(client, address)
        add_rows(listed, edition, range(FEW, MANY))
        long, many = opened(client, address)

    assert (len(many), more_often(few, many)) == (len(few), [])
    assert long > short, "the rows that were added are not on the page, so this proves nothing"


def test_every_list_of_the_desk_is_counted():
    lists = {f"desk:{model._meta.app_label}_{model._meta.model_name}_changelist" for model in admin.site._registry}

    assert sorted(lists - {listed.name for listed in LISTS}) == []


def address_of(name: str, edition: Edition) -> str:
    """Return the page's address, about the edition's first paper where it is about one."""
    paper = edition.submissions.first()
    known = {"edition": edition.slug, "slug": edition.slug, "name": "topics"}
    known |= {"code": paper.code, "object_id": paper.pk} if paper else {}
    known["pk"] = edition.memberships.get(user__name=NAMES["reviewer"]).pk
    return reverse(name, kwargs={place: known[place] for place in PLACES[name]})


def add_rows(listed: List, edition: Edition, numbers: range) -> None:
    for number in numbers:
        listed.add(edition, number)


def enter(client: Client, who: str, edition: Edition) -> None:
    if who == "superuser":
        client.force_login(cast.make_user("Kim Keeper", is_superuser=True))
    elif who != "anonymous":
        client.force_login(User.objects.get(name=NAMES[who]))


def opened(client: Client, address: str) -> tuple[int, list[str]]:
    """Return how long the page is and what it asked of the database."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    body = b"".join(answer) if answer.streaming else answer.content
    return len(body), [query["sql"] for query in asked]


def more_often(few: list[str], many: list[str]) -> list[str]:
    """Return the questions that were put more often with more rows, without their numbers and words."""
    shapes = [Counter(shape_of(sql) for sql in asked) for asked in (few, many)]
    return [f"{count} more: {shape}" for shape, count in (shapes[1] - shapes[0]).items()]


def shape_of(sql: str) -> str:
    return re.sub(r"\?(, \?)+", "?", re.sub(r"'[^']*'|\d+", "?", sql))[:300]
