"""The outbox at work: what waits goes out in its order, what is refused is tried again later and less and less often.

A run claims rows by one conditional UPDATE and lets go of what it did not get to; rows of a run that died are free
again once their time is over. The one thing nobody can know is whether a mail had left when its run was killed right
then: it is sent again under the same Message-ID.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import logging
import smtplib
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums.surel import JenisSurel, StatusSurel
from units.models import SurelKeluar, User
from zi_portal.common.antrean import ke_antrean
from zi_portal.common.masukan import bersih_teks

logger = logging.getLogger(__name__)

SEKALI = 50
# Longer than a task may live, so that nobody takes what a living run still holds.
MASA_PEGANG = dt.timedelta(minutes=10)
# What was refused for now waits 5, 10, 20, 40 and 80 minutes.
JEDA, PERCOBAAN_TERBANYAK = dt.timedelta(minutes=5), 6
JEDA_SERVER, JEDA_SERVER_TERLAMA = dt.timedelta(minutes=1), dt.timedelta(minutes=30)
UMUR = dt.timedelta(days=30)
# SMTP: the server closes for now.
TUTUP = 421


class ServerMati(Exception):
    """The mail server takes no mail now."""


@dataclass(frozen=True, slots=True)
class Surat:
    """One mail as it leaves; ``terkirim`` writes, in the transaction that marks it as sent, that it was."""

    kepada: str
    judul: str
    teks: str
    html: str
    terkirim: Callable[[dt.datetime], None]


@dataclass(frozen=True, slots=True)
class HasilSurat:
    """How many mails went out, and whether some are left: for lack of time, or because the server was away."""

    terkirim: int = 0
    sisa: bool = False
    gagal: bool = False


# Rows of one kind → their mails by pk. A row without one has nothing to say any more.
Penyusun = Callable[[Sequence[SurelKeluar]], Mapping[int, Surat]]
_penyusun: dict[str, Penyusun] = {}


def menyusun(jenis: JenisSurel) -> Callable[[Penyusun], Penyusun]:
    """The decorated function puts the mails of this kind together."""

    def daftar(penyusun: Penyusun) -> Penyusun:
        _penyusun[jenis] = penyusun
        return penyusun

    return daftar


def kirim_segera() -> bool:
    """Ask a worker to send what waits. When the queue cannot be reached the sweep will."""
    from units.tasks import kirim_surel  # late: the task imports this module

    return ke_antrean(kirim_surel)


def sapu_surel() -> int:
    """Forget what is long over, and send what was left lying. Returns how many were forgotten."""
    kini = timezone.now()
    n, _apa = SurelKeluar.objects.filter(selesai_pada__lt=kini - UMUR).delete()
    if not _istirahat(kini) and _bebas(kini).exists():
        kirim_segera()
    return n


# Sending --------------------------------------------------------------------------------------------------------------


def kirim(*, batas_detik: float | None = None) -> HasilSurat:
    """Send what is due, oldest first. Stops when the server is away, or after ``batas_detik``."""
    mulai, terkirim = time.monotonic(), 0
    if _istirahat(timezone.now()):
        return HasilSurat(sisa=True, gagal=True)
    while baris := _pegang(pemegang := uuid.uuid4().hex):
        koneksi = get_connection()
        try:
            _sambung(koneksi, baris[0])
            surat = _susun(baris)
            for satu in baris:
                if batas_detik is not None and time.monotonic() - mulai > batas_detik:
                    return HasilSurat(terkirim, sisa=True)
                terkirim += _kirim_satu(satu, surat, koneksi)
        except ServerMati:
            return HasilSurat(terkirim, sisa=True, gagal=True)
        finally:
            with contextlib.suppress(OSError):
                koneksi.close()
            _lepas(pemegang)
    return HasilSurat(terkirim)


def _istirahat(kini: dt.datetime) -> bool:
    """The server was away a short while ago: all wait, so that none overtakes the one that found out."""
    return SurelKeluar.objects.menunggu().filter(tunggu_server__gt=0, coba_pada__gt=kini).exists()


def _bebas(kini: dt.datetime) -> QuerySet[SurelKeluar]:
    lepas = Q(dipegang_sampai=None) | Q(dipegang_sampai__lt=kini)
    return SurelKeluar.objects.menunggu().filter(lepas, coba_pada__lte=kini)


def _pegang(pemegang: str) -> list[SurelKeluar]:
    """Claim what is due, oldest first."""
    kini = timezone.now()
    bebas = _bebas(kini)
    # Counted and still free: each time its run died with it.
    bebas.filter(percobaan__gte=PERCOBAAN_TERBANYAK).update(
        status=StatusSurel.GAGAL, selesai_pada=kini, galat=_("Pengirimannya terhenti berulang kali.")
    )
    ids = list(bebas.order_by("pk").values_list("pk", flat=True)[:SEKALI])
    if not ids:
        return []
    bebas.filter(pk__in=ids).update(pemegang=pemegang, dipegang_sampai=kini + MASA_PEGANG, percobaan=F("percobaan") + 1)
    milik = SurelKeluar.objects.filter(pemegang=pemegang).order_by("pk")
    return list(milik.select_related("user", "tautan__pegawai", "tautan__register__unit__instansi"))


def _lepas(pemegang: str) -> None:
    """Let go of what this run held and did not try."""
    SurelKeluar.objects.filter(pemegang=pemegang).update(
        pemegang="", dipegang_sampai=None, percobaan=F("percobaan") - 1
    )


def _sambung(koneksi: BaseEmailBackend, pertama: SurelKeluar) -> None:
    """One connection for a batch of mails. Raises ServerMati."""
    try:
        koneksi.open()
    except OSError as error:
        _server_mati(pertama, error)


def _susun(baris: Sequence[SurelKeluar]) -> dict[int, Surat | None]:
    """Row → its mail; None where it could not be put together."""
    surat: dict[int, Surat | None] = {}
    for jenis, milik in itertools.groupby(sorted(baris, key=lambda b: b.jenis), key=lambda b: b.jenis):
        surat |= _susun_sejenis(_penyusun[jenis], list(milik))
    return surat


def _susun_sejenis(penyusun: Penyusun, baris: Sequence[SurelKeluar]) -> dict[int, Surat | None]:
    try:
        return dict(penyusun(baris))
    except Exception:
        # One that cannot be written must not keep the others back: each by itself.
        if len(baris) > 1:
            return {pk: s for satu in baris for pk, s in _susun_sejenis(penyusun, [satu]).items()}
        logger.exception("surel %s cannot be put together", baris[0].pk)
        return {baris[0].pk: None}


def _kirim_satu(baris: SurelKeluar, surat: Mapping[int, Surat | None], koneksi: BaseEmailBackend) -> int:
    """Returns how many mails went out. Raises ServerMati when it is the server's fault and not this mail's."""
    if baris.pk not in surat:
        SurelKeluar.objects.filter(pk=baris.pk).delete()
        return 0
    if (isi := surat[baris.pk]) is None:
        _ditolak(baris, _("Surel tidak dapat disusun."), tetap=False)
        return 0
    try:
        _pesan(baris, isi, koneksi).send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
        kode, jawab = _jawaban(error)
        if kode == TUTUP:
            _server_mati(baris, error)
        _ditolak(baris, f"{kode} {jawab}", tetap=kode >= 500)
        return 0
    except (smtplib.SMTPNotSupportedError, ValueError) as error:
        _ditolak(baris, _("Alamat surel tidak dapat dipakai (%(apa)s).") % {"apa": type(error).__name__}, tetap=True)
        return 0
    except OSError as error:
        _server_mati(baris, error)
    except Exception:
        logger.exception("surel %s cannot be sent", baris.pk)
        _ditolak(baris, _("Surel tidak dapat dikirim."), tetap=False)
        return 0
    kini = timezone.now()
    with transaction.atomic():
        SurelKeluar.objects.filter(pk=baris.pk).update(
            status=StatusSurel.TERKIRIM,
            selesai_pada=kini,
            galat="",
            tunggu_server=0,
            pemegang="",
            dipegang_sampai=None,
        )
        isi.terkirim(kini)
    logger.info("surel %s sent", baris.pk)
    return 1


def _pesan(baris: SurelKeluar, isi: Surat, koneksi: BaseEmailBackend) -> EmailMultiAlternatives:
    rumah = urlsplit(settings.ZI_ALAMAT).hostname or "portal-zi"
    pesan = EmailMultiAlternatives(
        subject=f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{isi.judul}",
        body=isi.teks,
        to=[isi.kepada],
        connection=koneksi,
        headers={
            # The same at every try: whoever gets it twice after all keeps one.
            "Message-ID": f"<surel-{baris.pk}-{int(baris.dibuat_pada.timestamp())}@{rumah}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    pesan.attach_alternative(isi.html, "text/html")
    return pesan


def _jawaban(error: smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError) -> tuple[int, str]:
    """Code and words of the server."""
    if isinstance(error, smtplib.SMTPDataError):
        kode, jawab = error.smtp_code, error.smtp_error
    else:
        kode, jawab = next(iter(error.recipients.values()))
    return kode, jawab.decode(errors="replace") if isinstance(jawab, bytes) else str(jawab)


def _ditolak(baris: SurelKeluar, galat: str, *, tetap: bool) -> None:
    """Refused: for good, or for now and to be tried again after a while that doubles."""
    kini = timezone.now()
    habis = tetap or baris.percobaan >= PERCOBAAN_TERBANYAK
    SurelKeluar.objects.filter(pk=baris.pk).update(
        status=StatusSurel.GAGAL if habis else StatusSurel.MENUNGGU,
        selesai_pada=kini if habis else None,
        coba_pada=kini + JEDA * 2 ** (baris.percobaan - 1),
        galat=bersih_teks(galat, 300),
        tunggu_server=0,
        pemegang="",
        dipegang_sampai=None,
    )
    logger.warning("surel %s refused%s", baris.pk, ", given up" if habis else "")


def _server_mati(baris: SurelKeluar, error: OSError) -> NoReturn:
    """Not this mail's fault, so no try of it is counted; it says when the server is asked again."""
    jeda = min(JEDA_SERVER * 2 ** min(baris.tunggu_server, 10), JEDA_SERVER_TERLAMA)
    SurelKeluar.objects.filter(pk=baris.pk).update(
        tunggu_server=baris.tunggu_server + 1,
        coba_pada=timezone.now() + jeda,
        galat=_("Server surel tidak menjawab (%(apa)s).") % {"apa": type(error).__name__},
        pemegang="",
        dipegang_sampai=None,
        percobaan=baris.percobaan - 1,
    )
    logger.warning("mail server away: %s", type(error).__name__)
    raise ServerMati from error


def coba_lagi(*, actor: User, pk: int | None = None) -> int:
    """Put a mail that was given up back into the queue, or all of them. Returns how many were."""
    gagal = SurelKeluar.objects.filter(status=StatusSurel.GAGAL)
    if pk is not None:
        gagal = gagal.filter(pk=pk)
    with transaction.atomic():
        n = gagal.update(
            status=StatusSurel.MENUNGGU, percobaan=0, coba_pada=timezone.now(), selesai_pada=None, galat=""
        )
        if n:
            transaction.on_commit(kirim_segera)
    logger.info("%s mails tried again by %s", n, actor.pk)
    return n
