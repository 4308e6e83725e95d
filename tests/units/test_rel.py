"""The rail of a unit's year leads each person where they may go, and nowhere else."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from evaluation.enums import Status
from tests.matrix import ORANG_UNIT, PENGIKUT, PENGISI, buat_dunia

pytestmark = [pytest.mark.django_db, pytest.mark.once]

REL = re.compile(r'<nav class="ws-rail.*?</nav>', re.DOTALL)


def rel(client, url: str) -> list[str]:
    (nav,) = REL.findall(client.get(url).content.decode())
    return [u for u in re.findall(r'<a href="([^"]+)"', nav) if u.startswith("/")]


def test_every_entry_opens_for_who_sees_it(client):
    d = buat_dunia(Status.DITETAPKAN)
    rumah = reverse("units:unit_detail", args=[d.unit.pk])
    semua: dict[str, list[str]] = {}
    for siapa in sorted(PENGIKUT):
        client.force_login(d.orang[siapa])
        semua[siapa] = rel(client, rumah)
        assert {u: client.get(u).status_code for u in semua[siapa]} == dict.fromkeys(semua[siapa], 200), siapa
    arsip, usul, impor = (
        reverse("evaluation:bukti_arsip", args=[d.unit.pk]),
        reverse("evaluation:bukti_usul", args=[d.unit.pk]),
        reverse("units:impor_list", args=[d.unit.pk]),
    )
    assert {s for s in semua if arsip in semua[s]} == ORANG_UNIT
    assert {s for s in semua if usul in semua[s]} == {s for s in semua if impor in semua[s]} == PENGISI


def test_the_present_place_is_marked_and_the_year_is_kept(client):
    d = buat_dunia(Status.DRAF)
    client.force_login(d.orang["operator"])
    for nama in ("pencanangan_list", "pakta", "aksi_list", "temuan_list", "data_pendukung"):
        url = reverse(f"units:{nama}", args=[d.unit.pk])
        (nav,) = REL.findall(client.get(url, {"tahun": 2025}).content.decode())
        (kini,) = re.findall(r'href="([^"]+)"[^>]*aria-current="page"', nav)
        assert kini == f"{url}?tahun=2025"
