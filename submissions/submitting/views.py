"""The pages on which authors write, submit, change and withdraw papers. Everybody else gets 404."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from submissions.camera_ready.rules import may_hand_in
from submissions.manuscripts.queries import latest, versions
from submissions.models import Submission
from submissions.states import Status
from submissions.submitting.actions import Incomplete, delete_draft, start_draft, submit
from submissions.submitting.actions import withdraw as withdraw_paper
from submissions.submitting.completeness import MAX_ABSTRACT, missing, present_authors
from submissions.submitting.forms import WithdrawalForm
from submissions.submitting.pages import Sheet
from submissions.submitting.queries import drafts_of, own_submission, own_submissions
from submissions.submitting.rules import may_delete, may_edit, may_start, may_withdraw
from submissions.submitting.saving import save
from submissions.volunteering.actions import volunteer
from submissions.volunteering.queries import tick_for
from want.accounts.limits import limited
from want.core.verdict import Refused
from want.venues.queries import get_edition
from want.venues.stages import Stage

FORM = "submissions/form.html"
SHOWN_OR_SENT = ["GET", "HEAD", "POST"]


@require_http_methods(SHOWN_OR_SENT)
def start(request: HttpRequest, edition: str) -> HttpResponse:
    """Show an empty form; sending it begins the paper and saves it."""
    here = get_edition(request, edition)
    verdict = may_start(here, here.moment(), drafts=drafts_of(request.user, here).count())
    sheet = Sheet.of(request, here)
    if request.method == "POST" and not sheet.only_shows:
        try:
            sheet.paper = start_draft(here, by=request.user, code=sheet.form.given_code())
        except Refused as refusal:
            return _closed(sheet, str(refusal))
        return _saved(sheet)
    return _shown(sheet) if verdict else _closed(sheet, verdict.reason)


@require_http_methods(SHOWN_OR_SENT)
def edit(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Show a paper's form and save what is sent, complete or not, while papers are taken."""
    here = get_edition(request, edition)
    paper = own_submission(request.user, here, code)
    sheet = Sheet.of(request, here, paper)
    verdict = may_edit(paper, here.moment())
    if not verdict:
        return _closed(sheet, verdict.reason)
    if request.method == "POST" and not sheet.only_shows:
        return _saved(sheet)
    return _shown(sheet)


@require_POST
@limited("preview")
def preview(request: HttpRequest, edition: str) -> HttpResponse:
    """Render an abstract as its readers will see it; nothing is saved."""
    get_edition(request, edition)
    return render(request, "submissions/preview.html", {"text": request.POST.get("abstract", "")[: 2 * MAX_ABSTRACT]})


@require_GET
def receipt(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Show what was received, when, under which number and hash, and what can still be done."""
    here = get_edition(request, edition)
    paper = own_submission(request.user, here, code)
    if paper.status == Status.DRAFT:
        return redirect("submissions:edit", here.slug, code)
    return render(request, "submissions/receipt.html", _paper_context(paper))


@require_http_methods(SHOWN_OR_SENT)
def withdraw(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Ask for the reason, and withdraw the paper."""
    here = get_edition(request, edition)
    paper = own_submission(request.user, here, code)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_paper(paper, form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Paper {paper.number} is withdrawn. All its authors get a mail that says so.")
            return redirect("submissions:receipt", here.slug, code)
    context = {"edition": here, "paper": paper, "form": form, "verdict": may_withdraw(paper, here.moment())}
    return render(request, "submissions/withdraw.html", context)


@require_http_methods(SHOWN_OR_SENT)
def delete(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Ask once more, and delete a draft."""
    here = get_edition(request, edition)
    paper = own_submission(request.user, here, code)
    if request.method == "POST":
        try:
            delete_draft(paper, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"The draft of paper {paper.number} is deleted.")
            return redirect("submissions:mine", here.slug)
    context = {"edition": here, "paper": paper, "verdict": may_delete(paper, here.moment())}
    return render(request, "submissions/delete.html", context)


@require_GET
def mine(request: HttpRequest, edition: str) -> HttpResponse:
    """List this person's papers with where they stand and what they need."""
    here = get_edition(request, edition)
    moment, papers = here.moment(), own_submissions(request.user, here)
    drafts = sum(paper.status == Status.DRAFT and paper.created_by_id == request.user.pk for paper in papers)
    context = {
        "edition": here,
        "rows": [_paper_context(paper) for paper in papers],
        "start": may_start(here, moment, drafts=drafts),
        "due": moment.closes_at(Stage.SUBMISSION),
        "tick": tick_for(here, request.user) if papers else None,
    }
    return render(request, "submissions/mine.html", context)


def _saved(sheet: Sheet) -> HttpResponse:
    """Save, then submit if that was asked, and lead on; with something left unsaved, show the form again."""
    request, asks_to_submit = sheet.request, "submit" in sheet.request.POST
    is_all = save(sheet)
    _take_tick(sheet)
    assert sheet.paper is not None
    if not is_all:
        return _shown(sheet)
    if not asks_to_submit:
        messages.success(request, _said_of_saving(sheet.paper))
        return redirect("submissions:edit", sheet.edition.slug, sheet.paper.code)
    try:
        submit(sheet.paper, by=request.user)
    except Incomplete as incomplete:
        messages.warning(request, f"Saved as a draft. {incomplete}")
        return redirect("submissions:edit", sheet.edition.slug, sheet.paper.code)
    except Refused as refusal:
        return _closed(sheet, str(refusal))
    return redirect("submissions:receipt", sheet.edition.slug, sheet.paper.code)


def _take_tick(sheet: Sheet) -> None:
    """Store whether the writer would review; it is theirs alone, so no other author's form can change it."""
    if "volunteer_asked" not in sheet.request.POST:
        return
    try:
        volunteer(sheet.edition, sheet.request.user, wants="volunteer" in sheet.request.POST)  # type: ignore[arg-type]
    except Refused as refusal:
        messages.warning(sheet.request, str(refusal))


def _said_of_saving(paper: Submission) -> str:
    if paper.status == Status.SUBMITTED:
        return "Your changes are saved. The paper stays submitted, and this is the version that counts."
    return "Your draft is saved. It is not submitted yet."


def _shown(sheet: Sheet) -> HttpResponse:
    if sheet.arranges_authors and sheet.request.htmx:  # type: ignore[attr-defined]
        return render(sheet.request, "submissions/form_authors.html", sheet.context())
    return render(sheet.request, FORM, sheet.context())


def _closed(sheet: Sheet, reason: str) -> HttpResponse:
    """Say why nothing can be changed, and what can be done; what was typed is shown, so that it is not lost."""
    context = _paper_context(sheet.paper) if sheet.paper else {"edition": sheet.edition}
    typed = {name: sheet.request.POST.get(name, "") for name in ("title", "abstract")}
    return render(sheet.request, "submissions/closed.html", context | {"reason": reason, "typed": typed})


def _paper_context(paper: Submission) -> dict[str, object]:
    """Return what is shown of a paper outside its form, with what its authors may do now."""
    moment = paper.edition.moment()
    return {
        "edition": paper.edition,
        "paper": paper,
        "authors": present_authors(paper),
        "named": paper.named_conflicts.all(),
        "file": latest(paper),
        "versions": versions(paper),
        "lacking": missing(paper) if paper.status == Status.DRAFT else [],
        "may_edit": may_edit(paper, moment),
        "may_withdraw": may_withdraw(paper, moment),
        "may_delete": may_delete(paper, moment),
        "may_hand_in": may_hand_in(paper, moment),
        "due": moment.closes_at(Stage.SUBMISSION),
    }
