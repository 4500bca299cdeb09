"""Who one can be in the demo, signing in as them, and every mail the system has sent."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from want.core import clock
from want.demo.play import EDITION, lively_instant
from want.demo.signing import user_of
from want.mail.models import Message
from want.venues.models import Edition
from want.venues.stages import Stage

# The stages that follow from the clock alone; release and publication are acts of the chairs.
MOVES = (
    Stage.SUBMISSION,
    Stage.BIDDING,
    Stage.REVIEWING,
    Stage.REBUTTAL,
    Stage.DISCUSSION,
    Stage.DECIDING,
    Stage.CAMERA_READY,
)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
def personas(request: HttpRequest) -> HttpResponse:
    """Show the cast with a sign-in link each."""
    return render(request, "demo/personas.html", {"personas": _cast(), "stages": _stages()})


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
    logout(request)
    login(request, user, backend=BACKEND)
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


def _stages() -> list[tuple[Stage, bool]]:
    """Return the stages to move to, and which of them it is now."""
    edition = Edition.objects.with_calendar().filter(slug=EDITION).first()
    present = edition.moment().stage if edition else None
    return [(stage, stage is present) for stage in MOVES]


def _cast() -> list[dict[str, Any]]:
    path = settings.WANT_DATA / "demo.json"
    return json.loads(path.read_text())["personas"] if path.exists() else []
