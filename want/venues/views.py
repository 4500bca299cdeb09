"""The public pages: the list of editions, and of each its home, call, dates and committee."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from want.core import clock
from want.venues import calendar_file, dates
from want.venues.asks import asked_of
from want.venues.models import Edition
from want.venues.queries import committee_of, editions_for, face_of, get_edition
from want.venues.showcase import part_taken_in, shown
from want.venues.welcome import welcome


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """List the editions; somebody signed in reads first what is asked of them and where they take part."""
    now = clock.now()
    editions = editions_for(request.user)
    current, past = shown(editions, request.user, now)
    context = {"current": current, "past": past}
    if request.user.is_authenticated:
        context |= {"asks": asked_of(request.user, now), "parts": part_taken_in(editions, request.user, now)}
    return render(request, "venues/site_home.html", context)


@login_not_required
@require_safe
def edition_home(request: HttpRequest, edition: str) -> HttpResponse:
    """Show what the workshop is for, the dates, and what one can do at this stage."""
    found = get_edition(request, edition)
    moment, lines = found.moment(), _lines(found)
    context = {
        "edition": found,
        "moment": moment,
        "welcome": welcome(moment, lines, has_papers=request.visitor.is_author),  # type: ignore[attr-defined]
        "face": face_of(found),
        "lines": lines,
        "steps": dates.steps_of(found.calendar, found.notification_at, found.held_on),
    }
    return render(request, "venues/edition_home.html", context)


@login_not_required
@require_safe
def call(request: HttpRequest, edition: str) -> HttpResponse:
    """Show the call for papers with topics, kinds of paper, format, and how reviewing works."""
    found = get_edition(request, edition)
    moment, lines = found.moment(), _lines(found)
    context = {
        "edition": found,
        "moment": moment,
        "welcome": welcome(moment, lines, has_papers=request.visitor.is_author),  # type: ignore[attr-defined]
        "face": face_of(found),
        "lines": lines,
    }
    return render(request, "venues/call.html", context)


@login_not_required
@require_safe
def dates_page(request: HttpRequest, edition: str) -> HttpResponse:
    """Show all dates: in the reader's own zone, anywhere on Earth, and how much time is left."""
    found = get_edition(request, edition)
    lines = _lines(found)
    context = {
        "edition": found,
        "lines": lines,
        "next": dates.next_deadline(lines, clock.now()),
        "steps": dates.steps_of(found.calendar, found.notification_at, found.held_on),
    }
    return render(request, "venues/dates.html", context)


@login_not_required
@require_safe
def calendar_ics(request: HttpRequest, edition: str) -> HttpResponse:
    """Send the dates as a calendar file that programs may subscribe to; unchanged dates are not sent again."""
    found = get_edition(request, edition)

    def etag(*_: object, **__: object) -> str:
        return f'"{found.slug}-{found.calendar_revision}"'

    @condition(etag_func=etag)
    def send(_: HttpRequest) -> HttpResponse:
        content = calendar_file.written(found, _lines(found))
        headers = {"Content-Disposition": f'inline; filename="{found.slug}.ics"'}
        return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)

    return send(request)


@login_not_required
@require_safe
def committee(request: HttpRequest, edition: str) -> HttpResponse:
    """Name the chairs, and the rest of the committee where the edition lists it publicly."""
    found = get_edition(request, edition)
    return render(request, "venues/committee.html", {"edition": found, "people": committee_of(found)})


def _lines(edition: Edition) -> list[dates.DateLine]:
    return dates.lines_of(edition.calendar, edition.notification_at, edition.held_on)
