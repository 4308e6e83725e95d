"""Asking for the LHE in a browser: it appears without a reload, and the file says what the scores say."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from evaluation.enums import Lapis, Status
from evaluation.selectors.skor import skor_lapis
from reports.models import Pekerjaan
from reports.services import jalankan, minta_dokumen
from tests.reports.bantu import make_lke_dinilai, teks_pdf
from zi_portal.celery import app
from zi_portal.common.templatetags.zi import angka

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def nanti():
    """Jobs wait until the test makes them."""
    app.conf.task_always_eager = False
    yield
    app.conf.task_always_eager = True


def test_the_report_appears_by_itself_and_downloads(new_page, sign_in, nanti, live_server):
    lke, orang = make_lke_dinilai(Status.LAYAK, tpi={"A.I.1.i.b": "C"})
    page = new_page(viewport={"width": 1366, "height": 768})
    galat = []
    page.on("console", lambda pesan: galat.append(pesan.text) if pesan.type == "error" else None)
    sign_in(page, orang["operator"])
    page.goto(reverse("reports:laporan_lke", args=[lke.pk]))
    page.get_by_role("button", name="Buat laporan").click()
    page.get_by_text("Permintaan diterima, menunggu giliran.").wait_for()
    # The queue of this test is read by nobody but the test.
    jalankan(pekerjaan_id=Pekerjaan.objects.get().pk, tugas="t")
    page.get_by_role("link", name="Unduh PDF").wait_for()
    with page.expect_download() as unduhan:
        page.get_by_role("link", name="Unduh PDF").click()
    assert unduhan.value.suggested_filename.startswith("LHE-2026-")
    teks = teks_pdf(Path(unduhan.value.path()).read_bytes())
    assert f"Nilai evaluasi adalah {angka(skor_lapis(lke, Lapis.TPI).total)} dari 100,00" in teks
    assert galat == []  # nothing the policy refused
    assert _serius(page) == []


def test_on_a_phone_a_failed_report_can_be_tried_again(new_page, sign_in):
    lke, orang = make_lke_dinilai(Status.LAYAK)
    pekerjaan = _tanpa_kirim(lke, orang["ketua"])
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(status="gagal", galat="Laporan gagal dibuat.")
    page = new_page(viewport={"width": 390, "height": 844})
    sign_in(page, orang["operator"])
    page.goto(reverse("reports:laporan_lke", args=[lke.pk]))
    page.get_by_text("Laporan gagal dibuat.").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert _serius(page) == []
    page.get_by_role("button", name="Coba lagi").click()
    page.get_by_role("link", name="Unduh PDF").wait_for(timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_without_script_the_form_leads_back_to_the_page(new_page, sign_in):
    lke, orang = make_lke_dinilai(Status.LAYAK)
    page = new_page(java_script_enabled=False)
    sign_in(page, orang["operator"])
    page.goto(reverse("reports:laporan_lke", args=[lke.pk]))
    page.get_by_role("button", name="Buat laporan").click(timeout=60_000)
    page.get_by_role("link", name="Unduh PDF").wait_for(timeout=60_000)


def _tanpa_kirim(lke, user) -> Pekerjaan:
    app.conf.task_always_eager = False
    try:
        return minta_dokumen(lke=lke, kind="lhe", actor=user)
    finally:
        app.conf.task_always_eager = True


def _serius(page) -> list[str]:
    hasil = Axe().run(page)
    return [
        f"{v['id']}: {v['nodes'][0]['html']}"
        for v in hasil.response["violations"]
        if v["impact"] in ("serious", "critical")
    ]
