"""Which authors the opening of a stage concerns: all authors of the papers, each once, with their papers."""

from collections.abc import Iterator

from django.urls import reverse

from submissions.models import Author
from submissions.states import Status
from submissions.submitting.completeness import is_address
from want.mail.letters import absolute
from want.venues.models import Edition
from want.venues.openings.registry import Concerned, by_person, opening
from want.venues.stages import Moment, Stage


def _papers(edition: Edition) -> str:
    return absolute(reverse("submissions:mine", args=[edition.slug]))


@opening(Stage.REBUTTAL, link=_papers, names_papers=True)
def those_who_may_respond(edition: Edition, moment: Moment) -> Iterator[Concerned]:  # noqa: ARG001 (as registered)
    """Return the authors of papers in review. Whether a paper has reviews is not said here."""
    return _authors(edition, Status.SUBMITTED)


@opening(Stage.CAMERA_READY, link=_papers, names_papers=True)
def those_who_hand_in(edition: Edition, moment: Moment) -> Iterator[Concerned]:
    """Return the authors of accepted papers; nobody if the decisions came later and have told them of it."""
    calendar = moment.calendar
    if calendar.released_at is None or calendar.released_at >= calendar.windows[Stage.CAMERA_READY].opens_at:
        return iter(())
    return _authors(edition, Status.ACCEPTED)


def _authors(edition: Edition, status: Status) -> Iterator[Concerned]:
    lines = Author.objects.current().filter(submission__edition=edition, submission__status=status)
    rows = lines.order_by("email", "submission__number").values_list(
        "email", "name", "submission", "submission__number", "submission__title"
    )
    return by_person(
        (email, name, paper, f"{number}  {title}") for email, name, paper, number, title in rows if is_address(email)
    )
