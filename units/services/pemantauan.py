"""Periodic monitoring and TPI's recommendation: drafted among TPI, then handed over."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums import Peran
from units.enums.tahap import StatusPemantauan, StatusRekomendasi
from units.errors import UnitsError
from units.models import BarisTahap, Pemantauan, RekomendasiTPI, Temuan, User
from units.selectors.organisasi import anggota, orang_unit
from units.selectors.pemantauan import temuan_berat, tpi_unit
from units.services.notifikasi import beri_tahu
from units.services.tahap import buat_baris, gerak, hapus_baris, kunci_unit, ubah_baris


# --- Monitoring -----------------------------------------------------------------------------------------------------
@transaction.atomic
def ubah_pemantauan(*, pemantauan: Pemantauan, ubah: Mapping[str, Any], versi: int, actor: User) -> Pemantauan:
    """Change a draft. Raises UnitsError once it was handed over, BarisBentrok when somebody was faster."""
    kunci_unit(pemantauan.unit)
    _masih(pemantauan, StatusPemantauan.DRAF)
    return ubah_baris(baris=pemantauan, ubah=ubah, versi=versi, actor=actor)


@transaction.atomic
def hapus_pemantauan(*, pemantauan: Pemantauan, actor: User) -> None:
    """Take a draft away, and the findings that were written on it. Raises UnitsError once it was handed over. A repeat
    changes nothing."""
    kunci_unit(pemantauan.unit)
    _masih(pemantauan, StatusPemantauan.DRAF)
    for temuan in Temuan.objects.hidup().filter(pemantauan=pemantauan).select_related("unit"):
        hapus_baris(baris=temuan, actor=actor)
    hapus_baris(baris=pemantauan, actor=actor)


@transaction.atomic
def terbitkan_pemantauan(*, pemantauan: Pemantauan, versi: int, actor: User) -> Pemantauan:
    """Hand a monitoring over with its findings; the unit is told. Raises UnitsError when it says nothing yet or was
    changed since ``versi``, BarisMoved when it was handed over before."""
    kunci_unit(pemantauan.unit)
    kini = Pemantauan.objects.get(pk=pemantauan.pk)
    if kini.status == StatusPemantauan.DRAF:
        _seperti_terbaca(kini, versi)
        if not kini.ringkasan.strip():
            raise UnitsError(_("Tulis ringkasannya lebih dulu; itulah yang pertama dibaca unit."))
    gerak(objek=pemantauan, aksi="terbitkan", actor=actor, terbit_pada=timezone.now())
    jumlah = Temuan.objects.hidup().filter(pemantauan=pemantauan).count()
    beri_tahu(
        kepada=orang_unit(pemantauan.unit),
        judul=_("Hasil pemantauan TPI: %(periode)s") % {"periode": pemantauan.periode},
        isi=_("%(n)s temuan perlu ditindaklanjuti.") % {"n": jumlah} if jumlah else _("Tanpa temuan baru."),
        url=reverse("units:pemantauan_detail", args=[pemantauan.unit_id, pemantauan.pk]),
        kecuali=actor,
    )
    return pemantauan


# --- Recommendation -------------------------------------------------------------------------------------------------
@transaction.atomic
def buat_rekomendasi(*, rekomendasi: RekomendasiTPI, actor: User, kiriman: uuid.UUID | None = None) -> RekomendasiTPI:
    """Begin the year's recommendation as a draft. Raises UnitsError when the year has one."""
    kunci_unit(rekomendasi.unit)
    ada = RekomendasiTPI.objects.hidup().filter(unit=rekomendasi.unit, tahun=rekomendasi.tahun).first()
    if ada and (kiriman is None or ada.kiriman != kiriman):
        raise UnitsError(_("Rekomendasi tahun ini sudah ada. Ubah yang sudah ada."))
    return buat_baris(baris=rekomendasi, actor=actor, kiriman=kiriman)


@transaction.atomic
def ubah_rekomendasi(*, rekomendasi: RekomendasiTPI, ubah: Mapping[str, Any], versi: int, actor: User):
    """Change a draft. Raises UnitsError once it was handed over, BarisBentrok when somebody was faster."""
    kunci_unit(rekomendasi.unit)
    _masih(rekomendasi, StatusRekomendasi.DRAF)
    return ubah_baris(baris=rekomendasi, ubah=ubah, versi=versi, actor=actor)


@transaction.atomic
def hapus_rekomendasi(*, rekomendasi: RekomendasiTPI, actor: User) -> None:
    """Take a draft away. Raises UnitsError once it was handed over. A repeat changes nothing."""
    kunci_unit(rekomendasi.unit)
    _masih(rekomendasi, StatusRekomendasi.DRAF)
    hapus_baris(baris=rekomendasi, actor=actor)


@transaction.atomic
def sampaikan_rekomendasi(
    *, rekomendasi: RekomendasiTPI, versi: int, actor: User, walau_berat: bool = False
) -> RekomendasiTPI:
    """Hand it to the pimpinan of the instansi; from now on the unit reads it too. A unit is called fit despite open
    grave findings only by somebody who says so (``walau_berat``), and the history keeps their number. Raises
    UnitsError without that word or when it was changed since ``versi``, BarisMoved when it is no draft any more."""
    kunci_unit(rekomendasi.unit)
    kini = RekomendasiTPI.objects.get(pk=rekomendasi.pk)
    alasan = ""
    if kini.status == StatusRekomendasi.DRAF:
        _seperti_terbaca(kini, versi)
        if kini.layak and (berat := temuan_berat(rekomendasi.unit)):
            if not walau_berat:
                raise UnitsError(
                    _("Masih ada %(n)s temuan berat yang terbuka. Nyatakan bahwa unit tetap layak diusulkan.")
                    % {"n": berat}
                )
            alasan = _("Disampaikan dengan %(n)s temuan berat masih terbuka.") % {"n": berat}
    gerak(objek=rekomendasi, aksi="sampaikan", actor=actor, alasan=alasan, disampaikan_pada=timezone.now())
    _kabari(rekomendasi, _pimpinan_dan_unit(rekomendasi), _("Rekomendasi TPI %(tahun)s: %(kata)s"), actor)
    return rekomendasi


@transaction.atomic
def terima_rekomendasi(*, rekomendasi: RekomendasiTPI, actor: User) -> RekomendasiTPI:
    """The pimpinan of the instansi has taken note. Raises BarisMoved when it was withdrawn or received before."""
    gerak(objek=rekomendasi, aksi="terima", actor=actor, diterima_oleh=actor, diterima_pada=timezone.now())
    kepada = [*tpi_unit(rekomendasi.unit), *orang_unit(rekomendasi.unit)]
    _kabari(rekomendasi, kepada, _("Rekomendasi TPI %(tahun)s diterima pimpinan: %(kata)s"), actor)
    return rekomendasi


@transaction.atomic
def tarik_rekomendasi(*, rekomendasi: RekomendasiTPI, alasan: str, actor: User) -> RekomendasiTPI:
    """Take it back to a draft, with a reason for those who had it. Raises BarisMoved once it was received."""
    gerak(objek=rekomendasi, aksi="tarik", actor=actor, alasan=alasan, disampaikan_pada=None)
    _kabari(rekomendasi, _pimpinan_dan_unit(rekomendasi), _("Rekomendasi TPI %(tahun)s ditarik"), actor, alasan)
    return rekomendasi


def _pimpinan_dan_unit(rekomendasi: RekomendasiTPI) -> list[User]:
    unit = rekomendasi.unit
    return [*anggota(Peran.PIMPINAN_INSTANSI, instansi=unit.instansi), *orang_unit(unit)]


def _kabari(rekomendasi: RekomendasiTPI, kepada: Iterable[User], judul: str, actor: User, isi: str = "") -> None:
    unit = rekomendasi.unit
    ditarik = rekomendasi.status == StatusRekomendasi.DRAF
    beri_tahu(
        kepada=kepada,
        judul=judul % {"tahun": rekomendasi.tahun, "kata": rekomendasi.get_layak_display()},
        isi=f"{unit.nama} · {isi[:300]}" if isi else unit.nama,
        # Withdrawn it is TPI's draft again, which those who are told cannot open.
        url=reverse("units:rekomendasi_list", args=[unit.pk])
        if ditarik
        else reverse("units:rekomendasi_detail", args=[unit.pk, rekomendasi.pk]),
        kecuali=actor,
    )


def _masih(baris: BarisTahap, status: str) -> None:
    kini = type(baris).objects.get(pk=baris.pk)
    if kini.status != status:
        raise UnitsError(
            _("Sekarang berstatus “%(status)s”, jadi isinya tidak dapat diubah lagi.")
            % {"status": kini.get_status_display()}
        )


def _seperti_terbaca(kini: BarisTahap, versi: int) -> None:
    if kini.versi != versi:
        raise UnitsError(_("Isinya baru saja diubah. Baca lagi yang sekarang, lalu sampaikan bila sudah sesuai."))
