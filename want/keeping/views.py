"""The page on a person's data: what is kept and why, a copy to take along, and erasure."""

import tempfile

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from want.accounts.limits import limited
from want.core import clock
from want.core.verdict import Refused
from want.keeping.erasure import erase as erase_person
from want.keeping.erasure import verdict_on_erasing
from want.keeping.export import write_copy
from want.keeping.forms import EraseForm

IN_MEMORY = 5 * 1024 * 1024


@require_safe
def your_data(request: HttpRequest) -> HttpResponse:
    """Say what is kept, what can be taken along and what erasing does."""
    return _page(request, EraseForm(request.user))


@require_POST
@limited("copy")
def take_copy(request: HttpRequest) -> HttpResponse:
    """Send the person's copy. A POST, so that no link from elsewhere can make the site work for it."""
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed with the response)
    write_copy(request.user, out)
    out.seek(0)
    name = f"want-data-{clock.now():%Y-%m-%d}.zip"
    response = FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the account, sign out, and say so; or say why not. Asks once more who it is, where that can be proved."""
    form = EraseForm(request.user, request.POST)
    if not form.is_valid():
        return _page(request, form)
    if get_reauthentication_flows(request.user) and not did_recently_reauthenticate(request):
        raise ReauthenticationRequired
    try:
        erase_person(request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form)
    logout(request)
    return render(request, "keeping/erased.html")


def _page(request: HttpRequest, form: EraseForm) -> HttpResponse:
    return render(request, "keeping/data.html", {"form": form, "verdict": verdict_on_erasing(request.user)})
