"""Scores from a file, as OpenReview writes it: paper, reviewer, score, a pair a line, with a header or without."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

from reviews.committee.profile_names import key_of_name
from want.core.csvin import rows_of

MOST_REASONS = 100
MOST_LINES = 2_000_000
NAMED = 5  # lines that are named with a reason; the others are counted


@dataclass(slots=True)
class ScoresRead:
    """Scores by (key of a paper, key of a person), and what was not understood."""

    scores: dict[tuple[int, int], float] = field(default_factory=dict)
    reasons: dict[str, list[int]] = field(default_factory=dict)  # with the first lines of each
    times: Counter[str] = field(default_factory=Counter)
    faulty: int = 0
    is_cut: bool = False

    def refuse(self, line: int, words: str) -> None:
        """Note a line that is no score; of very many reasons the first are told."""
        self.faulty += 1
        if words in self.reasons or len(self.reasons) < MOST_REASONS:
            lines = self.reasons.setdefault(words, [])
            lines += [line] if len(lines) < NAMED else []
            self.times[words] += 1

    @property
    def problems(self) -> list[str]:
        """Return what was wrong, each reason once with its lines."""
        return [f"{_lines(lines, self.times[words])}: {words}" for words, lines in self.reasons.items()]

    @property
    def untold(self) -> int:
        """Return of how many faulty lines no reason is told."""
        return self.faulty - self.times.total()

    def as_text(self, papers: Mapping[int, object], people: Mapping[int, str]) -> str:
        """Return what was understood as a table of its own, to be read again when a chair has seen the rest."""
        return "".join(f"{papers[paper]},{people[one]},{value!r}\n" for (paper, one), value in self.scores.items())


def read_scores(
    text: str | Iterable[str],
    papers: Mapping[str, int],
    people: Mapping[str, int],
    names: Mapping[str, Sequence[int]] | None = None,
) -> ScoresRead:
    """Read the table. `papers` are known by number and public id, `people` by their addresses in small letters.

    `names` are the same people by `key_of_name`, for files that call them like profiles of OpenReview: ~Ada_Lovelace1.
    """
    found = ScoresRead()
    for line, cells in rows_of(text, found.refuse):
        if line > MOST_LINES:
            found.is_cut = True
            break
        if not any(cells) or (line == 1 and len(cells) > 2 and not _is_number(cells[2])):
            continue
        if len(cells) < 3:
            found.refuse(line, "three columns are needed: paper, reviewer (address or ~Name1), score.")
        elif cells[0] not in papers:
            found.refuse(line, _no_paper(cells[0]))
        elif isinstance(person := _person(cells[1], people, names or {}), str):
            found.refuse(line, person)
        elif not _is_number(cells[2]):
            found.refuse(line, f"“{cells[2][:40]}” is no number.")
        else:
            found.scores[papers[cells[0]], person] = float(cells[2])
    return found


def _person(named: str, people: Mapping[str, int], names: Mapping[str, Sequence[int]]) -> int | str:
    if (known := people.get(named.lower())) is not None:
        return known
    shown = f"“{named[:80]}”"
    if not named.startswith("~"):
        return f"nobody of the committee has the address {shown}."
    same = names.get(key_of_name(named), ())
    if len(same) == 1:
        return same[0]
    if same:
        return f"several people of the committee have the name in {shown}. Write an address instead."
    return f"nobody of the committee has the name in {shown}. Write the address that they have here."


def _no_paper(named: str) -> str:
    words = f"there is no paper “{named[:40]}” that you may see and that is in review."
    return words if named.isdigit() else f"{words} Use its number or its code here; ids of OpenReview are not known."


def _lines(first: Sequence[int], number: int) -> str:
    if number == 1:
        return f"Line {first[0]}"
    more = number - len(first)
    return f"Lines {', '.join(map(str, first))}{f' and {more:,} more' if more > 0 else ''}"


def _is_number(text: str) -> bool:
    try:
        return isfinite(float(text))
    except ValueError:
        return False
