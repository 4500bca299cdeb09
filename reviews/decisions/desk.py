"""What the decisions hangs into the desk: pages, a panel of the dashboard, lists. Loaded by reviews.admin."""

from reviews.decisions import lists, panel, release_views, views

__all__ = ["lists", "panel", "release_views", "views"]
