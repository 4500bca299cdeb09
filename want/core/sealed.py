"""Keys of rows as they stand in addresses and forms: sealed, so that they tell neither how many there are nor which is
older. Used by the desk's lists and records, by plans, members and sessions.

The database counts its rows through. Whoever sees the keys of some rows sees by their gaps how many are hidden between
them: how many reviewers a paper in conflict has, whether its decision is made. Sealed keys are as good as random, and
another for each kind of row; nobody without the site's secret can make one. A new secret makes new addresses.
"""

import base64
import binascii
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.urls import register_converter
from django.urls.converters import get_converters
from django.utils.crypto import salted_hmac

NO_ROW = 0  # no row has this key, so what cannot be opened is looked for and not found, like any other
WIDTH = 8


def seal(key: int | str, kind: str) -> str:
    """Return the key of a row of this kind as it may be shown."""
    sealed = _box(settings.SECRET_KEY).encrypt(int(key).to_bytes(WIDTH, "big"), [kind.encode()])
    return base64.urlsafe_b64encode(sealed).decode()


def unseal(sealed: str, kind: str) -> int:
    """Return the key that was sealed, or the key of no row."""
    try:
        data = base64.b64decode(sealed.encode("ascii"), altchars=b"-_", validate=True)
        return int.from_bytes(_box(settings.SECRET_KEY).decrypt(data, [kind.encode()]), "big")
    except (ValueError, binascii.Error, InvalidTag):
        return NO_ROW


def place(kind: str, name: str = "pk") -> str:
    """Return a route's place for a sealed key, such as <sealed_plan:pk>: reverse() seals, the view gets the key."""
    converter = f"sealed_{kind.replace('.', '_').lower()}"
    if converter not in get_converters():
        register_converter(_converter(kind), converter)
    return f"<{converter}:{name}>"


def _converter(kind: str) -> type:
    class Sealed:
        regex = "[^/]+"

        def to_python(self, value: str) -> int:
            return unseal(value, kind)

        def to_url(self, value: int | str) -> str:
            return seal(value, kind)

    return Sealed


@cache
def _box(secret: str) -> AESSIV:
    return AESSIV(salted_hmac("want.core.sealed", "keys of rows", secret=secret, algorithm="sha256").digest())
