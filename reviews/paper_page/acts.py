"""What a viewer can do with a paper, as buttons for its page; a refused act that is asked about shows its sentence."""

from collections.abc import Iterable

from django.urls import reverse

from reviews.assignment.rules import may_propose
from reviews.bidding.rules import may_declare_conflict, may_place_bid
from reviews.decisions.rules import may_decide
from reviews.metareview.rules import may_write_meta_review
from reviews.paper_page.records import Action
from reviews.rebuttal.rules import may_post_rebuttal
from reviews.reviewing.rules import may_decline, may_write
from reviews.visibility.case import AssignmentState
from reviews.visibility.doors import Opened
from reviews.visibility.relations import Relation, relations_of
from submissions.camera_ready.rules import may_hand_in
from submissions.states import Status
from submissions.submitting.rules import may_edit, may_withdraw
from want.core.verdict import Verdict
from want.venues.stages import Stage


def actions_on(paper: Opened, *, is_led: bool) -> tuple[Action, ...]:
    """Return the acts that concern this viewer, the one asked of them now first. `is_led`: it has an area chair."""
    relations = relations_of(paper.seen.standing)
    found: list[Action] = []
    if Relation.AUTHOR in relations:
        found += _of_author(paper)
    if Relation.ASSIGNED_REVIEWER in relations:
        found += _of_reviewer(paper)
    if Relation.ASSIGNED_AREA_CHAIR in relations and may_propose(paper.seen.case):
        found.append(Action("Choose its reviewers", _url(paper, "leading:reviewers")))
    if is_led and relations & {Relation.ASSIGNED_AREA_CHAIR, Relation.CHAIR}:
        found += _of_leader(paper)
    if relations & {Relation.ASSIGNED_REVIEWER, Relation.ASSIGNED_AREA_CHAIR}:
        found += _to_step_back(paper)
    if may_decide(paper.seen.case):
        found.append(Action("Decide in the desk", _url(paper, "desk:decision"), is_primary=True))
    if may_place_bid(paper.seen.case, paper.moment):
        found.append(Action("Place a bid", reverse("bidding:home", args=[paper.edition.slug])))
    return tuple(found)


def _of_author(paper: Opened) -> Iterable[Action]:
    submission, moment, case = paper.submission, paper.moment, paper.seen.case
    is_draft = case.status is Status.DRAFT
    if case.status in {Status.DRAFT, Status.SUBMITTED}:
        label = "Finish and submit" if is_draft else "Change the paper"
        yield _action(label, _url(paper, "submissions:edit"), may_edit(submission, moment), is_primary=is_draft)
    if moment.stage is Stage.REBUTTAL:
        yield _action(
            "Answer the reviews", _url(paper, "rebuttal:write"), may_post_rebuttal(case, moment), is_primary=True
        )
    if case.status is Status.ACCEPTED:
        verdict = may_hand_in(submission, moment)
        yield _action("Hand in the final version", _url(paper, "camera_ready:hand_in"), verdict, is_primary=True)
    if may_withdraw(submission, moment):
        yield Action("Withdraw it", _url(paper, "submissions:withdraw"))


def _of_reviewer(paper: Opened) -> Iterable[Action]:
    case, moment = paper.seen.case, paper.moment
    is_in = case.standing.assignment is AssignmentState.DONE
    label = "Revise your review" if is_in else "Write your review"
    verdict = may_write(case, moment)
    yield _action(label, _url(paper, "reviewing:review"), verdict, is_primary=not is_in)


def _to_step_back(paper: Opened) -> Iterable[Action]:
    case, moment, url = paper.seen.case, paper.moment, _url(paper, "reviewing:decline")
    if may_decline(case, moment):
        yield Action("Hand this paper back", url)
    elif may_declare_conflict(case, moment):
        yield Action("Declare a conflict", url)


def _of_leader(paper: Opened) -> Iterable[Action]:
    if not paper.moment.has_reached(Stage.REVIEWING) or paper.seen.case.status is not Status.SUBMITTED:
        return
    verdict = may_write_meta_review(paper.seen.case, paper.moment)
    leads = paper.seen.standing.is_assigned_area_chair
    yield _action("Write the meta-review", _url(paper, "metareview:write"), verdict, is_primary=leads)


def _action(label: str, url: str, verdict: Verdict, *, is_primary: bool = False) -> Action:
    return Action(label, url, why_not=verdict.reason, is_primary=is_primary)


def _url(paper: Opened, name: str) -> str:
    return reverse(name, args=[paper.edition.slug, paper.submission.code])
