"""The desk's page of the release: what would become known, the letters, and the one act with a second look before."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reviews.decisions.actions import ask_for_release, release, send_letters
from reviews.decisions.cells import LABELS
from reviews.decisions.forms import LettersForm
from reviews.decisions.letters import PLACES, Letters, default_letters, keep_letters, letters_about
from reviews.decisions.queries import are_own_decided, decisions_to_release, left_to_others
from reviews.decisions.rules import may_release, may_send_letters
from reviews.decisions.second_chair import digest_of, open_request
from reviews.decisions.table import outcome_counts, papers_in_table
from reviews.decisions.waiting import WaitsForOthers, tell_the_others
from reviews.models import Decision
from reviews.visibility.lists import Sight, sight_of
from submissions.models import Author
from want.core.verdict import YES, Refused, Verdict, no, require
from want.core.versions import EditedMeanwhile
from want.desk.registry import page
from want.mail.actions import Letter
from want.venues.models import Edition

LOOK_AGAIN = "Decisions or letters have changed since this page was loaded, so nothing was released. Please look again."


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter as its author will read it."""

    outcome: str
    number: int
    letter: Letter


@page("release/", "release", label="Letters and release", group="Decisions", position=20)
def release_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show what would be released, change the letters, and release; or ask a second chair to."""
    sight = sight_of(request.user, edition)
    letters = default_letters(edition)
    form = LettersForm(letters=letters)
    theirs: list[tuple[str, str]] = []
    if request.method == "POST":
        act = request.POST.get("act")
        if act == "letters":
            form = LettersForm(request.POST, letters=letters)
            if form.is_valid():
                try:
                    keep_letters(edition, form.letters(), seen=form.seen())
                except EditedMeanwhile as meanwhile:
                    messages.error(request, str(meanwhile))
                    theirs = form.meet(meanwhile)
                else:
                    messages.success(request, "The letters are saved. The preview below shows them.")
                    return redirect("desk:release", edition.slug)
        else:
            _act(request, edition, sight, letters, str(act))
            return redirect("desk:release", edition.slug)
    context = _context(request, edition, sight, form) | {"theirs": theirs}
    return render(request, "reviews/decisions/release.html", context)


def _act(request: HttpRequest, edition: Edition, sight: Sight, letters: Letters, act: str) -> None:
    """Do what a button says, and say what became of it."""
    try:
        if act == "send":
            sent = send_letters(edition, by=request.user)
            messages.success(request, f"Letters queued: {sent}." if sent else "All authors have had their letters.")
            return
        require(_has_looked(request, sight, letters))
        if act == "ask":
            ask_for_release(edition, letters, by=request.user)
            messages.success(request, "The other chairs are asked by mail to confirm the release.")
        else:
            released = release(edition, letters, by=request.user)
            messages.success(request, f"{released} decisions are released, and the letters are on their way.")
    except WaitsForOthers as waits:
        tell_the_others(edition, by=request.user)
        messages.warning(request, str(waits))
    except Refused as refused:
        messages.error(request, str(refused))


def _has_looked(request: HttpRequest, sight: Sight, letters: Letters) -> Verdict:
    """Tell whether the chair has seen exactly what they are about to release, of what is theirs to see."""
    if request.POST.get("digest") != digest_of(_seen_by(sight), letters):
        return no(LOOK_AGAIN)
    if not request.POST.get("has_looked"):
        return no("Please confirm that you have looked at the numbers and the letters.")
    return YES


def _context(request: HttpRequest, edition: Edition, sight: Sight, form: LettersForm) -> dict[str, object]:
    letters = default_letters(edition)
    decisions = _seen_by(sight)
    wish = open_request(edition) if edition.four_eyes else None
    counted = outcome_counts(sight)
    return {
        "title": "Letters and release",
        "counts": [(label, counted.get(key, 0)) for key, label in LABELS.items()],
        "left_to_others": left_to_others(sight),
        "form": form,
        "places": PLACES.items(),
        "previews": _previews(edition, decisions, letters),
        "verdict": _verdict(edition, sight),
        "wish": wish,
        "is_own_wish": wish is not None and wish.asked_by == request.user,
        "digest": digest_of(decisions, letters),
        "may_send": may_send_letters(sight.ties.to_others, sight.moment.stage),
    }


def _seen_by(sight: Sight) -> list[Decision]:
    """Return the decisions to release that this chair sees; the mark on the page is made of no others.

    Else a chair who wrote a paper would see by the mark when its decision is changed, and when it is changed back.
    """
    mine = papers_in_table(sight).order_by().values("pk")
    return list(decisions_to_release(sight.edition).filter(submission__in=mine))


def _verdict(edition: Edition, sight: Sight) -> Verdict:
    """Tell whether the release can be done, or asked for, now."""
    verdict = may_release(sight.ties.to_others, sight.moment.stage, is_confirmed=True)
    return are_own_decided(edition, sight) if verdict else verdict


def _previews(edition: Edition, decisions: list[Decision], letters: Letters) -> list[Preview]:
    """Return the first letter of each outcome, among the papers this chair may see."""
    first = {decision.outcome: decision for decision in reversed(decisions)}
    chosen = [first[outcome] for outcome in LABELS if outcome in first]
    return [
        Preview(decision.get_outcome_display(), decision.submission.number, letter)
        for decision in chosen
        for author in Author.objects.current().filter(submission=decision.submission_id)[:1]
        for letter in letters_about(edition, decision, [author], letters)
    ]
