"""Public pages of an edition."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
