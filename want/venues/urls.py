"""Public pages of an edition."""

from django.urls import path

from want.venues import views

app_name = "venues"
urlpatterns = [
    path("", views.edition_home, name="home"),
    path("call/", views.call, name="call"),
    path("dates/", views.dates_page, name="dates"),
    path("dates.ics", views.calendar_ics, name="calendar_ics"),
    path("committee/", views.committee, name="committee"),
]
