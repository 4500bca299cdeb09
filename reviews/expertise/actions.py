"""Keep a person's own papers and the days on which they are away. The texts' vectors are made in the background."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from reviews.expertise.found import MOST_PAPERS, Found, Reading, key_of
from reviews.matching.tasks import profile_changed
from reviews.models import Absence, ExpertisePaper
from reviews.models.expertise import digest_of, text_of
from want.accounts.models import User
from want.audit.actions import record
from want.core.verdict import Refused

FULL = f"A profile holds {MOST_PAPERS} papers. Remove some that no longer describe what you know."
MOST_ABSENCES = 20


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a list: new papers, and papers that were there and learnt an abstract or a year."""

    new: int
    completed: int
    known: int


@transaction.atomic
def add_papers(reading: Reading, *, by: User) -> Added:
    """Keep the papers of a list. One that is there already, by its title, gets the abstract and year it lacked."""
    User.objects.select_for_update(no_key=True).filter(pk=by.pk).values_list("pk").get()
    stored = {paper.title_key: paper for paper in ExpertisePaper.objects.filter(user=by)}
    fresh: dict[str, ExpertisePaper] = {}
    completed: set[int] = set()
    for found in reading.papers:
        key = key_of(found.title)
        if key in stored:
            if _complete(stored[key], found):
                completed.add(stored[key].pk)
        elif key not in fresh:
            fresh[key] = _paper(by, found, key, reading.source)
    if len(stored) + len(fresh) > MOST_PAPERS:
        raise Refused(FULL)
    ExpertisePaper.objects.bulk_create(fresh.values())
    changed = [paper for paper in stored.values() if paper.pk in completed]
    ExpertisePaper.objects.bulk_update(changed, ["abstract", "year", "digest"])
    if fresh or changed:
        record("expertise.changed", by=by, papers=len(fresh) + len(changed))
        profile_changed(by)
    return Added(
        len(fresh), len(changed), len({key_of(one.title) for one in reading.papers}) - len(fresh) - len(changed)
    )


@transaction.atomic
def choose_papers(counting: Collection[int], *, of: Collection[int], by: User) -> None:
    """Let those of the papers `of`, which the page showed, describe today's expertise that are in `counting`."""
    own = ExpertisePaper.objects.select_for_update().filter(user=by, pk__in=of)
    shown = dict(own.values_list("pk", "counts"))
    changed = [key for key, counts in shown.items() if counts != (key in counting)]
    if not changed:
        return
    ExpertisePaper.objects.filter(pk__in=[key for key in changed if not shown[key]]).update(counts=True)
    ExpertisePaper.objects.filter(pk__in=[key for key in changed if shown[key]]).update(counts=False)
    record("expertise.changed", by=by, papers=len(changed))
    profile_changed(by)


@transaction.atomic
def remove_paper(key: int, *, by: User) -> None:
    """Take a paper out of one's profile; one that is gone already stays gone."""
    removed, _ = ExpertisePaper.objects.filter(user=by, pk=key).delete()
    if removed:
        record("expertise.changed", by=by, papers=removed)
        profile_changed(by)


@transaction.atomic
def add_absence(first_day: date, last_day: date, *, by: User) -> None:
    """Note that one is away; the same days once more change nothing."""
    if last_day < first_day:
        raise Refused("The last day is before the first.")
    User.objects.select_for_update(no_key=True).filter(pk=by.pk).values_list("pk").get()
    if Absence.objects.filter(user=by).count() >= MOST_ABSENCES:
        raise Refused(f"There are {MOST_ABSENCES} already. Remove those that are over.")
    Absence.objects.get_or_create(user=by, first_day=first_day, last_day=last_day)


def remove_absence(key: int, *, by: User) -> None:
    """Be there after all."""
    Absence.objects.filter(user=by, pk=key).delete()


def _complete(stored: ExpertisePaper, found: Found) -> bool:
    learnt = {"abstract": found.abstract, "year": found.year}
    fresh = {name: value for name, value in learnt.items() if value and not getattr(stored, name)}
    for name, value in fresh.items():
        setattr(stored, name, value)
    stored.digest = digest_of(stored.text)
    return bool(fresh)


def _paper(user: User, found: Found, key: str, source: str) -> ExpertisePaper:
    return ExpertisePaper(
        user=user,
        title=found.title,
        abstract=found.abstract,
        year=found.year,
        source=source,
        title_key=key,
        digest=digest_of(text_of(found.title, found.abstract)),
    )
