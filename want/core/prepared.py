"""Queries whose SQL is written once. For those that every page asks, building it costs more than the answer.

Django needs a millisecond or two to turn a wide query into SQL, PostgreSQL a fifth of that to answer it. A prepared
query is built at its first use with stand-ins, and later only gets the values in their places.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet


class Prepared:
    """A query made by `build` from stand-ins and run with values: `Prepared(build, slug="?slug")(slug="icml2024")`.

    `build` gets each stand-in by its name and may not look at it: it only puts it into filters. A stand-in is a value
    that occurs nowhere else in the query. Rows are instances of the model; annotations come as the database sends
    them. Related rows cannot come along: their columns would be taken for the model's own.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], **stand_ins: Any) -> None:
        self._build = build
        self._stand_ins = stand_ins

    def __call__(self, **values: Any) -> list[Any]:
        """Return the rows of the query with these values in the places of the stand-ins."""
        model, sql, parameters, places = self._statement
        filled = list(parameters)
        for name, positions in places.items():
            for position in positions:
                filled[position] = _parameter(values[name])
        return list(model._base_manager.raw(sql, filled))

    @cached_property
    def _statement(self) -> tuple[type[Model], str, tuple[Any, ...], dict[str, list[int]]]:
        query = self._build(**self._stand_ins).query
        if query.select_related or query.model is None:
            raise ValueError("A prepared query reads the rows of one model and cannot bring related rows along.")
        sql, parameters = query.sql_with_params()
        places = {
            name: [position for position, parameter in enumerate(parameters) if parameter == _parameter(stand_in)]
            for name, stand_in in self._stand_ins.items()
        }
        if not all(places.values()):
            raise ValueError("The query has no place for one of its values.")
        return query.model, sql, parameters, places


def _parameter(value: Any) -> Any:
    """Return what stands in the SQL for a value: the key of a row, anything else as it is."""
    return value.pk if isinstance(value, Model) else value
