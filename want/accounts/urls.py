"""A person's own pages; signing in and up are allauth's."""

from django.urls import path

from want.accounts import views

urlpatterns = [path("profile/", views.profile, name="profile")]
