"""The page on which chairs say what a member takes on: loads, tracks, topics."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from reviews.committee.forms import DegreesField, usual_load
from reviews.committee.parsing import MOST_PAPERS
from reviews.committee.service import degrees_of
from reviews.committee.setting import Service, mark_of_setting, set_service, verdict_on_setting
from reviews.committee.tracks import can_be_named, keys_of
from want.accounts.models import User
from want.core.sealed import place
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile, sent_again
from want.desk.registry import page
from want.venues.models import Edition, Membership, Track
from want.venues.tracks import READERS

SAVED = "Saved, and {told}. The next assignment goes by it; papers that they have stay with them."


class ServiceByChairsForm(forms.Form):
    """What one member takes on, as the chairs see it."""

    max_load = forms.IntegerField(label="Papers at most", required=False, min_value=1, max_value=MOST_PAPERS)
    tracks = forms.ModelMultipleChoiceField(
        Track.objects.none(),
        label="Serves in",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Plans give them papers of these tracks alone, and they bid on no others; by hand you can still give "
        "them any paper. Without any tick they serve in all tracks, later ones too.",
    )
    topics = DegreesField(label="Topics", required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, member: Membership) -> None:
        super().__init__(data, initial=_initial(member))
        self.fields["max_load"].help_text = usual_load(member.edition, member.role)
        self.fields["topics"].offer(list(member.edition.topics.all()))  # type: ignore[attr-defined]
        self.fields["tracks"].queryset = member.edition.tracks.all()  # type: ignore[attr-defined]
        self.fields["topics"].widget.unknown = "not known"  # type: ignore[attr-defined]
        if not can_be_named(member):
            del self.fields["tracks"]

    def service(self) -> Service:
        """Return what was typed."""
        found = self.cleaned_data
        return Service(found["max_load"], found["topics"], found.get("tracks", ()))


@page(f"committee/{place('member')}/service/", "member_service")
def member_service(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Show what a member takes on, and change it."""
    member = get_object_or_404(Membership.objects.select_related("user"), pk=pk, edition=edition)
    member.edition = edition
    if member.role not in READERS:
        raise Http404
    by: User = request.user  # type: ignore[assignment]
    form = ServiceByChairsForm(request.POST or None, member=member)
    theirs: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            set_service(member, form.service(), seen=form.cleaned_data["seen"], by=by)
        except EditedMeanwhile as meanwhile:
            theirs = list(meanwhile.theirs.items())
            form.data = sent_again(form.data, seen=meanwhile.version)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            told = "they are told by mail" if by.pk != member.user_id else "the log says so"
            messages.success(request, SAVED.format(told=told))
            return redirect("desk:venues_membership_change", pk)
    context = {"title": f"What {member.user} takes on", "member": member, "form": form, "theirs": theirs}
    context["verdict"] = verdict_on_setting(member, by=by)
    return render(request, "committee/member.html", context)


def _initial(member: Membership) -> dict[str, Any]:
    shown = {"max_load": member.max_load, "tracks": keys_of(member), "topics": degrees_of(member)}
    return shown | {"seen": mark_of_setting(member)}
