"""Everything the reading side answers, below /<edition>/: one include a folder."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("reviews.committee.urls")),
    path("", include("reviews.expertise.urls")),
    path("", include("reviews.conflicts.urls")),
    path("", include("reviews.bidding.urls")),
    path("", include("reviews.assignment.urls")),
    path("", include("reviews.late.urls")),
    path("", include("reviews.reviewing.urls")),
    path("", include("reviews.rebuttal.urls")),
    path("", include("reviews.discussion.urls")),
    path("", include("reviews.metareview.urls")),
    path("", include("reviews.proceedings.urls")),
    path("", include("reviews.paper_page.urls")),
]
