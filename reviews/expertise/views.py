"""A member's own papers, and the days on which they are away."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from reviews.expertise.actions import (
    Added,
    add_absence,
    add_papers,
    choose_papers,
    remove_absence,
    remove_paper,
)
from reviews.expertise.forms import AbsenceForm, PaperForm, PasteForm, PdfForm, UploadForm
from reviews.expertise.found import Reading
from reviews.expertise.pdf import front_in
from reviews.models import Absence, ExpertisePaper
from want.core.sealed import NO_ROW, unseal
from want.core.verdict import Refused
from want.venues.models import Edition, Role
from want.venues.queries import get_edition

PAGE = 50
SERVING = frozenset({Role.REVIEWER.value, Role.AREA_CHAIR.value})
WAYS: dict[str, type[PasteForm] | type[UploadForm] | type[PaperForm]] = {
    "paste": PasteForm,
    "upload": UploadForm,
    "type": PaperForm,
}


@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, edition: str) -> HttpResponse:
    """Show one's own papers, let one choose which describe today's expertise, and take new ones."""
    found = _edition_or_404(request, edition)
    way = request.POST.get("do", "")
    given: dict[str, forms.Form] = {
        name: form(request.POST if way == name else None, request.FILES if way == name else None)
        for name, form in WAYS.items()
    }
    reading: Reading | None = None
    pdf = PdfForm(request.POST if way == "pdf" else None, request.FILES if way == "pdf" else None)
    front = front_in(request, pdf) if way == "pdf" else None
    if front is not None:
        given["type"] = PaperForm(initial={"title": front.title, "abstract": front.abstract})
    if way == "choose":
        choose_papers(_keys(request, "counts", "expertise"), of=_keys(request, "shown", "expertise"), by=request.user)
        messages.success(request, "Saved. Papers are matched to you by those that are ticked.")
        return redirect(_back(request))
    if way in given and given[way].is_valid():
        reading = given[way].reading()  # type: ignore[attr-defined]
        try:
            added = add_papers(reading, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _said(added))
            if not reading.problems:
                return redirect("expertise:papers", found.slug)
            if way != "paste":  # what was pasted stays, so that it can be mended where it says
                given[way] = WAYS[way]()
    own = ExpertisePaper.objects.filter(user=request.user)
    page = Paginator(own.order_by("-year", "title", "pk"), PAGE).get_page(request.GET.get("page"))
    shown = {**given, "pdf": pdf}
    context = {"edition": found, "page": page, "forms": shown, "reading": reading, "way": way, "front": front}
    context["counting"] = own.filter(counts=True).count()
    return render(request, "reviews/expertise/papers.html", context)


@require_POST
def remove(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Take a paper out of one's profile."""
    found = _edition_or_404(request, edition)
    remove_paper(pk, by=request.user)
    messages.success(request, "The paper is no longer in your profile.")
    return redirect("expertise:papers", found.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest, edition: str) -> HttpResponse:
    """Show when one is away, add days and take them back."""
    found = _edition_or_404(request, edition)
    form = AbsenceForm(request.POST if request.POST.get("do") == "add" else None)
    if request.POST.get("do") == "remove":
        for key in _keys(request, "absence", "absence"):
            remove_absence(key, by=request.user)
        return redirect("expertise:absences", found.slug)
    if form.is_valid():
        try:
            add_absence(form.cleaned_data["first_day"], form.cleaned_data["last_day"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Noted. The chairs see it in the committee and where they give papers by hand.")
            return redirect("expertise:absences", found.slug)
    context = {"edition": found, "form": form, "absences": Absence.objects.filter(user=request.user)}
    return render(request, "reviews/expertise/absences.html", context)


def _said(added: Added) -> str:
    """Say what became of a list."""
    parts = [f"Papers added: {added.new}."]
    if added.completed:
        parts.append(f"Papers that were there and have their abstract or year now: {added.completed}.")
    if added.known:
        parts.append(f"Papers that were there already: {added.known}.")
    return " ".join(parts)


def _keys(request: HttpRequest, name: str, kind: str) -> set[int]:
    return {unseal(key, kind) for key in request.POST.getlist(name)} - {NO_ROW}


def _back(request: HttpRequest) -> str:
    page = request.POST.get("page", "")
    return f"{request.path}?page={page}" if page.isdigit() else request.path


def _edition_or_404(request: HttpRequest, slug: str) -> Edition:
    edition = get_edition(request, slug)
    if SERVING.isdisjoint(request.visitor.roles):
        raise Http404
    return edition
