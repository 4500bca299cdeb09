"""What the house has to be in the register: read from the resolver, the desk, the texts of mails and the tables."""

import ast
import gc
import inspect
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.template.base import Lexer, TokenType
from django.test import RequestFactory

from submissions.desk import export
from tests.access.resolver import routes
from want.desk import registry
from want.venues.models import Edition, Membership, Track
from want.venues.wordings import LetterKind

OURS = {"want", "submissions", "reviews"}
TEXTS = Path(__file__).parents[2] / "templates" / "mail"


def urls() -> set[str]:
    """Return the names of all URLs."""
    return set(routes())


def desk() -> set[str]:
    """Return all that the desk shows of rows: of each list its columns, filters, search, and the lines of its record.

    Beside them the panels of the dashboard, the parts of a paper's record and the columns of the papers' export.
    """
    parts = {f"panel {_path(maker)}" for maker in registry.PANELS}
    parts |= {f"part {_path(maker)}" for maker in registry.PAPER_PARTS}
    parts |= {f"export {label}" for label in export_labels()}
    parts |= {f"{Membership._meta.label} record {column.label}" for column in registry.MEMBER_COLUMNS}
    return parts | {f"{model._meta.label} {name}" for model, one in lists().items() for name in _of_list(one)}


def letters() -> set[str]:
    """Return the places of each mail's text; wordings that chairs edit have their own judge in tests/keeping."""
    edited = {kind.file for kind in gc.get_objects() if type(kind) is LetterKind}  # lazy ones stay asleep
    texts = (path for path in TEXTS.rglob("*.txt") if f"mail/{path.relative_to(TEXTS)}" not in edited)
    return {f"{path.relative_to(TEXTS).with_suffix('')} {place}" for path in texts for place in _places(path)}


def models() -> set[str]:
    """Return the fields of each table of ours."""
    return {f"{model._meta.label} {field}" for model in our_models() for field in fields_of(model)}


def lists() -> dict[type[Model], Any]:
    """Return the lists of the desk by their table."""
    return dict(admin.site._registry)


def our_models() -> list[type[Model]]:
    """Return the tables of ours."""
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in OURS]


def fields_of(model: type[Model]) -> list[str]:
    """Return the columns of a table, and what it is tied to by a table between."""
    return [field.name for field in (*model._meta.fields, *model._meta.many_to_many)]


def filter_name(one: Any) -> str:
    """Return what stands in an address for a filter."""
    return str(getattr(one, "parameter_name", one))


def export_labels() -> Iterator[str]:
    """Yield the columns of the papers' export; those of other lists are what the list shows."""
    for node in ast.walk(ast.parse(inspect.getsource(export))):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "header":
            yield from ast.literal_eval(node.value)


def _of_list(one: Any) -> Iterator[str]:
    request = RequestFactory().get("/")
    request._desk_editions, request.session = [_with_all()], {}
    yield from (f"column {getattr(name, '__name__', name)}" for name in one.get_list_display(request))
    yield from (f"filter {filter_name(name)}" for name in one.get_list_filter(request))
    yield from (f"search {name}" for name in one.get_search_fields(request))
    yield from (f"record {label}" for label in _labels(type(one)))
    for name in ("readonly_fields", "fields", "fieldsets", "autocomplete_fields", "raw_id_fields", "inlines"):
        yield from (f"{name} {value}" for value in getattr(one, name) or ())
    if type(one).get_search_results is not admin.ModelAdmin.get_search_results:
        yield "search by its own words"


def _with_all() -> Edition:
    """Return an edition with all that a list shows only where there is some of it; it is not stored."""
    edition = Edition(slug="all")
    edition.track_list = [Track(name="Main")]
    return edition


def _labels(kind: type[Any]) -> Iterator[str]:
    """Yield the labels of a record, as its class writes them."""
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(kind)))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fact":
            label = node.args[0]
            yield _words(label)


def _places(path: Path) -> Iterator[str]:
    for token in Lexer(path.read_text()).tokenize():
        if token.token_type is TokenType.VAR:
            yield token.contents.partition("|")[0].strip()


def _path(maker: Any) -> str:
    return f"{maker.__module__}.{maker.__name__}"


def _words(label: ast.expr) -> str:
    """Return a label as it is written, up to a comma; of one with values in it, the words before them."""
    said = label.values[0] if isinstance(label, ast.JoinedStr) else label
    return str(said.value).partition(",")[0] if isinstance(said, ast.Constant) else ast.unparse(label)
