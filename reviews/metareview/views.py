"""The page on which an area chair sums up the reviews, which stand beside the form."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reviews.metareview.actions import write_meta_review
from reviews.metareview.forms import MetaReviewForm
from reviews.metareview.rules import may_write_meta_review
from reviews.models import Assignment
from reviews.models.decision import Outcome
from reviews.reviewing.shown import reviews_shown
from reviews.visibility.doors import Opened, open_paper
from reviews.visibility.facts import Fact
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.venues.models import Role


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Show the reviews beside the meta-review; store the meta-review."""
    paper = open_paper(request, edition, code)
    assignment = _assignment_or_404(request, paper)
    if request.method != "POST":
        return _show(request, paper, _stored(assignment))
    form = MetaReviewForm(request.POST)
    if not form.is_valid():
        return _show(request, paper, form, status=422)
    answers = dict(form.cleaned_data)
    version = answers.pop("version")
    try:
        write_meta_review(assignment, **answers, by=request.user, seen_version=version)
    except EditedMeanwhile as conflict:
        messages.error(request, str(conflict))
        form = MetaReviewForm(initial=answers | {"version": conflict.version})
        return _show(request, paper, form, theirs=conflict.theirs, status=409)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _show(request, paper, form, status=403)
    messages.success(request, f"Your meta-review of paper {paper.submission.number} is saved.")
    return redirect("papers:page", edition, code)


def _assignment_or_404(request: HttpRequest, paper: Opened) -> Assignment:
    """Return the visitor's own assignment as area chair, or for a chair the first area chair's."""
    if not paper.seen.may(Fact.AC_IDENTITY):  # before anything is fetched: whether there is an area chair would show
        raise Http404
    rows = Assignment.objects.current().filter(submission=paper.submission, role=Role.AREA_CHAIR)
    if not paper.seen.standing.is_chair or paper.seen.standing.is_assigned_area_chair:
        rows = rows.filter(reviewer=request.user)
    assignment = rows.select_related("meta_review").order_by("pseudonym").first()
    if assignment is None:
        raise Http404
    assignment.submission = paper.submission
    return assignment


def _stored(assignment: Assignment) -> MetaReviewForm:
    written = getattr(assignment, "meta_review", None)
    if written is None:
        return MetaReviewForm(initial={"version": 0})
    stored = {"text": written.text, "recommendation": written.recommendation, "version": written.version}
    return MetaReviewForm(initial=stored)


def _show(
    request: HttpRequest,
    paper: Opened,
    form: MetaReviewForm,
    *,
    theirs: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    if theirs and theirs.get("recommendation"):
        theirs = theirs | {"recommendation": Outcome(theirs["recommendation"]).label}
    context = {
        "edition": paper.edition,
        "number": paper.submission.number,
        "title": paper.submission.title,
        "code": paper.submission.code,
        "form": form,
        "theirs": theirs,
        "verdict": may_write_meta_review(paper.seen.case, paper.moment),
        "reviews": reviews_shown(paper.submission, paper.seen, request.user),
    }
    return render(request, "reviews/metareview/write.html", context, status=status)
