"""Release the decisions: one act after which they are the papers' states and all authors are told, each once."""

from collections import defaultdict
from collections.abc import Collection

from django.db import transaction

from reviews.decisions.letters import Letters, default_letters, keep_letters, letters_about, require_letters
from reviews.decisions.queries import are_own_decided, counts_of, decisions_of, decisions_to_release, lack_decisions
from reviews.decisions.rules import may_release, may_send_letters
from reviews.decisions.second_chair import confirm, open_request
from reviews.decisions.waiting import WaitsForOthers
from reviews.models import Decision
from reviews.models.decision import Outcome
from reviews.visibility.lists import sight_of
from submissions import lifecycle
from submissions.models import Author, Submission
from submissions.states import Status
from want.accounts.models import User
from want.audit.actions import record
from want.core import clock
from want.core.verdict import require
from want.mail.actions import Letter, enqueue, unsent
from want.venues.models import Edition

AFTER = {
    Outcome.ORAL: (Status.ACCEPTED, "oral"),
    Outcome.POSTER: (Status.ACCEPTED, "poster"),
    Outcome.REJECT: (Status.REJECTED, ""),
}


@transaction.atomic
def release(edition: Edition, letters: Letters, *, by: User) -> int:
    """Make every prepared decision the paper's state and queue one letter a paper to each of its authors.

    Returns how many papers were released: 0 at a second click. Refused while a paper in review has no decision, while
    a letter cannot be sent, and, where the edition asks for four eyes, until a second chair asks for the same.
    """
    row = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if row.released_at is not None:
        return 0
    # Held before decisions are read: one that is being changed now, and a paper that is withdrawn now, come first.
    list(Submission.objects.of(row).in_review().order_by("pk").select_for_update(no_key=True).values_list("pk"))
    sight = sight_of(by, row)
    wish = open_request(row) if row.four_eyes else None
    is_confirmed = not row.four_eyes or (wish is not None and wish.asked_by_id != by.pk)
    require(may_release(sight.ties.to_others, sight.moment.stage, is_confirmed=is_confirmed))
    require_letters(letters)
    require(are_own_decided(row, sight))
    is_missing = lack_decisions(row).exists()
    decisions = list(decisions_to_release(row))
    if wish is not None:
        confirm(wish, decisions, letters, is_missing=is_missing, by=by)
    elif is_missing:
        raise WaitsForOthers
    keep_letters(row, letters)
    _make_them_known(row, decisions)
    record("decisions.released", by=by, edition=row.slug, **counts_of(decisions))
    enqueue(_letters(row, decisions, letters))
    return len(decisions)


@transaction.atomic
def send_letters(edition: Edition, *, by: User) -> int:
    """Send the letters to authors who have not had one, such as those added since the release; return how many."""
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)  # one of two clicks waits
    sight = sight_of(by, edition)
    require(may_send_letters(sight.ties.to_others, sight.moment.stage))
    decisions = decisions_of(edition).filter(released_at__isnull=False)
    missing = unsent(_letters(edition, list(decisions), default_letters(edition)))
    if missing:
        record("decisions.letters_sent", by=by, edition=edition.slug, letters=len(missing))
    enqueue(missing)
    return len(missing)


def _make_them_known(edition: Edition, decisions: Collection[Decision]) -> None:
    moment = clock.now()
    for outcome, (status, presentation) in AFTER.items():
        papers = [decision.submission_id for decision in decisions if decision.outcome == outcome]
        lifecycle.move_all(papers, Status.SUBMITTED, status, presentation=presentation)
    Decision.objects.filter(pk__in=[decision.pk for decision in decisions]).update(released_at=moment)
    Edition.objects.filter(pk=edition.pk).update(released_at=moment)


def _letters(edition: Edition, decisions: list[Decision], letters: Letters) -> list[Letter]:
    authors: dict[int, list[Author]] = defaultdict(list)
    papers = [decision.submission_id for decision in decisions]
    for author in Author.objects.current().filter(submission__in=papers).order_by("submission_id", "position"):
        authors[author.submission_id].append(author)
    return [
        letter
        for decision in decisions
        for letter in letters_about(edition, decision, authors[decision.submission_id], letters)
    ]
