"""What an edition says to a visitor at its door: where it stands, the date that matters now, and the act to do.

Pure; called by the site's home and the edition's home. Acts name pages of the apps above by their URL names.
"""

from dataclasses import dataclass, replace

from want.venues.dates import DateLine
from want.venues.stages import Moment, Stage


@dataclass(frozen=True, slots=True)
class Act:
    """A button: its words and the URL name it leads to, with the edition's short name as the only argument."""

    label: str
    url_name: str


@dataclass(frozen=True, slots=True)
class Welcome:
    """A state in one or two words, a sentence about it, the date that matters now, and the act if there is one."""

    badge: str
    tone: str
    sentence: str
    due: DateLine | None = None
    act: Act | None = None


SUBMIT = Act("Submit a paper", "submissions:start")
MINE = Act("See your papers", "submissions:mine")
READ = Act("Read the accepted papers", "proceedings:list")


def welcome(moment: Moment, lines: list[DateLine], *, has_papers: bool = False) -> Welcome:
    """Return what the edition says at this moment; `lines` are its dates. Papers are offered to those who have some."""
    ahead = {line.key: line for line in lines if line.instant > moment.at}
    said = _SAYINGS.get(moment.stage, _under_review)(moment, ahead)
    return said if has_papers or said.act is not MINE else replace(said, act=None)


def _upcoming(_moment: Moment, ahead: dict[str, DateLine]) -> Welcome:
    sentence = "Submission is not open yet. The call says what we look for, so that you can start writing."
    return Welcome("Opens soon", "info", sentence, ahead.get("opening"))


def _open(_moment: Moment, ahead: dict[str, DateLine]) -> Welcome:
    sentence = "Submission is open. You can save a draft now and complete it until the deadline."
    return Welcome("Open for papers", "good", sentence, ahead.get(Stage.SUBMISSION), SUBMIT)


def _under_review(_moment: Moment, ahead: dict[str, DateLine]) -> Welcome:
    sentence = (
        "Submission is closed and the papers are under review. "
        "If you submitted one, its page tells how far it is and what you can do."
    )
    if "notification" not in ahead:
        sentence = "The reviews are in and the chairs are preparing their decisions. Authors hear by mail."
    return Welcome("Under review", "info", sentence, ahead.get("notification"), MINE)


def _decided(_moment: Moment, ahead: dict[str, DateLine]) -> Welcome:
    sentence = "Decisions are out. Authors of accepted papers hand in their final version with their names on it."
    return Welcome("Decisions are out", "info", sentence, ahead.get(Stage.CAMERA_READY), MINE)


def _published(_moment: Moment, ahead: dict[str, DateLine]) -> Welcome:
    sentence = "The programme is public: every accepted paper with its authors, abstract and PDF."
    return Welcome("Papers published", "good", sentence, ahead.get("workshop"), READ)


def _archived(moment: Moment, _ahead: dict[str, DateLine]) -> Welcome:
    if moment.calendar.published_at is None:
        return Welcome("Archived", "neutral", "This edition is over. Its call and its dates stay here to be read.")
    sentence = "This edition is over. Its papers stay here to be read and cited."
    return Welcome("Archived", "neutral", sentence, act=READ)


_SAYINGS = {
    Stage.UPCOMING: _upcoming,
    Stage.SUBMISSION: _open,
    Stage.RELEASED: _decided,
    Stage.CAMERA_READY: _decided,
    Stage.PUBLISHED: _published,
    Stage.ARCHIVED: _archived,
}
