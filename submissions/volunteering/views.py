"""The button on the list of one's papers by which authors volunteer, and take it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from submissions.volunteering.actions import is_author_in, volunteer
from want.core.verdict import Refused
from want.venues.queries import get_edition


@require_POST
def volunteer_view(request: HttpRequest, edition: str) -> HttpResponse:
    """Store the author's choice and lead back to their papers."""
    here = get_edition(request, edition)
    if not is_author_in(here, request.user):  # type: ignore[arg-type]
        raise Http404
    wants = request.POST.get("volunteer") == "yes"
    try:
        volunteer(here, request.user, wants=wants)  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, THANKS if wants else "You are no longer among those who would review.")
    return redirect("submissions:mine", here.slug)


THANKS = "Thank you. The chairs see that you would review, and invite whom they need."
