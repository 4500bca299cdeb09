"""The reading side's part of the desk, loaded with the admin: the policy, and what each folder hangs in."""

from reviews.assignment import desk as assignment
from reviews.bidding import desk as bidding
from reviews.break_glass import desk as break_glass
from reviews.circular import desk as circular
from reviews.collusion import desk as collusion
from reviews.committee import desk as committee
from reviews.conflicts import panel as stuck
from reviews.conflicts import views as conflicts
from reviews.decisions import desk as decisions
from reviews.desk_rejection import desk as desk_rejection
from reviews.expertise import desk as expertise
from reviews.formula import desk as formula
from reviews.late import desk as late
from reviews.progress import desk as progress
from reviews.publication import desk as publication
from reviews.visibility.lists import sight_of
from want.desk import sight

__all__ = [
    "assignment",
    "bidding",
    "break_glass",
    "circular",
    "collusion",
    "committee",
    "conflicts",
    "decisions",
    "desk_rejection",
    "expertise",
    "formula",
    "late",
    "progress",
    "publication",
    "stuck",
]

sight.install(sight_of)
