"""The demo's own pages: its tour, who one can be, the clock, and every mail the system has sent."""

import json
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from want.accounts.models import User
from want.core import clock
from want.demo.pdf import paper_pdf
from want.demo.personas import busiest_reviewer
from want.demo.signing import user_of
from want.demo.timing import EDITION, lively_instant
from want.demo.tour import TOUR, Step, begin
from want.mail.models import Message
from want.venues.models import Edition
from want.venues.stages import Stage

# The stages that follow from the clock alone; release and publication are acts of the chairs.
MOVES = (
    Stage.SUBMISSION,
    Stage.BIDDING,
    Stage.ASSIGNMENT,
    Stage.REVIEWING,
    Stage.REBUTTAL,
    Stage.DISCUSSION,
    Stage.DECIDING,
    Stage.CAMERA_READY,
)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
def personas(request: HttpRequest) -> HttpResponse:
    """Show the tour, the cast with a sign-in link each, and the clock."""
    cast, edition = _cast(), get_object_or_404(Edition.objects.with_calendar(), slug=EDITION)
    players = [(step, _player(step, edition, cast)) for step in TOUR]
    stages = [(stage, stage is edition.moment().stage) for stage in MOVES]
    context = {"steps": [(step, player) for step, player in players if player], "personas": cast, "stages": stages}
    return render(request, "demo/personas.html", context)


@login_not_required
@require_POST
def take_step(request: HttpRequest, key: str) -> HttpResponse:
    """Begin a step of the tour: be its person, at its time, on its page."""
    step = next((step for step in TOUR if step.key == key), None)
    edition = get_object_or_404(Edition.objects.with_calendar(), slug=EDITION)
    user = _player(step, edition, _cast()) if step else None
    if step is None or user is None:
        raise Http404
    _become(request, user)
    return redirect(begin(step, edition, user, request))


@login_not_required
@require_safe
def sample_pdf(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (the same for everybody)
    """Send a paper to submit, for who has none at hand."""
    content = paper_pdf("A paper to try WANT with", "We try WANT with this paper, and it works.", pages=5)
    headers = {"Content-Disposition": 'attachment; filename="sample-paper.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@login_not_required
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the demo's clock into another stage, for everybody; what people did stays as it is."""
    stages = {stage.value: stage for stage in MOVES}
    stage = stages.get(request.POST.get("stage", ""))
    if stage is None:
        raise Http404
    edition = get_object_or_404(Edition.objects.with_calendar(), slug=EDITION)
    clock.move_to(lively_instant(edition, stage))
    messages.success(request, f"The demo's clock now stands in the stage “{stage.label}”.")
    return redirect("demo:personas")


@login_not_required
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in as a persona with one click. It is a GET that changes something: the demo's one exception."""
    user = user_of(token)
    if user is None:
        raise Http404
    _become(request, user)
    return redirect("home")


@login_not_required
def mail(request: HttpRequest) -> HttpResponse:
    """List what the outbox holds, newest first; `to` narrows it to one address."""
    to = request.GET.get("to", "").strip().lower()
    letters = Message.objects.filter(to=to) if to else Message.objects.all()
    page = Paginator(letters.order_by("-id"), 50).get_page(request.GET.get("page"))
    return render(request, "demo/mail.html", {"page": page, "to": to})


@login_not_required
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one mail as its recipient reads it."""
    message = get_object_or_404(Message, pk=pk)
    return render(request, "demo/letter.html", {"letter": message})


def _become(request: HttpRequest, user: User) -> None:
    logout(request)
    login(request, user, backend=BACKEND)
    UserSession.objects.create_from_request(request)


def _player(step: Step, edition: Edition, cast: list[dict[str, Any]]) -> User | None:
    """Return who does a step: somebody of the cast, or whoever has most to review, which changes with each review."""
    if step.role == "reviewer":
        return busiest_reviewer(edition)
    address = next((persona["email"] for persona in cast if persona["role"] == step.role), None)
    return User.objects.filter(email=address).first()


def _cast() -> list[dict[str, Any]]:
    path = settings.WANT_DATA / "demo.json"
    return json.loads(path.read_text())["personas"] if path.exists() else []
