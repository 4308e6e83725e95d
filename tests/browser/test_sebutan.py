"""Naming somebody in a thread by keyboard: the list offers who reads it, and news leads back to the open thread."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from evaluation.models import Komentar
from tests.factories import make_anggota, make_lke, make_unit
from units.enums import Peran
from units.models import Notifikasi

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KODE = "A.I.1.i.a"


def test_a_colleague_is_named_by_keyboard_and_finds_the_thread_open(new_page, sign_in):
    unit = make_unit()
    operator = make_anggota(Peran.OPERATOR, unit=unit, nama="Rahmat", username="rahmat")
    rekan = make_anggota(Peran.KETUA_TIM, unit=unit, nama="Dewi Lestari", username="dewi.l")
    make_anggota(Peran.PIMPINAN_UNIT, unit=unit, nama="Dedi", username="dedi")
    make_anggota(Peran.OPERATOR, unit=make_unit("Lain"), nama="Dewi Luar", username="dewi.luar")
    lke = make_lke(unit=unit, actor=operator)
    page = new_page(viewport={"width": 390, "height": 800})
    sign_in(page, operator)
    page.goto(reverse("evaluation:lke_bagian", args=[lke.pk, "A.I.1"]))
    utas = page.locator(f"[id='utas-{KODE}']")
    utas.locator("summary").first.click()
    isi = utas.locator("textarea")
    isi.press_sequentially("Tolong @d")
    calon = page.get_by_role("option")
    expect(calon).to_have_count(2)
    expect(calon.first).to_have_attribute("aria-selected", "true")
    isi.press("Escape")
    expect(calon).to_have_count(0)
    isi.press_sequentially("ew")
    expect(calon).to_have_text(["Dewi Lestari @dewi.l"])
    assert isi.get_attribute("aria-activedescendant") == calon.first.get_attribute("id")
    isi.press("Enter")
    expect(isi).to_have_value("Tolong @dewi.l ")
    utas.get_by_role("button", name="Kirim komentar").click()
    expect(utas.locator(".sebutan")).to_have_text("@Dewi Lestari")
    assert list(Komentar.objects.get().disebut.all()) == [rekan]

    lain = new_page()
    sign_in(lain, rekan)
    lain.goto(Notifikasi.objects.get(user=rekan).url)
    expect(lain.locator(f"[id='utas-{KODE}'] .komentar-isi")).to_be_visible()
