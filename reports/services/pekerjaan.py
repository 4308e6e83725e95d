"""Asking for a document, making it, and looking after jobs that were left lying."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from functools import partial

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.models import LembarKerjaEvaluasi, RapatPleno
from reports.enums import JenisDokumen, StatusPekerjaan
from reports.errors import ReportsError
from reports.models import Dokumen, Pekerjaan
from reports.permissions import lapis_untuk
from reports.services.cetak import Kemajuan
from reports.services.jenis import JENIS
from surveys.models import Kampanye
from units.models import Pencanangan, User
from zi_portal.common.antrean import ke_antrean

logger = logging.getLogger(__name__)

# A run without a sign of life for this long is taken for dead; longer than any single step of a render.
BATAS_DENYUT = dt.timedelta(seconds=120)
# A job sent so long ago and still waiting was lost, or the queue is very long; sending it twice is harmless.
BATAS_ANTRE = dt.timedelta(minutes=15)
# A job that never reached the queue is sent by the next sweep, once its own request had time to send it.
JEDA_KIRIM = dt.timedelta(seconds=15)
PERCOBAAN_TERBANYAK = 3


def minta_dokumen(
    *,
    kind: str,
    actor: User,
    lke: LembarKerjaEvaluasi | None = None,
    pencanangan: Pencanangan | None = None,
    pleno: RapatPleno | None = None,
    survei: Kampanye | None = None,
) -> Dokumen | Pekerjaan:
    """Ask for a document of this sheet, with the layers the actor may read, of this declaration, of this meeting or
    of this survey.

    Content that was printed before gives its Dokumen. Otherwise the one job for this content, sent to the queue once
    the transaction is through; asking twice gives the same job, and asks a finished or failed one to run again.
    Raises BelumAdaLaporan.
    """
    jenis = JENIS[JenisDokumen(kind)]
    hal = lke or pencanangan or pleno or survei
    lapis = () if lke is None else lapis_untuk(actor, lke)
    isi = {jenis.kolom: hal, "kind": kind, "kunci": jenis.baca(hal.pk, lapis).kunci()}
    if ada := Dokumen.objects.filter(**isi).first():
        return ada
    with transaction.atomic():
        pekerjaan, baru = Pekerjaan.objects.get_or_create(
            **isi, defaults={"lapis": ",".join(lapis), "diminta_oleh": actor}
        )
        # A job of this content that ended without its document: it failed, or the sheet changed before its turn.
        if baru or _antre_lagi(pekerjaan):
            transaction.on_commit(partial(kirim, pekerjaan.pk))
    return pekerjaan


def coba_lagi(*, pekerjaan: Pekerjaan) -> bool:
    """Put a failed job back into the queue. False when it was not failed (any more)."""
    with transaction.atomic():
        if pekerjaan.status != StatusPekerjaan.GAGAL or not _antre_lagi(pekerjaan):
            return False
        transaction.on_commit(partial(kirim, pekerjaan.pk))
    return True


def _antre_lagi(pekerjaan: Pekerjaan) -> bool:
    berakhir = Pekerjaan.objects.filter(pk=pekerjaan.pk, status__in=(StatusPekerjaan.SELESAI, StatusPekerjaan.GAGAL))
    kembali = berakhir.update(
        status=StatusPekerjaan.ANTRE,
        percobaan=0,
        persen=0,
        galat="",
        tugas="",
        dokumen=None,
        diminta_pada=timezone.now(),
        dikirim_pada=None,
        selesai_pada=None,
    )
    if kembali:
        pekerjaan.refresh_from_db()
    return bool(kembali)


def kirim(pekerjaan_id: int) -> bool:
    """Hand a job to the queue. When the queue cannot be reached the job stays as it is, for the sweep to send."""
    from reports.tasks import render_dokumen  # late: the task imports this module

    # Marked before sending: a worker may well be done before the line after it runs.
    Pekerjaan.objects.filter(pk=pekerjaan_id).update(dikirim_pada=timezone.now())
    if ke_antrean(render_dokumen, pekerjaan_id):
        return True
    Pekerjaan.objects.filter(pk=pekerjaan_id, status=StatusPekerjaan.ANTRE).update(dikirim_pada=None)
    return False


# Making --------------------------------------------------------------------------------------------------------------


def jalankan(*, pekerjaan_id: int, tugas: str) -> Dokumen | None:
    """Make the document of a job, unless somebody else holds it or it is done. ``tugas`` is the queue's id of this run.

    May run twice and even at once: the document is one, by its content. A failure ends in the job's row, in words.
    """
    pekerjaan = _ambil(pekerjaan_id, tugas)
    if pekerjaan is None:
        return None
    maju = partial(_maju, pekerjaan_id, tugas)
    try:
        dokumen = buat_dokumen(
            kind=pekerjaan.kind,
            hal_id=pekerjaan.hal_id,
            lapis=tuple(pekerjaan.lapis.split(",")) if pekerjaan.lapis else (),
            kemajuan=maju,
        )
    except ReportsError as error:
        _gagal(pekerjaan_id, tugas, error.message)
    except SoftTimeLimitExceeded:
        logger.warning("pekerjaan %s ran out of time", pekerjaan_id)
        _gagal(pekerjaan_id, tugas, _("Laporan tidak selesai dalam batas waktu. Coba lagi sebentar lagi."))
    except Exception:
        # The edge of the house: whatever it was, the person who waits gets a word, and we get the traceback.
        logger.exception("pekerjaan %s failed", pekerjaan_id)
        _gagal(pekerjaan_id, tugas, _("Laporan gagal dibuat. Data Anda tidak berubah; coba lagi sebentar lagi."))
    else:
        Pekerjaan.objects.filter(pk=pekerjaan_id).exclude(status=StatusPekerjaan.SELESAI).update(
            status=StatusPekerjaan.SELESAI, persen=100, dokumen=dokumen, galat="", selesai_pada=timezone.now()
        )
        logger.info("pekerjaan %s made dokumen %s", pekerjaan_id, dokumen.pk)
        return dokumen
    return None


def _ambil(pekerjaan_id: int, tugas: str) -> Pekerjaan | None:
    """Claim a job by one conditional UPDATE: it waits, or its run is dead, or this is that run handed out again."""
    kini = timezone.now()
    # The queue hands a message out again under the same id when the process that held it is gone.
    bebas = Q(status=StatusPekerjaan.ANTRE) | Q(status=StatusPekerjaan.BERJALAN) & (
        Q(tugas=tugas) | Q(denyut__lt=kini - BATAS_DENYUT)
    )
    baris = Pekerjaan.objects.filter(bebas, pk=pekerjaan_id)
    if baris.filter(percobaan__gte=PERCOBAAN_TERBANYAK).update(
        status=StatusPekerjaan.GAGAL,
        galat=_("Laporan gagal dibuat sesudah %(n)d percobaan. Coba lagi, atau hubungi admin bila berulang.")
        % {"n": PERCOBAAN_TERBANYAK},
        selesai_pada=kini,
    ):
        logger.error("pekerjaan %s given up", pekerjaan_id)
        return None
    if not baris.update(
        status=StatusPekerjaan.BERJALAN, percobaan=F("percobaan") + 1, persen=5, tugas=tugas, denyut=kini
    ):
        logger.info("pekerjaan %s is not there to take", pekerjaan_id)
        return None
    return Pekerjaan.objects.get(pk=pekerjaan_id)


def _maju(pekerjaan_id: int, tugas: str, persen: int) -> None:
    Pekerjaan.objects.filter(pk=pekerjaan_id, tugas=tugas, status=StatusPekerjaan.BERJALAN).update(
        persen=persen, denyut=timezone.now()
    )


def _gagal(pekerjaan_id: int, tugas: str, pesan: str) -> None:
    Pekerjaan.objects.filter(pk=pekerjaan_id, tugas=tugas, status=StatusPekerjaan.BERJALAN).update(
        status=StatusPekerjaan.GAGAL, galat=pesan[:300], selesai_pada=timezone.now()
    )


def buat_dokumen(
    *, kind: str, hal_id: int, lapis: tuple[str, ...] = (), kemajuan: Kemajuan = lambda _persen: None
) -> Dokumen:
    """Print a document of the sheet or declaration ``hal_id`` as it stands now and keep it; content that was printed
    before gives its document. Raises ReportsError."""
    jenis = JENIS[JenisDokumen(kind)]
    isi = jenis.baca(hal_id, lapis)
    ini = {f"{jenis.kolom}_id": hal_id, "kind": kind, "kunci": isi.kunci()}
    kemajuan(20)
    if ada := Dokumen.objects.filter(**ini).first():
        return ada
    bita, halaman = jenis.cetak(isi, kemajuan=kemajuan)
    dokumen = Dokumen(
        **ini,
        nomor=isi.nomor(),
        lapis=",".join(lapis),
        final=isi.final,
        dirilis=jenis.dirilis(isi),
        data_per=isi.data_per,
        sha256=hashlib.sha256(bita).hexdigest(),
        ukuran=len(bita),
        halaman=halaman,
    )
    dokumen.berkas.save(f"{kind}.pdf", ContentFile(bita), save=False)
    try:
        with transaction.atomic():
            dokumen.save(force_insert=True)
    except IntegrityError:
        # Somebody printed the same content meanwhile; theirs stands.
        dokumen.berkas.delete(save=False)
        return Dokumen.objects.get(**ini)
    return dokumen


# Looking after -------------------------------------------------------------------------------------------------------


def sapu_pekerjaan(*, kini: dt.datetime | None = None) -> int:
    """Send what never reached the queue, what the queue lost, what died while it ran. Returns how many were sent."""
    kini = kini or timezone.now()
    mati = Q(status=StatusPekerjaan.BERJALAN, denyut__lt=kini - BATAS_DENYUT)
    Pekerjaan.objects.filter(mati).update(status=StatusPekerjaan.ANTRE, dikirim_pada=None, tugas="")
    tertinggal = Q(dikirim_pada=None, diminta_pada__lt=kini - JEDA_KIRIM) | Q(dikirim_pada__lt=kini - BATAS_ANTRE)
    terkirim = 0
    for pk in Pekerjaan.objects.filter(tertinggal, status=StatusPekerjaan.ANTRE).values_list("pk", flat=True)[:500]:
        if not kirim(pk):
            break
        terkirim += 1
    return terkirim
