"""The pakta integritas changes: registers open and close, people sign in three ways, personal links come and go.

A signature is one row for each person under each pimpinan, however often it is sent. Writers of one unit stand in a row
behind its lock, taken before anything else: nobody signs under a register that is being closed, and no two wait for
each other, as every row of history holds on to its unit.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files import File
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums.surel import JenisSurel
from units.enums.tahap import Benda, CaraTandaTangan
from units.errors import UnitsError
from units.models import BuktiTahap, Pakta, PegawaiUnit, RegisterPakta, SurelKeluar, TautanPakta, UnitKerja, User
from units.selectors.pakta import (
    AKTIF,
    DICABUT,
    DIPAKAI,
    DITUTUP,
    belum_tanda_tangan,
    keadaan_tautan,
    naskah_pakta,
    pakta_berlaku,
    pegawai_bertugas,
    q_bertugas,
    register_kini,
)
from units.selectors.pencanangan import TANGGAL_AWAL
from units.services.bukti import DataBukti, berkas_tersimpan, buat_bukti_berkas
from units.services.notifikasi import beri_tahu
from units.services.surel import Surat, kirim_segera, menyusun
from units.services.tahap import buat_baris, catat, kunci_unit

logger = logging.getLogger(__name__)

MASA_TAUTAN = 14
MASA_TAUTAN_TERLAMA = 60


# Registers -----------------------------------------------------------------------------------------------------------


def buka_register(
    *,
    unit: UnitKerja,
    pemimpin_nama: str,
    pemimpin_jabatan: str,
    mulai: dt.date,
    actor: User,
    menggantikan: RegisterPakta | None = None,
    kiriman: uuid.UUID | None = None,
) -> RegisterPakta:
    """Open the register of the present pimpinan, which all sign. A new pimpinan closes ``menggantikan``, which stays
    readable. Raises UnitsError when somebody was faster, or the date cannot be."""
    _periksa_mulai(mulai, menggantikan)
    baris = RegisterPakta(
        unit=unit,
        tahun=mulai.year,
        pemimpin_nama=pemimpin_nama,
        pemimpin_jabatan=pemimpin_jabatan,
        mulai=mulai,
        naskah=naskah_pakta(),
    )
    with transaction.atomic():
        kunci_unit(unit)
        kini = register_kini(unit)
        if kini and kiriman and kini.kiriman == kiriman:
            return kini
        if (kini.pk if kini else None) != (menggantikan.pk if menggantikan else None):
            raise UnitsError(
                _("Register pakta unit ini baru saja diubah orang lain. Muat ulang halaman, lalu periksa keadaannya.")
            )
        if kini:
            kini.unit = unit
            RegisterPakta.objects.filter(pk=kini.pk).update(
                ditutup_pada=timezone.now(), diubah_pada=timezone.now(), versi=kini.versi + 1
            )
            catat(objek=kini, aksi="tutup", actor=actor)
        register = buat_baris(baris=baris, actor=actor, kiriman=kiriman)
    akun = User.objects.filter(is_active=True, pegawai_unit__in=pegawai_bertugas(unit)).distinct()
    beri_tahu(
        kepada=akun,
        judul=_("Pakta integritas %(unit)s menunggu tanda tangan Anda") % {"unit": unit.nama},
        url=reverse("units:pakta_saya"),
        kecuali=actor,
    )
    return register


def _periksa_mulai(mulai: dt.date, lama: RegisterPakta | None) -> None:
    if mulai > timezone.localdate():
        raise UnitsError(_("Tanggal mulai tidak boleh di depan. Buka register pada hari pimpinan mulai bertugas."))
    if mulai < TANGGAL_AWAL:
        raise UnitsError(_("Zona Integritas dimulai pada 2014. Periksa tanggal mulainya."))
    if lama and mulai < lama.mulai:
        raise UnitsError(_("Pimpinan baru tidak dapat mulai sebelum register pimpinan yang digantikan."))


def _kunci_register(register: RegisterPakta) -> None:
    """Wait for one's turn in the register's unit. Raises UnitsError when the register is closed by then."""
    kunci_unit(register.unit)
    if not RegisterPakta.objects.hidup().filter(pk=register.pk, ditutup_pada=None).exists():
        raise UnitsError(
            _("Register pakta ini sudah ditutup karena pimpinan berganti. Tanda tangani register yang baru.")
        )


# Signing -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def tanda_tangani(
    *,
    register: RegisterPakta,
    pegawai: PegawaiUnit,
    cara: str,
    actor: User | None,
    tanggal: dt.date | None = None,
    bukti_id: int | None = None,
) -> Pakta:
    """One signature; who signed already keeps the first. Without ``actor`` it is the pegawai's own, by a link.

    Raises UnitsError when the register is closed or the pegawai no longer serves in its unit.
    """
    _kunci_register(register)
    if ada := pakta_berlaku(register).filter(pegawai=pegawai).first():
        return ada
    if not PegawaiUnit.objects.filter(q_bertugas(), pk=pegawai.pk, unit=register.unit_id).exists():
        raise UnitsError(_("Pegawai ini tidak lagi bertugas di unit tersebut, jadi pakta tidak ditandatangani."))
    pakta = Pakta.objects.create(
        register=register,
        pegawai=pegawai,
        cara=cara,
        tanggal=tanggal or timezone.localdate(),
        naskah_sha256=hashlib.sha256(register.naskah.encode()).hexdigest(),
        bukti_id=bukti_id,
        oleh=actor,
    )
    rincian = {"register": register.pk, "pakta": pakta.pk, "cara": str(cara)}
    catat(objek=pegawai, aksi="tanda_tangan", actor=actor, nama="" if actor else pegawai.nama, ke=cara, rincian=rincian)
    logger.info("pakta %s: pegawai %s, %s", pakta.pk, pegawai.pk, cara)
    return pakta


def tanda_tangani_sendiri(*, register: RegisterPakta, pegawai: PegawaiUnit, actor: User) -> Pakta:
    """Somebody signs their own in the portal; the register of pegawai now knows their account."""
    with transaction.atomic():
        pakta = tanda_tangani(register=register, pegawai=pegawai, cara=CaraTandaTangan.PORTAL, actor=actor)
        PegawaiUnit.objects.filter(pk=pegawai.pk, user=None).update(user=actor)
    return pakta


def catat_pindaian(
    *,
    register: RegisterPakta,
    pegawai: Sequence[PegawaiUnit],
    tanggal: dt.date,
    berkas: File,
    nama: str,
    actor: User,
) -> int:
    """Record everybody on a signed sheet, which becomes a proof of the unit. Returns how many were new.

    Who signed already stays as they are. Raises UnitsError when nobody is new, the date cannot be, or the file is
    refused; nothing is kept then.
    """
    if tanggal > timezone.localdate():
        raise UnitsError(_("Tanggal tanda tangan tidak boleh di depan."))
    if tanggal < register.mulai:
        raise UnitsError(
            _("Lembar itu lebih lama dari register pimpinan sekarang. Pakta ditandatangani di hadapan pimpinan baru.")
        )
    unit = register.unit
    with berkas_tersimpan(unit=unit, berkas=berkas, nama=nama) as siap, transaction.atomic():
        _kunci_register(register)
        baru = list(belum_tanda_tangan(unit, register).filter(pk__in=[p.pk for p in pegawai]))
        if not baru:
            raise UnitsError(_("Semua pegawai yang dipilih sudah menandatangani. Tidak ada yang dicatat."))
        judul = _("Pakta integritas bertanda tangan, %(n)d pegawai") % {"n": len(baru)}
        bukti = buat_bukti_berkas(siap=siap, data=DataBukti(judul=judul, tanggal=tanggal), actor=actor)
        BuktiTahap.objects.create(bukti=bukti, unit=unit, benda=Benda.REGISTER_PAKTA, objek_id=register.pk, oleh=actor)
        for satu in baru:
            satu.unit = unit
            tanda_tangani(
                register=register,
                pegawai=satu,
                cara=CaraTandaTangan.PINDAIAN,
                actor=actor,
                tanggal=tanggal,
                bukti_id=bukti.pk,
            )
    return len(baru)


def tarik_pakta(*, pakta: Pakta, actor: User, alasan: str) -> None:
    """Withdraw a mistaken signature; its row stays. A repeat changes nothing. Raises UnitsError without a reason."""
    alasan = alasan.strip()
    if not alasan:
        raise UnitsError(_("Tulis alasannya, supaya pegawai tahu mengapa ia perlu menandatangani lagi."))
    with transaction.atomic():
        kunci_unit(pakta.pegawai.unit)
        tetap = Pakta.objects.filter(pk=pakta.pk, ditarik_pada=None)
        if tetap.update(ditarik_pada=timezone.now()):
            rincian = {"register": pakta.register_id, "pakta": pakta.pk}
            catat(objek=pakta.pegawai, aksi="tarik_pakta", actor=actor, alasan=alasan, rincian=rincian)
            logger.info("pakta %s withdrawn by %s", pakta.pk, actor.pk)


# Personal links ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TautanBaru:
    """A link as it is shown once: the portal keeps only the hash of ``rahasia``."""

    tautan: TautanPakta
    rahasia: str


def sidik_rahasia(rahasia: str) -> str:
    """What the portal keeps of a secret. It is 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(rahasia.encode()).hexdigest()


def buat_tautan(
    *, register: RegisterPakta, pegawai: Sequence[PegawaiUnit], actor: User, hari: int = MASA_TAUTAN, asal: str = ""
) -> list[TautanBaru]:
    """A personal link for each of these pegawai who has not signed; what they had before no longer works.

    With ``asal`` (the portal's address, "https://…") the links are not given back but sent to those with an e-mail.
    Raises UnitsError when there is nobody to make one for.
    """
    unit, kini = register.unit, timezone.now()
    with transaction.atomic():
        _kunci_register(register)
        untuk = belum_tanda_tangan(unit, register).filter(pk__in=[p.pk for p in pegawai]).order_by("nama", "pk")
        if asal:
            untuk = untuk.exclude(surel="")
        untuk = list(untuk)
        if not untuk:
            raise UnitsError(
                _("Tidak ada pegawai terpilih yang belum menandatangani dan mempunyai surel.")
                if asal
                else _("Semua pegawai yang dipilih sudah menandatangani, jadi tautan tidak diperlukan.")
            )
        _belum_dipakai(register).filter(pegawai__in=untuk).update(dicabut_pada=kini)
        rahasia = [secrets.token_urlsafe(32) for _satu in untuk]
        tautan = TautanPakta.objects.bulk_create(
            TautanPakta(
                register=register,
                pegawai=satu,
                sidik=sidik_rahasia(teks),
                dibuat_oleh=actor,
                dibuat_pada=kini,
                kedaluwarsa=kini + dt.timedelta(days=min(max(hari, 1), MASA_TAUTAN_TERLAMA)),
                surel_asal=asal,
            )
            for satu, teks in zip(untuk, rahasia, strict=True)
        )
        rincian = {"pegawai": [satu.pk for satu in untuk], "surel": bool(asal)}
        catat(objek=register, aksi="buat_tautan", actor=actor, rincian=rincian)
        if asal:
            SurelKeluar.objects.bulk_create(SurelKeluar(jenis=JenisSurel.PAKTA, tautan=t) for t in tautan)
            transaction.on_commit(kirim_segera)
            return []
    logger.info("register %s: %s links by %s", register.pk, len(tautan), actor.pk)
    return [TautanBaru(t, teks) for t, teks in zip(tautan, rahasia, strict=True)]


def _belum_dipakai(register: RegisterPakta):
    return TautanPakta.objects.filter(register=register, dipakai_pada=None, dicabut_pada=None)


def cabut_tautan(*, tautan: TautanPakta, actor: User) -> bool:
    """Make a link useless. False when it was used or taken back already."""
    with transaction.atomic():
        kunci_unit(tautan.register.unit)
        baris = TautanPakta.objects.filter(pk=tautan.pk, dipakai_pada=None, dicabut_pada=None)
        if not baris.update(dicabut_pada=timezone.now()):
            return False
        catat(objek=tautan.register, aksi="cabut_tautan", actor=actor, rincian={"pegawai": tautan.pegawai_id})
    return True


def cari_tautan(rahasia: str) -> TautanPakta | None:
    """The link with this secret, with all that its page shows."""
    baris = TautanPakta.objects.select_related("register__unit__instansi", "pegawai")
    return baris.filter(sidik=sidik_rahasia(rahasia)).first()


def tanda_tangani_tautan(*, tautan: TautanPakta) -> str:
    """The bearer of a link signs. Returns where the link stands: "dipakai" once signed, also at a repeat.

    A link that ran out or was taken back changes nothing.
    """
    try:
        with transaction.atomic():
            _kunci_register(tautan.register)
            tautan.refresh_from_db(fields=["dipakai_pada", "dicabut_pada", "kedaluwarsa"])
            if (keadaan := keadaan_tautan(tautan)) != AKTIF:
                return keadaan
            TautanPakta.objects.filter(pk=tautan.pk).update(dipakai_pada=timezone.now())
            tautan.pegawai.unit = tautan.register.unit
            tanda_tangani(register=tautan.register, pegawai=tautan.pegawai, cara=CaraTandaTangan.TAUTAN, actor=None)
    except UnitsError:
        # The register was closed, or the pegawai left, since the page was opened.
        tautan.register.refresh_from_db(fields=["ditutup_pada"])
        return DITUTUP if tautan.register.ditutup_pada else DICABUT
    return DIPAKAI


# By mail -------------------------------------------------------------------------------------------------------------


@menyusun(JenisSurel.PAKTA)
def susun_pakta(baris: Sequence[SurelKeluar]) -> dict[int, Surat]:
    """The letters with the links, whose secrets are made only here; none for a link that no longer works."""
    kini = timezone.now()
    surat = {}
    for satu in baris:
        tautan = satu.tautan
        masih = _belum_dipakai(tautan.register).filter(
            pk=tautan.pk, surel_pada=None, kedaluwarsa__gt=kini, register__ditutup_pada=None
        )
        rahasia = secrets.token_urlsafe(32)
        if tautan.pegawai.surel and masih.update(sidik=sidik_rahasia(rahasia)):
            surat[satu.pk] = _surat(tautan, f"{tautan.surel_asal}{reverse('units:pakta_tautan', args=[rahasia])}")
    return surat


def _surat(tautan: TautanPakta, url: str) -> Surat:
    isi = {"tautan": tautan, "url": url}
    return Surat(
        kepada=tautan.pegawai.surel,
        judul=_("Pakta integritas %(unit)s") % {"unit": tautan.register.unit.nama},
        teks=render_to_string("units/surat_pakta.txt", isi),
        html=render_to_string("units/surat_pakta.html", isi),
        terkirim=lambda kini: TautanPakta.objects.filter(pk=tautan.pk).update(surel_pada=kini),
    )
