"""Which people are in conflict with which papers, and why. Pure."""

from enum import StrEnum


class Reason(StrEnum):
    """Why somebody must not deal with a paper."""

    AUTHOR = "author"
    COAUTHOR = "coauthor"
    AFFILIATION = "affiliation"
    DOMAIN = "domain"
    DECLARED = "declared"
