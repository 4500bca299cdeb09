"""Every form with which people change something that is there, and how two people change it at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from reviews.models import Bid, Decision, MetaReview, Rebuttal, ReviewDraft
from submissions.models import CameraReady, PersonalConflict
from submissions.models.manuscript import Kind
from tests.access.world import World, keep_file
from want.core import clock
from want.venues.models import MailTemplate, Membership
from want.venues.stages import Stage


@dataclass(frozen=True, slots=True)
class Edit:
    """Two people open the page; the first saves `theirs` in a field, then the second saves `mine`."""

    name: str  # of the URL
    stage: Stage
    people: tuple[str, str]
    button: str
    field: str
    stored: Callable[[World], Any]
    theirs: str = "What the first one wrote"
    mine: str = "What the second one wrote"
    shown: str = ""  # how the page shows theirs, if in other words
    before: Callable[[World], Any] = lambda _: None
    preview: str = ""  # a button to press first, with these answers
    answers: tuple[tuple[str, str], ...] = ()
    answers_of_second: tuple[tuple[str, str], ...] = ()
    shown_mine: str = ""
    is_kept_as_sent: bool = True  # what was typed can be sent again as it stands on the page

    def __str__(self) -> str:
        return f"{self.name} {self.field}"


def _age_invitations(world: World) -> None:
    world.edition.invitations.update(written_at=clock.now() - timedelta(days=3))


def _age_memberships(world: World) -> None:
    world.edition.memberships.update(since=clock.now() - timedelta(days=3))


def _letter(kind: str) -> Callable[[World], str]:
    return lambda world: MailTemplate.objects.filter(edition=world.edition, kind=kind).values_list("body", flat=True)[0]


def _fresh(world: World, name: str) -> Any:
    world.edition.refresh_from_db()
    return getattr(world.edition, name)


def _release_letter(world: World) -> str:
    return _letter("decision_poster")(world)


def keep_final(world: World) -> None:
    keep_file(world.paper, Kind.CAMERA_READY)


def affiliation(world: World) -> str:
    user = world.people["author"]
    user.refresh_from_db()
    return user.affiliation


def first_topic(world: World) -> str:
    return str(world.edition.topics.order_by("position").values_list("name", flat=True)[0])


CHAIRS = ("chair", "conflicted")
LETTER = {"theirs": "Theirs: {link} {deadline}\n", "mine": "Mine: {link} {deadline}\n"}
INVITED = (("people", "zoe@zoo.example"), ("role", "reviewer"))

EDITS = [
    Edit(
        "submissions:edit",
        Stage.SUBMISSION,
        ("author", "coauthor"),
        "Save changes",
        "title",
        lambda world: type(world.paper).objects.get(pk=world.paper.pk).title,
    ),
    Edit(
        "reviewing:review",
        Stage.REVIEWING,
        ("reviewer", "reviewer"),
        "Save draft",
        "strengths",
        lambda world: ReviewDraft.objects.get().content["strengths"],
    ),
    Edit(
        "rebuttal:write",
        Stage.REBUTTAL,
        ("author", "coauthor"),
        "Save the response",
        "text",
        lambda world: Rebuttal.objects.get().text,
    ),
    Edit(
        "metareview:write",
        Stage.DISCUSSION,
        ("area_chair", "chair"),
        "Save the meta-review",
        "text",
        lambda world: MetaReview.objects.get().text,
    ),
    Edit(
        "desk:decision",
        Stage.DECIDING,
        ("chair", "chair"),
        "Save the decision",
        "note",
        lambda world: Decision.objects.get().note,
    ),
    Edit(
        "camera_ready:hand_in",
        Stage.CAMERA_READY,
        ("author", "coauthor"),
        "Replace the final version",
        "title",
        lambda world: CameraReady.objects.get().title,
        before=lambda world: (
            CameraReady.objects.create(
                submission=world.paper,
                title="Title",
                abstract="Abstract",
                consents=True,
                submitted_by=world.people["author"],
            )
            and keep_final(world)
        ),
    ),
    Edit("profile", Stage.SUBMISSION, ("author", "author"), "Save", "affiliation", affiliation),
    Edit(
        "committee:profile",
        Stage.SUBMISSION,
        ("reviewer", "reviewer"),
        "Save",
        "reviewer-max_load",
        lambda world: str(Membership.objects.get(user=world.people["reviewer"]).max_load),
        theirs="7",
        mine="9",
    ),
    Edit(
        "conflicts:own",
        Stage.SUBMISSION,
        ("reviewer", "reviewer"),
        "Save",
        "adviser",
        lambda world: PersonalConflict.objects.get(user=world.people["reviewer"]).name,
        theirs="Ada Lovelace",
        mine="Charles Babbage",
    ),
    Edit(
        "desk:member_service",
        Stage.SUBMISSION,
        CHAIRS,
        "Save",
        "max_load",
        lambda world: str(Membership.objects.get(user=world.people["reviewer"], role="reviewer").max_load),
        theirs="7",
        mine="9",
    ),
    Edit(
        "bidding:home",
        Stage.BIDDING,
        ("reviewer", "reviewer"),
        "Save the bids on this page",
        "bid-CODE",
        lambda world: Bid.objects.get(user=world.people["reviewer"]).value,
        theirs="eager",
        mine="not_willing",
        shown="you bid “Eager” from another tab",
        shown_mine="Not willing",
        is_kept_as_sent=False,
    ),
    # The desk
    Edit(
        "desk:settings",
        Stage.REVIEWING,
        CHAIRS,
        "Save settings",
        "tagline",
        lambda world: _fresh(world, "tagline"),
    ),
    Edit(
        "desk:dates",
        Stage.SUBMISSION,
        CHAIRS,
        "Set the dates",
        "submission_closes",
        lambda world: f"{world.edition.windows.get(stage='submission').closes_at - timedelta(hours=12):%Y-%m-%dT%H:%M}",
        theirs="2024-05-28T01:00",
        mine="2024-05-28T02:00",
        shown="28 May 2024, 01:00 AoE",
    ),
    Edit(
        "desk:extend",
        Stage.SUBMISSION,
        CHAIRS,
        "Extend and tell 6 people",
        "closes_at",
        lambda world: f"{world.edition.windows.get(stage='submission').closes_at - timedelta(hours=12):%Y-%m-%dT%H:%M}",
        theirs="2024-05-28T10:00",
        mine="2024-05-28T20:00",
        shown="28 May 2024, 10:00 AoE",
        answers=(("closes_at", "2024-05-28T06:00"),),
        preview="Show who will be told",
    ),
    Edit("desk:list", Stage.REVIEWING, CHAIRS, "Save the list", "form-0-name", first_topic),
    Edit(
        "desk:release",
        Stage.DECIDING,
        CHAIRS,
        "Save the letters",
        "poster_body",
        _release_letter,
        **LETTER,
    ),
    Edit(
        "desk:invite",
        Stage.SUBMISSION,
        CHAIRS,
        "Send 1 invitation",
        "body",
        _letter("invite_reviewer"),
        preview="Show what will happen",
        answers=INVITED,
        theirs="Theirs: {link}\n",
        mine="Mine: {link}\n",
        answers_of_second=(("people", "yan@zoo.example"), ("role", "reviewer")),
    ),
    Edit(
        "desk:opening",
        Stage.SUBMISSION,
        CHAIRS,
        "Keep the letter",
        "body",
        _letter("opens_bidding"),
        theirs="Theirs: {link}\n",
        mine="Mine: {link}\n",
    ),
    Edit(
        "desk:remind_authors",
        Stage.CAMERA_READY,
        CHAIRS,
        "Keep the wording, send nothing",
        "body",
        lambda world: MailTemplate.objects.get(edition=world.edition).body,
        theirs="Theirs: {link} {deadline} {papers}\n",
        mine="Mine: {link} {deadline} {papers}\n",
    ),
    Edit(
        "desk:remind",
        Stage.SUBMISSION,
        CHAIRS,
        "Send 1 reminder",
        "body",
        _letter("invite_reminder"),
        theirs="Theirs: {link}\n",
        mine="Mine: {link}\n",
        shown="Somebody wrote to them while you were writing",
        before=_age_invitations,
        is_kept_as_sent=False,  # the first has written to them, and nobody gets two letters within a day
    ),
    Edit(
        "desk:remind_unready",
        Stage.SUBMISSION,
        CHAIRS,
        "Send 3 reminders",
        "body",
        _letter("not_ready"),
        theirs="Theirs: {link}\n",
        mine="Mine: {link}\n",
        shown="Somebody wrote to them while you were writing",
        before=_age_memberships,
        is_kept_as_sent=False,
    ),
]
