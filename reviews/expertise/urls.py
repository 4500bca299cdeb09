"""A member's profile for matching."""

from django.urls import path

from reviews.expertise import views
from want.core.sealed import place

app_name = "expertise"

urlpatterns = [
    path("my-service/papers/", views.papers, name="papers"),
    path(f"my-service/papers/{place('expertise')}/remove/", views.remove, name="remove"),
    path("my-service/away/", views.absences, name="absences"),
]
