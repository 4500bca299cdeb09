"""Loads the modules that register something below: asks, header links, audiences. Each folder adds its line here."""

from reviews import asked, links
from reviews.committee import asking, audiences, openings
from reviews.committee import receivers as committee
from reviews.matching import receivers
from reviews.proceedings import links as proceedings

__all__ = ["asked", "asking", "audiences", "committee", "links", "openings", "proceedings", "receivers"]
