"""What the formula hangs into the desk: its page. Loaded by reviews.admin."""

from reviews.formula import views

__all__ = ["views"]
