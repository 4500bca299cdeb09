"""The desk's page of the archive: what it means, the one act, and the way back."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from want.core.verdict import Refused
from want.desk.registry import page
from want.venues.archiving import archive, may_archive, reopen
from want.venues.models import Edition


class SureForm(forms.Form):
    """The tick without which nothing is done."""

    is_sure = forms.BooleanField(
        label="I have read what this means.", error_messages={"required": "Please tick that you have read it."}
    )


@page("archive/", "archive", label="Archive", group="Decisions", position=40)
def archive_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Say what the archive means, and put the edition there or take it out."""
    form = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("do") == "reopen":
                reopen(edition, by=request.user)
                messages.success(request, f"{edition.name} is out of the archive again.")
            else:
                archive(edition, by=request.user)
                messages.success(request, f"{edition.name} is in the archive.")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("desk:archive", edition.slug)
    context = {"title": "Archive", "form": form, "verdict": may_archive(edition.moment())}
    return render(request, "desk/archive.html", context)
