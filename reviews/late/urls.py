"""What a member says of their own service when things change late."""

from django.urls import path

from reviews.late import views

app_name = "late"

urlpatterns = [path("my-service/stop/", views.stop, name="stop")]
