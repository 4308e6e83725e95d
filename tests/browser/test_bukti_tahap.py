"""From a plan item to the LKE in a real browser: attach a file, propose it, attach it, take figures, update them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from evaluation.models import Jawaban, SumberAngka, TautanBukti
from tests import berkas as buat
from tests.factories import make_anggota, make_lke, make_unit
from units.enums import Peran
from units.models import BuktiTahap, ButirAksi, DataPendukung, LayananUtama

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LAYANAN_SOAL, ANGKA_SOAL = "A.I.6.i.a", "A.II.4.i.a"


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def operator(unit):
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Siti Aminah")


@pytest.fixture
def lke(unit, operator):
    return make_lke(unit=unit, actor=operator)


@pytest.fixture
def layanan(unit, operator):
    return LayananUtama.objects.create(unit=unit, tahun=2026, nama="Akta kelahiran", dibuat_oleh=operator)


@pytest.fixture
def meja(new_page, sign_in, operator):
    """The operator's browser; ``galat`` gathers script errors and refused content."""

    def buka(jalan: str, **pilihan):
        page = new_page(**({"viewport": {"width": 1366, "height": 768}} | pilihan))
        page.galat = []
        page.on("pageerror", lambda galat: page.galat.append(str(galat)))
        page.on("console", lambda pesan: "Content Security" in pesan.text and page.galat.append(pesan.text))
        sign_in(page, operator)
        page.goto(jalan)
        return page

    return buka


def berkas(nama: str, isi: bytes) -> dict[str, object]:
    return {"name": nama, "mimeType": "application/pdf", "buffer": isi}


def halaman_layanan(layanan) -> str:
    return reverse("units:layanan_detail", args=[layanan.unit_id, layanan.pk])


def unggah(page, *banyak):
    page.locator("summary", has_text="Tambah bukti").click()
    page.locator("[data-bukti-berkas]").set_input_files(list(banyak))


def angka(unit, operator, **nilai):
    for kode, n in nilai.items():
        DataPendukung.objects.create(unit=unit, tahun=2026, triwulan=3, kode=kode, nilai=n, diubah_oleh=operator)


def kartu(page, kode: str):
    return page.locator(f'[data-soal="{kode}"]')


def isi(lke) -> dict[str, object]:
    return Jawaban.objects.get(lke=lke, lapis="unit", kode=ANGKA_SOAL).isi


def bersih(page) -> list[str]:
    hasil = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in hasil.response["violations"]]


def test_a_file_goes_from_the_thing_to_the_question_in_one_click(meja, lke, layanan):
    page = meja(halaman_layanan(layanan))
    unggah(page, berkas("Standar pelayanan.pdf", buat.pdf("a")), berkas("Maklumat.pdf", buat.pdf("b")))
    expect(page.locator(".bukti-chip")).to_have_count(2)
    assert BuktiTahap.objects.count() == 2
    assert bersih(page) == []

    page.goto(reverse("evaluation:soal", args=[lke.pk, LAYANAN_SOAL]))
    soal = kartu(page, LAYANAN_SOAL)
    soal.locator("summary", has_text="Tambah bukti").click()
    usul = soal.locator(".bukti-usul")
    expect(usul.locator(".bukti-usul-baris")).to_have_count(2)
    usul.locator(".bukti-usul-baris").first.get_by_role("button", name="Pasang").click()
    expect(soal.locator(".bukti-chip")).to_have_count(1)
    expect(usul.locator(".bukti-usul-baris")).to_have_count(1)
    assert bersih(page) == []
    assert TautanBukti.objects.get(lke=lke).kode == LAYANAN_SOAL
    assert page.galat == []


def test_all_that_an_item_names_is_attached_at_once(meja, lke, layanan, unit, operator):
    aksi = ButirAksi.objects.create(
        unit=unit,
        tahun=2026,
        nama="Sosialisasi SPI",
        area=5,
        kode=["A.I.5.ii.d"],
        keluaran="Laporan",
        target="2 kali",
        pic_nama="Siti",
        mulai=dt.date(2026, 1, 5),
        tenggat=dt.date(2026, 6, 30),
        dibuat_oleh=operator,
    )
    page = meja(reverse("units:bukti_tahap_daftar", args=[unit.pk, "aksi", aksi.pk]))
    page.locator("[data-bukti-berkas]").set_input_files(berkas("Laporan.pdf", buat.pdf()))
    expect(page.locator(".bukti-chip")).to_have_count(1)
    page.get_by_role("link", name="Pasang bukti ini di LKE").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    assert bersih(page) == []
    page.get_by_role("button", name="Pasang semua yang dipilih").click()
    expect(page.get_by_text("2 bukti terpasang.")).to_be_visible()
    assert set(TautanBukti.objects.values_list("kode", flat=True)) == {"A.I.1.iii.a", "A.I.5.ii.d"}


def test_taking_away_asks_first(meja, layanan):
    page = meja(halaman_layanan(layanan))
    unggah(page, berkas("Salah.pdf", buat.pdf()))
    chip = page.locator(".bukti-chip")
    expect(chip).to_have_count(1)
    chip.get_by_role("button", name="Lepas").click()
    page.get_by_role("button", name="Batal").last.click()
    expect(chip).to_have_count(1)
    chip.get_by_role("button", name="Lepas").click()
    page.locator("#konfirmasi [data-ok]").click()
    expect(chip).to_have_count(0)
    assert not BuktiTahap.objects.exists()
    assert page.galat == []


def test_figures_are_taken_changed_and_updated(meja, lke, unit, operator):
    angka(unit, operator, sasaran_kinerja=75, sasaran_tercapai=72)
    page = meja(reverse("evaluation:soal", args=[lke.pk, ANGKA_SOAL]))
    soal = kartu(page, ANGKA_SOAL)
    ambil = soal.get_by_role("button", name="Pakai angka data pendukung: 72 dari 75")
    assert bersih(page) == []
    ambil.click()
    expect(soal.get_by_text(re.compile("Dari data pendukung triwulan III"))).to_be_visible()
    expect(soal.locator("[data-status]")).to_contain_text("Tersimpan")
    expect(soal.locator("[data-hasil]")).to_have_text("= 96,0 %")
    assert Jawaban.objects.get(lke=lke, lapis="unit", kode=ANGKA_SOAL).isi == {
        f"{ANGKA_SOAL}.1": 75,
        f"{ANGKA_SOAL}.2": 72,
    }
    assert SumberAngka.objects.count() == 2

    # Typed over, and told.
    isian = soal.locator(f'[name="isi.{ANGKA_SOAL}.2"]').first
    isian.fill("70")
    isian.blur()
    expect(soal.get_by_text("diubah tangan, semula 72")).to_be_visible()

    # The figure moves; the card offers it anew.
    DataPendukung.objects.filter(kode="sasaran_tercapai").update(nilai=74, versi=2)
    page.reload()
    expect(soal.get_by_text("Berubah sejak diambil: 72 → 74")).to_be_visible()
    assert bersih(page) == []
    soal.get_by_role("button", name="Perbarui dari data pendukung: 74 dari 75").click()
    expect(soal.get_by_text("Berubah sejak diambil")).to_have_count(0)
    expect(isian).to_have_value("74")
    assert isi(lke)[f"{ANGKA_SOAL}.2"] == 74
    assert page.galat == []


def test_figures_taken_without_network_are_sent_with_their_source_later(meja, lke, unit, operator):
    angka(unit, operator, sasaran_kinerja=75, sasaran_tercapai=72)
    page = meja(reverse("evaluation:soal", args=[lke.pk, ANGKA_SOAL]))
    page.context.set_offline(True)
    soal = kartu(page, ANGKA_SOAL)
    soal.get_by_role("button", name="Pakai angka data pendukung").click()
    expect(soal.locator("[data-status]")).to_contain_text("Belum terkirim")
    assert not SumberAngka.objects.exists()
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(soal.get_by_text(re.compile("Dari data pendukung triwulan III"))).to_be_visible()
    assert SumberAngka.objects.count() == 2


def test_enter_in_a_count_saves_it_and_neither_takes_the_figure_nor_empties_the_answer(meja, lke, unit, operator):
    angka(unit, operator, sasaran_kinerja=75, sasaran_tercapai=72)
    page = meja(reverse("evaluation:soal", args=[lke.pk, ANGKA_SOAL]))
    soal = kartu(page, ANGKA_SOAL)
    isian = soal.locator(f'[name="isi.{ANGKA_SOAL}.2"]').first
    isian.fill("70")
    isian.press("Enter")
    expect(soal.locator("[data-status]")).to_contain_text("Tersimpan")
    assert isi(lke) == {f"{ANGKA_SOAL}.2": 70}
    soal.locator(f'[name="isi.{ANGKA_SOAL}.1"]').first.fill("75")
    isian.focus()
    expect(soal.get_by_role("button", name="Kosongkan")).to_be_visible()
    isian.fill("71")
    isian.press("Enter")
    expect(soal.locator("[data-hasil]")).to_have_text("= 94,7 %")
    expect(soal.locator("[data-status]")).to_contain_text("Tersimpan")
    assert isi(lke) == {f"{ANGKA_SOAL}.1": 75, f"{ANGKA_SOAL}.2": 71}
    assert not SumberAngka.objects.exists()


def test_without_script_everything_is_a_plain_form(meja, lke, layanan, unit, operator):
    angka(unit, operator, sasaran_kinerja=75, sasaran_tercapai=72)
    page = meja(halaman_layanan(layanan), java_script_enabled=False)
    page.locator("summary", has_text="Tambah bukti").click()
    page.get_by_role("link", name="Buka halaman bukti ini").click()
    page.locator("[data-bukti-berkas]").set_input_files(berkas("Standar.pdf", buat.pdf()))
    page.get_by_role("button", name="Unggah").click()
    expect(page.locator(".bukti-chip")).to_have_count(1)
    page.get_by_role("link", name="Pasang bukti ini di LKE").click()
    page.get_by_role("button", name="Pasang semua yang dipilih").click()
    assert TautanBukti.objects.get(lke=lke).kode == LAYANAN_SOAL
    page.goto(halaman_layanan(layanan))
    page.locator(".bukti-chip").get_by_role("button", name="Lepas").click()
    page.get_by_role("button", name="Lepas bukti").click()
    expect(page.locator(".bukti-chip")).to_have_count(0)
    assert not BuktiTahap.objects.exists()

    page.goto(reverse("evaluation:soal", args=[lke.pk, ANGKA_SOAL]))
    page.get_by_role("button", name="Pakai angka data pendukung: 72 dari 75").click()
    expect(kartu(page, ANGKA_SOAL).get_by_text(re.compile("Dari data pendukung triwulan III"))).to_be_visible()
    assert SumberAngka.objects.count() == 2


def test_nothing_runs_out_of_a_phone(meja, lke, layanan, unit, operator):
    angka(unit, operator, sasaran_kinerja=75, sasaran_tercapai=72)
    page = meja(halaman_layanan(layanan), viewport={"width": 390, "height": 844})
    unggah(page, berkas("Laporan dengan nama yang sangat panjang sekali tanpa jeda.pdf", buat.pdf()))
    expect(page.locator(".bukti-chip")).to_have_count(1)
    for jalan in (
        halaman_layanan(layanan),
        reverse("evaluation:bukti_usul", args=[unit.pk]),
        reverse("evaluation:soal", args=[lke.pk, ANGKA_SOAL]),
    ):
        page.goto(jalan)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, jalan
        assert bersih(page) == []
