"""Change how affinities are made, and take scores from a file."""

import tempfile
from collections.abc import Iterable, Mapping

from django.db import connection, transaction
from django.db.models import QuerySet

from reviews.formula.queries import mark_of_formula, open_papers
from reviews.formula.rules import may_weigh
from reviews.models import MatchFormula, UploadedScore
from reviews.visibility.lists import is_kept_from_review, sight_of
from want.accounts.models import User
from want.audit.actions import record
from want.core.verdict import Refused, Verdict, require
from want.core.versions import EditedMeanwhile, is_another
from want.venues.holding import chairs
from want.venues.models import Edition

CHUNK = 10_000


@transaction.atomic
def change_formula(
    edition: Edition, *, text: float, bid_base: float, uploaded_use: str, by: User, seen: str = ""
) -> None:
    """Let texts count `text` of the match and topics the rest. Plans that are made from now on go by it."""
    require(verdict_on_weighing(edition, by=by))
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
    require(verdict_on_weighing(edition, by=by))
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
    open_to = set(open_papers(sight_of(by, edition)).values_list("pk", flat=True))
    stored = UploadedScore.objects.filter(submission__in=open_to).order_by()
    if _are_stored(scores, stored, open_to):
        return
    stored.delete()
    _store((paper, user, value) for (paper, user), value in scores.items() if paper in open_to)
    record("matching.scores_uploaded", by=by, edition=edition.slug)


def verdict_on_weighing(edition: Edition, *, by: User) -> Verdict:
    """Tell whether this chair may change the formula and the scores."""
    sight = sight_of(by, edition)
    return may_weigh(sight.moment, is_chair=chairs(edition, by), is_tied=is_kept_from_review(sight))


def _are_stored(scores: Mapping[tuple[int, int], float], stored: "QuerySet[UploadedScore]", open_to: set[int]) -> bool:
    """Tell whether these are there already, row by row: there can be a million."""
    if stored.count() != sum(paper in open_to for paper, _ in scores):
        return False
    rows = stored.values_list("submission", "user", "value").iterator(chunk_size=CHUNK)
    return all(scores.get((paper, user)) == value for paper, user, value in rows)


def _store(rows: Iterable[tuple[int, int, float]]) -> None:
    """Copy rows into the table: a million of them as objects would be half a gigabyte, and a minute."""
    table = connection.ops.quote_name(UploadedScore._meta.db_table)
    with tempfile.TemporaryFile("w+", encoding="ascii") as file, connection.cursor() as cursor:
        file.writelines(f"{paper}\t{user}\t{value!r}\n" for paper, user, value in rows)
        file.seek(0)
        cursor.copy_expert(f"COPY {table} (submission_id, user_id, value) FROM STDIN", file)
