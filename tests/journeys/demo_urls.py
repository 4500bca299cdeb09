"""The site's addresses with the demo's before them, as in demo mode."""

from django.urls import include, path

from want.urls import urlpatterns as of_the_site

urlpatterns = [path("demo/", include("want.demo.urls")), *of_the_site]
