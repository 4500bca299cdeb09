"""What the pages of the assignment read: figures before a plan is made, and how the papers stand."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404

from reviews.models import AssignmentPlan
from reviews.visibility.case import Case
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight, kept_from
from submissions.models import Conflict, Submission
from submissions.states import Status
from want.accounts.models import User
from want.venues.models import Edition, Membership


def case_at_large(sight: Sight) -> Case:
    """Return the policy's question for a paper in review to which the person has no tie: for acts on the edition."""
    return Case(sight.ties.to_others, Status.SUBMITTED, sight.moment.stage, sight.terms)


def is_tied(sight: Sight) -> bool:
    """Tell whether the person wrote a paper of the edition or has a conflict with one."""
    return bool(kept_from(sight))


def left_to_others(sight: Sight) -> int:
    """Count the papers in review that this chair knows of and must leave to another chair: all, planned or not."""
    kept = sight.papers(Fact.EXISTENCE).filter(pk__in=kept_from(sight), status=Status.SUBMITTED)
    return kept.order_by().count()


def may_hold_hidden(plan: AssignmentPlan, sight: Sight) -> bool:
    """Tell whether the plan may propose people for papers that are kept from this chair.

    It follows from whose plan it is and never from what it proposes: a chair who asks for a plan asks for the papers
    that they see, and neither its sums nor its state can then tell them of others.
    """
    return not kept_from(sight) <= set(plan.outcome.get("left_out", ()))


def papers_open_to(sight: Sight) -> "QuerySet[Submission]":
    """Return the papers whose reviewers, matches and bids this chair may see; plans show no others."""
    return sight.papers(Fact.TITLE_ABSTRACT, Fact.REVIEWER_IDENTITY, Fact.AFFINITY_SCORES, Fact.BIDS_OTHERS)


def seen_pairs(sight: Sight, pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Leave out the papers that other chairs look at, so that loads tell a chair in conflict nothing of them.

    Pages and acts alike go by these: were somebody free on the page and refused by the act, they would have a paper
    that is hidden. So such a chair can give people as many papers more than they wanted as are hidden.
    """
    if not is_tied(sight):
        return pairs
    mine = set(papers_open_to(sight).order_by().values_list("pk", flat=True))
    return {pair for pair in pairs if pair[0] in mine}


def conflicted_now() -> Exists:
    """Return the condition that an assignment has become a conflict since it was made."""
    return Exists(Conflict.objects.filter(submission=OuterRef("submission"), user=OuterRef("reviewer")))


def member_key(edition: Edition) -> Subquery:
    """Return the membership in which an assignment was given, for links to the member's page; none if they left."""
    members = Membership.objects.filter(edition=edition, user=OuterRef("reviewer"), role=OuterRef("role"))
    return Subquery(members.values("pk")[:1])


def plan_or_404(edition: Edition, pk: int) -> AssignmentPlan:
    """Return a plan of the edition; others do not exist."""
    plan = AssignmentPlan.objects.filter(edition=edition, pk=pk).select_related("created_by", "sprung_from").first()
    if plan is None:
        raise Http404
    plan.edition = edition
    return plan


def member_of(edition: Edition, pk: int) -> User | None:
    """Return somebody of the edition's committee; other accounts are not found, for a refusal would name them."""
    return User.objects.filter(pk=pk, memberships__edition=edition).distinct().first()
