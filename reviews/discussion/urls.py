"""Post to the discussion of a paper, and choose the mail about discussions."""

from django.urls import path

from reviews.discussion import views

app_name = "discussion"

urlpatterns = [
    path("papers/<slug:code>/discussion/", views.post, name="post"),
    path("discussion-mail/", views.mail, name="mail"),
]
