"""Those who see a whole edition, or keep the site, sign in with a second factor: without one, they are led to it.

Chairs see papers and reviews outside the desk too, so all pages wait, and not the desk's alone.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from want.accounts.second_factor import has_second_factor
from want.venues.models import Membership, Role

# Pages that one needs on the way there, or that show nothing of any edition.
OPEN_PREFIXES = ("account_", "mfa_")
OPEN = frozenset({"profile", "sessions", "end_session", "health", "robots"})
WORDS = "As a chair you see names, reviews and decisions, so your account needs a second factor. Set one up to go on."


class SecondFactorMiddleware:
    """Leads chairs and superusers without a second factor to setting one up, where the settings ask for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the question needs to know which page it is."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:  # noqa: ARG002
        """Answer in place of the page, or let it answer."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not settings.WANT_CHAIRS_NEED_MFA or name in OPEN or name.startswith(OPEN_PREFIXES):
            return None
        if not request.user.is_authenticated or not needs_second_factor(request.user):
            return None
        messages.warning(request, WORDS)
        return redirect("mfa_index")


def needs_second_factor(user: object) -> bool:
    """Tell whether this person must have a second factor and has none."""
    must = user.is_superuser or Membership.objects.filter(user=user, role=Role.CHAIR).exists()  # type: ignore[attr-defined]
    return must and not has_second_factor(user)
