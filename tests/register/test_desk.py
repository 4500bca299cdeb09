"""What the register says of the desk is held: a chair in conflict finds no cell, line, table or filter of it."""

import csv
import io
from collections.abc import Iterator

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from reviews.visibility.standing import see
from tests import cast
from tests.access.world import make_world
from tests.register.entries import entries, facts
from tests.register.found import lists
from want.core import clock
from want.desk.tables import columns_of
from want.venues.stages import Stage

# The way from a row of each list about papers to the key of its paper.
WAYS = {
    "submissions.Submission": "pk",
    "reviews.Assignment": "submission_id",
    "reviews.Bid": "submission_id",
    "reviews.Review": "assignment__submission_id",
    "reviews.Decision": "submission_id",
    "mail.Message": "submission_id",
    "audit.Entry": "submission_id",
}
ABOUT_PAPERS = {model._meta.label: model for model in lists() if model._meta.label in WAYS}
STAGES = (Stage.CHECKS, Stage.REVIEWING, Stage.DECIDING, Stage.RELEASED)


@pytest.fixture(params=STAGES, ids=str)
def world(request, db):
    with clock.frozen(cast.at(cast.INSIDE[request.param])):
        made = make_world(request.param)
        cast.play_to(made.edition, request.param)
        made.paper.refresh_from_db()
        yield made


def test_every_list_that_shows_a_fact_is_tried():
    shows = {part for part, lines in entries("desk").items() if any(facts(words) for words in lines.values())}

    assert shows - {"panel", "part", "export"} == WAYS.keys()


@pytest.mark.parametrize("label", WAYS)
def test_chair_in_conflict_finds_no_cell_and_no_line_of_what_is_hidden(world, label):
    model, desk = ABOUT_PAPERS[label], desk_of(world, "conflicted")
    hidden = hidden_in(world, label)

    told = {name for row in rows_about(world, desk, model) for name, cell in row.items() if cell and name in hidden}
    for key in keys_about(world, model):
        answer = desk.get(reverse(url(model, "change"), args=[key]))
        lines = [] if answer.status_code == 404 else answer.context["facts"]
        told |= {f"record {line.label}" for line in lines if line.value and f"record {line.label}" in hidden}

    assert sorted(told) == []


@pytest.mark.parametrize("label", WAYS)
def test_chair_without_a_conflict_finds_the_rows(world, label):
    model = ABOUT_PAPERS[label]
    there = keys_about(world, model)

    found = rows_about(world, desk_of(world, "chair"), model)

    assert len(found) == len(there)
    assert all(any(cell for cell in row.values()) for row in found)


@pytest.mark.parametrize("label", WAYS)
def test_filter_by_what_is_hidden_does_not_sort_a_paper_in_or_out(world, label):
    model, desk, hidden = ABOUT_PAPERS[label], desk_of(world, "conflicted"), hidden_in(world, label)
    told = []

    for spec in desk.get(reverse(url(model, "changelist"))).context["cl"].filter_specs:
        name = getattr(spec, "parameter_name", None) or spec.field_path
        choices = [choice["query_string"] for choice in spec.choices(changelist(desk, model))][1:]
        kept = {len(rows_about(world, desk, model, query)) for query in choices}
        told += [name] * (f"filter {name}" in hidden and len(kept) > 1)

    assert told == []


def test_table_of_papers_is_empty_where_a_fact_is_hidden(world):
    said = entries("desk")["export"]
    seen = see(world.people["conflicted"], world.paper)
    hidden = {label for label, words in said.items() if not seen.may(*facts(words))}

    answer = desk_of(world, "conflicted").get(reverse("desk:submissions_submission_csv"))
    table = csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig")))
    (line,) = [row for row in table if row["Number"] == str(world.paper.number)]

    assert "Submitted" in hidden
    assert {label: line[label] for label in hidden} == dict.fromkeys(hidden, "")


def desk_of(world, who: str) -> Client:
    client = Client()
    client.force_login(world.people[who])
    client.get(reverse("desk:dashboard", args=[world.edition.slug]))
    return client


def hidden_in(world, label: str) -> set[str]:
    """Return what the register names of this list and the policy hides of the paper from the chair in conflict."""
    seen = see(world.people["conflicted"], world.paper)
    return {name for name, words in entries("desk")[label].items() if not seen.may(*facts(words))}


def url(model: type[Model], page: str) -> str:
    return f"desk:{model._meta.app_label}_{model._meta.model_name}_{page}"


def changelist(desk: Client, model: type[Model], query: str = "?"):
    return desk.get(reverse(url(model, "changelist")) + query).context["cl"]


def keys_about(world, model: type[Model]) -> list[int]:
    return list(model._default_manager.filter(**{WAYS[model._meta.label]: world.paper.pk}).values_list("pk", flat=True))


def rows_about(world, desk: Client, model: type[Model], query: str = "?") -> list[dict[str, str]]:
    """Return the rows about the world's paper: what each column shows."""
    shown, keys = changelist(desk, model, query), keys_about(world, model)
    names = [f"column {getattr(name, '__name__', name)}" for name in shown.list_display if name != "action_checkbox"]
    return [dict(zip(names, cells_of(shown, row), strict=True)) for row in shown.result_list if row.pk in keys]


def cells_of(shown, row: Model) -> Iterator[str]:
    for column in columns_of(shown):
        text = strip_tags(str(column.content(row))).strip()
        yield "" if text == "open" and column.css == "row-title" else text  # a link's words where the cell has none
