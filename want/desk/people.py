"""People in the desk: the committee of the edition, for its chairs; all accounts, for those who keep the site."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from want.accounts.models import User
from want.audit.actions import record
from want.core.addresses import shown
from want.core.verdict import Refused
from want.desk import registry
from want.desk.cells import Fact, badge, breakable, listed, when
from want.desk.edition_admin import DeskAdmin, EditionAdmin
from want.desk.tracks import ServesInFilter, load_tracks
from want.mail.actions import enqueue
from want.venues.models import Membership, Role
from want.venues.notifications import chair_shut
from want.venues.seniority import set_seniority


@admin.register(Membership)
class MembershipAdmin(EditionAdmin):
    """Who serves in the edition. People join by accepting an invitation."""

    desk_group = "Reviewer assignment"
    desk_label = "Committee"
    desk_position = 10
    intro = "Everybody who accepted an invitation, with what the assignment needs to know of them."
    empty = "Nobody has accepted an invitation yet."

    list_display = ("name", "role", "email", "affiliation", "topic_count", "senior")
    list_filter = ("role", ServesInFilter, "is_senior")
    actions = ("count_as_senior", "count_as_junior")
    search_fields = ("user__name", "user__email", "user__affiliation")
    search_help_text = "Name, address or affiliation"
    sortable_by = ("name", "affiliation", "topic_count")
    numeric = ("topic_count",)
    record_template = "desk/member.html"

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Show the member's own columns, and those that folders above have registered."""
        more = sorted(registry.MEMBER_COLUMNS, key=lambda column: column.position)
        tracked = ["tracks"] if self.edition(request).has_tracks else []
        return [*self.list_display, *tracked, *map(_registered, more)]

    def scope(self, request: HttpRequest, rows: QuerySet[Membership]) -> QuerySet[Membership]:
        """Keep the members of the edition on the desk."""
        return super().scope(request, rows).select_related("user").annotate(topic_number=Count("topics"))

    def prepare(self, request: HttpRequest, rows: list[Membership]) -> None:
        """Load the cells of the registered columns."""
        edition = self.edition(request)
        cells = {column.name: column.load(edition, request.user, rows) for column in registry.MEMBER_COLUMNS}
        for row in rows:
            row.cells = {name: found.get(row.pk, "") for name, found in cells.items()}  # type: ignore[attr-defined]
        load_tracks(edition, rows)

    @admin.display(description="name", ordering="user__name")
    def name(self, member: Membership) -> str:
        """Name the member."""
        return str(member.user)

    @admin.display(description="address")
    def email(self, member: Membership) -> str:
        """Give the address we write to; a narrow column breaks it before the domain."""
        return breakable(member.user.email)

    @admin.display(description="affiliation", ordering="user__affiliation")
    def affiliation(self, member: Membership) -> str:
        """Say where they work."""
        return member.user.affiliation

    @admin.display(description="topics", ordering="topic_number")
    def topic_count(self, member: Membership) -> int:
        """Count their topics: without any, the assignment knows little of them."""
        return int(member.topic_number)

    @admin.display(description="tracks")
    def tracks(self, member: Membership) -> str:
        """Name the tracks they serve in."""
        return member.track_names  # type: ignore[attr-defined, no-any-return]

    @admin.display(description="senior")
    def senior(self, member: Membership) -> str:
        """Say whether they count as senior where a plan asks for seniors."""
        return badge("senior", "info") if member.is_senior else ""

    @admin.action(description="Count as senior", permissions=["view"])
    def count_as_senior(self, request: HttpRequest, members: QuerySet[Membership]) -> None:
        """Let a plan count these people as seniors."""
        self._set_senior(request, members, is_senior=True)

    @admin.action(description="No longer count as senior", permissions=["view"])
    def count_as_junior(self, request: HttpRequest, members: QuerySet[Membership]) -> None:
        """Let a plan count these people as juniors."""
        self._set_senior(request, members, is_senior=False)

    def _set_senior(self, request: HttpRequest, members: QuerySet[Membership], *, is_senior: bool) -> None:
        try:
            changed = set_seniority(self.edition(request), members, is_senior=is_senior, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.info(request, f"Members changed: {changed}.")

    def heading(self, obj: Membership) -> str:
        """Head the page with the name."""
        return str(obj.user)

    def facts(self, request: HttpRequest, obj: Membership) -> list[Fact]:
        """Say what the assignment needs to know."""
        edition = self.edition(request)
        usual = edition.papers_per_area_chair if obj.role == Role.AREA_CHAIR else edition.papers_per_reviewer
        return [
            Fact("Role", obj.get_role_display()),
            Fact("Address", breakable(obj.user.email)),
            Fact("Affiliation", obj.user.affiliation),
            Fact("Country", obj.user.get_country_display() or "not said"),
            Fact("Experience, by their own word", obj.get_seniority_display() if obj.seniority else "not said"),
            Fact("Papers at most", obj.max_load if obj.max_load is not None else f"{usual}, as everybody"),
            *([Fact("Tracks", self.tracks(obj))] if edition.has_tracks else []),
            Fact("Topics", listed(_topics(obj)) if obj.topic_number else "none chosen yet"),
            Fact("Counts as senior", "yes" if obj.is_senior else "no"),
            Fact("May be named in public", "yes" if obj.is_listed else "no"),
            Fact("Since", when(obj.since)),
            *_registered_facts(obj),
        ]


def _registered(column: registry.Column) -> Any:
    """Return a registered column as Django's list takes it: a function of the row."""

    @admin.display(description=column.label)
    def cell(member: Membership) -> Any:
        return member.cells[column.name]  # type: ignore[attr-defined]

    cell.__name__ = f"member_{column.name}"
    cell.is_numeric = column.is_numeric  # type: ignore[attr-defined]
    return cell


def _registered_facts(member: Membership) -> list[Fact]:
    said = [(column.label, member.cells[column.name]) for column in registry.MEMBER_COLUMNS]  # type: ignore[attr-defined]
    return [Fact(label, value) for label, value in said if value]


def _topics(member: Membership) -> list[str]:
    known = member.membershiptopic_set.select_related("topic").order_by("-degree", "topic__position")
    return [f"{one.topic} ({one})" for one in known]


@admin.register(User)
class PersonAdmin(DeskAdmin):
    """All accounts, for those who keep the site; what these people write and read is not here."""

    desk_group = "Log"
    desk_label = "Accounts"
    desk_position = 90
    intro = "All people with an account. An account that is shut cannot sign in; nothing of it is lost."

    list_display = ("name", "email", "affiliation", "state", "joined_at")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("name", "email")
    search_help_text = "Name or address"
    sortable_by = ("name", "email", "joined_at")
    actions = ("shut", "open_again")
    ordering = ("name",)

    def may_look(self, request: HttpRequest) -> bool:
        """Let superusers look."""
        return bool(request.user.is_active and request.user.is_superuser)

    def scope(self, request: HttpRequest, rows: QuerySet[User]) -> QuerySet[User]:  # noqa: ARG002
        """Keep all."""
        return rows

    @admin.display(description="state")
    def state(self, person: User) -> str:
        """Say whether the account can be used."""
        if not person.is_active:
            return badge("shut", "bad")
        return badge("keeps the site", "info") if person.is_superuser else badge("active", "good")

    @admin.action(description="Shut the accounts", permissions=["view"])
    def shut(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Keep these people from signing in."""
        self._set_active(request, people.exclude(pk=request.user.pk).filter(is_active=True), is_active=False)

    @admin.action(description="Open them again", permissions=["view"])
    def open_again(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Let these people sign in again."""
        self._set_active(request, people.filter(is_active=False), is_active=True)

    def _set_active(self, request: HttpRequest, people: QuerySet[User], *, is_active: bool) -> None:
        changed = list(people)
        for person in changed:
            person.is_active = is_active
            person.save(update_fields=["is_active"])
            record("account.opened" if is_active else "account.shut", by=request.user, person=person.pk)
            enqueue(chair_shut(person, by=request.user))  # type: ignore[arg-type]
        messages.info(request, f"Accounts changed: {len(changed)}.")

    def facts(self, request: HttpRequest, obj: User) -> list[Fact]:  # noqa: ARG002
        """Say what the account says of itself."""
        addresses: list[Any] = [
            f"{shown(a.email)}{'' if a.verified else ' (not verified)'}" for a in obj.emailaddress_set.all()
        ]
        return [
            Fact("Address we write to", breakable(obj.email)),
            Fact("All addresses", listed(addresses)),
            Fact("Affiliation", obj.affiliation),
            Fact("Country", obj.get_country_display() or "not said"),
            Fact("State", self.state(obj)),
            Fact("Joined", when(obj.joined_at)),
        ]
