"""A person's own page."""

from copy import copy

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from want.accounts.actions import change_profile
from want.accounts.forms import ProfileForm
from want.accounts.queries import verified_addresses
from want.core.versions import EditedMeanwhile


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
            form.data = form.data.copy() | {"seen": meanwhile.version}
        else:
            messages.success(request, "Your profile is saved.")
            return redirect("profile")
    context = {"form": form, "addresses": verified_addresses(request.user), "theirs": theirs}
    return render(request, "accounts/profile.html", context)
