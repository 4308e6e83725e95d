"""A unit's team and its quarter in a browser: written by the operator, signed by the pimpinan, read on paper."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from pypdf import PdfReader

from tests.factories import make_anggota, make_unit
from units.enums import Peran
from units.enums.tahap import PeranTim
from units.models import AgenPerubahan, AnggotaTim, ButirAksi, Monev, PegawaiUnit, TimKerja
from units.selectors.monev import sidik_monev
from units.services.monev import buat_monev, sahkan_monev
from units.services.tim import susun_anggota

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TAHUN = 2025


@pytest.fixture
def dunia():
    unit = make_unit()
    operator = make_anggota(Peran.OPERATOR, unit=unit, nama="Siti Aminah")
    pimpinan = make_anggota(Peran.PIMPINAN_UNIT, unit=unit, nama="Nurhayati Ginting", jabatan="Kepala Dinas")
    milik = {"unit": unit, "tahun": TAHUN, "dibuat_oleh": operator}
    PegawaiUnit.objects.create(nama="Hendra Sitepu", jabatan="Sekretaris Dinas", **milik)
    butir = {"keluaran": "Laporan", "target": "1 kali", "pic_nama": "Andi", "mulai": dt.date(TAHUN, 1, 6)}
    selesai = {"status": "selesai", "persen": 100, "selesai_pada": dt.date(TAHUN, 2, 20)}
    ButirAksi.objects.create(
        nama="Maklumat pelayanan", area=6, tenggat=dt.date(TAHUN, 3, 1), **selesai, **butir, **milik
    )
    ButirAksi.objects.create(nama="SOP pengaduan", area=5, tenggat=dt.date(TAHUN, 2, 1), **butir, **milik)
    return unit, operator, pimpinan, milik


def test_a_team_with_members_and_a_quarter_signed_and_printed(new_page, sign_in, dunia):
    unit, operator, pimpinan, _milik = dunia
    page = new_page(viewport={"width": 1366, "height": 768})
    sign_in(page, operator)

    page.goto(f"{reverse('units:tim_kerja_baru', args=[unit.pk])}?tahun={TAHUN}")
    page.fill("[name=nomor_sk]", "SK/7/2025")
    page.fill("[name=tanggal_sk]", "2025-01-12")
    page.fill("[name=mekanisme]", "Seleksi terbuka oleh panitia")
    page.get_by_role("button", name="Simpan").click()
    # The members are next: one from the register, others typed, in more rows than the page had.
    for i, (nama, peran) in enumerate([("Hendra Sitepu", "ketua"), ("Andi", "anggota"), ("Budi", "anggota")]):
        page.fill(f"[name=form-{i}-nama]", nama)
        page.select_option(f"[name=form-{i}-peran]", peran)
    page.get_by_role("button", name="Tambah baris").click()
    page.wait_for_selector("[name=form-5-nama]")
    assert page.evaluate("document.activeElement.name") == "form-3-nama"
    page.keyboard.type("Citra")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url(re.compile(r"/tim-kerja/\d+/$"))
    tim = TimKerja.objects.get()
    assert list(tim.anggota.values_list("nama", "jabatan")) == [
        ("Hendra Sitepu", "Sekretaris Dinas"),
        ("Andi", ""),
        ("Budi", ""),
        ("Citra", ""),
    ]
    assert page.get_by_text("Belum ada penanggung jawab.").is_visible()

    page.goto(f"{reverse('units:monev_list', args=[unit.pk])}?tahun={TAHUN}")
    page.get_by_role("link", name="Buat draf Triwulan I", exact=True).click()
    assert "1 dari 2 butir rencana aksi selesai" in page.input_value("[name=ringkasan]")
    page.fill("[name=kendala]", "Satu orang pindah tugas.")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("link", name="Tambah tindak lanjut").click()
    page.fill("[name=uraian]", "Selesaikan SOP pengaduan")
    page.fill("[name=pic_nama]", "Andi")
    page.fill("[name=tenggat]", "2025-05-01")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url(re.compile(r"/monev/\d+/#tindak-lanjut$"))
    assert page.get_by_role("link", name="Sahkan").count() == 0

    sign_in(page, pimpinan)
    page.reload()
    page.get_by_role("link", name="Sahkan").click()
    page.get_by_role("button", name="Sahkan").click()
    page.wait_for_selector("text=Disahkan Nurhayati Ginting")
    monev = Monev.objects.get()
    assert (monev.status, monev.disahkan_oleh, monev.keadaan["jumlah"]["terlambat"]) == ("disahkan", pimpinan, 1)

    halaman = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {(round(h.mediabox.width), round(h.mediabox.height)) for h in halaman} == {(595, 842)}
    teks = re.sub(r"\s+", " ", " ".join(h.extract_text() for h in halaman))
    for ada in (
        "Laporan Monitoring dan Evaluasi Pembangunan Zona Integritas",
        unit.nama,
        "Triwulan I 2025",
        "Satu orang pindah tugas.",
        "SOP pengaduan",
        "Maklumat pelayanan",
        "Selesaikan SOP pengaduan",
        "Kepala Dinas",
    ):
        assert ada in teks, ada
    for tiada in ("Beranda", "Bagian unit ini", "Riwayat", "Cetak", "DRAF"):
        assert tiada not in teks, tiada
    # On paper the table is a table, and the one who signed stands under it.
    page.emulate_media(media="print")
    assert page.locator(".tabel-monev tbody tr").first.evaluate("e => getComputedStyle(e).display") == "table-row"
    assert page.locator(".monev-nama").inner_text() == "Nurhayati Ginting"


@pytest.mark.parametrize("lebar", [1366, 390])
def test_nothing_serious_stands_in_the_way(new_page, sign_in, dunia, lebar):
    unit, operator, pimpinan, milik = dunia
    tim = TimKerja.objects.create(nomor_sk="SK/7", tanggal_sk=dt.date(TAHUN, 1, 2), mekanisme="Seleksi", **milik)
    anggota = [AnggotaTim(nama="Hendra Sitepu", peran=PeranTim.KETUA), AnggotaTim(nama="Andi", area=5)]
    susun_anggota(tim=tim, anggota=anggota, versi=1, actor=operator)
    agen = AgenPerubahan.objects.create(nama="Budi", **milik)
    satu, dua = (
        buat_monev(baris=Monev(unit=unit, tahun=TAHUN, triwulan=t, ringkasan="Baik"), actor=operator) for t in (1, 2)
    )
    sahkan_monev(monev=satu, sidik=sidik_monev(satu), actor=pimpinan)
    page = new_page(viewport={"width": lebar, "height": 844})
    for siapa, nama, *baris in (
        (operator, "units:tim_kerja_list"),
        (operator, "units:tim_kerja_detail", tim.pk),
        (operator, "units:tim_kerja_anggota", tim.pk),
        (operator, "units:agen_list"),
        (operator, "units:agen_perubahan", agen.pk),
        (operator, "units:publikasi_baru"),
        (operator, "units:monev_list"),
        (operator, "units:monev_ubah", dua.pk),
        (operator, "units:monev_detail", dua.pk),
        (pimpinan, "units:monev_detail", satu.pk),
        (pimpinan, "units:monev_gerak", dua.pk, "sahkan"),
        (pimpinan, "units:monev_gerak", satu.pk, "buka_lagi"),
        (operator, "units:tindak_lanjut_baru"),
        (operator, "units:kewajiban"),
    ):
        sign_in(page, siapa)
        jawab = page.goto(f"{reverse(nama, args=[unit.pk, *baris])}?tahun={TAHUN}")
        assert jawab.status == 200, nama
        berat = [
            (nama, v["id"], [n["html"] for n in v["nodes"]][:3])
            for v in Axe().run(page).response["violations"]
            if v["impact"] in {"serious", "critical"}
        ]
        assert berat == []
        assert page.evaluate("document.documentElement.scrollWidth") <= lebar, nama
