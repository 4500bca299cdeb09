"""What the page of a paper shows: plain records, which `queries.py` fills with what the viewer may see."""

from dataclasses import dataclass
from datetime import datetime

from reviews.reviewing.shown import ShownReviews

NOTHING = ShownReviews()


@dataclass(frozen=True, slots=True)
class AuthorLine:
    """An author; the address only for those who may write to them."""

    name: str
    affiliation: str
    email: str = ""
    is_contact: bool = False


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that can be opened. Hash and time only for those who may follow the paper's history."""

    label: str
    url: str
    size: int
    pages: int = 0
    what: str = "PDF"
    is_unchecked: bool = False  # an archive, for somebody who must not learn who wrote the paper
    sha256: str = ""
    uploaded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """The authors' answer to the reviews."""

    text: str
    submitted_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the committee's discussion; `name` only for those who may know who it is."""

    signature: str
    text: str
    posted_at: datetime
    is_own: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class MetaReviewShown:
    """An area chair's summary; the recommendation is for the committee."""

    text: str
    name: str = ""
    recommendation: str = ""


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """What was decided, or is prepared. `note` is what the chairs write to the authors."""

    outcome: str
    is_released: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """Something this viewer can do with the paper now, or the sentence that says why not."""

    label: str
    url: str
    why_not: str = ""
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """How the paper stands: a word with a tone, and a sentence with dates."""

    label: str
    tone: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PaperPage:
    """All that one viewer may see of one paper."""

    number: int
    code: str
    title: str
    state: State
    who_sees: str
    kind: str
    tldr: str
    abstract: str
    keywords: tuple[str, ...]
    track: str
    topics: tuple[str, ...]
    areas: tuple[str, ...]
    code_url: str = ""
    bibtex_url: str = ""
    authors: tuple[AuthorLine, ...] | None = None
    conflicts: tuple[tuple[str, str], ...] | None = None
    files: tuple[FileLine, ...] = ()
    versions: tuple[FileLine, ...] = ()
    submitted_at: datetime | None = None
    withdrawal_reason: str = ""
    reviews: ShownReviews = NOTHING
    response: Response | None = None
    remarks: tuple[Remark, ...] | None = None
    meta_reviews: tuple[MetaReviewShown, ...] = ()
    decision: DecisionShown | None = None
    actions: tuple[Action, ...] = ()
