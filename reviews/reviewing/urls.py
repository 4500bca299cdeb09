"""The pages of those who review."""

from django.urls import path

from reviews.reviewing import declining, views

app_name = "reviewing"

urlpatterns = [
    path("reviewing/", views.home, name="home"),
    path("papers/<slug:code>/review/", views.review, name="review"),
    path("papers/<slug:code>/review/draft/", views.draft, name="draft"),
    path("papers/<slug:code>/hand-back/", declining.hand_back, name="decline"),
]
