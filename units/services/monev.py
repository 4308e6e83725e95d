"""The quarterly monev: drafted from the plan, signed by the pimpinan with the plan as it stands, followed up."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums import PERAN_PENGISI
from units.enums.tahap import StatusMonev, StatusTindakLanjut
from units.errors import BarisMoved, UnitsError
from units.models import Keanggotaan, Monev, RiwayatTahap, TindakLanjutMonev, User
from units.selectors.monev import keadaan_monev, sidik_monev, tindak_lanjut
from units.selectors.triwulan import triwulan_mulai
from units.services.notifikasi import beri_tahu
from units.services.tahap import buat_baris, gerak, hapus_baris, kunci_unit, ubah_baris


@transaction.atomic
def buat_monev(*, baris: Monev, actor: User, kiriman: uuid.UUID | None = None) -> Monev:
    """Open the draft of a quarter. Raises UnitsError for a quarter that has not begun or has its monev already."""
    kunci_unit(baris.unit)
    if not (kiriman and Monev.objects.filter(unit=baris.unit, kiriman=kiriman).exists()):
        if baris.triwulan not in triwulan_mulai(baris.tahun):
            raise UnitsError(_("Triwulan ini belum mulai. Monev dibuat setelah triwulannya berjalan."))
        sama = Monev.objects.hidup().filter(unit=baris.unit, tahun=baris.tahun, triwulan=baris.triwulan)
        if sama.exists():
            raise UnitsError(_("Monev %(apa)s sudah ada. Buka dari daftar monev.") % {"apa": baris})
    return buat_baris(baris=baris, actor=actor, kiriman=kiriman)


@transaction.atomic
def ubah_monev(*, baris: Monev, ubah: Mapping[str, Any], versi: int, actor: User) -> Monev:
    """Change the words of a draft. Raises as ``ubah_baris``, and BarisMoved once it is signed."""
    _kunci_draf(baris)
    return ubah_baris(baris=baris, ubah=ubah, versi=versi, actor=actor)


@transaction.atomic
def hapus_monev(*, baris: Monev, actor: User, alasan: str = "") -> None:
    """Take a draft and its follow-up out of every list. Raises BarisMoved once it is signed."""
    if baris.dihapus_pada:
        return
    _kunci_draf(baris)
    for satu in tindak_lanjut(baris):
        hapus_baris(baris=satu, actor=actor, alasan=alasan)
    hapus_baris(baris=baris, actor=actor, alasan=alasan)


@transaction.atomic
def sahkan_monev(*, monev: Monev, sidik: str, actor: User) -> RiwayatTahap:
    """The pimpinan signs what they read (``sidik``); the plan is stored as it stands. Tells those who filled it.

    Raises UnitsError when the draft has changed since, BarisMoved when it is no draft any more.
    """
    _kunci_draf(monev)
    monev.refresh_from_db()
    if sidik_monev(monev) != sidik:
        raise UnitsError(_("Draf ini berubah sejak Anda membukanya. Baca lagi, lalu sahkan."))
    jejak = gerak(
        objek=monev,
        aksi="sahkan",
        actor=actor,
        keadaan=keadaan_monev(monev),
        disahkan_oleh=actor,
        disahkan_pada=timezone.now(),
    )
    _kabari_pengisi(monev, _("Monev %(apa)s disahkan pimpinan") % {"apa": monev}, actor)
    return jejak


@transaction.atomic
def buka_lagi_monev(*, monev: Monev, alasan: str, actor: User) -> RiwayatTahap:
    """Make a signed monev a draft again; what had been stored stays in the history. Raises as ``gerak``."""
    monev.refresh_from_db()
    jejak = gerak(
        objek=monev,
        aksi="buka_lagi",
        actor=actor,
        alasan=alasan,
        rincian={"keadaan": monev.keadaan},
        keadaan={},
        disahkan_oleh=None,
        disahkan_pada=None,
    )
    _kabari_pengisi(monev, _("Monev %(apa)s dibuka lagi") % {"apa": monev}, actor, alasan)
    return jejak


def _kabari_pengisi(monev: Monev, judul: str, actor: User, isi: str = "") -> None:
    orang = Keanggotaan.objects.aktif().filter(unit=monev.unit, peran__in=PERAN_PENGISI).select_related("user")
    url = reverse("units:monev_detail", args=[monev.unit_id, monev.pk])
    beri_tahu(kepada=[k.user for k in orang], judul=judul, url=url, isi=isi, kecuali=actor)


def _kunci_draf(monev: Monev) -> None:
    """Put writers of this monev in a row. Raises BarisMoved unless it is a draft."""
    tetap = Monev.objects.select_for_update().filter(pk=monev.pk, dihapus_pada=None)
    if tetap.values_list("status", flat=True).first() != StatusMonev.DRAF:
        raise BarisMoved(monev)


# --- Follow-up --------------------------------------------------------------------------------------------------------


@transaction.atomic
def buat_tindak_lanjut(*, baris: TindakLanjutMonev, actor: User, kiriman: uuid.UUID | None = None) -> TindakLanjutMonev:
    """Decide on a follow-up in a draft. Raises BarisMoved once the monev is signed."""
    if not (kiriman and TindakLanjutMonev.objects.filter(unit=baris.unit, kiriman=kiriman).exists()):
        _kunci_draf(baris.monev)
    baris.tahun = baris.monev.tahun
    return buat_baris(baris=baris, actor=actor, kiriman=kiriman)


@transaction.atomic
def ubah_tindak_lanjut(
    *, baris: TindakLanjutMonev, ubah: Mapping[str, Any], versi: int, actor: User
) -> TindakLanjutMonev:
    """Change a follow-up while its monev is a draft and it is open. Raises BarisMoved otherwise."""
    _kunci_draf(baris.monev)
    _masih_terbuka(baris)
    return ubah_baris(baris=baris, ubah=ubah, versi=versi, actor=actor)


@transaction.atomic
def hapus_tindak_lanjut(*, baris: TindakLanjutMonev, actor: User, alasan: str = "") -> None:
    """Drop a follow-up while its monev is a draft. Raises BarisMoved once that is signed."""
    if baris.dihapus_pada:
        return
    _kunci_draf(baris.monev)
    _masih_terbuka(baris)
    hapus_baris(baris=baris, actor=actor, alasan=alasan)


def _masih_terbuka(baris: TindakLanjutMonev) -> None:
    tetap = TindakLanjutMonev.objects.select_for_update().filter(pk=baris.pk)
    if tetap.values_list("status", flat=True).first() != StatusTindakLanjut.TERBUKA:
        raise BarisMoved(baris)


def selesaikan_tindak_lanjut(*, baris: TindakLanjutMonev, hasil: str, actor: User) -> RiwayatTahap:
    """Say what came of a follow-up, also after its monev was signed. Raises as ``gerak``."""
    return gerak(objek=baris, aksi="selesaikan", actor=actor, alasan=hasil, hasil=hasil.strip())
