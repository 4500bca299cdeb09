"""Bids on papers."""

from django.urls import path

from reviews.bidding import views

app_name = "bidding"

urlpatterns = [
    path("bids/", views.home, name="home"),
    path("bids/<slug:code>/", views.place, name="place"),
]
