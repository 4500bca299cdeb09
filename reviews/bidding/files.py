"""Bids from a file: paper and bid, a line each, in our words or in OpenReview's. Pure."""

from dataclasses import dataclass, field

from want.core.csvin import rows_of

MOST_LINES = 2_000
MOST_BYTES = 1_000_000

VALUES = {
    "eager": "eager", "very high": "eager", "5": "eager",
    "willing": "willing", "high": "willing", "4": "willing",
    "in a pinch": "in_a_pinch", "in_a_pinch": "in_a_pinch", "neutral": "in_a_pinch", "3": "in_a_pinch",
    "not willing": "not_willing", "not_willing": "not_willing", "low": "not_willing", "very low": "not_willing",
    "2": "not_willing",
    "conflict": "conflict", "i have a conflict": "conflict",
}  # fmt: skip


@dataclass(slots=True)
class BidsRead:
    """Bids by what the file calls the paper, and the lines that are none."""

    bids: dict[str, tuple[int, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def refuse(self, line: int, words: str) -> None:
        """Note a line that is no bid."""
        self.problems.append(f"Line {line}: {words}")


def read_bids(text: str) -> BidsRead:
    """Read the table; a line whose bid is empty is left out, of two lines on a paper the last counts."""
    found = BidsRead()
    for line, cells in rows_of(text, found.refuse):
        if line == 1 and cells and cells[0].casefold() in {"paper", "number", "paper_id", "note_id"}:
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            continue
        value = VALUES.get(cells[1].casefold())
        if line > MOST_LINES:
            found.problems.append(f"Only the first {MOST_LINES:,} lines are read.")
            break
        if value is None:
            found.refuse(line, f"“{cells[1][:40]}” is no bid. Write eager, willing, in a pinch, not willing.")
        else:
            found.bids[cells[0]] = (line, value)
    return found
