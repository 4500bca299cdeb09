"""A report as its page shows it: kinds with words and a drawing, lines with names. A fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviews.assignment.charts import Bars, histogram
from reviews.collusion.statistics.report import LEVEL
from reviews.collusion.statistics.signals import CIRCLES, CYCLES, FAR_OFF, GROUPS, RECIPROCAL, TARGETS
from reviews.models import CollusionReport
from submissions.models import Submission
from want.accounts.models import User

TITLES = {
    RECIPROCAL: "Bids on each other",
    GROUPS: "Small dense groups",
    TARGETS: "Papers with few bids from outside",
    FAR_OFF: "Bids far off expertise",
    CYCLES: "Cycles in the assignment",
    CIRCLES: "Small circles in the assignment",
}
MEANINGS = {
    RECIPROCAL: "Two people bid eagerly on papers of each other.",
    GROUPS: "Somebody bids eagerly on papers of several people who bid on theirs, and these bid on one another too.",
    TARGETS: "Most of a paper's bids come from people on whose papers its own authors bid eagerly.",
    FAR_OFF: "Somebody bids eagerly, more often than others do, on papers in the lowest third of their affinities.",
    CYCLES: "Two people review each other's papers, or three do so in a ring.",
    CIRCLES: "Somebody reviews papers of several people who review theirs, and these review one another's too.",
}
NOUNS = {RECIPROCAL: "pair", GROUPS: "group", TARGETS: "paper", FAR_OFF: "person", CYCLES: "cycle", CIRCLES: "circle"}
PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class LineShown:
    """One place to look."""

    names: str
    paper: Submission | None
    behind: list[tuple[str, list[Submission]]]  # who, and the papers
    q: float
    in_shuffles: int


@dataclass(frozen=True, slots=True)
class Plot:
    """How strong the strongest finding of each shuffle is, and where the observed one lies."""

    bars: Bars
    mark: float


@dataclass(frozen=True, slots=True)
class KindShown:
    """One kind of finding, with what chance gives."""

    title: str
    meaning: str
    counted: str
    usual: float
    p: float
    adjusted: float
    is_unusual: bool
    plot: Plot | None
    lines: list[LineShown]


def shown(report: CollusionReport) -> list[KindShown]:
    """Return the kinds, those that chance explains least first."""
    kinds = report.result["kinds"]
    lines = [line for kind in kinds for line in kind["lines"]]
    people = User.objects.in_bulk({one for line in lines for one in line["people"]})
    wanted = {paper for line in lines for _, paper in line["behind"]} | {line["paper"] for line in lines}
    papers = Submission.objects.in_bulk(wanted - {None})
    found = [_kind(kind, people, papers) for kind in kinds]
    return sorted(found, key=lambda kind: kind.adjusted)


def _kind(kind: Mapping[str, Any], people: Mapping[int, User], papers: Mapping[int, Submission]) -> KindShown:
    noun = NOUNS[kind["name"]]
    plural = PEOPLE if noun == "person" else f"{noun}s"
    return KindShown(
        title=TITLES[kind["name"]],
        meaning=MEANINGS[kind["name"]],
        counted=f"{kind['seen']:,} {noun if kind['seen'] == 1 else plural}",
        usual=kind["usual"],
        p=kind["p"],
        adjusted=kind["adjusted"],
        is_unusual=kind["adjusted"] <= LEVEL,
        plot=_plot(kind),
        lines=[_line(line, people, papers) for line in kind["lines"]],
    )


def _line(line: Mapping[str, Any], people: Mapping[int, User], papers: Mapping[int, Submission]) -> LineShown:
    behind: dict[str, list[Submission]] = defaultdict(list)
    for person, paper in line["behind"]:
        behind[str(people[person])].append(papers[paper])
    return LineShown(
        names=_spoken([str(people[one]) for one in line["people"]]),
        paper=papers.get(line["paper"]),
        behind=list(behind.items()),
        q=line["q"],
        in_shuffles=line["in_shuffles"],
    )


def _plot(kind: Mapping[str, Any]) -> Plot | None:
    """Draw the shuffles' strongest findings and the observed one on one scale."""
    if not kind["seen"]:
        return None
    values = [*kind["by_chance"], kind["strongest"]]
    bars = histogram(values, "tables, the observed one among them", bins=24)
    span = max(values) - min(values)
    if bars is None or not span:
        return None
    return Plot(bars, round(bars.width * (kind["strongest"] - min(values)) / span, 1))


def _spoken(names: list[str]) -> str:
    """Return names as one says them: "Ann, Bob and Cat"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
