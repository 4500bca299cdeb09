"""Change assignments from a table: what it would change, told line by line, and the act that does it."""

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from allauth.account.models import EmailAddress
from django.db import transaction

from reviews.assignment.applying import assign_all
from reviews.assignment.fitness import loads_of, objection
from reviews.assignment.inputs import Inputs, Pair, inputs_of
from reviews.assignment.notifications import assignment_letters, removal_letter
from reviews.assignment.queries import is_tied, papers_open_to, seen_pairs
from reviews.assignment.rules import may_propose
from reviews.assignment.table import Line, read_table
from reviews.committee.profile_names import key_of_name, name_in
from reviews.models import Assignment
from reviews.visibility.lists import Sight, sight_of
from submissions.models import Submission
from want.accounts.models import User
from want.audit.actions import record, record_each
from want.core import clock
from want.core.verdict import Refused
from want.mail.actions import enqueue
from want.venues.models import Edition, Role

BY_FILE = "Taken off by a table of assignments."


@dataclass(frozen=True, slots=True)
class Change:
    """One line that can be done."""

    line: Line
    paper: Submission
    person: User
    score: float = 0.0
    because: str = ""
    off_track: str = ""  # a warning


@dataclass(slots=True)
class Preview:
    """What a table would change, and the lines that it cannot."""

    adds: list[Change] = field(default_factory=list)
    removals: list[Change] = field(default_factory=list)
    same: list[Change] = field(default_factory=list)
    errors: list[Line] = field(default_factory=list)
    header: str = ""

    @property
    def mark(self) -> str:
        """Return what was shown, in short: when it differs at the act, somebody changed something meanwhile."""
        shown = [(one.line.role, one.line.is_removal, one.paper.pk, one.person.pk) for one in self.adds + self.removals]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]

    @property
    def people(self) -> int:
        """Return to how many people letters would go."""
        return len({change.person.pk for change in (*self.adds, *self.removals)})

    @property
    def rest(self) -> str:
        """Return the lines with errors as a table again, to be mended."""
        lines = [line.raw for line in self.errors]
        return "\n".join([self.header, *lines] if self.header and lines else lines)


def preview_table(text: str, edition: Edition, sight: Sight) -> Preview:
    """Return what the table would change as things stand, for this chair. Papers in conflict are like missing ones."""
    table = read_table(text)
    judge = _Judge(edition, sight)
    for line in sorted(table.lines, key=lambda line: (not line.is_removal, line.number)):  # what frees places is first
        judge.take(line)
    judge.found.header = table.header
    judge.found.errors.sort(key=lambda line: line.number)
    return judge.found


@transaction.atomic
def import_assignments(text: str, edition: Edition, *, mark: str, by: User) -> Preview:
    """Do what the preview with this mark showed; tell each person of new papers in one letter. Errors are left out."""
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    sight = sight_of(by, edition)
    found = preview_table(text, edition, sight)
    if found.mark != mark:
        raise Refused("Something changed meanwhile. Please look at the changes again before you make them.")
    removed = _remove(found.removals, edition, by)
    made = [row for role in Role if (pairs := _pairs(found.adds, role)) for row in assign_all(pairs, role=role, by=by)]
    by_paper: dict[int, list[str]] = defaultdict(list)
    for row in made:
        by_paper[row.submission_id].append(row.pseudonym)
    details = {paper: {"as_": names, "from": "table"} for paper, names in by_paper.items()}
    record_each("assignment.made", by=by, edition=edition.slug, details=details)
    record("assignment.imported_by_file", by=by, edition=edition.slug)
    if made and edition.assigned_at is None:
        Edition.objects.filter(pk=edition.pk).update(assigned_at=clock.now())
    given = assignment_letters(edition, sight.moment, sight.terms, made)
    enqueue([*(removal_letter(edition, row) for row in removed), *given])
    return found


class _Judge:
    """Takes line after line and keeps the loads as they would be then."""

    def __init__(self, edition: Edition, sight: Sight) -> None:
        self.edition, self.sight, self.is_discreet = edition, sight, is_tied(sight)
        papers = list(papers_open_to(sight).filter(sight.where(may_propose)))
        self.papers = {name: paper for paper in papers for name in (str(paper.number), paper.code)}
        self.people, self.names = _people(edition)
        self.inputs: dict[str, Inputs] = {}
        self.loads: dict[str, Counter[int]] = {}
        self.seen: dict[tuple[str, Pair], int] = {}
        self.found = Preview()

    def take(self, line: Line) -> None:
        """Put the line where it belongs."""
        why, change = (line.error, None) if line.error else self._read(line)
        if change is None:
            self.found.errors.append(replace(line, error=why))
        elif line.is_removal:
            self._take_removal(line, change)
        else:
            self._take_add(line, change)

    def _read(self, line: Line) -> tuple[str, Change | None]:
        paper = self.papers.get(line.paper)
        if paper is None:
            return f"There is no paper {line.paper} in review that you look after.", None
        person = self._person(line.person)
        if isinstance(person, str):
            return person, None
        key = (line.role, (paper.pk, person.pk))
        first = self.seen.setdefault(key, line.number)
        if first != line.number:
            return f"Line {first} speaks of the same person and paper.", None
        return "", Change(line, paper, person)

    def _person(self, named: str) -> User | str:
        if person := self.people.get(named.casefold()):
            return person
        if not named.startswith("~"):
            return f"Nobody of the committee has the address {named}."
        name = name_in(named)
        found = self.names.get(key_of_name(name), [])
        if len(found) == 1:
            return found[0]
        return (
            f"{'Several people' if found else 'Nobody'} of the committee {'have' if found else 'has'} the name {name}."
        )

    def _of(self, role: str) -> tuple[Inputs, Counter[int]]:
        if role not in self.inputs:
            self.inputs[role] = inputs_of(self.edition, role)
            self.loads[role] = loads_of(seen_pairs(self.sight, self.inputs[role].standing))
        return self.inputs[role], self.loads[role]

    def _take_removal(self, line: Line, change: Change) -> None:
        inputs, loads = self._of(line.role)
        if (change.paper.pk, change.person.pk) not in inputs.assigned:
            self.found.same.append(change)
            return
        loads[change.person.pk] -= 1
        self.found.removals.append(change)

    def _take_add(self, line: Line, change: Change) -> None:
        inputs, loads = self._of(line.role)
        pair = (change.paper.pk, change.person.pk)
        if pair in inputs.assigned:
            self.found.same.append(change)
            return
        why = objection(inputs, loads, *pair, is_discreet=self.is_discreet)
        if why:
            self.found.errors.append(replace(line, error=f"{change.person} {why}."))
            return
        loads[change.person.pk] += 1
        match = inputs.match(*pair)
        warning = inputs.tracks.warning(*pair, change.person.name)
        self.found.adds.append(replace(change, score=match.value, because="; ".join(match.reasons), off_track=warning))


def _people(edition: Edition) -> tuple[dict[str, User], dict[str, list[User]]]:
    """Return the committee by each address (verified ones, and the one we write to) and by name."""
    roles = (Role.REVIEWER, Role.AREA_CHAIR)
    members = User.objects.filter(memberships__edition=edition, memberships__role__in=roles, is_active=True).distinct()
    people = {person.pk: person for person in members}
    by_address = {person.email.casefold(): person for person in people.values()}
    proved = EmailAddress.objects.filter(user__in=people, verified=True).values_list("email", "user_id")
    by_address |= {email.casefold(): people[user] for email, user in proved}
    by_name: dict[str, list[User]] = defaultdict(list)
    for person in people.values():
        by_name[key_of_name(person.name)].append(person)
    return by_address, by_name


def _pairs(changes: list[Change], role: str) -> list[Pair]:
    return [(change.paper.pk, change.person.pk) for change in changes if change.line.role == role]


def _remove(changes: list[Change], edition: Edition, by: User) -> list[Assignment]:
    wanted = {(change.paper.pk, change.person.pk, change.line.role) for change in changes}
    current = Assignment.objects.filter(removed_at=None, submission__in={paper for paper, _, _ in wanted})
    rows = [
        row
        for row in current.order_by("pk").select_related("reviewer", "submission").select_for_update(of=("self",))
        if (row.submission_id, row.reviewer_id, row.role) in wanted
    ]
    gone = Assignment.objects.filter(pk__in=[row.pk for row in rows])
    gone.update(removed_at=clock.now(), removal_reason=BY_FILE)
    for row in rows:
        record("assignment.removed", by=by, edition=edition.slug, submission_id=row.submission_id, as_=row.pseudonym)
    return rows
