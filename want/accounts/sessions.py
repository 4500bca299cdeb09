"""Where somebody is signed in: read, and ended one by one or all together. allauth.usersessions notes each sign-in."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from want.accounts.models import User

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """One browser that is signed in."""

    pk: int
    browser: str
    ip: str
    since: datetime
    is_current: bool


def sessions_of(user: User, current: str | None) -> list[SignIn]:
    """Return where the person is signed in now, the newest first; `current` is the key of the session asking."""
    rows = UserSession.objects.filter(user_id=user.pk).order_by("-created_at", "-pk")
    alive = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    return [
        SignIn(row.pk, browser_of(row.user_agent), row.ip, row.created_at, row.session_key == current)
        for row in rows
        if row.session_key in alive
    ]


def end_session(user: User, pk: int) -> bool:
    """Sign one of the person's own browsers out; False where there is no such one."""
    row = UserSession.objects.filter(user_id=user.pk, pk=pk).first()
    if row is not None:
        row.end()
    return row is not None


def end_sessions(user: User, *, but: str | None = None) -> None:
    """Sign the person out everywhere, `but` for the session of this key."""
    for row in UserSession.objects.filter(user_id=user.pk).exclude(session_key=but or ""):
        row.end()


def browser_of(agent: str) -> str:
    """Say in two words which browser this was."""
    browser = next((name for mark, name in BROWSERS if re.search(mark + r"\w*/", agent)), "A browser")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return f"{browser} on {system}" if system else browser
