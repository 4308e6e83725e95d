"""Predicates of earlier years, recorded from their SK in the order in which they were awarded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import JenisPredikat
from evaluation.enums.predikat import AksiPredikat, StatusPredikat
from evaluation.errors import EvaluationError
from evaluation.models import PredikatUnit
from evaluation.selectors.predikat import orang_predikat
from evaluation.services.predikat import SK_PALING_AWAL, habiskan_masa, lengkapi_sk, terbitkan_predikat
from evaluation.services.riwayat import catat
from units.models import UnitKerja, User
from units.services import beri_tahu
from zi_portal.common.waktu import teks_tanggal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SKLama:
    """What stands on a SK whose file comes later or not at all."""

    jenis: str
    nomor: str
    tanggal: dt.date
    penandatangan: str = ""
    berlaku_sampai: dt.date | None = None

    @property
    def kunci(self) -> tuple[str, str, dt.date]:
        return (str(self.jenis), self.nomor.strip().casefold(), self.tanggal)


@dataclass(frozen=True, slots=True)
class _Titik:
    """A SK in the history of a unit; ``berakhir`` is the day from which it no longer held by itself."""

    jenis: str
    nomor: str
    tanggal: dt.date
    berakhir: dt.date | None
    lama: PredikatUnit | None = None
    nomor_baru: int = -1

    @property
    def urut(self) -> tuple[dt.date, bool]:
        return (self.tanggal, self.jenis == JenisPredikat.WBBM)


def salah_sejarah(
    *, unit: UnitKerja, lama: Iterable[PredikatUnit], baru: Sequence[tuple[T, SKLama]]
) -> list[tuple[T, str]]:
    """What keeps these SK from being part of the unit's history: whose, and why. Reads nothing."""
    hari = timezone.localdate(timezone=unit.instansi.tz)
    lama = list(lama)
    salah: dict[int, str] = {}
    for n, (_siapa, sk) in enumerate(baru):
        if pesan := _salah_tanggal(sk, hari) or _salah_keadaan(sk, lama):
            salah[n] = pesan
    titik = [_dari_lama(p) for p in lama]
    titik += [
        _Titik(sk.jenis, sk.nomor, sk.tanggal, _esok(sk.berlaku_sampai), nomor_baru=n)
        for n, (_siapa, sk) in enumerate(baru)
        if n not in salah
    ]
    titik.sort(key=lambda t: t.urut)
    for sebelum, satu in zip([None, *titik], titik, strict=False):
        pesan = _salah_jenjang(sebelum, satu)
        # Two that stood there before are nobody's to answer for here.
        siapa = satu.nomor_baru if satu.nomor_baru >= 0 else sebelum.nomor_baru if sebelum else -1
        if pesan and siapa >= 0:
            salah.setdefault(siapa, pesan)
    return [(baru[n][0], pesan) for n, pesan in sorted(salah.items())]


def _salah_tanggal(sk: SKLama, hari: dt.date) -> str:
    if sk.tanggal > hari:
        return _("Tanggal SK tidak boleh sesudah hari ini.")
    if sk.tanggal < SK_PALING_AWAL:
        return _("Tanggal SK tidak boleh sebelum %(tanggal)s.") % {"tanggal": teks_tanggal(SK_PALING_AWAL)}
    return ""


def _salah_keadaan(sk: SKLama, lama: list[PredikatUnit]) -> str:
    """A clarification that is open, or the wait after a revocation."""
    for p in lama:
        if p.tanggal_sk > sk.tanggal:
            continue
        if p.status == StatusPredikat.DALAM_KLARIFIKASI:
            return _("Predikat %(jenis)s unit ini sedang diklarifikasi. Selesaikan klarifikasinya dahulu.") % {
                "jenis": p.jenis
            }
        if p.boleh_diusulkan_mulai and p.boleh_diusulkan_mulai > sk.tanggal:
            return _("Predikat unit ini dicabut. SK baru tidak dapat bertanggal sebelum %(tanggal)s.") % {
                "tanggal": teks_tanggal(p.boleh_diusulkan_mulai)
            }
    return ""


def _salah_jenjang(sebelum: _Titik | None, satu: _Titik) -> str:
    """WBK first, WBBM after it, each once while it holds (PermenPANRB 90/2021 Lampiran I)."""
    berlaku = sebelum is not None and (sebelum.berakhir is None or sebelum.berakhir > satu.tanggal)
    if satu.jenis == JenisPredikat.WBBM and not (berlaku and sebelum.jenis == JenisPredikat.WBK):
        return (
            _("Pada %(tanggal)s unit ini sudah berpredikat WBBM (SK %(nomor)s).")
            % {"tanggal": teks_tanggal(satu.tanggal), "nomor": sebelum.nomor}
            if berlaku
            else _("WBBM tanggal %(tanggal)s memerlukan WBK yang masih berlaku saat itu. Tuliskan juga SK WBK-nya.")
            % {"tanggal": teks_tanggal(satu.tanggal)}
        )
    if satu.jenis == JenisPredikat.WBK and berlaku:
        return _("Pada %(tanggal)s unit ini masih berpredikat %(jenis)s (SK %(nomor)s).") % {
            "tanggal": teks_tanggal(satu.tanggal),
            "jenis": sebelum.jenis,
            "nomor": sebelum.nomor,
        }
    return ""


def _dari_lama(p: PredikatUnit) -> _Titik:
    berakhir = p.tanggal_sk_cabut if p.status == StatusPredikat.DICABUT else _esok(p.berlaku_sampai)
    return _Titik(p.jenis, p.nomor_sk, p.tanggal_sk, berakhir, lama=p)


def _esok(hari: dt.date | None) -> dt.date | None:
    return hari + dt.timedelta(days=1) if hari else None


@transaction.atomic
def catat_sejarah(*, unit: UnitKerja, sk: Sequence[SKLama], actor: User, alasan: str = "") -> int:
    """Record these SK of a unit, each in its place by date. One that is there already takes what it lacks; the last one
    is in force when nothing ended it. Returns how many are new. Raises EvaluationError; then nothing is recorded."""
    # Locked, so that of two SK for one unit the second sees the first.
    UnitKerja.objects.filter(pk=unit.pk).update(nama=F("nama"))
    lama = list(PredikatUnit.objects.filter(unit=unit))
    ada = {(p.jenis, p.nomor_sk.casefold(), p.tanggal_sk): p for p in lama}
    baru = [s for s in sk if s.kunci not in ada]
    if salah := salah_sejarah(unit=unit, lama=lama, baru=[(s, s) for s in baru]):
        raise EvaluationError(salah[0][1])
    for satu in sk:
        if (p := ada.get(satu.kunci)) is not None:
            lengkapi_sk(
                predikat=p,
                penandatangan=satu.penandatangan,
                berlaku_sampai=satu.berlaku_sampai,
                berkas=None,
                actor=actor,
            )
    terakhir = max((p.tanggal_sk for p in lama), default=dt.date.min)
    aktif = None
    for satu in sorted(baru, key=lambda s: (s.tanggal, s.jenis == JenisPredikat.WBBM)):
        if satu.tanggal < terakhir:
            _catat_lewat(unit, satu, lama, actor, alasan)
            continue
        aktif = terbitkan_predikat(
            unit=unit,
            jenis=satu.jenis,
            nomor_sk=satu.nomor,
            tanggal_sk=satu.tanggal,
            penandatangan=satu.penandatangan,
            berlaku_sampai=satu.berlaku_sampai,
            aksi=AksiPredikat.CATAT,
            actor=actor,
        )
        habiskan_masa(pada=timezone.localdate(), unit=unit)
    if aktif is not None:
        aktif.refresh_from_db()
        if aktif.aktif:
            beri_tahu(
                kepada=orang_predikat(unit),
                judul=_("Predikat %(jenis)s %(unit)s dicatat dari SK %(nomor)s")
                % {"jenis": aktif.jenis, "unit": unit.nama, "nomor": aktif.nomor_sk},
                url=aktif.get_absolute_url(),
                kecuali=actor,
            )
    return len(baru)


def _catat_lewat(unit: UnitKerja, sk: SKLama, lama: list[PredikatUnit], actor: User, alasan: str) -> None:
    """One that another has followed long since: it ended by its own date, or by that other."""
    berikut = min(p.tanggal_sk for p in lama if p.tanggal_sk > sk.tanggal)
    habis = sk.berlaku_sampai is not None and sk.berlaku_sampai < berikut
    baru = PredikatUnit.objects.create(
        unit=unit,
        jenis=JenisPredikat(sk.jenis),
        nomor_sk=sk.nomor.strip(),
        tanggal_sk=sk.tanggal,
        penandatangan=sk.penandatangan.strip(),
        berlaku_sampai=sk.berlaku_sampai,
        status=StatusPredikat.KEDALUWARSA if habis else StatusPredikat.DIGANTIKAN,
        aktif=False,
        dicatat_oleh=actor,
    )
    rincian = {"jenis": baru.jenis, "nomor_sk": baru.nomor_sk, "tanggal_sk": sk.tanggal.isoformat()}
    catat(objek=baru, aksi=AksiPredikat.CATAT, actor=actor, ke=baru.status, alasan=alasan, rincian=rincian)
