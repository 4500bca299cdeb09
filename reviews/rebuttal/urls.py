"""The authors' response to their reviews."""

from django.urls import path

from reviews.rebuttal import views

app_name = "rebuttal"

urlpatterns = [path("papers/<slug:code>/response/", views.write, name="write")]
