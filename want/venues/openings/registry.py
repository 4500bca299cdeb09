"""Which stages are announced when they open, with which letter and to whom. Folders above register theirs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from want.core import timewords
from want.mail.actions import Letter
from want.mail.letters import signed
from want.venues.models import Edition
from want.venues.stages import Moment, Stage
from want.venues.wordings import LetterKind, Wording

COMMON = {
    "name": "the recipient's name",
    "edition": "the name of the edition",
    "deadline": "the end of the stage, in AoE",
    "deadline_utc": "the end, in UTC",
    "link": "the address where it is done",
}
PAPERS = {"papers": "their papers, a line each"}


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody to tell. The letter is filed under `papers`; `lines` are those that it may name to them."""

    name: str
    email: str
    papers: tuple[int, ...] = ()
    lines: tuple[str, ...] = ()

    def letter(
        self, wording: Wording, common: dict[str, str], *, key: str, edition: Edition, is_personal: bool = False
    ) -> Letter:
        """Return the letter to them: the wording with what all read in common, their name and their papers."""
        filled = wording.filled(common | {"name": self.name, "papers": "\n".join(self.lines)})
        return Letter(
            key=key,
            to=self.email,
            subject=filled.subject,
            body=signed(filled.body, edition),
            edition=edition.slug,
            papers=self.papers,
            is_personal=is_personal,
        )


Audience = Callable[[Edition, Moment], Iterable[Concerned]]
Row = tuple[str, str, int, str]  # address, name, paper, the line about it


@dataclass(frozen=True, slots=True)
class Opening:
    """A stage that is announced: its letter, its page, and who is told."""

    stage: Stage
    kind: LetterKind
    link: Callable[[Edition], str]
    audience: Audience


OPENINGS: dict[Stage, Opening] = {}


def opening(
    stage: Stage, *, link: Callable[[Edition], str], names_papers: bool = False
) -> Callable[[Audience], Audience]:
    """Register whom the opening of a stage concerns; the letter's usual wording lies in mail/venues/opens_….txt.

    The function is asked once a stage, with few queries whatever the size of the edition.
    """
    places = COMMON | (PAPERS if names_papers else {})
    kind = LetterKind(f"opens_{stage.value}", f"mail/venues/opens_{stage.value}.txt", places, needed=("link",))

    def register(audience: Audience) -> Audience:
        OPENINGS[stage] = Opening(stage, kind, link, audience)
        return audience

    return register


def by_person(rows: Iterable[Row]) -> Iterator[Concerned]:
    """Put the rows of one address, which come one after another, together to one person."""
    for email, group in groupby(rows, key=lambda row: row[0]):
        theirs = list(group)
        papers = dict.fromkeys((paper, line) for _, _, paper, line in theirs)
        yield Concerned(theirs[0][1], email, tuple(paper for paper, _ in papers), tuple(line for _, line in papers))


def opening_letters(opening: Opening, edition: Edition, moment: Moment, wording: Wording) -> Iterator[Letter]:
    """Yield a letter to each; its key is of stage and person, so that whatever happens nobody gets two."""
    common = common_values(opening, edition, moment)
    for person in opening.audience(edition, moment):
        key = f"stage-open:{edition.slug}:{opening.stage.value}:{person.email}"
        yield person.letter(wording, common, key=key, edition=edition)


def common_values(opening: Opening, edition: Edition, moment: Moment) -> dict[str, str]:
    """Return what the letter's places stand for, but for those that differ from person to person."""
    closes_at = moment.calendar.windows[opening.stage].closes_at
    return {
        "edition": edition.name,
        "deadline": timewords.aoe(closes_at),
        "deadline_utc": timewords.utc(closes_at),
        "link": opening.link(edition),
    }
