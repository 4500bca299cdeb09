"""The page of who chairs an edition; those who keep the site appoint the first chair there."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from want.core.verdict import Refused
from want.desk.chairing import is_chair
from want.desk.registry import page
from want.venues.chairs import appoint_chair, chairs_of, may_appoint
from want.venues.models import Edition


class ChairForm(forms.Form):
    """Who chairs the edition."""

    email = forms.EmailField(label="Address", help_text="They are told by mail, and sign in with a mailed code.")
    name = forms.CharField(max_length=120, help_text="Only needed if they have no account yet.", required=False)


@page("chairs/", "chairs", label="Chairs", group="Call", position=40, is_setting=True)
def chairs(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show who chairs the edition, and appoint the first one."""
    form = ChairForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = appoint_chair(edition, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{person} chairs {edition.name} now, and is told by mail.")
            return redirect("desk:chairs", edition.slug)
    context = {
        "title": "Chairs",
        "chairs": chairs_of(edition),
        "form": form,
        "verdict": may_appoint(edition, request.user),
        "is_chair": is_chair(request),
    }
    return render(request, "desk/chairs.html", context)
