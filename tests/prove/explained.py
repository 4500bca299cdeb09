"""Differences between two worlds that tell nothing, each with the reason. What is not here is a finding."""

import re
from dataclasses import dataclass

from tests.prove.secrets import Secret

ROWS = re.compile(r"\(\d+ or \d+ rows\)$")


@dataclass(frozen=True, slots=True)
class Explained:
    """Pages of the chairs that read more rows than they show: the same bytes, by as many queries."""

    pages: tuple[str, ...]
    why: str


MORE_ROWS = (
    Explained(
        (
            "desk:plan_paper",
            "desk:plan_swap",
            "desk:plan_apply",
            "desk:paper_assignments",
            "desk:person_assignments",
            "desk:assignment",
            "desk:late",
            "desk:assignment_export",
            "desk:matching_csv",
        ),
        "they read bids, conflicts and authors of the whole edition, because an assignment is one problem; a row more "
        "or less takes microseconds of the tens of milliseconds that the page takes",
    ),
    Explained(
        ("desk:remind_reviewers",),
        "a reviewer has one letter about all papers, so all that is owed is read before the papers in conflict are "
        "left out",
    ),
)


@dataclass(frozen=True, slots=True)
class Stays:
    """Events that a story tells of and that cannot be kept from its people; docs/security.md says so ("What stays")."""

    events: str  # how their names begin
    script: str
    people: tuple[str, ...]
    why: str


STAYS = (
    Stays(
        "another chair's plan",
        "has set what is theirs to set",
        ("chair, chair_conflicted later", "chair, chair_author later"),
        "they let everybody take one paper and were tied later; another chair's plan is made over all papers, so from "
        "who is given those that they see it can be guessed who has a place left",
    ),
)


def stays(event: str, script: str, person: str) -> str:
    """Return why a story may tell of an event, if that is known."""
    known = (one for one in STAYS if one.script == script and person in one.people)
    return next((one.why for one in known if event.startswith(one.events)), "")


def explained(_secret: Secret, actor: str, what: str) -> str:
    """Return why this difference tells nothing, if that is known."""
    if not ROWS.search(what) or not actor.startswith("chair"):
        return ""
    page = what.split(" ", maxsplit=1)[0]
    return next((one.why for one in MORE_ROWS if page in one.pages), "")
