"""Every URL of the site by its name, read from the resolver itself, so that a new page cannot be forgotten."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")  # <slug:edition>, and (?P<key>.+) alike


def routes() -> dict[str, list[str]]:
    """Return each URL's full name with what stands in it: "papers:page" -> ["edition", "code"]."""
    return {name: PLACE.findall(route) for name, route in patterns().items()}


def patterns() -> dict[str, str]:
    """Return each URL's full name with its whole route, as it is written."""
    return dict(_walk(get_resolver(), namespace="", route=""))


def _walk(resolver: URLResolver, namespace: str, route: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        whole = f"{route}{entry.pattern}"
        if isinstance(entry, URLPattern):
            assert entry.name, f"{whole} has no name"
            yield f"{namespace}{entry.name}", whole
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner, whole)
