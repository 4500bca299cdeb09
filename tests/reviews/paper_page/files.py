"""Files of a paper, and how its readers ask for them."""

from django.test import Client
from django.urls import reverse

from submissions.manuscripts import store
from submissions.models import CameraReady, Manuscript
from submissions.models.manuscript import Kind

ORIGINAL, BLIND, FINAL, FIRST = b"%PDF original", b"%PDF blind", b"%PDF final", b"%PDF first"
HEADERS = {
    "Content-Type": "application/pdf",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
    "Accept-Ranges": "bytes",
    "Content-Length": str(len(ORIGINAL)),
}


def keep(data):
    with store.workplace() as folder:
        store.write([data], folder / "x.pdf")
        return store.keep(folder / "x.pdf")


def add(submission, kind, version, data, blind=b""):
    return Manuscript.objects.create(
        submission=submission,
        kind=kind,
        version=version,
        sha256=keep(data),
        blind_sha256=keep(blind) if blind else "",
        size=len(data),
        original_name="ada_author_final.pdf",
        uploaded_by=submission.created_by,
    )


def get(user, paper, name="papers:pdf", *places, **headers):
    client = Client()
    if user is not None:
        client.force_login(user)
    address = reverse(name, args=[paper.edition.slug, paper.code, *places])
    answer = client.get(address, headers=headers)
    answer.body = b"".join(answer) if answer.streaming else answer.content
    return answer


def accept(paper, *, consents=True):
    paper.status, paper.presentation = "accepted", "poster"
    paper.save()
    add(paper, Kind.CAMERA_READY, 1, FINAL)
    CameraReady.objects.create(
        submission=paper, title=paper.title, abstract="A.", consents=consents, submitted_by=paper.created_by
    )
