"""Sum up the reviews of a paper and recommend a decision."""

from django.db import transaction

from reviews.metareview.rules import may_write_meta_review
from reviews.models import Assignment, MetaReview
from reviews.visibility.standing import see
from want.accounts.models import User
from want.audit import actions as audit
from want.core import clock
from want.core.verdict import Refused, require
from want.core.versions import EditedMeanwhile, is_stale
from want.venues.models import Role


def write_meta_review(
    assignment: Assignment, *, text: str, recommendation: str, by: User, seen_version: int | None = None
) -> MetaReview:
    """Store the meta-review of an area chair's assignment; a chair may write it in the area chair's place.

    `seen_version` is the version that the form was opened with (0: there was none). Raises EditedMeanwhile when
    somebody saved another text since.
    """
    with transaction.atomic():
        rows = Assignment.objects.current().filter(pk=assignment.pk, role=Role.AREA_CHAIR)
        if not rows.order_by().select_for_update(no_key=True).values_list("pk", flat=True):
            raise Refused("This paper has another area chair now.")
        submission = assignment.submission
        moment = submission.edition.moment(clock.now())
        seen = see(by, submission, moment)
        require(may_write_meta_review(seen.case, moment))
        if assignment.reviewer_id != by.pk and not seen.standing.is_chair:
            raise Refused("Each area chair writes a meta-review of their own.")
        written = MetaReview.objects.filter(assignment=assignment).first()
        present = written.version if written else 0
        if written and (written.text, written.recommendation) == (text, recommendation):
            return written
        if is_stale(seen_version, present):
            theirs = {"text": written.text, "recommendation": written.recommendation} if written else {}
            raise EditedMeanwhile(theirs, version=present)
        if written is None:
            written = MetaReview(assignment=assignment, submitted_at=moment.at, version=0)
        written.text, written.recommendation, written.updated_at = text, recommendation, moment.at
        written.version += 1
        written.save()
        verb = "metareview.submitted" if written.version == 1 else "metareview.revised"
        audit.record(verb, by=by, edition=submission.edition.slug, submission_id=submission.pk, version=written.version)
    return written
