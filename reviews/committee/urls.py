"""Answering an invitation, and what a member takes on."""

from django.urls import path

from reviews.committee import offering_views, views

app_name = "committee"
urlpatterns = [
    path("invitation/<str:token>/", views.answer, name="answer"),
    path("offer-to-review/", offering_views.offer_page, name="offer"),
    path("my-service/", views.profile, name="profile"),
]
