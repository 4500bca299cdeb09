"""What a member takes on, in words and as a mark: for noticing that it was changed from another tab meanwhile."""

from collections.abc import Mapping

from want.core.versions import mark_of
from want.venues.models import Degree, Membership, MembershipTopic


def degrees_of(member: Membership) -> dict[int, int]:
    """Return how well the member knows which topics, by their keys."""
    return dict(MembershipTopic.objects.filter(membership=member).values_list("topic", "degree"))


def set_degrees(member: Membership, wanted: Mapping[int, int]) -> None:
    """Store the degrees of the edition's topics; a topic that is not named is known no longer."""
    own = set(member.edition.topics.filter(pk__in=wanted).values_list("pk", flat=True))
    MembershipTopic.objects.filter(membership=member).exclude(topic__in=own).delete()
    MembershipTopic.objects.bulk_create(
        [MembershipTopic(membership=member, topic_id=topic, degree=wanted[topic]) for topic in sorted(own)],
        update_conflicts=True,
        unique_fields=["membership", "topic"],
        update_fields=["degree"],
    )


def mark_of_service(member: Membership) -> str:
    """Return what a form carries to say which state it showed."""
    degrees = sorted(degrees_of(member).items())
    return mark_of([member.max_load, degrees, member.seniority, member.is_listed, member.extra_load])


def words_of_service(member: Membership) -> dict[str, str]:
    """Say what is stored, as the page of the second tab shows it."""
    return {
        "Papers at most": "as everybody" if member.max_load is None else str(member.max_load),
        "Extra papers on short notice": str(member.extra_load or "none"),
        "Topics": ", ".join(topics_in_words(member)),
        "Experience": member.get_seniority_display() if member.seniority else "not said",
        "May be named in public": "yes" if member.is_listed else "no",
    }


def topics_in_words(member: Membership) -> list[str]:
    """Return the topics, those best known first, each with its degree unless the person is an expert."""
    known = MembershipTopic.objects.filter(membership=member).select_related("topic")
    ranked = known.order_by("-degree", "topic__position", "topic__pk")
    return [str(one.topic) if one.degree == Degree.EXPERT else f"{one.topic} ({one})" for one in ranked]
