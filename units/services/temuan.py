"""A finding: written by TPI, followed up by the unit, looked at again by TPI until it is put right."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from units.enums.tahap import STATUS_TEMUAN_TERBUKA, StatusPemantauan, StatusTemuan
from units.errors import BarisMoved, UnitsError
from units.models import Pemantauan, Temuan, User
from units.selectors.organisasi import orang_unit
from units.selectors.pemantauan import tpi_unit
from units.services.notifikasi import beri_tahu
from units.services.tahap import buat_baris, catat, gerak, hapus_baris, kunci_unit, ubah_baris
from zi_portal.common.waktu import teks_tanggal

# Who is told of a move, and what; the rest of the sentence is the finding.
KABAR = {
    "tindak_lanjuti": (tpi_unit, gettext_noop("Temuan ditindaklanjuti: %(temuan)s")),
    "verifikasi": (orang_unit, gettext_noop("Temuan diverifikasi: %(temuan)s")),
    "kembalikan": (orang_unit, gettext_noop("Tindak lanjut dikembalikan: %(temuan)s")),
    "buka_lagi": (orang_unit, gettext_noop("Temuan dibuka lagi: %(temuan)s")),
}


def is_draf(temuan: Temuan) -> bool:
    """Belongs to a monitoring that was not handed over yet."""
    return temuan.pemantauan is not None and temuan.pemantauan.status == StatusPemantauan.DRAF


@transaction.atomic
def buat_temuan(*, temuan: Temuan, actor: User, kiriman: uuid.UUID | None = None) -> Temuan:
    """Write a finding, by itself or on a draft monitoring; its year is the monitoring's, else the present one. By
    itself it is the unit's to follow up at once, so the unit is told. Raises UnitsError when the monitoring was
    handed over meanwhile."""
    kunci_unit(temuan.unit)
    if temuan.pemantauan is not None:
        temuan.pemantauan = Pemantauan.objects.hidup().filter(unit=temuan.unit, pk=temuan.pemantauan.pk).first()
        if temuan.pemantauan is None or not is_draf(temuan):
            raise UnitsError(_("Pemantauan ini sudah disampaikan. Tambahkan temuannya sebagai temuan tersendiri."))
        temuan.tahun = temuan.pemantauan.tahun
    else:
        temuan.tahun = timezone.localdate().year
    baris = buat_baris(baris=temuan, actor=actor, kiriman=kiriman)
    if baris is temuan and baris.pemantauan is None:
        _kabari(baris, orang_unit(baris.unit), _("Temuan baru dari TPI: %(temuan)s"), actor)
    return baris


@transaction.atomic
def ubah_temuan(*, temuan: Temuan, ubah: Mapping[str, Any], versi: int, actor: User) -> Temuan:
    """Change the words of a finding: all of it in a draft, else all but the due date, and only before its follow-up.
    Raises UnitsError when it is too late for that, BarisBentrok when somebody was faster."""
    kunci_unit(temuan.unit)
    kini = Temuan.objects.select_related("pemantauan").get(pk=temuan.pk)
    if not is_draf(kini):
        ubah = {nama: nilai for nama, nilai in ubah.items() if nama != "tenggat"}
        if kini.status != StatusTemuan.TERBUKA:
            raise UnitsError(_("Temuan ini sudah ditindaklanjuti, jadi isinya tidak dapat diubah lagi."))
    return ubah_baris(baris=temuan, ubah=ubah, versi=versi, actor=actor)


@transaction.atomic
def hapus_temuan(*, temuan: Temuan, actor: User) -> None:
    """Take a finding out of a draft. Raises UnitsError once the unit knows of it. A repeat changes nothing."""
    kunci_unit(temuan.unit)
    kini = Temuan.objects.select_related("pemantauan").get(pk=temuan.pk)
    if not is_draf(kini):
        raise UnitsError(_("Temuan yang sudah disampaikan tidak dapat dihapus. Verifikasi bila sudah beres."))
    hapus_baris(baris=temuan, actor=actor)


@transaction.atomic
def gerak_temuan(*, temuan: Temuan, aksi: str, actor: User, alasan: str = "") -> Temuan:
    """Make one move of a finding and tell the other side. Raises BarisMoved when somebody was faster, UnitsError
    without an owed reason, or when the finding is still TPI's draft."""
    if is_draf(temuan):
        raise UnitsError(_("Temuan ini masih draf TPI. Sampaikan dulu pemantauannya."))
    ubah: dict[str, Any] = {}
    if aksi == "verifikasi":
        ubah = {"diverifikasi_pada": timezone.now()}
    elif aksi == "buka_lagi":
        ubah = {"diverifikasi_pada": None}
    gerak(objek=temuan, aksi=aksi, actor=actor, alasan=alasan, **ubah)
    kepada, judul = KABAR[aksi]
    _kabari(temuan, kepada(temuan.unit), _(judul), actor, alasan.strip())
    return temuan


@transaction.atomic
def perpanjang_temuan(*, temuan: Temuan, tenggat: dt.date, alasan: str, versi: int, actor: User) -> Temuan:
    """Give the unit until a later day, with a reason. Raises UnitsError for a day that is past or not later,
    BarisMoved when the finding moved meanwhile."""
    if not (alasan := alasan.strip()):
        raise UnitsError(_("Tulis alasannya, supaya unit tahu mengapa tenggatnya berubah."))
    lama = temuan.tenggat
    if tenggat <= lama or tenggat < timezone.localdate():
        raise UnitsError(_("Pilih tanggal sesudah tenggat sekarang, dan bukan tanggal yang sudah lewat."))
    baris = Temuan.objects.hidup().filter(pk=temuan.pk, versi=versi, status__in=STATUS_TEMUAN_TERBUKA)
    if not baris.update(tenggat=tenggat, versi=versi + 1, diubah_pada=timezone.now()):
        raise BarisMoved(temuan)
    temuan.refresh_from_db()
    rincian = {"tenggat": [lama.isoformat(), tenggat.isoformat()]}
    catat(objek=temuan, aksi="perpanjang", actor=actor, alasan=alasan, rincian=rincian)
    if not is_draf(temuan):
        judul = _("Tenggat temuan menjadi %(tanggal)s") % {"tanggal": teks_tanggal(tenggat)}
        _kabari(temuan, orang_unit(temuan.unit), f"{judul}: %(temuan)s", actor, alasan)
    return temuan


def _kabari(temuan: Temuan, kepada: models.QuerySet[User], judul: str, actor: User, isi: str = "") -> None:
    unit = temuan.unit
    beri_tahu(
        kepada=kepada,
        judul=judul % {"temuan": str(temuan)},
        isi=f"{unit.nama} · {isi[:300]}" if isi else unit.nama,
        url=reverse("units:temuan_detail", args=[unit.pk, temuan.pk]),
        kecuali=actor,
    )
