"""Put the editions of WANT into the database. Called by `manage.py seed_editions`, the demo and tests."""

from django.db import transaction

from want.venues.models import ApplicationArea, Edition, StageWindow, SubmissionType, Topic, Venue
from want.venues.wanted import AREAS, EDITIONS, TOPICS, VENUE, EditionFacts


@transaction.atomic
def seed() -> None:
    """Make the editions that are missing. One that is there stays as its chairs have made it."""
    venue, _ = Venue.objects.get_or_create(slug=VENUE["slug"], defaults=VENUE)
    known = set(Edition.objects.values_list("slug", flat=True))
    for facts in EDITIONS:
        if facts.slug not in known:
            _make(venue, facts)


def _make(venue: Venue, facts: EditionFacts) -> None:
    texts = {part: facts.text(part) for part in facts.texts}
    edition = Edition.objects.create(venue=venue, **facts.fields, **texts)
    StageWindow.objects.bulk_create(
        StageWindow(edition=edition, stage=stage, opens_at=opens_at, closes_at=closes_at)
        for stage, (opens_at, closes_at) in facts.windows.items()
    )
    SubmissionType.objects.bulk_create(
        SubmissionType(edition=edition, name=name, page_limit=pages, description=description, position=place)
        for place, (name, pages, description) in enumerate(facts.types)
    )
    Topic.objects.bulk_create(
        Topic(edition=edition, name=name, description=description, position=place)
        for place, (name, description) in enumerate(TOPICS)
    )
    ApplicationArea.objects.bulk_create(
        ApplicationArea(edition=edition, name=name, position=place) for place, name in enumerate(AREAS)
    )
