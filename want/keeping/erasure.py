"""Forget a person, as far as others' work allows: what says who they are goes, what others built upon stays.

The page `templates/keeping/data.html` and docs/operations.md say the same in words; keep the three together.
"""

from secrets import token_hex

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, QuerySet

from reviews.matching.leaving import forget_person, hold_tables
from reviews.matching.terms import forget_unused
from reviews.models import (
    Absence,
    Assignment,
    AssignmentPlan,
    Bid,
    Candidacy,
    ExpertisePaper,
    Invitation,
    PlannedAlternate,
    PlannedPair,
    ReviewDraft,
    UploadedScore,
)
from reviews.models.invitation import InvitationState, new_token
from submissions.models import Author, Conflict, LateAddress, PersonalConflict, Submission, Volunteer
from submissions.states import Status
from want.accounts.models import AddressOnce, User
from want.accounts.queries import verified_addresses
from want.accounts.sessions import end_sessions
from want.audit.actions import record
from want.core.verdict import Verdict, require
from want.keeping.rules import may_be_erased
from want.mail.models import Message, MessageState
from want.venues.models import Edition, Membership, Role

NAMELESS = "Somebody who left"
UNDER_WAY = (Status.SUBMITTED, Status.ACCEPTED)


def verdict_on_erasing(user: User) -> Verdict:
    """Tell whether the person's account can be erased now."""
    running = Edition.objects.filter(published_at=None, archived_at=None)
    assigned = Assignment.objects.current().filter(reviewer=user, submission__edition__in=running)
    written = Author.objects.filter(user=user, removed_at=None, submission__status__in=UNDER_WAY)
    chaired = Membership.objects.filter(user=user, role=Role.CHAIR, edition__archived_at=None)
    return may_be_erased(
        keeps_site=user.is_superuser,
        chairs=list(chaired.values_list("edition__name", flat=True)),
        reviews_for=list(assigned.filter(review=None).values_list("submission__edition__name", flat=True)),
        papers_at=list(
            written.filter(submission__edition__in=running).values_list("submission__edition__name", flat=True)
        ),
    )


@transaction.atomic
def erase(user: User) -> None:
    """Take away what says who the person is; nobody can sign in as them afterwards.

    Raises Refused while others rely on them.
    """
    _hold_invitations(user)
    hold_tables(user)
    user = User.objects.select_for_update().get(pk=user.pk)
    require(verdict_on_erasing(user))
    addresses = _addresses_of(user)
    nowhere = f"erased-{token_hex(16)}@erased.invalid"  # drawn now: one that follows could be taken before
    _erase_papers(user, nowhere)
    _erase_committee_work(user, addresses, nowhere)
    _erase_expertise(user)
    _erase_trials(addresses)
    _erase_letters(addresses, nowhere)
    EmailAddress.objects.filter(user=user).delete()
    AddressOnce.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user, but="")
    user.email, user.name = nowhere, NAMELESS
    user.affiliation = user.country = user.orcid = user.homepage = ""
    user.is_active = False
    user.set_unusable_password()
    user.save()
    record("person.erased", by=None, person=user.pk)


def _hold_invitations(user: User) -> None:
    """Let an answer by a link that is being given now be the last one; it holds its invitation, then the person."""
    rows = _invitations_of(user, _addresses_of(user)).order_by("pk").select_for_update(of=("self",))
    list(rows.values_list("pk", flat=True))


def _invitations_of(user: User, addresses: set[str]) -> "QuerySet[Invitation]":
    return Invitation.objects.filter(Q(user=user) | Q(email__in=addresses))


def _addresses_of(user: User) -> set[str]:
    """Return the person's addresses, also those they took off their account: by some they were invited, or wrote."""
    found = set(verified_addresses(user)) | {user.email}
    found |= set(Invitation.objects.filter(user=user).values_list("email", flat=True))
    found |= set(AddressOnce.objects.filter(user=user).values_list("email", flat=True))
    found |= set(Author.objects.filter(user=user).values_list("email", flat=True))
    others = EmailAddress.objects.filter(email__in=found, verified=True).exclude(user=user)
    return found - set(others.values_list("email", flat=True)) - {""}


def _erase_papers(user: User, nowhere: str) -> None:
    """Delete drafts that are nobody else's, leave others' drafts; submitted papers keep the name, not the address."""
    drafts = Submission.objects.filter(status=Status.DRAFT, created_by=user)
    drafts.exclude(authors__in=Author.objects.filter(removed_at=None).exclude(user=user)).delete()
    own = Author.objects.filter(user=user)
    own.filter(submission__status=Status.DRAFT).delete()
    for line in own:  # a paper may list one person under two addresses, and no address twice
        line.email = f"{line.pk}.{nowhere}"
        line.save(update_fields=["email"])


def _erase_committee_work(user: User, addresses: set[str], nowhere: str) -> None:
    """Bids, unfinished reviews and conflicts go; submitted reviews stay under their pseudonyms.

    The links of invitations end: a yes by one would make somebody of the committee whom no letter reaches.
    """
    Bid.objects.filter(user=user).delete()
    Volunteer.objects.filter(user=user).delete()
    Candidacy.objects.filter(Q(user=user) | Q(email__in=addresses)).delete()
    Conflict.objects.filter(user=user).delete()
    PersonalConflict.objects.filter(user=user).delete()
    LateAddress.objects.filter(user=user).delete()
    ReviewDraft.objects.filter(assignment__reviewer=user).delete()
    Assignment.objects.filter(reviewer=user).update(removal_reason="")  # why they gave a paper back, in their words
    memberships = Membership.objects.filter(user=user)
    memberships.update(is_listed=False, extra_load=0, stopped_because="")
    for number, invitation in enumerate(_invitations_of(user, addresses)):
        invitation.email, invitation.name, invitation.affiliation = f"{number}.{nowhere}", NAMELESS, ""
        invitation.decline_reason, invitation.token = "", new_token()
        if invitation.state == InvitationState.PENDING:
            invitation.state = InvitationState.REVOKED
        invitation.save(update_fields=["email", "name", "affiliation", "decline_reason", "token", "state"])


def _erase_expertise(user: User) -> None:
    """Own papers, days away and what was made of them go: a list of titles says who wrote them, and so may a reason."""
    forget_person(user)
    for made in (ExpertisePaper, Absence, UploadedScore):
        made.objects.filter(user=user).delete()  # type: ignore[attr-defined]
    PlannedPair.objects.filter(reviewer=user).update(because="")
    PlannedAlternate.objects.filter(reviewer=user).delete()
    forget_unused()


def _erase_trials(addresses: set[str]) -> None:
    """Plans that asked what if the person joined name them: these plans go."""
    AssignmentPlan.objects.filter(options__guest__in=addresses).delete()


def _erase_letters(addresses: set[str], nowhere: str) -> None:
    """Letters to the person lose address and words; those that wait are not sent."""
    letters = Message.objects.filter(to__in=addresses)
    letters.exclude(state=MessageState.SENT).update(state=MessageState.FAILED)
    letters.update(to=nowhere, subject="Erased", body="", last_error="")
