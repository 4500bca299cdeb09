"""The page on which chairs take a role away from somebody."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from reviews.committee.actions import dismiss, verdict_on_dismissing
from want.core.sealed import place
from want.core.verdict import Refused
from want.desk.registry import page
from want.venues.models import Edition, Membership


@page(f"committee/{place('member')}/dismiss/", "dismiss")
def dismiss_page(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Ask once more, then take a role away from somebody."""
    found = get_object_or_404(Membership.objects.select_related("user", "edition"), pk=pk, edition=edition)
    if found.user_id == request.user.pk:
        raise Http404
    if request.method == "POST":
        try:
            dismiss(found, by=request.user)  # type: ignore[arg-type]
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{found.user} is no longer {found.get_role_display().lower()}.")
            return redirect("desk:venues_membership_changelist")
    verdict = verdict_on_dismissing(found, by=request.user)  # type: ignore[arg-type]
    context = {"title": f"Remove {found.user}", "member": found, "verdict": verdict}
    return render(request, "committee/dismiss.html", context)
