"""What papers of an edition are about, and what its members know, in plain values."""

from collections import defaultdict

from django.db.models import QuerySet

from submissions.models import Submission
from want.venues.models import Degree, Edition, Membership, MembershipTopic


def paper_topics(edition: Edition) -> dict[int, set[int]]:
    """Return the topics of each paper in review."""
    links = Submission.topics.through.objects.filter(submission__edition=edition, submission__status="submitted")
    found: dict[int, set[int]] = defaultdict(set)
    for paper, topic in links.values_list("submission_id", "topic_id"):
        found[paper].add(topic)
    return found


def known_topics(members: "QuerySet[Membership]") -> dict[int, dict[int, float]]:
    """Return what each person knows, by degrees from 0 to 1."""
    links = MembershipTopic.objects.filter(membership__in=members.order_by())
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for person, topic, degree in links.values_list("membership__user_id", "topic_id", "degree"):
        found[person][topic] = max(degree / Degree.EXPERT, found[person].get(topic, 0.0))
    return found
