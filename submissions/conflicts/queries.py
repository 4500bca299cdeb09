"""What derive.py is given, and what others ask of conflicts: only what can matter, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from allauth.account.models import EmailAddress
from django.db.models import F, Min, Q, QuerySet

from submissions.conflicts.institutions import country_of
from submissions.conflicts.records import AuthorEntry, Named, Paper, Person, Tie
from submissions.conflicts.stated import Kind, Stated
from submissions.models import Author, Conflict, LateAddress, NamedConflict, PersonalConflict
from submissions.states import Status
from want.accounts.models import User
from want.audit.models import Entry
from want.core import clock
from want.venues.models import Edition, Membership
from want.venues.stages import Stage

SERVED = "committee.accepted"


def committee_conflicts(edition: Edition) -> dict[int, set[int]]:
    """Return the people who must keep away from each paper, by the keys of paper and person."""
    conflicts: dict[int, set[int]] = defaultdict(set)
    for paper, person in Conflict.objects.filter(submission__edition=edition).values_list("submission_id", "user_id"):
        conflicts[paper].add(person)
    return dict(conflicts)


def committee_of(edition: Edition) -> set[int]:
    """Return the keys of all who have a role in the edition."""
    return set(Membership.objects.filter(edition=edition).values_list("user_id", flat=True))


def lines_that_count(edition: Edition) -> QuerySet[Author]:
    """Return the author lines that make conflicts: the present ones, and who was taken off after submission.

    Otherwise somebody could be taken off the list to review the paper.
    """
    lines = Author.objects.filter(submission__edition=edition)
    return lines.filter(Q(removed_at=None) | Q(removed_at__gt=F("submission__submitted_at")))


def near(edition: Edition, papers: Collection[int]) -> set[int]:
    """Return these papers and all that share an author with one of them, present or former."""
    everybody = Author.objects.filter(submission__in=papers).values_list("user_id", "email")
    users, addresses = {user for user, _ in everybody} - {None}, {email for _, email in everybody} - {""}
    shared = lines_that_count(edition).filter(Q(user__in=users) | Q(email__in=addresses))
    return set(papers) | set(shared.values_list("submission_id", flat=True))


def papers_of(edition: Edition, lines: Collection[Author]) -> set[int]:
    """Return the papers that list one of these authors; they may have been taken off another one just now."""
    users, addresses = {line.user_id for line in lines} - {None}, {line.email for line in lines} - {""}
    listed = lines_that_count(edition).filter(Q(user__in=users) | Q(email__in=addresses))
    return set(listed.values_list("submission_id", flat=True))


def holds_alone() -> Q:
    """Return the condition for papers whose lists of authors tell nothing of other papers.

    Drafts, papers that were withdrawn before anybody of the committee saw one, and those whose list a chair doubts:
    anybody can list anybody, and would keep whom they like from reviewing others.
    """
    return Q(status=Status.DRAFT) | Q(authors_doubted=True) | Q(withdrawn_early=True)


def papers_with_authors(edition: Edition, papers: Collection[int] | None = None) -> list[Paper]:
    """Return papers as derive.py wants them; all of the edition when none are named."""
    lines = lines_that_count(edition)
    if papers is not None:
        lines = lines.filter(submission__in=papers)
    entries: dict[int, list[AuthorEntry]] = defaultdict(list)
    alone = set(edition.submissions.filter(holds_alone()).values_list("pk", flat=True))
    wanted = lines.order_by("submission_id", "position", "id")
    for paper, user, email, place, name, removed in wanted.values_list(
        "submission_id", "user_id", "email", "affiliation", "name", "removed_at"
    ):
        is_former = removed is not None
        entries[paper].append(AuthorEntry(user, *(("", "", "") if is_former else (email, place, name))))
    named = _named_on(edition, papers)
    return [Paper(key, tuple(found), key in alone, tuple(named[key])) for key, found in entries.items()]


def _named_on(edition: Edition, papers: Collection[int] | None) -> dict[int, list[Named]]:
    """Return whom the authors of these papers named."""
    rows = NamedConflict.objects.filter(submission__edition=edition)
    if papers is not None:
        rows = rows.filter(submission__in=papers)
    named: dict[int, list[Named]] = defaultdict(list)
    for paper, about, because in rows.values_list("submission_id", "about", "because"):
        named[paper].append(Named(about, because))
    return named


def people(edition: Edition, keys: Iterable[int], *, tied: Collection[int] = ()) -> list[Person]:
    """Return these people with what they say of themselves, in their profiles and on their submitted papers here.

    Whom they named as conflicts of their own is theirs alone; it is read for those who are `tied` by it, to derive.
    """
    wanted = set(keys)
    ties = _ties(edition, tied) if tied else {}
    emails: dict[int, set[str]] = defaultdict(set)
    places: dict[int, set[str]] = defaultdict(set)
    for user, email in EmailAddress.objects.filter(user__in=wanted, verified=True).values_list("user_id", "email"):
        emails[user].add(email.lower())
    late: dict[int, set[str]] = defaultdict(set)
    for user, email in LateAddress.objects.filter(edition=edition, user__in=wanted).values_list("user_id", "email"):
        late[user].add(email)
    stated = User.objects.filter(pk__in=wanted).values_list("pk", "affiliation", "country")
    countries = {user: country_of(country, emails[user]) for user, _, country in stated}
    lines = Author.objects.current().filter(submission__edition=edition, user__in=wanted)
    lines = lines.exclude(submission__in=edition.submissions.filter(holds_alone()))
    for user, email, place in lines.values_list("user_id", "email", "affiliation"):
        emails[user].add(email)
        late[user].discard(email)
        places[user].add(place)
    for user, place, _ in stated:
        places[user].add(place)
    return [
        Person(
            user,
            frozenset(emails[user]),
            frozenset(places[user] - {""}),
            countries.get(user, ""),
            ties.get(user, ()),
            frozenset(late[user]),
        )
        for user in sorted(wanted)
    ]


def stated_by(users: Collection[int]) -> dict[int, list[Stated]]:
    """Return what these people named as conflicts of their own, in the order in which they did."""
    found: dict[int, list[Stated]] = defaultdict(list)
    rows = PersonalConflict.objects.filter(user__in=users).order_by("pk")
    for user, kind, *said in rows.values_list("user_id", "kind", "name", "about", "first_year", "last_year"):
        found[user].append(Stated(Kind(kind), *said))
    return found


def editions_of(user: User) -> "QuerySet[Edition]":
    """Return the editions in which somebody serves, has served, or wrote a paper."""
    served = Entry.objects.filter(verb=SERVED, actor_id=user.pk).values("edition")
    concerned = Q(memberships__user=user) | Q(submissions__authors__user=user) | Q(slug__in=served)
    return Edition.objects.filter(concerned, archived_at=None).distinct().order_by("pk")  # locked one after the other


def _ties(edition: Edition, users: Collection[int]) -> dict[int, tuple[Tie, ...]]:
    """Return what still counts, by the year in which the papers of the edition came in.

    The first of them tells, and not the dates: who moves these would let ties fade.
    """
    first = edition.submissions.aggregate(at=Min("submitted_at"))["at"]
    window = edition.calendar.windows.get(Stage.SUBMISSION)
    year = (first or (window.closes_at if window else clock.now())).year
    said = stated_by(users)
    return {user: tuple(one.tie() for one in ones if one.counts_in(year)) for user, ones in said.items()}
