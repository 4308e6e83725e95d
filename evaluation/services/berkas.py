"""Files on the things around a sheet: checked and stored as proof is, never changed, thrown away only with a trace."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files import File
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums.riwayat import Jejak
from evaluation.errors import BuktiDitolak
from evaluation.models import BerkasEvaluasi
from evaluation.selectors.berkas import berkas_dari
from evaluation.services.riwayat import catat
from units.models import User
from units.services.bukti import BerkasSiap, BuktiSalah, tersimpan

logger = logging.getLogger(__name__)

BERKAS_TERBANYAK = 100


def unggah_berkas(*, objek: models.Model, jenis: str, berkas: File, nama: str, actor: User) -> BerkasEvaluasi:
    """Put a file on a thing. The very same file as the newest of its ``jenis`` is not taken twice, so a repeated upload
    is harmless. Raises BuktiDitolak. What state the thing must be in is for the caller to guard."""
    with berkas_siap(benda=objek.BENDA, jenis=jenis, berkas=berkas, nama=nama) as siap, transaction.atomic():
        return pasang_berkas(objek=objek, jenis=jenis, siap=siap, actor=actor)


@contextmanager
def berkas_siap(*, benda: str, jenis: str, berkas: File | None, nama: str = "") -> Iterator[BerkasSiap | None]:
    """Check and store a file for the length of the block; wrap the transaction that guards its thing and calls
    ``pasang_berkas``: looking for malware takes seconds, in which nobody should wait for a lock. None without a file.
    Raises BuktiDitolak."""
    if berkas is None:
        yield None
        return
    nama = nama or berkas.name
    try:
        with tersimpan(baris=BerkasEvaluasi(benda=benda, jenis=jenis), berkas=berkas, nama=nama) as siap:
            yield siap
    except BuktiSalah as error:
        raise BuktiDitolak(error.message) from error


def pasang_berkas(*, objek: models.Model, jenis: str, siap: BerkasSiap | None, actor: User) -> BerkasEvaluasi | None:
    """The row of a file that ``berkas_siap`` holds ready, with its history; call inside its transaction. Nothing where
    there is no file."""
    if siap is None:
        return None
    ada = berkas_dari(objek)
    terakhir = ada.filter(jenis=jenis).first()
    if terakhir and terakhir.sha256 == siap.sha256:
        return terakhir
    if ada.count() >= BERKAS_TERBANYAK:
        raise BuktiDitolak(
            _("Sudah ada %(n)d berkas di sini. Buang yang tidak dipakai, lalu unggah lagi.") % {"n": BERKAS_TERBANYAK}
        )
    baris = BerkasEvaluasi.objects.create(
        benda=objek.BENDA, objek_id=objek.pk, jenis=jenis, diunggah_oleh=actor, **siap.kolom
    )
    siap.terpakai = True
    rincian = {"jenis": jenis, "nama": baris.nama, "sha256": baris.sha256}
    catat(objek=objek, aksi=Jejak.UNGGAH, actor=actor, rincian=rincian)
    logger.info("berkas %s pada %s %s oleh %s", baris.pk, objek.BENDA, objek.pk, actor.pk)
    return baris


@transaction.atomic
def buang_berkas(*, objek: models.Model, berkas: BerkasEvaluasi, actor: User) -> None:
    """Take a file off its thing; row and bytes stay with who and when. A repeat changes nothing."""
    baris = berkas_dari(objek).filter(pk=berkas.pk)
    if baris.update(dihapus_pada=timezone.now(), dihapus_oleh=actor):
        rincian = {"jenis": berkas.jenis, "nama": berkas.nama, "sha256": berkas.sha256}
        catat(objek=objek, aksi=Jejak.BUANG, actor=actor, rincian=rincian)
