"""The addresses of the desk, asked of the desk itself, so that a new page is tested without a word."""

from django.contrib import admin
from django.urls import reverse

from want.desk import registry

FILLED = {"<str:stage>": "submission", "<str:name>": "topics", "<str:opening>": "bidding"}


def pages_of_the_desk() -> list[str]:
    """Return the address of every registered page that needs no more than the edition and a known word."""
    found = []
    for page in registry.PAGES:
        path = page.path
        for place, word in FILLED.items():
            path = path.replace(place, word)
        if "<" not in path:
            found.append(f"/desk/e/icml2024/{path}")
    return found


def lists_of_the_desk() -> list[str]:
    """Return the address of every list."""
    return [
        reverse(f"desk:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in admin.site._registry
    ]
