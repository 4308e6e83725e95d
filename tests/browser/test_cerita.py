"""The whole story of one LKE, played by its people in their own browsers, from first answer to printed score."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation import scoring
from evaluation.enums import Lapis, Status
from evaluation.enums.usulan import JenisBerkasUsulan
from evaluation.models import Jawaban, LembarKerjaEvaluasi, PredikatUnit, RiwayatJawaban, Skor
from evaluation.selectors.skor import skor_lapis
from tests.berkas import pdf
from tests.factories import isi_lapis_penuh, make_anggota, make_instansi, make_lke, make_unit
from tests.reports.bantu import teks_pdf
from units.enums import Peran
from zi_portal.common.templatetags.zi import angka

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SOAL = "A.I.1.i.b"


@pytest.fixture
def panggung(new_page, sign_in):
    """A sheet with five questions open, and a browser for each of the people around it."""
    instansi = make_instansi()
    unit = make_unit(instansi=instansi)
    orang = {
        "operator": make_anggota(Peran.OPERATOR, unit=unit, nama="Rahmat Operator"),
        "operator2": make_anggota(Peran.OPERATOR, unit=unit, nama="Dewi Operator"),
        "pimpinan": make_anggota(Peran.PIMPINAN_UNIT, unit=unit, nama="Zulkifli Pimpinan"),
        "dalnis": make_anggota(Peran.TPI_DALNIS, instansi=instansi, nama="Surya Dalnis"),
        "admin": make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi, nama="Ani Admin"),
        "tpn": make_anggota(Peran.TPN_ADMIN, nama="Tono Nasional"),
    }
    lke = make_lke(unit=unit, actor=orang["operator"])
    kosong = {kode: {} for kode in ("A.I.1.i.a", SOAL, "A.I.1.ii.a", "A.II.1.i.a", "B.II.a")}
    isi_lapis_penuh(lke, ubah=kosong)
    Jawaban.objects.filter(lke=lke, kode__in=kosong).update(versi=0, diubah_pada=None)

    def meja(siapa: str, **pilihan):
        page = new_page(viewport={"width": 1366, "height": 768}, **pilihan)
        page.set_default_timeout(60_000)
        page.galat = []
        page.on("pageerror", lambda galat: page.galat.append(str(galat)))
        sign_in(page, orang[siapa])
        return page

    return lke, meja


def bagian(lke: LembarKerjaEvaluasi, kode: str) -> str:
    return reverse("evaluation:lke_bagian", args=[lke.pk, kode])


def kartu(page, kode: str):
    return page.locator(f'[data-soal="{kode}"]')


def pilih(page, kode: str, kunci: str) -> None:
    kartu(page, kode).locator(f'input[type=radio][value="{kunci}"]').check()


def tersimpan(page, kode: str) -> None:
    kartu(page, kode).locator('[data-status][data-state="tersimpan"]').wait_for()


def terkirim(page) -> None:
    """Wait until the browser's queue is empty. The page's policy forbids evaluating text, so it is asked again."""
    for _ in range(600):
        if page.evaluate("() => !Object.keys(localStorage).some((k) => k.startsWith('zi.antrean/'))"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the queue did not empty")


def jawaban(lke: LembarKerjaEvaluasi, kode: str, lapis: str = Lapis.UNIT) -> Jawaban:
    return Jawaban.objects.get(lke=lke, kode=kode, lapis=lapis)


def setuju(page) -> None:
    """Answer the portal's own dialog with its acting button."""
    page.locator("dialog[open] .btn-primary, dialog[open] .btn-danger").first.click()


def evaluasi_tpn(tpn, lke):
    """TPN's steps: the selection, the desk, no interview and no visit but with a reason, and all clear."""

    def langkah(nama: str, nilai: str) -> None:
        tpn.goto(reverse("evaluation:tpn_langkah", args=[lke.pk, nama]))
        for satu in tpn.locator(f'input[type=radio][value="{nilai}"]').all():
            satu.check()

    def selesai() -> None:
        tpn.get_by_role("button", name="Simpan dan selesaikan").click()
        setuju(tpn)
        tpn.wait_for_url(re.compile(r"/tpn/$"))

    tpn.goto(reverse("evaluation:tpn_evaluasi", args=[lke.pk]))
    tpn.get_by_role("button", name="Mulai seleksi administrasi").click()
    tpn.wait_for_url(re.compile("seleksi"))
    langkah("seleksi", "sesuai")
    selesai()
    langkah("desk", "lulus")
    selesai()
    for _langkah in ("wawancara", "lapangan"):
        tpn.goto(reverse("evaluation:tpn_lewati", args=[lke.pk]))
        tpn.locator("[name=alasan]").fill("Layanan sejenis sudah dikunjungi bulan lalu.")
        tpn.get_by_role("button", name="Lewati").click()
        tpn.wait_for_url(re.compile(r"/tpn/$"))
    langkah("clearance", "clear")
    tpn.get_by_role("button", name="Simpan").click()
    tpn.get_by_text("Clearance tersimpan").first.wait_for()


def test_the_whole_story_of_one_lke(panggung):
    lke, meja = panggung
    operator, operator2 = meja("operator"), meja("operator2")

    # Two people fill in at once; the second to answer the same question chooses between the two values.
    operator.goto(bagian(lke, "A.I.1"))
    operator2.goto(bagian(lke, "A.I.1"))
    pilih(operator, "A.I.1.i.a", "Ya")
    tersimpan(operator, "A.I.1.i.a")
    pilih(operator, SOAL, "B")
    tersimpan(operator, SOAL)
    pilih(operator2, SOAL, "A")
    konflik = operator2.locator(f'[id="konflik-{SOAL}"]')
    konflik.get_by_text("baru saja diubah oleh").wait_for()
    assert "Rahmat Operator" in konflik.inner_text()
    assert jawaban(lke, SOAL).isi == {SOAL: "B"}
    konflik.get_by_role("button", name="Pakai jawaban saya").click()
    tersimpan(operator2, SOAL)
    assert jawaban(lke, SOAL).isi == {SOAL: "A"}

    # The network goes; what was typed waits in the browser, survives a reload, and is sent in order.
    operator.goto(bagian(lke, "A.I.1"))
    operator.context.set_offline(True)
    pilih(operator, "A.I.1.ii.a", "Ya")
    kartu(operator, "A.I.1.ii.a").locator("textarea[name=catatan]").fill("Rencana kerja ditetapkan Januari.")
    kartu(operator, "A.I.1.ii.a").locator("textarea[name=catatan]").blur()
    kartu(operator, "A.I.1.ii.a").get_by_text("Belum terkirim").wait_for()
    assert jawaban(lke, "A.I.1.ii.a").versi == 0
    operator.context.set_offline(False)
    operator.reload()
    tersimpan(operator, "A.I.1.ii.a")
    terkirim(operator)
    luring = jawaban(lke, "A.I.1.ii.a")
    assert (luring.isi, luring.catatan) == ({"A.I.1.ii.a": "Ya"}, "Rencana kerja ditetapkan Januari.")
    assert RiwayatJawaban.objects.filter(jawaban=luring).count() == luring.versi

    # Proof under a question; counts; an index.
    unggah = kartu(operator, "A.I.1.i.a")
    unggah.locator("summary", has_text="Tambah bukti").click()
    unggah.locator("input[type=file]").set_input_files(
        {"name": "SK Tim.txt", "mimeType": "text/plain", "buffer": b"SK Tim Kerja Zona Integritas 2026\n"}
    )
    kirim = unggah.locator("[data-bukti-kirim]")
    if kirim.is_visible():
        kirim.click()
    unggah.get_by_role("link", name=re.compile("SK Tim")).first.wait_for()
    operator.goto(bagian(lke, "A.II.1"))
    for kode, nilai in (("A.II.1.i.a.1", "4"), ("A.II.1.i.a.2", "3")):
        operator.locator(f'[name="isi.{kode}"]').fill(nilai)
        operator.locator(f'[name="isi.{kode}"]').blur()
    kartu(operator, "A.II.1.i.a").get_by_text("75,0 %").wait_for()
    tersimpan(operator, "A.II.1.i.a")
    operator.goto(bagian(lke, "B"))
    operator.locator('[name="isi.B.II.a"]').fill("3,72")
    operator.locator('[name="isi.B.II.a"]').blur()
    tersimpan(operator, "B.II.a")
    mandiri = skor_lapis(lke, Lapis.UNIT)
    assert mandiri.lengkap
    assert operator.locator(".ws-panel, .panel").first.get_by_text(angka(mandiri.total)).first.is_visible()

    # The head of the unit submits; from then on nothing of the unit's can change.
    pimpinan = meja("pimpinan")
    pimpinan.goto(reverse("evaluation:lke_periksa", args=[lke.pk]))
    pimpinan.locator("input[name=setuju_tanpa_bukti]").check()
    pimpinan.get_by_role("button", name=re.compile("Ajukan")).click()
    if pimpinan.locator("dialog[open]").count():
        setuju(pimpinan)
    pimpinan.get_by_text("Tanda terima").first.wait_for()
    lke.refresh_from_db()
    assert lke.status == Status.DIAJUKAN
    operator.goto(bagian(lke, "A.I.1"))
    assert operator.locator("[data-simpan]").count() == 0

    # TPI takes it up, differs once with a reason, accepts the rest, and sends that one question back.
    dalnis = meja("dalnis")
    dalnis.goto(reverse("evaluation:tpi_antrean"))
    dalnis.get_by_role("button", name="Mulai menilai").click()
    dalnis.goto(bagian(lke, "A.I.1"))
    pilih(dalnis, SOAL, "C")
    kartu(dalnis, SOAL).locator("textarea[name=catatan]").fill("Berita acara pemilihan tim belum ada.")
    kartu(dalnis, SOAL).locator("textarea[name=catatan]").blur()
    terkirim(dalnis)
    # Nothing of it reaches the unit before the round is released.
    operator.goto(bagian(lke, "A.I.1"))
    assert "Berita acara pemilihan" not in operator.content()
    dalnis.goto(reverse("evaluation:tpi_terima", args=[lke.pk]))
    dalnis.get_by_role("button", name="Terima yang dicentang 112").click()
    dalnis.goto(reverse("evaluation:tpi_kembalikan", args=[lke.pk]))
    dalnis.locator("[name=tenggat]").fill((timezone.localdate() + dt.timedelta(days=7)).isoformat())
    dalnis.locator("[name=alasan]").fill("Satu hal lagi, lalu selesai.")
    dalnis.get_by_role("button", name="Kembalikan ke unit").click()
    setuju(dalnis)
    dalnis.wait_for_url(re.compile(rf"/lke/{lke.pk}/bagian/"))
    lke.refresh_from_db()
    assert (lke.status, lke.putaran) == (Status.PERBAIKAN, 2)

    # Only the flagged question is open; the unit mends it and hands it in again.
    operator.goto(bagian(lke, "A.I.1"))
    assert operator.locator("[data-simpan]").count() == 1
    kartu(operator, SOAL).get_by_text("Berita acara pemilihan tim belum ada.").first.wait_for()
    kartu(operator, SOAL).locator("textarea[name=catatan]").fill("Berita acara pemilihan sudah dilampirkan.")
    kartu(operator, SOAL).locator("textarea[name=catatan]").blur()
    tersimpan(operator, SOAL)
    pimpinan.goto(reverse("evaluation:lke_periksa", args=[lke.pk]))
    pimpinan.locator("input[name=setuju_tanpa_bukti]").check()
    pimpinan.get_by_role("button", name=re.compile("Ajukan")).click()
    if pimpinan.locator("dialog[open]").count():
        setuju(pimpinan)
    pimpinan.get_by_text("Tanda terima").first.wait_for()

    # TPI looks again and finishes.
    dalnis.goto(reverse("evaluation:tpi_antrean"))
    dalnis.get_by_role("button", name="Mulai menilai").click()
    dalnis.goto(bagian(lke, "A.I.1"))
    pilih(dalnis, SOAL, "A")
    terkirim(dalnis)
    # What the portal does not know TPI says itself: requirements and checks, as the page of the result asks.
    dalnis.goto(reverse("evaluation:tpi_selesai", args=[lke.pk]))
    dalnis.get_by_role("link", name="Buka persyaratan").click()
    dalnis.get_by_role("button", name="Simpan pernyataan").wait_for()
    for kolom in dalnis.locator("select[name^=nilai-]").all():
        kolom.select_option("A" if kolom.get_attribute("name") == "nilai-unit-sakip" else "memenuhi")
    dalnis.get_by_role("button", name="Simpan pernyataan").click()
    dalnis.get_by_text("Tidak ada yang menghalangi.").wait_for()
    dalnis.goto(reverse("evaluation:tpi_selesai", args=[lke.pk]))
    dalnis.locator('[name=hasil][value="layak"]').check()
    dalnis.get_by_role("button", name="Selesaikan evaluasi").click()
    setuju(dalnis)
    dalnis.wait_for_url(re.compile(rf"/lke/{lke.pk}/bagian/"))

    # The instansi proposes.
    admin = meja("admin")
    admin.goto(reverse("evaluation:usulan_buat"))
    admin.locator("[name=predikat]").first.select_option("WBK") if admin.locator(
        "select[name=predikat]"
    ).count() else admin.locator('[name=predikat][value="WBK"]').check()
    admin.locator("main form button[type=submit]").click()
    admin.get_by_role("button", name="Masukkan").click()
    for jenis in JenisBerkasUsulan.values:
        tempat = admin.locator(f"#dokumen-{jenis}")
        isi = {"name": f"{jenis}.pdf", "mimeType": "application/pdf", "buffer": pdf(jenis)}
        tempat.locator("input[type=file]").set_input_files(files=[isi])
        tempat.get_by_role("button", name="Unggah").click()
        tempat.get_by_role("link", name=f"{jenis}.pdf").first.wait_for()
    admin.get_by_role("link", name="Isi narahubung").click()
    admin.locator("[name=nama]").fill("Rahmat")
    admin.locator("[name=email]").fill("rahmat@contoh.go.id")
    admin.locator("[name=telepon]").fill("0811 2345 678")
    admin.get_by_role("button", name="Simpan").click()
    admin.get_by_role("link", name=re.compile("Kirim ke TPN")).click()
    admin.locator("[name=nomor_surat]").fill("000.8/117/2026")
    admin.locator("[name=tanggal_surat]").fill(timezone.localdate().isoformat())
    admin.locator("[name=yakin]").check()
    admin.get_by_role("button", name="Kirim ke TPN").click()
    setuju(admin)
    admin.get_by_text("Tanda terima").first.wait_for()

    # TPN decides; the predicate stands on the unit's page.
    tpn = meja("tpn")
    tpn.goto(reverse("evaluation:tpn_antrean"))
    evaluasi_tpn(tpn, lke)
    tpn.goto(reverse("evaluation:tpn_putuskan", args=[lke.pk]))
    tpn.locator("[name=putusan]").first.check()
    tpn.locator("[name=nomor_sk]").fill("1207 Tahun 2026")
    tpn.locator("[name=tanggal_sk]").fill(timezone.localdate().isoformat())
    tpn.get_by_role("button", name="Catat keputusan").click()
    setuju(tpn)
    tpn.wait_for_url(lambda url: "putusan" not in url)
    lke.refresh_from_db()
    assert lke.status == Status.DITETAPKAN
    assert PredikatUnit.objects.get(unit=lke.unit, aktif=True).nomor_sk == "1207 Tahun 2026"
    operator.goto(reverse("units:unit_detail", args=[lke.unit_id]))
    operator.get_by_text("1207 Tahun 2026").first.wait_for()

    # The report on paper says what the scores say.
    operator.goto(reverse("reports:laporan_lke", args=[lke.pk]))
    operator.get_by_role("button", name="Buat laporan").click(timeout=60_000)
    unduh = operator.get_by_role("link", name="Unduh PDF").first
    unduh.wait_for(timeout=60_000)
    with operator.expect_download() as unduhan:
        unduh.click()
    teks = teks_pdf(Path(unduhan.value.path()).read_bytes())
    tpi = skor_lapis(lke, Lapis.TPI)
    assert f"Nilai evaluasi adalah {angka(tpi.total)} dari 100,00" in teks
    for nilai in (mandiri.total, tpi.total, tpi.pengungkit, tpi.hasil, *(a.nilai for a in tpi.area_gabungan.values())):
        assert angka(nilai) in teks
    assert "DRAF" not in teks
    simpanan = {s.lapis: s.rincian["total"] for s in Skor.objects.filter(lke=lke)}
    assert simpanan[Lapis.TPI] == str(scoring.desimal(tpi.total))
    for page in (operator, operator2, pimpinan, dalnis, admin, tpn):
        assert page.galat == []
