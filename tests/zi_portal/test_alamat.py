"""Whose address counts: that which the outermost of our own proxies saw, whatever a visitor writes before it."""

from __future__ import annotations

import pytest
from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from zi_portal.common.alamat import alamat_klien


@pytest.mark.parametrize(
    ("proksi", "lewat", "dari", "hasil"),
    [
        (0, "9.9.9.9", "10.0.0.1", "10.0.0.1"),
        (1, "", "10.0.0.1", "10.0.0.1"),
        (1, "1.2.3.4", "10.0.0.1", "1.2.3.4"),
        (1, "9.9.9.9, 1.2.3.4", "10.0.0.1", "1.2.3.4"),
        (2, "9.9.9.9,1.2.3.4, 5.6.7.8", "10.0.0.1", "1.2.3.4"),
        (1, "1.2.3.4:5678", "10.0.0.1", "1.2.3.4"),
        (1, "2001:DB8::0:1", "10.0.0.1", "2001:db8::1"),
        (1, "[2001:db8::1]:443", "10.0.0.1", "2001:db8::1"),
        (1, "<b>bukan alamat</b>", "10.0.0.1", ""),
        (0, "", "", ""),
    ],
)
def test_the_address_that_counts(settings, proksi, lewat, dari, hasil):
    settings.TRUSTED_PROXIES = proksi
    kepala = {"HTTP_X_FORWARDED_FOR": lewat} if lewat else {}
    request = RequestFactory().get("/", REMOTE_ADDR=dari, **kepala)
    assert alamat_klien(request) == hasil
    # Limits of the sign-in count by the same.
    assert get_adapter().get_client_ip(request) == hasil


def test_fewer_proxies_than_said_are_told_to_whoever_runs_the_portal(settings):
    settings.TRUSTED_PROXIES = 2
    with pytest.raises(ImproperlyConfigured):
        alamat_klien(RequestFactory().get("/", HTTP_X_FORWARDED_FOR="1.2.3.4"))
