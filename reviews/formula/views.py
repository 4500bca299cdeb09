"""The desk's page of the formula: read it in words, try another on real papers, keep it; scores up and down."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from reviews.assignment.inputs import inputs_of
from reviews.formula.actions import change_formula, upload_scores, verdict_on_weighing
from reviews.formula.forms import MOST_CARRIED, NO_FILE, TOO_BIG, FormulaForm, RestForm, ScoresForm
from reviews.formula.queries import (
    all_scores,
    examples,
    mark_of_formula,
    open_papers,
    scores_in,
    taken_again,
)
from reviews.formula.scores import MOST_LINES, ScoresRead
from reviews.matching.corpus import own_papers
from reviews.matching.formula import formula_of, in_words, pure
from reviews.matching.reading import reading_of
from reviews.models import MatchFormula, TextTable, UploadedScore
from reviews.visibility.lists import sight_of
from submissions.manuscripts.uploads import was_too_large
from want.core.csvout import csv_response
from want.core.verdict import Refused, Verdict, no
from want.desk.registry import page
from want.venues.models import Edition, Role


@page("matching/", "matching", label="How papers are matched", group="Reviewer assignment", position=15)
def matching(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show the formula, and by GET what another one would do; keep that one by POST."""
    if request.method == "POST":
        return _keep(request, edition)
    return _page(request, edition, None)


@page("matching/scores/", "matching_upload")
@require_POST
def matching_upload(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Take a file of scores; where lines are wrong, show them and offer to take the others."""
    lines = _sent(request)
    if isinstance(lines, Verdict):
        messages.error(request, lines.reason)
        return redirect("desk:matching", edition.slug)
    read = scores_in(lines, sight_of(request.user, edition))
    if read.is_cut:
        messages.error(request, f"This file has more than {MOST_LINES:,} lines, so nothing of it was taken.")
        return redirect("desk:matching", edition.slug)
    if read.faulty and not ("rest" in request.POST and read.scores):
        return _page(request, edition, read)
    try:
        upload_scores(edition, read.scores, by=request.user)  # type: ignore[arg-type]
        left = f" Lines left out: {read.faulty:,}." if read.faulty else ""
        messages.success(request, f"Scores kept: {len(read.scores):,}.{left} Plans that are made from now on use them.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:matching", edition.slug)


def _sent(request: HttpRequest) -> str | Iterable[str] | Verdict:
    """Return the table that was sent, as a file or carried from page to page; or why there is none."""
    if "lines" in request.POST:
        rest = RestForm(request.POST)
        return rest.cleaned_data["lines"] if rest.is_valid() else no(NO_FILE)
    if was_too_large(request, "scores"):
        return no(TOO_BIG.format(megabytes=settings.MANUSCRIPT_MAX_BYTES // 2**20))
    form = ScoresForm(request.POST, request.FILES)
    return form.lines() if form.is_valid() else no(NO_FILE)


@page("matching/affinities.csv", "matching_csv")
def matching_csv(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """Hand out all affinities of reviewers, without papers that this chair must not see."""
    rows = all_scores(inputs_of(edition, Role.REVIEWER), sight_of(request.user, edition))
    return csv_response(f"affinities-{edition.slug}.csv", ["paper", "reviewer", "score"], rows)


def _page(request: HttpRequest, edition: Edition, read: ScoresRead | None) -> HttpResponse:
    sight = sight_of(request.user, edition)
    row = formula_of(edition)
    mark = mark_of_formula(row.text, row.topics, row.bid_base, row.uploaded_use)
    initial = {"text": round(100 * row.text / (row.text + row.topics)), "bid": row.bid_base, "use": row.uploaded_use}
    form = FormulaForm(request.GET if "text" in request.GET else None, initial=initial | {"seen": mark})
    tried = _tried(form, edition) if form.is_bound and form.is_valid() else None
    lines = taken_again(read, sight) if read else ""
    scored = UploadedScore.objects.filter(submission__in=open_papers(sight).values("pk")).count()
    context = {
        "title": "How papers are matched",
        "words": in_words(row, has_uploaded=bool(scored)),
        **_texts(edition),
        "form": form,
        "mark": mark,
        "tried": tried,
        "tried_words": in_words(tried, has_uploaded=bool(scored)) if tried else (),
        "examples": examples(inputs_of(edition, Role.REVIEWER), pure(tried), sight) if tried else (),
        "scores_form": ScoresForm(),
        "scored": scored,
        "read": read,
        "lines": lines if len(lines) <= MOST_CARRIED else "",
        "verdict": verdict_on_weighing(edition, by=request.user),  # type: ignore[arg-type]
    }
    return render(request, "reviews/formula/matching.html", context)


def _texts(edition: Edition) -> dict[str, Any]:
    """Return what the page says of texts: whose are compared, how far it is, and whether somebody's wait for it."""
    table = TextTable.objects.filter(edition=edition).defer("papers", "digests", "frequency").first()
    rows, reading = edition.text_rows.count(), reading_of(table)
    waits = not rows and reading is None and own_papers(edition).exists()
    return {"table": table, "rows": rows, "reading": reading, "waits": waits}


def _tried(form: FormulaForm, edition: Edition) -> MatchFormula:
    chosen = form.cleaned_data
    text = chosen["text"] / 100
    return MatchFormula(edition=edition, text=text, topics=1 - text, bid_base=chosen["bid"], uploaded_use=chosen["use"])


def _keep(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = FormulaForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Texts count from 0 to 100 %, and a step of a bid multiplies by 1 to 3.")
        return redirect("desk:matching", edition.slug)
    chosen = form.cleaned_data
    try:
        change_formula(
            edition,
            text=chosen["text"] / 100,
            bid_base=chosen["bid"],
            uploaded_use=chosen["use"],
            by=request.user,  # type: ignore[arg-type]
            seen=chosen["seen"],
        )
        messages.success(request, "The formula is kept. Plans that are made from now on go by it.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:matching", edition.slug)
