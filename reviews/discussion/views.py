"""Post a comment; the discussion itself stands on the paper's page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reviews.discussion.actions import post_comment
from reviews.discussion.forms import CommentForm
from reviews.visibility.doors import open_paper
from reviews.visibility.facts import Fact
from want.core.verdict import Refused


@require_POST
def post(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Add the comment and go back to it; what could not be posted is shown again with the reason."""
    paper = open_paper(request, edition, code)
    if not paper.seen.may(Fact.DISCUSSION):
        raise Http404
    form = CommentForm(request.POST)
    reason = ""
    if form.is_valid():
        try:
            post_comment(paper.submission, form.cleaned_data["text"], key=form.cleaned_data["key"], by=request.user)
        except Refused as refusal:
            reason = str(refusal)
        else:
            messages.success(request, "Your comment is posted.")
            return redirect(reverse("papers:page", args=[edition, code]) + "#discussion")
    context = {
        "edition": paper.edition,
        "number": paper.submission.number,
        "code": code,
        "form": form,
        "reason": reason,
    }
    return render(request, "reviews/discussion/not_posted.html", context, status=422)
