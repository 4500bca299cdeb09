"""A member's own conflicts of interest."""

from django.urls import path

from reviews.conflicts import own_views

app_name = "conflicts"

urlpatterns = [path("my-service/conflicts/", own_views.own, name="own")]
