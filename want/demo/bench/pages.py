"""The pages that are measured, with who opens them and in which stage."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from reviews.models import Assignment
from submissions.models import Submission
from want.demo.bench.fill import Filled
from want.venues.models import Role
from want.venues.stages import Stage

FieldsOf = Callable[[Mapping[str, str], int], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page, or with `fields` a form that is sent: given what it holds and the how-manieth time, what to send."""

    name: str
    stage: Stage
    who: str  # a field of Filled, or "" for the public
    path: str
    fields: FieldsOf | None = None
    action: str = ""  # where the form is sent, when not to its own page


def pages(filled: Filled) -> list[Page]:
    """Return the pages of this edition, in the order of a paper's life."""
    slug = filled.edition.slug
    own = Submission.objects.of(filled.edition).written_by(filled.author).order_by("number").first()
    given = Assignment.objects.filter(reviewer=filled.reviewer, role=Role.REVIEWER).order_by("id").first()
    if own is None or given is None:
        raise ValueError("The edition is not filled.")
    paper, desk = [slug, own.code], f"/desk/e/{slug}/"
    review = reverse("reviewing:review", args=[slug, given.submission.code])
    return [
        Page("home, signed out", Stage.SUBMISSION, "", reverse("home")),
        Page("edition's home", Stage.SUBMISSION, "", reverse("venues:home", args=[slug])),
        Page("home, signed in", Stage.SUBMISSION, "author", reverse("home")),
        Page("author's list", Stage.SUBMISSION, "author", reverse("submissions:mine", args=[slug])),
        Page("submission form", Stage.SUBMISSION, "author", reverse("submissions:edit", args=paper)),
        Page("author's paper", Stage.SUBMISSION, "author", reverse("papers:page", args=paper)),
        Page("reviewer's list", Stage.REVIEWING, "reviewer", reverse("reviewing:home", args=[slug])),
        Page("review form", Stage.REVIEWING, "reviewer", review),
        Page("save a review", Stage.REVIEWING, "reviewer", review, fields=_revised),
        Page("PDF", Stage.REVIEWING, "reviewer", reverse("papers:pdf", args=[slug, given.submission.code])),
        Page("area chair's list", Stage.REVIEWING, "area_chair", reverse("reviewing:home", args=[slug])),
        Page("chair's dashboard", Stage.DECIDING, "chair", desk),
        Page("chair's progress", Stage.DECIDING, "chair", f"{desk}progress/"),
        Page("chair's paper", Stage.DECIDING, "chair", reverse("papers:page", args=paper)),
        Page("chair's table, first rows", Stage.DECIDING, "chair", f"{desk}decisions/"),
        Page("chair's table, all rows", Stage.DECIDING, "chair", f"{desk}decisions/?rows=all"),
        Page("search a title's word", Stage.DECIDING, "chair", f"{desk}decisions/?q=pipeline"),
        Page("change a decision", Stage.DECIDING, "chair", f"{desk}decisions/{own.code}/", fields=_decided),
        Page("list of papers in the desk", Stage.DECIDING, "chair", "/desk/submissions/submission/"),
    ]


def _revised(found: Mapping[str, str], time: int) -> dict[str, str]:
    return {**found, "strengths": f"Clear, and clearer at reading {time}.", "submit": "1"}


def _decided(found: Mapping[str, str], time: int) -> dict[str, str]:
    return {**found, "outcome": ("oral", "poster", "reject")[time % 3]}
