"""An area chair's summary of the reviews."""

from django.urls import path

from reviews.metareview import views

app_name = "metareview"

urlpatterns = [path("papers/<slug:code>/meta-review/", views.write, name="write")]
