"""What the tests of the desk's lists ask for, and how they read them."""

from django.urls import reverse

from want.core.sealed import seal

PAPERS = "/desk/submissions/submission/"


def shown(page):
    return [row.number for row in page.context["cl"].result_list]


def record_of(row):
    return reverse(f"desk:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def ticked(row):
    """What a row's box in a list holds."""
    return seal(row.pk, row._meta.label)
