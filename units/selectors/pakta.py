"""Reading the pakta integritas: who owes one, who signed and how, and where a personal link stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from units.models import Pakta, PegawaiUnit, RegisterPakta, TautanPakta, UnitKerja, User
from units.selectors.organisasi import akses

NASKAH = Path(__file__).resolve().parent.parent / "data" / "pakta_integritas.txt"


@cache
def naskah_pakta() -> str:
    """The promises a new register carries, one a line."""
    return NASKAH.read_text(encoding="utf-8").strip()


@dataclass(frozen=True)
class KeadaanPakta:
    """Where the pakta of a unit stands under its present pimpinan. Only people who serve there now are counted.

    ``persen`` is the share from 0 to 1, None while nobody is in the register of pegawai. ``belum`` are those missing.
    """

    jumlah: int
    ditandatangani: int
    register: RegisterPakta | None
    belum: QuerySet[PegawaiUnit]
    per_cara: Mapping[str, int] = field(default_factory=dict)

    @property
    def persen(self) -> Fraction | None:
        return Fraction(self.ditandatangani, self.jumlah) if self.jumlah else None

    @property
    def kurang(self) -> int:
        return self.jumlah - self.ditandatangani

    @property
    def penuh(self) -> bool:
        return bool(self.jumlah) and not self.kurang


def q_bertugas(jalan: str = "", hari: dt.date | None = None) -> Q:
    """In the register of pegawai and still in service on a day, today by default."""
    kunci = f"{jalan}__" if jalan else ""
    masih = Q(**{f"{kunci}keluar_pada": None}) | Q(**{f"{kunci}keluar_pada__gt": hari or timezone.localdate()})
    return Q(**{f"{kunci}dihapus_pada": None}) & masih


def pegawai_bertugas(unit: UnitKerja) -> QuerySet[PegawaiUnit]:
    return PegawaiUnit.objects.filter(q_bertugas(), unit=unit)


def pakta_berlaku(register: RegisterPakta | None) -> QuerySet[Pakta]:
    """The signatures of a register that were not withdrawn."""
    return Pakta.objects.filter(register=register, ditarik_pada=None) if register else Pakta.objects.none()


def tanda_tangan_kini() -> QuerySet[Pakta]:
    """Signatures that hold in the open registers."""
    return Pakta.objects.filter(ditarik_pada=None, register__ditutup_pada=None, register__dihapus_pada=None)


def belum_tanda_tangan(unit: UnitKerja, register: RegisterPakta | None) -> QuerySet[PegawaiUnit]:
    """Who serves in the unit and has not signed under this register."""
    return pegawai_bertugas(unit).filter(~Exists(pakta_berlaku(register).filter(pegawai=OuterRef("pk"))))


def register_kini(unit: UnitKerja) -> RegisterPakta | None:
    """The register of the present pimpinan."""
    return RegisterPakta.objects.hidup().filter(unit=unit, ditutup_pada=None).first()


def keadaan_pakta(unit: UnitKerja) -> KeadaanPakta:
    """Where the unit's pakta stands. Three queries, and ``belum`` when it is read."""
    return _keadaan([unit.pk], {unit.pk: unit})[unit.pk]


def keadaan_pakta_banyak(unit_ids: Iterable[int]) -> dict[int, KeadaanPakta]:
    """The same for many units, in three queries however many."""
    ids = list(unit_ids)
    return _keadaan(ids, {})


def _keadaan(ids: list[int], unit: Mapping[int, UnitKerja]) -> dict[int, KeadaanPakta]:
    semua = RegisterPakta.objects.hidup().filter(unit__in=ids, ditutup_pada=None)
    register = {r.unit_id: r for r in semua}
    for r in register.values():
        if r.unit_id in unit:
            r.unit = unit[r.unit_id]
    bertugas = PegawaiUnit.objects.filter(q_bertugas(), unit__in=ids).order_by()
    jumlah = dict(bertugas.values_list("unit").annotate(n=Count("pk")))
    tanda = Pakta.objects.filter(
        q_bertugas("pegawai"), register__in=[r.pk for r in register.values()], ditarik_pada=None
    ).order_by()
    cara: dict[int, dict[str, int]] = {}
    for unit_id, satu, n in tanda.values_list("register__unit", "cara").annotate(n=Count("pk")):
        cara.setdefault(unit_id, {})[satu] = n
    return {
        pk: KeadaanPakta(
            jumlah=jumlah.get(pk, 0),
            ditandatangani=sum(cara.get(pk, {}).values()),
            register=register.get(pk),
            belum=_belum(pk, register.get(pk)),
            per_cara=cara.get(pk, {}),
        )
        for pk in ids
    }


def hitung_pakta(unit_ids: Collection[int], hari: dt.date | None = None) -> dict[int, tuple[int, int]]:
    """Unit id → who serves there on a day, and how many of them have signed under the present pimpinan; units without
    pegawai are left out. One query."""
    tanda = tanda_tangan_kini().filter(pegawai=OuterRef("pk"), register__unit=OuterRef("unit"))
    pegawai = PegawaiUnit.objects.filter(q_bertugas(hari=hari), unit__in=unit_ids).annotate(sudah=Exists(tanda))
    jumlah = pegawai.order_by().values_list("unit").annotate(n=Count("pk"), m=Count("pk", filter=Q(sudah=True)))
    return {unit_id: (n, m) for unit_id, n, m in jumlah}


def _belum(unit_id: int, register: RegisterPakta | None) -> QuerySet[PegawaiUnit]:
    bertugas = PegawaiUnit.objects.filter(q_bertugas(), unit=unit_id)
    return bertugas.filter(~Exists(pakta_berlaku(register).filter(pegawai=OuterRef("pk"))))


def q_pegawai_saya(user: User) -> Q:
    """Rows of the registers of pegawai that are this person: linked to the account, or of the same NIP in a unit the
    person works in."""
    sendiri = Q(user=user)
    if user.nip:
        sendiri |= Q(user=None, nip=user.nip, unit__in=akses(user).unit_ids)
    return sendiri


@dataclass(frozen=True, slots=True)
class PaktaSaya:
    """What one person owes in one unit. ``register`` None: the unit opened none yet."""

    pegawai: PegawaiUnit
    register: RegisterPakta | None
    pakta: Pakta | None


def pakta_saya(user: User) -> list[PaktaSaya]:
    """The person's own pakta, one for each unit they serve in. Three queries."""
    pegawai = list(PegawaiUnit.objects.filter(q_bertugas(), q_pegawai_saya(user)).select_related("unit__instansi"))
    terbuka = RegisterPakta.objects.hidup().filter(unit__in=[p.unit_id for p in pegawai], ditutup_pada=None)
    register = {r.unit_id: r for r in terbuka}
    tanda = Pakta.objects.filter(register__in=list(register.values()), pegawai__in=pegawai, ditarik_pada=None)
    ada = {(t.register_id, t.pegawai_id): t for t in tanda}
    return [
        PaktaSaya(p, r := register.get(p.unit_id), ada.get((r.pk, p.pk)) if r else None)
        for p in sorted(pegawai, key=lambda p: p.unit.nama)
    ]


def pakta_menunggu(user: User) -> list[PegawaiUnit]:
    """Where a register is open and this person has not signed yet. One query."""
    terbuka = RegisterPakta.objects.hidup().filter(ditutup_pada=None)
    tanda = Pakta.objects.filter(register__in=terbuka, ditarik_pada=None, pegawai=OuterRef("pk"))
    saya = PegawaiUnit.objects.filter(q_bertugas(), q_pegawai_saya(user)).select_related("unit")
    belum = saya.filter(Exists(terbuka.filter(unit=OuterRef("unit"))), ~Exists(tanda))
    return list(belum.order_by("unit__nama", "pk"))


AKTIF, DIPAKAI, DICABUT, KEDALUWARSA, DITUTUP = "aktif", "dipakai", "dicabut", "kedaluwarsa", "ditutup"


def keadaan_tautan(tautan: TautanPakta, kini: dt.datetime | None = None) -> str:
    """Where a personal link stands; ``tautan.register`` must be loaded."""
    if tautan.dipakai_pada:
        return DIPAKAI
    if tautan.dicabut_pada:
        return DICABUT
    if tautan.register.ditutup_pada:
        return DITUTUP
    return AKTIF if tautan.kedaluwarsa > (kini or timezone.now()) else KEDALUWARSA


def surel_tersedia() -> bool:
    """The portal can send mail at all."""
    return not settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend")
