"""A table in a browser: refused rows are read by number, the mended file shows its changes, and then it is written."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.factories import make_anggota, make_unit
from units.enums import Peran
from units.models import Impor, PegawaiUnit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BURUK = b"NIP;Nama;Jabatan\r\n198001012005011001;Budi Santoso;Analis\r\n1234;Rina Lubis;Staf\r\n;;Staf\r\n"
BAIK = b"NIP;Nama;Jabatan\r\n198001012005011001;Budi Santoso;Analis Madya\r\n;Rina Lubis;Staf\r\n"


def serius(page) -> list[tuple[str, str]]:
    hasil = Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:120]) for v in hasil if v["impact"] in {"serious", "critical"}]


def unggah(page, isi: bytes) -> None:
    page.locator("input[type=file]").set_input_files({"name": "pegawai.csv", "mimeType": "text/csv", "buffer": isi})
    page.get_by_role("button", name="Unggah dan periksa").click()


@pytest.mark.parametrize("lebar", [1366, 390])
def test_upload_errors_mend_diff_apply(new_page, sign_in, lebar):
    unit = make_unit()
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    PegawaiUnit.objects.create(
        unit=unit, tahun=2026, nip="198001012005011001", nama="Budi Santoso", jabatan="Analis", dibuat_oleh=operator
    )
    page = new_page(viewport={"width": lebar, "height": 844})
    galat = []
    page.on("console", lambda pesan: galat.append(pesan.text) if pesan.type == "error" else None)
    sign_in(page, operator)
    page.goto(f"/unit/{unit.pk}/impor/pegawai/")
    assert serius(page) == []
    unggah(page, BURUK)
    page.get_by_text("2 hal perlu diperbaiki").wait_for()
    baris = [" ".join(teks.split()) for teks in page.locator("tbody tr").all_inner_texts()]
    assert "3 NIP NIP harus 18 angka, yang ini 4." in baris[0]
    assert "4 Nama" in baris[1]
    assert serius(page) == []
    page.get_by_role("link", name="Unggah lagi").click()
    unggah(page, BAIK)
    page.get_by_text("1 baris baru, 1 baris berubah, 0 tetap").wait_for()
    assert "Analis → Analis Madya" in page.locator(".impor-beda").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == lebar
    assert serius(page) == []
    page.get_by_role("button", name="Terapkan").click()
    page.get_by_text("1 baris baru dan 1 baris berubah ditulis").wait_for()
    assert set(PegawaiUnit.objects.values_list("nama", "jabatan")) == {
        ("Budi Santoso", "Analis Madya"),
        ("Rina Lubis", "Staf"),
    }
    assert list(Impor.objects.order_by("pk").values_list("status", flat=True)) == ["ditolak", "selesai"]
    assert galat == []  # nothing the policy refused


def test_a_group_of_figures_is_saved_in_place(new_page, sign_in):
    unit = make_unit()
    page = new_page(viewport={"width": 390, "height": 844})
    sign_in(page, make_anggota(Peran.OPERATOR, unit=unit))
    page.goto(f"/unit/{unit.pk}/data-pendukung/?tahun=2026&triwulan=3")
    page.get_by_role("textbox", name="Sasaran kinerja", exact=True).fill("6")
    page.get_by_role("textbox", name="PNS", exact=True).fill("tidak tahu")
    page.get_by_role("button", name="Simpan Sasaran kinerja").click()
    page.get_by_text("Tersimpan").wait_for()
    # What was typed in another group is still there, and is refused by itself.
    assert page.get_by_role("textbox", name="PNS", exact=True).input_value() == "tidak tahu"
    page.get_by_role("button", name="Simpan Pegawai").click()
    page.get_by_text("Isi bilangan bulat tanpa koma").wait_for()
    assert page.get_by_role("textbox", name="PNS", exact=True).input_value() == "tidak tahu"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert serius(page) == []
