"""What the decisions hangs into the desk: pages, a panel of the dashboard, lists. Loaded by reviews.admin."""

from reviews.decisions import in_record, lists, panel, release_views, views

__all__ = ["in_record", "lists", "panel", "release_views", "views"]
