"""A person's own pages; signing in and up are allauth's."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
