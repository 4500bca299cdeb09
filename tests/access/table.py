"""The table of access, read from table.txt: what each URL answers to each person, at a stage."""

from dataclasses import dataclass
from pathlib import Path

from want.venues.stages import Stage

TABLE = Path(__file__).with_name("table.txt")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a URL, how it is asked, at which stage, and what each person is answered."""

    stage: Stage
    method: str
    name: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return self.name if self.method == "GET" else f"{self.method} {self.name}"


def rows() -> list[Row]:
    """Return the table's lines; a line that cannot be read is an error, not a gap."""
    found: list[Row] = []
    stage, people = Stage.UPCOMING, [""]
    for number, text in enumerate(TABLE.read_text().splitlines(), start=1):
        words = text.split()
        if not words or text.startswith("#"):
            continue
        if words[0] == "during":
            stage, people = Stage(words[1]), words[2:]
            continue
        method = words.pop(0) if words[0] == "POST" else "GET"
        name, *answers = words
        assert len(answers) == len(people), f"line {number} of {TABLE.name} has {len(answers)} answers"
        found.append(Row(stage, method, name, dict(zip(people, answers, strict=True))))
    return found
