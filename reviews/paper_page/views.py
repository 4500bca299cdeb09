"""The page of a paper and its files. Public in the sense that the policy decides, also for those not signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.discussion.forms import CommentForm
from reviews.discussion.rules import may_post_comment
from reviews.paper_page.files import Served, file_for, paper_for
from reviews.paper_page.queries import paper_page
from reviews.paper_page.sending import send_file
from reviews.visibility.doors import open_paper

View = Callable[..., HttpResponse]


def offer_sign_in(view: View) -> View:
    """Answer strangers who find nothing with a page that offers to sign in: the same for hidden and for missing."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if request.user.is_authenticated:
                raise
            context = {"next": request.path}
            return render(request, "reviews/paper_page/nothing_here.html", context, status=404)

    return guarded


@login_not_required
@require_safe
@offer_sign_in
def page(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Show all that this visitor may see of the paper."""
    paper = open_paper(request, edition, code)
    shown = paper_page(paper, request.user)
    verdict = may_post_comment(paper.seen.case, paper.moment)
    context = {
        "edition": paper.edition,
        "moment": paper.moment,
        "paper": shown,
        "comment_form": CommentForm.fresh() if verdict else None,
        "why_no_comment": verdict.reason,
    }
    return render(request, "reviews/paper_page/page.html", context)


@login_not_required
@require_safe
@offer_sign_in
def pdf(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Send the paper itself: to each viewer the copy that they may have."""
    return _send(request, paper_for(open_paper(request, edition, code)))


@login_not_required
@require_safe
@offer_sign_in
def file(request: HttpRequest, edition: str, code: str, kind: str) -> HttpResponse:
    """Send the newest file of a kind."""
    return _send(request, file_for(open_paper(request, edition, code), kind))


@require_safe
def version(request: HttpRequest, edition: str, code: str, kind: str, number: int) -> HttpResponse:
    """Send an earlier version, to those who may follow the paper's history."""
    return _send(request, file_for(open_paper(request, edition, code), kind, number))


def _send(request: HttpRequest, found: Served | None) -> HttpResponse:
    if found is None:
        raise Http404
    return send_file(request, found)
