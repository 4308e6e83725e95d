"""WSGI entry: ``granian --interface wsgi zi_portal.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zi_portal.settings")

application = get_wsgi_application()

from zi_portal.embedded import start_embedded_worker  # noqa: E402  settings must stand first

start_embedded_worker()
