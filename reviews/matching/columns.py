"""Which paper stands in which column of an edition's table: first those of the rows, then those of the blocks."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from reviews.matching.corpus import Text
from reviews.models import TextBlock, TextTable

NOBODY = 0  # the key at a column whose paper has gone


@dataclass(frozen=True, eq=False)
class Columns:
    """The papers and the digests of their texts, column after column; nobody's where the paper went or was edited."""

    papers: list[int]
    digests: list[str]

    def __len__(self) -> int:
        """Return how many columns there are, those of nobody too."""
        return len(self.papers)

    @cached_property
    def place(self) -> dict[tuple[int, str], int]:
        """Return the column of a paper with a text."""
        pairs = zip(self.papers, self.digests, strict=True)
        return {(key, digest): at for at, (key, digest) in enumerate(pairs) if key != NOBODY}

    def gone_from(self, papers: Iterable[Text]) -> list[int]:
        """Return the columns whose papers are not among these any more, or have another text."""
        stay = {(paper.key, paper.digest) for paper in papers}
        return sorted(at for pair, at in self.place.items() if pair not in stay)

    def lacking(self, papers: Iterable[Text]) -> list[Text]:
        """Return those of these papers that have no column."""
        return [paper for paper in papers if (paper.key, paper.digest) not in self.place]


def columns_of(table: TextTable) -> Columns:
    """Load all columns, by one query."""
    papers, digests = list(table.papers), list(table.digests)
    blocks = TextBlock.objects.filter(edition=table.edition_id).order_by("start")
    for more, their_digests in blocks.values_list("papers", "digests"):
        papers += more
        digests += their_digests
    for at in table.gone:
        papers[at], digests[at] = NOBODY, ""
    return Columns(papers, digests)


def places_of(table: TextTable) -> dict[int, int]:
    """Return the column of each paper, by one query; the digests need not be loaded."""
    papers = list(table.papers)
    for more in TextBlock.objects.filter(edition=table.edition_id).order_by("start").values_list("papers", flat=True):
        papers += more
    for at in table.gone:
        papers[at] = NOBODY
    return {key: at for at, key in enumerate(papers) if key != NOBODY}
