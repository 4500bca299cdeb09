"""Answer the reviews."""

from django.db import transaction

from reviews.models import Rebuttal
from reviews.rebuttal.notifications import letters_about_response
from reviews.rebuttal.rules import may_post_rebuttal
from reviews.visibility.standing import see
from submissions.models import Submission
from want.accounts.models import User
from want.audit import actions as audit
from want.core import clock
from want.core.verdict import require
from want.core.versions import EditedMeanwhile, is_stale
from want.mail.actions import enqueue


def post_rebuttal(submission: Submission, text: str, *, seen_version: int | None, by: User) -> Rebuttal:
    """Store the authors' one response, or its new wording; each of them may revise it until the window closes.

    `seen_version` is the version that the form was opened with (0: there was none). Raises EditedMeanwhile when a
    co-author has saved since. Co-authors and area chairs are told once, of the first wording.
    """
    with transaction.atomic():
        Submission.objects.order_by().select_for_update(no_key=True).filter(pk=submission.pk).values_list("pk").get()
        edition = submission.edition
        moment = edition.moment(clock.now())
        require(may_post_rebuttal(see(by, submission, moment).case, moment))
        response = Rebuttal.objects.filter(submission=submission).first()
        present = response.version if response else 0
        if response and response.text == text:
            return response
        if is_stale(seen_version, present):
            raise EditedMeanwhile({"text": response.text if response else ""}, version=present)
        if response is None:
            response = Rebuttal(submission=submission, submitted_at=moment.at, version=0)
        response.text, response.written_by, response.updated_at = text, by, moment.at
        response.version += 1
        response.save()
        verb = "rebuttal.posted" if response.version == 1 else "rebuttal.revised"
        audit.record(verb, by=by, edition=edition.slug, submission_id=submission.pk, version=response.version)
        if response.version == 1:
            enqueue(letters_about_response(submission, by, moment))
    return response
