"""From the home page to a unit's year and on to a stage, as each role walks it; on a desk and on a phone."""

from __future__ import annotations

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from pypdf import PdfReader

from evaluation.enums import Status
from tests.matrix import buat_dunia
from tests.units.bantu_tahun import Tahun

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ORANG = ("operator", "pimpinan", "tpi_anggota", "tpi_dalnis", "admin", "pimpinan_instansi")


def _dunia():
    dunia = buat_dunia(Status.DIAJUKAN)
    th = Tahun(dunia.unit, dunia.orang["operator"])
    th.siap()
    th.pegawai("Rina")
    th.aksi(-3, persen=40)
    th.aksi(20, area=1)
    th.pemantauan(kemajuan={"1": {"persen": 60}})
    th.temuan(-1)
    th.temuan(status="ditindaklanjuti")
    th.konsultasi()
    th.rekomendasi()
    return dunia


def _periksa(page, siapa: str, lebar: int) -> None:
    berat = [
        (siapa, page.url, v["id"], [n["html"] for n in v["nodes"]][:3])
        for v in Axe().run(page).response["violations"]
        if v["impact"] in {"serious", "critical"}
    ]
    assert berat == []
    assert page.evaluate("document.documentElement.scrollWidth") <= lebar, (siapa, page.url)


@pytest.mark.parametrize("lebar", [1366, 390])
def test_every_role_walks_from_home_to_a_stage(new_page, sign_in, lebar):
    dunia = _dunia()
    alamat = reverse("units:unit_detail", args=[dunia.unit.pk])
    page = new_page(viewport={"width": lebar, "height": 844})
    for siapa in ORANG:
        sign_in(page, dunia.orang[siapa])
        page.goto("/")
        _periksa(page, siapa, lebar)
        page.get_by_role("navigation", name="Utama").get_by_role("link", name="Pembangunan ZI").click()
        if siapa not in {"operator", "pimpinan"}:
            _periksa(page, siapa, lebar)
            page.get_by_role("link", name=dunia.unit.nama).click()
        page.wait_for_url(lambda url: alamat in url)
        page.get_by_role("heading", name="Yang berikutnya").wait_for()
        assert page.locator('.tahap-langkah [aria-current="step"]').count() == 1
        _periksa(page, siapa, lebar)
        if lebar == 390:
            page.get_by_role("button", name="Bagian unit ini").click()
        page.get_by_role("navigation", name="Bagian").get_by_role("link", name="Layanan utama").click()
        page.get_by_role("heading", name="Layanan utama", level=1).wait_for()


def test_the_year_on_paper_leaves_the_portal_out(new_page, sign_in):
    dunia = _dunia()
    page = new_page()
    sign_in(page, dunia.orang["operator"])
    page.goto(reverse("units:unit_detail", args=[dunia.unit.pk]))
    teks = " ".join(h.extract_text() for h in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)
    for kata in (
        dunia.unit.nama,
        "Ditetapkan menuju WBK",
        "Yang berikutnya",
        "Aduan belum dicatat",
        "menurut TPI 60 %",
    ):
        assert kata in " ".join(teks.split()), kata
    for kata in ("Beranda", "Layanan utama", "Portal ZI"):
        assert kata not in teks, kata
