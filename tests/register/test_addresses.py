"""No address counts: what names one row of many is a random code, a sealed key or a short name, never its number."""

import re

from tests.access.resolver import patterns
from want.core.sealed import seal

# Routes in which a number or anything at all may stand, each with the reason why it tells nothing.
EXCUSED = {
    "papers:version <int:number>": "the versions of one paper's file, which whoever is let in sees listed",
    "mfa_edit_webauthn <int:pk>": "allauth's own; one's own keys, shown to nobody else",
    "mfa_remove_webauthn <int:pk>": "allauth's own; one's own keys, shown to nobody else",
    "account_reset_password_from_key (?P<uidb36>": "allauth's own; stands in a mail to the account's owner alone",
    "account_reset_password_from_key (?P<key>": "random, and stands in a mail to the account's owner alone",
}
PLACE = re.compile(r"<[^>]*>|\(\?P<\w+>")
# Converters that let only words through which people or we ourselves have made up.
NAMED = {"edition", "slug", "code", "kind", "stage", "name", "opening", "token"}


def test_no_address_holds_the_key_of_a_row():
    bare = {f"{name} {place}" for name, places in _places().items() for place in places if not _tells_nothing(place)}

    assert sorted(bare - EXCUSED.keys()) == []
    assert sorted(EXCUSED.keys() - bare) == []


def test_sealed_keys_of_two_lists_cannot_be_held_against_each_other():
    kinds = {place for places in _places().values() for place in places if "object_id" in place}

    assert len(kinds) >= 10
    assert seal(17, "reviews.Review") != seal(17, "reviews.Assignment")


def _tells_nothing(place: str) -> bool:
    converter, _, name = place.strip("<>").rpartition(":")
    return converter.startswith("sealed_") or (converter in {"slug", "str"} and name in NAMED)


def _places() -> dict[str, list[str]]:
    return {name: PLACE.findall(route) for name, route in patterns().items()}
