"""The reading side's part of the desk, loaded with the admin: the policy, and what each folder hangs in."""

from reviews.committee import desk as committee
from reviews.desk_rejection import desk as desk_rejection
from reviews.visibility.lists import sight_of
from want.desk import sight

__all__ = ["committee", "desk_rejection"]

sight.install(sight_of)
