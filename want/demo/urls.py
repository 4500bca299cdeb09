"""One-click sign-in and the mail viewer; included in demo mode only."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
