"""Consultation: asked, answered, asked again, closed. Messages are only ever added."""

from __future__ import annotations

import logging
import uuid

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums import PERAN_TPI, PERAN_TPN
from units.enums.tahap import ArahKonsultasi, Benda, Jejak, StatusKonsultasi
from units.errors import BarisMoved, UnitsError
from units.flow import FLOW
from units.models import Konsultasi, PesanKonsultasi, User
from units.selectors.organisasi import anggota, orang_unit
from units.selectors.pemantauan import tpi_unit
from units.services.notifikasi import beri_tahu
from units.services.tahap import catat, gerak

logger = logging.getLogger(__name__)


def alamat_konsultasi(konsultasi: Konsultasi) -> str:
    if konsultasi.arah == ArahKonsultasi.TPI_TPN:
        return reverse("units:konsultasi_tpn_detail", args=[konsultasi.pk])
    return reverse("units:konsultasi_detail", args=[konsultasi.unit_id, konsultasi.pk])


def tanya(*, konsultasi: Konsultasi, isi: str, actor: User, kiriman: uuid.UUID | None = None) -> Konsultasi:
    """Open a consultation with its first message and tell those who are asked. A repeat of the same form
    (``kiriman``) gives the consultation of the first time. Raises UnitsError without a question."""
    isi = _berisi(isi)
    konsultasi.dibuat_oleh, konsultasi.kiriman = actor, kiriman
    if kiriman and (ada := _terkirim(konsultasi)):
        return ada
    try:
        with transaction.atomic():
            konsultasi.save(force_insert=True)
            PesanKonsultasi.objects.create(konsultasi=konsultasi, isi=isi, oleh=actor)
            catat(objek=konsultasi, aksi=Jejak.BUAT, actor=actor)
    except IntegrityError as error:
        if kiriman and (ada := _terkirim(konsultasi)):
            return ada
        raise UnitsError(_("Pertanyaan ini belum terkirim. Muat ulang halaman, lalu coba lagi.")) from error
    _kabari(konsultasi, _("Pertanyaan baru: %(topik)s"), isi, actor, untuk_penjawab=True)
    logger.info("konsultasi %s dibuka oleh %s", konsultasi.pk, actor.pk)
    return konsultasi


def _terkirim(konsultasi: Konsultasi) -> Konsultasi | None:
    ada = Konsultasi.objects.filter(kiriman=konsultasi.kiriman, dibuat_oleh=konsultasi.dibuat_oleh)
    return ada.filter(arah=konsultasi.arah, unit=konsultasi.unit, instansi=konsultasi.instansi).first()


@transaction.atomic
def balas(
    *, konsultasi: Konsultasi, isi: str, actor: User, menjawab: bool, kiriman: uuid.UUID | None = None
) -> PesanKonsultasi:
    """Add a message and tell the other side. An answer to an open question answers it; a further question opens an
    answered one again. A repeat (``kiriman``) changes nothing. Raises BarisMoved when it was closed, UnitsError
    without words."""
    isi = _berisi(isi)
    baris = Konsultasi.objects.select_for_update(of=("self",)).select_related("unit__instansi", "instansi")
    kini = baris.get(pk=konsultasi.pk)
    if kiriman and (ada := PesanKonsultasi.objects.filter(kiriman=kiriman).first()):
        if ada.konsultasi_id == kini.pk and ada.oleh_id == actor.pk:
            return ada
        kiriman = None
    if kini.status == StatusKonsultasi.SELESAI or kini.dihapus_pada:
        raise BarisMoved(konsultasi)
    aksi = "jawab" if menjawab else "tanya_lagi"
    if kini.status in FLOW[Benda.KONSULTASI][aksi].sources:
        gerak(objek=kini, aksi=aksi, actor=actor)
    else:
        Konsultasi.objects.filter(pk=kini.pk).update(diubah_pada=timezone.now())
    pesan = PesanKonsultasi.objects.create(konsultasi=kini, isi=isi, oleh=actor, jawaban=menjawab, kiriman=kiriman)
    judul = _("Konsultasi dijawab: %(topik)s") if menjawab else _("Pertanyaan lanjutan: %(topik)s")
    _kabari(kini, judul, isi, actor, untuk_penjawab=not menjawab)
    konsultasi.refresh_from_db()
    return pesan


@transaction.atomic
def tutup(*, konsultasi: Konsultasi, actor: User) -> None:
    """End a consultation; it can still be read. Raises BarisMoved when it is closed already."""
    gerak(objek=konsultasi, aksi="tutup", actor=actor)
    _kabari(konsultasi, _("Konsultasi ditutup: %(topik)s"), "", actor, untuk_penjawab=True)


def _berisi(isi: str) -> str:
    if not (isi := isi.replace("\x00", "").strip()):
        raise UnitsError(_("Tulis pesannya lebih dulu."))
    if len(isi) > 8000:
        raise UnitsError(_("Pesan paling panjang 8.000 huruf. Ringkas, atau kirim dalam dua pesan."))
    return isi


def _kabari(konsultasi: Konsultasi, judul: str, isi: str, actor: User, *, untuk_penjawab: bool) -> None:
    beri_tahu(
        kepada=_penjawab(konsultasi) if untuk_penjawab else _penanya(konsultasi),
        judul=judul % {"topik": konsultasi.topik},
        isi=isi[:300],
        url=alamat_konsultasi(konsultasi),
        kecuali=actor,
    )


def _penjawab(konsultasi: Konsultasi) -> QuerySet[User]:
    return anggota(*PERAN_TPN) if konsultasi.arah == ArahKonsultasi.TPI_TPN else tpi_unit(konsultasi.unit)


def _penanya(konsultasi: Konsultasi) -> QuerySet[User]:
    if konsultasi.arah == ArahKonsultasi.TPI_TPN:
        return anggota(*PERAN_TPI, instansi=konsultasi.instansi)
    return orang_unit(konsultasi.unit)
