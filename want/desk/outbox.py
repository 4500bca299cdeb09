"""The outbox in the desk: which letters of the edition went out, wait or failed; failed ones can be sent again."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from want.audit.actions import record
from want.core import clock
from want.desk.cells import Fact, badge, on_day, quiet, when
from want.desk.edition_admin import EditionAdmin
from want.desk.registry import Fact as Number
from want.desk.registry import Panel, panel
from want.desk.sight import sight_of
from want.mail.models import Message, MessageState
from want.venues.models import Edition

TONES = {"queued": "info", "sending": "info", "sent": "good", "failed": "bad"}


def letters_seen_by(viewer: Any, edition: Edition) -> QuerySet[Message]:
    """Return the edition's letters without those about papers whose mail this chair may not see.

    A letter about several papers is there if they may see the mail of one: it must look as it would without the rest.
    """
    papers = sight_of(viewer, edition).papers("email_log").order_by().values("pk")
    about_none = Q(submission_id=None, papers=[])
    about_seen = Q(submission_id__in=papers) | Q(papers__overlap=papers)
    return Message.objects.filter(edition=edition.slug).filter(about_none | about_seen)


@transaction.atomic
def send_again(edition: Edition, letters: QuerySet[Message], *, by: Any) -> int:
    """Put letters that were given up back into the queue, to be tried from the start; return how many."""
    failed = letters.filter(state=MessageState.FAILED).order_by("pk")
    again = list(failed.select_for_update().values_list("pk", flat=True))
    Message.objects.filter(pk__in=again).update(
        state=MessageState.QUEUED, attempts=0, due_at=clock.real_now(), claimed_at=None, last_error=""
    )
    if again:
        record("mail.sent_again", by=by, edition=edition.slug)  # not which: another chair may see fewer
    return len(again)


@admin.register(Message)
class MessageAdmin(EditionAdmin):
    """The letters of the edition. What a personal one says, its recipient alone reads."""

    desk_group = "Mail"
    desk_label = "Outbox"
    intro = "Each letter is sent once. One that fails is tried again with growing pauses, then given up."
    empty = "No letter has been written for this edition yet."

    list_display = ("subject", "to", "state_badge", "written", "sent", "attempts", "last_error_line")
    list_filter = ("state",)
    search_fields = ("to", "subject")
    search_help_text = "Address or subject"
    sortable_by = ("to", "attempts", "written", "sent")
    numeric = ("attempts",)
    actions = ("send_again",)

    def scope(self, request: HttpRequest, rows: QuerySet[Message]) -> QuerySet[Message]:
        """Keep the edition's letters, without those about papers in conflict."""
        return rows.filter(pk__in=letters_seen_by(request.user, self.edition(request)).values("pk")).defer("body")

    @admin.display(description="state")
    def state_badge(self, letter: Message) -> str:
        """Show the state in a word."""
        return badge(letter.get_state_display(), TONES[letter.state])

    @admin.display(description="written", ordering="created_at")
    def written(self, letter: Message) -> str:
        """Give the day."""
        return on_day(letter.created_at)

    @admin.display(description="sent", ordering="sent_at")
    def sent(self, letter: Message) -> str:
        """Give the day."""
        return on_day(letter.sent_at)

    @admin.display(description="last error")
    def last_error_line(self, letter: Message) -> str:
        """Show the beginning of what the mail server said."""
        return quiet(letter.last_error[:60]) if letter.last_error else ""

    @admin.action(description="Send failed ones again", permissions=["view"])
    def send_again(self, request: HttpRequest, letters: QuerySet[Message]) -> None:
        """Try the given-up letters among those ticked once more."""
        number = send_again(self.edition(request), Message.objects.filter(pk__in=letters.values("pk")), by=request.user)
        words = {0: "None of these letters had been given up."}.get(number, f"Letters in the queue again: {number}.")
        messages.info(request, words)

    def heading(self, obj: Message) -> str:
        """Head the page with the subject."""
        return obj.subject

    def facts(self, request: HttpRequest, obj: Message) -> list[Fact]:  # noqa: ARG002
        """Say to whom, and how the letter fared."""
        return [
            Fact("To", obj.to),
            Fact("State", badge(obj.get_state_display(), TONES[obj.state])),
            Fact("Written", when(obj.created_at)),
            Fact("Sent", when(obj.sent_at) or "not yet"),
            Fact("Attempts", str(obj.attempts)),
            *([Fact("Next attempt after", when(obj.due_at))] if obj.state == MessageState.QUEUED else []),
            *([Fact("Last error", obj.last_error)] if obj.last_error else []),
        ]

    record_template = "desk/letter.html"

    def record_context(self, request: HttpRequest, obj: Message) -> dict[str, Any]:  # noqa: ARG002
        """Give the page the text, unless it is its recipient's alone."""
        return {"body": "" if obj.is_personal else obj.body, "is_personal": obj.is_personal}


@panel
def mail_panel(edition: Edition, moment: Any, viewer: Any) -> Panel:  # noqa: ARG001 (a panel's signature)
    """Tell how the letters fare."""
    rows = letters_seen_by(viewer, edition).order_by().values_list("state").annotate(number=Count("pk"))
    counted = dict.fromkeys(MessageState.values, 0) | dict(rows)
    url = reverse("desk:mail_message_changelist")
    facts = [
        Number(f"{counted['sent']:,}", "Sent", f"{url}?state__exact=sent"),
        Number(f"{counted['queued'] + counted['sending']:,}", "Waiting", f"{url}?state__exact=queued"),
    ]
    if counted["failed"]:
        facts.append(Number(f"{counted['failed']:,}", "Letters given up", f"{url}?state__exact=failed", "bad"))
    return Panel("Mail", 90, tuple(facts))
