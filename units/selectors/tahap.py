"""Reading the four stages: whose rows exist for whom, what happened to one, which proof hangs on it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils import timezone

from units.enums import PERAN_TPI_PENGARAH, PERAN_TPN, Peran
from units.enums.tahap import ArahKonsultasi, Benda
from units.models import BuktiTahap, RiwayatTahap, UnitKerja, User
from units.selectors.organisasi import akses, unit_milik_sendiri
from units.selectors.tugas import unit_ditugaskan

# Who follows the building of every unit of the instansi; a TPI member follows those assigned.
PERAN_PENGIKUT = PERAN_TPI_PENGARAH | {Peran.ADMIN_INSTANSI, Peran.PIMPINAN_INSTANSI}

TAHUN_AWAL, TAHUN_AKHIR = 2015, 2100


def q_tahap(user: User, jalan: str = "") -> Q:
    """Rows of units whose building this person may follow; ``jalan`` is the path to the unit ("" on UnitKerja)."""
    a = akses(user)
    kunci = f"{jalan}__" if jalan else ""
    milik = f"{kunci}in" if jalan else "pk__in"
    hasil = Q(**{milik: a.unit_ids})
    if pengikut := a.instansi_sebagai(*PERAN_PENGIKUT):
        hasil |= Q(**{f"{kunci}instansi__in": pengikut})
    if anggota := a.instansi_sebagai(Peran.TPI_ANGGOTA):
        hasil |= Q(**{milik: unit_ditugaskan(user), f"{kunci}instansi__in": anggota})
    return hasil


def unit_diikuti(user: User) -> QuerySet[UnitKerja]:
    """Units whose building this person may follow."""
    return UnitKerja.objects.filter(q_tahap(user))


def q_pantau(user: User, jalan: str = "unit") -> Q:
    """Rows of units this person monitors as TPI, never their own; ``jalan`` is the path to the unit. Says the same as
    ``units.pantau``."""
    a = akses(user)
    hasil = Q(**{f"{jalan}__instansi__in": a.instansi_sebagai(*PERAN_TPI_PENGARAH)})
    if anggota := a.instansi_sebagai(Peran.TPI_ANGGOTA):
        hasil |= Q(**{f"{jalan}__in": unit_ditugaskan(user), f"{jalan}__instansi__in": anggota})
    return hasil & ~Q(**{f"{jalan}__in": unit_milik_sendiri(user)})


def q_konsultasi(user: User) -> Q:
    """Consultations this person may read."""
    a = akses(user)
    hasil = Q(arah=ArahKonsultasi.UNIT_TPI) & q_tahap(user, "unit")
    if tpi := a.instansi_sebagai(*PERAN_TPI_PENGARAH, Peran.TPI_ANGGOTA, Peran.ADMIN_INSTANSI):
        hasil |= Q(arah=ArahKonsultasi.TPI_TPN, instansi__in=tpi)
    if a.punya_nasional(*PERAN_TPN):
        hasil |= Q(arah=ArahKonsultasi.TPI_TPN)
    return hasil


def riwayat(benda: Benda, objek_id: int) -> list[RiwayatTahap]:
    """What happened to one thing, newest first, with who did it. One query."""
    baris = RiwayatTahap.objects.filter(benda=benda, objek_id=objek_id).select_related("pelaku")
    return list(baris.order_by("-pk")[:100])


# Things whose id is no single unit's: every unit has the same seven duties, and one decree names several units.
BENDA_BERSAMA = frozenset({Benda.KEWAJIBAN, Benda.SK_PENETAPAN})


def bukti_tahap(benda: Benda, objek: Collection[int], unit: UnitKerja | None = None) -> dict[int, list[BuktiTahap]]:
    """The proof that hangs on these things, each with ``bukti.berkas_terakhir`` (None for a link). Two queries.

    ``unit`` is owed where ids are shared (BENDA_BERSAMA), so that no unit is shown another's proof: ValueError.
    """
    if unit is None and benda in BENDA_BERSAMA:
        raise ValueError(f"{benda}: say of which unit")
    baris = BuktiTahap.objects.filter(benda=benda, objek_id__in=objek, bukti__dihapus_pada=None)
    if unit is not None:
        baris = baris.filter(unit=unit)
    hasil: dict[int, list[BuktiTahap]] = defaultdict(list)
    for b in baris.select_related("bukti", "oleh").prefetch_related("bukti__berkas").order_by("pk"):
        versi = list(b.bukti.berkas.all())  # newest first, by the model's order
        b.bukti.berkas_terakhir = versi[0] if versi else None
        hasil[b.objek_id].append(b)
    return dict(hasil)


def tahun_kerja(hari: dt.date | None = None) -> int:
    """The year people work in when they ask for none."""
    return (hari or timezone.localdate()).year


def tahun_dipilih(diminta: int | None) -> int:
    """The year asked for where it makes sense, else the present one."""
    return diminta if diminta and TAHUN_AWAL <= diminta <= TAHUN_AKHIR else tahun_kerja()
