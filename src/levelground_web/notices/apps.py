"""Outbox and digests that carry no content."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Outbox and digests that carry no content."""

    name = "levelground_web.notices"
