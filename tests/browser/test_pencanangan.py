"""Stage I in a browser: drafted, declared, signed on a phone by a personal link, and complete with its publication."""

from __future__ import annotations

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_anggota, make_unit
from units.enums import Peran
from units.enums.tahap import StatusPencanangan
from units.models import Pakta, PegawaiUnit, Pencanangan
from units.services.pakta import buka_register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PONSEL = {"width": 390, "height": 844}


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def operator(unit):
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Rahmat Hidayat")


@pytest.fixture
def pimpinan(unit):
    return make_anggota(Peran.PIMPINAN_UNIT, unit=unit, nama="Nurhayati Ginting", jabatan="Kepala Dinas")


def masuk(new_page, sign_in, user, **pilihan):
    page = new_page(**pilihan)
    page.galat = []
    page.on("console", lambda pesan: page.galat.append(pesan.text) if pesan.type == "error" else None)
    if user:
        sign_in(page, user)
    return page


def serius(page) -> list[str]:
    hasil = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in hasil if v["impact"] in {"serious", "critical"}]


def test_from_draft_to_complete(new_page, sign_in, unit, operator, pimpinan):
    hari = timezone.localdate()
    register = buka_register(
        unit=unit, pemimpin_nama=pimpinan.nama, pemimpin_jabatan="Kepala Dinas", mulai=hari, actor=operator
    )
    PegawaiUnit.objects.create(unit=unit, tahun=hari.year, nama="Umi Permana", dibuat_oleh=operator)

    meja = masuk(new_page, sign_in, operator, viewport={"width": 1366, "height": 768})
    meja.goto(reverse("units:pencanangan_list", args=[unit.pk]))
    meja.get_by_role("link", name="Susun pencanangan").click()
    meja.get_by_label("Tanggal pencanangan").fill((hari - dt.timedelta(days=1)).isoformat())
    meja.get_by_label("Tempat").fill("Aula dinas")
    assert meja.get_by_label("Pimpinan yang mencanangkan").input_value() == "Nurhayati Ginting"
    meja.get_by_label("Nama saksi 1").fill("Budi Santoso")
    assert serius(meja) == []
    meja.get_by_role("button", name="Simpan").click()
    meja.get_by_role("link", name="Ajukan ke pimpinan").click()
    meja.locator("strong", has_text="1 dari 1 pegawai belum menandatangani").wait_for()
    meja.get_by_role("button", name="Ajukan ke pimpinan").click()
    meja.get_by_text("Pencanangan diajukan ke pimpinan.").wait_for()

    lain = masuk(new_page, sign_in, pimpinan)
    lain.goto(reverse("units:pencanangan_list", args=[unit.pk]))
    lain.get_by_role("table").get_by_role("link").click()
    lain.get_by_role("link", name="Canangkan").click()
    lain.get_by_role("button", name="Canangkan").click()
    lain.get_by_text("Pencanangan dikonfirmasi.").wait_for()

    # The link is made at the desk, and opened on somebody's own phone.
    meja.goto(reverse("units:pakta_tautan_unit", args=[unit.pk]))
    meja.get_by_label("Umi Permana").check()
    meja.get_by_role("button", name="Buat dan tampilkan").click()
    alamat = meja.locator(".pakta-tautan-url").inner_text()
    assert serius(meja) == []
    with meja.expect_download() as unduhan:
        meja.get_by_role("button", name="Unduh CSV").click()
    assert unduhan.value.suggested_filename == f"tautan-pakta-{unit.pk}.csv"

    ponsel = masuk(new_page, sign_in, None, viewport=PONSEL, has_touch=True, is_mobile=True)
    ponsel.goto(alamat)
    ponsel.get_by_text("Saya ikut mencegah").wait_for()
    assert ponsel.evaluate("document.documentElement.scrollWidth") == 390
    assert serius(ponsel) == []
    ponsel.get_by_label("Saya telah membaca").check()
    ponsel.get_by_role("button", name="Tanda tangani sebagai Umi Permana").click()
    ponsel.get_by_role("heading", name="Sudah ditandatangani").wait_for()
    ponsel.reload()
    ponsel.get_by_role("heading", name="Sudah ditandatangani").wait_for()
    assert Pakta.objects.get(register=register).cara == "tautan"
    assert ponsel.galat == []  # nothing the policy refused

    p = Pencanangan.objects.get()
    meja.goto(reverse("units:pencanangan_detail", args=[unit.pk, p.pk]))
    meja.locator("strong", has_text="Belum ada publikasi").wait_for()
    meja.get_by_role("link", name="Tambah publikasi").click()
    meja.get_by_label("Judul").fill("Berita pencanangan")
    meja.get_by_label("Tanggal terbit").fill(hari.isoformat())
    meja.get_by_label("Tautan").fill("https://contoh.go.id/berita")
    meja.get_by_role("button", name="Simpan").click()
    meja.get_by_role("link", name="Nyatakan lengkap").click()
    meja.get_by_role("button", name="Nyatakan lengkap").click()
    meja.get_by_text("Tahap pencanangan selesai.").wait_for()
    p.refresh_from_db()
    assert p.status == StatusPencanangan.LENGKAP
    assert meja.galat == []
    assert serius(meja) == []


def test_without_script_one_signs_ones_own(new_page, sign_in, unit, operator):
    buka_register(
        unit=unit, pemimpin_nama="Nurhayati", pemimpin_jabatan="Kepala", mulai=timezone.localdate(), actor=operator
    )
    PegawaiUnit.objects.create(unit=unit, tahun=2026, nama=operator.nama, user=operator, dibuat_oleh=operator)
    page = new_page(java_script_enabled=False, viewport=PONSEL)
    sign_in(page, operator)
    page.goto(reverse("units:pakta", args=[unit.pk]))
    page.get_by_role("link", name="Baca dan tanda tangani").click()
    page.get_by_label("Saya telah membaca").check()
    page.get_by_role("button", name="Tanda tangani sebagai Rahmat Hidayat").click()
    page.get_by_text("Sudah ditandatangani").wait_for()
    assert Pakta.objects.get().oleh == operator
