"""A member's profile for matching."""

from django.urls import path

from reviews.expertise import views

app_name = "expertise"

urlpatterns = [
    path("my-service/papers/", views.papers, name="papers"),
    path("my-service/papers/<int:pk>/remove/", views.remove, name="remove"),
    path("my-service/away/", views.absences, name="absences"),
]
