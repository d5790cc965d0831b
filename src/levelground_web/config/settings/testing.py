"""The tests: quick passwords, mail kept in memory, plain static files."""

import os
import tempfile

# A folder of its own for each process, so that two test runs never share a file.
os.environ.setdefault("LEVELGROUND_DATA", tempfile.mkdtemp(prefix="levelground-tests-"))

from levelground_web.config.settings.base import *  # noqa: F403

SECRET_KEY = "key-of-the-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_AUTOREFRESH = True
