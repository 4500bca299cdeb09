"""Addresses of the authors' pages, below /<edition>/."""

from django.urls import path

from submissions.submitting import views
from submissions.volunteering.views import volunteer_view

app_name = "submissions"

urlpatterns = [
    path("submit/", views.start, name="start"),
    path("submit/preview/", views.preview, name="preview"),
    path("submissions/", views.mine, name="mine"),
    path("submissions/volunteer/", volunteer_view, name="volunteer"),
    path("submissions/<str:code>/", views.edit, name="edit"),
    path("submissions/<str:code>/receipt/", views.receipt, name="receipt"),
    path("submissions/<str:code>/withdraw/", views.withdraw, name="withdraw"),
    path("submissions/<str:code>/delete/", views.delete, name="delete"),
]
