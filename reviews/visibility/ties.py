"""What ties a person to an edition and to its papers: one query, whatever the number of papers.

Only `standing.py` and `lists.py` call it; everybody else asks them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from reviews.visibility.case import PUBLIC, AssignmentState, Standing
from want.accounts.models import User
from want.core import clock
from want.venues.models import Role

ROLES = {Role.CHAIR: "is_chair", Role.AREA_CHAIR: "is_area_chair", Role.REVIEWER: "is_reviewer"}

# A tie in the rows of the query -> what it says of the standing. Later ones here beat earlier ones.
TIES: dict[str, dict[str, Any]] = {
    **{role.value: {flag: True} for role, flag in ROLES.items()},
    "glass": {"has_broken_glass": True},
    "invited": {"has_pending_invitation": True},
    "declined": {"has_declined_invitation": True},
    "conflict": {"is_conflicted": True},
    "leading": {"is_assigned_area_chair": True},
    "removed": {"assignment": AssignmentState.REMOVED},
    "open": {"assignment": AssignmentState.OPEN},
    "done": {"assignment": AssignmentState.DONE},
    "former": {"is_former_author": True},
    "unverified": {"is_unverified_author": True},
    "author": {"is_author": True},
    "contact": {"is_author": True, "is_contact": True},
}
STRENGTH = {tie: place for place, tie in enumerate(TIES)}
AUTHORSHIPS = frozenset({"author", "contact"})


@dataclass(frozen=True, slots=True)
class Ties:
    """A person in one edition: how they stand to any of its papers, and to those they are tied to."""

    to_others: Standing = PUBLIC
    to_own: Mapping[int, Standing] = field(default_factory=dict)

    def standing(self, submission_id: int) -> Standing:
        """Return how the person stands to this paper of the edition."""
        return self.to_own.get(submission_id, self.to_others)


def ties_of(user: User | AnonymousUser, editions: Iterable[int], code: str = "") -> dict[int, Ties]:
    """Return the person's ties in each of these editions (by primary key), by one query.

    With `code`, conflicts and assignments are looked up for that paper alone: ask about no other then.
    """
    editions = list(editions)
    if not user.is_authenticated:
        return dict.fromkeys(editions, Ties())
    rows: dict[int, list[tuple[int | None, str]]] = defaultdict(list)
    for edition, paper, tie in _rows(user, editions, code):
        rows[edition].append((paper, tie))
    return {edition: _ties(user, rows[edition]) for edition in editions}


def _ties(user: User, rows: list[tuple[int | None, str]]) -> Ties:
    by_paper: dict[int | None, list[str]] = defaultdict(list)
    for paper, tie in rows:
        by_paper[paper].append(tie)
    general = _flags(by_paper.pop(None, []))
    general |= {"is_signed_in": True, "is_active": user.is_active, "is_superuser": user.is_superuser}
    written = {paper for paper, ties in by_paper.items() if not AUTHORSHIPS.isdisjoint(ties)}
    to_own = {
        paper: Standing(**general, **_flags(ties), is_author_elsewhere=bool(written - {paper}))
        for paper, ties in by_paper.items()
        if paper is not None
    }
    return Ties(Standing(**general, is_author_elsewhere=bool(written)), to_own)


def _flags(ties: Iterable[str]) -> dict[str, Any]:
    flags: dict[str, Any] = {}
    for tie in sorted(ties, key=STRENGTH.__getitem__):
        flags |= TIES[tie]
    return flags


def _rows(user: User, editions: list[int], code: str) -> list[tuple[int, int | None, str]]:
    """Return edition, paper (None: the whole edition) and tie, one row a tie."""
    given = {"user": user.pk, "email": user.email, "editions": editions, "code": code, "now": clock.now()}
    with connection.cursor() as cursor:
        cursor.execute(EVERY_TIE, given)
        return [tuple(tie) for tie in cursor.fetchone()[0]]


# In plain SQL, because every page asks it first: Django needs five times as long to put these parts together as the
# database to answer them. Authors are looked up by account and by address apart, so that each look-up has its index.
# The answer is one row whatever it holds: a tie that its person must not notice, such as a conflict somebody else
# declared, is no further row.
EVERY_TIE = """
WITH address AS (SELECT email FROM account_emailaddress WHERE user_id = %(user)s UNION SELECT %(email)s),
tie (edition, paper, name) AS (
SELECT edition_id, NULL::bigint, role::text
  FROM venues_membership WHERE user_id = %(user)s AND edition_id = ANY(%(editions)s)
UNION ALL
SELECT edition_id, NULL, 'glass'
  FROM reviews_glasssession WHERE user_id = %(user)s AND ends_at > %(now)s AND edition_id = ANY(%(editions)s)
UNION ALL
SELECT edition_id, NULL, CASE state WHEN 'pending' THEN 'invited' ELSE 'declined' END
  FROM reviews_invitation
 WHERE edition_id = ANY(%(editions)s) AND state IN ('pending', 'declined') AND email IN (SELECT email FROM address)
UNION ALL
SELECT paper.edition_id, paper.id,
       CASE WHEN author.removed_at IS NOT NULL THEN 'former' WHEN author.is_contact THEN 'contact' ELSE 'author' END
  FROM submissions_author author JOIN submissions_submission paper ON paper.id = author.submission_id
 WHERE author.user_id = %(user)s AND paper.edition_id = ANY(%(editions)s)
UNION ALL
SELECT paper.edition_id, paper.id, CASE WHEN author.removed_at IS NULL THEN 'unverified' ELSE 'former' END
  FROM submissions_author author JOIN submissions_submission paper ON paper.id = author.submission_id
 WHERE author.email IN (SELECT email FROM address WHERE email <> '')
   AND author.user_id IS DISTINCT FROM %(user)s AND paper.edition_id = ANY(%(editions)s)
UNION ALL
SELECT paper.edition_id, paper.id, 'conflict'
  FROM submissions_conflict conflict JOIN submissions_submission paper ON paper.id = conflict.submission_id
 WHERE conflict.user_id = %(user)s AND paper.edition_id = ANY(%(editions)s)
   AND (%(code)s = '' OR paper.code = %(code)s)
UNION ALL
SELECT paper.edition_id, paper.id,
       CASE WHEN assignment.role = 'area_chair' THEN 'leading' WHEN assignment.removed_at IS NOT NULL THEN 'removed'
            WHEN review.id IS NOT NULL THEN 'done' ELSE 'open' END
  FROM reviews_assignment assignment JOIN submissions_submission paper ON paper.id = assignment.submission_id
  LEFT JOIN reviews_review review ON review.assignment_id = assignment.id
 WHERE assignment.reviewer_id = %(user)s AND paper.edition_id = ANY(%(editions)s)
   AND NOT (assignment.role = 'area_chair' AND assignment.removed_at IS NOT NULL)
   AND (%(code)s = '' OR paper.code = %(code)s)
)
SELECT coalesce(json_agg(json_build_array(edition, paper, name)), '[]') FROM tie
"""
