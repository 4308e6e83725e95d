"""Assistance by TPI: planned, moved, held, called off."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums.tahap import Jejak
from units.errors import BarisBentrok, UnitsError
from units.models import Pendampingan, User
from units.selectors.organisasi import orang_unit
from units.services.notifikasi import beri_tahu
from units.services.tahap import buat_baris, catat, kunci_unit, terakhir, ubah_baris
from zi_portal.common.waktu import teks_waktu


@transaction.atomic
def rencanakan(
    *, pendampingan: Pendampingan, petugas: Collection[User], actor: User, kiriman: uuid.UUID | None = None
) -> Pendampingan:
    """Plan an assistance; its year is that of its day in the instansi's zone. Tells the unit and the officers."""
    pendampingan.tahun = _tahun(pendampingan)
    baris = buat_baris(baris=pendampingan, actor=actor, kiriman=kiriman)
    if baris is pendampingan:  # else a repeat of what is planned already
        baris.petugas.set(petugas)
        _kabari(baris, _("Pendampingan direncanakan: %(topik)s"), actor)
    return baris


@transaction.atomic
def ubah_pendampingan(
    *, pendampingan: Pendampingan, ubah: Mapping[str, Any], petugas: Collection[User], versi: int, actor: User
) -> Pendampingan:
    """Change a plan as it was at ``versi``. Tells the unit and the officers when the time or place moved.
    Raises BarisBentrok when somebody was faster, UnitsError when it was called off."""
    kunci_unit(pendampingan.unit)
    kini = Pendampingan.objects.select_related("unit__instansi").get(pk=pendampingan.pk)
    if kini.dibatalkan:
        raise UnitsError(_("Pendampingan ini sudah dibatalkan, jadi tidak dapat diubah."))
    if kini.versi != versi:
        raise BarisBentrok(kini, terakhir(kini))
    lama, lama_waktu = list(kini.petugas.all()), (kini.mulai, kini.selesai, kini.tempat)
    isi = {**ubah, "tahun": _tahun(pendampingan)}
    baris = ubah_baris(baris=kini, ubah=isi, versi=versi, actor=actor)
    if set(lama) != set(petugas):
        if baris.versi == versi:
            Pendampingan.objects.filter(pk=kini.pk).update(versi=versi + 1, diubah_pada=timezone.now())
        baris.petugas.set(petugas)
        nama = [sorted(orang.nama for orang in deret) for deret in (lama, petugas)]
        catat(objek=baris, aksi=Jejak.UBAH, actor=actor, rincian={"petugas": nama})
        baris.refresh_from_db()
    if lama_waktu != (baris.mulai, baris.selesai, baris.tempat):
        _kabari(baris, _("Jadwal pendampingan berubah: %(topik)s"), actor)
    return baris


def catat_hasil(*, pendampingan: Pendampingan, hasil: str, versi: int, actor: User) -> Pendampingan:
    """Write down what came of it. Raises UnitsError before it began or after it was called off, BarisBentrok when
    somebody was faster."""
    kini = Pendampingan.objects.get(pk=pendampingan.pk)
    if kini.dibatalkan or not kini.berlangsung:
        raise UnitsError(_("Hasil dicatat setelah pendampingan berlangsung, dan tidak untuk yang dibatalkan."))
    sudah = kini.hasil
    baris = ubah_baris(baris=pendampingan, ubah={"hasil": hasil}, versi=versi, actor=actor)
    if hasil and not sudah:
        _kabari(baris, _("Hasil pendampingan dicatat: %(topik)s"), actor)
    return baris


@transaction.atomic
def batalkan(*, pendampingan: Pendampingan, alasan: str, actor: User) -> None:
    """Call it off, with a reason; it stays in the log. Raises UnitsError without one, when that was done before,
    or when there is a result already."""
    if not (alasan := alasan.strip()):
        raise UnitsError(_("Tulis alasannya, supaya unit tahu mengapa jadwalnya batal."))
    rencana = Pendampingan.objects.hidup().filter(pk=pendampingan.pk, dibatalkan=False, hasil="")
    if not rencana.update(dibatalkan=True, versi=models.F("versi") + 1, diubah_pada=timezone.now()):
        raise UnitsError(_("Pendampingan ini sudah dibatalkan atau sudah punya hasil, jadi tidak dapat dibatalkan."))
    pendampingan.refresh_from_db()
    catat(objek=pendampingan, aksi="batalkan", actor=actor, alasan=alasan)
    _kabari(pendampingan, _("Pendampingan dibatalkan: %(topik)s"), actor, alasan)


def _tahun(pendampingan: Pendampingan) -> int:
    return pendampingan.mulai.astimezone(pendampingan.unit.instansi.tz).year


def _kabari(pendampingan: Pendampingan, judul: str, actor: User, isi: str = "") -> None:
    unit = pendampingan.unit
    waktu = teks_waktu(pendampingan.mulai, unit.instansi.tz)
    beri_tahu(
        kepada=[*orang_unit(unit), *pendampingan.petugas.filter(is_active=True)],
        judul=judul % {"topik": pendampingan.topik},
        isi=isi or f"{unit.nama} · {waktu}",
        url=reverse("units:pendampingan_detail", args=[unit.pk, pendampingan.pk]),
        kecuali=actor,
    )
