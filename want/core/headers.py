"""The headers by which browsers and caches keep to themselves what they were shown. The outermost middleware.

Which pages may be framed, and what a page may load, is said by Django's own middleware and by the policy of content
in settings.py; here stands what they do not say.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import has_vary_header, patch_vary_headers

# What a page may ask of the machine it is shown on: a passkey, and copying a code. All else is nobody's business here.
OURS = ("publickey-credentials-get", "publickey-credentials-create", "clipboard-write", "fullscreen")
NOBODYS = (
    "accelerometer",
    "autoplay",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
PERMISSIONS = ", ".join([*(f"{name}=(self)" for name in OURS), *(f"{name}=()" for name in NOBODYS)])

Answer = Callable[[HttpRequest], HttpResponse]


class HeadersMiddleware:
    """Adds the headers to every answer, files and errors included."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and shut the answer."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _is_personal(request, response):
            response.headers["Cache-Control"] = "private, no-store"
        if "text/html" in response.headers.get("Content-Type", ""):
            patch_vary_headers(response, ["HX-Request"])  # a part of a page is asked for at the page's own address
        return response


def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether the answer depends on who asked, and they are signed in or are being given a cookie.

    An answer that never looked at the session is the same for everybody; looking leaves its mark in Vary.
    """
    if response.cookies:
        return True
    return has_vary_header(response, "Cookie") and bool(
        getattr(request, "user", None) and request.user.is_authenticated
    )
