"""What the assignment hangs into the desk: pages, a panel of the dashboard, lists. Loaded by reviews.admin."""

from reviews.assignment import (
    filing_views,
    hand_views,
    lists,
    panel,
    person_views,
    swap_views,
    table_views,
    undoing_views,
    views,
    weighing_views,
)

__all__ = [
    "filing_views",
    "hand_views",
    "lists",
    "panel",
    "person_views",
    "swap_views",
    "table_views",
    "undoing_views",
    "views",
    "weighing_views",
]
