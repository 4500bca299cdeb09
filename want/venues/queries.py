"""What pages ask of editions: the one a request is about, who the visitor is in it, and what its public pages show."""

import json
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest

from want.accounts.models import User
from want.core.prepared import Prepared
from want.venues.models import (
    ApplicationArea,
    Edition,
    EditionQuerySet,
    Membership,
    Role,
    SubmissionType,
    Topic,
    Track,
)
from want.venues.navigation import FINDERS, Visitor


def get_edition(request: HttpRequest, slug: str) -> Edition:
    """Return the edition of this address with its calendar, or raise 404 unless the viewer may know of it.

    One query for everybody, the visitor's roles included. The edition and the visitor stay on the request, where
    the header finds them.
    """
    found = _HERE(slug=slug, user=request.user) if request.user.is_authenticated else _HERE_PUBLICLY(slug=slug)
    if not found:
        raise Http404
    edition = found[0]
    visitor = visitor_in(edition, request.user)
    if not (edition.is_public or visitor.roles or getattr(request.user, "is_superuser", False)):
        raise Http404
    request.edition = edition  # type: ignore[attr-defined]
    request.visitor = visitor  # type: ignore[attr-defined]
    return edition


def visitor_in(edition: Edition, user: Any) -> Visitor:
    """Return who this person is in an edition that was loaded for them by `get_edition` or `editions_for`."""
    return Visitor(
        user=user,
        roles=frozenset(getattr(edition, "viewer_roles", ())),
        is_author=any(getattr(edition, f"viewer_wrote_{place}", False) for place in range(len(FINDERS))),
    )


def editions_for(user: Any) -> list[Edition]:
    """Return the editions this person may know of, newest first, with calendar and roles, in one query."""
    editions = _EVERYWHERE(user=user) if user.is_authenticated else _EVERYWHERE_PUBLICLY()
    if getattr(user, "is_superuser", False):
        return editions
    return [edition for edition in editions if edition.is_public or visitor_in(edition, user).roles]


def with_visitor(editions: EditionQuerySet, user: Any) -> EditionQuerySet:
    """Ask along what the person does in each of the editions."""
    if not user.is_authenticated:
        return editions
    roles = Membership.objects.filter(edition=OuterRef("pk"), user=user).order_by("role").values("role")
    wrote = {
        f"viewer_wrote_{place}": Exists(finder(user).filter(edition=OuterRef("pk")))
        for place, finder in enumerate(FINDERS)
    }
    return editions.annotate(viewer_roles=ArraySubquery(roles), **wrote)


SOMEBODY = User(pk=-7919)  # a stand-in; no person has this key

_EVERYWHERE = Prepared(lambda user: with_visitor(Edition.objects.with_calendar(), user), user=SOMEBODY)
_EVERYWHERE_PUBLICLY = Prepared(Edition.objects.with_calendar)
_HERE = Prepared(
    lambda slug, user: with_visitor(Edition.objects.with_calendar().filter(slug=slug), user),
    slug="?slug",
    user=SOMEBODY,
)
_HERE_PUBLICLY = Prepared(lambda slug: Edition.objects.with_calendar().filter(slug=slug), slug="?slug")


# What the public learns of the people behind an edition, and where it is found from their membership.
PERSON = {"name": "user__name", "affiliation": "user__affiliation", "homepage": "user__homepage"}


@dataclass(frozen=True, slots=True)
class Face:
    """What the public pages of an edition show beside its own fields."""

    topics: list[dict[str, str]]
    areas: list[dict[str, str]]
    tracks: list[dict[str, str]]
    types: list[dict[str, Any]]
    chairs: list[dict[str, str]]


def face_of(edition: Edition) -> Face:
    """Return topics, areas, tracks, types and chairs of an edition in one query."""
    [row] = _FACE(edition=edition)
    listed = (
        [json.loads(item) for item in items]
        for items in (row.topics_, row.areas_, row.tracks_, row.types_, row.chairs_)
    )
    return Face(*listed)


def _with_face(edition: Edition) -> QuerySet[Edition]:
    here = {"edition": OuterRef("pk")}
    return (
        Edition.objects.filter(pk=edition.pk)
        .annotate(
            topics_=_listed(Topic.objects.filter(**here), name="name", description="description"),
            areas_=_listed(ApplicationArea.objects.filter(**here), name="name"),
            tracks_=_listed(Track.objects.filter(**here), name="name", description="description"),
            types_=_listed(
                SubmissionType.objects.filter(**here), name="name", page_limit="page_limit", description="description"
            ),
            chairs_=_listed(Membership.objects.filter(**here, role=Role.CHAIR).order_by("user__name", "pk"), **PERSON),
        )
        .only("pk")
    )


_FACE = Prepared(_with_face, edition=Edition(pk=-7919))


def committee_of(edition: Edition) -> dict[str, list[dict[str, str]]]:
    """Return the people whom the committee page names, by role: the chairs, and the others if the edition says so."""
    people: dict[str, list[dict[str, str]]] = {role: [] for role in Role.values}
    members = edition.memberships.filter(user__is_active=True)
    members = members.exclude(is_listed=False, role__in=[Role.AREA_CHAIR, Role.REVIEWER])
    if not edition.public_roster:
        members = members.filter(role=Role.CHAIR)
    rows = members.order_by("user__name", "pk").values("role", **{key: F(path) for key, path in PERSON.items()})
    for row in rows:
        people[row["role"]].append(row)
    return people


def _listed(rows: QuerySet[Any], **fields: str) -> ArraySubquery:
    return ArraySubquery(rows.values(listed=JSONObject(**fields)))
