"""Asking twice, running twice, dying midway, a queue that is away: there is one document, and nobody waits in vain."""

import datetime as dt
import hashlib
import threading
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from evaluation.enums import Lapis, Status
from reports.enums import StatusPekerjaan
from reports.errors import BelumAdaLaporan
from reports.models import Dokumen, Pekerjaan
from reports.selectors import isi_lhe
from reports.services import buat_dokumen, coba_lagi, jalankan, minta_dokumen, sapu_pekerjaan
from tests.factories import isi_lapis_penuh, make_lke
from tests.reports.bantu import UNIT_TPI, maju, make_lke_dinilai, ubah_jawaban
from zi_portal.celery import app

pytestmark = pytest.mark.django_db


@pytest.fixture
def dinilai():
    return make_lke_dinilai(Status.LAYAK)


@pytest.fixture
def antrean_putus():
    """A broker that nobody answers for."""
    sebelum = {k: app.conf[k] for k in ("broker_url", "broker_write_url", "task_always_eager")}
    app.conf.update(broker_url="redis://127.0.0.1:1/0", broker_write_url=None, task_always_eager=False)
    lupakan_sambungan()
    yield
    app.conf.update(sebelum)
    lupakan_sambungan()


def lupakan_sambungan() -> None:
    """The app keeps its connections, with the address they were made for."""
    app.close()
    app.amqp._producer_pool = None


def buat_pekerjaan(lke, orang, **ubah) -> Pekerjaan:
    """A job as it would stand in the table, without sending it."""
    pekerjaan = minta_dokumen(lke=lke, kind="lhe", actor=orang)
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(**ubah)
    pekerjaan.refresh_from_db()
    return pekerjaan


def test_asked_once_made_once_and_given_again(dinilai, django_capture_on_commit_callbacks, media_root):
    lke, orang = dinilai
    with django_capture_on_commit_callbacks(execute=True) as terkirim:
        pertama = minta_dokumen(lke=lke, kind="lhe", actor=orang["ketua"])
        kedua = minta_dokumen(lke=lke, kind="lhe", actor=orang["operator"])  # a double click, or somebody else
    assert pertama == kedua
    assert len(terkirim) == 1

    pertama.refresh_from_db()
    assert (pertama.status, pertama.persen, pertama.percobaan) == (StatusPekerjaan.SELESAI, 100, 1)
    dokumen = Dokumen.objects.get()
    with dokumen.berkas.open() as berkas:
        isi = berkas.read()
    lhe = isi_lhe(lke.pk, UNIT_TPI)
    assert isi.startswith(b"%PDF-")
    assert (dokumen.sha256, dokumen.ukuran) == (hashlib.sha256(isi).hexdigest(), len(isi))
    assert (dokumen.nomor, dokumen.kunci, dokumen.lapis) == (lhe.nomor(), lhe.kunci(), "unit,tpi")
    assert (dokumen.final, dokumen.dirilis) == (True, True)
    assert dokumen.berkas.name.startswith(f"laporan/{lke.pk}/")
    assert lke.unit.nama not in dokumen.berkas.name

    with django_capture_on_commit_callbacks(execute=True) as terkirim:
        assert minta_dokumen(lke=lke, kind="lhe", actor=orang["admin"]) == dokumen
    assert terkirim == []
    assert jalankan(pekerjaan_id=pertama.pk, tugas="lagi") is None
    assert len(berkas_di(media_root)) == 1

    ubah_jawaban(lke, Lapis.TPI, {"A.I.1.i.b": "B"})
    with django_capture_on_commit_callbacks(execute=True):
        baru = minta_dokumen(lke=lke, kind="lhe", actor=orang["admin"])
    assert baru != pertama
    assert Dokumen.objects.count() == 2


def berkas_di(media_root: Path) -> list[Path]:
    return [p for p in media_root.rglob("*") if p.is_file()]


def test_nothing_to_report_on_makes_no_job():
    lke = make_lke()
    isi_lapis_penuh(lke)
    with pytest.raises(BelumAdaLaporan):
        minta_dokumen(lke=lke, kind="lhe", actor=lke.riwayat.get().pelaku)
    assert not Pekerjaan.objects.exists()


def test_the_sheet_changed_before_its_turn(dinilai):
    lke, orang = dinilai
    pekerjaan = buat_pekerjaan(lke, orang["ketua"])
    ubah_jawaban(lke, Lapis.TPI, {"A.I.1.i.b": "B"})
    dokumen = jalankan(pekerjaan_id=pekerjaan.pk, tugas="t")
    assert dokumen.kunci == isi_lhe(lke.pk, UNIT_TPI).kunci() != pekerjaan.kunci
    assert minta_dokumen(lke=lke, kind="lhe", actor=orang["ketua"]) == dokumen
    ubah_jawaban(lke, Lapis.TPI, {"A.I.1.i.b": "A"})  # back to what was asked for first, which was never printed
    lagi = minta_dokumen(lke=lke, kind="lhe", actor=orang["ketua"])
    assert (lagi.pk, lagi.status, lagi.dokumen) == (pekerjaan.pk, StatusPekerjaan.ANTRE, None)


def test_a_run_in_progress_is_left_alone_until_it_is_dead_or_handed_out_again(dinilai):
    lke, orang = dinilai
    kini = timezone.now()
    pekerjaan = buat_pekerjaan(lke, orang["ketua"], status="berjalan", tugas="t1", denyut=kini, percobaan=1)
    assert jalankan(pekerjaan_id=pekerjaan.pk, tugas="t2") is None
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.tugas, pekerjaan.percobaan) == ("berjalan", "t1", 1)
    assert jalankan(pekerjaan_id=pekerjaan.pk, tugas="t1") == Dokumen.objects.get()  # the queue's second hand-out
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.percobaan) == ("selesai", 2)
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(status="berjalan", denyut=kini - dt.timedelta(minutes=5))
    assert jalankan(pekerjaan_id=pekerjaan.pk, tugas="t3") == Dokumen.objects.get()


def test_a_job_that_kills_its_workers_is_given_up_and_may_be_tried_again(dinilai, django_capture_on_commit_callbacks):
    lke, orang = dinilai
    pekerjaan = buat_pekerjaan(lke, orang["ketua"], status="berjalan", tugas="t", denyut=timezone.now(), percobaan=3)
    assert jalankan(pekerjaan_id=pekerjaan.pk, tugas="t") is None
    pekerjaan.refresh_from_db()
    assert pekerjaan.status == StatusPekerjaan.GAGAL
    assert pekerjaan.galat.startswith("Laporan gagal dibuat sesudah 3 percobaan.")
    with django_capture_on_commit_callbacks(execute=True):
        assert coba_lagi(pekerjaan=pekerjaan)
    assert Dokumen.objects.count() == 1
    pekerjaan.refresh_from_db()
    assert not coba_lagi(pekerjaan=pekerjaan)


def test_a_failure_ends_in_words_and_leaves_nothing_behind(dinilai, media_root):
    lke, orang = dinilai
    media_root.mkdir(exist_ok=True)
    (media_root / "laporan").write_text("a file where the directory should be")
    pekerjaan = buat_pekerjaan(lke, orang["ketua"])
    assert jalankan(pekerjaan_id=pekerjaan.pk, tugas="t") is None
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.galat) == (
        StatusPekerjaan.GAGAL,
        "Laporan gagal dibuat. Data Anda tidak berubah; coba lagi sebentar lagi.",
    )
    assert not Dokumen.objects.exists()
    (media_root / "laporan").unlink()
    assert minta_dokumen(lke=lke, kind="lhe", actor=orang["ketua"]).status == StatusPekerjaan.ANTRE


def test_a_sheet_taken_back_meanwhile_fails_with_its_own_sentence(dinilai):
    lke, orang = dinilai
    pekerjaan = buat_pekerjaan(lke, orang["ketua"])
    type(lke).objects.filter(pk=lke.pk).update(status=Status.DIAJUKAN)
    jalankan(pekerjaan_id=pekerjaan.pk, tugas="t")
    pekerjaan.refresh_from_db()
    assert pekerjaan.galat == "Laporan belum dapat dibuat: LKE ini belum dinilai TPI."


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_document(media_root):
    lke, _orang = make_lke_dinilai(Status.LAYAK)
    mulai, hasil = threading.Barrier(2), []

    def tunggu(persen: int) -> None:
        if persen == 30:  # both have looked for a document and found none
            mulai.wait(60)

    def cetak() -> None:
        try:
            hasil.append(buat_dokumen(kind="lhe", hal_id=lke.pk, lapis=UNIT_TPI, kemajuan=tunggu).pk)
        finally:
            connection.close()

    utas = [threading.Thread(target=cetak) for _n in range(2)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join(120)
    assert hasil == [Dokumen.objects.get().pk] * 2
    assert len(berkas_di(media_root)) == 1


@pytest.mark.usefixtures("antrean_putus")
def test_a_queue_that_is_away_keeps_the_job_for_the_sweep(dinilai, django_capture_on_commit_callbacks):
    lke, orang = dinilai
    with django_capture_on_commit_callbacks(execute=True):
        pekerjaan = minta_dokumen(lke=lke, kind="lhe", actor=orang["ketua"])
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.belum_terkirim) == (StatusPekerjaan.ANTRE, True)
    nanti = timezone.now() + dt.timedelta(minutes=1)
    assert sapu_pekerjaan(kini=nanti) == 0  # still away
    app.conf.task_always_eager = True
    assert sapu_pekerjaan(kini=nanti) == 1
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.dokumen) == (StatusPekerjaan.SELESAI, Dokumen.objects.get())


@pytest.mark.parametrize(
    ("keadaan", "terkirim"),
    [
        ({"status": "antre", "dikirim_pada": None}, 1),
        ({"status": "antre", "dikirim_pada": dt.timedelta(minutes=1)}, 0),
        ({"status": "antre", "dikirim_pada": dt.timedelta(minutes=20)}, 1),
        ({"status": "berjalan", "dikirim_pada": dt.timedelta(minutes=1), "denyut": dt.timedelta(seconds=30)}, 0),
        ({"status": "berjalan", "dikirim_pada": dt.timedelta(minutes=5), "denyut": dt.timedelta(minutes=3)}, 1),
        ({"status": "gagal", "dikirim_pada": dt.timedelta(hours=1)}, 0),
        ({"status": "selesai", "dikirim_pada": None}, 0),
    ],
)
def test_what_the_sweep_sends(keadaan, terkirim):
    lke, orang = make_lke_dinilai(Status.LAYAK)
    kini = timezone.now()
    waktu = {k: kini - v if isinstance(v, dt.timedelta) else v for k, v in keadaan.items()}
    buat_pekerjaan(lke, orang["ketua"], **waktu, diminta_pada=kini - dt.timedelta(hours=2))
    buat_lhe_tanpa_cetak(lke)
    assert sapu_pekerjaan(kini=kini) == terkirim


def buat_lhe_tanpa_cetak(lke) -> None:
    """The document is there already, so a job that is sent ends at once: these tests ask only whether it is sent."""
    lhe = isi_lhe(lke.pk, UNIT_TPI)
    Dokumen.objects.create(
        kind="lhe",
        lke=lke,
        kunci=lhe.kunci(),
        nomor=lhe.nomor(),
        lapis="unit,tpi",
        final=True,
        dirilis=True,
        data_per=lhe.data_per,
        berkas="laporan/x.pdf",
        sha256="0" * 64,
        ukuran=1,
        halaman=1,
    )


def test_a_job_just_asked_for_is_left_to_its_own_request(dinilai):
    lke, orang = dinilai
    buat_pekerjaan(lke, orang["ketua"])
    assert sapu_pekerjaan() == 0


def test_tpn_gets_a_document_of_its_own():
    lke, orang = make_lke_dinilai(Status.LAYAK)
    maju(lke, Status.DIUSULKAN, actor=orang["dalnis"])
    pekerjaan = {
        siapa: minta_dokumen(lke=lke, kind="lhe", actor=orang[siapa]) for siapa in ("operator", "admin", "tpn")
    }
    assert pekerjaan["operator"] == pekerjaan["admin"] != pekerjaan["tpn"]
    assert (pekerjaan["admin"].lapis, pekerjaan["tpn"].lapis) == ("unit,tpi", "unit,tpi,tpn")
