"""The committee in the desk: invite people, see how the asking goes, remind, take back, dismiss."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from reviews.committee import (
    candidate_views,
    columns,
    inviting_views,
    leaving_views,
    panel,
    reminding_views,
    setting_views,
)
from reviews.committee.actions import revoke
from reviews.committee.funnel import funnels_of
from reviews.models import Invitation
from want.core.addresses import shown
from want.core.verdict import Refused
from want.desk.cells import Fact, badge, breakable, on_day, when
from want.desk.edition_admin import EditionAdmin
from want.desk.tracks import ServesInFilter, load_tracks
from want.mail.models import Message

__all__ = [
    "InvitationAdmin",
    "candidate_views",
    "columns",
    "inviting_views",
    "leaving_views",
    "panel",
    "reminding_views",
    "setting_views",
]

TONES = {"pending": "info", "accepted": "good", "declined": "neutral", "revoked": "neutral"}
ACTS = (
    ("Invite people", "invite"),
    ("Candidates", "candidates"),
    ("Remind", "remind"),
    ("Remind those not ready", "remind_unready"),
)


@admin.register(Invitation)
class InvitationAdmin(EditionAdmin):
    """Who was asked to serve and what they said."""

    desk_group = "Reviewer assignment"
    desk_label = "Invitations"
    desk_position = 5
    intro = "Everybody who was asked to serve. They answer by the link in their letter, without an account."
    empty = "Nobody has been invited yet. Paste addresses or upload a table to begin."
    change_list_template = "committee/invitations.html"
    record_template = "committee/invitation.html"

    list_display = ("person", "address", "role", "state_badge", "letter", "invited", "reminders", "answered")
    list_filter = ("role", ServesInFilter, "state")
    search_fields = ("name", "email", "affiliation")
    search_help_text = "Name, address or affiliation"
    sortable_by = ("person", "address", "invited", "answered")
    numeric = ("reminders",)
    actions = ("take_back",)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Show the tracks as well where the edition has any."""
        first, rest = self.list_display[:3], self.list_display[3:]
        return [*first, *(["tracks"] if self.edition(request).has_tracks else []), *rest]

    def scope(self, request: HttpRequest, rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
        """Keep the edition's invitations."""
        return super().scope(request, rows).select_related("user", "invited_by")

    def prepare(self, request: HttpRequest, rows: list[Invitation]) -> None:
        """Ask the outbox how the letters of these invitations fared."""
        keys = {f"invitation:{row.pk}:{row.token[:12]}": row.pk for row in rows}
        states = {keys[m.key]: m for m in Message.objects.filter(key__in=keys).only("key", "state")}
        for row in rows:
            row.sent = states.get(row.pk)
        load_tracks(self.edition(request), rows)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the funnel above the list."""
        extra = extra_context or {}
        if self.may_look(request):
            edition = self.edition(request)
            extra = extra | {"funnels": funnels_of(edition)}
        return super().changelist_view(request, extra)

    def list_acts(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Lead to inviting and reminding."""
        place = [self.edition(request).slug]
        return [(words, reverse(f"desk:{name}", args=place)) for words, name in ACTS]

    @admin.display(description="name", ordering="name")
    def person(self, invitation: Invitation) -> str:
        """Name the person, as the list of addresses did."""
        return invitation.name or invitation.email

    @admin.display(description="email", ordering="email")
    def address(self, invitation: Invitation) -> str:
        """Give the address; a narrow column breaks it before the domain."""
        return breakable(invitation.email)

    @admin.display(description="tracks")
    def tracks(self, invitation: Invitation) -> str:
        """Name the tracks they are asked for."""
        return invitation.track_names

    @admin.display(description="answer")
    def state_badge(self, invitation: Invitation) -> str:
        """Show the answer in a word, and with how many papers if fewer than asked."""
        words = invitation.get_state_display()
        if invitation.answered_load and invitation.state == "accepted":
            words = f"{words}, for {invitation.answered_load}"
        return badge(words, TONES[invitation.state])

    @admin.display(description="letter")
    def letter(self, invitation: Invitation) -> str:
        """Say whether the letter went out."""
        if invitation.sent is None:
            return ""
        return badge(invitation.sent.get_state_display(), "bad" if invitation.sent.state == "failed" else "neutral")

    @admin.display(description="invited", ordering="invited_at")
    def invited(self, invitation: Invitation) -> str:
        """Give the day."""
        return on_day(invitation.invited_at)

    @admin.display(description="answered", ordering="answered_at")
    def answered(self, invitation: Invitation) -> str:
        """Give the day."""
        return on_day(invitation.answered_at)

    @admin.action(description="Take back", permissions=["view"])
    def take_back(self, request: HttpRequest, invitations: QuerySet[Invitation]) -> None:
        """Take back the ticked invitations that nobody accepted."""
        taken = 0
        for invitation in invitations:
            try:
                revoke(invitation, by=request.user)  # type: ignore[arg-type]
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                taken += 1
        if taken:
            messages.success(request, f"Taken back: {taken}. Their links answer no longer.")

    def heading(self, obj: Invitation) -> str:
        """Head the page with the person."""
        return obj.name or obj.email

    def facts(self, request: HttpRequest, obj: Invitation) -> list[Fact]:
        """Say who was asked what, and what they said."""
        return [
            Fact("Address", breakable(obj.email)),
            Fact("Affiliation", obj.affiliation),
            Fact("Asked to be", obj.get_role_display()),
            Fact("Papers at most", obj.max_load or "as everybody"),
            *([Fact("Tracks", self.tracks(obj))] if self.edition(request).has_tracks else []),
            Fact("Answer", self.state_badge(obj)),
            Fact("Invited", when(obj.invited_at)),
            Fact("By", obj.invited_by),
            Fact("Reminders", str(obj.reminders)),
            Fact("Link works until", when(obj.expires_at)),
            *([Fact("Answered", when(obj.answered_at))] if obj.answered_at else []),
            *([Fact("Account", f"{obj.user} ({shown(obj.user.email)})")] if obj.user else []),
            *([Fact("Reason", obj.decline_reason)] if obj.decline_reason else []),
        ]
