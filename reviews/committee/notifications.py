"""The letters to people who are asked to serve. Those with a link are personal: the link answers in their name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.urls import reverse

from reviews.models import Candidacy, Invitation
from want.accounts.models import User
from want.core import clock, timewords
from want.core.addresses import shown
from want.mail.actions import Letter
from want.mail.letters import absolute, letter, signed
from want.venues.models import Edition, Membership, Role
from want.venues.stages import Stage
from want.venues.tracks import in_words, names_of
from want.venues.wordings import LetterKind, Wording, wording_of

PLACES = {
    "name": "the name of the person invited",
    "edition": "the name of the edition",
    "title": "its full name",
    "role": "what they are asked to be: reviewer, area chair, chair",
    "dates": "when reviews are written, as far as the dates are set",
    "load": "how many papers at most",
    "inviter": "your name",
    "link": "the address at which they answer",
    "until": "the day until which the link works",
}
LINK = ("link",)  # answers in the name of who was invited
KINDS = {
    role: LetterKind(f"invite_{role.value}", f"mail/committee/invite_{role.value}.txt", PLACES, LINK, secret=LINK)
    for role in Role
}
READY_PLACES = {
    "name": "the name of the member",
    "edition": PLACES["edition"],
    "role": "what they serve as",
    "inviter": PLACES["inviter"],
    "link": "the address at which they say what they know",
}
OFFER_WELCOMED = LetterKind("invite_offered", "mail/committee/invite_offered.txt", PLACES, LINK, secret=LINK)
OFFER_PLACES = {
    "name": "the name of the person who offered",
    "edition": PLACES["edition"],
    "inviter": PLACES["inviter"],
}
OFFER_DECLINED = LetterKind("offer_declined", "mail/committee/offer_declined.txt", OFFER_PLACES)
NOT_READY = LetterKind("not_ready", "mail/committee/not_ready.txt", READY_PLACES, needed=("link",))
REMINDER = LetterKind("invite_reminder", "mail/committee/remind.txt", PLACES, LINK, secret=LINK)


def link_of(invitation: Invitation) -> str:
    """Return the address at which an invitation is answered."""
    return absolute(reverse("committee:answer", args=[invitation.edition.slug, invitation.token]))


def invitations(
    edition: Edition, role: Role, invited: Iterable[Invitation], kind: LetterKind | None = None
) -> list[Letter]:
    """Return the first letter to each; the key holds the token, so one invitation is one letter."""
    wording, invited = wording_of(edition, kind or KINDS[role]), list(invited)
    tracks = names_of(invited)
    return [
        _letter(edition, one, f"invitation:{one.pk}:{one.token[:12]}", _filled(wording, edition, one, tracks[one.pk]))
        for one in invited
    ]


def reminder_key(invitation: Invitation) -> str:
    """Return the key of the next reminder; read before `reminders` is counted up."""
    return f"invitation-reminder:{invitation.pk}:{invitation.token[:12]}:{invitation.reminders + 1}"


def reminders(edition: Edition, pending: Iterable[Invitation]) -> list[Letter]:
    """Return the next reminder to each."""
    wording, pending = wording_of(edition, REMINDER), list(pending)
    tracks = names_of(pending)
    return [_letter(edition, one, reminder_key(one), _filled(wording, edition, one, tracks[one.pk])) for one in pending]


def declined_offers(edition: Edition, offers: Iterable[Candidacy], *, by: User) -> list[Letter]:
    """Return the friendly no to each who offered."""
    wording = wording_of(edition, OFFER_DECLINED)
    return [
        _letter_to(edition, one.email, f"offer-declined:{one.pk}", wording.filled(offer_values(one, by)))
        for one in offers
    ]


def offer_values(one: Candidacy, by: User) -> Mapping[str, str]:
    """Return what the places of that letter are filled with."""
    return {"name": one.name, "edition": one.edition.name, "inviter": str(by)}


def unready(edition: Edition, members: Iterable[Membership], *, by: User) -> list[Letter]:
    """Return the letter that asks each member for what the assignment needs to know; one a person and day."""
    wording = wording_of(edition, NOT_READY)
    today = clock.now().date()
    return [
        _letter_to(edition, one.user.email, f"not-ready:{one.pk}:{today}", wording.filled(ready_values(one, by)))
        for one in members
    ]


def ready_values(member: Membership, by: User) -> Mapping[str, str]:
    """Return what the places of that letter are filled with."""
    return {
        "name": str(member.user),
        "edition": member.edition.name,
        "role": member.get_role_display().lower(),
        "inviter": str(by),
        "link": absolute(reverse("committee:profile", args=[member.edition.slug])),
    }


def welcome(edition: Edition, invitation: Invitation, member: Membership) -> Letter:
    """Return the thanks to somebody who accepted, with the way in."""
    return letter(
        "committee/welcome",
        {
            "edition": edition,
            "member": member,
            "role": member.get_role_display().lower(),
            "home": absolute(reverse("home")),
            "sign_in": absolute(reverse("account_login")),
            "service": absolute(reverse("committee:profile", args=[edition.slug])),
            "dates": _dates(edition),
        },
        key=f"committee-welcome:{invitation.pk}:{invitation.token[:12]}",
        to=member.user.email,
        edition=edition.slug,
    )


def new_chair(edition: Edition, invitation: Invitation, member: Membership, others: Iterable[User]) -> list[Letter]:
    """Return the letter to each of the other chairs: whoever chairs reads nearly everything, so nobody joins unseen."""
    return [
        letter(
            "committee/new_chair",
            {
                "edition": edition,
                "name": other.name,
                "who": str(member.user),
                "address": shown(invitation.email),
                "inviter": str(invitation.invited_by),
                "link": absolute(reverse("desk:venues_membership_changelist")),
            },
            key=f"new-chair:{invitation.pk}:{invitation.token[:12]}:{other.pk}",
            to=other.email,
            edition=edition.slug,
        )
        for other in others
    ]


def chair_removed(edition: Edition, member: Membership, others: Iterable[User], *, by: User) -> list[Letter]:
    """Return the letter to who chairs no more and to the other chairs: nobody gets rid of a second chair unseen."""
    link = absolute(reverse("venues:committee", args=[edition.slug]))
    return [
        letter(
            "committee/chair_removed",
            {"edition": edition, "name": one.name, "who": str(member.user), "by": str(by), "link": link},
            key=f"chair-removed:{edition.slug}:{member.pk}:{one.pk}",
            to=one.email,
            edition=edition.slug,
        )
        for one in [member.user, *others]
        if one.pk != by.pk
    ]


def service_set(edition: Edition, member: Membership, topics: Sequence[str], *, by: User) -> Letter:
    """Return the letter to a member of whom the chairs have changed what they take on."""
    usual = edition.papers_per_area_chair if member.role == Role.AREA_CHAIR else edition.papers_per_reviewer
    return letter(
        "committee/service_set",
        {
            "edition": edition,
            "name": str(member.user),
            "who": str(by),
            "role": member.get_role_display().lower(),
            "most": str(usual if member.max_load is None else member.max_load),
            "tracks": ", ".join(names_of([member])[member.pk]) or ("all" if edition.has_tracks else ""),
            "topics": ", ".join(topics) or "none yet",
            "link": absolute(reverse("committee:profile", args=[edition.slug])),
        },
        key=f"service-set:{member.pk}:{clock.now().isoformat()}",
        to=member.user.email,
        edition=edition.slug,
    )


def as_shown(wording: Wording, edition: Edition, invitation: Invitation, tracks: Sequence[str]) -> Wording:
    """Return the letter as its reader will have it, for its sender: the link has no secret in it."""
    shown = wording.filled(values_of(edition, invitation, is_shown=True))
    return Wording(shown.subject, shown.body + postscript(tracks))


def postscript(tracks: Sequence[str]) -> str:
    """Say for which tracks somebody is asked, below whatever wording the chairs chose; without tracks say nothing."""
    if not tracks:
        return ""
    alone = "this track" if len(tracks) == 1 else "these tracks"
    return f"\nP.S. We ask you for {in_words(tracks)}: you would get papers of {alone} alone.\n"


def values_of(edition: Edition, invitation: Invitation, *, is_shown: bool = False) -> Mapping[str, str]:
    """Return what the places of a letter are filled with; shown to its sender, the link has no secret in it."""
    role = Role(invitation.role)
    usual = edition.papers_per_area_chair if role == Role.AREA_CHAIR else edition.papers_per_reviewer
    return {
        "name": invitation.name or "colleague",
        "edition": edition.name,
        "title": edition.title,
        "role": role.label.lower(),
        "dates": _dates(edition),
        "load": str(invitation.max_load or usual),
        "inviter": str(invitation.invited_by),
        "until": timewords.day(invitation.expires_at),
        "link": absolute(f"/{edition.slug}/invitation/…/") if is_shown else link_of(invitation),
    }


def _dates(edition: Edition) -> str:
    window = edition.calendar.windows.get(Stage.REVIEWING)
    if window is None:
        return "Dates will follow."
    return f"Reviews are written from {timewords.day(window.opens_at)} to {timewords.aoe(window.closes_at)}."


def _filled(wording: Wording, edition: Edition, invitation: Invitation, tracks: Sequence[str]) -> Wording:
    """Fill the places; a link in the subject, of a wording older than the rule against it, has no secret in it."""
    shown = wording.filled(values_of(edition, invitation, is_shown=True))
    return Wording(shown.subject, wording.filled(values_of(edition, invitation)).body + postscript(tracks))


def _letter(edition: Edition, invitation: Invitation, key: str, wording: Wording) -> Letter:
    return replace(_letter_to(edition, invitation.email, key, wording), is_personal=True)


def _letter_to(edition: Edition, address: str, key: str, wording: Wording) -> Letter:
    return Letter(
        key=key, to=address, subject=wording.subject, body=signed(wording.body, edition), edition=edition.slug
    )
