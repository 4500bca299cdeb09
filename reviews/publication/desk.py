"""What the publication hangs into the desk: its page, and a panel of the dashboard. Loaded by reviews.admin."""

from reviews.publication import panel, reminding_views, views

__all__ = ["panel", "reminding_views", "views"]
