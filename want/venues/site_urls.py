"""Pages of the whole site: its home, and what machines ask of it."""

from django.urls import path

from want.venues import machines, views

urlpatterns = [
    path("", views.home, name="home"),
    path("health", machines.health, name="health"),
    path("robots.txt", machines.robots, name="robots"),
]
