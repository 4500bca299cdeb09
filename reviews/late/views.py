"""The page on which a member says that they take no papers any more, or that they can help again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reviews.committee.queries import roles_served
from reviews.late.actions import resume_serving, stop_serving
from reviews.late.forms import StopForm
from want.core.verdict import Refused
from want.venues.models import Membership
from want.venues.queries import get_edition


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, edition: str) -> HttpResponse:
    """Show what stopping means, in each role; do it by POST, and take it back by POST."""
    found = get_edition(request, edition)
    members = list(roles_served(found, request.user))
    if not members:
        raise Http404
    forms = []
    for member in members:
        member.edition = found
        is_sent = request.method == "POST" and request.POST.get("role") == member.role
        form = StopForm(request.POST if is_sent and request.POST.get("do") == "stop" else None, prefix=member.role)
        if is_sent and _done(request, member, form):
            return redirect("late:stop", edition)
        forms.append((member, form))
    return render(request, "reviews/late/stop.html", {"edition": found, "forms": forms})


def _done(request: HttpRequest, member: Membership, form: StopForm) -> bool:
    """Do what was asked for; tell whether it is done."""
    try:
        if request.POST.get("do") == "resume":
            resume_serving(member, by=request.user)  # type: ignore[arg-type]
            messages.success(request, "Welcome back. Papers can come to you again.")
            return True
        if form.is_valid():
            stop_serving(member, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
            messages.success(request, "It is noted, and the chairs are told. Thank you for what you have done.")
            return True
    except Refused as refused:
        messages.error(request, str(refused))
    return False
