"""The tour, one-click sign-in, the clock and the mail viewer; included in demo mode only."""

from django.urls import path

from want.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.personas, name="personas"),
    path("try/<slug:key>/", views.take_step, name="step"),
    path("sample-paper.pdf", views.sample_pdf, name="sample_pdf"),
    path("sign-in/<str:token>/", views.sign_in, name="sign_in"),
    path("clock/", views.move_clock, name="clock"),
    path("mail/", views.mail, name="mail"),
    path("mail/<int:pk>/", views.letter, name="letter"),
]
