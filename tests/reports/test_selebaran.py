"""Poster and slips of a survey: what they say, that they fit their pages, and who gets them."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from reports.errors import BelumAdaLaporan
from reports.models import Dokumen
from reports.selectors.selebaran import isi_poster, isi_slip
from reports.services.selebaran import cetak_poster, cetak_slip, html_poster, html_slip
from surveys.enums import CaraIsi
from surveys.models import Kampanye, KodeRespons
from surveys.qr import svg_qr
from surveys.services.kampanye import gerakkan
from surveys.services.kode import buat_kode, kode_nomor
from tests.factories import make_anggota, make_kampanye, make_unit
from tests.reports.bantu import teks_pdf
from units.enums import Peran

pytestmark = pytest.mark.django_db
CANARY = '<script>alert(1)</script><img src="file:///etc/passwd">'


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def operator(unit):
    return make_anggota(Peran.OPERATOR, unit=unit)


def _halaman(bita: bytes) -> list[tuple[int, int]]:
    return [(round(h.mediabox.width), round(h.mediabox.height)) for h in PdfReader(io.BytesIO(bita)).pages]


def test_a_poster_is_one_page_that_leads_to_the_form(unit, operator, settings):
    settings.ZI_ALAMAT = "https://zi.langkatkab.go.id"
    kampanye = make_kampanye(unit=unit, actor=operator, nama="N" * 150)
    bita = cetak_poster(isi_poster(kampanye))
    assert _halaman(bita) == [(595, 842)]
    teks = teks_pdf(bita)
    for ada in (unit.nama, f"zi.langkatkab.go.id/s/{kampanye.slug}", "sekitar satu menit, tanpa mendaftar"):
        assert ada in teks, ada
    assert svg_qr(f"https://zi.langkatkab.go.id/s/{kampanye.slug}/", label="x")[60:] in html_poster(
        isi_poster(kampanye)
    ).replace("Kode QR alamat survei", "x")


def test_slips_are_eight_to_a_page_with_unused_codes_only(unit, operator, django_assert_num_queries):
    kampanye = make_kampanye(unit=unit, actor=operator, cara=CaraIsi.KODE, layanan=[("KTP-el", 10)])
    buat_kode(kampanye=kampanye, jumlah=18, layanan=kampanye.layanan.get(), actor=operator)
    KodeRespons.objects.filter(nomor=3).update(dipakai_pada=kampanye.mulai)
    kampanye = Kampanye.objects.select_related("unit__instansi").get()
    with django_assert_num_queries(1):
        slip = isi_slip(kampanye, dari=1, sampai=17)
    bita = cetak_slip(slip)
    assert _halaman(bita) == [(595, 842)] * 2
    teks = teks_pdf(bita)
    kode = {n: kode_nomor(kampanye, n) for n in range(1, 19)}
    assert {n for n, k in kode.items() if k in teks} == set(range(1, 18)) - {3}
    assert "KTP-el" in teks
    with pytest.raises(BelumAdaLaporan, match="Tidak ada kode"):
        isi_slip(kampanye, dari=50, sampai=60)
    gerakkan(kampanye=kampanye, aksi="tutup", actor=operator)
    with pytest.raises(BelumAdaLaporan, match="sudah ditutup"):
        isi_slip(kampanye, dari=1, sampai=5)


def test_what_was_written_is_printed_as_text(operator):
    unit = make_unit(CANARY)
    kampanye = make_kampanye(unit=unit, nama=CANARY, cara=CaraIsi.KODE, layanan=[(CANARY, 1)])
    buat_kode(kampanye=kampanye, jumlah=9, layanan=kampanye.layanan.get(), actor=operator)
    for html in (html_poster(isi_poster(kampanye)), html_slip(isi_slip(kampanye, dari=1, sampai=9))):
        assert ("<script" in html, "<img" in html, "&lt;script&gt;" in html) == (False, False, True)
    assert len(_halaman(cetak_slip(isi_slip(kampanye, dari=1, sampai=9)))) == 2


def test_who_prints_and_nothing_is_kept(client, unit, operator):
    kampanye = make_kampanye(unit=unit, actor=operator, cara=CaraIsi.KODE)
    buat_kode(kampanye=kampanye, jumlah=2, layanan=None, actor=operator)
    poster, slip = (reverse(f"reports:{n}", args=[kampanye.pk]) for n in ("poster_survei", "slip_survei"))
    harap = {
        operator: (200, 200),
        make_anggota(Peran.TPI_KETUA, instansi=unit.instansi): (200, 403),
        make_anggota(Peran.OPERATOR, unit=make_unit(instansi=unit.instansi)): (404, 404),
        make_anggota(Peran.TPN_ADMIN): (404, 404),
    }
    for siapa, kode in harap.items():
        client.force_login(siapa)
        assert (client.get(poster).status_code, client.get(slip).status_code) == kode
    client.force_login(operator)
    jawab = client.get(slip, {"dari": "1", "sampai": "2"})
    assert (jawab["Content-Type"], jawab["Cache-Control"]) == ("application/pdf", "private, no-store")
    for buruk in ("²", "9" * 30, "-1", "99"):
        assert client.get(slip, {"dari": buruk}).status_code in {200, 302}
    assert not Dokumen.objects.exists()
