"""The public pages of the programme: the accepted papers, and how to cite them."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.proceedings import bibtex as writing
from reviews.proceedings.queries import published_papers, reference_of, topics_of_list
from want.venues.queries import get_edition

TEXT = "text/plain; charset=utf-8"


@login_not_required
@require_safe
def papers(request: HttpRequest, edition: str) -> HttpResponse:
    """List the accepted papers, orals first; of one topic when one is chosen."""
    here = get_edition(request, edition)
    topics = list(topics_of_list(here)) if here.published_at else []
    chosen = next((topic for topic in topics if str(topic.pk) == request.GET.get("topic")), None)
    found = published_papers(here, topic=chosen.pk if chosen else None)
    groups = {
        "Talks": [paper for paper in found if paper.presentation == "oral"],
        "Posters": [paper for paper in found if paper.presentation != "oral"],
    }
    context = {"edition": here, "groups": groups, "count": len(found), "topics": topics, "chosen": chosen}
    return render(request, "reviews/proceedings/list.html", context)


@login_not_required
@require_safe
def bibtex(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Give the BibTeX entry of one published paper."""
    here = get_edition(request, edition)
    found = published_papers(here, code=code)
    if not found:
        raise Http404
    return HttpResponse(writing.entry(reference_of(here, found[0])), content_type=TEXT)


@login_not_required
@require_safe
def all_bibtex(request: HttpRequest, edition: str) -> HttpResponse:
    """Give the BibTeX entries of all published papers."""
    here = get_edition(request, edition)
    found = published_papers(here)
    if not found:
        raise Http404
    return HttpResponse(writing.entries([reference_of(here, paper) for paper in found]), content_type=TEXT)
