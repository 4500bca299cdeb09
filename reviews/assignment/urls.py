"""What area chairs do about the assignment of the papers they lead."""

from django.urls import path

from reviews.assignment import leading

app_name = "leading"

urlpatterns = [path("papers/<slug:code>/reviewers/", leading.reviewers, name="reviewers")]
