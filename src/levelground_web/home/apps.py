"""The start page of each role, what needs you now, and the demo's people."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The start page of each role, what needs you now, and the demo's people."""

    name = "levelground_web.home"
