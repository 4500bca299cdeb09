"""The page on which chairs say in which tracks a member serves."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from reviews.committee.tracks import can_be_named, keys_of, mark_of_tracks, set_tracks
from want.core.sealed import place
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile, sent_again
from want.desk.registry import page
from want.venues.models import Edition, Membership, Track


class TracksForm(forms.Form):
    """The tracks of one member."""

    tracks = forms.ModelMultipleChoiceField(
        Track.objects.none(),
        label="Serves in",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Without any tick they serve in all tracks, later ones too.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


@page(f"committee/{place('member')}/tracks/", "member_tracks")
def member_tracks(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Show in which tracks a member serves, and change it."""
    member = get_object_or_404(Membership.objects.select_related("user"), pk=pk, edition=edition)
    member.edition = edition
    if not can_be_named(member):
        raise Http404
    form = TracksForm(request.POST or None, initial={"tracks": keys_of(member), "seen": mark_of_tracks(member)})
    form.fields["tracks"].queryset = edition.tracks.all()  # type: ignore[attr-defined]
    theirs: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            set_tracks(member, form.cleaned_data["tracks"], seen=form.cleaned_data["seen"], by=request.user)  # type: ignore[arg-type]
        except EditedMeanwhile as meanwhile:
            theirs = list(meanwhile.theirs.items())
            form.data = sent_again(form.data, seen=meanwhile.version)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Saved. The next assignment goes by it; papers that they have stay with them.")
            return redirect("desk:venues_membership_change", pk)
    context = {"title": f"The tracks of {member.user}", "member": member, "form": form, "theirs": theirs}
    return render(request, "committee/tracks.html", context)
