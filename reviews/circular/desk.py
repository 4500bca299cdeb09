"""What the chairs' letters hang into the desk: their page. Loaded by reviews.admin."""

from reviews.circular import views

__all__ = ["views"]
