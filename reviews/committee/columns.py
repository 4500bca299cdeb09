"""The column of the committee that says who a member is: address, ORCID iD, earlier service, accepted papers."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reviews.committee.knowing import UNKNOWN, badges_of
from want.desk.registry import member_column
from want.venues.models import Edition, Membership

INSTITUTION, ELSEWHERE = "institution", "other domain"
SHORT = (("Verified address", INSTITUTION), ("ORCID", "ORCID"), ("Served", "served before"))


@member_column("signals", "Known by", position=20)
def signals(edition: Edition, viewer: Any, members: list[Membership]) -> dict[int, SafeString]:
    """Say in few words what speaks for who a member is; without an address at an institution, that is said plainly."""
    known = badges_of(edition, viewer, {member.user_id for member in members})
    return {member.pk: _in_few_words([words for words, _ in known[member.user_id]]) for member in members}


def _short(words: str) -> str:
    return next((short for long, short in SHORT if words.startswith(long)), words)


def _in_few_words(said: list[str]) -> SafeString:
    few = [ELSEWHERE if words.endswith(UNKNOWN) else _short(words) for words in said]
    if INSTITUTION not in few and ELSEWHERE not in few:
        few.insert(0, "free mail")
    return format_html('<span class="small">{}</span>', ", ".join(dict.fromkeys(few)))
