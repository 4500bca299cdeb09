"""The pictures of the README: which page, as whom, at which stage; taken of the demo while it is served."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, Page

from reviews.models import Assignment, AssignmentPlan
from submissions.models import Submission
from submissions.states import Status
from want.demo.personas import Persona
from want.venues.models import Edition, Role
from want.venues.stages import Stage

DESK_SIZE = (1280, 800)
PHONE_SIZE = (390, 800)
COLOURS = 192  # of the palette; the pages have few, and the files stay small

Finder = Callable[[Edition, str], str]  # (edition, the person's address) -> path of the page


@dataclass(frozen=True, slots=True)
class Picture:
    """One file in docs/pictures."""

    name: str
    stage: Stage
    role: str  # of the persona who looks; empty for a stranger
    path: Finder
    size: tuple[int, int] = DESK_SIZE
    start_at: str = ""  # the element that is scrolled to the top


def _home(edition: Edition, _email: str) -> str:
    return reverse("venues:home", args=[edition.slug])


def _draft(edition: Edition, email: str) -> str:
    """Return the form of a paper of this person's: there is more to see in it than in an empty one."""
    mine = Submission.objects.filter(edition=edition, authors__email=email, status=Status.SUBMITTED)
    return reverse("submissions:edit", args=[edition.slug, mine.earliest("number").code])


def _review(edition: Edition, email: str) -> str:
    """Return the form of a review that this person has begun, or of one that is still due."""
    mine = Assignment.objects.current().of_reviewers().filter(submission__edition=edition, reviewer__email=email)
    chosen = mine.filter(draft__isnull=False).first() or mine.filter(review=None).first() or mine.earliest("pk")
    return reverse("reviewing:review", args=[edition.slug, chosen.submission.code])


def _reviewing(edition: Edition, _email: str) -> str:
    return reverse("reviewing:home", args=[edition.slug])


def _dashboard(edition: Edition, _email: str) -> str:
    return reverse("desk:dashboard", args=[edition.slug])


def _plan(edition: Edition, _email: str) -> str:
    plan = AssignmentPlan.objects.filter(edition=edition, role=Role.REVIEWER).latest("pk")
    return reverse("desk:plan", args=[edition.slug, plan.pk])


def _decisions(edition: Edition, _email: str) -> str:
    return reverse("desk:decisions", args=[edition.slug])


PICTURES = (
    Picture("edition", Stage.SUBMISSION, "", _home),
    Picture("submit", Stage.SUBMISSION, "author", _draft),
    Picture("review", Stage.REVIEWING, "reviewer", _review),
    Picture("phone", Stage.REVIEWING, "reviewer", _reviewing, PHONE_SIZE),
    Picture("dashboard", Stage.REVIEWING, "chair", _dashboard),
    Picture("plan", Stage.REVIEWING, "chair", _plan),
    Picture("decisions", Stage.DECIDING, "chair", _decisions),
)


@dataclass(frozen=True, slots=True)
class Aim:
    """A picture with the page's address and the link that signs in who looks; found before a browser starts.

    Inside a browser's loop Django would use a connection of its own, perhaps to the demo of another stage.
    """

    picture: Picture
    path: str
    sign_in_url: str


def aim(picture: Picture, edition: Edition, cast: list[Persona]) -> Aim:
    """Find out where a picture is taken, and as whom."""
    persona = next((person for person in cast if person.role == picture.role), None)
    path = picture.path(edition, persona.email if persona else "")
    return Aim(picture, path, persona.sign_in_url if persona else "")


def take(target: Aim, browser: Browser, *, base_url: str, folder: Path) -> int:
    """Take one picture of the served demo and store it; return the size of its file."""
    picture = target.picture
    width, height = picture.size
    context = browser.new_context(
        base_url=base_url,
        viewport={"width": width, "height": height},
        color_scheme="light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/Paris",
    )
    page = context.new_page()
    if target.sign_in_url:
        page.goto(target.sign_in_url)
    answer = page.goto(target.path, wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise RuntimeError(f"{page.url} cannot be shown as {picture.role or 'a stranger'}.")
    size = _store(page, folder / f"{picture.name}.png")
    context.close()
    return size


def _store(page: Page, path: Path) -> int:
    """Store what the window shows with few colours, without the strip that says it is the demonstration."""
    page.evaluate("document.querySelector('.demo-banner')?.remove()")
    page.wait_for_timeout(600)  # until fonts and the paper's pages are drawn
    whole = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    whole.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path.stat().st_size
