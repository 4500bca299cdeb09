"""The column of the committee that says who a member is: address, ORCID iD, earlier service, accepted papers."""

from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from reviews.committee.knowing import badges_of
from want.desk.cells import badge
from want.desk.registry import member_column
from want.venues.models import Edition, Membership

NOTHING = (("Free-mail address alone", "neutral"),)


@member_column("signals", "Known by", position=20)
def signals(edition: Edition, viewer: Any, members: list[Membership]) -> dict[int, SafeString]:
    """Say what speaks for who a member is; without an address at an institution, that is said plainly."""
    known = badges_of(edition, viewer, {member.user_id for member in members})
    return {member.pk: _joined([*_plainly(known[member.user_id])]) for member in members}


def _plainly(badges: list[tuple[str, str]]) -> list[tuple[str, str]]:
    has_house = any(words.startswith("Verified address") for words, _ in badges)
    return badges if has_house else [*NOTHING, *badges]


def _joined(badges: list[tuple[str, str]]) -> SafeString:
    return format_html_join(" ", "{}", ((badge(words, tone),) for words, tone in badges))
