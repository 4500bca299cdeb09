"""Post a comment, and choose the mail about them; the discussion itself stands on the paper's page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reviews.discussion.actions import choose_mail, post_comment
from reviews.discussion.forms import CommentForm, MailForm
from reviews.visibility.doors import open_paper
from reviews.visibility.facts import Fact
from want.core.verdict import Refused
from want.venues.models import Membership
from want.venues.queries import get_edition


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


def mail(request: HttpRequest, edition: str) -> HttpResponse:
    """Let members of the committee choose whether new comments are mailed to them."""
    found = get_edition(request, edition)
    members = list(Membership.objects.filter(edition=found, user=request.user))
    if not members:
        raise Http404
    form = MailForm(request.POST if request.method == "POST" else None, members=members)
    if request.method == "POST" and form.is_valid():
        choose_mail(found, form.cleaned_data, by=request.user)
        messages.success(request, "Saved. It holds from the next comment on.")
        return redirect("discussion:mail", edition)
    return render(request, "reviews/discussion/mail.html", {"edition": found, "form": form})
