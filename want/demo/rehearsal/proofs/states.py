"""Every state is a lawful one: of papers by the story and by the log, of everything else by the list of its choices."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from django.apps import apps
from django.db.models import Field, Model

from submissions.models import Submission
from submissions.states import Status, may_follow
from want.audit.models import Entry
from want.demo.rehearsal.story import OUTCOMES
from want.demo.rehearsal.work import Fate, Work
from want.demo.rehearsal.world import EDITION, World

OURS = ("want.", "submissions.", "reviews.")
BY_FATE = {
    Fate.WITHDRAWN: (Status.WITHDRAWN, ""),
    Fate.UNFINISHED: (Status.DRAFT, ""),
    Fate.TURNED_AWAY: (Status.DESK_REJECTED, ""),
}
BY_OUTCOME = {
    OUTCOMES[0]: (Status.ACCEPTED, "oral"),
    OUTCOMES[1]: (Status.ACCEPTED, "poster"),
    OUTCOMES[2]: (Status.REJECTED, ""),
}
STEPS = {
    "submission.started": Status.DRAFT,
    "submission.submitted": Status.SUBMITTED,
    "submission.withdrawn": Status.WITHDRAWN,
    "submission.desk_rejected": Status.DESK_REJECTED,
}


def every_status_is_lawful(world: World) -> None:
    """See that each paper is in the state in which the story has it now, and came there by moves that there are."""
    checks, begun = world.checks, [work for work in world.cast.works if work.code]
    rows = Submission.objects.filter(edition__slug=EDITION)
    wanted = [(work.code, *_stands(world, work)) for work in begun]
    checks.alike(rows.values_list("code", "status", "presentation"), wanted, "every paper is in the state it should be")
    checks.none(_leaps(world, begun), "every paper came to its state by moves that there are")
    checks.none(_strange(), "every field that has choices holds one of them, in every table")


def _stands(world: World, work: Work) -> tuple[Status, str]:
    if work.is_under_review:
        return BY_OUTCOME[world.outcomes[work.code]] if world.story.is_released else (Status.SUBMITTED, "")
    return BY_FATE[work.fate]


def _leaps(world: World, begun: list[Work]) -> Iterator[str]:
    """Yield the papers whose log does not lead by lawful moves to where they stand."""
    paths: dict[str, list[Status]] = defaultdict(list)
    codes = dict(Submission.objects.filter(edition__slug=EDITION).values_list("pk", "code"))
    entries = Entry.objects.filter(edition=EDITION, verb__in=STEPS).order_by("id")
    for verb, paper in entries.values_list("verb", "submission_id"):
        paths[codes[paper]].append(STEPS[verb])
    for work in begun:
        path, end = paths[work.code], _stands(world, work)[0]
        path += [end] if world.story.is_released and work.is_under_review else []
        if path[:1] != [Status.DRAFT] or path[-1] != end or not all(may_follow(*move) for move in pairwise(path)):
            yield f"{work}: {' > '.join(path)}"


def _strange() -> Iterator[str]:
    """Yield the values of fields with choices that are none of them."""
    for model, field in _fields_with_choices():
        lawful = {value for value, _ in field.flatchoices} | ({""} if field.blank else set())
        found = set(model._base_manager.values_list(field.name, flat=True).distinct())
        yield from (
            f"{model.__name__}.{field.name} = {value!r}"
            for value in found - lawful
            if not (value is None and field.null)
        )


def _fields_with_choices() -> Iterator[tuple[type[Model], Field]]:
    for model in apps.get_models():
        if model.__module__.startswith(OURS):
            yield from ((model, field) for field in model._meta.concrete_fields if field.choices)
