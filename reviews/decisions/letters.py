"""The letters that tell authors of a decision: their wording, which chairs may change, and the letters themselves."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.urls import reverse

from reviews.models import Decision
from reviews.models.decision import Outcome
from submissions.models import Author, Submission
from want.core.timewords import aoe
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.mail.actions import Letter
from want.mail.letters import absolute, signed
from want.venues.models import Edition
from want.venues.stages import Stage
from want.venues.wordings import LetterKind, Wording, keep_wording, problems_of, wording_of

Letters = Mapping[str, tuple[str, str]]  # outcome -> (subject, body)

PLACES = {
    "name": "the author's name",
    "title": "the paper's title",
    "number": "the paper's number",
    "edition": "the name of the edition",
    "note": "your note to the authors of this paper, if there is one",
    "link": "the address of the paper's page",
    "deadline": "the deadline of the final version",
}
KINDS = {
    outcome: LetterKind(f"decision_{outcome.value}", f"mail/reviews/decisions/{outcome.value}.txt", PLACES)
    for outcome in Outcome
}


def default_letters(edition: Edition) -> dict[str, tuple[str, str]]:
    """Return the wording for each outcome: the edition's own, or the usual one."""
    wordings = {outcome: wording_of(edition, kind) for outcome, kind in KINDS.items()}
    return {outcome.value: (wording.subject, wording.body) for outcome, wording in wordings.items()}


def marks_of(letters: Letters) -> dict[str, str]:
    """Return by outcome what a form carries to say which wording it showed."""
    return {outcome: Wording(*letter).mark for outcome, letter in letters.items()}


@transaction.atomic
def keep_letters(edition: Edition, letters: Letters, *, seen: Mapping[str, str] | None = None) -> None:
    """Make these the edition's wordings; all or none.

    `seen` holds by outcome the mark of the wording that a form showed. Raises EditedMeanwhile with the present
    wordings of those letters that somebody has changed since, by outcome; its version is empty.
    """
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
    stale: dict[str, tuple[str, str]] = {}
    for outcome, (subject, body) in letters.items():
        try:
            keep_wording(edition, KINDS[Outcome(outcome)], Wording(subject, body, (seen or {}).get(outcome, "")))
        except EditedMeanwhile as meanwhile:
            stale[outcome] = (meanwhile.theirs["subject"], meanwhile.theirs["body"])
    if stale:
        raise EditedMeanwhile(stale, version="")


def problems_in(letters: Letters) -> dict[str, list[str]]:
    """Return by outcome what stops its letter from being sent; without entries all is well."""
    found = {
        outcome.value: problems_of(kind, Wording(*letters.get(outcome.value, ("", ""))))
        for outcome, kind in KINDS.items()
    }
    return {outcome: problems for outcome, problems in found.items() if problems}


def require_letters(letters: Letters) -> None:
    """Raise Refused with the first problem unless all letters can be sent."""
    for outcome, problems in problems_in(letters).items():
        raise Refused(f"The letter “{Outcome(outcome).label}” cannot be sent. {problems[0]}")


def letters_about(edition: Edition, decision: Decision, authors: Iterable[Author], letters: Letters) -> list[Letter]:
    """Return one letter to each of these authors of a decided paper. `decision.submission` is loaded already."""
    paper = decision.submission
    wording = Wording(*letters[decision.outcome])
    return [
        Letter(
            key=f"decision:{paper.pk}:{author.email}",
            to=author.email,
            subject=filled.subject,
            body=signed(filled.body, edition),
            edition=edition.slug,
            submission_id=paper.pk,
        )
        for author in authors
        for filled in [wording.filled(_values(edition, paper, decision, author))]
    ]


def _values(edition: Edition, paper: Submission, decision: Decision, author: Author) -> dict[str, str]:
    camera_ready = edition.calendar.windows.get(Stage.CAMERA_READY)
    return {
        "name": author.name,
        "title": paper.title,
        "number": str(paper.number),
        "edition": edition.name,
        "note": decision.note.strip(),
        "link": absolute(reverse("papers:page", args=[edition.slug, paper.code])),
        "deadline": aoe(camera_ready.closes_at) if camera_ready else "a date that we will announce",
    }
