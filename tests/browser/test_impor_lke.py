"""The workbook in a browser: changed, uploaded, ticked, applied; then a folder of proof to its questions."""

from __future__ import annotations

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook

from evaluation.buku_kerja.bentuk import SUSUNAN, Bentuk, letak
from evaluation.models import Jawaban, TautanBukti
from evaluation.selectors.skor import instrumen_lke
from tests import berkas as buat
from tests.factories import make_anggota, make_lke
from units.enums import Peran

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SATU, DUA = "A.I.1.i.a", "A.I.1.i.b"


def serius(page) -> list[tuple[str, str]]:
    hasil = Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:120]) for v in hasil if v["impact"] in {"serious", "critical"}]


def ubah(isi: bytes, lke, jawaban: dict[str, str]) -> bytes:
    kerja, keluar = load_workbook(io.BytesIO(isi)), io.BytesIO()
    susunan, baris = SUSUNAN[Bentuk.JAWABAN], letak(instrumen_lke(lke), Bentuk.JAWABAN).masukan
    for kode, nilai in jawaban.items():
        kerja[susunan.lembar][f"{susunan.kolom['unit'].jawaban}{baris[kode]}"] = nilai
    kerja.save(keluar)
    return keluar.getvalue()


@pytest.mark.parametrize("lebar", [1366, 390])
def test_workbook_out_and_in_then_a_folder(new_page, sign_in, tmp_path, lebar):
    lke = make_lke()
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    page = new_page(viewport={"width": lebar, "height": 844})
    sign_in(page, operator)
    page.goto(f"/lke/{lke.pk}/excel/")
    assert serius(page) == []
    with page.expect_download() as unduhan:
        page.get_by_role("link", name="Jawaban (2026)").click()
    isi = ubah(unduhan.value.path().read_bytes(), lke, {SATU: "Ya", DUA: "A"})
    page.locator("input[type=file]").set_input_files({"name": "LKE.xlsx", "mimeType": "", "buffer": isi})
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_role("heading", name="Impor jawaban unit").wait_for()
    page.get_by_text("2 dari 2 baris dicentang").wait_for()
    page.get_by_role("checkbox", name="Tulis").first.uncheck()
    page.get_by_text("1 dari 2 baris dicentang").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == lebar
    assert serius(page) == []
    page.reload()  # the tick is kept
    assert page.locator("input[name=pilih]:checked").count() == 1
    page.get_by_role("button", name="Terapkan yang dicentang").click()
    page.get_by_text("1 sel ditulis pada 1 pertanyaan").wait_for()
    tertulis = dict(Jawaban.objects.filter(lke=lke, lapis="unit", kode__in=[SATU, DUA]).values_list("kode", "isi"))
    assert tertulis == {SATU: {}, DUA: {DUA: "A"}}

    folder = tmp_path / "Bukti"
    (folder / "Area 1" / "Pemenuhan" / "i.b").mkdir(parents=True)
    (folder / "Area 1" / "Pemenuhan" / "i.b" / "SK.pdf").write_bytes(buat.pdf("satu"))
    (folder / "foto tanpa kode.pdf").write_bytes(buat.pdf("dua"))
    page.goto(f"/lke/{lke.pk}/bukti/sekaligus/")
    page.locator("input[webkitdirectory]").set_input_files(folder)
    page.get_by_text("1 dari 2 berkas siap dipasang; 1 belum ada pertanyaannya.").wait_for()
    page.get_by_label("Pertanyaan untuk foto tanpa kode.pdf").focus()
    page.get_by_label("Pertanyaan untuk foto tanpa kode.pdf").select_option(SATU)
    assert page.evaluate("document.documentElement.scrollWidth") == lebar
    assert serius(page) == []
    page.get_by_role("button", name="Unggah dan pasang yang dicentang").click()
    page.get_by_text("2 dari 2 berkas terunggah.").wait_for()
    assert sorted(TautanBukti.objects.values_list("kode", "bukti__judul")) == [(SATU, "foto tanpa kode"), (DUA, "SK")]
