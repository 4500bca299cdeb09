"""The same policy over all papers of an edition: as a queryset, and paper by paper without a further query.

A person stands to nearly all papers of an edition in the same way. So a list asks the policy once for each way of
standing and each state a paper can be in, and the database picks the papers: lists and pages cannot disagree.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from reviews.visibility.case import Case, Standing, Terms
from reviews.visibility.facts import Fact
from reviews.visibility.policy import visible_facts
from reviews.visibility.relations import has_conflict
from reviews.visibility.standing import Seen, Viewer, terms_of
from reviews.visibility.ties import Ties, ties_of
from submissions.models import Submission
from submissions.states import Status
from want.venues.models import Edition
from want.venues.stages import Moment

__all__ = [
    "Sight",
    "is_kept_from_review",
    "kept_from",
    "may_see_roster",
    "papers_kept_from",
    "sight_of",
    "visible_submissions",
]


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person may see of all papers of one edition at one moment."""

    edition: Edition
    moment: Moment
    terms: Terms
    ties: Ties
    seen: dict[tuple[int, str], Seen] = field(default_factory=dict)  # by the identity of a standing and a status

    def on(self, submission: Submission) -> Seen:
        """Return what the person may see of this paper of the edition."""
        return self.of(submission.pk, submission.status)

    def of(self, submission_id: int, status: str) -> Seen:
        """Return the same for a paper of which only its key and status were loaded."""
        standing = self.ties.standing(submission_id)
        key = (id(standing), status)
        found = self.seen.get(key)
        if found is None:
            case = self._case(standing, Status(status))
            found = self.seen[key] = Seen(case, self.moment, visible_facts(case))
        return found

    def papers(self, *facts: Fact) -> "QuerySet[Submission]":
        """Return the papers of which the person may see all of these facts."""
        return Submission.objects.of(self.edition).filter(
            self.where(lambda case: visible_facts(case).issuperset(facts))
        )

    def where(self, test: Callable[[Case], bool]) -> Q:
        """Return the condition for the papers whose case passes a test; rules of doing go through here too."""
        by_standing: Mapping[Standing, list[int]] = self._own_papers()
        own = [key for keys in by_standing.values() for key in keys]
        condition = ~Q(pk__in=own) & self._in_states(self.ties.to_others, test)
        for standing, keys in by_standing.items():
            condition |= Q(pk__in=keys) & self._in_states(standing, test)
        return condition

    def _own_papers(self) -> dict[Standing, list[int]]:
        grouped: dict[Standing, list[int]] = defaultdict(list)
        for key, standing in self.ties.to_own.items():
            grouped[standing].append(key)
        return grouped

    def _in_states(self, standing: Standing, test: Callable[[Case], bool]) -> Q:
        return Q(status__in=[status.value for status in Status if test(self._case(standing, status))])

    def _case(self, standing: Standing, status: Status) -> Case:
        return Case(standing, status, self.moment.stage, self.terms)


def sight_of(user: Viewer, edition: Edition, moment: Moment | None = None) -> Sight:
    """Return what the person may see in the edition at `moment` (now, when it is not given), by one query."""
    moment = moment or edition.moment()
    return Sight(edition, moment, terms_of(edition, moment), ties_of(user, [edition.pk])[edition.pk])


def kept_from(sight: Sight) -> set[int]:
    """Return the keys of the papers of the edition that the person wrote or has a conflict with."""
    own = sight.ties.to_own.items()
    return {paper for paper, standing in own if standing.is_author or has_conflict(standing)}


def is_kept_from_review(sight: Sight) -> bool:
    """Tell whether there are such papers: rules of office ask, that nobody has a hand in their own."""
    return bool(papers_kept_from(sight))


def papers_kept_from(sight: Sight) -> set[int]:
    """Return the keys of those papers that are dealt with, or may be again.

    Papers that were withdrawn or turned away after the deadline count, too: they can come back, and what was set
    meanwhile would hold for them. Drafts do not, nor what was withdrawn before the deadline, nor what is out and lists
    people who wrote nothing of it: anybody can list anybody. Whatever is kept from the person, as much is asked.
    """
    theirs = Submission.objects.filter(pk__in=[0, *kept_from(sight)])
    is_out = Q(status__in=[Status.WITHDRAWN, Status.DESK_REJECTED])
    gone = Q(status=Status.DRAFT) | (is_out & Q(authors_doubted=True)) | Q(withdrawn_early=True)
    return set(theirs.exclude(gone).order_by().values_list("pk", flat=True))


def visible_submissions(
    user: Viewer, edition: Edition, *facts: Fact, moment: Moment | None = None
) -> "QuerySet[Submission]":
    """Return the papers of an edition of which the person may see these facts; existence alone if none is named."""
    return sight_of(user, edition, moment).papers(*(facts or (Fact.EXISTENCE,)))


def may_see_roster(user: Viewer, edition: Edition, moment: Moment | None = None) -> bool:
    """Tell whether the person may read who serves on the committee; no paper plays a part in that."""
    sight = sight_of(user, edition, moment)
    case = Case(sight.ties.to_others, Status.SUBMITTED, sight.moment.stage, sight.terms)
    return Fact.PC_ROSTER in visible_facts(case)
