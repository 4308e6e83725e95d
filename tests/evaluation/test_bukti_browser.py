"""Proof in a real browser: picker, drop, lost network and session, link, archive, preview, and without JavaScript."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from evaluation.models import TautanBukti
from evaluation.services import bukti as layanan
from tests import berkas as buat
from tests.factories import make_anggota, make_lke
from units.enums import Peran
from units.models import BerkasBukti, BuktiDukung
from units.services.bukti import DataBukti

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SATU = "A.I.1.i.a"

JATUHKAN = """([elemen, berkas]) => {
  const data = new DataTransfer();
  for (const [nama, tipe, isi] of berkas) data.items.add(new File([Uint8Array.from(isi)], nama, { type: tipe }));
  for (const jenis of ["dragenter", "dragover", "drop"])
    elemen.dispatchEvent(new DragEvent(jenis, { bubbles: true, cancelable: true, dataTransfer: data }));
}"""


@pytest.fixture
def lke():
    return make_lke()


@pytest.fixture
def operator(lke):
    return make_anggota(Peran.OPERATOR, unit=lke.unit)


@pytest.fixture
def meja(new_page, sign_in, lke, operator):
    """The operator's browser; ``galat`` gathers script errors and refused content."""

    def buka(jalan: str = "", **pilihan):
        page = new_page(viewport={"width": 1366, "height": 768}, **pilihan)
        page.galat = []
        page.on("pageerror", lambda galat: page.galat.append(str(galat)))
        page.on("console", lambda pesan: "Content Security" in pesan.text and page.galat.append(pesan.text))
        sign_in(page, operator)
        page.goto(jalan or reverse("evaluation:soal", args=[lke.pk, SATU]))
        return page

    return buka


def berkas(nama: str, isi: bytes, tipe: str = "application/octet-stream") -> dict[str, object]:
    return {"name": nama, "mimeType": tipe, "buffer": isi}


def ruang(page):
    return page.locator(f'[data-bukti="{SATU}"]')


def buka_tambah(page):
    ruang(page).locator("summary", has_text="Tambah bukti").click()
    masukan = ruang(page).locator("[data-bukti-berkas]")
    masukan.wait_for()
    return masukan


def unggah(lke, operator, isi: bytes, nama: str, **data) -> TautanBukti:
    return layanan.unggah_bukti(
        lke=lke, kode=SATU, berkas=buat.unggahan(isi, nama), nama=nama, data=DataBukti(**data), actor=operator
    ).tautan


def test_many_files_from_the_picker_each_with_a_word_of_its_own(meja, lke):
    page = meja()
    masukan = buka_tambah(page)
    assert ruang(page).locator("[data-bukti-kirim]").is_hidden()
    banyak = [berkas(f"Dokumen {n}.pdf", buat.pdf(f"{n}")) for n in range(8)]
    masukan.set_input_files([*banyak, berkas("makro.docx", buat.ooxml(tambahan={"word/vbaProject.bin": b"x"}))])
    expect(ruang(page).locator(".bukti-chip")).to_have_count(8)
    gagal = ruang(page).locator('.bukti-antre-baris[data-state="gagal"]')
    assert "Simpan sebagai .docx tanpa makro, lalu unggah lagi." in gagal.inner_text()
    assert "makro.docx" in gagal.inner_text()
    gagal.get_by_role("button", name="Tutup").click()
    assert TautanBukti.objects.filter(lke=lke, kode=SATU).count() == 8
    assert page.galat == []


def test_files_dropped_on_a_question_are_taken_and_elsewhere_do_no_harm(meja, lke):
    page = meja()
    isi = [["Foto rapat.png", "image/png", list(buat.gambar())], ["Notula.txt", "text/plain", list(b"catatan")]]
    page.locator(".judul").first.evaluate("(e, b) => (" + JATUHKAN + ")([e, b])", isi)
    ruang(page).evaluate("(e, b) => (" + JATUHKAN + ")([e, b])", isi)
    expect(ruang(page).locator(".bukti-chip")).to_have_count(2)
    assert sorted(BuktiDukung.objects.values_list("judul", flat=True)) == ["Foto rapat", "Notula"]
    kecil = ruang(page).locator("img.bukti-kecil")
    kecil.scroll_into_view_if_needed()
    expect(kecil).to_have_js_property("naturalWidth", 32)
    assert page.galat == []


def test_what_is_too_large_or_empty_is_not_even_sent(meja, lke, settings):
    settings.BUKTI_MAKS_BITA = 1024
    page = meja()
    kiriman = []
    page.on("request", lambda minta: minta.method == "POST" and kiriman.append(minta.url))
    isi = [["besar.txt", "text/plain", list(b"a" * 3000)], ["kosong.txt", "text/plain", []]]
    ruang(page).evaluate("(e, b) => (" + JATUHKAN + ")([e, b])", isi)
    gagal = ruang(page).locator('.bukti-antre-baris[data-state="gagal"]')
    expect(gagal).to_have_count(2)
    assert "Ukuran 3 KB, paling besar 1 KB." in gagal.nth(0).inner_text()
    assert "kosong (0 bita)" in gagal.nth(1).inner_text()
    assert "0 dari 2 berkas terunggah; 2 belum berhasil" in ruang(page).locator("[data-bukti-ringkas]").inner_text()
    assert kiriman == []


def test_a_lost_network_only_delays_an_upload(meja, lke):
    page = meja()
    masukan = buka_tambah(page)
    page.context.set_offline(True)
    masukan.set_input_files([berkas("SK.pdf", buat.pdf())])
    baris = ruang(page).locator(".bukti-antre-baris")
    expect(ruang(page).locator(".bukti-antre-baris")).to_have_attribute("data-state", "jaringan")
    assert "Menunggu jaringan" in baris.inner_text()
    assert not BuktiDukung.objects.exists()
    kemajuan = page.get_by_role("progressbar", name="SK.pdf")
    expect(kemajuan).to_be_visible()
    expect(kemajuan).to_have_js_property("value", 0)
    page.context.set_offline(False)
    ruang(page).locator(".bukti-chip").wait_for()
    assert BuktiDukung.objects.count() == TautanBukti.objects.count() == BerkasBukti.objects.count() == 1


def test_an_answer_that_got_lost_makes_no_second_proof(meja, lke):
    page = meja()
    masukan = buka_tambah(page)
    hilang = []

    def sekali(rute):
        if hilang:
            rute.continue_()
            return
        hilang.append(rute.fetch().status)
        rute.abort("connectionreset")

    page.route("**/unggah/", sekali)
    masukan.set_input_files([berkas("SK.pdf", buat.pdf())])
    expect(ruang(page).locator(".bukti-antre-baris")).to_have_attribute("data-state", "selesai")
    assert "Sudah terpasang pada pertanyaan ini" in ruang(page).locator(".bukti-antre-baris").inner_text()
    assert (hilang, BuktiDukung.objects.count()) == ([201], 1)


def test_a_session_that_ended_keeps_the_file_in_the_queue(meja, lke, operator, sign_in):
    page = meja()
    masukan = buka_tambah(page)
    page.context.clear_cookies(name="zi_sesi")
    masukan.set_input_files([berkas("SK.pdf", buat.pdf())])
    baris = ruang(page).locator(".bukti-antre-baris")
    expect(ruang(page).locator(".bukti-antre-baris")).to_have_attribute("data-state", "sesi")
    assert not BuktiDukung.objects.exists()
    sign_in(page, operator)
    baris.get_by_role("button", name="Coba lagi").click()
    ruang(page).locator(".bukti-chip").wait_for()
    assert BuktiDukung.objects.count() == 1


def test_link_archive_and_unlink_without_leaving_the_question(meja, lke, operator):
    lama = unggah(lke, operator, buat.pdf("arsip"), "Laporan tahunan.pdf")
    layanan.lepas_bukti(tautan=lama, actor=operator)
    page = meja()
    buka_tambah(page)
    tambah = ruang(page)
    tambah.get_by_text("Pasang tautan").first.click()
    tambah.locator('[name="url"]').fill("https://langkatkab.go.id/zi")
    tambah.get_by_role("button", name="Pasang tautan").click()
    tambah.locator(".bukti-chip", has_text="langkatkab.go.id").wait_for()
    tambah.get_by_text("Pilih dari arsip unit").click()
    tambah.get_by_label("Cari di arsip unit").fill("tahunan")
    tambah.locator(".bukti-pilihan li", has_text="Laporan tahunan").wait_for()
    expect(tambah.locator(".bukti-pilihan li")).to_have_count(1)
    tambah.locator(".bukti-pilihan input").check()
    tambah.get_by_role("button", name="Pasang yang dipilih").click()
    chip = tambah.locator(".bukti-chip", has_text="Laporan tahunan")
    chip.wait_for()
    assert TautanBukti.objects.filter(kode=SATU).count() == 2
    chip.get_by_role("button", name=re.compile("Lepas")).click()
    chip.wait_for(state="detached")
    assert TautanBukti.objects.get().bukti.url == "https://langkatkab.go.id/zi"
    assert page.galat == []


def test_pdf_and_pictures_are_shown_in_place(meja, lke, operator):
    surat = unggah(lke, operator, buat.pdf("surat"), "Surat.pdf").bukti.berkas.get()
    foto = unggah(lke, operator, buat.gambar("JPEG", (400, 300)), "Foto.jpg").bukti.berkas.get()
    page = meja(reverse("evaluation:bukti_lihat", args=[lke.pk, surat.pk]))
    # Chromium's own viewer is an extension with a frame of its own: a refused or sandboxed PDF never gets one.
    for _kali in range(50):
        if any(bingkai.url.startswith("chrome-extension://") for bingkai in page.frames):
            break
        page.wait_for_timeout(100)
    assert [bingkai.url.split(":")[0] for bingkai in page.frames] == ["http", "http", "chrome-extension"]
    page.get_by_role("link", name="Berikutnya").click()
    page.wait_for_url(re.compile(f"/berkas/{foto.pk}/lihat/"))
    expect(page.locator(".bukti-gambar")).to_have_js_property("naturalWidth", 400)
    with page.expect_download() as unduhan:
        page.get_by_role("link", name="Unduh").click()
    assert unduhan.value.suggested_filename == "Foto.jpg"
    assert page.galat == []


def test_hostile_names_and_titles_run_nothing(meja, lke, operator):
    jahat = '"><img src=x onerror="document.title=1"><script>document.title=1</script>'
    tautan = unggah(lke, operator, buat.pdf(), f"{jahat}.pdf", judul=jahat, keterangan=jahat)
    versi = tautan.bukti.berkas.get()
    page = meja()
    for nama, args in (
        ("bukti_daftar", [lke.pk, SATU]),
        ("bukti_lihat", [lke.pk, versi.pk]),
        ("bukti_arsip", [lke.unit_id]),
        ("bukti_detail", [lke.unit_id, tautan.bukti_id]),
    ):
        page.goto(reverse(f"evaluation:{nama}", args=args))
        assert "onerror" in page.locator("body").inner_text()
        assert page.evaluate("document.querySelectorAll('img[src=x]').length") == 0
        assert page.title() != "1"
    buka = berkas(f"{jahat}.txt", b"teks")
    page.goto(reverse("evaluation:bukti_daftar", args=[lke.pk, SATU]))
    page.locator("[data-bukti-berkas]").set_input_files([buka])
    expect(page.locator(".bukti-chip")).to_have_count(2)
    assert page.title() != "1"
    assert page.galat == []


def test_everything_works_without_javascript(meja, lke, operator):
    page = meja(reverse("evaluation:bukti_daftar", args=[lke.pk, SATU]), java_script_enabled=False)
    page.locator("[data-bukti-berkas]").set_input_files(
        [berkas("Satu.pdf", buat.pdf("1")), berkas("Dua.png", buat.gambar()), berkas("Tiga.exe", b"MZ")]
    )
    page.get_by_role("button", name="Unggah").click()
    assert page.locator(".bukti-chip").count() == 2
    assert "Tiga.exe: Jenis .exe tidak diterima." in page.locator("main").inner_text()
    page.locator(".bukti-chip", has_text="Dua").get_by_role("button", name=re.compile("Lepas")).click()
    assert page.locator(".bukti-chip").count() == 1
    page.get_by_text("Pilih dari arsip unit").click()
    page.locator(".bukti-pilihan li", has_text="Dua").locator("input").check()
    page.get_by_role("button", name="Pasang yang dipilih").click()
    assert page.locator(".bukti-chip").count() == 2
    page.locator(".bukti-chip", has_text="Satu").get_by_role("link", name=re.compile("Data dan versi")).click()
    page.get_by_text("Ganti berkas").click()
    page.get_by_label("Berkas pengganti").set_input_files([berkas("Satu baru.pdf", buat.pdf("baru"))])
    page.get_by_role("button", name="Simpan versi baru").click()
    assert "Versi 2 tersimpan" in page.locator("main").inner_text()


@pytest.mark.parametrize("lebar", [1366, 390])
def test_nothing_serious_stands_in_the_way_of_anybody(meja, lke, operator, lebar):
    versi = unggah(lke, operator, buat.gambar("JPEG", (300, 200)), "Foto rapat.jpg").bukti.berkas.get()
    unggah(lke, operator, buat.pdf(), "SK.pdf")
    page = meja()
    page.set_viewport_size({"width": lebar, "height": 768})
    for nama, args in (
        ("bukti_daftar", [lke.pk, SATU]),
        ("bukti_lihat", [lke.pk, versi.pk]),
        ("bukti_arsip", [lke.unit_id]),
        ("bukti_detail", [lke.unit_id, versi.bukti_id]),
        ("bukti_hapus", [lke.unit_id, versi.bukti_id]),
    ):
        page.goto(reverse(f"evaluation:{nama}", args=args))
        for ringkas in page.locator("main details:not([open]) > summary").all():
            if ringkas.is_visible():
                ringkas.click()
        berat = [
            (nama, v["id"], [n["html"] for n in v["nodes"]][:3])
            for v in Axe().run(page).response["violations"]
            if v["impact"] in {"serious", "critical"}
        ]
        assert berat == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), nama
