"""The desk's pages of publication: what is missing, and what becomes public before it does."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reviews.proceedings.actions import publish
from reviews.proceedings.rules import may_publish_list
from reviews.publication.actions import may_remind
from reviews.publication.queries import accepted_papers
from reviews.visibility.lists import sight_of
from want.core.verdict import Refused
from want.desk.registry import page
from want.venues.models import Edition

PAGE = 100


class SureForm(forms.Form):
    """The tick without which nothing is published."""

    is_sure = forms.BooleanField(
        label="I have looked at what becomes public. This cannot be undone.",
        error_messages={"required": "Please tick that you have looked. Nothing was published."},
    )


@page("publish/", "publish", label="Publication", group="Decisions", position=30)
def publish_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show which accepted papers are ready."""
    sight = sight_of(request.user, edition)
    papers = accepted_papers(sight)
    ready = sum(1 for paper in papers if not paper.lacks)
    context = {
        "title": "Publication",
        "papers": Paginator(papers, PAGE).get_page(request.GET.get("page")),
        "total": len(papers),
        "ready": ready,
        "may_remind": ready < len(papers) and may_remind(sight),
        "verdict": may_publish_list(sight.ties.to_others, sight.moment.stage),
    }
    return render(request, "reviews/publication/publish.html", context)


@page("publish/confirm/", "publish_confirm")
def confirm_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Say what everybody will see, and publish it once the chair has ticked that they looked."""
    form = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            publish(edition, by=request.user)
            messages.success(request, "The accepted papers are published.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("desk:publish", edition.slug)
    sight = sight_of(request.user, edition)
    papers = accepted_papers(sight)
    lacking = [paper for paper in papers if paper.lacks]
    context = {
        "title": "Publish the accepted papers",
        "form": form,
        "total": len(papers),
        "with_pdf": sum(1 for paper in papers if paper.has_file and paper.consents),
        "without_consent": sum(1 for paper in papers if paper.has_words and not paper.consents),
        "lacking": lacking[:PAGE],
        "more": max(0, len(lacking) - PAGE),
        "may_remind": may_remind(sight),
        "verdict": may_publish_list(sight.ties.to_others, sight.moment.stage),
    }
    return render(request, "reviews/publication/confirm.html", context)
