"""What the reviews' progress hangs into the desk: pages, a panel of the dashboard, lists. Loaded by reviews.admin."""

from reviews.progress import lists, panel, views

__all__ = ["lists", "panel", "views"]
