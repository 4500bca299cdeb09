"""The two tables, grouped into worlds: one for each stage and state of the paper, with a line for each actor."""

from dataclasses import dataclass

from reviews.visibility.facts import Fact
from submissions.states import Status
from tests.reviews.visibility.matrix import Situation, read_situations, rows_of
from want.venues.stages import Stage


@dataclass(frozen=True)
class Setting:
    """What one world is about: a stage, a state of the paper, and what the tables say of each actor in it."""

    stage: Stage
    status: Status
    rows: dict[str, Situation]  # by actor
    acts: dict[str, dict[str, str]]  # by actor: act -> cell

    def __str__(self) -> str:
        return f"{self.stage}-{self.status}"

    def exists(self, fact: Fact) -> bool:
        """Tell whether there can be something to see: else no cell of this world says anything but NA."""
        return any(row.cells[fact] != "NA" for row in self.rows.values())


def settings() -> list[Setting]:
    """Return all worlds of the tables, in order."""
    acts = {row["row_id"]: row for row in rows_of("permission_actions.csv")}
    found: dict[tuple[Stage, Status], Setting] = {}
    for row in read_situations():
        key = (row.stage, row.status)
        setting = found.setdefault(key, Setting(*key, {}, {}))
        setting.rows[row.actor] = row
        line = acts[row.row_id]
        assert (line["actor"], line["stage"], line["paper_state"]) == (row.actor, row.stage, row.status)
        setting.acts[row.actor] = dict(list(line.items())[6:])
    return sorted(found.values(), key=lambda one: (one.stage.position, one.status))
