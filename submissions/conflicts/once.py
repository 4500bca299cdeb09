"""What people may say of themselves only once while papers are reviewed, since conflicts follow from it.

Else one could type one name after the other and learn, from the papers that go, who wrote which.
"""

from submissions.conflicts.institutions import institutions, mail_house
from submissions.conflicts.queries import SERVED, committee_of
from submissions.models import Author, LateAddress
from submissions.states import Status
from want.accounts.models import User
from want.accounts.queries import verified_addresses
from want.audit.actions import record
from want.audit.models import Entry
from want.core.verdict import Refused
from want.venues.models import Edition
from want.venues.stages import Stage

MOVED = "committee.moved"
STATED = "committee.conflicts_stated"
PROVED = "committee.address_counted"
SET_ASIDE = "committee.address_set_aside"
MOST_PLACES = 3  # as many as one laboratory may be of: a group, its school, its institute


def move_once(edition: Edition, user: User) -> None:
    """Refuse a second change, and one that names many places: one could learn from it which papers come from any."""
    if not _is_watched(edition, user):
        return
    if has_changed(MOVED, edition, user):
        raise Refused(
            f"You have changed your affiliation once since the papers of {edition.name} came in, and can do so again "
            "when its decisions are released. If there is a conflict of interest, please write to its chairs."
        )
    if len(institutions(user.affiliation)) > MOST_PLACES:
        raise Refused(
            f"While the papers of {edition.name} are reviewed, a new affiliation names {MOST_PLACES} places at most. "
            "If you have conflicts of interest with more, please write to its chairs."
        )
    record(MOVED, by=user, edition=edition.slug)


def state_once(edition: Edition, user: User) -> None:
    """Refuse a second change of whom somebody names as conflicts of their own."""
    if not _is_watched(edition, user):
        return
    if has_changed(STATED, edition, user):
        raise Refused(
            f"You have changed this once since the papers of {edition.name} came in, and can do so again when its "
            "decisions are released. With a paper that you are shown, declare a conflict while bidding, or hand it "
            "back; of any other, please write to the chairs."
        )
    record(STATED, by=user, edition=edition.slug)


def count_once(edition: Edition, user: User, email: str) -> str:
    """Let one new address count for where somebody is, and set others aside; return what to tell the person, if so.

    An address is not refused: it may be what a letter went to, or what a paper lists.
    """
    if not _is_watched(edition, user) or not _is_news(edition, user, email):
        return ""
    if not has_changed(PROVED, edition, user):
        record(PROVED, by=user, edition=edition.slug)
        return ""
    LateAddress.objects.get_or_create(edition=edition, user=user, email=email)
    record(SET_ASIDE, by=user, edition=edition.slug)
    return (
        f"While the papers of {edition.name} are reviewed, conflicts of interest follow from one new address, and you "
        "have added one before. If you have a conflict of interest with anybody who works there, please write to its "
        "chairs."
    )


def _is_news(edition: Edition, user: User, email: str) -> bool:
    """Tell whether an address lies where none of the person's others does that counts, on their papers too."""
    late = set(LateAddress.objects.filter(edition=edition, user=user).values_list("email", flat=True))
    papers = Author.objects.current().filter(submission__edition=edition, user=user)
    listed = set(papers.exclude(submission__status=Status.DRAFT).values_list("email", flat=True))
    counted = listed | set(verified_addresses(user)) - late - {email}
    house = mail_house(email)
    return bool(house) and house not in set(map(mail_house, counted))


def has_changed(verb: str, edition: Edition, user: User) -> bool:
    """Tell whether somebody has had their one change."""
    return Entry.objects.filter(verb=verb, edition=edition.slug, actor_id=user.pk).exists()


def _is_watched(edition: Edition, user: User) -> bool:
    return not edition.moment().has_reached(Stage.RELEASED) and _takes_part(edition, user)


def _takes_part(edition: Edition, user: User) -> bool:
    """Tell whether somebody serves, has served, or wrote a paper in review: leaving for a moment frees nobody."""
    written = Author.objects.filter(user=user, submission__edition=edition, submission__status=Status.SUBMITTED)
    served = Entry.objects.filter(verb=SERVED, edition=edition.slug, actor_id=user.pk)
    return user.pk in committee_of(edition) or served.exists() or written.exists()
