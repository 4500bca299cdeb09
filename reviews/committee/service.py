"""What a member takes on, in words and as a mark: for noticing that it was changed from another tab meanwhile."""

from want.core.versions import mark_of
from want.venues.models import Membership


def mark_of_service(member: Membership) -> str:
    """Return what a form carries to say which state it showed."""
    topics = sorted(member.topics.values_list("pk", flat=True))
    return mark_of([member.max_load, topics, member.is_listed])


def words_of_service(member: Membership) -> dict[str, str]:
    """Say what is stored, as the page of the second tab shows it."""
    return {
        "Papers at most": "as everybody" if member.max_load is None else str(member.max_load),
        "Topics": ", ".join(topic.name for topic in member.topics.all()),
        "May be named in public": "yes" if member.is_listed else "no",
    }
