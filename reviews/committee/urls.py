"""Answering an invitation, and what a member takes on."""

from django.urls import path

from reviews.committee import views

app_name = "committee"
urlpatterns = [
    path("invitation/<str:token>/", views.answer, name="answer"),
    path("my-service/", views.profile, name="profile"),
]
