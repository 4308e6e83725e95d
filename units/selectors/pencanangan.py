"""Reading declarations: whose they are, which one holds for a unit, and what one still lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from units.enums import Peran
from units.enums.tahap import STATUS_DICANANGKAN, LingkupPencanangan, StatusPencanangan
from units.models import Pencanangan, UnitKerja, User
from units.selectors.organisasi import anggota
from units.selectors.pakta import KeadaanPakta, keadaan_pakta, keadaan_pakta_banyak
from units.selectors.tahap import q_tahap

# What a unit that takes part in a joint declaration sees of it.
STATUS_TERBUKA = STATUS_DICANANGKAN | {StatusPencanangan.DIBATALKAN}
# Zona Integritas began with PermenPANRB 52/2014.
TANGGAL_AWAL = dt.date(2014, 1, 1)

BERSAMA = Q(lingkup=LingkupPencanangan.INSTANSI)


def pencanangan_terlihat(user: User) -> QuerySet[Pencanangan]:
    """Declarations of units whose building this person may follow, and the joint ones such a unit took part in."""
    ikut = Pencanangan.peserta.through.objects.filter(q_tahap(user, "unitkerja")).values("pencanangan")
    bersama = BERSAMA & Q(status__in=STATUS_TERBUKA, pk__in=ikut)
    return Pencanangan.objects.hidup().filter(q_tahap(user, "unit") | bersama)


def pencanangan_unit(unit: UnitKerja) -> QuerySet[Pencanangan]:
    """What stands on the unit's own page: its declarations, and joint ones it takes part in or keeps the papers of."""
    ikut = Pencanangan.peserta.through.objects.filter(unitkerja=unit).values("pencanangan")
    bersama = BERSAMA & Q(status__in=STATUS_TERBUKA, pk__in=ikut)
    return Pencanangan.objects.hidup().filter(Q(unit=unit) | bersama)


def pencanangan_berlaku(unit: UnitKerja) -> Pencanangan | None:
    """The unit's newest declaration, made by itself or together with the instansi."""
    ikut = Pencanangan.peserta.through.objects.filter(unitkerja=unit).values("pencanangan")
    milik = Q(unit=unit, lingkup=LingkupPencanangan.UNIT) | (BERSAMA & Q(pk__in=ikut))
    return Pencanangan.objects.sah().filter(milik).first()


def tanggal_dicanangkan(unit_ids: Collection[int], sampai: int | None = None) -> dict[int, dt.date]:
    """Unit id → date of its newest declaration, its own or a joint one it took part in; of years up to ``sampai`` where
    one is given. Two queries."""
    sah = Pencanangan.objects.sah()
    if sampai is not None:
        sah = sah.filter(tahun__lte=sampai)
    milik = sah.filter(lingkup=LingkupPencanangan.UNIT, unit__in=unit_ids).values_list("unit_id", "tanggal")
    bersama = sah.filter(BERSAMA, peserta__in=unit_ids).values_list("peserta", "tanggal")
    terbaru: dict[int, dt.date] = {}
    for unit_id, tanggal in [*milik, *bersama]:
        terbaru[unit_id] = max(tanggal, terbaru.get(unit_id, tanggal))
    return terbaru


@dataclass(frozen=True, slots=True)
class Kekurangan:
    """Something a declaration lacks: what, what to do about it, where, and whether the move has to wait for it."""

    apa: str
    saran: str
    menghalangi: bool
    url: str = ""


def kekurangan(pencanangan: Pencanangan, aksi: str) -> list[Kekurangan]:
    """What stands in the way of this move, and what the person should know before it."""
    bagian = {"ajukan": _sebelum_ajukan, "canangkan": _sebelum_canangkan, "lengkapi": _sebelum_lengkapi}.get(aksi)
    return list(bagian(pencanangan)) if bagian else []


def _sebelum_ajukan(p: Pencanangan) -> Iterator[Kekurangan]:
    yield from _peserta(p)
    if p.lingkup == LingkupPencanangan.INSTANSI:
        pimpinan = anggota(Peran.PIMPINAN_INSTANSI, instansi=p.unit.instansi)
    else:
        pimpinan = anggota(Peran.PIMPINAN_UNIT, unit=p.unit)
    if not pimpinan.exists():
        yield Kekurangan(
            _("Belum ada pimpinan yang dapat mengonfirmasi di portal"),
            _("Minta admin instansi memberi peran pimpinan kepada orang yang berwenang."),
            menghalangi=True,
        )
    yield from _pakta(p)


def _sebelum_canangkan(p: Pencanangan) -> Iterator[Kekurangan]:
    yield from _peserta(p)
    if p.tanggal > timezone.localdate():
        yield Kekurangan(
            _("Tanggal pencanangan masih di depan"),
            _("Konfirmasi pada hari pencanangan atau sesudahnya. Bila tanggalnya salah, kembalikan untuk diperbaiki."),
            menghalangi=True,
        )
    if p.tanggal < TANGGAL_AWAL:
        yield Kekurangan(
            _("Tanggal pencanangan sebelum 2014"),
            _("Zona Integritas dimulai pada 2014. Kembalikan pencanangan ini agar tanggalnya diperbaiki."),
            menghalangi=True,
        )
    yield from _pakta(p)


def _sebelum_lengkapi(p: Pencanangan) -> Iterator[Kekurangan]:
    if not p.publikasi.filter(dihapus_pada=None).exists():
        yield Kekurangan(
            _("Belum ada publikasi"),
            _("Tambahkan paling sedikit satu tautan atau catatan tempat pencanangan ini disebarluaskan."),
            menghalangi=True,
            url=reverse("units:pencanangan_publikasi", args=[p.unit_id, p.pk]),
        )
    yield from _pakta(p)


def _peserta(p: Pencanangan) -> Iterator[Kekurangan]:
    if p.lingkup == LingkupPencanangan.INSTANSI and not p.peserta.exists():
        yield Kekurangan(
            _("Belum ada unit peserta"),
            _("Pilih unit kerja yang ikut dalam pencanangan bersama."),
            menghalangi=True,
            url=reverse("units:pencanangan_ubah", args=[p.unit_id, p.pk]),
        )


def _pakta(p: Pencanangan) -> Iterator[Kekurangan]:
    """Under 100 % warns and does not block: those missing may sign after the declaration (Lampiran I)."""
    if p.lingkup == LingkupPencanangan.INSTANSI:
        kurang = sum(not k.penuh for k in pakta_peserta(p).values())
        if kurang:
            yield Kekurangan(
                ngettext(
                    "Pakta integritas di %(n)d unit peserta belum lengkap",
                    "Pakta integritas di %(n)d unit peserta belum lengkap",
                    kurang,
                )
                % {"n": kurang},
                _("Boleh dilengkapi setelah pencanangan oleh masing-masing unit."),
                menghalangi=False,
            )
        return
    keadaan = keadaan_pakta(p.unit)
    alamat = reverse("units:pakta", args=[p.unit_id])
    if keadaan.register is None:
        yield Kekurangan(
            _("Register pakta integritas belum dibuka"),
            _("Buka register, lalu kumpulkan tanda tangan. Boleh dilengkapi setelah pencanangan."),
            menghalangi=False,
            url=alamat,
        )
    elif not keadaan.jumlah:
        yield Kekurangan(
            _("Daftar pegawai unit masih kosong"),
            _("Isi daftar pegawai agar jumlah penanda tangan pakta dapat dihitung."),
            menghalangi=False,
            url=alamat,
        )
    elif keadaan.kurang:
        yield Kekurangan(
            _("%(n)d dari %(semua)d pegawai belum menandatangani pakta integritas")
            % {"n": keadaan.kurang, "semua": keadaan.jumlah},
            _("Boleh dilengkapi setelah pencanangan."),
            menghalangi=False,
            url=alamat,
        )


def pakta_peserta(p: Pencanangan) -> dict[UnitKerja, KeadaanPakta]:
    """Each unit of a joint declaration with where its pakta stands. Four queries."""
    unit = list(p.peserta.order_by("nama", "pk"))
    keadaan = keadaan_pakta_banyak(u.pk for u in unit)
    return {u: keadaan[u.pk] for u in unit}


def jumlah_pakta(keadaan: list[KeadaanPakta]) -> tuple[int, int, Fraction | None]:
    """Pegawai, signatures and the share over several units."""
    semua, tanda = sum(k.jumlah for k in keadaan), sum(k.ditandatangani for k in keadaan)
    return semua, tanda, Fraction(tanda, semua) if semua else None
