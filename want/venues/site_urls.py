"""Pages of the whole site: its home."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
