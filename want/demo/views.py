"""Who one can be in the demo, signing in as them, and every mail the system has sent."""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import urlize

from want.demo.signing import user_of
from want.mail.models import Message

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
def personas(request: HttpRequest) -> HttpResponse:
    """Show the cast with a sign-in link each."""
    return render(request, "demo/personas.html", {"personas": _cast()})


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
    return render(request, "demo/letter.html", {"letter": message, "body": urlize(message.body, autoescape=True)})


def _cast() -> list[dict[str, Any]]:
    path = settings.WANT_DATA / "demo.json"
    return json.loads(path.read_text())["personas"] if path.exists() else []
