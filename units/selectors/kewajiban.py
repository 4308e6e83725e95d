"""The seven duties of building (PermenPANRB 90/2021 Lampiran I), each judged by what exists for a unit and year.

Nothing is ticked by hand. The facts are counted for many units at once, a fixed number of queries however many;
``_nilai`` then turns the facts of one unit into seven verdicts.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from units.enums.monev import Kewajiban, StatusKewajiban
from units.enums.tahap import (
    Area,
    Benda,
    StatusAksi,
    StatusMonev,
)
from units.models import (
    BuktiTahap,
    ButirAksi,
    Inovasi,
    Monev,
    ProgramMasyarakat,
    Publikasi,
    UnitKerja,
)
from units.selectors.pakta import hitung_pakta
from units.selectors.pencanangan import tanggal_dicanangkan
from units.selectors.triwulan import triwulan_berlalu

# A survey of the service and one of corruption.
SURVEI_LENGKAP = 2


@dataclass(frozen=True, slots=True)
class KeadaanKewajiban:
    """One duty: how far it is met, and the fact that says so."""

    kewajiban: Kewajiban
    status: StatusKewajiban
    fakta: str


@dataclass(frozen=True, slots=True)
class ObjekKewajiban:
    """What a proof of a duty hangs on. Its id is year × 10 + number of the duty (c in 2026: 20263)."""

    unit: UnitKerja
    tahun: int
    kewajiban: Kewajiban
    BENDA = Benda.KEWAJIBAN

    @property
    def pk(self) -> int:
        return objek_kewajiban(self.tahun, self.kewajiban)

    def __str__(self) -> str:
        return str(self.kewajiban.label)


def objek_kewajiban(tahun: int, kewajiban: Kewajiban) -> int:
    """The ``objek_id`` under which proof of a duty is kept for a unit."""
    return tahun * 10 + kewajiban


def kewajiban_dari_objek(unit: UnitKerja, objek_id: int) -> ObjekKewajiban | None:
    """The duty behind an ``objek_id``; None when it is none."""
    tahun, nomor = divmod(objek_id, 10)
    if nomor not in Kewajiban.values or not 2015 <= tahun <= 2100:
        return None
    return ObjekKewajiban(unit, tahun, Kewajiban(nomor))


def kewajiban(unit: UnitKerja, tahun: int) -> list[KeadaanKewajiban]:
    """The seven duties of a unit's year, a to g."""
    return _nilai(_fakta([unit.pk], tahun)[unit.pk], tahun, timezone.localdate())


# --- Facts ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Fakta:
    """What exists for one unit."""

    dicanangkan: bool = False
    pegawai: int = 0
    pakta: int = 0
    area: set[int] = field(default_factory=set)
    survei: int = 0
    inovasi: int = 0
    inovasi_jalan: int = 0
    program: int = 0
    program_jalan: int = 0
    publikasi: int = 0
    kanal: int = 0
    monev_sah: set[int] = field(default_factory=set)
    monev_draf: set[int] = field(default_factory=set)


def _fakta(unit_ids: Collection[int], tahun: int) -> defaultdict[int, _Fakta]:
    """Counted for all units at once: eleven queries."""
    hari = timezone.localdate()
    hasil: defaultdict[int, _Fakta] = defaultdict(_Fakta)
    _komitmen(hasil, unit_ids, tahun, hari)
    milik = {"unit__in": unit_ids, "tahun": tahun, "dihapus_pada": None}

    aksi = ButirAksi.objects.dihitung().filter(unit__in=unit_ids, tahun=tahun)
    for unit, area in aksi.order_by().values_list("unit", "area").distinct():
        hasil[unit].area.add(area)
    menyentuh = aksi.filter(menyentuh_masyarakat=True)
    for unit, n, jalan in _per_unit(menyentuh, Q(status=StatusAksi.SELESAI)):
        hasil[unit].program, hasil[unit].program_jalan = n, jalan
    for unit, n, jalan in _per_unit(ProgramMasyarakat.objects.filter(**milik), Q(tanggal__lte=hari)):
        hasil[unit].program += n
        hasil[unit].program_jalan += jalan
    for unit, n, jalan in _per_unit(Inovasi.objects.filter(**milik), Q(mulai__lte=hari)):
        hasil[unit].inovasi, hasil[unit].inovasi_jalan = n, jalan
    survei = BuktiTahap.objects.filter(
        unit__in=unit_ids,
        benda=Benda.KEWAJIBAN,
        objek_id=objek_kewajiban(tahun, Kewajiban.SURVEI),
        bukti__dihapus_pada=None,
    )
    for unit, n in survei.order_by().values_list("unit").annotate(n=Count("pk")):
        hasil[unit].survei = n
    publikasi = Publikasi.objects.filter(**milik).order_by().values_list("unit")
    for unit, n, kanal in publikasi.annotate(n=Count("pk"), banyak_kanal=Count("kanal", distinct=True)):
        hasil[unit].publikasi, hasil[unit].kanal = n, kanal
    for unit, triwulan, status in Monev.objects.filter(**milik).values_list("unit", "triwulan", "status"):
        sah = status == StatusMonev.DISAHKAN
        (hasil[unit].monev_sah if sah else hasil[unit].monev_draf).add(triwulan)
    return hasil


def _per_unit(baris, jalan: Q) -> Iterable[tuple[int, int, int]]:
    """(unit, rows, rows for which ``jalan`` holds)."""
    return baris.order_by().values_list("unit").annotate(n=Count("pk"), m=Count("pk", filter=jalan))


def _komitmen(hasil: defaultdict[int, _Fakta], unit_ids: Collection[int], tahun: int, hari: dt.date) -> None:
    """Declared by the end of this year, alone or together; and who of those working now has signed the open pakta."""
    for unit in tanggal_dicanangkan(unit_ids, sampai=tahun):
        hasil[unit].dicanangkan = True
    for unit, (pegawai, pakta) in hitung_pakta(unit_ids, hari).items():
        hasil[unit].pegawai, hasil[unit].pakta = pegawai, pakta


# --- Verdicts ---------------------------------------------------------------------------------------------------------


def _nilai(f: _Fakta, tahun: int, hari: dt.date) -> list[KeadaanKewajiban]:
    isi = (
        (Kewajiban.KOMITMEN, _nilai_komitmen(f)),
        (Kewajiban.PENGUNGKIT, _nilai_pengungkit(f)),
        (Kewajiban.SURVEI, _nilai_survei(f)),
        (Kewajiban.INOVASI, _nilai_inovasi(f)),
        (Kewajiban.PROGRAM, _nilai_program(f)),
        (Kewajiban.KOMUNIKASI, _nilai_komunikasi(f)),
        (Kewajiban.MONEV, _nilai_monev(f, tahun, hari)),
    )
    return [KeadaanKewajiban(k, status, fakta) for k, (status, fakta) in isi]


def _status(penuh: bool, ada: bool) -> StatusKewajiban:
    if penuh:
        return StatusKewajiban.TERPENUHI
    return StatusKewajiban.SEBAGIAN if ada else StatusKewajiban.BELUM


def _nilai_komitmen(f: _Fakta) -> tuple[StatusKewajiban, str]:
    """Declared, and all or most pegawai have signed; the others may sign afterwards (Lampiran I, pencanangan)."""
    fakta = _("Sudah dicanangkan.") if f.dicanangkan else _("Belum dicanangkan.")
    if not f.pegawai:
        tanda = _("Daftar pegawai masih kosong.")
    else:
        tanda = _("%(n)s dari %(semua)s pegawai menandatangani pakta integritas.") % {"n": f.pakta, "semua": f.pegawai}
    sebagian_besar = f.pakta * 2 > f.pegawai
    return _status(f.dicanangkan and sebagian_besar, f.dicanangkan or f.pakta > 0), f"{fakta} {tanda}"


def _nilai_pengungkit(f: _Fakta) -> tuple[StatusKewajiban, str]:
    kosong = [str(a.label) for a in Area if a not in f.area]
    if not f.area:
        fakta = _("Rencana aksi belum mempunyai butir.")
    elif kosong:
        fakta = _("Rencana aksi belum menyentuh %(area)s.") % {"area": ", ".join(kosong)}
    else:
        fakta = _("Rencana aksi mempunyai butir di keenam area.")
    return _status(not kosong, bool(f.area)), fakta


def _nilai_survei(f: _Fakta) -> tuple[StatusKewajiban, str]:
    if not f.survei:
        fakta = _("Belum ada laporan survei mandiri. Pasang laporan survei pelayanan dan laporan survei antikorupsi.")
    elif f.survei < SURVEI_LENGKAP:
        fakta = _("Satu laporan terpasang. Survei pelayanan dan survei antikorupsi keduanya diperlukan.")
    else:
        fakta = _("%(n)s laporan survei terpasang.") % {"n": f.survei}
    return _status(f.survei >= SURVEI_LENGKAP, f.survei > 0), fakta


def _nilai_inovasi(f: _Fakta) -> tuple[StatusKewajiban, str]:
    if not f.inovasi:
        fakta = _("Belum ada inovasi yang dicatat.")
    else:
        fakta = _("%(n)s inovasi dicatat, %(jalan)s sudah diterapkan.") % {"n": f.inovasi, "jalan": f.inovasi_jalan}
    return _status(f.inovasi_jalan > 0, f.inovasi > 0), fakta


def _nilai_program(f: _Fakta) -> tuple[StatusKewajiban, str]:
    if not f.program:
        fakta = _("Belum ada program atau butir rencana aksi yang menyentuh masyarakat.")
    else:
        fakta = _("%(n)s program dan butir rencana aksi menyentuh masyarakat, %(jalan)s sudah terlaksana.") % {
            "n": f.program,
            "jalan": f.program_jalan,
        }
    return _status(f.program_jalan > 0, f.program > 0), fakta


def _nilai_komunikasi(f: _Fakta) -> tuple[StatusKewajiban, str]:
    if not f.publikasi:
        return StatusKewajiban.BELUM, _("Belum ada publikasi.")
    fakta = ngettext("%(n)s publikasi di %(kanal)s kanal.", "%(n)s publikasi di %(kanal)s kanal.", f.publikasi)
    return StatusKewajiban.TERPENUHI, fakta % {"n": f.publikasi, "kanal": f.kanal}


def _nilai_monev(f: _Fakta, tahun: int, hari: dt.date) -> tuple[StatusKewajiban, str]:
    """Every quarter that is over has a signed monev."""
    lewat = {int(t) for t in triwulan_berlalu(tahun, hari)}
    sah = f.monev_sah & lewat
    if not lewat:
        fakta = _("Belum ada triwulan yang berakhir.")
    else:
        fakta = _("Monev disahkan untuk %(n)s dari %(semua)s triwulan yang sudah berakhir.") % {
            "n": len(sah),
            "semua": len(lewat),
        }
    ada = bool(f.monev_sah or f.monev_draf)
    return _status(sah == lewat if lewat else bool(f.monev_sah), ada), fakta
