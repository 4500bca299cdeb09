"""The reminder to reviewers: one letter a person a day, about all that they still owe."""

from collections import defaultdict

from django.db.models import QuerySet
from django.urls import reverse

from reviews.progress.queries import papers_followed, reviews_missing
from reviews.visibility.lists import Sight
from submissions.models import Submission
from submissions.states import Status
from want.core.timewords import aoe
from want.mail.actions import Letter
from want.mail.letters import absolute, letter
from want.venues.models import Edition
from want.venues.stages import Stage

Owed = dict[int, list[tuple[int, int, str]]]  # person -> (paper, its number, its title)


def reminders(edition: Edition, sight: Sight) -> list[Letter]:
    """Return the letters to all who owe a review of a paper that this chair follows. Each names all that is owed."""
    followed = followed_papers(sight)
    owed, people = _owed(Submission.objects.of(edition).filter(status=Status.SUBMITTED))
    return [
        _letter(edition, sight, people[person], papers)
        for person, papers in owed.items()
        if any(key in followed for key, _, _ in papers)
    ]


def preview(edition: Edition, sight: Sight) -> Letter | None:
    """Return the first of the letters as it would be if there were no papers but those that this chair follows.

    Were a letter left out because it speaks of others, too, this chair would know whose it is.
    """
    owed, people = _owed(papers_followed(sight))
    return next((_letter(edition, sight, people[person], papers) for person, papers in owed.items()), None)


def followed_papers(sight: Sight) -> set[int]:
    """Return the keys of the papers this chair follows."""
    return set(papers_followed(sight).order_by().values_list("pk", flat=True))


def _owed(papers: "QuerySet[Submission]") -> tuple[Owed, dict[int, tuple[int, str, str]]]:
    rows = reviews_missing(papers).order_by("reviewer__name", "reviewer", "submission__number")
    owed: Owed = defaultdict(list)
    people: dict[int, tuple[int, str, str]] = {}
    for person, name, email, *paper in rows.values_list(
        "reviewer", "reviewer__name", "reviewer__email", "submission", "submission__number", "submission__title"
    ):
        people[person] = (person, name, email)
        owed[person].append(tuple(paper))
    return dict(owed), people


def _letter(edition: Edition, sight: Sight, person: tuple[int, str, str], papers: list[tuple[int, int, str]]) -> Letter:
    key, name, email = person
    window = sight.moment.calendar.windows.get(Stage.REVIEWING)
    return letter(
        "reviews/progress/reminder",
        {
            "edition": edition,
            "name": name,
            "papers": [(number, title) for _, number, title in papers],
            "due": aoe(window.closes_at) if window else "the announced date",
            "is_late": window is not None and sight.moment.at > window.closes_at,
            "link": absolute(reverse("reviewing:home", args=[edition.slug])),
        },
        key=f"review_reminder:{edition.pk}:{key}:{sight.moment.at:%Y-%m-%d}",
        to=email,
        edition=edition.slug,
        papers=tuple(key for key, _, _ in papers),
        is_personal=True,  # and without a count in its subject: it may speak of more than a chair in conflict knows
    )
