"""What has happened in the play so far, as its people know it; proofs compare it with the rows."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from want.demo.rehearsal.work import Work

OUTCOMES = ("Accept (oral)", "Accept (poster)", "Reject")

Told = tuple[str, str]  # (address of a person, code of a paper)


@dataclass(slots=True)
class Story:
    """Filled by the acts. Papers are known by their codes, people by their addresses."""

    mails: Counter[tuple[str, str, int]] = field(default_factory=Counter)  # (kind, address, paper's number) expected
    bids: dict[Told, str] = field(default_factory=dict)
    own_papers: dict[str, list[str]] = field(default_factory=dict)  # reviewer -> titles they pasted
    countries: dict[str, str] = field(default_factory=dict)
    plans: list[str] = field(default_factory=list)  # what chairs read on the pages of plans for reviewers
    declaring: set[str] = field(default_factory=set)  # who will declare a conflict while bidding
    declared: set[Told] = field(default_factory=set)
    led: dict[str, list[str]] = field(default_factory=dict)  # area chair -> papers, as their list says
    duties: dict[str, list[str]] = field(default_factory=dict)  # reviewer -> papers, as their list says
    handed_back: set[Told] = field(default_factory=set)
    slow: list[str] = field(default_factory=list)  # who begins a review and does not submit it yet
    revised: list[Told] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    remarks: list[tuple[str, str, str]] = field(default_factory=list)  # (address, code of the paper, words)
    noted: list[str] = field(default_factory=list)  # papers decided with a note to the authors
    is_assigned: bool = False
    is_released: bool = False
    instant: datetime | None = None  # when authors looked at their pages before decisions were prepared
    before: dict[str, list[bytes]] = field(default_factory=dict)  # what they were shown then


def outcomes_of(works: list[Work]) -> dict[str, str]:
    """Return what the chairs will decide on each paper: one in six a talk, half a poster, the rest rejected."""
    ranked = sorted(works, key=lambda work: -work.paper.quality)
    talks, posters = max(1, len(ranked) // 6), len(ranked) // 2
    said = [OUTCOMES[0]] * talks + [OUTCOMES[1]] * posters
    return {
        work.code: outcome
        for work, outcome in zip(ranked, said + [OUTCOMES[2]] * (len(ranked) - len(said)), strict=True)
    }
