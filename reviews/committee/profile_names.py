"""Names as profiles of OpenReview write them, and names compared whatever their accents. Pure; for uploaded tables."""

import unicodedata

from want.core.combining import normalised


def name_in(profile: str) -> str:
    """Return the name in a profile of OpenReview: ~Ada_Lovelace1 is Ada Lovelace."""
    return profile.removeprefix("~").rstrip("0123456789").replace("_", " ").strip()


def key_of_name(name: str) -> str:
    """Return a name, or the one in a profile, as both can be compared: ~Jose_Diaz1 is José Díaz."""
    told = name_in(name) if name.startswith("~") else name
    plain = "".join(sign for sign in normalised("NFKD", told) if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split())
