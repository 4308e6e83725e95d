"""Proof is hung on a thing of a stage and taken away again. Files go through ``units.services.bukti``.

Whoever calls has asked who may (``Letak.boleh_isi``). The same proof on the same thing is there once, and so is the
same file: one that lies in the archive already is taken from there.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.core.files import File
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from units.enums.tahap import Jejak
from units.errors import UnitsError
from units.models import BerkasBukti, BuktiDukung, BuktiTahap, RiwayatTahap, User
from units.models.bukti import JenisBukti
from units.selectors.bukti_tahap import Letak, letak
from units.selectors.kewajiban import ObjekKewajiban
from units.services import bukti as arsip
from units.services.tahap import catat, kunci_unit

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Terpasang:
    """What came of it: the row, whether this very proof hung there already, and whether the archive had it."""

    pasangan: BuktiTahap
    sudah_ada: bool = False
    dari_arsip: bool = False


def unggah_bukti_tahap(*, tempat: Letak, berkas: File, nama: str, data: arsip.DataBukti, actor: User) -> Terpasang:
    """A file becomes proof of the thing: a new one of the archive, or the one that holds this very file already.
    Raises UnitsError."""
    with arsip.berkas_tersimpan(unit=tempat.unit, berkas=berkas, nama=nama) as siap, transaction.atomic():
        _kunci(tempat, actor)
        akhir = BerkasBukti.objects.filter(bukti=OuterRef("pk")).order_by("-versi").values("sha256")[:1]
        sama = BuktiDukung.objects.hidup().filter(unit=tempat.unit).annotate(sidik=Subquery(akhir))
        bukti = _pilih_kembar(tempat, sama.filter(sidik=siap.sha256))
        if bukti is None:
            return _pasang(tempat, arsip.buat_bukti_berkas(siap=siap, data=data, actor=actor), actor)
        return replace(_pasang(tempat, bukti, actor), dari_arsip=True)


@transaction.atomic
def tautkan_bukti_tahap(*, tempat: Letak, url: str, data: arsip.DataBukti, actor: User) -> Terpasang:
    """A web address becomes proof of the thing. Raises UnitsError."""
    alamat = arsip.bersihkan_url(url)
    _kunci(tempat, actor)
    sama = BuktiDukung.objects.hidup().filter(unit=tempat.unit, jenis=JenisBukti.TAUTAN, url=alamat)
    bukti = _pilih_kembar(tempat, sama)
    if bukti is None:
        return _pasang(tempat, arsip.buat_bukti_tautan(unit=tempat.unit, url=alamat, data=data, actor=actor), actor)
    return replace(_pasang(tempat, bukti, actor), dari_arsip=True)


@transaction.atomic
def pasang_bukti_tahap(*, tempat: Letak, bukti: Collection[int], actor: User) -> list[BuktiTahap]:
    """Hang proofs of the archive (by id) on the thing; returns the new rows. Raises UnitsError for one that is not
    the unit's or is gone."""
    _kunci(tempat, actor)
    pilihan = list(BuktiDukung.objects.hidup().filter(unit=tempat.unit, pk__in=bukti).order_by("pk"))
    if len(pilihan) != len(set(bukti)):
        raise UnitsError(_("Salah satu bukti sudah tidak ada di arsip unit. Muat ulang halaman, lalu pilih lagi."))
    return [hasil.pasangan for b in pilihan if not (hasil := _pasang(tempat, b, actor)).sudah_ada]


@transaction.atomic
def lepas_bukti_tahap(*, tempat: Letak, pasangan: BuktiTahap, actor: User) -> None:
    """Take a proof away from the thing; it stays in the archive. A repeat changes nothing."""
    if BuktiTahap.objects.filter(pk=pasangan.pk, benda=tempat.benda, objek_id=tempat.objek_id).delete()[0]:
        _catat(tempat.objek, Jejak.LEPAS_BUKTI, pasangan.bukti, actor)


def lepas_dari_tahap(*, bukti: BuktiDukung, actor: User) -> int:
    """Take a proof that leaves the archive away from everything it hangs on, with history there. Returns from how
    many things. Call in the transaction that deletes it."""
    baris = list(BuktiTahap.objects.filter(bukti=bukti))
    for b in baris:
        RiwayatTahap.objects.create(
            instansi_id=bukti.unit.instansi_id,
            unit=bukti.unit,
            benda=b.benda,
            objek_id=b.objek_id,
            aksi=Jejak.LEPAS_BUKTI,
            pelaku=actor,
            pelaku_nama=actor.nama,
            alasan=_("Bukti dihapus dari arsip unit."),
            rincian={"bukti": [bukti.judul, ""]},
        )
    BuktiTahap.objects.filter(bukti=bukti).delete()
    return len(baris)


def _kunci(tempat: Letak, actor: User) -> None:
    """Put writers of one unit in a row, and see that the thing is still there."""
    kunci_unit(tempat.unit)
    if not isinstance(tempat.objek, ObjekKewajiban) and not letak(actor, tempat.unit, tempat.benda, tempat.objek_id):
        raise UnitsError(_("Data ini sudah dihapus, sehingga bukti tidak dapat dipasang. Muat ulang halaman."))


def _pilih_kembar(tempat: Letak, sama: QuerySet[BuktiDukung]) -> BuktiDukung | None:
    """Of equal proofs the one that hangs here already, else the oldest."""
    pilihan = list(sama.order_by("pk"))
    ada = BuktiTahap.objects.filter(benda=tempat.benda, objek_id=tempat.objek_id, bukti__in=pilihan)
    terpasang = set(ada.values_list("bukti", flat=True))
    return next((b for b in pilihan if b.pk in terpasang), pilihan[0] if pilihan else None)


def _pasang(tempat: Letak, bukti: BuktiDukung, actor: User) -> Terpasang:
    pasangan, baru = BuktiTahap.objects.get_or_create(
        benda=tempat.benda, objek_id=tempat.objek_id, bukti=bukti, defaults={"unit": tempat.unit, "oleh": actor}
    )
    if baru:
        _catat(tempat.objek, Jejak.PASANG_BUKTI, bukti, actor)
    return Terpasang(pasangan, sudah_ada=not baru)


def _catat(objek: object, aksi: Jejak, bukti: BuktiDukung, actor: User) -> None:
    rincian = {"bukti": ["", bukti.judul] if aksi == Jejak.PASANG_BUKTI else [bukti.judul, ""]}
    catat(objek=objek, aksi=aksi, actor=actor, rincian=rincian)
    logger.info("%s %s: %s bukti %s oleh %s", objek.BENDA, objek.pk, aksi, bukti.pk, actor.pk)
