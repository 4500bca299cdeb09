"""What a plan rests on, as fingerprints: kept when it is computed, and put beside those of the present by since.py.

A fingerprint is a number that is another one as soon as what it stands for is: a few bytes a paper and a person tell
whether bids or conflicts were changed without keeping them all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F, Func, IntegerField, QuerySet, Sum
from django.db.models.lookups import IsNull

from reviews.matching.formula import formula_of
from reviews.models import Absence, Assignment, Bid, TextRow, UploadedScore
from submissions.models import Conflict, Submission
from want.venues.models import Edition, Membership, MembershipTopic, Role

# In the order of the numbers that are kept; a name more is appended, and older plans say nothing of it.
OF_PAPER = ("text", "track", "topics", "conflicts", "bids", "scores")
OF_PERSON = ("load", "topics", "tracks", "texts", "senior", "place", "away")

Marks = dict[str, list[int]]  # by the key of a paper or person, as JSON has it


class Fingerprint(Func):
    """Some columns of a row as a number below 2**28."""

    template = "('x' || substr(md5(concat_ws(':', %(expressions)s)), 1, 7))::bit(28)::int"
    output_field = IntegerField()


def basis_of(edition: Edition, role: str, *, left_out: Collection[int] = ()) -> dict[str, Any]:
    """Return the fingerprints of the present, in a fixed number of queries; papers that are left out are not there."""
    row = formula_of(edition)
    return {
        "formula": [row.text, row.topics, row.bid_base, row.uploaded_use],
        "papers": {key: marks for key, marks in _papers(edition, role).items() if int(key) not in left_out},
        "people": _people(edition, role),
        "given": given_beside(0, given_of(edition, role)),
    }


def given_beside(plan: int, given: Iterable[tuple[int, int, int]]) -> dict[str, int]:
    """Return the fingerprint of each paper's assignments without those that came of this plan."""
    found: dict[str, int] = defaultdict(int)
    for paper, source, mark in given:
        if source != plan or not plan:
            found[str(paper)] += mark
    return dict(found)


def given_of(edition: Edition, role: str) -> list[tuple[int, int, int]]:
    """Return paper, plan (0: given by hand) and fingerprint of the assignments that hold, and of those that ended."""
    rows = Assignment.objects.filter(submission__edition=edition, role=role, fell_with_plan=False).order_by()
    known = rows.annotate(is_over=IsNull(F("removed_at"), False)).values("submission", "plan")
    sums = _summed(known, Sum(Fingerprint("reviewer", "is_over")), "submission", "plan")
    return [(paper, plan or 0, mark) for paper, plan, mark in sums]


def _papers(edition: Edition, role: str) -> Marks:
    papers = Submission.objects.of(edition).in_review().order_by()
    people = Membership.objects.filter(edition=edition, role=role).order_by().values("user")
    mine = {"submission__edition": edition, "user__in": people}
    topics = Submission.topics.through.objects.filter(submission__edition=edition)
    parts = [
        dict(papers.values_list("pk", Fingerprint("title", "abstract"))),
        dict(papers.values_list("pk", "track")),
        _sums(topics, "submission", "topic"),
        # Of a pair with two reasons one can go: what counts is who has any.
        dict(_summed(Conflict.objects.filter(**mine), Sum(Fingerprint("user"), distinct=True), "submission")),
        _sums(Bid.objects.filter(**mine), "submission", "user", "value"),
        _sums(UploadedScore.objects.filter(**mine), "submission", "user", "value"),
    ]
    return _joined(parts[0], parts)


def _people(edition: Edition, role: str) -> Marks:
    """Return it of those who serve; nobody's load is 0 but of those who have stopped."""
    usual = edition.papers_per_area_chair if role == Role.AREA_CHAIR else edition.papers_per_reviewer
    members = Membership.objects.filter(edition=edition, role=role, user__is_active=True).order_by()
    rows = list(members.values_list("user", "max_load", "stopped_at", "is_senior"))
    keys = members.values("pk")
    users = members.values("user")
    parts = [
        {user: 0 if ended else usual if most is None else most for user, most, ended, _ in rows},
        _sums(MembershipTopic.objects.filter(membership__in=keys), "membership__user", "topic", "degree"),
        _sums(Membership.tracks.through.objects.filter(membership__in=keys), "membership__user", "track"),
        _sums(TextRow.objects.filter(edition=edition, user__in=users), "user", "digest"),
        {user: int(is_senior) for user, *_, is_senior in rows},
        dict(members.values_list("user", Fingerprint("user__affiliation", "user__country"))),
        _sums(Absence.objects.filter(user__in=users), "user", "first_day", "last_day"),
    ]
    return _joined(parts[0], parts)


def _sums(rows: QuerySet[Any], of: str, *columns: str) -> dict[int, int]:
    """Return the sum of the rows' fingerprints, by what they belong to."""
    return dict(_summed(rows, Sum(Fingerprint(*columns)), of))


def _summed(rows: QuerySet[Any], mark: Sum, *of: str) -> Iterable[tuple[Any, ...]]:
    return rows.order_by().values(*of).annotate(mark=mark).values_list(*of, "mark")


def _joined(keys: Iterable[int], parts: list[dict[int, Any]]) -> Marks:
    return {str(key): [int(part.get(key) or 0) for part in parts] for key in keys}
