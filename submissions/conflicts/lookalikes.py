"""Which well-known institution a mail domain could be taken for, though it is not its own. Pure.

Anybody can have a domain that is one letter off, or ends otherwise. It is told and not judged: two houses may well
have names so near. Domains below .edu and the like are kept for institutions, and are never in question.
"""

from functools import lru_cache

from submissions.conflicts.institutions import WELL_KNOWN, is_known_house

SHORTEST = 4  # letters of a name that is compared letter by letter; shorter ones are near to any other
ALIKE = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("-", ""))


@lru_cache(maxsize=4096)
def looks_like(house: str) -> str:
    """Return the domain of the institution that this one looks like, or nothing."""
    if not house or is_known_house(house):
        return ""
    return next((known for known in sorted(WELL_KNOWN) if _could_be_taken_for(house, known)), "")


def _could_be_taken_for(house: str, known: str) -> bool:
    (name, _, ending), (right, _, own_ending) = house.partition("."), known.partition(".")
    if _seen(name) == _seen(right):  # the same letters to the eye, whatever stands after the point
        return ending == own_ending or len(right) >= SHORTEST
    return ending == own_ending and len(right) >= SHORTEST and _is_one_off(name, right)


def _seen(name: str) -> str:
    """Return a name with signs that look alike made equal."""
    for sign, other in ALIKE:
        name = name.replace(sign, other)
    return name


def _is_one_off(name: str, right: str) -> bool:
    """Tell whether one sign is another, too many or missing, or two have changed places."""
    if len(name) < len(right):
        name, right = right, name
    at = next((at for at, (one, other) in enumerate(zip(name, right, strict=False)) if one != other), len(right))
    if len(name) == len(right):
        swapped = name[at : at + 2] == right[at : at + 2][::-1] and name[at + 2 :] == right[at + 2 :]
        return swapped or name[at + 1 :] == right[at + 1 :]
    return len(name) == len(right) + 1 and name[at + 1 :] == right[at:]
