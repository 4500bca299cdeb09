"""Loads the modules that register something below: asks, header links. Each folder adds its line here."""

from reviews import asked, links
from reviews.committee import asking, audiences
from reviews.proceedings import links as proceedings

__all__ = ["asked", "asking", "audiences", "links", "proceedings"]
