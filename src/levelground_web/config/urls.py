"""Every address of the site. Each room has its own file of addresses; here is where they hang."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("levelground_web.home.urls")),
]
