"""People and organisations."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, organisations, roles, sign-in."""

    name = "levelground_web.accounts"
    label = "accounts"
