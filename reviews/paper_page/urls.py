"""The page of a paper and its files."""

from django.urls import path

from reviews.paper_page import views

app_name = "papers"

urlpatterns = [
    path("papers/<slug:code>/", views.page, name="page"),
    path("papers/<slug:code>/paper.pdf", views.pdf, name="pdf"),
    path("papers/<slug:code>/files/<slug:kind>.pdf", views.file, name="file"),
    path("papers/<slug:code>/files/<slug:kind>/<int:number>.pdf", views.version, name="version"),
]
