"""No list asks the database more when it grows: each is opened with 3 and with 30 rows."""

import re
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.access.resolver import routes
from tests.list_rows import (
    NAMES,
    a_bid_of_old,
    a_decided_paper,
    a_draft_of_the_author,
    a_line_of_a_report,
    a_mail,
    a_member,
    a_paper,
    a_paper_in_need,
    a_paper_of_the_author,
    a_paper_of_the_first_member,
    a_paper_to_sum_up,
    a_published_paper,
    a_review_of_a_paper_of_the_author,
    a_review_of_the_first_paper,
    a_reviewed_paper,
    a_reviewed_paper_of_the_author,
    a_topic,
    an_absence,
    an_accepted_paper,
    an_account,
    an_act,
    an_act_on_the_first_paper,
    an_edition,
    an_edition_one_chairs,
    an_invitation,
    an_own_paper,
    an_unready_member,
)
from want.accounts.models import User
from want.core import clock
from want.venues.models import Edition
from want.venues.stages import Stage

FEW, MANY = 3, 30
PLACES = routes()


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
