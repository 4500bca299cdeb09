"""Mails about the discussion: to those who take part in it or asked for them, each asked of the policy first."""

from django.urls import reverse

from reviews.discussion.queries import to_be_told
from reviews.models import Comment
from reviews.visibility.facts import Fact
from reviews.visibility.standing import see
from want.mail.actions import Letter
from want.mail.letters import absolute, letter
from want.venues.stages import Moment


def letters_about_comment(comment: Comment, moment: Moment) -> list[Letter]:
    """Return a letter to each who is to be told, but the writer, with the comment's text, under its signature."""
    submission = comment.submission
    edition = submission.edition
    path = reverse("papers:page", args=[edition.slug, submission.code])
    context = {
        "edition": edition.name,
        "number": submission.number,
        "title": submission.title,
        "signature": comment.signature,
        "text": comment.text,
        "url": absolute(f"{path}#discussion"),
        "settings": absolute(reverse("discussion:mail", args=[edition.slug])),
    }
    return [
        letter(
            "reviews/discussion/comment",
            context | {"name": person.name},
            key=f"comment:{comment.key}:{person.pk}",
            to=person.email,
            edition=edition.slug,
            submission_id=submission.pk,
        )
        for person in to_be_told(submission)
        if person.pk != comment.writer_id and see(person, submission, moment).may(Fact.DISCUSSION)
    ]
