"""Everything the reading side answers, below /<edition>/: one include a folder."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
