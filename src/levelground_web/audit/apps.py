"""The record of what was done."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Append-only events and their seals."""

    name = "levelground_web.audit"
