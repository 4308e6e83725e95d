"""A survey in a browser: opened by the operator, answered on a phone, counted, paused, and every page for everybody."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from surveys.models import Kampanye, Respons
from surveys.services.kode import buat_kode
from tests.factories import make_anggota, make_kampanye, make_kuesioner, make_unit
from units.enums import Peran

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def unit():
    make_kuesioner()
    return make_unit()


@pytest.fixture
def operator(unit):
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Siti Aminah")


def test_a_survey_from_its_form_to_a_citizen_and_back(new_page, sign_in, unit, operator):
    meja = new_page(viewport={"width": 1366, "height": 768})
    sign_in(meja, operator)
    meja.goto(reverse("surveys:kampanye_unit", args=[unit.pk]))
    meja.get_by_role("link", name="Buat survei").click()
    kini = timezone.now().astimezone(unit.instansi.tz)
    meja.fill("[name=nama]", "Survei semester I")
    meja.select_option("[name=kuesioner]", str(make_kuesioner().pk))
    meja.fill("[name=mulai]", f"{kini - dt.timedelta(hours=1):%Y-%m-%dT%H:%M}")
    meja.fill("[name=selesai]", f"{kini + dt.timedelta(days=30):%Y-%m-%dT%H:%M}")
    meja.fill("[name=layanan-0-nama]", "KTP-el")
    meja.fill("[name=layanan-0-populasi]", "900")
    meja.get_by_role("button", name="Hitung target").click()
    assert "Target seluruhnya 269 respons." in meja.inner_text("form.survei-form")
    meja.get_by_role("button", name="Simpan").click()
    meja.wait_for_url(re.compile(r"/survei/\d+/$"))
    meja.get_by_role("link", name="Buka survei…").click()
    meja.get_by_role("button", name="Buka", exact=True).click()
    meja.wait_for_selector("text=Menerima jawaban sampai")
    kampanye = Kampanye.objects.get()
    meja.get_by_role("link", name="Bagikan").click()
    assert meja.locator("svg.qr").is_visible()
    assert meja.input_value("#alamat").endswith(f"/s/{kampanye.slug}/")

    # A citizen without an account, on a phone.
    telepon = new_page(viewport={"width": 390, "height": 844})
    telepon.goto(reverse("surveys:isi", args=[kampanye.slug]))
    tampil_semua = telepon.get_by_role("button", name="Tampilkan semua")
    if tampil_semua.is_visible():
        tampil_semua.click()
    telepon.select_option("[name=layanan]", label="KTP-el")
    for nama in telepon.eval_on_selector_all("[data-tanya] [type=radio]", "e => [...new Set(e.map(x => x.name))]"):
        telepon.locator(f"[name='{nama}'][value='4']").check(force=True)
    telepon.get_by_role("button", name="Kirim jawaban").click()
    telepon.wait_for_url(re.compile(r"/terima-kasih/"))
    assert Respons.objects.get().petugas is None

    meja.goto(kampanye.get_absolute_url())
    assert meja.inner_text("#jumlah .angka-besar").startswith("1 ")
    meja.get_by_role("link", name="Jeda…").click()
    meja.get_by_role("button", name="Jeda").click()
    assert meja.get_by_text("Bidang ini tidak boleh kosong.").is_visible()
    meja.fill("[name=alasan]", "Jaringan kantor padam")
    meja.get_by_role("button", name="Jeda").click()
    meja.wait_for_selector("text=Jaringan kantor padam")
    telepon.wait_for_timeout(3100)  # the public page remembers a survey for three seconds
    telepon.goto(reverse("surveys:isi", args=[kampanye.slug]) + "?bahasa=id&lagi=1")
    assert telepon.get_by_text("Survei ini sedang dijeda.").is_visible()


def test_paper_forms_are_typed_with_digits_alone(new_page, sign_in, unit, operator):
    kampanye = make_kampanye(unit=unit, actor=operator)
    page = new_page(viewport={"width": 1366, "height": 768})
    sign_in(page, operator)
    page.goto(reverse("surveys:entri", args=[kampanye.pk]))
    page.keyboard.type("4433221144332")
    assert page.evaluate("document.activeElement.name") == "diarahkan"
    page.get_by_role("button", name="Simpan dan lanjut").click()
    page.wait_for_selector("text=Hari ini Anda mengentri 1 formulir")
    satu = Respons.objects.get()
    assert (satu.nilai, satu.kanal, satu.petugas) == ("4433221144332", "kertas", operator)


@pytest.mark.parametrize("lebar", [1366, 390])
def test_nothing_serious_stands_in_the_way(new_page, sign_in, unit, operator, lebar):
    kampanye = make_kampanye(unit=unit, actor=operator, cara="kode", layanan=[("KTP-el", 900), ("KK", 100)])
    buat_kode(kampanye=kampanye, jumlah=3, layanan=None, actor=operator)
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi)
    page = new_page(viewport={"width": lebar, "height": 844})
    for siapa, nama, *args in (
        (operator, "kampanye_list"),
        (operator, "kampanye_unit", unit.pk),
        (operator, "kampanye_baru", unit.pk),
        (operator, "kampanye_detail", kampanye.pk),
        (operator, "kampanye_bagikan", kampanye.pk),
        (operator, "kampanye_gerak", kampanye.pk, "tutup"),
        (operator, "kode_list", kampanye.pk),
        (operator, "entri", kampanye.pk),
        (admin, "kuesioner_list"),
        (admin, "kuesioner_detail", kampanye.kuesioner_id),
        (admin, "kuesioner_baru", unit.instansi_id),
        (operator, "isi", kampanye.slug),
        (operator, "kampanye_pratinjau", kampanye.pk),
    ):
        sign_in(page, siapa)
        tanya = "?tahun=2026" if nama == "kampanye_unit" else ""
        jawab = page.goto(reverse(f"surveys:{nama}", args=args) + tanya)
        assert jawab.status == 200, nama
        berat = [
            (nama, v["id"], [n["html"] for n in v["nodes"]][:3])
            for v in Axe().run(page).response["violations"]
            if v["impact"] in {"serious", "critical"}
        ]
        assert berat == []
        assert page.evaluate("document.documentElement.scrollWidth") <= lebar, nama
