"""The demo's tour: a paper submitted, one reviewed, one accepted, each begun by a click that sets time and person.

A step remembers itself in the session, so that the bar at the top of each page can say what to do and lead on.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from want.accounts.models import User
from want.core import clock
from want.demo.timing import lively_instant
from want.venues.asks import asked_of
from want.venues.models import Edition
from want.venues.stages import Stage


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try: who one is then, when it is, and how to go about it in a sentence."""

    key: str
    title: str
    role: str  # of personas.py
    stage: Stage
    about: str  # on the demo's page, after the person's name
    how: str  # in the bar, while it is done


TOUR = (
    Step(
        "submit",
        "Submit a paper",
        "newcomer",
        Stage.SUBMISSION,
        "has never been here before, and the deadline is near.",
        "Fill in the form and press “Submit the paper”. Any words and any PDF will do.",
    ),
    Step(
        "review",
        "Review a paper",
        "reviewer",
        Stage.REVIEWING,
        "was given papers to read and reviews them beside the PDF.",
        "Choose the scores, write a word on strengths and weaknesses, and press “Submit the review”.",
    ),
    Step(
        "accept",
        "Accept a paper",
        "chair",
        Stage.DECIDING,
        "has the reviews on the desk and prepares the decisions.",
        "Choose “Accept” in the line of a paper; it is saved at once. Nobody hears of it before the release.",
    ),
)


def begin(step: Step, edition: Edition, user: User, request: HttpRequest) -> str:
    """Set the clock into the step's stage unless it is there, note the step, and return where it is done."""
    if edition.moment().stage is not step.stage:
        clock.move_to(lively_instant(edition, step.stage))
    request.session["tour"] = _noted(step)
    return _place(step, edition, user)


def _noted(step: Step) -> dict[str, Any]:
    number = TOUR.index(step) + 1
    following = TOUR[number] if number < len(TOUR) else None
    return {
        "words": f"{number} of {len(TOUR)}: {step.title}.",
        "how": step.how,
        "wants_pdf": step.key == "submit",
        "next_key": following.key if following else "",
        "next_title": following.title if following else "",
    }


def _place(step: Step, edition: Edition, user: User) -> str:
    if step.key == "submit":
        return reverse("submissions:start", args=[edition.slug])
    if step.key == "accept":
        return reverse("desk:decisions", args=[edition.slug])
    reviews = (ask.url for ask in asked_of(user, clock.now()) if ask.verb == "Review")
    return next(reviews, reverse("reviewing:home", args=[edition.slug]))
