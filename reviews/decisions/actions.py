"""What chairs decide: prepare decisions privately, change them, take them back. Releasing them is in release.py."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F

from reviews.decisions.release import release, send_letters
from reviews.decisions.rules import may_decide
from reviews.decisions.second_chair import ask_for_release
from reviews.models import Decision
from reviews.models.decision import Outcome
from reviews.visibility.lists import sight_of
from reviews.visibility.standing import see
from submissions.models import Submission
from want.accounts.models import User
from want.audit.actions import record, record_each
from want.core import clock
from want.core.verdict import Refused, require
from want.core.versions import EditedMeanwhile, is_stale
from want.venues.models import Edition

__all__ = ["ask_for_release", "clear_decision", "decide", "decide_many", "release", "send_letters"]


@transaction.atomic
def decide(
    submission: Submission, outcome: str, *, note: str | None = None, seen_version: int | None, by: User
) -> Decision:
    """Prepare the decision on a paper, or change it. Nobody but the chairs knows of it before the release.

    `seen_version` is the version that the form showed, 0 where it showed none; None asks for no comparison. Without
    a note the present one is kept.
    """
    chosen = _outcome(outcome)
    require(may_decide(see(by, _held(submission)).case))
    present = Decision.objects.filter(submission=submission).first()
    text = (present.note if present else "") if note is None else note.strip()
    if present is not None and (present.outcome, present.note) == (chosen, text):
        return present
    _require_present_version(present, seen_version)
    if present is None:
        decision = Decision.objects.create(submission=submission, outcome=chosen, note=text, decided_by=by)
    else:
        decision = present
        decision.outcome, decision.note, decision.decided_by, decision.decided_at = chosen, text, by, clock.now()
        decision.version += 1
        decision.save()
    record("decision.prepared", by=by, edition=_slug(submission), submission_id=submission.pk, outcome=chosen.value)
    return decision


@transaction.atomic
def clear_decision(submission: Submission, *, seen_version: int | None = None, by: User) -> None:
    """Take a prepared decision back, its note included, as if nobody had decided yet."""
    require(may_decide(see(by, _held(submission)).case))
    present = Decision.objects.filter(submission=submission).first()
    if present is None:
        return
    _require_present_version(present, seen_version)
    present.delete()
    record("decision.cleared", by=by, edition=_slug(submission), submission_id=submission.pk)


@transaction.atomic
def decide_many(
    edition: Edition, outcomes: Mapping[int, str], *, seen: Mapping[int, int] | None = None, by: User
) -> int:
    """Prepare decisions on many papers at once, keyed by paper; an empty outcome takes a decision back.

    All or nothing: a paper that this chair may not decide on refuses the whole, and so does one whose decision is not
    of the version that was `seen` (EditedMeanwhile.theirs then tells the present outcomes by paper). Notes are kept.
    Returns how many decisions have changed.
    """
    chosen = {pk: _outcome(outcome) if outcome else None for pk, outcome in outcomes.items()}
    allowed = sight_of(by, edition).where(may_decide)
    papers = Submission.objects.of(edition).filter(allowed, pk__in=chosen).order_by("pk")
    if len(papers.select_for_update(no_key=True).values_list("pk")) != len(chosen):
        raise Refused(
            "Some of these papers are not yours to decide on now: you may have a conflict of interest with them, or "
            "they have left review. Nothing was changed. Reload the page and try again."
        )
    present = Decision.objects.select_related("submission").in_bulk(list(chosen), field_name="submission_id")
    _require_present_versions(present, seen or {}, chosen)
    changes = {pk: new for pk, new in chosen.items() if new != _present_outcome(present.get(pk))}
    _require_no_notes(present[pk] for pk, new in changes.items() if new is None)
    _write(changes, present, by)
    _log(edition, changes, by)
    return len(changes)


def _write(changes: Mapping[int, Outcome | None], present: Mapping[int, Decision], by: User) -> None:
    moment = clock.now()
    Decision.objects.filter(submission__in=[pk for pk, new in changes.items() if new is None]).delete()
    for outcome in Outcome:
        again = [pk for pk, new in changes.items() if new is outcome and pk in present]
        Decision.objects.filter(submission__in=again).update(
            outcome=outcome, decided_by=by, decided_at=moment, version=F("version") + 1
        )
    fresh = [(pk, new) for pk, new in changes.items() if new is not None and pk not in present]
    Decision.objects.bulk_create(
        [Decision(submission_id=pk, outcome=new, decided_by=by, decided_at=moment) for pk, new in fresh],
        batch_size=2000,
    )


def _log(edition: Edition, changes: Mapping[int, Outcome | None], by: User) -> None:
    """Write a line for each paper and none for all: counts would tell a chair in conflict what they do not see."""
    prepared = {pk: {"outcome": new.value} for pk, new in changes.items() if new is not None}
    cleared: dict[int, dict[str, str]] = {pk: {} for pk, new in changes.items() if new is None}
    record_each("decision.prepared", by=by, edition=edition.slug, details=prepared)
    record_each("decision.cleared", by=by, edition=edition.slug, details=cleared)


def _held(submission: Submission) -> Submission:
    """Return the paper as it is now, held until the transaction ends, so that no release comes in between."""
    paper = Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
    paper.edition = Edition.objects.get(pk=paper.edition_id)
    return paper


def _require_present_version(present: Decision | None, seen_version: int | None) -> None:
    version = present.version if present else 0
    if is_stale(seen_version, version):
        theirs = {"outcome": present.outcome, "note": present.note} if present else {"outcome": "", "note": ""}
        raise EditedMeanwhile(theirs, version=version)


def _require_present_versions(
    present: Mapping[int, Decision], seen: Mapping[int, int], chosen: Mapping[int, Outcome | None]
) -> None:
    """Refuse what was decided meanwhile in another way; the same decision once more is a second click."""
    stale = {
        pk: present[pk].outcome if pk in present else ""
        for pk, version in seen.items()
        if version != (present[pk].version if pk in present else 0)
        and chosen.get(pk) != _present_outcome(present.get(pk))
    }
    if stale:
        raise EditedMeanwhile(stale, version=0)


def _require_no_notes(decisions: Iterable[Decision]) -> None:
    """Refuse to take back in passing what somebody has written a note for."""
    noted = [str(decision.submission.number) for decision in decisions if decision.note]
    if noted:
        raise Refused(
            f"The note to the authors would be lost: {', '.join(noted[:10])}. Take such a decision back on the page of "
            "its note. Nothing was changed."
        )


def _outcome(value: str) -> Outcome:
    try:
        return Outcome(value)
    except ValueError:
        raise Refused("A paper is accepted for an oral presentation, accepted for a poster, or rejected.") from None


def _present_outcome(decision: Decision | None) -> Outcome | None:
    return Outcome(decision.outcome) if decision else None


def _slug(submission: Submission) -> str:
    return str(submission.edition.slug)
