"""Mails about an author response: to the co-authors, and to the area chairs, who read it at once."""

from django.urls import reverse

from reviews.visibility.facts import Fact
from reviews.visibility.standing import see
from submissions.models import Submission
from want.accounts.models import User
from want.mail.actions import Letter
from want.mail.letters import absolute, letter
from want.venues.models import Role
from want.venues.stages import Moment, Stage


def letters_about_response(submission: Submission, writer: User, moment: Moment) -> list[Letter]:
    """Return a letter to each other author, and one to each area chair of the paper who may read the response."""
    edition = submission.edition
    context = {
        "edition": edition.name,
        "number": submission.number,
        "title": submission.title,
        "closes_at": moment.closes_at(Stage.REBUTTAL),
        "url": absolute(reverse("papers:page", args=[edition.slug, submission.code])),
        "write_url": absolute(reverse("rebuttal:write", args=[edition.slug, submission.code])),
    }
    about = {"edition": edition.slug, "submission_id": submission.pk}
    authors = submission.authors.current().exclude(email="").exclude(user=writer)
    letters = [
        letter(
            "reviews/rebuttal/to_author",
            context | {"name": author.name, "writer": writer.name},
            key=f"rebuttal:{submission.pk}:{author.email}",
            to=author.email,
            **about,
        )
        for author in authors
    ]
    for person in _area_chairs(submission):
        if see(person, submission, moment).may(Fact.REBUTTAL):
            key = f"rebuttal:{submission.pk}:{person.email}"
            words = context | {"name": person.name}
            letters.append(letter("reviews/rebuttal/to_area_chair", words, key=key, to=person.email, **about))
    return letters


def _area_chairs(submission: Submission) -> list[User]:
    leading = submission.assignments.current().filter(role=Role.AREA_CHAIR).select_related("reviewer")
    return [assignment.reviewer for assignment in leading.order_by("pseudonym")]
