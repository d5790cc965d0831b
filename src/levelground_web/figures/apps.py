"""Uploads, findings, sign-off, stored released results with provenance, dashboards."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Uploads, findings, sign-off, stored released results with provenance, dashboards."""

    name = "levelground_web.figures"
