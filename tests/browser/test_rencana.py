"""The plan in a real browser: an item is made, moved and reported on, and its three views stand in nobody's way."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.factories import make_anggota, make_unit
from tests.units.bantu_rencana import hari, make_butir
from units.enums import Peran
from units.enums.tahap import StatusAksi
from units.models import ButirAksi, Inovasi, IsuStrategis, LayananUtama, Risiko

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TAHUN = hari().year


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def operator(unit):
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Rahmat Nasution")


@pytest.fixture
def rencana(unit, operator):
    """One item in each state, over several areas, and what they serve."""
    milik = {"unit": unit, "tahun": TAHUN, "dibuat_oleh": operator}
    layanan = LayananUtama.objects.create(nama="Akta kelahiran", **milik)
    IsuStrategis.objects.create(judul="Antrean panjang", layanan=layanan, **milik)
    Risiko.objects.create(uraian="Pungutan liar", kemungkinan=4, dampak=5, **milik)
    Inovasi.objects.create(nama="Antre daring", masalah="Antrean", layanan=layanan, mempermudah=True, **milik)
    return {
        "rencana": make_butir(unit, operator, nama="Survei mandiri", area=6, mulai=hari(3), tenggat=hari(40)),
        "berjalan": make_butir(unit, operator, nama="Rotasi petugas", area=3, status=StatusAksi.BERJALAN, persen=50),
        "terlambat": make_butir(
            unit, operator, nama="Jalur cadangan", status=StatusAksi.BERJALAN, persen=40, tenggat=hari(-5)
        ),
        "selesai": make_butir(unit, operator, nama="SK tim kerja", area=1, status=StatusAksi.SELESAI, persen=100),
        "dibatalkan": make_butir(unit, operator, nama="Studi tiru", area=4, status=StatusAksi.DIBATALKAN),
    }


@pytest.mark.parametrize("lebar", [1366, 390])
def test_an_item_from_the_form_to_its_end(new_page, sign_in, unit, operator, lebar):
    page = new_page(viewport={"width": lebar, "height": 844})
    sign_in(page, operator)
    page.goto(f"/unit/{unit.pk}/rencana-aksi/")
    page.get_by_role("link", name="Tambah butir").click()
    page.get_by_label("Kegiatan").fill("Menyusun SOP layanan")
    page.get_by_label("Area").select_option(label="Penataan Tatalaksana")
    page.get_by_label("Keluaran").fill("SOP")
    page.get_by_label("Target terukur").fill("5 SOP")
    page.get_by_label("PIC (akun portal)").select_option(label="Rahmat Nasution")
    page.get_by_label("Mulai").fill(hari(-5).isoformat())
    page.get_by_label("Tenggat").fill(hari(20).isoformat())
    page.get_by_label("Pertanyaan LKE").fill("a.i.2.i.a")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Butir rencana aksi tersimpan.").wait_for()
    butir = ButirAksi.objects.get()
    assert (butir.pic_nama, butir.kode) == ("Rahmat Nasution", ["A.I.2.i.a"])

    page.get_by_label("Kemajuan (%)").fill("100")
    page.get_by_label("Catatan").fill("Lima SOP ditetapkan")
    page.get_by_role("button", name="Laporkan kemajuan").click()
    page.get_by_text("Kemajuan sudah penuh, belum dinyatakan selesai").wait_for()
    page.get_by_role("button", name="Selesai").click()
    page.get_by_text("“Menyusun SOP layanan” selesai.").wait_for()
    butir.refresh_from_db()
    assert (butir.status, butir.persen) == (StatusAksi.SELESAI, 100)


def test_a_card_moves_by_keyboard_alone_and_without_script(new_page, sign_in, unit, operator, rencana):
    page = new_page(viewport={"width": 1366, "height": 768}, java_script_enabled=False)
    sign_in(page, operator)
    page.goto(f"/unit/{unit.pk}/rencana-aksi/?tampil=papan&q=survei")
    kolom = page.get_by_role("region", name="Rencana")
    kolom.get_by_role("link", name="Survei mandiri", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("“Survei mandiri” mulai dikerjakan.").wait_for()
    assert page.url.endswith(f"?tampil=papan&q=survei#butir-{rencana['rencana'].pk}")
    page.get_by_role("region", name="Berjalan").get_by_role("link", name="Survei mandiri", exact=True).wait_for()
    rencana["rencana"].refresh_from_db()
    assert rencana["rencana"].status == StatusAksi.BERJALAN


@pytest.mark.parametrize("lebar", [1366, 390])
def test_nothing_serious_stands_in_anybodys_way(new_page, sign_in, unit, operator, rencana, lebar):
    make_butir(unit, operator, tahun=TAHUN - 1, nama="Menata arsip")
    page = new_page(viewport={"width": lebar, "height": 844})
    sign_in(page, operator)
    butir = f"/unit/{unit.pk}/rencana-aksi/{rencana['terlambat'].pk}/"
    for jalan in (
        *(f"/unit/{unit.pk}/rencana-aksi/?tampil={t}" for t in ("tabel", "papan", "linimasa")),
        f"/unit/{unit.pk}/rencana-aksi/baru/",
        f"/unit/{unit.pk}/rencana-aksi/salin/",
        butir,
        f"{butir}kemajuan/",
        f"{butir}batalkan/",
        *(f"/unit/{unit.pk}/{b}/" for b in ("layanan", "isu", "risiko", "inovasi")),
        f"/unit/{unit.pk}/inovasi/{Inovasi.objects.get().pk}/",
    ):
        assert page.goto(jalan).status == 200, jalan
        for laci in page.locator("main details").all():
            laci.evaluate("d => { d.open = true }")
        berat = [
            (jalan, v["id"], [n["html"] for n in v["nodes"]][:3])
            for v in Axe().run(page).response["violations"]
            if v["impact"] in {"serious", "critical"}
        ]
        assert berat == []
        assert page.evaluate("document.documentElement.scrollWidth") <= lebar, jalan


def test_the_timeline_scrolls_in_its_own_box_by_keyboard_on_a_phone(new_page, sign_in, unit, operator, rencana):
    page = new_page(viewport={"width": 390, "height": 844})
    sign_in(page, operator)
    page.goto(f"/unit/{unit.pk}/rencana-aksi/?tampil=linimasa")
    kotak = page.locator(".lini-gulir")
    lebar, tampak = kotak.evaluate("k => [k.scrollWidth, k.clientWidth]")
    assert lebar > tampak * 2
    kotak.focus()
    kotak.evaluate("k => { k.scrollLeft = 0 }")
    page.keyboard.press("ArrowRight")
    for _ in range(50):
        if geser := kotak.evaluate("k => k.scrollLeft"):
            break
        page.wait_for_timeout(50)
    assert geser > 0
    teks = kotak.inner_text()
    assert "terlambat, lewat 5 hari" in teks
    assert "Hari ini" in teks


def test_the_timeline_prints_whole(new_page, sign_in, unit, operator, rencana):
    page = new_page(viewport={"width": 390, "height": 844})
    sign_in(page, operator)
    page.goto(f"/unit/{unit.pk}/rencana-aksi/?tampil=linimasa")
    page.emulate_media(media="print")
    lebar, tampak = page.locator(".lini-gulir").evaluate("k => [k.scrollWidth, k.clientWidth]")
    assert lebar <= tampak
    warna = page.locator(".lini-terlambat .lini-alas").evaluate("e => getComputedStyle(e).stroke")
    assert warna == "rgb(0, 0, 0)"
