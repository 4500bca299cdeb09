"""Somebody who is not on the committee, counted on in a trial: what is known of them, and a plan's inputs with them.

Only what the chairs may know: an account counts where it has shown itself to them (reviews.committee.knowing), and the
titles of its own papers are told to nobody, for their owner has not joined this committee.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

from allauth.account.models import EmailAddress

from reviews.assignment.inputs import Inputs, Pair
from reviews.committee.knowing import accounts_known, conflicts_of, services
from reviews.committee.parsing import Candidate
from reviews.committee.sources import candidacies_of, volunteers_of
from reviews.matching.corpus import Text
from reviews.matching.formula import formula_of
from reviews.matching.table import compared_with
from reviews.matching.texts import text_match
from reviews.models import ExpertisePaper, Invitation
from reviews.models.candidacy import CandidacyKind
from reviews.models.expertise import text_of
from reviews.models.invitation import InvitationState
from submissions.conflicts.institutions import country_of
from submissions.conflicts.queries import people
from submissions.conflicts.records import Person
from submissions.models import Author
from want.accounts.models import User
from want.venues.models import Degree, Edition, Membership, MembershipTopic, Role

GUEST = -1  # the key of a guest in the inputs: no account has it


@dataclass(frozen=True, slots=True)
class Guest:
    """A person outside the committee, in plain values."""

    name: str
    load: int
    person: Person
    topics: dict[int, float]
    texts: list[Text]
    conflicts: set[int]
    wrote: set[Pair]
    tracks: frozenset[int] = frozenset()  # for which they are asked; none means all

    @property
    def told(self) -> str:
        """Say what the affinities of the guest rest on."""
        parts = []
        if self.topics:
            parts.append(f"{len(self.topics)} {'topic' if len(self.topics) == 1 else 'topics'} from another committee")
        if self.texts:
            parts.append(f"{len(self.texts)} of their own papers")
        if not parts:
            return (
                f"Nothing is known of what {self.name} knows, so every paper fits them alike: the trial tells what "
                "their places are worth, and no more."
            )
        return f"What {self.name} knows is taken from {' and '.join(parts)}."


def choices_of(edition: Edition, viewer: User, role: str) -> list[tuple[str, str]]:
    """Return whom chairs could count on, by address: invited without an answer yet, volunteers, offers, suggestions."""
    found: dict[str, str] = {}
    asked = Invitation.objects.filter(edition=edition, role=role, state=InvitationState.PENDING)
    for row in asked.order_by("name", "email"):
        found[row.email] = f"{row.name or row.email} (invited, no answer yet)"
    if role == Role.REVIEWER:
        offered, suggested = (
            candidacies_of(edition, kind) for kind in (CandidacyKind.OFFERED, CandidacyKind.SUGGESTED)
        )
        for words, entries in (
            ("volunteered", volunteers_of(edition, viewer)),
            ("offered to review", offered),
            ("suggested", suggested),
        ):
            for entry in entries:
                found.setdefault(entry.candidate.email, f"{entry.candidate.name} ({words})")
    serving = serves(edition, role, found)
    return [(email, words) for email, words in found.items() if email not in serving]


def serves(edition: Edition, role: str, emails: object) -> set[str]:
    """Return those of the addresses that belong to members in this role."""
    members = Membership.objects.filter(edition=edition, role=role).values("user")
    proved = EmailAddress.objects.filter(email__in=list(emails), verified=True, user__in=members)  # type: ignore[call-overload]
    return set(proved.values_list("email", flat=True))


def guest_of(edition: Edition, viewer: User, email: str, inputs: Inputs) -> Guest:
    """Return what this chair may know of the person behind an address."""
    said = _said(edition, inputs.role, email)
    account = accounts_known(edition, viewer, [email]).get(email)
    found = conflicts_of(edition, inputs.papers, {email: said}, {email: account} if account else {})
    person = Person(GUEST, frozenset({email}), frozenset({said.affiliation} - {""}), country_of("", [email]))
    tracks = _tracks(edition, inputs.role, email)
    if account is None:
        conflicts = found.get(email, set())
        return Guest(said.name or email, _load(edition, inputs, said), person, {}, [], conflicts, set(), tracks)
    user = User.objects.get(pk=account)
    wrote = Author.objects.current().filter(submission__in=inputs.papers, user=user).order_by()
    return Guest(
        name=user.name or said.name or email,
        load=_load(edition, inputs, said),
        person=replace(people(edition, [account])[0], id=GUEST),
        topics=_topics(viewer, account, inputs),
        texts=_texts(account),
        conflicts=found.get(email, set()),
        wrote={(paper, GUEST) for paper in wrote.values_list("submission_id", flat=True)},
        tracks=tracks,
    )


def with_guest(inputs: Inputs, guest: Guest, edition: Edition) -> Inputs:
    """Return the inputs with the guest as the last of the people."""
    everybody = [*inputs.people, GUEST]
    column = compared_with(edition, inputs.papers, guest.texts) if guest.texts else None
    text = text_match(edition, inputs.papers, everybody, formula_of(edition).uploaded_use, guest=column)
    return replace(
        inputs,
        loads=inputs.loads | {GUEST: guest.load},
        known_topics=inputs.known_topics | {GUEST: guest.topics},
        conflicts=inputs.conflicts | {(paper, GUEST) for paper in guest.conflicts | {at for at, _ in guest.wrote}},
        load_text=lambda: text,
        tracks=inputs.tracks.with_person(GUEST, guest.tracks),
    )


def _said(edition: Edition, role: str, email: str) -> Candidate:
    """Return what the invitation, the offer or the suggestion says of the person."""
    asked = Invitation.objects.filter(edition=edition, role=role, email=email).first()
    row = asked or edition.candidacies.filter(email=email).first()  # type: ignore[attr-defined]
    return Candidate(email, row.name, row.affiliation, row.max_load) if row else Candidate(email)


def _tracks(edition: Edition, role: str, email: str) -> frozenset[int]:
    """Return the tracks that an invitation names."""
    asked = Invitation.tracks.through.objects.filter(invitation__edition=edition, invitation__role=role)
    return frozenset(asked.filter(invitation__email=email).values_list("track", flat=True))


def _load(edition: Edition, inputs: Inputs, said: Candidate) -> int:
    usual = edition.papers_per_area_chair if inputs.role == Role.AREA_CHAIR else edition.papers_per_reviewer
    return usual if said.max_load is None else said.max_load


def _topics(viewer: User, account: int, inputs: Inputs) -> dict[int, float]:
    """Return the topics chosen for committees that this chair may know of, where this edition has one of that name."""
    here = {name.casefold(): topic for topic, name in inputs.topic_names.items()}
    chosen = MembershipTopic.objects.filter(membership__in=services(viewer, [account]).order_by())
    found: dict[int, float] = defaultdict(float)
    for name, degree in chosen.values_list("topic__name", "degree"):
        topic = here.get(name.casefold())
        if topic is not None:
            found[topic] = max(found[topic], degree / Degree.EXPERT)
    return dict(found)


def _texts(account: int) -> list[Text]:
    own = ExpertisePaper.objects.filter(user=account, counts=True).order_by("pk")
    rows = own.values_list("pk", "digest", "title", "abstract")
    return [Text(key, digest, text_of(title, abstract)) for key, digest, title, abstract in rows]
