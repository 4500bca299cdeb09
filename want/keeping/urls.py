"""A person's data: what is kept, a copy to take along, and erasure."""

from django.urls import path

from want.keeping import views

urlpatterns = [
    path("data/", views.your_data, name="your_data"),
    path("data/copy.zip", views.take_copy, name="take_copy"),
    path("data/erase/", views.erase, name="erase_account"),
]
