"""Build the page of a paper: each part is loaded only if this viewer may see it, so a page cannot show too much.

The number of queries depends on what may be seen, never on how many authors, reviews or comments there are.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.urls import reverse

from reviews.models import Comment, Decision, MetaReview, Rebuttal
from reviews.paper_page.acts import actions_on
from reviews.paper_page.files import files_of, manuscripts_of, versions_of
from reviews.paper_page.records import (
    AuthorLine,
    DecisionShown,
    MetaReviewShown,
    PaperPage,
    Remark,
    Response,
)
from reviews.paper_page.sentences import state_of, who_sees
from reviews.reviewing.shown import reviews_shown
from reviews.visibility.doors import Opened
from reviews.visibility.facts import Fact
from reviews.visibility.standing import Viewer
from submissions.models import CameraReady, Submission
from submissions.states import Status
from want.venues.models import ApplicationArea, Role, Topic


def paper_page(paper: Opened, viewer: Viewer) -> PaperPage:
    """Return all that the viewer may see of the paper."""
    submission, seen, edition = paper.submission, paper.seen, paper.edition
    words = _words(paper)
    authors = _authors(paper)
    manuscripts = manuscripts_of(submission, seen)
    is_released = seen.may(Fact.DECISION_AFTER_RELEASE)
    presentation = submission.presentation if is_released else ""
    is_author = seen.standing.is_author
    tells_why = is_author or seen.may(Fact.SUBMISSION_TIMES_HISTORY)
    return PaperPage(
        number=submission.number,
        code=submission.code,
        state=state_of(seen, presentation, edition.notification_at),
        who_sees=who_sees(seen, co_authors=len(authors or ()) - 1),
        **words,
        bibtex_url=_bibtex_url(paper),
        authors=authors,
        conflicts=_conflicts(paper),
        files=tuple(files_of(paper, manuscripts)),
        versions=tuple(versions_of(paper, manuscripts)),
        submitted_at=submission.submitted_at if seen.may(Fact.SUBMISSION_TIMES_HISTORY) else None,
        withdrawal_reason=submission.withdrawal_reason if tells_why else "",
        reviews=reviews_shown(submission, seen, viewer),
        response=_response(paper),
        remarks=_remarks(paper, viewer),
        meta_reviews=_meta_reviews(paper),
        decision=_decision(paper),
        actions=actions_on(paper, is_led=_is_led(paper)),
    )


def _words(paper: Opened) -> dict[str, Any]:
    """Return title, abstract and what they are filed under; once published, as the camera-ready version has them."""
    submission = paper.submission
    found = (
        Submission.objects.filter(pk=submission.pk)
        .values(
            "submission_type__name",
            "track__name",
            topic_names=_names_of(Topic),
            area_names=_names_of(ApplicationArea),
        )
        .get()
    )
    final = _published_words(paper)
    return {
        "title": final.title if final else submission.title or "Untitled",
        "abstract": final.abstract if final else submission.abstract,
        "code_url": final.code_url if final else "",
        "tldr": submission.tldr,
        "keywords": tuple(submission.keywords),
        "kind": found["submission_type__name"] or "",
        "track": found["track__name"] or "",
        "topics": (*found["topic_names"], *filter(None, [submission.other_topic])),
        "areas": (*found["area_names"], *filter(None, [submission.other_area])),
    }


def _names_of(model: type[Topic] | type[ApplicationArea]) -> ArraySubquery:
    return ArraySubquery(model.objects.filter(submissions=OuterRef("pk")).order_by("position", "pk").values("name"))


def _published_words(paper: Opened) -> CameraReady | None:
    if not (paper.seen.case.terms.is_published and paper.seen.may(Fact.CAMERA_READY_FILES)):
        return None
    return CameraReady.objects.filter(submission=paper.submission, consents=True).first()


def _bibtex_url(paper: Opened) -> str:
    """Return where the paper's reference is, once there is something to refer to."""
    if not (paper.seen.case.terms.is_published and paper.submission.status == Status.ACCEPTED):
        return ""
    return reverse("proceedings:bibtex", args=[paper.edition.slug, paper.submission.code])


def _authors(paper: Opened) -> tuple[AuthorLine, ...] | None:
    if not paper.seen.may(Fact.AUTHOR_IDENTITY):
        return None
    shows_addresses = paper.seen.may(Fact.AUTHOR_EMAILS)
    return tuple(
        AuthorLine(
            name=author.name,
            affiliation=author.affiliation,
            email=author.email if shows_addresses else "",
            is_contact=author.is_contact and shows_addresses,
        )
        for author in paper.submission.authors.current()
    )


def _conflicts(paper: Opened) -> tuple[tuple[str, str], ...] | None:
    """Return who has a conflict with the paper and why, for the chairs."""
    is_office = paper.seen.may(Fact.DECLARED_CONFLICTS, Fact.AUDIT_LOG)
    if not is_office:
        return None
    rows = paper.submission.conflicts.select_related("user").order_by("user__name", "reason")
    return tuple((row.user.name, str(row)) for row in rows)


def _response(paper: Opened) -> Response | None:
    if not paper.seen.may(Fact.REBUTTAL):
        return None
    row = Rebuttal.objects.filter(submission=paper.submission).first()
    if row is None:
        return None
    if not paper.seen.may(Fact.SUBMISSION_TIMES_HISTORY):
        return Response(row.text)
    return Response(row.text, row.submitted_at, row.updated_at if row.version > 1 else None)


def _remarks(paper: Opened, viewer: Viewer) -> tuple[Remark, ...] | None:
    if not paper.seen.may(Fact.DISCUSSION):
        return None
    names_reviewers, names_leaders = paper.seen.may(Fact.REVIEWER_IDENTITY), paper.seen.may(Fact.AC_IDENTITY)
    rows = Comment.objects.filter(submission=paper.submission).select_related("writer")
    return tuple(
        Remark(
            signature=row.signature,
            text=row.text,
            posted_at=row.posted_at,
            is_own=row.writer_id == viewer.pk,
            name=row.writer.name
            if (names_reviewers if row.signature.startswith("Reviewer") else names_leaders)
            else "",
        )
        for row in rows
    )


def _meta_reviews(paper: Opened) -> tuple[MetaReviewShown, ...]:
    if not paper.seen.may(Fact.META_REVIEW):
        return ()
    rows = MetaReview.objects.filter(assignment__submission=paper.submission, assignment__removed_at=None)
    named, is_author = paper.seen.may(Fact.AC_IDENTITY), paper.seen.standing.is_author
    return tuple(
        MetaReviewShown(
            text=row.text,
            name=row.assignment.reviewer.name if named else "",
            recommendation="" if is_author else row.get_recommendation_display(),
        )
        for row in rows.select_related("assignment__reviewer").order_by("assignment__pseudonym")
    )


def _decision(paper: Opened) -> DecisionShown | None:
    """Return the released decision with the note to the authors, or the prepared one to those who may know it."""
    seen = paper.seen
    may_know_now, may_know = seen.may(Fact.DECISION_BEFORE_RELEASE), seen.may(Fact.DECISION_AFTER_RELEASE)
    reads_note = seen.standing.is_author or seen.may(Fact.CONFIDENTIAL_COMMENTS)
    if not (may_know_now or (may_know and reads_note)):
        return None
    row = Decision.objects.filter(submission=paper.submission).first()
    if row is None or (row.released_at is None and not may_know_now):
        return None
    return DecisionShown(row.get_outcome_display(), row.released_at is not None, row.note if reads_note else "")


def _is_led(paper: Opened) -> bool:
    """Tell whether the paper has an area chair; asked only for those who may know the answer."""
    if paper.seen.standing.is_assigned_area_chair:
        return True
    if not (paper.seen.standing.is_chair and paper.seen.may(Fact.AC_IDENTITY)):
        return False
    return paper.submission.assignments.current().filter(role=Role.AREA_CHAIR).exists()
