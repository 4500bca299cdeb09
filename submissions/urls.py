"""Everything the writing side answers, below /<edition>/: one include a folder."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("submissions.submitting.urls")),
    path("", include("submissions.camera_ready.urls")),
]
