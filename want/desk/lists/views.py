"""The pages of an edition's lists: topics, application areas, tracks, submission types."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile, is_another, mark_of
from want.desk.lists.forms import Lines, lines_of, merged
from want.desk.registry import page
from want.venues.actions import content_of_list, set_list
from want.venues.models import ApplicationArea, Edition, SubmissionType, Topic, Track


@dataclass(frozen=True, slots=True)
class ListKind:
    """One of the lists: its address, its words."""

    name: str
    kind: type
    label: str
    sentence: str


KINDS = (
    ListKind("topics", Topic, "Topics", "What papers are about and what reviewers know; the assignment goes by them."),
    ListKind(
        "areas", ApplicationArea, "Application areas", "Where the work is applied: the second axis beside topics."
    ),
    ListKind(
        "tracks",
        Track,
        "Tracks",
        "Parts of the workshop with papers and readers of their own. Leave the list empty if there is one programme "
        "for all: then nobody is asked about tracks.",
    ),
    ListKind("types", SubmissionType, "Submission types", "Kinds of papers with their page limits."),
)


@page("lists/<str:name>/", "list", is_setting=True)
def one_list(request: HttpRequest, edition: Edition, name: str) -> HttpResponse:
    """Show a list a line a thing, and store it."""
    chosen = next((kind for kind in KINDS if kind.name == name), None)
    if chosen is None:
        raise Http404
    lines = lines_of(chosen.kind, edition, request.POST or None)
    theirs: list[list[Any]] = []
    if request.method == "POST" and _is_broken_by_others(request, chosen, edition, lines):
        theirs, lines = content_of_list(chosen.kind, edition), merged(chosen.kind, edition, request.POST)
    elif request.method == "POST" and lines.is_valid():
        try:
            set_list(edition, lines.kept(edition), lines.removed(), seen=request.POST.get("seen", ""), by=request.user)
        except EditedMeanwhile as meanwhile:
            theirs, lines = meanwhile.theirs["list"], merged(chosen.kind, edition, request.POST)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{chosen.label}: saved.")
            return redirect("desk:list", edition.slug, name)
    context = {"title": chosen.label, "lines": lines, "chosen": chosen, "kinds": KINDS}
    context |= {"theirs": theirs, "seen": _seen(request, chosen, edition, is_shown_anew=bool(theirs))}
    return render(request, "desk/one_list.html", context)


def _is_broken_by_others(request: HttpRequest, chosen: ListKind, edition: Edition, lines: Lines) -> bool:
    """Tell whether the form cannot be read because lines of it have been removed since it was shown."""
    present = mark_of(content_of_list(chosen.kind, edition))
    return is_another(request.POST.get("seen"), present) and any("id" in errors for errors in lines.errors)


def _seen(request: HttpRequest, chosen: ListKind, edition: Edition, *, is_shown_anew: bool) -> str:
    """Return the mark of the list that the page shows: the present one, unless what was typed is shown once more."""
    present = mark_of(content_of_list(chosen.kind, edition))
    return present if is_shown_anew else request.POST.get("seen", present)


@page("lists/", "lists", label="Topics, areas, types", group="Call", position=30, is_setting=True)
def first_list(request: HttpRequest, edition: Edition) -> HttpResponse:  # noqa: ARG001 (a page's signature)
    """Go to the first of the lists."""
    return redirect("desk:list", edition.slug, KINDS[0].name)
