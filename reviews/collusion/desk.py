"""What the report hangs into the desk: its page. Loaded by reviews.admin."""

from reviews.collusion import views

__all__ = ["views"]
