"""Proof under the questions of a sheet: put there, taken away, replaced, deleted, while the sheet is open for the unit.

Files go through ``units.services.bukti``. What a submission froze stays as it was judged: it is neither taken away nor
reworded, and a newer version of a file does not show there.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.files import File
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import STATUS_UNIT_MENGISI, Lapis
from evaluation.errors import BuktiDitolak, LKEMoved, PertanyaanTerkunci, PertanyaanTidakAda
from evaluation.models import LembarKerjaEvaluasi, TautanBukti
from evaluation.selectors.bukti import Q_DIAJUKAN, pernah_diajukan, tautan_beku
from evaluation.selectors.lke import kode_terbuka
from evaluation.selectors.skor import instrumen_lke
from evaluation.services.masa import pastikan_masa
from units.models import BerkasBukti, BuktiDukung, UnitKerja, User
from units.models.bukti import JenisBukti
from units.services import bukti as arsip
from units.services.bukti_tahap import lepas_dari_tahap
from units.services.tahap import kunci_unit

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Terpasang:
    """What an upload came to: the link, whether this very file already stood under the question, and whether it was
    taken from the archive, where it already lay."""

    tautan: TautanBukti
    sudah_ada: bool = False
    dari_arsip: bool = False


def pastikan_terbuka(lke: LembarKerjaEvaluasi, kode: Iterable[str]) -> None:
    """Raises when the unit may not change proof of these questions now: MasaTutup, LKEMoved, PertanyaanTidakAda,
    PertanyaanTerkunci. Asked before a file is looked at, and once more behind the lock when it is put in place."""
    if lke.status not in STATUS_UNIT_MENGISI:
        raise LKEMoved(lke)
    pastikan_masa(lke, Lapis.UNIT)
    dikenal = {p.kode for p in instrumen_lke(lke).semua_pertanyaan}
    terbuka = kode_terbuka(lke)
    for satu in kode:
        if satu not in dikenal:
            raise PertanyaanTidakAda(satu)
        if terbuka is not None and satu not in terbuka:
            raise PertanyaanTerkunci(satu)


def unggah_bukti(
    *,
    lke: LembarKerjaEvaluasi,
    kode: str,
    berkas: File,
    nama: str,
    data: arsip.DataBukti,
    actor: User,
    arsip_dahulu: bool = False,
) -> Terpasang:
    """A file becomes a proof of the unit and stands under the question. The same file under the same question is not
    taken twice, so an upload whose answer got lost may be repeated. ``arsip_dahulu``: where the archive holds this very
    file, that proof is put there instead of a second one. Raises BuktiDitolak and what guards the sheet."""
    pastikan_terbuka(lke, [kode])
    try:
        with arsip.berkas_tersimpan(unit=lke.unit, berkas=berkas, nama=nama) as siap, transaction.atomic():
            _kunci(lke, [kode])
            kembar = (
                TautanBukti.objects.terpasang()
                .filter(lke=lke, kode=kode, bukti__dihapus_pada=None, bukti__berkas__sha256=siap.sha256)
                .select_related("bukti")
            )
            if ada := kembar.first():
                return Terpasang(ada, sudah_ada=True)
            if arsip_dahulu and (lama := _di_arsip(lke.unit, siap.sha256)):
                return Terpasang(
                    TautanBukti.objects.create(lke=lke, kode=kode, bukti=lama, oleh=actor), dari_arsip=True
                )
            bukti = arsip.buat_bukti_berkas(siap=siap, data=data, actor=actor)
            return Terpasang(TautanBukti.objects.create(lke=lke, kode=kode, bukti=bukti, oleh=actor))
    except arsip.BuktiSalah as error:
        raise BuktiDitolak(error.message) from error


def _di_arsip(unit: UnitKerja, sha256: str) -> BuktiDukung | None:
    """The proof whose newest version is this very file; behind the unit's lock, so that two uploads agree."""
    kunci_unit(unit)
    akhir = BerkasBukti.objects.filter(bukti=OuterRef("pk")).order_by("-versi").values("sha256")[:1]
    return BuktiDukung.objects.hidup().filter(unit=unit).alias(akhir=Subquery(akhir)).filter(akhir=sha256).first()


@transaction.atomic
def tautkan_url(*, lke: LembarKerjaEvaluasi, kode: str, url: str, data: arsip.DataBukti, actor: User) -> TautanBukti:
    """A web address becomes a proof of the unit and stands under the question. Raises as ``unggah_bukti`` does."""
    _kunci(lke, [kode])
    try:
        bukti = arsip.buat_bukti_tautan(unit=lke.unit, url=url, data=data, actor=actor)
    except arsip.BuktiSalah as error:
        raise BuktiDitolak(error.message) from error
    return TautanBukti.objects.create(lke=lke, kode=kode, bukti=bukti, oleh=actor)


def pasang_bukti(
    *, lke: LembarKerjaEvaluasi, kode: Collection[str], bukti: Collection[BuktiDukung], actor: User
) -> list[TautanBukti]:
    """Put proofs of the unit's archive under questions, each under each, as ``pasang_pasangan`` does."""
    return pasang_pasangan(lke=lke, pasangan=[(k, b.pk) for k in kode for b in bukti], actor=actor)


@transaction.atomic
def pasang_pasangan(
    *, lke: LembarKerjaEvaluasi, pasangan: Collection[tuple[str, int]], actor: User
) -> list[TautanBukti]:
    """Put proofs of the unit's archive (by id) under questions, pair by pair. What stands there already stays.

    Returns the new links. Raises BuktiDitolak for a proof of another unit or a deleted one, and what guards the sheet.
    """
    kode, ids = {k for k, _pk in pasangan}, {pk for _k, pk in pasangan}
    _kunci(lke, kode)
    pilihan = {b.pk: b for b in BuktiDukung.objects.hidup().filter(unit=lke.unit_id, pk__in=ids)}
    if len(pilihan) != len(ids):
        raise BuktiDitolak(_("Salah satu bukti sudah tidak ada di arsip unit. Muat ulang halaman, lalu pilih lagi."))
    terpasang = TautanBukti.objects.terpasang().filter(lke=lke, kode__in=kode, bukti__in=ids)
    ada = set(terpasang.values_list("kode", "bukti"))
    baru = [
        TautanBukti(lke=lke, kode=k, bukti=pilihan[pk], oleh=actor)
        for k, pk in dict.fromkeys(pasangan)
        if (k, pk) not in ada
    ]
    return TautanBukti.objects.bulk_create(baru)


@transaction.atomic
def lepas_bukti(*, tautan: TautanBukti, actor: User) -> None:
    """Take a proof away from a question; it stays in the archive. A repeat changes nothing.

    A link that was part of a submission is only marked, so that TPI judges the question again.
    """
    _kunci(tautan.lke, [tautan.kode])
    terpasang = TautanBukti.objects.terpasang().filter(pk=tautan.pk)
    if not terpasang.filter(Q_DIAJUKAN).update(dilepas_pada=timezone.now(), dilepas_oleh=actor):
        terpasang.delete()
    logger.info("bukti %s dilepas dari lke %s %s oleh %s", tautan.bukti_id, tautan.lke_id, tautan.kode, actor.pk)


def simpan_ke_arsip(
    *, unit: UnitKerja, berkas: File, nama: str, data: arsip.DataBukti, actor: User
) -> tuple[BuktiDukung, bool]:
    """A file becomes a proof of the unit without a question yet; True with one that holds this very file already.

    Raises BuktiDitolak.
    """
    try:
        with arsip.berkas_tersimpan(unit=unit, berkas=berkas, nama=nama) as siap, transaction.atomic():
            kunci_unit(unit)
            if ada := BuktiDukung.objects.hidup().filter(unit=unit, berkas__sha256=siap.sha256).first():
                return ada, True
            return arsip.buat_bukti_berkas(siap=siap, data=data, actor=actor), False
    except arsip.BuktiSalah as error:
        raise BuktiDitolak(error.message) from error


def ganti_berkas(*, bukti: BuktiDukung, berkas: File, nama: str, actor: User) -> BerkasBukti:
    """A newer version of a proof's file. Always possible: submitted sheets keep theirs. Raises BuktiDitolak."""
    try:
        with arsip.berkas_tersimpan(unit=bukti.unit, berkas=berkas, nama=nama) as siap, transaction.atomic():
            return arsip.tambah_versi(bukti=bukti, siap=siap, actor=actor)
    except arsip.BuktiSalah as error:
        raise BuktiDitolak(error.message) from error


@transaction.atomic
def ubah_bukti(*, bukti: BuktiDukung, data: arsip.DataBukti, actor: User, url: str = "") -> BuktiDukung:
    """Reword a proof, unless a sheet that lies with TPI or TPN shows it. The address of a link that was ever submitted
    stays: what TPI judged must not become another page unseen. Raises BuktiDitolak."""
    _kunci_unit(bukti.unit)
    if tautan_beku(bukti).exists():
        raise BuktiDitolak(
            _("Bukti ini dipakai LKE yang sudah diajukan, sehingga datanya tidak dapat diubah. Buat bukti baru.")
        )
    if _ganti_alamat(bukti, url) and pernah_diajukan(bukti).exists():
        raise BuktiDitolak(_("Bukti ini sudah pernah diajukan. Tambahkan tautan baru, lalu lepas yang lama."))
    try:
        return arsip.ubah_data_bukti(bukti=bukti, data=data, actor=actor, url=url)
    except arsip.BuktiSalah as error:
        raise BuktiDitolak(error.message) from error


@transaction.atomic
def hapus_bukti(*, bukti: BuktiDukung, actor: User) -> None:
    """Delete a proof from the archive, from the drafts that show it and from the things of the stages it hangs on;
    its row and files stay with who and when.

    Raises BuktiDitolak when a sheet was ever submitted with it.
    """
    _kunci_unit(bukti.unit)
    kunci_unit(bukti.unit)
    if pernah_diajukan(bukti).exists():
        raise BuktiDitolak(
            _("Bukti ini bagian dari LKE yang sudah diajukan, sehingga tidak dapat dihapus. Berkasnya dapat diganti.")
        )
    kode = list(TautanBukti.objects.filter(bukti=bukti).values_list("lke", "kode"))
    TautanBukti.objects.filter(bukti=bukti).delete()
    lepas_dari_tahap(bukti=bukti, actor=actor)
    arsip.hapus_bukti(bukti=bukti, actor=actor)
    logger.info("bukti %s dihapus oleh %s, dilepas dari %s", bukti.pk, actor.pk, kode)


def _kunci(lke: LembarKerjaEvaluasi, kode: Iterable[str]) -> None:
    """Hold the sheet so that it cannot be submitted meanwhile, read its state anew, and guard."""
    terkunci = LembarKerjaEvaluasi.objects.filter(pk=lke.pk, status__in=STATUS_UNIT_MENGISI)
    if not terkunci.update(updated_at=timezone.now()):
        raise LKEMoved(lke)
    lke.refresh_from_db(fields=["status", "putaran", "tenggat", "updated_at"])
    pastikan_terbuka(lke, kode)


def _ganti_alamat(bukti: BuktiDukung, url: str) -> bool:
    if not url or bukti.jenis != JenisBukti.TAUTAN:
        return False
    return url.strip() != BuktiDukung.objects.values_list("url", flat=True).get(pk=bukti.pk)


def _kunci_unit(unit: UnitKerja) -> None:
    """Hold the sheets of a unit, so that none is submitted with a proof while it is reworded or deleted."""
    list(LembarKerjaEvaluasi.objects.select_for_update().filter(unit=unit).values_list("pk", flat=True))
