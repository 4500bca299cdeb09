"""The committee in the desk: invite people, see how the asking goes, remind, take back, dismiss."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from reviews.committee import notifications
from reviews.committee.actions import dismiss, invite, remind, revoke
from reviews.committee.forms import PeopleForm, letter_form, reminder_form
from reviews.committee.queries import candidates_to_invite, due_for_reminder, fates_of, funnels_of
from reviews.models import Invitation
from want.core.sealed import place
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.desk.cells import Fact, badge, on_day, when
from want.desk.edition_admin import EditionAdmin
from want.desk.registry import Fact as Number
from want.desk.registry import Figure, NextStep, Panel, page, panel
from want.desk.sight import sight_of
from want.mail.models import Message
from want.venues.models import Edition, Membership, Role
from want.venues.stages import Moment, Stage

TONES = {"pending": "info", "accepted": "good", "declined": "neutral", "revoked": "neutral"}
FIRST_SHOWN = 200


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

    list_display = ("person", "email", "role", "state_badge", "letter", "invited", "reminders", "answered")
    list_filter = ("role", "state")
    search_fields = ("name", "email", "affiliation")
    search_help_text = "Name, address or affiliation"
    sortable_by = ("person", "email", "invited", "answered")
    numeric = ("reminders",)
    actions = ("take_back",)

    def scope(self, request: HttpRequest, rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
        """Keep the edition's invitations."""
        return super().scope(request, rows).select_related("user", "invited_by")

    def prepare(self, request: HttpRequest, rows: list[Invitation]) -> None:  # noqa: ARG002
        """Ask the outbox how the letters of these invitations fared."""
        keys = {f"invitation:{row.pk}:{row.token[:12]}": row.pk for row in rows}
        states = {keys[m.key]: m for m in Message.objects.filter(key__in=keys).only("key", "state")}
        for row in rows:
            row.sent = states.get(row.pk)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the funnel above the list."""
        extra = extra_context or {}
        if self.may_look(request):
            edition = self.edition(request)
            extra = extra | {"funnels": funnels_of(edition), "due": len(due_for_reminder(edition))}
        return super().changelist_view(request, extra)

    def list_acts(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Lead to inviting and reminding."""
        place = [self.edition(request).slug]
        return [("Invite people", reverse("desk:invite", args=place)), ("Remind", reverse("desk:remind", args=place))]

    @admin.display(description="name", ordering="name")
    def person(self, invitation: Invitation) -> str:
        """Name the person, as the list of addresses did."""
        return invitation.name or invitation.email

    @admin.display(description="answer")
    def state_badge(self, invitation: Invitation) -> str:
        """Show the answer in a word."""
        return badge(invitation.get_state_display(), TONES[invitation.state])

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

    def facts(self, request: HttpRequest, obj: Invitation) -> list[Fact]:  # noqa: ARG002
        """Say who was asked what, and what they said."""
        return [
            Fact("Address", obj.email),
            Fact("Affiliation", obj.affiliation),
            Fact("Asked to be", obj.get_role_display()),
            Fact("Papers at most", obj.max_load or "as everybody"),
            Fact("Answer", self.state_badge(obj)),
            Fact("Invited", when(obj.invited_at)),
            Fact("By", obj.invited_by),
            Fact("Reminders", str(obj.reminders)),
            *([Fact("Answered", when(obj.answered_at))] if obj.answered_at else []),
            *([Fact("Account", f"{obj.user} ({obj.user.email})")] if obj.user else []),
            *([Fact("Reason", obj.decline_reason)] if obj.decline_reason else []),
        ]


@page("committee/invite/", "invite")
def invite_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Take addresses, show what will happen to each and the letter, then write to them."""
    people = PeopleForm(request.POST or None, request.FILES or None, initial=_asked_for(request))
    context: dict[str, Any] = {"title": "Invite people", "people": people}
    if request.method != "POST" or not people.is_valid():
        return render(request, "committee/invite.html", context)
    role = Role(people.cleaned_data["role"])
    lines = people.lines()
    fates = fates_of(edition, role, lines)
    chosen = candidates_to_invite(fates)
    is_sending = request.POST.get("do") == "send"
    letter = letter_form(edition, role, request.POST if is_sending or "subject" in request.POST else None)
    if is_sending and letter.is_valid() and chosen:
        try:
            report = invite(edition, role, chosen, wording=letter.wording, by=request.user)  # type: ignore[arg-type]
        except EditedMeanwhile as meanwhile:
            context["theirs"] = letter.meet(meanwhile)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _said(len(report.invited), role))
            return redirect("desk:reviews_invitation_changelist")
    context |= {"people": people.as_pasted(lines), "fates": fates[:FIRST_SHOWN], "more": len(fates) - FIRST_SHOWN}
    context |= {"chosen": chosen, "letter": letter, "wrong": sum(fate.tone == "bad" for fate in fates)}
    context["sample"] = _sample(edition, role, request.user, chosen, letter)
    return render(request, "committee/invite.html", context)


def _asked_for(request: HttpRequest) -> dict[str, str]:
    """Return as what people are to be invited, where a link says so."""
    asked = request.GET.get("role", "")
    return {"role": asked} if asked in Role.values else {}


@page("committee/remind/", "remind")
def remind_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show who will be reminded and the letter, then write to them."""
    letter = reminder_form(edition, request.POST or None)
    theirs: list[tuple[str, str]] = []
    if request.method == "POST" and letter.is_valid():
        try:
            number = remind(edition, wording=letter.wording, by=request.user)  # type: ignore[arg-type]
        except EditedMeanwhile as meanwhile:
            theirs = letter.meet(meanwhile)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            words = {0: "Nobody was due for a reminder.", 1: "One person is reminded."}
            messages.success(request, words.get(number, f"{number} people are reminded."))
            return redirect("desk:reviews_invitation_changelist")
    due = due_for_reminder(edition)
    context = {"title": "Remind those who have not answered", "letter": letter, "due": due, "theirs": theirs}
    return render(request, "committee/remind.html", context)


@page(f"committee/{place('member')}/dismiss/", "dismiss")
def dismiss_page(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Ask once more, then take a role away from somebody."""
    found = get_object_or_404(Membership.objects.select_related("user", "edition"), pk=pk, edition=edition)
    if found.user_id == request.user.pk:
        raise Http404
    if request.method == "POST":
        try:
            dismiss(found, by=request.user)  # type: ignore[arg-type]
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{found.user} is no longer {found.get_role_display().lower()}.")
            return redirect("desk:venues_membership_changelist")
    return render(request, "committee/dismiss.html", {"title": f"Remove {found.user}", "member": found})


@panel
def committee_panel(edition: Edition, moment: Moment, viewer: Any) -> Panel | None:
    """Tell how the asking goes, and whether the committee can read all papers."""
    if moment.has_reached(Stage.RELEASED):
        return None
    url = reverse("desk:reviews_invitation_changelist")
    funnels = {funnel.role: funnel for funnel in funnels_of(edition)}
    reviewers = funnels.get(Role.REVIEWER)
    facts = [
        Number(
            f"{funnel.accepted} of {funnel.invited}", f"{role.label}s who accepted", f"{url}?role__exact={role.value}"
        )
        for role, funnel in funnels.items()
    ]
    facts += list(_shortage(edition, moment, viewer))
    pending = sum(funnel.pending for funnel in funnels.values())
    steps = []
    if not moment.has_reached(Stage.REVIEWING):
        is_first = reviewers is None
        invite_url = reverse("desk:invite", args=[edition.slug])
        steps.append(
            NextStep("Invite reviewers" if is_first else "Invite more people", invite_url, is_primary=is_first)
        )
        if pending:
            steps.append(
                NextStep(f"Remind the {pending} who have not answered", reverse("desk:remind", args=[edition.slug]))
            )
    figure = None
    if reviewers:
        figure = Figure(
            reviewers.answered, "Reviewers who answered", of=reviewers.invited, url=f"{url}?role__exact=reviewer"
        )
    return Panel("Committee", 30, tuple(facts), tuple(steps), figure=figure)


def _shortage(edition: Edition, moment: Moment, viewer: Any) -> Any:
    """Yield the exception that the reviewers cannot take all papers, while something can be done about it."""
    if moment.has_reached(Stage.REBUTTAL):
        return
    reviewers = edition.memberships.filter(role=Role.REVIEWER, stopped_at=None)
    places = reviewers.aggregate(n=Sum(Coalesce("max_load", edition.papers_per_reviewer)))["n"] or 0
    needed = (
        sight_of(viewer, edition).papers("existence").filter(status="submitted").count() * edition.reviews_per_paper
    )
    if needed > places:
        url = reverse("desk:venues_membership_changelist")
        yield Number(f"{places} of {needed}", "Reviews that the reviewers can take", url, "warn")


def _said(number: int, role: Role) -> str:
    return f"One {role.label.lower()} is invited." if number == 1 else f"{number} {role.label.lower()}s are invited."


def _sample(edition: Edition, role: Role, by: Any, chosen: list[Any], letter: Any) -> Any:
    """Return the letter as the first of them will read it; None while it cannot be sent."""
    if not chosen or (letter.is_bound and not letter.is_valid()):
        return None
    first = chosen[0]
    draft = Invitation(edition=edition, role=role, email=first.email, name=first.name, max_load=first.max_load)
    draft.invited_by = by
    return letter.wording.filled(notifications.values_of(edition, draft))
