"""Every address of the site in one world: each URL of the resolver, with everything that can stand in its places."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from django.db.models import Model
from django.urls import reverse

from reviews.models import Assignment, AssignmentPlan, Bid, Decision, Invitation, Review
from submissions.models import Submission
from tests.access.resolver import routes
from tests.access.world import PLAIN as PLAIN_THERE
from tests.prove.worlds import World
from want.accounts.models import User
from want.audit.models import Entry
from want.mail.models import Message
from want.venues.models import Membership
from want.venues.stages import WINDOWED


@dataclass(frozen=True, slots=True)
class Address:
    """A URL and its name."""

    name: str
    url: str


# The places of URLs whose values are the same in every world, beside those that the table of access fills too.
PLAIN: dict[tuple[str, str], tuple[Any, ...]] = {("papers:version", "number"): (1, 2)}
WATCHED = ("other_done", "bidder", "author_contact", "ac_assigned")
FILES = ("paper", "supplement", "camera_ready")

MODELS: dict[str, type[Model]] = {
    "audit_entry": Entry,
    "mail_message": Message,
    "venues_membership": Membership,
    "accounts_user": User,
    "submissions_submission": Submission,
    "reviews_assignment": Assignment,
    "reviews_bid": Bid,
    "reviews_invitation": Invitation,
    "reviews_decision": Decision,
    "reviews_review": Review,
}


def addresses(world: World) -> list[Address]:
    """Return every address there is in this world, and none twice."""
    return [address for name, places in table_of_routes().items() for address in _filled(world, name, places)]


def few_of_the_desk(places: Iterable[Address]) -> list[Address]:
    """Keep one address of each kind of the desk, and all others: for those before whom the desk's door is shut."""
    desk = {place.name: place for place in places if place.name.startswith("desk:")}
    return [*without_desk(places), *desk.values()]


def without_desk(places: Iterable[Address]) -> list[Address]:
    """Keep the addresses outside the desk."""
    return [place for place in places if not place.name.startswith("desk:")]


def without_accounts(places: Iterable[Address]) -> list[Address]:
    """Leave out the doors and the pages of one's own account, but for the profile."""
    return [place for place in places if place.name == "profile" or not place.url.startswith("/accounts/")]


@cache
def table_of_routes() -> dict[str, list[str]]:
    """Return the URLs of the site, read once."""
    return routes()


def _filled(world: World, name: str, places: list[str]) -> Iterator[Address]:
    values = [_values(world, name, place) for place in places]
    for chosen in product(*values):
        yield Address(name, reverse(name, kwargs=dict(zip(places, chosen, strict=True))))


def _values(world: World, name: str, place: str) -> Iterable[Any]:
    if (name, place) in PLAIN:
        return PLAIN[name, place]
    return MAKERS[place](world, name) if place in MAKERS else [PLAIN_THERE[name, place]]


def _codes(world: World, name: str) -> list[str]:
    """Return the subject's code, and a neighbour's for pages; files of neighbours tell nothing of the subject."""
    others = [] if name in {"papers:file", "papers:version", "papers:pdf"} else [world.papers["second"].code]
    return [world.paper.code, *others]


def _records(world: World, name: str) -> list[Any]:
    """Return the keys of all rows; of members and accounts those who have most to do with the paper."""
    kind = name.split(":")[1].removesuffix("_change")
    rows = MODELS[kind]._default_manager.all()
    if kind == "venues_membership":
        rows = rows.filter(user__in=[world.people[one] for one in WATCHED])
    if kind == "accounts_user":
        rows = rows.filter(pk__in=[world.people[one].pk for one in WATCHED])
    return list(rows.values_list("pk", flat=True))


def _keys(world: World, name: str) -> list[int]:
    if name.startswith("desk:plan"):
        return list(AssignmentPlan.objects.values_list("pk", flat=True))
    return list(Membership.objects.filter(user=world.people["other_done"]).values_list("pk", flat=True))


MAKERS: dict[str, Callable[[World, str], Iterable[Any]]] = {
    "edition": lambda world, _: [world.edition.slug],
    "slug": lambda world, _: [world.edition.slug],
    "code": _codes,
    "object_id": _records,
    "pk": _keys,
    "kind": lambda world, _: FILES,
    "stage": lambda world, _: [stage.value for stage in WINDOWED],
    "name": lambda world, _: ["topics", "types", "areas", "tracks"],
    "token": lambda world, _: ["no-such-token"],  # who holds one reads the mail of its address
}
