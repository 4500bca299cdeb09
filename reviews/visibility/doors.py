"""The door of every page of one paper: it opens to whoever may know of the paper, and is a wall to all others."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from reviews.visibility.facts import Fact
from reviews.visibility.policy import visible_facts
from reviews.visibility.standing import Seen, case_of
from reviews.visibility.ties import ties_of
from submissions.models import Submission
from want.core import clock
from want.venues.models import Edition
from want.venues.queries import get_edition
from want.venues.stages import Moment


@dataclass(frozen=True, slots=True)
class Opened:
    """A paper that the visitor may know of, and what they may see of it. The row is for builders, not for templates."""

    edition: Edition
    moment: Moment
    submission: Submission
    seen: Seen


def open_paper(request: HttpRequest, slug: str, code: str) -> Opened:
    """Return the paper at this address as this visitor sees it.

    Raises Http404 when there is none and when it is hidden: the same answer, after the same two queries.
    """
    edition = get_edition(request, slug)
    moment = edition.moment(clock.now())
    paper = Submission.objects.of(edition).filter(code=code).first()
    ties = ties_of(request.user, [edition.pk], code)[edition.pk]
    if paper is None:
        raise Http404
    paper.edition = edition
    case = case_of(ties.standing(paper.pk), paper, moment)
    seen = Seen(case, moment, visible_facts(case))
    if not seen.may(Fact.EXISTENCE):
        raise Http404
    return Opened(edition, moment, paper, seen)
