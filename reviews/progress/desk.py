"""What the reviews' progress hangs into the desk: pages, a panel of the dashboard, lists. Loaded by reviews.admin."""

from reviews.progress import in_list, lists, panel, views

__all__ = ["in_list", "lists", "panel", "views"]
