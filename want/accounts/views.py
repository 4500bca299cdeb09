"""A person's own page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from want.accounts.actions import change_profile
from want.accounts.forms import ProfileForm
from want.accounts.queries import verified_addresses


def profile(request: HttpRequest) -> HttpResponse:
    """Show and change what the site knows about the person signed in."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        change_profile(form.instance, set(form.changed_data))
        messages.success(request, "Your profile is saved.")
        return redirect("profile")
    return render(request, "accounts/profile.html", {"form": form, "addresses": verified_addresses(request.user)})
