"""The sentences at the head of a paper's page: how it stands, and who can see the page. Pure."""

from datetime import datetime

from reviews.paper_page.records import State
from reviews.visibility.facts import Fact
from reviews.visibility.relations import Relation, relations_of
from reviews.visibility.standing import Seen
from submissions.states import Status
from want.core.timewords import aoe
from want.venues.stages import Moment, Stage

DECIDED = {Status.ACCEPTED, Status.REJECTED, Status.DESK_REJECTED}


def state_of(seen: Seen, presentation: str = "", notification_at: datetime | None = None) -> State:
    """Return how the paper stands, in words that give away nothing beyond what the viewer may see."""
    status, moment = seen.case.status, seen.moment
    if status in DECIDED and not seen.may(Fact.DECISION_AFTER_RELEASE):
        return State("Submitted", "neutral", "This paper was submitted.")
    if status is Status.SUBMITTED:
        return _under_review(moment, notification_at)
    if status is Status.DRAFT:
        return State("Draft", "warn", _draft(moment))
    if status is Status.ACCEPTED:
        label = f"Accepted ({presentation})" if presentation else "Accepted"
        return State(label, "good", _accepted(presentation, moment))
    return ENDED[status]


ENDED = {
    Status.WITHDRAWN: State("Withdrawn", "neutral", "The authors have withdrawn this paper."),
    Status.DESK_REJECTED: State("Rejected without review", "bad", "The chairs have rejected it without review."),
    Status.REJECTED: State("Not accepted", "bad", "This paper was not accepted."),
}


def who_sees(seen: Seen, *, co_authors: int) -> str:
    """Return who can see this page, seen from where the viewer stands."""
    relations = relations_of(seen.standing)
    if Relation.AUTHOR in relations:
        return _to_author(seen, co_authors)
    if _is_public(seen) and relations.isdisjoint(INSIDERS):
        return "Everybody can see this page."
    return next((sentence for relation, sentence in INSIDERS.items() if relation in relations), TO_BIDDERS)


INSIDERS = {
    Relation.CONFLICTED_CHAIR: "You have a conflict of interest with this paper. You see that it exists, who wrote it "
    "and what became of it; another chair takes care of it.",
    Relation.CHAIR: "You see all of this page because you are a chair without a conflict. Others see less of it.",
    Relation.ASSIGNED_AREA_CHAIR: "You see this page as the paper's area chair. Its authors do not learn who you are.",
    Relation.ASSIGNED_REVIEWER: "You see this page as a reviewer of the paper. Its authors do not learn who you are.",
}
TO_BIDDERS = "Reviewers and area chairs without a conflict can see this much of the paper."


def _to_author(seen: Seen, co_authors: int) -> str:
    you = {0: "You", 1: "You, your co-author"}.get(co_authors, "You, your co-authors")
    if _is_public(seen):
        return f"Everybody can see title, authors and paper. {you} and the committee see the rest of this page."
    if _has_readers(seen):
        return f"{you}, the chairs and the paper's committee can see this page. Reviewers do not see who wrote it."
    if seen.moment.stage is Stage.BIDDING and seen.case.status is Status.SUBMITTED:
        return f"{you} and the chairs can see this page. Reviewers see title and abstract, to bid on what they know."
    return f"{you} and the chairs can see this page."


def _is_public(seen: Seen) -> bool:
    return seen.case.terms.is_published and seen.case.status is Status.ACCEPTED


def _has_readers(seen: Seen) -> bool:
    unread = {Status.DRAFT, Status.DESK_REJECTED}
    return seen.moment.has_reached(Stage.REVIEWING) and seen.case.status not in unread


def _draft(moment: Moment) -> str:
    due = moment.closes_at(Stage.SUBMISSION)
    if moment.is_open(Stage.SUBMISSION) and due:
        return f"This is a draft. It takes part once it is submitted, which is possible until {aoe(due)}."
    return "This draft was not submitted before the deadline, so it takes no part."


def _accepted(presentation: str, moment: Moment) -> str:
    how = {"oral": " as an oral presentation", "poster": " as a poster"}.get(presentation, "")
    due = moment.closes_at(Stage.CAMERA_READY)
    if due and not moment.has_reached(Stage.PUBLISHED):
        return f"This paper was accepted{how}. Its final version (camera-ready) is due on {aoe(due)}."
    return f"This paper was accepted{how}."


# What a stage means for a paper under review; {by} is when the stage ends.
STAGES = {
    Stage.REVIEWING: ("Under review", "This paper is under review; reviews are due on {by}."),
    Stage.REBUTTAL: ("Author response", "The authors can answer the reviews until {by}."),
    Stage.DISCUSSION: ("In discussion", "The committee discusses this paper until {by}."),
}


def _under_review(moment: Moment, notification_at: datetime | None) -> State:
    due = moment.closes_at(moment.stage)
    if moment.stage in STAGES and due:
        label, sentence = STAGES[moment.stage]
        return State(label, "info", sentence.format(by=aoe(due)))
    if moment.stage is Stage.DECIDING:
        by = f", which the authors hear by {aoe(notification_at)}" if notification_at else ""
        return State("Being decided", "info", f"The chairs are preparing their decision{by}.")
    if moment.has_reached(Stage.RELEASED):
        return State("Undecided", "warn", "No decision on this paper has been released.")
    if moment.has_reached(Stage.CHECKS):
        return State("Submitted", "info", "This paper is submitted; its reviewers are being found.")
    until = f" The authors can change it until {aoe(due)}." if due else ""
    return State("Submitted", "info", f"This paper is submitted.{until}")
