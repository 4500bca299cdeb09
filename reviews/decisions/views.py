"""The desk's pages of decisions: the table, one decision with its note, and the menu of a row that saves itself."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reviews.decisions.actions import clear_decision, decide, decide_many
from reviews.decisions.cells import LABELS, Columns, choice, lines, numbers
from reviews.decisions.forms import BulkForm, DecisionForm, FilterForm, MenusForm, codes_in
from reviews.decisions.heads import heads
from reviews.decisions.queries import at_large, left_to_others
from reviews.decisions.rules import may_decide
from reviews.decisions.table import PAGE, by_code, found, outcome_counts, papers_in_table, read
from reviews.models import Decision
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight, sight_of
from submissions.models import Submission
from submissions.states import Status
from want.core.numbers import whole
from want.core.sealed import NO_ROW
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile, sent_again
from want.desk.registry import page
from want.venues.models import Edition


@page("decisions/", "decisions", label="Decisions", group="Decisions", position=10)
def decisions(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show the papers with their scores, and prepare decisions on them, one by one or many at once."""
    sight = sight_of(request.user, edition)
    if request.method == "POST":
        _act(request, edition, sight)
        return redirect(request.get_full_path())
    types = dict(edition.submission_types.values_list("pk", "name"))
    form = FilterForm(request.GET, types)
    wanted = form.wanted()
    papers = found(sight, wanted)
    keys = list(papers.values_list("pk", flat=True))
    shown = Paginator(keys, max(1, len(keys)) if form.shows_all_rows else PAGE).get_page(request.GET.get("page"))
    rows = read(keys, all_of=papers) if form.shows_all_rows else read(shown.object_list)
    columns = _columns(edition.slug, types, sight, with_menus=not form.shows_all_rows)
    context = {
        "title": "Decisions",
        "form": form,
        "page": shown,
        "total": len(keys),
        "lines": lines(rows, columns),
        "heads": heads(request.GET, wanted.sort, columns),
        "columns": columns,
        "counts": _counts(sight) if columns.with_decisions else [],
        "verdict": may_decide(at_large(sight)),
        "left_to_others": left_to_others(sight),
    }
    return render(request, "reviews/decisions/table.html", context)


@page("decisions/<str:code>/", "decision")
def decision(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """Show one decision with its note to the authors, and save it."""
    paper = _paper(request, edition, code)
    present = Decision.objects.select_related("decided_by").filter(submission=paper).first()
    form = DecisionForm(request.POST or None, decision=present)
    theirs: dict[str, Any] = {}
    if request.method == "POST":
        try:
            if _save_one(request, paper, form):
                return redirect("desk:decisions", edition.slug)
        except EditedMeanwhile as meanwhile:
            theirs = meanwhile.theirs | {"label": LABELS.get(meanwhile.theirs["outcome"], "No decision")}
            form.data = sent_again(request.POST, version=meanwhile.version)
            form.add_error(None, str(meanwhile))
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {
        "title": f"Decision on paper {paper.number}",
        "paper": paper,
        "row": read([paper.pk])[0],
        "present": present,
        "form": form,
        "theirs": theirs,
        "verdict": may_decide(sight_of(request.user, edition).on(paper).case),
    }
    return render(request, "reviews/decisions/one.html", context)


@page("decisions/<str:code>/outcome/", "decision_outcome")
@require_POST
def outcome(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """Save one menu of the table and answer with its cell: what is stored now, and what became of the wish."""
    paper = _paper(request, edition, code)
    form = _menus(request, edition)
    note, tone = "", ""
    try:
        if decide_many(edition, form.changes, seen=form.seen, by=request.user):
            note = "Saved"
    except EditedMeanwhile:
        note, tone = "Somebody else decided meanwhile. Choose again if you disagree.", "is-failed"
    except Refused as refused:
        note, tone = str(refused), "is-failed"
    cell = choice(read([paper.pk])[0], url=_url(edition, code), note=note, tone=tone)
    return HttpResponse(cell + numbers(_counts(sight_of(request.user, edition))))


def _paper(request: HttpRequest, edition: Edition, code: str) -> Submission:
    """Return a paper of the table; what this chair may not see there does not exist."""
    paper = papers_in_table(sight_of(request.user, edition)).filter(code=code).first()
    if paper is None:
        raise Http404
    paper.edition = edition
    return paper


def _save_one(request: HttpRequest, paper: Submission, form: DecisionForm) -> bool:
    """Do what the buttons of the page say; return whether it is done."""
    if request.POST.get("act") == "clear":
        seen = whole(request.POST.get("version", ""))
        clear_decision(paper, seen_version=seen, by=request.user)
        messages.success(request, f"The decision on paper {paper.number} is taken back.")
        return True
    if not form.is_valid():
        return False
    chosen = form.cleaned_data
    decide(paper, chosen["outcome"], note=chosen["note"], seen_version=chosen["version"], by=request.user)
    messages.success(request, f"The decision on paper {paper.number} is saved. It stays private until the release.")
    return True


def _act(request: HttpRequest, edition: Edition, sight: Sight) -> None:
    """Save the menus of a page or decide on many papers, and say what became of it."""
    try:
        if request.POST.get("act") == "bulk":
            _decide_in_bulk(request, edition, sight)
        else:
            _save_menus(request, edition)
    except Refused as refused:
        messages.error(request, str(refused))


def _save_menus(request: HttpRequest, edition: Edition) -> None:
    form = _menus(request, edition)
    stale: dict[int, str] = {}
    try:
        changed = decide_many(edition, form.changes, seen=form.seen, by=request.user)
    except EditedMeanwhile as meanwhile:
        stale = meanwhile.theirs
        rest = {pk: chosen for pk, chosen in form.changes.items() if pk not in stale}
        changed = decide_many(edition, rest, seen={pk: form.seen[pk] for pk in rest}, by=request.user)
    said = f"{_counted(changed)} saved. They stay private until the release."
    messages.success(request, said if changed else "Nothing was changed.")
    for paper in Submission.objects.filter(pk__in=stale).order_by("number"):
        theirs = LABELS.get(stale[paper.pk], "No decision")
        mine = LABELS.get(form.changes[paper.pk], "No decision")
        messages.warning(
            request,
            f"Paper {paper.number}: somebody else chose “{theirs}” meanwhile, so your “{mine}” is not saved. "
            "Choose again if you disagree.",
        )


def _decide_in_bulk(request: HttpRequest, edition: Edition, sight: Sight) -> None:
    form = BulkForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose the decision for these papers first.")
    chosen = form.cleaned_data
    known = by_code(edition, codes_in(request.POST))
    menus = MenusForm(request.POST, known)
    keys = [known.get(code, NO_ROW) for code in request.POST.getlist("paper")]
    if chosen["scope"] == "all":
        types = dict(edition.submission_types.values_list("pk", "name"))
        wanted = FilterForm(request.GET, types).wanted()
        keys = list(found(sight, wanted).filter(sight.where(may_decide)).values_list("pk", flat=True))
    to = "" if chosen["to"] == "none" else chosen["to"]
    if not keys:
        raise Refused("Tick the papers that this decision is for, or choose all of the list.")
    wishes = dict.fromkeys(keys, to)
    try:
        changed = decide_many(
            edition, wishes, seen={pk: menus.versions[pk] for pk in wishes if pk in menus.versions}, by=request.user
        )
    except EditedMeanwhile as meanwhile:
        raise Refused(_others_decided(meanwhile.theirs)) from None
    messages.success(
        request, f"{_counted(changed)} set to “{LABELS.get(to, 'No decision')}”. Nobody is told before the release."
    )


def _menus(request: HttpRequest, edition: Edition) -> MenusForm:
    return MenusForm(request.POST, by_code(edition, codes_in(request.POST)))


def _others_decided(outcomes: dict[int, str]) -> str:
    papers = Submission.objects.filter(pk__in=outcomes).order_by("number")
    listed = "; ".join(f"paper {paper.number}: {LABELS.get(outcomes[paper.pk], 'no decision')}" for paper in papers)
    return f"Somebody decided meanwhile on some of these papers ({listed}). Nothing was changed. Look and set it again."


def _counted(number: int) -> str:
    return "1 decision is" if number == 1 else f"{number:,} decisions are"


def _columns(slug: str, types: dict[int, str], sight: Sight, *, with_menus: bool) -> Columns:
    case = at_large(sight)
    undecided, decided = sight.of(0, Status.SUBMITTED), sight.of(0, Status.ACCEPTED)
    return Columns(
        slug=slug,
        types=types,
        decides=bool(may_decide(case)),
        with_menus=with_menus,
        with_recommendations=undecided.may(Fact.META_REVIEW),
        with_decisions=undecided.may(Fact.DECISION_BEFORE_RELEASE) or decided.may(Fact.DECISION_AFTER_RELEASE),
    )


def _counts(sight: Sight) -> list[dict[str, Any]]:
    counted = outcome_counts(sight)
    named = [{"key": key, "label": label, "count": counted.get(key, 0)} for key, label in LABELS.items()]
    return [*named, {"key": "none", "label": "Without a decision", "count": counted.get("", 0)}]


def _url(edition: Edition, code: str) -> str:
    return reverse("desk:decision", args=[edition.slug, code])
