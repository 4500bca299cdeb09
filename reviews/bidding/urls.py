"""Bids on papers."""

from django.urls import path

from reviews.bidding import views

app_name = "bidding"

urlpatterns = [
    path("bids/", views.home, name="home"),
    path("bids/upload/", views.upload, name="upload"),
    path("bids/papers.csv", views.table, name="table"),
    path("bids/<slug:code>/", views.place, name="place"),
]
