"""Mails about reviewing."""

from django.urls import reverse

from reviews.models import Assignment
from reviews.visibility.facts import Fact
from reviews.visibility.standing import see
from want.accounts.models import User
from want.mail.actions import Letter
from want.mail.letters import absolute, letter
from want.venues.models import Role
from want.venues.stages import Moment


def letters_about_handing_back(assignment: Assignment, reason: str, moment: Moment) -> list[Letter]:
    """Return a letter to the paper's area chairs and to each chair who may know who reviews it."""
    submission = assignment.submission
    edition = submission.edition
    context = {
        "edition": edition.name,
        "number": submission.number,
        "title": submission.title,
        "reviewer": assignment.reviewer.name,
        "reason": reason,
        "url": absolute(reverse("papers:page", args=[edition.slug, submission.code])),
    }
    return [
        letter(
            "reviews/reviewing/handed_back",
            context | {"name": person.name},
            key=f"handed_back:{assignment.pk}:{person.pk}",
            to=person.email,
            edition=edition.slug,
            submission_id=submission.pk,
        )
        for person in _leaders(assignment)
        if see(person, submission, moment).may(Fact.REVIEWER_IDENTITY)
    ]


def _leaders(assignment: Assignment) -> list[User]:
    submission = assignment.submission
    chairs = User.objects.filter(memberships__edition=submission.edition, memberships__role=Role.CHAIR)
    leading = submission.assignments.current().filter(role=Role.AREA_CHAIR).values("reviewer")
    return list((chairs | User.objects.filter(pk__in=leading)).distinct().order_by("pk"))
