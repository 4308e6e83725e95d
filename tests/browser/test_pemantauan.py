"""Stage IV played by its people: a finding until it is put right, and TPI's word to the pimpinan."""

from __future__ import annotations

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from tests.units.tpi import (
    Dunia,
    buat_dunia,
    make_konsultasi,
    make_pemantauan,
    make_pendampingan,
    make_rekomendasi,
    make_temuan,
)
from units.enums.tahap import StatusRekomendasi, StatusTemuan
from units.models import RekomendasiTPI, Temuan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meja(new_page, sign_in):
    """Call it with the world and a name: that person at a desk of their own."""

    def buka(d: Dunia, siapa: str, lebar: int = 1366):
        page = new_page(viewport={"width": lebar, "height": 768 if lebar > 700 else 844})
        page.set_default_timeout(60_000)
        sign_in(page, d.orang[siapa])
        return page

    return buka


def tekan(page, nama: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=nama, exact=True).click()


def test_a_finding_until_it_is_verified_and_the_word_to_the_pimpinan(meja):
    d = buat_dunia()
    tpi, operator, ketua, bupati = (meja(d, s) for s in ("tpi", "operator", "ketua", "bupati"))

    # TPI opens a finding.
    tpi.goto(d.alamat("temuan", "baru"))
    tpi.get_by_label("Area").select_option("5")
    tpi.get_by_label("Temuan").fill("Laporan gratifikasi belum disusun")
    tpi.get_by_label("Rekomendasi").fill("Susun laporan bulanan")
    tpi.get_by_label("Tenggat tindak lanjut").fill(f"{timezone.localdate() + dt.timedelta(days=14):%Y-%m-%d}")
    tekan(tpi, "Simpan")
    temuan = Temuan.objects.get()

    # The unit is told, and follows up from the inbox.
    operator.goto("/notifikasi/")
    operator.get_by_role("link", name="Temuan baru dari TPI").press("Enter")
    operator.wait_for_url(f"**{d.alamat('temuan', temuan.pk)}")
    operator.get_by_label("Apa yang sudah dilakukan").fill("Laporan triwulan pertama disusun.")
    tekan(operator, "Kirim tindak lanjut")
    assert operator.get_by_role("button", name="Kirim tindak lanjut").count() == 0

    # Not enough: returned, followed up again.
    tpi.goto(d.alamat("temuan", temuan.pk))
    tpi.get_by_label("Yang masih kurang").fill("Triwulan kedua belum ada.")
    tekan(tpi, "Kembalikan")
    operator.reload()
    operator.get_by_text("Triwulan kedua belum ada.").first.wait_for()
    operator.get_by_label("Apa yang sudah dilakukan").fill("Triwulan kedua terlampir.")
    tekan(operator, "Kirim tindak lanjut")
    tpi.reload()
    tekan(tpi, "Verifikasi")
    temuan.refresh_from_db()
    assert temuan.status == StatusTemuan.DIVERIFIKASI

    # The lead recommends, the pimpinan of the instansi receives.
    ketua.goto(d.alamat("rekomendasi"))
    ketua.get_by_role("link", name="Tulis rekomendasi").click()
    ketua.get_by_label("Layak diusulkan", exact=True).check()
    ketua.get_by_label("Alasan").fill("Temuan sudah diverifikasi dan enam area berjalan.")
    tekan(ketua, "Simpan")
    ketua.get_by_role("link", name="Sampaikan ke pimpinan").click()
    tekan(ketua, "Sampaikan ke pimpinan")
    bupati.goto("/notifikasi/")
    bupati.get_by_role("link", name="Layak diusulkan").press("Enter")
    bupati.get_by_role("link", name="Terima", exact=True).click()
    tekan(bupati, "Terima")
    rekomendasi = RekomendasiTPI.objects.get()
    assert (rekomendasi.status, rekomendasi.diterima_oleh) == (StatusRekomendasi.DITERIMA, d.orang["bupati"])
    operator.goto(d.alamat("rekomendasi", rekomendasi.pk))
    assert "diterima Syah Bupati" in operator.locator(".judul-keadaan").inner_text()


@pytest.mark.parametrize("lebar", [1366, 390])
def test_nothing_serious_stands_in_the_way_of_anybody(meja, lebar):
    d = buat_dunia()
    besok = (timezone.localtime() + dt.timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
    pendampingan = make_pendampingan(d, besok, "tpi", "ketua")
    make_pendampingan(d, besok, "tpi", unit=d.unit_lain)
    pemantauan = make_pemantauan(d, kemajuan={"1": {"persen": 60, "catatan": "Baik"}})
    draf = make_pemantauan(d, terbit=False)
    temuan = make_temuan(d, StatusTemuan.DITINDAKLANJUTI, pemantauan=pemantauan)
    make_temuan(d, tahun=temuan.tahun - 1, tenggat=timezone.localdate() - dt.timedelta(days=2))
    konsultasi, tpn = make_konsultasi(d), make_konsultasi(d, tpn=True)
    rekomendasi = make_rekomendasi(d)
    bulan = f"/pendampingan/?bulan={besok:%Y-%m}"
    halaman = {
        "ketua": [
            "/temuan/",
            bulan,
            "/konsultasi-tpn/",
            f"/konsultasi-tpn/{tpn.pk}/",
            "/konsultasi-tpn/baru/",
            d.alamat("temuan"),
            d.alamat("temuan", temuan.pk),
            d.alamat("temuan", "baru"),
            d.alamat("temuan", temuan.pk, "perpanjang"),
            d.alamat("pemantauan"),
            d.alamat("pemantauan", pemantauan.pk),
            d.alamat("pemantauan", draf.pk, "ubah"),
            d.alamat("pendampingan", "baru"),
            d.alamat("pendampingan", pendampingan.pk, "batal"),
            d.alamat("rekomendasi", rekomendasi.pk),
            d.alamat("rekomendasi", rekomendasi.pk, "ubah"),
            d.alamat("rekomendasi", rekomendasi.pk, "sampaikan"),
        ],
        "operator": [
            d.alamat("temuan"),
            d.alamat("konsultasi"),
            d.alamat("konsultasi", konsultasi.pk),
            d.alamat("konsultasi", "baru"),
            d.alamat("pendampingan"),
            d.alamat("pendampingan", pendampingan.pk),
            d.alamat("rekomendasi"),
        ],
    }
    for siapa, daftar in halaman.items():
        page = meja(d, siapa, lebar)
        for alamat in daftar:
            assert page.goto(alamat).status == 200, alamat
            berat = [
                (alamat, v["id"], [n["html"] for n in v["nodes"]][:3])
                for v in Axe().run(page).response["violations"]
                if v["impact"] in {"serious", "critical"}
            ]
            assert berat == []
            assert page.evaluate("document.documentElement.scrollWidth") <= lebar, alamat


def test_the_calendar_is_walked_by_keyboard(meja):
    d = buat_dunia()
    make_pendampingan(d, timezone.localtime().replace(day=15, hour=9, minute=0), "ketua", topik="Bedah LKE")
    page = meja(d, "ketua", 390)
    page.goto("/pendampingan/")
    judul = page.locator("caption").inner_text()
    page.get_by_role("link", name="Bulan berikutnya").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("caption").inner_text() != judul
    page.get_by_role("link", name="Bulan ini").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    # On a phone the month is a list of the days that hold something.
    assert page.locator(".kalender td:visible").count() == 1
    page.get_by_role("link", name="Bedah LKE").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == "Bedah LKE"
