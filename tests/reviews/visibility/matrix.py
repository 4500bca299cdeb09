"""Read the tables in tests/data: who stands where, what each may see, and which terms decide."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from reviews.visibility.policy import AssignmentState, Case, Fact, Standing, Terms
from submissions.states import Status
from want.venues.stages import Stage

DATA = Path(__file__).parents[2] / "data"

BREAK_GLASS = "BREAK_GLASS"

# Who each actor of the table is. A name missing here fails every test that reads the table.
ACTORS: dict[tuple[str, str], Standing] = {
    ("anonymous", "none"): Standing(),
    ("user_norole", "none"): Standing(is_signed_in=True),
    ("coauthor_unverified", "listed_unverified_email"): Standing(is_signed_in=True, is_unverified_author=True),
    ("author_other", "author_of_other_paper"): Standing(is_signed_in=True, is_author_elsewhere=True),
    ("author_contact", "author"): Standing(is_signed_in=True, is_author=True, is_contact=True),
    ("author_coauthor", "coauthor"): Standing(is_signed_in=True, is_author=True),
    ("author_removed", "former_coauthor"): Standing(is_signed_in=True, is_former_author=True),
    ("reviewer_invited", "pc_invitation_pending"): Standing(is_signed_in=True, has_pending_invitation=True),
    ("reviewer_declined", "pc_invitation_declined"): Standing(is_signed_in=True, has_declined_invitation=True),
    ("reviewer_unassigned", "none"): Standing(is_signed_in=True, is_reviewer=True),
    ("reviewer_assigned_open", "assigned_review_not_submitted"): Standing(
        is_signed_in=True, is_reviewer=True, assignment=AssignmentState.OPEN
    ),
    ("reviewer_assigned_done", "assigned_review_submitted"): Standing(
        is_signed_in=True, is_reviewer=True, assignment=AssignmentState.DONE
    ),
    ("reviewer_removed", "assignment_withdrawn"): Standing(
        is_signed_in=True, is_reviewer=True, assignment=AssignmentState.REMOVED
    ),
    ("reviewer_conflicted", "conflict"): Standing(is_signed_in=True, is_reviewer=True, is_conflicted=True),
    ("reviewer_author", "coauthor"): Standing(is_signed_in=True, is_reviewer=True, is_author=True),
    ("ac_unassigned", "none"): Standing(is_signed_in=True, is_area_chair=True),
    ("ac_assigned", "assigned"): Standing(is_signed_in=True, is_area_chair=True, is_assigned_area_chair=True),
    ("ac_conflicted", "conflict"): Standing(is_signed_in=True, is_area_chair=True, is_conflicted=True),
    ("ac_author", "coauthor"): Standing(is_signed_in=True, is_area_chair=True, is_author=True),
    ("chair", "none"): Standing(is_signed_in=True, is_chair=True),
    ("chair_conflicted", "conflict"): Standing(is_signed_in=True, is_chair=True, is_conflicted=True),
    ("chair_author", "coauthor"): Standing(is_signed_in=True, is_chair=True, is_author=True),
    ("deactivated", "account_disabled_live_cookie"): Standing(is_signed_in=True, is_active=False, is_reviewer=True),
    ("site_admin", "none"): Standing(is_signed_in=True, is_superuser=True),
}


@dataclass(frozen=True, eq=False)
class Situation:
    """One line of the table: somebody before a paper, and a cell for each fact."""

    row_id: str
    actor: str
    standing: Standing
    stage: Stage
    status: Status
    cells: dict[Fact, str]

    def __str__(self) -> str:
        return f"{self.row_id} {self.actor}, {self.stage}, {self.status}"

    def case(self, conditions: frozenset[str]) -> Case:
        """Return this situation with exactly these conditions, in an edition with an author response."""
        standing = replace(self.standing, has_broken_glass=BREAK_GLASS in conditions)
        return Case(standing, self.status, self.stage, terms_where(conditions))

    def expects(self, fact: Fact, conditions: frozenset[str]) -> bool:
        """Tell what the table says of `fact` where exactly these conditions hold."""
        cell = self.cells[fact]
        if cell.startswith("C:"):
            return not conditions.isdisjoint(cell.removeprefix("C:").split("|"))
        return {"A": True, "D": False, "NA": False}[cell]


def read_situations() -> list[Situation]:
    """Return all lines of the table of facts."""
    return [_situation(row) for row in rows_of("permission_matrix.csv")]


def read_switches() -> dict[str, str]:
    """Return the conditions that are on or off by an edition's choice, with their defaults."""
    rows = rows_of("permission_conditions.csv")
    return {row["condition"]: row["default"] for row in rows if row["default"] in {"on", "off"}}


def terms_where(conditions: Iterable[str]) -> Terms:
    """Return terms in which exactly these conditions are on."""
    on = {name.lower() for name in conditions} | {"rebuttal_has_begun", "is_published"}
    return Terms(**{field.name: field.name in on for field in fields(Terms)})


def mixtures(switches: Iterable[str]) -> Iterator[frozenset[str]]:
    """Yield all off, all on, each on alone, and each off alone."""
    names = frozenset(switches)
    yield frozenset()
    yield names
    for name in sorted(names):
        yield frozenset({name})
        yield names - {name}


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _situation(row: dict[str, str]) -> Situation:
    return Situation(
        row_id=row["row_id"],
        actor=row["actor"],
        standing=ACTORS[row["actor"], row["relation"]],
        stage=Stage(row["stage"]),
        status=Status(row["paper_state"]),
        cells={fact: row[fact] for fact in Fact},
    )
