"""The moves of an LKE. Each goes through ``gerak``; nothing else changes a status."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import STATUS_UNIT_MENGISI, Aksi, JenisPredikat, Lapis, Status
from evaluation.enums.musim import Jendela, StatusMusim
from evaluation.errors import EvaluationError, LKEIncomplete, LKEMoved, MasaTutup
from evaluation.flow import FLOW
from evaluation.models import Instrumen, LembarKerjaEvaluasi, Musim, PredikatUnit, Riwayat, TautanBukti
from evaluation.selectors.lke import belum_dijawab, kode_terbuka, orang_admin, orang_tpi, orang_unit
from evaluation.selectors.pendahuluan import orang_penilai, penilai_berikut
from evaluation.services.kait import siarkan_lke
from evaluation.services.masa import pastikan_jendela, pastikan_masa, pastikan_sebelum_tpi_tutup
from evaluation.services.riwayat import pastikan_alasan
from evaluation.services.skor import buka_lapis
from units.models import BerkasBukti, UnitKerja, User
from units.services import beri_tahu

logger = logging.getLogger(__name__)


@transaction.atomic
def buka_lke(*, unit: UnitKerja, musim: Musim, predikat_tujuan: str, actor: User) -> LembarKerjaEvaluasi:
    """Open a unit's sheet of a year, bound for ever to the season's instrument. Raises EvaluationError."""
    telah_wbk = PredikatUnit.objects.filter(unit=unit, jenis=JenisPredikat.WBK, aktif=True).exists()
    if predikat_tujuan == JenisPredikat.WBBM and not telah_wbk:
        raise EvaluationError(_("WBBM hanya dapat dituju unit yang sudah berpredikat WBK. Pilih WBK."))
    # Locked, one after the other: nobody gives the season another version, or this version another content, between
    # reading its hash and binding the sheet to it.
    musim = Musim.objects.select_for_update().get(pk=musim.pk)
    instrumen = Instrumen.objects.select_for_update().only("pk", "sha256").get(pk=musim.instrumen_id)
    if musim.status != StatusMusim.DIBUKA:
        raise MasaTutup(_("Musim %(tahun)s masih disiapkan.") % {"tahun": musim.tahun})
    pastikan_jendela(musim, Jendela.ISI, unit.instansi)
    try:
        with transaction.atomic():
            lke = LembarKerjaEvaluasi.objects.create(
                unit=unit,
                musim=musim,
                instrumen=instrumen,
                instrumen_sha256=instrumen.sha256,
                predikat_tujuan=JenisPredikat(predikat_tujuan),
                telah_wbk=telah_wbk,
            )
    except IntegrityError as error:
        raise EvaluationError(_("Unit ini sudah mempunyai LKE tahun %(tahun)s.") % {"tahun": musim.tahun}) from error
    buka_lapis(lke=lke, lapis=Lapis.UNIT)
    Riwayat.objects.create(lke=lke, aksi=Aksi.BUKA, dari="", ke=Status.DRAF, pelaku=actor)
    return lke


@transaction.atomic
def ajukan_lke(*, lke: LembarKerjaEvaluasi, actor: User) -> Riwayat:
    """Hand a finished sheet over, first time or after perbaikan, and freeze answers and proof: to TPI, or to the
    parent unit that judges it before.

    The returned history row is the receipt. Raises LKEIncomplete, MasaTutup, LKEMoved.
    """
    pastikan_masa(lke, Lapis.UNIT)
    # Behind this lock no answer can be emptied between the check and the move.
    baris = LembarKerjaEvaluasi.objects.filter(pk=lke.pk, status=lke.status, status__in=STATUS_UNIT_MENGISI)
    if not baris.update(updated_at=timezone.now()):
        raise LKEMoved(lke)
    lke.refresh_from_db(fields=["versi_unit"])
    if kurang := belum_dijawab(lke):
        raise LKEIncomplete(kurang)
    ubah: dict[str, object] = {"diajukan_pada": timezone.now(), "tenggat": None}
    if lke.status == Status.PERBAIKAN:
        aksi = Aksi.AJUKAN_ULANG
    else:
        ubah["unit_penilai"] = penilai_berikut(lke)
        aksi = Aksi.AJUKAN_PENDAHULUAN if ubah["unit_penilai"] else Aksi.AJUKAN
    terbuka = kode_terbuka(lke)
    riwayat = gerak(lke=lke, aksi=aksi, actor=actor, rincian={"versi_unit": lke.versi_unit}, **ubah)
    bekukan_bukti(lke=lke, kode=terbuka)
    if aksi == Aksi.AJUKAN_PENDAHULUAN:
        _beri_tahu_penilai(lke, actor)
        return riwayat
    beri_tahu(
        kepada=orang_tpi(lke),
        judul=_("%(unit)s mengajukan LKE %(tahun)s") % {"unit": lke.unit, "tahun": lke.musim},
        url=lke.get_absolute_url(),
        kecuali=actor,
    )
    return riwayat


def _beri_tahu_penilai(lke: LembarKerjaEvaluasi, actor: User) -> None:
    """Who judges for the parent unit learns of it; where nobody does, the admin, who gives that role."""
    judul = _("LKE %(unit)s menunggu penilaian pendahuluan") % {"unit": lke.unit}
    if beri_tahu(kepada=orang_penilai(lke), judul=judul, url=lke.get_absolute_url(), kecuali=actor):
        return
    beri_tahu(
        kepada=orang_admin(lke),
        judul=judul,
        isi=_("Belum ada penilai pendahuluan di %(induk)s. Berikan perannya kepada seorang pegawai.")
        % {"induk": lke.unit_penilai},
        url=lke.get_absolute_url(),
        kecuali=actor,
    )


def bekukan_bukti(*, lke: LembarKerjaEvaluasi, kode: Collection[str] | None = None) -> int:
    """Pin each linked proof to its newest file version, so later versions don't change what was judged.

    ``kode``: only under these questions, the ones that were open in perbaikan; under all when None.
    """
    terbaru = BerkasBukti.objects.filter(bukti=OuterRef("bukti")).order_by("-versi").values("pk")[:1]
    tautan = TautanBukti.objects.terpasang().filter(lke=lke)
    if kode is not None:
        tautan = tautan.filter(kode__in=kode)
    return tautan.update(berkas=Subquery(terbaru))


def gerak(
    *,
    lke: LembarKerjaEvaluasi,
    aksi: Aksi,
    actor: User,
    alasan: str = "",
    rincian: dict | None = None,
    **ubah: object,
) -> Riwayat:
    """Make one move of ``FLOW``: a conditional UPDATE, with ``ubah`` as further columns, and its history row.

    Raises LKEMoved when someone was faster, EvaluationError when a reason is owed and missing.
    """
    langkah = FLOW[aksi]
    pastikan_alasan(langkah, alasan)
    with transaction.atomic():
        # One conditional UPDATE instead of read, check, save: safe on PostgreSQL and on SQLite, which has no row locks.
        dari = lke.status
        baris = LembarKerjaEvaluasi.objects.filter(pk=lke.pk, status=dari, status__in=langkah.sources)
        if not baris.update(status=langkah.target, updated_at=timezone.now(), **ubah):
            raise LKEMoved(lke)
        lke.refresh_from_db(fields=["status", "updated_at", *ubah])
        riwayat = Riwayat.objects.create(
            lke=lke, aksi=aksi, dari=dari, ke=langkah.target, pelaku=actor, alasan=alasan.strip(), rincian=rincian or {}
        )
        siarkan_lke(lke, riwayat)
    logger.info("lke %s moved to %s", lke.pk, lke.status)
    return riwayat


def kunci_lke(
    lke: LembarKerjaEvaluasi,
    *status: str,
    jenjang: Collection[str] | None = None,
    segarkan: Collection[str] = ("status",),
    **ubah: object,
) -> None:
    """Guard and lock in one: an UPDATE while the sheet is in one of these states (and levels), with ``ubah`` as further
    columns; nobody else moves or writes it until the transaction ends. ``segarkan``: what is read anew behind the lock.
    Raises LKEMoved."""
    baris = LembarKerjaEvaluasi.objects.filter(pk=lke.pk, status__in=status)
    if jenjang is not None:
        baris = baris.filter(jenjang__in=jenjang)
    if not baris.update(updated_at=timezone.now(), **ubah):
        raise LKEMoved(lke)
    if segarkan:
        lke.refresh_from_db(fields=list(segarkan))


@transaction.atomic
def perpanjang_tenggat(*, lke: LembarKerjaEvaluasi, tenggat: dt.datetime, alasan: str, actor: User) -> None:
    """Give a returned sheet a later due date, with a reason in the history. Raises LKEMoved, EvaluationError."""
    if not alasan.strip():
        raise EvaluationError(_("Tuliskan alasan perpanjangan."))
    if tenggat <= timezone.now() or (lke.tenggat and tenggat <= lke.tenggat):
        raise EvaluationError(_("Tenggat baru harus sesudah tenggat sekarang."))
    pastikan_sebelum_tpi_tutup(lke, tenggat)
    # The date and round that were compared must still stand, or an "extension" could shorten.
    baris = LembarKerjaEvaluasi.objects.filter(
        pk=lke.pk, status=Status.PERBAIKAN, putaran=lke.putaran, tenggat=lke.tenggat
    )
    if not baris.update(tenggat=tenggat, updated_at=timezone.now()):
        raise LKEMoved(lke)
    lke.refresh_from_db(fields=["tenggat", "status"])
    Riwayat.objects.create(
        lke=lke,
        aksi=Aksi.PERPANJANG,
        dari=lke.status,
        ke=lke.status,
        pelaku=actor,
        alasan=alasan.strip(),
        rincian={"tenggat": tenggat.isoformat()},
    )
    beri_tahu(
        kepada=orang_unit(lke),
        judul=_("Tenggat perbaikan LKE %(unit)s diperpanjang") % {"unit": lke.unit},
        url=lke.get_absolute_url(),
        kecuali=actor,
    )
