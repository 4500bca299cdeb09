"""The way to the desk in the header of an edition, for those who have one."""

from django.urls import reverse

from want.venues.models import Edition, Role
from want.venues.navigation import Link, Visitor, link
from want.venues.stages import Moment


@link
def desk_link(edition: Edition, moment: Moment, visitor: Visitor) -> Link | None:  # noqa: ARG001 (a maker's signature)
    """Lead chairs, and those who keep the site, to the desk of this edition."""
    if Role.CHAIR in visitor.roles or getattr(visitor.user, "is_superuser", False):
        return Link(
            "Desk", reverse("desk:dashboard", args=[edition.slug]), 90, "Open the desk", below=reverse("desk:index")
        )
    return None
