"""Who one can be in the demo: for each role somebody for whom this stage has something to show."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from reviews.models import Assignment
from submissions.models import Submission
from submissions.states import Status
from want.accounts.models import User
from want.demo.signing import token_for
from want.venues.models import Edition, Role
from want.venues.stages import Stage

OPEN = Q(assignments__review=None, assignments__submission__status=Status.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Persona:
    """A line of the table, and an entry of demo.json."""

    role: str
    name: str
    email: str
    sign_in_url: str
    paper_numbers: list[int]


def personas(edition: Edition, base_url: str) -> list[Persona]:
    """Return the cast of an edition, in the order of the table; roles that nobody fills are left out."""
    found = [
        ("author", _author(edition)),
        ("co-author", _coauthor(edition)),
        ("reviewer", busiest_reviewer(edition)),
        ("area chair", _area_chair(edition)),
        ("chair", _chair(edition, is_author=False)),
        ("chair who is also an author", _chair(edition, is_author=True)),
        ("newcomer", _newcomer()),
    ]
    return [_persona(role, user, edition, base_url) for role, user in found if user is not None]


def write(edition: Edition, stage: Stage, base_url: str) -> list[Persona]:
    """Write .want/demo.json and return its personas."""
    cast = personas(edition, base_url)
    told = {
        "base_url": base_url,
        "edition": edition.slug,
        "stage": stage.value,
        "personas": [asdict(persona) for persona in cast],
    }
    (settings.WANT_DATA / "demo.json").write_text(json.dumps(told, indent=2) + "\n")
    return cast


def table(cast: list[Persona]) -> Iterator[str]:
    """Yield the lines of the table that `make demo` prints."""
    widest = max(len(p.role) for p in cast)
    longest = max(len(p.name) for p in cast)
    for persona in cast:
        yield f"  {persona.role:<{widest}}  {persona.name:<{longest}}  {_papers(persona)}"
        yield f"  {'':<{widest}}  {persona.sign_in_url}"


def _papers(persona: Persona) -> str:
    numbers = [str(number) for number in persona.paper_numbers]
    if not numbers:
        return "no papers"
    more = f" and {len(numbers) - 4} more" if len(numbers) > 4 else ""
    return f"{'paper' if len(numbers) == 1 else 'papers'} {', '.join(numbers[:4])}{more}"


def _persona(role: str, user: User, edition: Edition, base_url: str) -> Persona:
    written = Submission.objects.of(edition).written_by(user)
    given = Submission.objects.of(edition).filter(assignments__reviewer=user, assignments__removed_at=None)
    numbers = (given if role in {"reviewer", "area chair"} else written).order_by("number")
    return Persona(
        role=role,
        name=user.name,
        email=user.email,
        sign_in_url=f"{base_url}/demo/sign-in/{token_for(user)}/",
        paper_numbers=list(numbers.values_list("number", flat=True).distinct()),
    )


def _without_roles(edition: Edition) -> QuerySet[User]:
    return User.objects.exclude(memberships__edition=edition)


def _newcomer() -> User | None:
    people = User.objects.filter(memberships=None, authorships=None, invitations=None, is_superuser=False)
    return people.order_by("-id").first()


def _author(edition: Edition) -> User | None:
    """Return a contact author without other roles; one with an accepted paper, when there is one."""
    written = Q(authorships__submission__edition=edition, authorships__is_contact=True, authorships__removed_at=None)
    ranked = _without_roles(edition).filter(written)
    ranked = ranked.annotate(
        accepted=Count("authorships", filter=written & Q(authorships__submission__status="accepted")),
        received=Count("authorships", filter=written & ~Q(authorships__submission__status="draft")),
        reviewed=Count("authorships__submission__assignments__review", filter=written),
    )
    return ranked.order_by("-accepted", "-received", "-reviewed", "id").first()


def _coauthor(edition: Edition) -> User | None:
    lines = Q(authorships__submission__edition=edition, authorships__removed_at=None)
    people = (
        _without_roles(edition)
        .filter(lines)
        .exclude(authorships__submission__edition=edition, authorships__is_contact=True)
    )
    return people.order_by("id").first()


def busiest_reviewer(edition: Edition) -> User | None:
    """Return the reviewer with the most reviews still open."""
    people = User.objects.filter(memberships__edition=edition, memberships__role=Role.REVIEWER)
    mine = Q(assignments__removed_at=None, assignments__role=Role.REVIEWER)
    people = people.exclude(memberships__role=Role.CHAIR).annotate(
        given=Count("assignments", filter=mine, distinct=True),
        due=Count("assignments", filter=mine & OPEN, distinct=True),
    )
    return people.order_by("-due", "-given", "id").first()


def _area_chair(edition: Edition) -> User | None:
    busiest = Assignment.objects.current().filter(submission__edition=edition, role=Role.AREA_CHAIR)
    first = busiest.values("reviewer").annotate(count=Count("id")).order_by("-count", "reviewer").first()
    if first:
        return User.objects.get(pk=first["reviewer"])
    return User.objects.filter(memberships__edition=edition, memberships__role=Role.AREA_CHAIR).first()


def _chair(edition: Edition, *, is_author: bool) -> User | None:
    chairs = User.objects.filter(memberships__edition=edition, memberships__role=Role.CHAIR).order_by("id")
    written = Q(authorships__submission__edition=edition, authorships__removed_at=None)
    return (chairs.filter(written) if is_author else chairs.exclude(written)).first()
