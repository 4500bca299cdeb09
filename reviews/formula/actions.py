"""Change how affinities are made, and take scores from a file."""

from collections.abc import Mapping

from django.db import transaction

from reviews.formula.queries import mark_of_formula, open_papers
from reviews.formula.rules import may_weigh
from reviews.models import MatchFormula, UploadedScore
from reviews.visibility.lists import sight_of
from want.accounts.models import User
from want.audit.actions import record
from want.core.verdict import Refused, require
from want.core.versions import EditedMeanwhile, is_another
from want.venues.models import Edition, Membership, Role


@transaction.atomic
def change_formula(
    edition: Edition, *, text: float, bid_base: float, uploaded_use: str, by: User, seen: str = ""
) -> None:
    """Let texts count `text` of the match and topics the rest. Plans that are made from now on go by it."""
    require(may_weigh(edition.moment(), is_chair=_chairs(edition, by)))
    if not (0 <= text <= 1 and 1 <= bid_base <= 3):
        raise Refused("Texts count from 0 to 100 %, and a step of a bid multiplies by 1 to 3.")
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
    row = MatchFormula.objects.filter(edition=edition).first() or MatchFormula(edition=edition)
    wanted = (text, 1 - text, bid_base, uploaded_use)
    present = (row.text, row.topics, row.bid_base, row.uploaded_use)
    if wanted == present:
        return
    if is_another(seen, mark_of_formula(*present)):
        raise EditedMeanwhile({"Formula": str(row)}, version=mark_of_formula(*present))
    row.text, row.topics, row.bid_base, row.uploaded_use = wanted
    row.save()
    record("matching.formula_changed", by=by, edition=edition.slug, text=text, bid_base=bid_base, use=uploaded_use)


@transaction.atomic
def upload_scores(edition: Edition, scores: Mapping[tuple[int, int], float], *, by: User) -> None:
    """Let these scores stand in place of those uploaded before; those of papers hidden from this chair stay."""
    require(may_weigh(edition.moment(), is_chair=_chairs(edition, by)))
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
    open_to = set(open_papers(sight_of(by, edition)).values_list("pk", flat=True))
    kept = {pair: value for pair, value in scores.items() if pair[0] in open_to}
    stored = UploadedScore.objects.filter(submission__in=open_to).order_by()
    if kept == {(paper, user): value for paper, user, value in stored.values_list("submission", "user", "value")}:
        return
    stored.delete()
    UploadedScore.objects.bulk_create(
        (UploadedScore(submission_id=paper, user_id=user, value=value) for (paper, user), value in kept.items()),
        batch_size=2000,
    )
    record("matching.scores_uploaded", by=by, edition=edition.slug)


def _chairs(edition: Edition, user: User) -> bool:
    return Membership.objects.filter(edition=edition, user=user, role=Role.CHAIR).exists()
