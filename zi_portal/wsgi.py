"""WSGI entry: ``granian --interface wsgi zi_portal.wsgi:application``."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zi_portal.settings")

django = get_wsgi_application()

from surveys.pintu import PintuRespons  # noqa: E402  the apps must stand first
from zi_portal.embedded import start_embedded_worker  # noqa: E402  as above

application = PintuRespons(django)
start_embedded_worker()

# All code comes in now and not with the first page. What stands then stays: to walk through it for garbage took a fifth
# of a second, and a long list set that off once in ten pages.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
