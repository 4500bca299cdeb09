"""Read a table of assignments as people have it: ours, HotCRP's bulk assignment, OpenReview's edges. Pure.

HotCRP names its columns paper, action, email; OpenReview head, tail, weight, head being the paper and tail the
reviewer's profile or address. A line that cannot be read is told with its number, and the others are read.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

ALTERNATE = "alternate"
REVIEWER, AREA_CHAIR = "reviewer", "area_chair"

COLUMNS = {
    "paper": {"paper", "number", "paper number", "paper id", "pid", "head", "submission", "submission number", "note"},
    "person": {"email", "mail", "user", "reviewer", "reviewer email", "tail", "profile", "person", "address"},
    "action": {"action", "assignment", "role", "type", "reviewtype"},
    "invitation": {"invitation", "label"},
}
GIVES = {
    "": REVIEWER,
    **dict.fromkeys(("primary", "secondary", "review", "pcreview", "optionalreview", "reviewer", "assign"), REVIEWER),
    **dict.fromkeys(("lead", "metareview", "area chair", "areachair", "ac"), AREA_CHAIR),
}
TAKES = {
    **dict.fromkeys(("clearreview", "noreview", "clear", "unassign", "remove", "unreview"), REVIEWER),
    **dict.fromkeys(("clearlead", "nolead", "unassign area chair"), AREA_CHAIR),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What one line asks for, or why it cannot be read. `raw` is the line as it stands."""

    number: int
    raw: str
    paper: str = ""
    person: str = ""
    role: str = REVIEWER
    is_removal: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The lines, and the line of the header as it stood, empty if there was none."""

    header: str
    lines: list[Line]


def read_table(text: str) -> Table:
    """Return the lines of a table in any of the three shapes. Comments (#), empty lines, and the alternates that a
    downloaded plan names are left out: these have no paper yet."""
    rows = list(_rows(text))
    if not rows:
        return Table("", [])
    names = [_column(cell) for cell in rows[0][2]]
    has_header = "paper" in names and "person" in names
    if not has_header:
        names = _guessed(rows[0][2])
    lines = [_line(number, raw, dict(zip(names, cells, strict=False))) for number, raw, cells in rows[has_header:]]
    return Table(rows[0][1] if has_header else "", [line for line in lines if line is not None])


def _rows(text: str) -> Iterator[tuple[int, str, list[str]]]:
    sign = ""
    for number, raw in enumerate(text.removeprefix("\ufeff").replace("\0", "").splitlines(), start=1):
        if raw.strip() and not re.match(r"\s*#(?!\s*\d)", raw):
            sign = sign or max(",;\t", key=raw.count)  # that of the first line
            yield number, raw, [cell.strip().removeprefix("'") for cell in _cells(raw, sign)]


def _cells(raw: str, sign: str) -> list[str]:
    """Return the cells of a line; none where one is longer than any cell can be."""
    try:
        return next(csv.reader(io.StringIO(raw), delimiter=sign), [])
    except csv.Error:
        return []


def _column(cell: str) -> str:
    name = re.sub(r"[\s_-]+", " ", cell.casefold()).strip()
    return next((column for column, names in COLUMNS.items() if name in names), "")


def _guessed(cells: list[str]) -> list[str]:
    """Return what the columns of a table without a header are."""
    if len(cells) > 2 and "@" not in cells[1]:
        return ["paper", "action", "person"]
    return ["paper", "person", "action"]


def _line(number: int, raw: str, cells: dict[str, str]) -> Line | None:
    paper, person = cells.get("paper", "").removeprefix("#").strip(), cells.get("person", "")
    action = re.sub(r"[\s_-]+", " ", cells.get("action", "").casefold()).strip()
    if action == ALTERNATE:
        return None
    if not paper or not person:
        return Line(number, raw, error="A line needs a paper and a person.")
    if action in TAKES:
        return Line(number, raw, paper, person, TAKES[action], is_removal=True)
    if action not in GIVES:
        return Line(number, raw, paper, person, error=f"We do not know the action “{cells['action']}”.")
    led = AREA_CHAIR if "area_chair" in cells.get("invitation", "").casefold() else GIVES[action]
    return Line(number, raw, paper, person, led)
