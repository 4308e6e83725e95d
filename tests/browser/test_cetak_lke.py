"""The sheet on paper, printed by the browser as a person at their desk would."""

from __future__ import annotations

import io
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from evaluation.enums import Lapis
from evaluation.models import Jawaban
from tests.factories import isi_lapis_penuh, make_anggota, make_lke, make_predikat, make_unit
from units.enums import Peran

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_printed_sheet_is_landscape_from_its_first_page_and_leaves_the_portal_out(new_page, sign_in):
    unit = make_unit()
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    make_predikat(unit, actor=make_anggota(Peran.TPN_ADMIN))
    lke = make_lke(unit=unit, actor=operator, tujuan="WBBM")
    isi_lapis_penuh(lke)
    Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT, kode="A.I.1.i.a").update(catatan="SK nomor 7 tahun 2026")
    page = new_page()
    sign_in(page, operator)
    page.goto(reverse("evaluation:lke_cetak", args=[lke.pk]))
    halaman = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {h.mediabox.width > h.mediabox.height for h in halaman} == {True}
    teks = [re.sub(r"\s+", " ", h.extract_text()) for h in halaman]
    assert unit.nama in teks[0]
    assert "Telah berpredikat menuju WBK" in teks[0]
    assert "A.I.1.i.a" in teks[0]
    seluruhnya = " ".join(teks)
    assert "SK nomor 7 tahun 2026" in seluruhnya
    assert "Beranda" not in seluruhnya

    # On paper a note is no larger than the question it stands beside.
    page.emulate_media(media="print")
    ukuran = "e => getComputedStyle(e).fontSize"
    soal = page.locator(".cetak tr", has=page.get_by_text("A.I.1.i.a", exact=True))
    catatan = soal.locator(".sub", has_text="SK nomor 7").evaluate(ukuran)
    assert catatan == soal.locator("td").nth(1).evaluate(ukuran)
