"""The letters of an edition itself."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from want.accounts.models import User
from want.core import clock, timewords
from want.mail.actions import Letter
from want.mail.letters import absolute, letter, signed
from want.venues.audiences import Recipient
from want.venues.models import Edition, Role
from want.venues.stages import WINDOWED, Moment, Stage, Window
from want.venues.wordings import LetterKind, wording_of

EXTENDED = LetterKind(
    name="deadline_extended",
    file="mail/venues/deadline_extended.txt",
    places={
        "name": "the recipient's name",
        "edition": "the name of the edition",
        "stage": "what is extended: submission, reviewing",
        "old_deadline": "the end so far, in AoE",
        "deadline": "the new end, in AoE",
        "deadline_utc": "the new end, in UTC",
        "moved": "the later dates that move along, a line each; nothing if none does",
        "link": "the address of the page of dates",
    },
    needed=("deadline",),
)


def deadline_extended(
    edition: Edition,
    stage: Stage,
    before: datetime,
    closes_at: datetime,
    people: Iterable[Recipient],
    *,
    moved: str = "",
) -> list[Letter]:
    """Return the letters that tell people of a new deadline; one a person and deadline, however often it is called."""
    wording = wording_of(edition, EXTENDED)
    return [
        Letter(
            key=f"deadline:{edition.slug}:{stage.value}:{closes_at.isoformat()}:{person.email}",
            to=person.email,
            subject=filled.subject,
            body=signed(filled.body, edition),
            edition=edition.slug,
        )
        for person in people
        for filled in [wording.filled(extension_values(edition, stage, before, closes_at, person.name, moved=moved))]
    ]


def extension_values(
    edition: Edition, stage: Stage, before: datetime, closes_at: datetime, name: str, *, moved: str = ""
) -> dict[str, str]:
    """Return what the places of the letter are filled with."""
    return {
        "name": name,
        "edition": edition.name,
        "stage": stage.label.lower(),
        "old_deadline": timewords.aoe(before),
        "deadline": timewords.aoe(closes_at),
        "deadline_utc": timewords.utc(closes_at),
        "moved": moved,
        "link": absolute(reverse("venues:dates", args=[edition.slug])),
    }


def dates_changed(edition: Edition, before: Moment, after: Moment, *, by: User, others: Iterable[User]) -> list[Letter]:
    """Return the letters that tell the other chairs of somebody's new dates, and whether they change what goes on."""
    told = {"edition": edition, "who": by.name, "before": before.stage.label, "after": after.stage.label}
    was, now = before.calendar.windows, after.calendar.windows
    lines = [(stage.label, _span(was.get(stage)), _span(now.get(stage))) for stage in WINDOWED]
    told["dates"] = [f"{label}: {new} (was: {old})" for label, old, new in lines if old != new]
    told["link"] = absolute(reverse("desk:dates", args=[edition.slug]))
    return _to_chairs("dates_changed", told, edition, others)


def _span(window: Window | None) -> str:
    """Say from when to when; with the grace, which counts like time."""
    if window is None:
        return "no dates"
    grace = f", {int(window.grace.total_seconds() // 60)} minutes of grace" if window.grace else ""
    return f"{timewords.aoe(window.opens_at)} to {timewords.aoe(window.closes_at)}{grace}"


def terms_changed(edition: Edition, terms: Mapping[str, bool], *, by: User, others: Iterable[User]) -> list[Letter]:
    """Return the letters that tell the other chairs that somebody has changed who sees what of the papers."""
    lines = [f"{Edition._meta.get_field(name).verbose_name}: {'yes' if on else 'no'}" for name, on in terms.items()]
    told = {"edition": edition, "who": by.name, "terms": [f"{line[0].upper()}{line[1:]}" for line in lines]}
    told["link"] = absolute(reverse("desk:settings", args=[edition.slug]))
    return _to_chairs("terms_changed", told, edition, others)


def chair_appointed(edition: Edition, person: User) -> Letter:
    """Return the letter that tells somebody that they chair an edition, with the way in."""
    context = {
        "edition": edition,
        "name": person.name,
        "desk": absolute(reverse("desk:dashboard", args=[edition.slug])),
        "sign_in": absolute(reverse("account_login")),
    }
    key = f"chair-appointed:{edition.slug}:{person.pk}"
    return letter("venues/chair_appointed", context, key=key, to=person.email, edition=edition.slug)


def chair_shut(person: User, *, by: User) -> list[Letter]:
    """Return the letters that tell a chair, and those who chair with them, that their account is shut or open again."""
    act = "chair-opened" if person.is_active else "chair-shut"
    chaired = Edition.objects.filter(memberships__user=person, memberships__role=Role.CHAIR, archived_at=None)
    return [
        letter(
            "venues/chair_shut",
            {
                "edition": edition,
                "name": one.name,
                "person": person.name,
                "who": by.name,
                "is_open": person.is_active,
                "link": absolute(reverse("desk:dashboard", args=[edition.slug])),
            },
            key=f"{act}:{edition.slug}:{person.pk}:{clock.now().isoformat()}:{one.pk}",
            to=one.email,
            edition=edition.slug,
        )
        for edition in chaired.order_by("pk")
        for one in User.objects.filter(memberships__edition=edition, memberships__role=Role.CHAIR).order_by("name")
        if one != by and (one.is_active or one == person)
    ]


def moved_dates(extended: Stage, changed: Mapping[Stage, Window], notification_at: datetime | None) -> str:
    """Say which later dates move along when a stage is extended, a line each."""
    lines = [
        f"{stage.label}: {timewords.aoe(window.opens_at)} to {timewords.aoe(window.closes_at)}"
        for stage, window in changed.items()
        if stage is not extended
    ]
    if notification_at:
        lines.append(f"Notification: {timewords.aoe(notification_at)}")
    return "\n".join(["The later dates move along:", *lines]) if lines else ""


def _to_chairs(text: str, told: Mapping[str, Any], edition: Edition, others: Iterable[User]) -> list[Letter]:
    """Return a letter to each of these chairs about a change of the edition; one a change, as its version counts."""
    return [
        letter(
            f"venues/{text}",
            {**told, "name": chair.name},
            key=f"{text.replace('_', '-')}:{edition.slug}:{edition.version}:{chair.pk}",
            to=chair.email,
            edition=edition.slug,
        )
        for chair in others
    ]
