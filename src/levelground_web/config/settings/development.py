"""A developer's desk and the demo: this machine only, plain HTTP, no mail leaves it."""

from levelground_web.config.settings.base import *  # noqa: F403
from levelground_web.config.settings.base import DATA

DEBUG = False
# Of no use elsewhere: the demo serves on the loopback address only, and its people do not exist.
SECRET_KEY = "demo-key-of-a-site-that-answers-on-loopback-only"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA / "mail"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
