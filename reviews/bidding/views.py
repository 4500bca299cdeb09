"""The page of bids: titles and abstracts with five answers each, saved at once, or all together without JavaScript."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from reviews.bidding.actions import place_bid
from reviews.bidding.files import MOST_BYTES, read_bids
from reviews.bidding.ordering import in_order
from reviews.bidding.own import own_bids
from reviews.bidding.queries import biddable, narrowed, shown, tally_of
from reviews.bidding.rules import NO_SUCH_PAPER, is_open, is_unlocked
from reviews.models import Bid, BiddingLock
from reviews.models.bid import BidValue
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight, sight_of
from submissions.models import Submission
from want.core.csvout import csv_response
from want.core.verdict import Refused, require
from want.venues.models import Edition, Role
from want.venues.queries import get_edition
from want.venues.stages import Stage

PAGE = 40
NAMED = 12  # lines of a file that are named
BIDDERS = frozenset({Role.REVIEWER.value, Role.AREA_CHAIR.value})


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest, edition: str) -> HttpResponse:
    """Show the papers to bid on; store the bids of a whole page."""
    found = _edition_or_404(request, edition)
    if request.method == "POST":
        return _store_all(request, found)
    sight = sight_of(request.user, found)
    unlocked = is_unlocked(has_lock=BiddingLock.objects.filter(edition=found).exists())
    if sight.moment.stage is not Stage.BIDDING or not unlocked:
        return _closed(request, found, sight, locked=unlocked.reason)
    asked = {key: request.GET.get(key, "") for key in ("q", "topic", "only")}
    papers = biddable(sight, request.user)
    looked_for = narrowed(papers, request.user, words=asked["q"], topic=asked["topic"], only=asked["only"])
    paginator = Paginator(in_order(looked_for, request.user, found), PAGE)
    page = paginator.get_page(request.GET.get("page"))
    available = papers.count() if any(asked.values()) else paginator.count
    context = {
        "edition": found,
        "stage_window": sight.moment.calendar.windows.get(Stage.BIDDING),
        "asked": asked,
        "topics": found.topics.all(),
        "page": page,
        "papers": shown(page.object_list, request.user),
        "values": BidValue.choices,
        "tally": tally_of(request.user, sight, available),
    }
    return render(request, "reviews/bidding/home.html", context)


def _closed(request: HttpRequest, edition: Edition, sight: Sight, *, locked: str) -> HttpResponse:
    """Show one's own bids, read-only, where none are taken now."""
    context = {
        "edition": edition,
        "stage_window": sight.moment.calendar.windows.get(Stage.BIDDING),
        "locked": locked,
        "has_begun": sight.moment.has_reached(Stage.BIDDING),
        "own": own_bids(sight, request.user, request.GET.get("page")),  # type: ignore[arg-type]
    }
    return render(request, "reviews/bidding/closed.html", context)


@require_POST
def place(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Store one bid; htmx puts the answer, what became of it, where the paper stood."""
    found = _edition_or_404(request, edition)
    paper = sight_of(request.user, found).papers(Fact.EXISTENCE).filter(code=code).first()
    reason = ""
    try:
        _place(paper, found, request.POST.get("value", ""), request)
    except Refused as refusal:
        reason = str(refusal)
    if not request.htmx:
        messages.add_message(request, messages.ERROR if reason else messages.SUCCESS, reason or "Your bid is saved.")
        return redirect("bidding:home", edition)
    sight = sight_of(request.user, found)
    context = {"edition": found, "code": code, "reason": reason, "is_conflict": request.POST.get("value") == "conflict"}
    context["tally"] = tally_of(request.user, sight)
    return render(request, "reviews/bidding/placed.html", context)


@require_POST
def upload(request: HttpRequest, edition: str) -> HttpResponse:
    """Store the bids of a file, each as if it had been clicked; what cannot be taken is named by its line."""
    found = _edition_or_404(request, edition)
    file = request.FILES.get("bids")
    if file is None or file.size is None or file.size > MOST_BYTES:
        messages.error(request, "Choose a CSV file of at most 1 MB: a paper's number and your bid in each line.")
        return redirect("bidding:home", edition)
    read = read_bids(file.read().decode("utf-8-sig", errors="replace"))
    papers: dict[str, Submission] = {}
    for paper in sight_of(request.user, found).papers(Fact.EXISTENCE):
        papers |= {str(paper.number): paper, paper.code: paper}
    problems, taken = list(read.problems), 0
    for name, (line, value) in read.bids.items():
        try:
            _place(papers.get(name), found, value, request)
            taken += 1
        except Refused as refusal:
            problems.append(f"Line {line}: {refusal}")
    for problem in problems[:NAMED]:
        messages.error(request, problem)
    if len(problems) > NAMED:
        messages.error(request, f"Further lines that could not be taken: {len(problems) - NAMED}.")
    messages.success(request, f"Bids of the file that stand now: {taken}.")
    return redirect("bidding:home", edition)


def table(request: HttpRequest, edition: str) -> HttpResponseBase:
    """Hand out the papers one may bid on, with one's own bids: to be filled in and uploaded again."""
    found = _edition_or_404(request, edition)
    keys = biddable(sight_of(request.user, found), request.user).order_by("number").values_list("pk", flat=True)
    rows = ([paper.number, paper.value.replace("_", " "), paper.title] for paper in shown(keys, request.user))
    return csv_response(f"bids-{found.slug}.csv", ["paper", "bid", "title"], rows)


def _store_all(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Store each bid of the page that differs from what is stored."""
    typed = {key.replace("\0", ""): value for key, value in request.POST.items()}
    sent = {key.removeprefix("bid-"): value for key, value in typed.items() if key.startswith("bid-")}
    seen = sight_of(request.user, edition).papers(Fact.EXISTENCE).filter(code__in=list(sent))
    papers = {paper.code: paper for paper in seen}
    stored = dict(Bid.objects.filter(user=request.user, submission__in=seen).values_list("submission__code", "value"))
    changed = [code for code in sent if code not in papers or stored.get(code) != sent[code]]
    shown = {code: request.POST[f"was-{code}"] for code in changed if f"was-{code}" in request.POST}
    # What this page did not change is left as another tab has set it meanwhile; what both changed is asked about.
    changed = [code for code in changed if shown.get(code) != sent[code]]
    elsewhere = [code for code in changed if code in shown and stored.get(code, "") != shown[code] and code in papers]
    changed = [code for code in changed if code not in elsewhere]
    refused = {_said_elsewhere(papers[code], stored.get(code, ""), sent[code]) for code in elsewhere}
    for code in changed:
        try:
            _place(papers.get(code), edition, sent[code], request)
        except Refused as refusal:
            refused.add(str(refusal))
    for reason in sorted(refused):
        messages.error(request, reason)
    if not refused:
        messages.success(
            request, f"Your bids are saved; {len(changed)} changed." if changed else "Nothing has changed."
        )
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect("bidding:home", edition.slug)


def _said_elsewhere(paper: Submission, stored: str, sent: str) -> str:
    labels = dict(BidValue.choices)
    return (
        f"Paper {paper.number}: you bid “{labels.get(stored, 'nothing')}” from another tab meanwhile, so "
        f"“{labels.get(sent, 'nothing')}” is not saved. Choose again if you prefer it."
    )


def _place(paper: Submission | None, edition: Edition, value: str, request: HttpRequest) -> None:
    """Store a bid; a paper that is not there is refused like one that may not be bid on, or not be known of."""
    if paper is None:
        require(is_open(edition.moment()))
        raise Refused(NO_SUCH_PAPER)
    paper.edition = edition
    place_bid(paper, value, by=request.user)


def _edition_or_404(request: HttpRequest, slug: str) -> Edition:
    edition = get_edition(request, slug)
    if BIDDERS.isdisjoint(request.visitor.roles):
        raise Http404
    return edition
