"""The tags of the desk's own templates."""

from typing import Any

from django import template
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.template import Context

from want.desk.chairing import edition_on_desk, editions_on_offer, is_chair
from want.desk.dashboard import is_exception
from want.desk.menu import menu_of
from want.desk.registry import Fact
from want.desk.sentences import in_words
from want.desk.tables import columns_of, rows_of

register = template.Library()


@register.inclusion_tag("desk/menu.html", takes_context=True)
def desk_menu(context: Context) -> dict[str, Any]:
    """Show the switch of edition and the menu of the edition on the desk."""
    request = context["request"]
    editions = editions_on_offer(request)
    if not editions:
        return {"request": request}
    edition = edition_on_desk(request)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "edition": edition,
        "editions": editions,
        "groups": menu_of(request, edition),
        "is_chair": is_chair(request),
    }


@register.inclusion_tag("desk/table.html")
def desk_table(changelist: ChangeList, *, choosable: bool = False) -> dict[str, Any]:
    """Show the rows of a list; `choosable` puts a box to tick before each."""
    columns = columns_of(changelist)
    return {"columns": columns, "rows": rows_of(changelist, columns), "choosable": choosable}


@register.inclusion_tag("desk/filters.html")
def desk_filters(changelist: ChangeList) -> dict[str, Any]:
    """Show the search box and the filters of a list; what is chosen stays when one searches."""
    kept = [
        (name, value)
        for name, values in changelist.filter_params.items()
        if name != SEARCH_VAR
        for value in (values if isinstance(values, list | tuple) else [values])
    ]
    filters = []
    for spec in changelist.filter_specs:
        choices = list(spec.choices(changelist))
        chosen = next((c for c in choices[1:] if c["selected"]), None)
        filters.append({"title": spec.title, "choices": choices, "chosen": chosen})
    return {"cl": changelist, "kept": kept, "filters": filters, "search_var": SEARCH_VAR}


@register.inclusion_tag("desk/pages.html")
def desk_pages(changelist: ChangeList) -> dict[str, Any]:
    """Show how many rows there are and the way to the other pages of the list."""
    number, last = changelist.page_num, changelist.paginator.num_pages
    url = lambda page: changelist.get_query_string({"p": page})  # noqa: E731
    return {
        "cl": changelist,
        "number": number,
        "last": last,
        "previous": url(number - 1) if number > 1 else "",
        "next": url(number + 1) if number < last else "",
        "csv": f"csv/{changelist.get_query_string(remove=['p'])}",
    }


@register.filter
def usual(facts: tuple[Fact, ...]) -> list[Fact]:
    """Keep the facts that are in order; the others stand under "Needs a look"."""
    return [fact for fact in facts if not is_exception(fact)]


@register.filter
def act_in_words(verb: str) -> str:
    """Say an act of the log in words, after the name of who did it."""
    return in_words(verb)
