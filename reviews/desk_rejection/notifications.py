"""The letters to the authors of a paper that is turned away without review, or comes back."""

from django.urls import reverse

from submissions.models import Submission
from want.mail.actions import Letter
from want.mail.letters import absolute, signed
from want.venues.wordings import LetterKind, Wording, wording_of

PLACES = {
    "name": "the author's name",
    "number": "the paper's number",
    "title": "the paper's title",
    "edition": "the name of the edition",
    "reason": "your reason, as typed above",
    "link": "the address of the paper's receipt",
}
REJECTED = LetterKind("desk_rejected", "mail/desk_rejection/rejected.txt", PLACES, needed=("reason",))
TAKEN_BACK = LetterKind(
    "desk_rejection_taken_back",
    "mail/desk_rejection/taken_back.txt",
    {name: meaning for name, meaning in PLACES.items() if name != "reason"},
)


def to_authors(kind: LetterKind, paper: Submission, reason: str = "") -> list[Letter]:
    """Return one letter to each present author; the paper's version in the key makes each act a letter of its own."""
    wording = wording_of(paper.edition, kind)
    return [
        Letter(
            key=f"{kind.name}:{paper.pk}:{paper.version}:{author.email}",
            to=author.email,
            subject=filled.subject,
            body=signed(filled.body, paper.edition),
            edition=paper.edition.slug,
            submission_id=paper.pk,
        )
        for author in paper.authors.current()
        for filled in [filled_for(wording, paper, author.name, reason)]
    ]


def filled_for(wording: Wording, paper: Submission, name: str, reason: str) -> Wording:
    """Return the letter as one author reads it."""
    return wording.filled(
        {
            "name": name,
            "number": str(paper.number),
            "title": paper.title,
            "edition": paper.edition.name,
            "reason": reason,
            "link": absolute(reverse("submissions:receipt", args=[paper.edition.slug, paper.code])),
        }
    )
