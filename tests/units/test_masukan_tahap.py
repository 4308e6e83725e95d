"""What no form would send: bytes the database refuses, numbers too large for a column, digits of other scripts, dates
at the end of time. Every page answers in a way a person can read; none falls over."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.forms import BaseForm, FileField
from django.test import Client
from django.urls import reverse

from evaluation.enums import Status
from tests.matrix import Baris, Dunia
from tests.test_permission_matrix import MATRIKS, _dunia
from tests.units.tpi import buat_dunia
from units.enums.tahap import BentukPendampingan

pytestmark = [
    pytest.mark.django_db,
    # Thousands of requests; what they could break is PostgreSQL's to refuse (NUL, numbers too large for a column).
    pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="SQLite takes any text"),
]

RACUN = {
    "nul": "a\x00b",
    "besar": "999999999999999",
    "raksasa": "9" * 5000,
    "minus": "-1",
    "pangkat": "²",
    "tanggal": "9999-12-31",
    "bulan": "9999-12",
}
# Every name that a page of the portal reads from its address.
NAMA = (
    *("area", "bagian", "banding", "benda", "objek", "bentuk", "bulan", "calon", "dampak", "dari", "format", "halaman"),
    *("jalur", "jenis", "keadaan", "kembali", "kemungkinan", "kode", "lewat", "lihat", "mempermudah", "monev"),
    *("pemantauan", "peran", "pic", "prioritas", "q", "saring", "soal", "status", "tahap", "tahun", "tampil"),
    *("tampilan", "tingkat", "triwulan", "tunggu", "unit", "urut"),
)


@pytest.fixture(autouse=True)
def _tanpa_log():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def dunia() -> Dunia:
    return _dunia(Status.DRAF)


def _halaman() -> Iterator[tuple[str, Baris, str]]:
    """Every page one opens, with one kind of person who may."""
    for nama, daftar in MATRIKS.items():
        for baris in daftar:
            orang = (baris.terlihat if baris.boleh is None else baris.boleh)(Status.DRAF)
            orang = orang & baris.terlihat(Status.DRAF) - baris.kosong(Status.DRAF)
            if baris.metode == "get" and orang:
                yield nama, baris, min(orang)


def _client(dunia: Dunia, siapa: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(dunia.orang[siapa])
    return client


def test_no_address_falls_over(dunia):
    galat = []
    for nama, baris, siapa in _halaman():
        client, alamat = _client(dunia, siapa), reverse(nama, kwargs=baris.kwargs(dunia))
        for racun, nilai in RACUN.items():
            with transaction.atomic():
                jawab = client.get(alamat, dict.fromkeys(NAMA, nilai))
                if jawab.streaming:
                    jawab.getvalue()
                transaction.set_rollback(True)
            if jawab.status_code >= 500:
                galat.append(f"{nama} {siapa} {racun}: {jawab.exc_info[1]!r}"[:300])
    assert not galat, "\n".join(galat)


def test_no_form_falls_over(dunia):
    """The value in every second field, the rest as the page had it, then the other way round: a field that is refused
    hides what the next one does."""
    galat, banyak = [], 0
    for nama, baris, siapa in _halaman():
        client, alamat = _client(dunia, siapa), reverse(nama, kwargs=baris.kwargs(dunia))
        jawab = client.get(alamat)
        form = jawab.context.get("form") if jawab.context is not None else None
        if not isinstance(form, BaseForm):
            continue
        banyak += 1
        isian = {form.add_prefix(n): form[n].value() for n, f in form.fields.items() if not isinstance(f, FileField)}
        isian = {n: "" if v is None else v for n, v in isian.items()}
        for racun, nilai in RACUN.items():
            for sisa in (0, 1):
                data = {n: nilai if k % 2 == sisa else v for k, (n, v) in enumerate(isian.items())}
                with transaction.atomic():
                    jawab = client.post(alamat, data)
                    transaction.set_rollback(True)
                if jawab.status_code >= 500:
                    galat.append(f"{nama} {siapa} {racun}: {jawab.exc_info[1]!r}"[:300])
    assert banyak > 15
    assert not galat, "\n".join(galat)


def test_a_thing_of_no_kind_has_no_proof_to_propose(dunia):
    alamat = reverse("evaluation:bukti_usul", args=[dunia.unit.pk])
    jawab = _client(dunia, "operator").get(alamat, {"benda": "a\x00b", "objek": "1"})
    assert (jawab.status_code, jawab.context["terbuka"]) == (200, True)


@pytest.mark.parametrize(("tahun", "kode"), [("0001", 422), ("1800", 422), ("9999", 422), ("2026", 302)])
def test_a_visit_at_the_end_of_time_is_refused(client, tahun, kode):
    d = buat_dunia()
    client.force_login(d["ketua"])
    isi = {"topik": "Bedah LKE", "bentuk": BentukPendampingan.values[0], "petugas": d["tpi"].pk}
    isi |= {"tempat": "Aula", "mulai": f"{tahun}-01-01T00:00", "selesai": f"{tahun}-01-01T01:00"}
    assert client.post(d.alamat("pendampingan", "baru"), isi).status_code == kode
    assert client.get(d.alamat("pendampingan")).status_code == 200
