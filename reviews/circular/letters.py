"""The letters of a circular: plain text with a few {places}, filled for each person."""

import hashlib
from collections.abc import Iterable

from django.urls import reverse

from reviews.circular.groups import Group
from want.mail.actions import Letter
from want.mail.letters import absolute
from want.venues.models import Edition
from want.venues.openings.registry import Concerned
from want.venues.wordings import PLACE, Wording

PLACES = {
    "name": "the recipient's name",
    "edition": "the name of the edition",
    "papers": "their papers that this letter is about, a line each; empty for people without",
    "link": "the address of the edition's page",
}


def key_prefix(edition: Edition, group: Group, wording: Wording, nonce: str) -> str:
    """Return how the keys of one circular begin: form, group and words stand in it, so it is sent once.

    Who goes back to the form and writes something else sends another letter, not the same one twice.
    """
    words = f"{group.value}\0{wording.subject}\0{wording.body}"
    return f"circular:{edition.slug}:{nonce}:{hashlib.sha256(words.encode()).hexdigest()[:16]}:"


def letters(edition: Edition, group: Group, wording: Wording, people: Iterable[Concerned], nonce: str) -> list[Letter]:
    """Return a letter to each. One that people get for their papers is filed under these papers.

    To reviewers who are due it is theirs alone to read: it may name papers that not every chair may know them by.
    """
    common = {"edition": edition.name, "link": absolute(reverse("venues:home", args=[edition.slug]))}
    prefix, is_personal = key_prefix(edition, group, wording, nonce), group is Group.DUE
    return [
        person.letter(wording, common, key=f"{prefix}{person.email}", edition=edition, is_personal=is_personal)
        for person in people
    ]


def problems_of_words(wording: Wording) -> list[str]:
    """Return in sentences what stops this wording: the subject names no papers, for many people read subjects."""
    used = {place for text in (wording.subject, wording.body) for place in PLACE.findall(text)}
    known = ", ".join(f"{{{name}}}" for name in PLACES)
    found = [f"{{{place}}} stands for nothing here. You can use {known}." for place in sorted(used - PLACES.keys())]
    if "papers" in PLACE.findall(wording.subject):
        found.append("{papers} can stand in the letter, not in its subject.")
    return found
