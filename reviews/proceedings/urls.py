"""Addresses of the programme, below /<edition>/."""

from django.urls import path

from reviews.proceedings import views

app_name = "proceedings"

urlpatterns = [
    path("papers/", views.papers, name="list"),
    path("papers.bib", views.all_bibtex, name="all_bibtex"),
    path("papers/<str:code>/bibtex", views.bibtex, name="bibtex"),
]
