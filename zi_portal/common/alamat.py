"""From which network address a request comes."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.http.request import split_domain_port


def alamat_klien(request: HttpRequest) -> str:
    """The address of whoever asks, as the outermost of our own proxies saw it (``TRUSTED_PROXIES``); "" where it makes
    no sense. Raises ImproperlyConfigured when fewer proxies passed the request on than are said to."""
    if settings.TRUSTED_PROXIES and (lewat := request.META.get("HTTP_X_FORWARDED_FOR")):
        semua = lewat.split(",")
        if len(semua) < settings.TRUSTED_PROXIES:
            raise ImproperlyConfigured("TRUSTED_PROXIES does not match X-Forwarded-For")
        return _rapi(semua[-settings.TRUSTED_PROXIES].strip())
    return _rapi(request.META.get("REMOTE_ADDR", ""))


def _rapi(alamat: str) -> str:
    """One way of writing for one address; a proxy may have added the port."""
    try:
        return str(ipaddress.ip_address(alamat))
    except ValueError:
        alamat, _port = split_domain_port(alamat)
    try:
        return str(ipaddress.ip_address(alamat.strip("[]")))
    except ValueError:
        return ""
