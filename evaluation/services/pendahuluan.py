"""The parent unit's word on a submitted sheet, before TPI evaluates it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import Aksi
from evaluation.enums.musim import Jendela
from evaluation.enums.pendahuluan import BERKAS_SURAT, HasilArea, Kesimpulan
from evaluation.errors import EvaluationError
from evaluation.models import LembarKerjaEvaluasi, PenilaianPendahuluan, Riwayat
from evaluation.selectors.benturan import hitung_blokir
from evaluation.selectors.lke import orang_tpi, orang_unit
from evaluation.selectors.masa import tutup_jendela
from evaluation.services.benturan import BenturanMenghalangi
from evaluation.services.berkas import berkas_siap, pasang_berkas
from evaluation.services.lke import gerak
from evaluation.services.masa import pastikan_jendela, pastikan_tenggat
from units.enums.tahap import Area
from units.models import User
from units.services import beri_tahu
from units.services.bukti import BerkasSiap


@dataclass(frozen=True, slots=True)
class IsianPendahuluan:
    """What the assessor says: the conclusion with its letter, and of each area as far as there is something to say.
    ``tenggat``: until when the unit mends it, where its own window is too short."""

    kesimpulan: str
    nomor_surat: str = ""
    tanggal_surat: dt.date | None = None
    alasan: str = ""
    area: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    tenggat: dt.datetime | None = None


def putuskan_pendahuluan(
    *, lke: LembarKerjaEvaluasi, isian: IsianPendahuluan, actor: User, berkas: File | None = None
) -> Riwayat:
    """Hand the sheet on to TPI as fit for evaluation, with the letter that says so, or back to the unit with a reason.

    Raises EvaluationError, BuktiDitolak for a file that is not taken, MasaTutup after TPI's window, LKEMoved.
    """
    _periksa(lke, isian, berkas)
    if berkas is None:
        with transaction.atomic():
            return _putuskan(lke, isian, actor, None)
    siap = berkas_siap(benda=PenilaianPendahuluan.BENDA, jenis=BERKAS_SURAT, berkas=berkas, nama=berkas.name)
    with siap as isi, transaction.atomic():
        return _putuskan(lke, isian, actor, isi)


def _periksa(lke: LembarKerjaEvaluasi, isian: IsianPendahuluan, berkas: File | None) -> None:
    if isian.kesimpulan not in Kesimpulan.values:
        raise EvaluationError(_("Pilih kesimpulannya: layak atau belum layak dievaluasi."))
    if isian.kesimpulan == Kesimpulan.LAYAK and not (isian.nomor_surat.strip() and isian.tanggal_surat and berkas):
        raise EvaluationError(
            _("Pernyataan layak dievaluasi disampaikan dengan surat: isi nomor dan tanggalnya, lalu unggah berkasnya.")
        )
    hari_ini = timezone.localdate(timezone=lke.unit.instansi.tz)
    if isian.tanggal_surat and isian.tanggal_surat > hari_ini:
        raise EvaluationError(_("Tanggal surat tidak boleh sesudah hari ini."))
    if set(isian.area) - set(Area.values) or {h for h, _c in isian.area.values()} - {"", *HasilArea.values}:
        raise EvaluationError(_("Penilaian area tidak dikenal. Muat ulang halaman."))
    if isian.kesimpulan == Kesimpulan.BELUM:
        _periksa_tenggat(lke, isian.tenggat)


def _periksa_tenggat(lke: LembarKerjaEvaluasi, tenggat: dt.datetime | None) -> None:
    """The unit must have time to mend it, and TPI to evaluate it afterwards."""
    if tenggat is not None:
        pastikan_tenggat(lke, tenggat)
    elif tutup_jendela(lke.musim, Jendela.ISI, lke.unit.instansi) < timezone.now():
        raise EvaluationError(_("Masa pengisian sudah ditutup. Beri tenggat, supaya unit dapat memperbaiki LKE."))


def _putuskan(lke: LembarKerjaEvaluasi, isian: IsianPendahuluan, actor: User, siap: BerkasSiap | None) -> Riwayat:
    if hitung_blokir(actor, sebagai_penilai=True).kena(lke.unit_id, lke.musim_id):
        raise BenturanMenghalangi(actor, lke.unit)
    pastikan_jendela(lke.musim, Jendela.TPI, lke.unit.instansi)
    layak = isian.kesimpulan == Kesimpulan.LAYAK
    nomor, alasan = isian.nomor_surat.strip(), isian.alasan.strip()
    rincian: dict[str, object] = {}
    if nomor:
        rincian["nomor_surat"] = nomor
    if isian.tanggal_surat:
        rincian["tanggal_surat"] = isian.tanggal_surat.isoformat()
    tenggat = None if layak else isian.tenggat
    if tenggat:
        rincian["tenggat"] = tenggat.isoformat()
    riwayat = gerak(
        lke=lke,
        aksi=Aksi.LAYAK_DIEVALUASI if layak else Aksi.BELUM_LAYAK_DIEVALUASI,
        actor=actor,
        alasan=alasan,
        rincian=rincian,
        tenggat=tenggat,
    )
    baris = PenilaianPendahuluan.objects.create(
        lke=lke,
        unit_penilai_id=lke.unit_penilai_id,
        kesimpulan=Kesimpulan(isian.kesimpulan),
        nomor_surat=nomor,
        tanggal_surat=isian.tanggal_surat,
        alasan=alasan,
        area={
            str(int(area)): {"hasil": hasil, "catatan": catatan.strip()}
            for area, (hasil, catatan) in isian.area.items()
            if hasil or catatan.strip()
        },
        oleh=actor,
    )
    if siap:
        pasang_berkas(objek=baris, jenis=BERKAS_SURAT, siap=siap, actor=actor)
    _beri_tahu(lke, baris, actor)
    return riwayat


def _beri_tahu(lke: LembarKerjaEvaluasi, baris: PenilaianPendahuluan, actor: User) -> None:
    nama = {"unit": lke.unit, "hasil": baris.get_kesimpulan_display().lower(), "tahun": lke.musim}
    beri_tahu(
        kepada=orang_unit(lke),
        judul=_("Penilaian pendahuluan LKE %(unit)s: %(hasil)s") % nama,
        isi=baris.alasan,
        url=lke.get_absolute_url(),
        kecuali=actor,
    )
    if baris.kesimpulan == Kesimpulan.LAYAK:
        beri_tahu(
            kepada=orang_tpi(lke),
            judul=_("%(unit)s layak dievaluasi: LKE %(tahun)s menunggu TPI") % nama,
            url=lke.get_absolute_url(),
            kecuali=actor,
        )
