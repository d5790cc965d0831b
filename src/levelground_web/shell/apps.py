"""The shell as a Django app: for its templates, tags and static files."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """Base layout and components."""

    name = "levelground_web.shell"
