"""What chairs ask of a plan beyond the greatest total: rules, fairness, chance, and what must or must not be. Pure.

Stored with the plan as plain JSON, so that a plan can be made again, and varied, with what it was made from.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

Pair = tuple[int, int]  # (key of a paper, key of a person)

TOTAL, FAIR = "total", "fair"
USUAL_ALTERNATES = 2  # for each paper of a new plan
ALL_THE_SAME, LESS, OUT = "", "less", "out"  # papers for those who are away for most of the reviewing
MOST_RAISED = 2  # papers that one person can be asked to take beyond their load
CERTAIN = 1.0  # a cap that caps nothing
WISHED = ("pinned", "barred")
INSTITUTION, COUNTRY, REGION = "institution", "country", "region"


@dataclass(frozen=True, slots=True)
class Options:
    """The wishes. Those of a plain plan are the defaults: the greatest total within loads and conflicts."""

    objective: str = TOTAL
    one_of_institution: bool = False
    one_of_country: bool = False
    one_of_region: bool = False
    min_seniors: int = 0
    senior_after: int = 0  # reviews in other editions after which somebody counts as senior; 0: only those named
    no_cycles: bool = False
    most_together: int = 0
    min_load: int = 0
    cap: float = CERTAIN
    spread: float = 0.0
    seed: int = 0
    keep: int = 0  # a plan, of whose pairs are kept at least as many as the next two say, or as many as can be
    keep_share: int = 0  # in per cent
    keep_pairs: int = 0
    alternates: int = 0  # so many for each paper
    more_load: int = 0  # papers beyond the load that people gave
    raised: tuple[tuple[int, int], ...] = ()  # people, and how many papers beyond their load each of them takes
    away: str = ALL_THE_SAME  # what becomes of those who are away for most of the reviewing
    without: tuple[int, ...] = ()
    guest: str = ""  # the address of somebody who is not on the committee, and is counted on as if they were
    pinned: tuple[Pair, ...] = ()
    barred: tuple[Pair, ...] = ()

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Options":
        """Return what is stored; what a later version of this file does not know any more is left out."""
        known = {field.name: stored[field.name] for field in fields(cls) if field.name in stored}
        for name in WISHED:
            known[name] = tuple((int(paper), int(person)) for paper, person in known.get(name, ()))
        known["raised"] = tuple((int(person), int(more)) for person, more in known.get("raised", ()))
        known["without"] = tuple(known.get("without", ()))
        return cls(**known)

    def stored(self) -> dict[str, Any]:
        """Return what differs from a plain plan, for the database."""
        plain = asdict(Options())
        return {name: value for name, value in asdict(self).items() if value != plain[name]}

    def without_papers(self, papers: Collection[int]) -> "Options":
        """Return the wishes without what was wished for these papers."""
        kept = {name: tuple(pair for pair in getattr(self, name) if pair[0] not in papers) for name in WISHED}
        return replace(self, **kept)

    def told(self, *, holds_hidden: bool) -> "Options":
        """Return what may be told of a plan. Where it may hold papers kept from who reads, not how many everybody gets
        at least: whoever is seen with fewer would have one of these. Nor who takes more: these may be wanted for them.
        """
        return replace(self, min_load=0, raised=()) if holds_hidden else self

    def more_for(self, person: int) -> int:
        """Return how many papers beyond their load somebody takes, if they take any."""
        return self.more_load + dict(self.raised).get(person, 0)

    @property
    def is_by_chance(self) -> bool:
        """Tell whether the plan is drawn."""
        return self.cap < CERTAIN or self.spread > 0

    @property
    def one_of(self) -> list[str]:
        """Return the kinds of places of which a paper gets one reviewer at most."""
        asked = {INSTITUTION: self.one_of_institution, COUNTRY: self.one_of_country, REGION: self.one_of_region}
        return [kind for kind, is_asked in asked.items() if is_asked]

    @property
    def kept_words(self) -> str:
        """Return how much of the former plan is kept."""
        if self.keep_share:
            return f"at least {self.keep_share} %"
        if self.keep_pairs:
            return f"at least {self.keep_pairs} pair{'s' if self.keep_pairs > 1 else ''}"
        return "as much as can be"

    @property
    def can_be_broken_by_hand(self) -> bool:
        """Tell whether there is a rule that one pair can break beside the others."""
        return bool(self.one_of or self.no_cycles or self.most_together)

    @property
    def contradiction(self) -> str:
        """Return why these wishes cannot be had together, as a sentence; empty if they can."""
        ways = {"chance": self.is_by_chance, "the fairest plan": self.objective == FAIR, "keeping pairs": self.keep > 0}
        chosen = [name for name, asked in ways.items() if asked]
        if len(chosen) > 1:
            return f"Choose one of {' and '.join(chosen)}: each of them says by itself what the best plan is."
        if not self.is_by_chance:
            return ""
        lies_across = [self.one_of_institution, self.one_of_country or self.one_of_region, self.min_seniors > 0]
        if self.no_cycles or self.most_together or sum(lies_across) > 1:
            return (
                "Chance can be combined with one rule, on seniors, on institutions, or on countries and regions, but "
                "not with two of them, nor with rules on who reviews whom and who reviews together. Drop these, or "
                "plan without chance."
            )
        return ""

    @property
    def words(self) -> list[str]:
        """Return the wishes as sentences; who is pinned, barred and left out is told where it can be seen."""
        said = {
            "As good as can be for the paper that is served worst.": self.objective == FAIR,
            "At most one reviewer of an institution on a paper.": self.one_of_institution,
            "At most one reviewer of a country on a paper.": self.one_of_country,
            "At most one reviewer of a region of the world on a paper.": self.one_of_region,
            f"At least {self.min_seniors} senior on each paper.": self.min_seniors,
            "No two people review each other's papers.": self.no_cycles,
            f"No two people share more than {self.most_together} papers.": self.most_together,
            f"Everybody gets {self.min_load} or more.": self.min_load,
            f"No pair is more likely than {100 * self.cap:.0f} %.": self.cap < CERTAIN,
            f"Chances are spread with strength {self.spread:g}.": self.spread,
            f"Drawn with seed {self.seed}.": self.is_by_chance,
            f"Keeps {self.kept_words} of what Plan {self.keep} proposes.": self.keep,
            f"{self.alternates} alternate{'s' if self.alternates > 1 else ''} for each paper.": self.alternates,
            "Who is away for most of the reviewing gets papers for the days that are left only.": self.away == LESS,
            "Who is away for most of the reviewing gets no paper.": self.away == OUT,
            f"Everybody takes {self.more_load} more than they said.": self.more_load,
        }
        return [sentence for sentence, asked in said.items() if asked]
