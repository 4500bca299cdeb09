"""The desk's menu: pages and lists in groups by what chairs do. Shown by the tag `desk_menu`."""

from dataclasses import dataclass, field

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from want.desk import registry
from want.desk.chairing import is_chair
from want.venues.models import Edition


@dataclass(frozen=True, slots=True)
class MenuLink:
    """One link of the menu."""

    label: str
    url: str
    position: int
    is_current: bool


@dataclass(slots=True)
class MenuGroup:
    """What belongs to one part of the chairs' work."""

    name: str
    links: list[MenuLink] = field(default_factory=list)


def menu_of(request: HttpRequest, edition: Edition) -> list[MenuGroup]:
    """Return the groups that have something for this person, their links in order."""
    groups = {name: MenuGroup(name) for name in registry.GROUPS}
    for group, label, url, position in [*_pages(request, edition), *_lists(request)]:
        groups[group].links.append(MenuLink(label, url, position, request.path.startswith(url)))
    for group in groups.values():
        group.links.sort(key=lambda link: link.position)
    return [group for group in groups.values() if group.links]


def _pages(request: HttpRequest, edition: Edition) -> list[tuple[str, str, str, int]]:
    chairs = is_chair(request)
    return [
        (page.group, page.label, reverse(f"desk:{page.name}", args=[edition.slug]), page.position)
        for page in registry.PAGES
        if page.label and (chairs or page.is_setting)
    ]


def _lists(request: HttpRequest) -> list[tuple[str, str, str, int]]:
    return [
        (made.desk_group, made.desk_label, reverse(f"desk:{_name_of(model)}_changelist"), made.desk_position)
        for model, made in admin.site._registry.items()
        if made.desk_group and made.may_look(request)
    ]


def _name_of(model: type) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"  # type: ignore[attr-defined]
