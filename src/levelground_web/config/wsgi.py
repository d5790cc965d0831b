"""The entrance for the server: gunicorn calls `application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "levelground_web.config.settings.production")
application = get_wsgi_application()
