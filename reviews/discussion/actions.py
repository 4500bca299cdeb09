"""Speak in the committee's discussion, and choose whether to hear of it by mail."""

import uuid
from collections.abc import Mapping

from django.db import transaction

from reviews.discussion.notifications import letters_about_comment
from reviews.discussion.queries import signature_of
from reviews.discussion.rules import may_post_comment
from reviews.models import Comment
from reviews.visibility.standing import see
from submissions.models import Submission
from want.accounts.models import User
from want.audit import actions as audit
from want.core import clock
from want.core.verdict import require
from want.mail.actions import enqueue
from want.venues.models import Edition, Membership


def post_comment(submission: Submission, text: str, *, key: uuid.UUID, by: User) -> Comment:
    """Add a comment under the writer's signature and tell those who take part.

    A second call with the same key and text changes nothing and returns what the first one posted. Another text is
    another comment: browsers show a form again with the key that it had.
    """
    with transaction.atomic():
        edition = submission.edition
        moment = edition.moment(clock.now())
        seen = see(by, submission, moment)
        require(may_post_comment(seen.case, moment))
        comment, is_new = Comment.objects.get_or_create(
            key=uuid.uuid5(key, f"{by.pk} {submission.pk} {text}"),
            defaults={
                "submission": submission,
                "writer": by,
                "signature": signature_of(by, submission, seen),
                "text": text,
                "posted_at": moment.at,
            },
        )
        if is_new:
            audit.record("comment.posted", by=by, edition=edition.slug, submission_id=submission.pk)
            enqueue(letters_about_comment(comment, moment))
    return comment


@transaction.atomic
def choose_mail(edition: Edition, choices: Mapping[str, bool], *, by: User) -> None:
    """Keep for each role of the person whether new comments are mailed to them."""
    served = Membership.objects.filter(edition=edition, user=by).order_by("pk")
    for member in served.select_for_update(of=("self",), no_key=True):
        if member.role in choices and member.gets_discussion_mail != choices[member.role]:
            member.discussion_mail = choices[member.role]
            member.save(update_fields=["discussion_mail"])
            audit.record("committee.discussion_mail_chosen", by=by, edition=edition.slug, role=member.role)
