"""A person's own pages: what the site knows of them, and where they are signed in."""

from copy import copy

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from want.accounts.actions import change_profile
from want.accounts.forms import ProfileForm
from want.accounts.queries import verified_addresses
from want.accounts.sessions import end_session as end_one
from want.accounts.sessions import end_sessions, sessions_of
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile, sent_again


def profile(request: HttpRequest) -> HttpResponse:
    """Show and change what the site knows about the person signed in."""
    form = ProfileForm(request.POST or None, instance=copy(request.user))
    theirs: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in form.Meta.fields}
        try:
            change_profile(request.user, said, seen=form.cleaned_data["seen"])
        except EditedMeanwhile as meanwhile:
            theirs = [(str(form.fields[name].label), value) for name, value in meanwhile.theirs.items()]
            form.data = sent_again(form.data, seen=meanwhile.version)
        except Refused as refusal:
            form.add_error("affiliation", str(refusal))
            request.user.refresh_from_db()
        else:
            messages.success(request, "Your profile is saved.")
            return redirect("profile")
    context = {"form": form, "addresses": verified_addresses(request.user), "theirs": theirs}
    return render(request, "accounts/profile.html", context)


def sessions(request: HttpRequest) -> HttpResponse:
    """Show where the person is signed in; a POST signs them out elsewhere, or everywhere."""
    if request.method == "POST":
        end_sessions(request.user, but=request.session.session_key)  # type: ignore[arg-type]
        if request.POST.get("here"):
            logout(request)
            return redirect("account_login")
        messages.success(request, "You are signed out everywhere else.")
        return redirect("sessions")
    found = sessions_of(request.user, request.session.session_key)  # type: ignore[arg-type]
    return render(request, "accounts/sessions.html", {"sessions": found})


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one other browser."""
    if not end_one(request.user, pk):  # type: ignore[arg-type]
        raise Http404
    messages.success(request, "That browser is signed out.")
    return redirect("sessions")
