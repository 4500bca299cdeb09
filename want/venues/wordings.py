"""Letters whose wording chairs may change: the text of a file, or the edition's own, with {places} to be filled.

A wording is plain text, not a template language: whoever edits it can put values in and nothing else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.template.loader import get_template

from want.core.versions import EditedMeanwhile, is_another, mark_of
from want.venues.models import Edition, MailTemplate

PLACE = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter: the file with its usual wording, and what its {places} stand for.

    What a `secret` place stands for is its reader's alone. Subjects have none of it: chairs see them in the outbox.
    """

    name: str
    file: str
    places: Mapping[str, str]
    needed: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """Subject and body, their {places} not filled yet. `seen` is the mark of the wording that a form showed before."""

    subject: str
    body: str
    seen: str = field(default="", compare=False)

    @property
    def mark(self) -> str:
        """Return what a form carries to say which wording it showed."""
        return mark_of([self.subject, self.body])

    def filled(self, values: Mapping[str, str]) -> "Wording":
        """Return the wording with its places filled; a value is never searched for places itself."""
        fill = lambda text: PLACE.sub(lambda place: values.get(place[1], place[0]), text)  # noqa: E731
        return Wording(" ".join(fill(self.subject).split()), fill(self.body))


def usual_wording(kind: LetterKind) -> Wording:
    """Return the wording of the file: a line "Subject: ...", an empty line, the body."""
    source: str = get_template(kind.file).template.source
    head, _, body = source.partition("\n")
    return Wording(head.removeprefix("Subject:").strip(), body.strip() + "\n")


def wording_of(edition: Edition, kind: LetterKind) -> Wording:
    """Return the edition's own wording, or the usual one."""
    row = MailTemplate.objects.filter(edition=edition, kind=kind.name).first()
    return Wording(row.subject, row.body) if row else usual_wording(kind)


@transaction.atomic
def keep_wording(edition: Edition, kind: LetterKind, wording: Wording) -> bool:
    """Make this the edition's wording, and tell whether it was another; the usual one needs no row.

    Raises EditedMeanwhile when somebody has changed the wording since the one that was `seen`.
    """
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
    present = wording_of(edition, kind)
    if wording == present:
        return False
    if is_another(wording.seen, present.mark):
        raise EditedMeanwhile({"subject": present.subject, "body": present.body}, version=present.mark)
    rows = MailTemplate.objects.filter(edition=edition, kind=kind.name)
    if wording == usual_wording(kind):
        rows.delete()
        return True
    MailTemplate.objects.update_or_create(
        edition=edition, kind=kind.name, defaults={"subject": wording.subject, "body": wording.body}
    )
    return True


def problems_of(kind: LetterKind, wording: Wording) -> list[str]:
    """Return in sentences what stops this wording from being sent."""
    used = {place for text in (wording.subject, wording.body) for place in PLACE.findall(text)}
    known = ", ".join(f"{{{name}}}" for name in kind.places)
    found = [
        f"{{{place}}} stands for nothing here. You can use {known}." for place in sorted(used - kind.places.keys())
    ]
    found += [f"The letter needs {{{place}}}: {kind.places[place]}." for place in kind.needed if place not in used]
    told = [place for place in kind.secret if place in PLACE.findall(wording.subject)]
    found += [f"{{{place}}} is for its reader alone: let it stand in the letter, not in its subject." for place in told]
    if not wording.subject.strip() or not wording.body.strip():
        found.append("A letter needs a subject and a text.")
    return found
