"""The page on which members name whom they must not review: former institutions, advisers, collaborators, family."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reviews.conflicts.forms import OwnForm
from submissions.conflicts.once import STATED, has_changed
from submissions.conflicts.queries import stated_by
from submissions.conflicts.stating import state_conflicts
from want.accounts.models import User
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile, sent_again
from want.venues.queries import get_edition
from want.venues.stages import Stage
from want.venues.tracks import READERS

SERVING = frozenset(role.value for role in READERS)


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, edition: str) -> HttpResponse:
    """Show whom one named, and change it. Which papers that keeps one from is told to nobody here."""
    found = get_edition(request, edition)
    if not request.visitor.roles:  # type: ignore[attr-defined]
        raise Http404
    user: User = request.user  # type: ignore[assignment]
    form = OwnForm(request.POST or None, stated=stated_by([user.pk])[user.pk])
    theirs: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            state_conflicts(user, form.stated(), seen=form.cleaned_data["seen"])
        except EditedMeanwhile as meanwhile:
            theirs = list(meanwhile.theirs.items())
            form.data = sent_again(form.data, seen=meanwhile.version)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Saved. You are kept from their papers, here and in later editions.")
            return redirect("conflicts:own", found.slug)
    moment = found.moment()
    is_watched = moment.has_reached(Stage.CHECKS) and not moment.has_reached(Stage.RELEASED)
    context = {"edition": found, "form": form, "theirs": theirs, "is_watched": is_watched}
    context["has_service"] = not SERVING.isdisjoint(request.visitor.roles)  # type: ignore[attr-defined]
    context["is_used"] = is_watched and has_changed(STATED, found, user)
    return render(request, "reviews/conflicts/own.html", context)
