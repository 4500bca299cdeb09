"""Everything the reading side answers, below /<edition>/: one include a folder."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("reviews.committee.urls")),
]
