"""Letters when somebody stops: to those who look after the papers, and to the person when a chair has noted it.

Those that are written whatever the person had, to each chair and to the person, are filed under no paper: else a chair
in conflict with the only paper that somebody gives back would miss them in the outbox, and know whose paper it was.
What they say, their readers alone read.
"""

from collections.abc import Sequence

from django.urls import reverse

from reviews.models import Assignment
from reviews.visibility.facts import Fact
from reviews.visibility.lists import sight_of
from want.accounts.models import User
from want.mail.actions import Letter
from want.mail.letters import absolute, letter
from want.venues.models import Edition, Membership, Role


def letters_to_leaders(edition: Edition, member: Membership, ended: Sequence[Assignment], *, by: User) -> list[Letter]:
    """Return a letter to each chair but the one who noted it, and to area chairs whose papers are concerned.

    Other chairs are told who noted it: who drops out decides how many places there are, and who has which paper. Each
    letter names the papers whose reviewers its reader may know, and no number of others.
    """
    chairs = list(_chairs(edition))
    leading = User.objects.filter(
        assignments__in=Assignment.objects.current().filter(
            role=Role.AREA_CHAIR, submission__in=[one.submission_id for one in ended]
        )
    )
    others = leading.exclude(pk__in=[one.pk for one in [*chairs, member.user]]).distinct().order_by("pk")
    written = []
    for person in [*chairs, *others]:
        if person.pk in {member.user_id, by.pk}:
            continue
        sight = sight_of(person, edition)
        papers = [one.submission for one in ended if sight.on(one.submission).may(Fact.REVIEWER_IDENTITY)]
        if papers or person in chairs:
            is_chair = person in chairs
            written.append(_to_leader(edition, member, person, papers, is_chair=is_chair, by=by))
    return written


def letters_to_who_stops(edition: Edition, member: Membership, ended: Sequence[Assignment]) -> list[Letter]:
    """Return the letter to somebody of whom a chair has noted that they take no papers any more."""
    numbers = [str(one.submission.number) for one in ended]  # join takes texts alone in plain text
    return [
        letter(
            "reviews/late/noted",
            {
                "edition": edition,
                "name": member.user.name,
                "role": member.get_role_display().lower(),
                "numbers": numbers,
                "back": absolute(reverse("late:stop", args=[edition.slug])),
            },
            key=f"stopped:{member.pk}:{_stamp(member)}",
            to=member.user.email,
            edition=edition.slug,
            is_personal=True,
        )
    ]


def _to_leader(
    edition: Edition, member: Membership, person: User, papers: Sequence[object], *, is_chair: bool, by: User
) -> Letter:
    page = reverse("desk:late", args=[edition.slug]) if is_chair else reverse("reviewing:home", args=[edition.slug])
    return letter(
        "reviews/late/stopped",
        {
            "edition": edition,
            "name": person.name,
            "person": member.user.name,
            "role": member.get_role_display().lower(),
            "reason": member.stopped_because,
            "noted_by": "" if by.pk == member.user_id else by.name,
            "papers": papers,
            "url": absolute(page),
        },
        key=f"stopped:{member.pk}:{_stamp(member)}:{person.pk}",
        to=person.email,
        edition=edition.slug,
        papers=() if is_chair else tuple(one.pk for one in papers),  # type: ignore[attr-defined]
        is_personal=True,
    )


def _stamp(member: Membership) -> int:
    return int(member.stopped_at.timestamp()) if member.stopped_at else 0


def _chairs(edition: Edition) -> list[User]:
    rows = Membership.objects.filter(edition=edition, role=Role.CHAIR).select_related("user").order_by("user")
    return [row.user for row in rows]
