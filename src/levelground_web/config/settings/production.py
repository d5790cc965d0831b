"""Production: behind a web server that speaks TLS, on PostgreSQL. What the environment leaves out stops the start."""

import os

from levelground_web.config.settings.base import *  # noqa: F403

DEBUG = False
SECRET_KEY = os.environ["LEVELGROUND_SECRET_KEY"]
ALLOWED_HOSTS = os.environ["LEVELGROUND_HOSTS"].split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# The web server in front asks for these over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
EMAIL_HOST = os.environ.get("LEVELGROUND_MAIL_HOST", "localhost")
DEFAULT_FROM_EMAIL = os.environ.get("LEVELGROUND_MAIL_FROM", "levelground@localhost")
