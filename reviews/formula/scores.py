"""Scores from a file, as OpenReview writes it: paper, reviewer, score, a pair a line, with a header or without."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite

from want.core.csvin import rows_of

MOST_PROBLEMS = 100


@dataclass(slots=True)
class ScoresRead:
    """Scores by (key of a paper, key of a person), and what was not understood."""

    scores: dict[tuple[int, int], float] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    faulty: int = 0

    def refuse(self, line: int, words: str) -> None:
        """Note a line that is no score; of very many the first are named."""
        self.faulty += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(f"Line {line}: {words}")


def read_scores(text: str, papers: Mapping[str, int], people: Mapping[str, int]) -> ScoresRead:
    """Read the table. `papers` are known by number and public id, `people` by their addresses in small letters."""
    found = ScoresRead()
    for line, cells in rows_of(text, found.refuse):
        if not any(cells) or (line == 1 and len(cells) > 2 and not _is_number(cells[2])):
            continue
        if len(cells) < 3:
            found.refuse(line, "three columns are needed: paper, address of the reviewer, score.")
        elif cells[0] not in papers:
            found.refuse(line, f"there is no paper “{cells[0][:40]}” that you may see.")
        elif cells[1].lower() not in people:
            found.refuse(line, f"nobody of the committee has the address “{cells[1][:80]}”.")
        elif not _is_number(cells[2]):
            found.refuse(line, f"“{cells[2][:40]}” is no number.")
        else:
            found.scores[papers[cells[0]], people[cells[1].lower()]] = float(cells[2])
    return found


def _is_number(text: str) -> bool:
    try:
        return isfinite(float(text))
    except ValueError:
        return False
