"""Keep the table of conflicts true: derived anew when authors or committee change, declared when somebody says so."""

from collections.abc import Collection, Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from submissions.conflicts.derive import derive_conflicts
from submissions.conflicts.once import count_once, move_once, state_once
from submissions.conflicts.queries import committee_of, near, papers_of, papers_with_authors, people
from submissions.conflicts.records import DerivedConflict, Named, Paper, Reason
from submissions.models import Author, Conflict, NamedConflict, Submission
from want.accounts.models import User
from want.audit.actions import record
from want.venues.models import Edition
from want.venues.stages import Stage

BATCH = 2000
KEPT = "It was so when the papers came in."
STAYING = (Reason.DECLARED.value, Reason.KEPT.value)
AS_THEY_SAY = (Reason.AFFILIATION.value, Reason.DOMAIN.value, Reason.NAMED.value, Reason.OWN.value)


@transaction.atomic
def refresh_for_submission(submission: Submission) -> None:
    """Bring the conflicts of one paper up to date, and those of papers that share an author with it.

    The latter because two people who write this paper together are co-authors for every other paper too.
    """
    _refresh_papers(submission.edition, {submission.pk})


@transaction.atomic
def refresh_after_change_of_authors(submission: Submission, changed: Iterable[Author]) -> None:
    """Bring all conflicts up to date that may follow from a changed author list.

    Members of the committee tell where they are by their own lines too, so theirs are compared with all papers.
    """
    edition, changed = submission.edition, list(changed)
    _refresh_papers(edition, {submission.pk, *papers_of(edition, changed)})
    members = {author.user_id for author in changed if author.user_id} & committee_of(edition)
    if members:
        _refresh_people(edition, members)


@transaction.atomic
def refresh_for_person(edition: Edition, user: User) -> None:
    """Bring the conflicts of one person with all papers up to date, and those that their own papers make for others.

    Once papers are in, a conflict that came from what people say of themselves is only added and stays for good. Else
    who is in conflict could type another affiliation, remove an address, or leave the committee for a moment.
    """
    as_they_say = Conflict.objects.filter(submission__edition=edition, reason__in=AS_THEY_SAY)
    theirs = as_they_say.filter(Q(user=user) | Q(submission__authors__user=user)).distinct()
    before = {(one.submission_id, one.user_id): one.because for one in theirs}
    own = set(
        Author.objects.current().filter(user=user, submission__edition=edition).values_list("submission", flat=True)
    )
    if own:
        _refresh_papers(edition, own)
    _refresh_people(edition, {user.pk})
    if before and edition.moment().has_reached(Stage.CHECKS):
        gone = before.keys() - set(theirs.values_list("submission_id", "user_id"))
        _keep(edition, {pair: before[pair] for pair in sorted(gone)}, user)


def _keep(edition: Edition, gone: dict[tuple[int, int], str], user: User) -> None:
    """Put down to stay what does not follow any more. It is nobody's word: it tells who wrote papers, also them."""
    Conflict.objects.bulk_create(
        (
            Conflict(
                submission_id=paper,
                user_id=person,
                reason=Reason.KEPT.value,
                because=f"{because} {KEPT}"[:250],
            )
            for (paper, person), because in gone.items()
        ),
        ignore_conflicts=True,
    )
    for paper in sorted({paper for paper, _ in gone}):
        record("conflict.kept", by=user, edition=edition.slug, submission_id=paper)


@transaction.atomic
def refresh_after_move(edition: Edition, user: User) -> None:
    """Bring conflicts up to date with what a person now says of where they work.

    Committee and authors change it once while papers are reviewed: else one could type one after the other, and learn
    from the papers that go where their authors are, or keep reviewers away from one's paper until none is left. Raises
    Refused at the second change.
    """
    if edition.moment().has_reached(Stage.CHECKS):
        move_once(edition, user)
    refresh_for_person(edition, user)


@transaction.atomic
def refresh_after_proof(edition: Edition, user: User, email: str) -> str:
    """Bring conflicts up to date with an address that is proved now; return what to tell the person, if anything.

    What follows from where an address lies is, while papers are reviewed, taken from one new address, like from one
    new affiliation.
    """
    said = ""
    if edition.moment().has_reached(Stage.CHECKS):
        _one_at_a_time(edition)  # else two addresses proved at one instant would both be the first
        said = count_once(edition, user, email)
    refresh_for_person(edition, user)
    return said


@transaction.atomic
def refresh_after_statement(edition: Edition, user: User) -> None:
    """Bring conflicts up to date with whom a member now names as conflicts of their own.

    While papers are reviewed that can be changed once, for the same reason. Raises Refused at the second change.
    """
    if edition.moment().has_reached(Stage.CHECKS):
        state_once(edition, user)
    refresh_for_person(edition, user)


@transaction.atomic
def refresh_edition(edition: Edition) -> None:
    """Derive all conflicts of an edition anew; for imports, and before an assignment."""
    _one_at_a_time(edition)
    papers = papers_with_authors(edition)
    found = _derived(edition, papers, committee_of(edition))
    _bring(found, Conflict.objects.filter(submission__edition=edition))


@transaction.atomic
def declare_conflict(submission: Submission, person: User, because: str, *, by: User) -> Conflict:
    """Put down that this person must keep away from the paper. It stays, whatever is derived later."""
    conflict, is_new = Conflict.objects.get_or_create(
        submission=submission,
        user=person,
        reason=Reason.DECLARED.value,
        defaults={"because": because.strip()[:250], "declared_by": by},
    )
    if is_new:
        record("conflict.declared", by=by, edition=submission.edition.slug, submission_id=submission.pk)
    return conflict


@transaction.atomic
def lift_conflict(conflict: Conflict, reason: str, *, by: User) -> bool:
    """Take back what was declared or kept, and tell whether it was there. Derived conflicts cannot be lifted."""
    gone, _ = Conflict.objects.filter(pk=conflict.pk, reason__in=STAYING).delete()
    if gone:
        paper = conflict.submission
        record("conflict.lifted", by=by, edition=paper.edition.slug, submission_id=paper.pk, reason=reason)
    return bool(gone)


@transaction.atomic
def name_conflicts(submission: Submission, named: Sequence[Named]) -> None:
    """Let the paper name exactly these, and see who of the committee is meant."""
    NamedConflict.objects.filter(submission=submission).delete()
    NamedConflict.objects.bulk_create(
        NamedConflict(submission=submission, about=one.about, because=one.because) for one in named
    )
    refresh_for_submission(submission)


@transaction.atomic
def doubt_authors(submission: Submission, reason: str, *, by: User, is_doubted: bool) -> None:
    """Let a paper that lists people who wrote nothing of it make nobody co-authors, or believe it again."""
    rows = Submission.objects.filter(pk=submission.pk).exclude(authors_doubted=is_doubted)
    if not rows.update(authors_doubted=is_doubted):
        return
    refresh_after_change_of_authors(submission, submission.authors.current())
    verb = "conflict.authors_doubted" if is_doubted else "conflict.authors_believed"
    record(verb, by=by, edition=submission.edition.slug, submission_id=submission.pk, reason=reason)


@transaction.atomic
def strike_named(named: NamedConflict, reason: str, *, by: User) -> None:
    """Take one thing that the authors named off the paper's list, and the conflicts that followed from it."""
    paper = named.submission
    gone, _ = NamedConflict.objects.filter(pk=named.pk).delete()
    if gone:
        refresh_for_submission(paper)
        record("conflict.struck", by=by, edition=paper.edition.slug, submission_id=paper.pk, reason=reason)


def _one_at_a_time(edition: Edition) -> None:
    """Let others who derive conflicts of this edition wait until this transaction ends.

    Two at once would miss what the other has not committed yet, and lock each other's rows in turns.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('conflicts of ' || %s, 0))", [edition.slug])


def _refresh_papers(edition: Edition, papers: Collection[int]) -> None:
    _one_at_a_time(edition)
    touched = near(edition, papers)
    context = papers_with_authors(edition, near(edition, touched))
    found = _derived(edition, context, committee_of(edition), on=touched)
    _bring(found, Conflict.objects.filter(submission__in=touched))


def _refresh_people(edition: Edition, members: set[int]) -> None:
    _one_at_a_time(edition)
    serving = members & committee_of(edition)
    found = _derived(edition, papers_with_authors(edition), serving) if serving else []
    _bring(found, Conflict.objects.filter(submission__edition=edition, user__in=members))


def _derived(
    edition: Edition, papers: list[Paper], members: set[int], on: Collection[int] | None = None
) -> list[DerivedConflict]:
    """Return the conflicts of these members; the authors' profiles are read too, for they say where authors are."""
    authors = {entry.person_id for paper in papers for entry in paper.authors if entry.person_id is not None}
    return derive_conflicts(people(edition, members | authors, tied=members), papers, among=members, on=on)


def _bring(found: Iterable[DerivedConflict], stored: QuerySet[Conflict]) -> None:
    """Make the stored conflicts be the found ones, touching only what differs. Those that stay are left alone."""
    wanted = {(one.paper_id, one.person_id, one.reason.value): one.because[:250] for one in found}
    stale = []
    for conflict in stored.exclude(reason__in=STAYING).only("submission_id", "user_id", "reason", "because"):
        if wanted.get((conflict.submission_id, conflict.user_id, conflict.reason)) == conflict.because:
            del wanted[conflict.submission_id, conflict.user_id, conflict.reason]
        else:
            stale.append(conflict.pk)
    Conflict.objects.filter(pk__in=stale).delete()
    Conflict.objects.bulk_create(
        (
            Conflict(submission_id=paper, user_id=person, reason=reason, because=because)
            for (paper, person, reason), because in wanted.items()
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
