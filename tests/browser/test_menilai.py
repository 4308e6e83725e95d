"""A reviewer at the keyboard: an area judged without the mouse, proof read beside its question, ready notes, and two
who judge the same question at the same time."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluation.enums import Lapis
from evaluation.models import CatatanSiap, Jawaban, RiwayatJawaban
from evaluation.services.bukti import unggah_bukti
from evaluation.services.lke import ajukan_lke
from evaluation.services.tpi import mulai_nilai
from tests import berkas as buat
from tests.factories import isi_lapis_penuh, make_anggota, make_instansi, make_lke, make_unit
from units.enums import Peran
from units.services.bukti import DataBukti

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SATU, DUA, TIGA = "A.I.1.i.a", "A.I.1.i.b", "A.I.1.ii.a"
NOTULA = "Notula & daftar hadir belum ada."


class Panggung:
    """A submitted sheet with three proofs under its first question, and two assessors at desks of their own."""

    def __init__(self, new_page, sign_in) -> None:
        self.new_page, self.sign_in = new_page, sign_in
        instansi = make_instansi()
        unit = make_unit(instansi=instansi)
        operator = make_anggota(Peran.OPERATOR, unit=unit)
        self.ketua = make_anggota(Peran.TPI_KETUA, instansi=instansi, nama="Irwansyah")
        self.dalnis = make_anggota(Peran.TPI_DALNIS, instansi=instansi, nama="Surya")
        self.lke = make_lke(unit=unit, actor=operator)
        isi_lapis_penuh(self.lke)
        for nama, isi in (
            ("Surat.pdf", buat.pdf("surat")),
            ("Foto.jpg", buat.gambar("JPEG", (400, 300))),
            ("Catatan.txt", b"teks"),
        ):
            berkas = SimpleUploadedFile(nama, isi)
            unggah_bukti(lke=self.lke, kode=SATU, berkas=berkas, nama=nama, data=DataBukti(), actor=operator)
        ajukan_lke(lke=self.lke, actor=operator)
        mulai_nilai(lke=self.lke, actor=self.ketua)
        CatatanSiap.objects.create(pemilik=self.ketua, judul="Bukti luar tahun", isi="Bukti di luar tahun.")
        CatatanSiap.objects.create(pemilik=self.dalnis, instansi=instansi, judul="Notula", isi=NOTULA)
        CatatanSiap.objects.create(pemilik=self.dalnis, judul="Rahasia", isi="Milik Surya saja.")

    def meja(self, user, bagian: str = "A.I.1", **pilihan):
        page = self.new_page(**({"viewport": {"width": 1366, "height": 768}} | pilihan))
        page.galat = []
        page.on("pageerror", lambda galat: page.galat.append(str(galat)))
        self.sign_in(page, user)
        page.goto(reverse("evaluation:lke_bagian", args=[self.lke.pk, bagian]))
        return page

    def nilai(self, kode: str) -> Jawaban:
        return Jawaban.objects.get(lke=self.lke, lapis=Lapis.TPI, kode=kode)


@pytest.fixture
def panggung(new_page, sign_in):
    return Panggung(new_page, sign_in)


def kartu(page, kode: str):
    return page.locator(f'[data-soal="{kode}"]')


def catatan(page, kode: str):
    return kartu(page, kode).locator("textarea[name=catatan]")


def sorot(page) -> str:
    return page.locator(".soal.is-fokus").get_attribute("data-soal")


def atas(page, kode: str) -> float:
    return round(kartu(page, kode).bounding_box()["y"])


def atas_diam(page, kode: str) -> float:
    """Where a question stands once nothing moves any more."""
    letak, batas = atas(page, kode), time.monotonic() + 10
    while True:
        page.wait_for_timeout(200)
        baru = atas(page, kode)
        if baru == letak or time.monotonic() > batas:
            return baru
        letak = baru


def tersimpan(page, kode: str) -> None:
    kartu(page, kode).locator("[data-status]").filter(has_text="Tersimpan").wait_for()


def terkirim(page) -> None:
    batas = time.monotonic() + 15
    while page.evaluate("window.ziLKE.antrean.semua().length"):
        assert time.monotonic() < batas
        page.wait_for_timeout(50)


def berat(page) -> list[object]:
    hasil = Axe().run(page).response["violations"]
    return [
        (v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in hasil if v["impact"] in {"serious", "critical"}
    ]


def test_an_area_is_judged_by_keyboard_alone(panggung):
    page = panggung.meja(panggung.ketua)
    tekan = page.keyboard.press
    tekan("n")
    assert sorot(page) == SATU
    letak = atas_diam(page, SATU)

    # A proof beside the question: the file before and after, and back to where one was.
    tekan("l")
    panel = page.locator("#bukti-panel")
    panel.get_by_text("Bukti 1 dari 3").wait_for()
    assert panel.locator("iframe").get_attribute("src").startswith(f"/lke/{panggung.lke.pk}/bukti/berkas/")
    assert kartu(page, SATU).bounding_box()["width"] < 700  # both stand side by side
    tekan("ArrowRight")
    panel.locator(".bukti-gambar").wait_for()
    tekan("ArrowRight")
    panel.get_by_text("Unduh berkasnya untuk melihat isinya.").wait_for()
    assert panel.locator("[data-bukti-sesudah]").count() == 0
    tekan("ArrowLeft")
    panel.get_by_text("Bukti 2 dari 3").wait_for()
    tekan("Escape")
    panel.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.textContent") == "Surat"
    assert abs(atas_diam(page, SATU) - letak) <= 1
    assert urlsplit(page.url).path.endswith("/bagian/A.I.1/")

    # A ready note goes where the cursor stands, without a word of what was typed before being lost.
    tekan("u")
    page.keyboard.type("Awal. Akhir.")
    for _huruf in "Akhir.":
        tekan("ArrowLeft")
    tekan("Escape")
    tekan("p")
    papan = page.locator("#siap")
    papan.get_by_text("Bukti luar tahun").wait_for()
    assert papan.get_by_text("Rahasia").count() == 0
    page.keyboard.type("notula")
    papan.get_by_text("Bukti luar tahun").wait_for(state="detached")
    tekan("ArrowDown")
    tekan("Enter")
    papan.wait_for(state="hidden")
    assert catatan(page, SATU).input_value() == f"Awal. {NOTULA} Akhir."
    page.keyboard.type("!")  # the cursor stands behind what was put in
    tekan("Escape")
    tekan("2")
    tersimpan(page, SATU)
    terkirim(page)
    satu = panggung.nilai(SATU)
    assert (satu.isi, satu.catatan) == ({SATU: "Tidak"}, f"Awal. {NOTULA}! Akhir.")

    # The next by letter, another accepted, one passed over and found again backwards.
    tekan("n")
    tekan("b")
    tersimpan(page, DUA)
    tekan("n")
    assert sorot(page) == TIGA
    tekan("s")
    tersimpan(page, TIGA)
    dilewati = sorot(page)
    tekan("j")
    tekan("s")
    tekan("m")
    assert sorot(page) == dilewati
    terkirim(page)
    assert panggung.nilai(DUA).isi == {DUA: "B"}
    assert panggung.nilai(TIGA).isi == {TIGA: "Ya"}
    assert panggung.nilai(dilewati).versi == 0

    # Further back the server knows the way; areas by their brackets.
    tekan("m")
    page.wait_for_url(re.compile(r"/bagian/B"))
    page.go_back()
    tekan("]")
    page.wait_for_url("**/bagian/A.I.2/")
    tekan("[")
    page.wait_for_url("**/bagian/A.I.1/")
    assert page.galat == []


def test_single_keys_can_be_switched_off_and_stay_so(panggung):
    page = panggung.meja(panggung.ketua)
    page.keyboard.press("?")
    saklar = page.get_by_label("Pintasan satu tombol aktif")
    saklar.uncheck()
    page.get_by_role("button", name="Tutup").last.click()
    page.reload()
    for tombol in ("j", "y", "s", "l", "p", "?", "]", "/"):
        page.keyboard.press(tombol)
    assert page.locator(".soal.is-fokus, dialog[open]").count() == 0
    assert not page.evaluate("document.activeElement.matches('input')")
    assert page.url.endswith("/bagian/A.I.1/")
    page.locator("[data-bantuan]").click()
    assert not saklar.is_checked()
    page.goto(reverse("units:profil"))
    page.keyboard.press("/")
    assert not page.evaluate("document.activeElement.matches('input')")
    page.get_by_label("Pintasan satu tombol aktif").check()
    page.locator("h1").click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.matches('[data-search]')")
    page.go_back()
    page.keyboard.press("j")
    assert sorot(page) == SATU
    # With a modifier they are the browser's.
    page.keyboard.press("Control+b")
    page.keyboard.press("Alt+2")
    assert kartu(page, SATU).locator(".opsi-deret input:checked").count() == 0


def test_two_assessors_on_one_question_see_both_values_and_lose_nothing(panggung):
    satu, dua = panggung.meja(panggung.ketua), panggung.meja(panggung.dalnis)
    for page, tombol, teks in ((dua, "c", "Menurut Surya."), (satu, "b", "Menurut Irwansyah.")):
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("u")
        page.keyboard.type(teks)
        page.keyboard.press("Escape")
        page.keyboard.press(tombol)
        kartu(page, DUA).locator("[data-status]").filter(has_text=re.compile("Tersimpan|Pilih")).wait_for()
        if page is dua:
            terkirim(page)
    kotak = kartu(satu, DUA).locator(".konflik")
    # Note and choice leave one after the other, and are asked about together.
    kotak.filter(has_text="Menurut Irwansyah.").get_by_text("Jawaban", exact=True).wait_for()
    for teks in ("baru saja diubah oleh Surya", "Menurut Surya.", "Menurut Irwansyah."):
        assert teks in kotak.inner_text()
    assert (panggung.nilai(DUA).isi, panggung.nilai(DUA).catatan) == ({DUA: "C"}, "Menurut Surya.")
    kotak.get_by_role("button", name="gabungkan kedua catatan").click()
    kotak.wait_for(state="detached")
    terkirim(satu)
    kini = panggung.nilai(DUA)
    assert kini.isi == {DUA: "B"}
    assert kini.catatan == "Menurut Surya.\n\nMenurut Irwansyah."
    lama = RiwayatJawaban.objects.filter(jawaban=kini).values_list("catatan", flat=True)
    assert "Menurut Surya." in lama


@pytest.mark.parametrize("lebar", [1366, 390])
def test_panel_and_picker_are_fit_for_everybody(panggung, lebar):
    page = panggung.meja(panggung.ketua, viewport={"width": lebar, "height": 844})
    catatan(page, SATU).fill("Belum dikirim")
    tautan = kartu(page, SATU).locator("[data-bukti-buka]").nth(1)
    tautan.click()
    panel = page.locator("#bukti-panel")
    panel.locator(".bukti-gambar").wait_for()
    assert page.evaluate("document.querySelector('#bukti-panel').matches(':modal')") == (lebar == 390)
    assert berat(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= lebar
    page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.textContent") == "Foto"
    assert catatan(page, SATU).input_value() == "Belum dikirim"

    kartu(page, SATU).get_by_role("link", name="Catatan siap pakai").click()
    page.locator("#siap").get_by_text("Notula", exact=True).wait_for()
    assert berat(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= lebar
    page.locator("#siap").get_by_text("Notula", exact=True).click()
    assert catatan(page, SATU).input_value() == f"Belum dikirim {NOTULA}"
    page.goto(reverse("evaluation:catatan_siap_list"))
    assert berat(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= lebar
    assert page.galat == []


def test_without_script_proof_and_notes_have_pages_of_their_own(panggung):
    page = panggung.meja(panggung.ketua, java_script_enabled=False)
    kartu(page, SATU).get_by_role("link", name="Surat").click()
    assert page.locator("h1").inner_text() == "Surat"
    page.go_back()
    kartu(page, SATU).get_by_role("link", name="Catatan siap pakai").click()
    page.get_by_role("link", name="Catatan baru").click()
    page.get_by_label("Judul").fill("Tanpa skrip")
    page.get_by_label("Teks").fill("Tetap tersimpan.")
    page.get_by_label("Bersama TPI").check()
    page.get_by_role("button", name="Simpan").click()
    assert "“Tanpa skrip” tersimpan." in page.locator("#pesan").inner_text()
    assert CatatanSiap.objects.get(judul="Tanpa skrip").instansi == panggung.lke.unit.instansi
