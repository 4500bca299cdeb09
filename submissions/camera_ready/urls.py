"""Addresses of the camera-ready pages, below /<edition>/."""

from django.urls import path

from submissions.camera_ready import views

app_name = "camera_ready"

urlpatterns = [
    path("submissions/<str:code>/camera-ready/", views.hand_in, name="hand_in"),
]
