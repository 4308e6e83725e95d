"""A citizen answers: on a phone, without a script, without a network in the middle, at the counter, and by a bot."""

from __future__ import annotations

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from surveys.enums import Golongan, Kanal
from surveys.indeks import hitung
from surveys.models import Kontak, Respons, TandaRespons
from surveys.selectors.kampanye import kuesioner_dari
from surveys.selectors.rekap import rekap_kini
from surveys.services.olah import olah_semua, periksa_rekap
from tests.factories import kirim_respons, make_kampanye

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PONSEL = {"width": 390, "height": 844}


@pytest.fixture
def kampanye(db):
    return make_kampanye(layanan=[("KTP-el", 900), ("Akta kelahiran", 300)])


def alamat(kampanye) -> str:
    return reverse("surveys:isi", args=[kampanye.slug])


def jawab_semua(page, angka: int = 4) -> None:
    for satu in page.locator("[data-tanya]").all():
        satu.locator(f"input[value='{angka}']").check()


def serius(page) -> list[str]:
    hasil = Axe().run(page)
    return [v["id"] for v in hasil.response["violations"] if v["impact"] in {"serious", "critical"}]


def test_on_a_phone_in_a_minute_with_the_keyboard_too(new_page, kampanye):
    page = new_page(viewport=PONSEL)
    page.goto(alamat(kampanye))
    assert serius(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    kecil = page.evaluate(
        "[...document.querySelectorAll('.pilihan label, .kirim, select')]"
        ".filter(e => e.offsetHeight && e.offsetHeight < 44).length"
    )
    assert kecil == 0
    page.get_by_label("Layanan yang Anda terima").select_option("KTP-el")
    pertama = page.locator("[data-tanya]").first.locator("input").first
    pertama.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.locator("#maju").inner_text() == "1 dari 13 terjawab"
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_text("Masih ada pertanyaan yang belum dijawab.").wait_for()
    assert page.evaluate("document.activeElement.name") == "u-KP2"
    assert serius(page) == []
    jawab_semua(page, 3)
    page.reload()
    page.get_by_text("sudah dipulihkan").wait_for()
    assert page.locator("#maju").inner_text() == "13 dari 13 terjawab"
    page.get_by_role("button", name="Kirim jawaban").dblclick()
    page.get_by_role("heading", name="Terima kasih").wait_for()
    assert serius(page) == []
    satu = Respons.objects.get()
    assert (satu.nilai, satu.kanal, satu.layanan.nama) == ("3" * 13, Kanal.TAUTAN, "KTP-el")
    assert satu.durasi is not None
    assert satu.perangkat
    page.goto(alamat(kampanye))
    page.get_by_text("Perangkat ini sudah mengisi").wait_for()
    assert page.locator(":checked[type=radio]").count() == 0


def test_one_question_at_a_time(new_page, kampanye):
    page = new_page(viewport=PONSEL)
    page.goto(alamat(kampanye))
    page.get_by_role("button", name="Tampilkan satu per satu").click()
    assert page.locator(".butir:visible").count() == 1
    page.locator(".butir:visible input[value='4']").check()
    page.locator(".butir:visible").get_by_role("button", name="Lanjut").click()
    assert "2." in page.locator(".butir:visible .nomor").inner_text()
    page.get_by_role("button", name="Tampilkan semua").click()
    assert page.locator("[data-tanya]:visible").count() == 13


def test_without_a_script(new_page, kampanye):
    page = new_page(viewport=PONSEL, java_script_enabled=False)
    page.goto(alamat(kampanye))
    page.get_by_label("Layanan yang Anda terima").select_option("Akta kelahiran")
    jawab_semua(page)
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_role("heading", name="Periksa jawaban Anda").wait_for()
    assert not Respons.objects.exists()
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_role("heading", name="Terima kasih").wait_for()
    page.go_back()
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_role("heading", name="Terima kasih").wait_for()
    assert Respons.objects.get().nilai == "4" * 13


def test_a_lost_network_in_the_middle_loses_nothing(new_page, kampanye):
    page = new_page(viewport=PONSEL)
    page.goto(alamat(kampanye))
    page.get_by_label("Layanan yang Anda terima").select_option("KTP-el")
    jawab_semua(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_text("Belum terkirim, tersimpan di perangkat ini.").wait_for()
    assert not Respons.objects.exists()
    page.context.set_offline(False)
    page.get_by_role("heading", name="Terima kasih").wait_for()
    assert Respons.objects.count() == 1


def test_an_answer_lost_on_its_way_back_is_not_a_second_response(new_page, kampanye):
    page = new_page(viewport=PONSEL)
    page.goto(alamat(kampanye))
    page.get_by_label("Layanan yang Anda terima").select_option("KTP-el")
    jawab_semua(page)

    def hilang(route):
        route.fetch()  # it arrives, its answer does not
        route.abort()

    page.route(f"**{alamat(kampanye)}", hilang, times=1)
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_text("Belum terkirim, tersimpan di perangkat ini.").wait_for()
    assert Respons.objects.count() == 1
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_role("heading", name="Terima kasih").wait_for()
    assert Respons.objects.count() == 1


def test_name_and_phone_stay_off_the_device(new_page):
    kampanye = make_kampanye(minta_kontak=True, kontak_hapus_pada=timezone.localdate() + dt.timedelta(days=30))
    page = new_page(viewport=PONSEL)
    page.goto(alamat(kampanye))
    jawab_semua(page)
    page.get_by_role("textbox", name="Nama").fill("Budi Canary")
    page.get_by_label("Nomor telepon", exact=True).fill("081234567890")
    page.get_by_label("Saya setuju").check()
    assert "Canary" not in page.evaluate("JSON.stringify(localStorage)")
    page.get_by_role("button", name="Kirim jawaban").click()
    page.locator(".resi").wait_for()
    resi = page.locator(".resi").inner_text()
    page.get_by_role("link", name="Hapus nama dan nomor saya").click()
    page.get_by_label("Kode resi").fill(resi.lower())
    page.get_by_role("button", name="Hapus nama dan nomor").click()
    page.get_by_text("sudah dihapus").wait_for()
    assert serius(page) == []
    assert (Kontak.objects.count(), Respons.objects.count()) == (0, 1)


def test_the_counter_starts_anew_for_the_next(new_page, kampanye):
    page = new_page(viewport={"width": 1024, "height": 768})
    page.goto(reverse("surveys:kios", args=[kampanye.slug, kampanye.kunci_kios]))
    for _n in range(2):
        page.get_by_label("Layanan yang Anda terima").select_option("KTP-el")
        jawab_semua(page)
        page.get_by_role("button", name="Kirim jawaban").click()
        page.get_by_role("link", name="Isi untuk orang lain").click()
        page.get_by_role("button", name="Kirim jawaban").wait_for()
        assert page.locator(":checked[type=radio]").count() == 0
    assert list(Respons.objects.values_list("kanal", flat=True)) == [Kanal.KIOS] * 2
    assert page.evaluate("localStorage.length") == 0


def test_a_bot_that_fills_top_marks_everywhere_moves_no_index(new_page, kampanye, client):
    """A hundred honest people, then a bot in a browser and over plain requests: how many it gets in, what is seen, and
    that the index of the rest is what it was."""
    k = kuesioner_dari(kampanye.kuesioner)
    for n in range(100):
        nilai = "".join("3443344334433"[(n + i) % 13] for i in range(13))
        kirim_respons(kampanye, nilai, ip=f"198.51.100.{n}", durasi=60, perangkat=f"hp{n}")
    olah_semua(kampanye=kampanye)
    sebelum = {i.kode: i.nilai for i in hitung(k, rekap_kini(kampanye, k).bersih)}
    page = new_page(viewport=PONSEL)
    for _n in range(3):
        page.goto(alamat(kampanye))
        page.evaluate(
            "document.querySelectorAll('input[value=\"4\"]').forEach(e => e.click());"
            "document.querySelector('select').selectedIndex = 1"
        )
        page.get_by_role("button", name="Kirim jawaban").click()
        page.get_by_role("heading", name="Terima kasih").wait_for()
    isi = {f"u-{u.kode}": "4" for u in k.unsur} | {"layanan": str(kampanye.layanan.first().pk)}
    masuk = 3
    for n in range(300):
        kiriman = f"00000000-0000-4000-8000-{n:012}"
        jawab = client.post(alamat(kampanye), isi | {"kiriman": kiriman, "durasi": "60", "perangkat": f"bot{n}"})
        masuk += jawab.status_code == 302
    olah_semua(kampanye=kampanye)
    rekap = rekap_kini(kampanye, k)
    # Sixty from one network in ten minutes, the browser's three among them; after that a person would add up.
    assert masuk == 60
    assert rekap.n(Golongan.BERTANDA) == 60
    assert TandaRespons.objects.values("respons").distinct().count() == 60
    assert {i.kode: i.nilai for i in hitung(k, rekap.bersih)} == sebelum
    assert periksa_rekap(kampanye=kampanye, simpan=False) == []
