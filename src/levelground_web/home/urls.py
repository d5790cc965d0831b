"""Addresses of the start page."""

from django.urls import path

from levelground_web.home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("healthz", views.healthz, name="healthz"),
]
