"""Nobody finds what is hidden from them, whatever page, list, filter, file or message they open; and whoever may read
it does find it."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from evaluation.enums import Status
from evaluation.models import LembarKerjaEvaluasi
from tests.evaluation.kenari import DUNIA, Kenari, buka
from tests.matriks import jenjang
from tests.matrix import Baris
from tests.test_permission_matrix import MATRIKS
from units.models import Notifikasi

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# Of the unit's year; they hold nothing of a sheet and are swept in one world.
TAHAP = "units:"


@pytest.fixture(autouse=True)
def _tanpa_log():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


# Whom the matrix doesn't know opens what these do.
SEPERTI = {
    "tpi_kedua": "tpi_anggota",
    "tpi_ketiga": "tpi_anggota",
    "tpi_tim_lain": "tpi_lepas",
    "tpn_lain": "tpn_anggota",
}


def alamat(k: Kenari, siapa: str, *, tahap: bool) -> Iterator[tuple[str, dict[str, object]]]:
    """What this person may read of the permission matrix, then lists sorted, narrowed and searched. What is refused
    there, test_permission_matrix tells."""
    yield reverse("evaluation:publik_predikat"), {}
    yield reverse("evaluation:publik_predikat_unit", args=[k.dunia.unit.pk]), {}
    sudah = set()
    for nama, daftar in MATRIKS.items():
        for baris in daftar:
            if baris.metode != "get" or (nama.startswith(TAHAP) and not tahap and nama != "units:notifikasi"):
                continue
            if not (_terbuka(k, siapa, baris) or (nama in jenjang.MATRIKS and k.lke.jenjang)):
                continue
            kunci = (reverse(nama, kwargs=baris.kwargs(k.dunia)), tuple(baris.data.items()))
            if kunci not in sudah:
                sudah.add(kunci)
                yield kunci[0], dict(baris.data)
    if LembarKerjaEvaluasi.objects.visible_to(k.orang(siapa)).filter(pk=k.lke.pk).exists():
        yield from _daftar(k)


def _terbuka(k: Kenari, siapa: str, baris: Baris) -> bool:
    # A draft that came back from the parent unit is still its assessor's to read.
    status = Status.PENDAHULUAN if siapa == "penilai" else k.dunia.lke.status
    orang = baris.terlihat(status) if baris.boleh is None else baris.terlihat(status) & baris.boleh(status)
    return SEPERTI.get(siapa, siapa) in orang


def _daftar(k: Kenari) -> Iterator[tuple[str, dict[str, object]]]:
    """Where a layer, a sort, a filter or a search might tell more than the page alone."""
    pk, e = k.lke.pk, "evaluation:"
    lapis = [s.lapis for s in k.lke.skor.exclude(lapis="unit")]
    yield reverse(f"{e}tpi_antrean"), {"urut": "tpi", "status": k.lke.status}
    yield reverse(f"{e}tpn_antrean"), {"urut": "tpi", "status": k.lke.status}
    yield reverse(f"{e}predikat_list"), {"status": "dalam_klarifikasi"}
    yield reverse(f"{e}tpi_berubah", args=[pk]), {"sejak": "nilai"}
    for satu in lapis:
        yield reverse(f"{e}lke_banding", args=[pk]), {"a": "unit", "b": satu}
        yield reverse(f"{e}lke_riwayat", args=[pk]), {"lapis": satu}
        yield reverse(f"{e}perbedaan", args=[pk]), {"pasangan": f"unit-{satu}"}
    for bentuk in ("csv", "xlsx"):
        yield reverse(f"{e}lke_riwayat_unduh", args=[pk, bentuk]), {}
    yield reverse(f"{e}riwayat_unduh", args=[k.dunia.instansi.pk, "csv"]), {}
    for kata in k.boleh:
        if kata.startswith("knr"):
            yield reverse(f"{e}lke_cari", args=[pk]), {"q": kata[:-2]}


@pytest.mark.parametrize("nama", DUNIA)
def test_who_finds_what(nama):
    """Everybody where the words stand, and those with most to learn wherever they may go."""
    k = DUNIA[nama]()
    k.dunia.lke = k.lke  # in the state it has come to
    ditemukan: dict[str, set[str]] = {kata: set() for kata in k.boleh}
    bocor: list[str] = []
    for siapa in (*k.dunia.orang, ""):
        client = Client(raise_request_exception=False)
        if siapa:
            client.force_login(k.orang(siapa))
        semua = list(alamat(k, siapa, tahap=nama == "dinilai")) if siapa in k.pengamat else []
        for url, data in k.tempat + [a for a in semua if a not in k.tempat]:
            status, teks = buka(client, url, data)
            assert status < 500, (url, data)
            for kata in (kata for kata in k.boleh if kata in teks):
                ditemukan[kata].add(siapa)
                if siapa not in k.boleh[kata]:
                    bocor.append(f"{siapa}: {kata} di {url} {data or ''}")
    assert not bocor, "\n".join(bocor)
    # They are there to be found.
    belum = {kata: set(orang) - ditemukan[kata] for kata, orang in k.boleh.items()}
    assert {kata: orang for kata, orang in belum.items() if orang} == {}
    # Nor does any message tell.
    for pesan in Notifikasi.objects.select_related("user"):
        teks = f"{pesan.judul} {pesan.isi}"
        siapa = next((nama for nama, user in k.dunia.orang.items() if user == pesan.user), "?")
        assert [kata for kata in k.boleh if kata in teks and siapa not in k.boleh[kata]] == []
