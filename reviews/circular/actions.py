"""Send a chair's letter to a group."""

from django.db import transaction

from reviews.circular.groups import Group, people_in
from reviews.circular.letters import key_prefix, letters, problems_of_words
from reviews.visibility.lists import sight_of
from want.accounts.models import User
from want.audit.actions import record
from want.core.verdict import Refused
from want.mail.actions import enqueue
from want.mail.models import Message
from want.venues.models import Edition
from want.venues.wordings import Wording

NOBODY = "There is nobody in this group now, so nothing was sent."


@transaction.atomic
def write_to(edition: Edition, group: Group, wording: Wording, *, nonce: str, by: User) -> int:
    """Queue one letter to each person of the group; return how many, or 0 if form and words were sent before.

    The log says to which group and with which subject, and not to how many: of reviewers who are due, another chair
    may know fewer.
    """
    sight = sight_of(by, edition)
    if not (sight.ties.to_others.is_chair and by.is_active):
        raise Refused("Only the chairs of this edition write to its people.")
    for sentence in problems_of_words(wording):
        raise Refused(sentence)
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)  # two clicks come one by one
    if Message.objects.filter(key__startswith=key_prefix(edition, group, wording, nonce)).exists():
        return 0
    people = people_in(group, sight)
    if not people:
        raise Refused(NOBODY)
    enqueue(letters(edition, group, wording, people, nonce))
    record("letter.sent", by=by, edition=edition.slug, group=group.label, subject=wording.subject)
    return len(people)
