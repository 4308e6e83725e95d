"""Figures and the reach of IKU are written here, each figure with its history beside it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums.data_pendukung import katalog
from units.enums.tahap import Jejak, Triwulan
from units.errors import BarisBentrok, UnitsError
from units.models import IKU, DataPendukung, RealisasiIKU, UnitKerja, User
from units.services.tahap import catat, kunci_unit, terakhir

logger = logging.getLogger(__name__)

NILAI_MAKS = 999_999_999


@dataclass(frozen=True, slots=True)
class Isian:
    """What a person says about one figure. ``nilai`` None takes it back to unsaid; ``versi`` is what they saw, 0 for
    a figure that was not there."""

    nilai: int | None
    sumber: str = ""
    versi: int = 0


class DataBentrok(UnitsError):
    """Figures that somebody else changed meanwhile; ``kini`` are they as they stand now, by code."""

    def __init__(self, kini: dict[str, DataPendukung]) -> None:
        self.kini = kini
        super().__init__(
            _(
                "Angka bertanda di bawah baru saja diubah orang lain. Belum ada yang disimpan dan isian Anda masih "
                "ada. Bandingkan, lalu simpan lagi bila isian Anda yang dipakai."
            )
        )


def simpan_data_pendukung(
    *, unit: UnitKerja, tahun: int, triwulan: int, isian: Mapping[str, Isian], actor: User, alasan: str = ""
) -> list[str]:
    """Store figures of one quarter, all or none; returns the codes that changed.

    Raises DataBentrok with every figure that moved since it was seen, UnitsError for one the catalogue does not have
    or a number that cannot be. What is as it was writes nothing.
    """
    _periksa(triwulan, isian)
    try:
        with transaction.atomic():
            kunci_unit(unit)  # also against an import, which writes the same figures in an order of its own
            baris = DataPendukung.objects.select_for_update().filter(
                unit=unit, tahun=tahun, triwulan=triwulan, kode__in=isian.keys()
            )
            lama = {b.kode: b for b in baris}
            beda = {kode: isi for kode, isi in isian.items() if _berbeda(lama.get(kode), isi)}
            if bentrok := {kode for kode, isi in beda.items() if kode in lama and lama[kode].versi != isi.versi}:
                raise DataBentrok(_kini(unit, tahun, triwulan, bentrok))
            for kode, isi in beda.items():
                _tulis(lama.get(kode), unit, tahun, triwulan, kode, isi, actor, alasan)
    except IntegrityError as error:
        # Two people said the same figure for the first time at once.
        kini = _kini(unit, tahun, triwulan, {k for k, i in isian.items() if not i.versi})
        raise DataBentrok(kini) from error
    if beda:
        logger.info("data pendukung unit %s %s/%s: %s angka oleh %s", unit.pk, tahun, triwulan, len(beda), actor.pk)
    return list(beda)


def _periksa(triwulan: int, isian: Mapping[str, Isian]) -> None:
    if triwulan not in Triwulan.values:
        raise UnitsError(_("Pilih triwulan I sampai IV."))
    for kode, isi in isian.items():
        if kode not in katalog().butir:
            raise UnitsError(_("Kode “%(kode)s” tidak ada dalam daftar data pendukung.") % {"kode": kode[:40]})
        if isi.nilai is not None and not 0 <= isi.nilai <= NILAI_MAKS:
            raise UnitsError(
                _("%(label)s: isi bilangan bulat dari 0 sampai 999.999.999.") % {"label": katalog().butir[kode].label}
            )


def _berbeda(lama: DataPendukung | None, isi: Isian) -> bool:
    if lama is None:
        return isi.nilai is not None
    return (lama.nilai, lama.sumber) != (isi.nilai, isi.sumber)


def _kini(unit: UnitKerja, tahun: int, triwulan: int, kode: set[str]) -> dict[str, DataPendukung]:
    baris = DataPendukung.objects.filter(unit=unit, tahun=tahun, triwulan=triwulan, kode__in=kode)
    return {b.kode: b for b in baris.select_related("diubah_oleh")}


def _tulis(
    lama: DataPendukung | None,
    unit: UnitKerja,
    tahun: int,
    triwulan: int,
    kode: str,
    isi: Isian,
    actor: User,
    alasan: str,
) -> None:
    baru = {"nilai": isi.nilai, "sumber": isi.sumber}
    if lama is None:
        baris = DataPendukung.objects.create(
            unit=unit, tahun=tahun, triwulan=triwulan, kode=kode, diubah_oleh=actor, **baru
        )
        aksi, sebelum = Jejak.BUAT, {"nilai": None, "sumber": ""}
    else:
        sebelum = {"nilai": lama.nilai, "sumber": lama.sumber}
        tetap = DataPendukung.objects.filter(pk=lama.pk, versi=lama.versi)
        if not tetap.update(versi=lama.versi + 1, diubah_oleh=actor, diubah_pada=timezone.now(), **baru):
            raise DataBentrok(_kini(unit, tahun, triwulan, {kode}))
        baris, aksi = lama, Jejak.UBAH
    baris.unit = unit
    rincian = {k: [sebelum[k], v] for k, v in baru.items() if sebelum[k] != v}
    catat(objek=baris, aksi=aksi, actor=actor, alasan=alasan, rincian=rincian)


# IKU ----------------------------------------------------------------------------------------------------------------


def simpan_realisasi(
    *, iku: IKU, isian: Mapping[int, tuple[Decimal | None, Decimal | None]], versi: int, actor: User
) -> bool:
    """Store target and reach of the quarters (quarter → (target, realisation)) of an IKU as it was at ``versi``.

    Returns whether anything changed. Raises BarisBentrok when somebody was faster.
    """
    with transaction.atomic():
        lama = {r.triwulan: (r.target, r.nilai) for r in RealisasiIKU.objects.filter(iku=iku)}
        beda = {tw: isi for tw, isi in isian.items() if lama.get(tw, (None, None)) != isi}
        if not beda:
            return False
        tetap = IKU.objects.hidup().filter(pk=iku.pk, versi=versi)
        if not tetap.update(versi=versi + 1, diubah_pada=timezone.now()):
            raise BarisBentrok(IKU.objects.get(pk=iku.pk), terakhir(iku))
        rincian = {}
        for tw, (target, nilai) in beda.items():
            RealisasiIKU.objects.update_or_create(iku=iku, triwulan=tw, defaults={"target": target, "nilai": nilai})
            for nama, i in (("target", 0), ("realisasi", 1)):
                dulu, kini = lama.get(tw, (None, None))[i], (target, nilai)[i]
                if dulu != kini:
                    rincian[f"{nama} {Triwulan(tw).label}"] = [_angka(dulu), _angka(kini)]
        catat(objek=iku, aksi=Jejak.UBAH, actor=actor, rincian=rincian)
    iku.refresh_from_db()
    logger.info("iku %s: realisasi oleh %s", iku.pk, actor.pk)
    return True


def _angka(nilai: Decimal | None) -> str | None:
    return None if nilai is None else format(nilai.normalize(), "f")
