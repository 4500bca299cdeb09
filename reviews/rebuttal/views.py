"""The page on which authors answer their reviews, which stand beside the form."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reviews.models import Rebuttal
from reviews.rebuttal.actions import post_rebuttal
from reviews.rebuttal.forms import RebuttalForm
from reviews.rebuttal.rules import may_post_rebuttal
from reviews.reviewing.shown import reviews_shown
from reviews.visibility.doors import Opened, open_paper
from want.core.differences import pieces
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.venues.stages import Stage


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Show the reviews beside the response; store the response."""
    paper = open_paper(request, edition, code)
    if not paper.seen.standing.is_author:
        raise Http404
    if request.method != "POST":
        response = Rebuttal.objects.filter(submission=paper.submission).first()
        initial = {"text": response.text if response else "", "version": response.version if response else 0}
        return _show(request, paper, RebuttalForm(initial=initial))
    form = RebuttalForm(request.POST)
    if not form.is_valid():
        return _show(request, paper, form, status=422)
    try:
        text, version = form.cleaned_data["text"], form.cleaned_data["version"]
        post_rebuttal(paper.submission, text, seen_version=version, by=request.user)
    except EditedMeanwhile as conflict:
        messages.error(request, str(conflict))
        form = RebuttalForm(initial={"text": text, "version": conflict.version})
        return _show(request, paper, form, theirs=conflict.theirs["text"], status=409)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _show(request, paper, form, status=403)
    messages.success(request, "Your response is saved. You can change it until the window closes.")
    return redirect("papers:page", edition, code)


def _show(
    request: HttpRequest, paper: Opened, form: RebuttalForm, *, theirs: str | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "edition": paper.edition,
        "number": paper.submission.number,
        "title": paper.submission.title,
        "code": paper.submission.code,
        "form": form,
        "theirs": theirs,
        "differences": list(pieces(theirs, str(form["text"].value()))) if theirs is not None else [],
        "stored": Rebuttal.objects.filter(submission=paper.submission).select_related("written_by").first(),
        "verdict": may_post_rebuttal(paper.seen.case, paper.moment),
        "closes_at": paper.moment.closes_at(Stage.REBUTTAL),
        "reviews": reviews_shown(paper.submission, paper.seen, request.user),
    }
    return render(request, "reviews/rebuttal/write.html", context, status=status)
