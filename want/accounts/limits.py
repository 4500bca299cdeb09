"""How often something may be tried: counted by allauth in the cache, which all processes share.

What allauth's own pages allow stands in settings.ACCOUNT_RATE_LIMITS; here are the doors that are ours.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse

APP = "want"  # names the counters apart from allauth's

View = Callable[..., HttpResponse]


def limited(action: str, *, looking: bool = True) -> Callable[[View], View]:
    """Let a page be asked for as often as settings.WANT_RATE_LIMITS says for the action; 429 beyond that.

    Looking at the page (a GET) counts as well, unless it is said not to.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if (looking or request.method == "POST") and not may_try(request, action):
                return ratelimit.respond_429(request)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def tried(request: HttpRequest, action: str, key: str | None = None) -> ratelimit.RateLimitUsage | None:
    """Count one more try, and return what was counted, which can be taken back; None where it is one too many."""
    config = settings.WANT_RATE_LIMITS
    return ratelimit.consume(request, app=APP, action=action, config=config, key=key, limit_get=True)


def may_try(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count one more try, and tell whether it is not one too many."""
    return tried(request, action, key) is not None


def begin_anew(request: HttpRequest, action: str, key: str) -> None:
    """Forget how often something was tried."""
    ratelimit.clear(request, app=APP, action=action, config=settings.WANT_RATE_LIMITS, key=key)
