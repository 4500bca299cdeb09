"""The texts of an edition that are compared: its papers in review, and its members' own papers that count today."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from reviews.models import ExpertisePaper
from reviews.models.expertise import digest_of, text_of
from submissions.models import Submission
from want.venues.models import Edition, Membership, Role

READERS = (Role.REVIEWER, Role.AREA_CHAIR)


@dataclass(frozen=True, slots=True)
class Text:
    """A text, the row it belongs to, and the name under which its vector is kept."""

    key: int
    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """All texts of an edition."""

    papers: list[Text]
    people: dict[int, list[Text]]

    def all(self) -> list[Text]:
        """Return the texts of both sides."""
        return [*self.papers, *(text for texts in self.people.values() for text in texts)]


def own_papers(edition: Edition) -> QuerySet[ExpertisePaper]:
    """Return what members have written and let count, as it is compared with the edition's papers."""
    members = Membership.objects.filter(edition=edition, role__in=READERS, user__is_active=True).values("user")
    return ExpertisePaper.objects.filter(user__in=members, counts=True)


def corpus_of(edition: Edition) -> Corpus:
    """Load the texts as they are now, by two queries."""
    rows = Submission.objects.of(edition).in_review().order_by("pk").values_list("pk", "title", "abstract")
    papers = []
    for key, title, abstract in rows:
        text = text_of(title, abstract)
        papers.append(Text(key, digest_of(text), text))
    own = own_papers(edition).order_by("user", "pk")
    people: dict[int, list[Text]] = defaultdict(list)
    for user, key, digest, title, abstract in own.values_list("user", "pk", "digest", "title", "abstract"):
        people[user].append(Text(key, digest, text_of(title, abstract)))
    return Corpus(papers, dict(people))


def profile_digest(texts: list[Text]) -> str:
    """Return a name for a whole profile: another one as soon as one of its papers is."""
    return digest_of(" ".join(f"{text.key}:{text.digest}" for text in texts))
