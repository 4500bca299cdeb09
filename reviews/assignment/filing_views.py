"""The desk's page on which chairs put a paper into another track, and its button on the paper's record."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from reviews.assignment.filing import mark_of_track, put_in_track, strangers_to
from reviews.assignment.rules import may_file
from reviews.visibility.facts import Fact
from reviews.visibility.lists import sight_of
from reviews.visibility.standing import see
from submissions.models import Submission
from submissions.states import Status
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile, sent_again
from want.desk.registry import NextStep, Panel, page, paper_part
from want.venues.models import Edition, Track


class TrackForm(forms.Form):
    """The track of a paper."""

    track = forms.ModelChoiceField(
        Track.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a track.", "invalid_choice": "This track is gone. Choose another."},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


@page("papers/<str:code>/track/", "paper_track")
def paper_track(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """Show which track the paper is in, and put it into another."""
    sight = sight_of(request.user, edition)
    paper = get_object_or_404(sight.papers(Fact.PDF).select_related("track"), code=code)
    if not edition.has_tracks:
        raise Http404
    paper.edition = edition
    form = TrackForm(request.POST or None, initial={"track": paper.track_id, "seen": mark_of_track(paper)})
    form.fields["track"].queryset = edition.tracks.all()  # type: ignore[attr-defined]
    theirs: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        track = form.cleaned_data["track"]
        try:
            put_in_track(paper, track, seen=form.cleaned_data["seen"], by=request.user)  # type: ignore[arg-type]
        except EditedMeanwhile as meanwhile:
            theirs = list(meanwhile.theirs.items())
            form.data = sent_again(form.data, seen=meanwhile.version)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Paper {paper.number} is in “{track}”. Its authors read it on their form.")
            return redirect("desk:submissions_submission_change", paper.pk)
    others = [track for track in edition.track_list if track.pk != paper.track_id]
    context = {
        "title": f"The track of paper {paper.number}",
        "paper": paper,
        "form": form,
        "theirs": theirs,
        "strangers": strangers_to(paper, others, sight.on(paper)),
        "verdict": may_file(sight.on(paper).case),
    }
    return render(request, "reviews/assignment/track.html", context)


@paper_part
def track_part(paper: Submission, viewer: Any) -> Panel | None:
    """Lead chairs without a conflict to the page, where there is another track to choose."""
    others = [track for track in paper.edition.track_list if track.pk != paper.track_id]
    if not others or paper.status not in {Status.SUBMITTED, Status.ACCEPTED}:
        return None
    seen = see(viewer, paper)
    if not seen.may(Fact.PDF):
        return None
    label = "Put it into another track" if paper.track_id else "Put it into a track"
    url = reverse("desk:paper_track", args=[paper.edition.slug, paper.code])
    return Panel("Track", 75, steps=(NextStep(label, url, may_file(seen.case).reason),))
