"""The letters about a conflict that one chair declares for another, or lifts: it takes office from whom it names."""

from django.urls import reverse

from reviews.visibility.facts import Fact
from reviews.visibility.standing import see
from submissions.models import Submission
from want.accounts.models import User
from want.core import clock
from want.mail.actions import Letter
from want.mail.letters import absolute, letter
from want.venues.chairs import chairs_of, other_chairs


def of_a_chair(submission: Submission, person: User, *, is_lifted: bool, by: User) -> list[Letter]:
    """Return the letters to that chair and to those who may know of the paper's conflicts; none of who is no chair.

    They do not say why: the chair in question does not read that.
    """
    edition = submission.edition
    if person == by or person not in chairs_of(edition):
        return []
    act = "chair-conflict-lifted" if is_lifted else "chair-conflict-declared"
    told = {
        "edition": edition,
        "paper": submission,
        "person": person.name,
        "who": by.name,
        "is_lifted": is_lifted,
        "link": absolute(reverse("desk:paper_conflicts", args=[edition.slug, submission.code])),
    }
    return [
        letter(
            "reviews/conflicts/of_a_chair",
            told | {"name": chair.name, "is_own": chair == person},
            key=f"{act}:{submission.pk}:{person.pk}:{clock.now().isoformat()}:{chair.pk}",
            to=chair.email,
            edition=edition.slug,
            submission_id=submission.pk,
        )
        for chair in other_chairs(edition, by)
        if chair == person or see(chair, submission).may(Fact.DECLARED_CONFLICTS, Fact.AUDIT_LOG)
    ]
