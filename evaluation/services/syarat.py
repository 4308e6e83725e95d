"""Requirements are stated, exempted and filled here, each with its history beside it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import STATUS_TPI_BERJALAN, Lapis
from evaluation.enums.syarat import AksiSyarat, Keadaan, Pernyataan
from evaluation.errors import EvaluationError
from evaluation.models import BerkasEvaluasi, LembarKerjaEvaluasi, Musim, NilaiSyarat
from evaluation.selectors.syarat import HasilSyarat, data_instansi, syarat_banyak
from evaluation.services.berkas import berkas_siap, buang_berkas, pasang_berkas
from evaluation.services.lke import kunci_lke
from evaluation.services.masa import pastikan_masa
from evaluation.services.riwayat import catat
from evaluation.syarat import Syarat, aturan_syarat
from units.models import Instansi, User

logger = logging.getLogger(__name__)

BERKAS_SYARAT, BERKAS_INSTANSI = "bukti_syarat", "bukti_instansi"


@dataclass(frozen=True, slots=True)
class IsianSyarat:
    """What a person says about one rule. ``nilai`` empty takes it back; ``versi`` is what they saw, 0 for none."""

    nilai: str
    catatan: str = ""
    sumber: str = ""
    versi: int = 0

    @property
    def isi(self) -> dict[str, str]:
        return {"nilai": self.nilai, "catatan": self.catatan.strip(), "sumber": self.sumber.strip()}


class SyaratBentrok(EvaluationError):
    """Somebody else changed these rules meanwhile; ``kini`` are they as they stand now, by code."""

    def __init__(self, kini: Mapping[str, NilaiSyarat]) -> None:
        self.kini = kini
        nama = ", ".join(dict.fromkeys(str(b.diubah_oleh) for b in kini.values())) or _("orang lain")
        super().__init__(
            _(
                "Baru saja diubah oleh %(nama)s. Belum ada yang disimpan dan isian Anda masih ada. Bandingkan, lalu "
                "simpan lagi bila isian Anda yang dipakai."
            )
            % {"nama": nama}
        )


class SyaratKurang(EvaluationError):
    """Requirements that are not met or not said stand in the way of layak."""

    def __init__(self, kurang: Iterable[HasilSyarat]) -> None:
        self.kurang = tuple(kurang)
        super().__init__(
            _(
                "%(n)d persyaratan belum terpenuhi atau belum dinyatakan: %(nama)s. Lengkapi di halaman Persyaratan, "
                "kecualikan dengan alasan, atau nyatakan tidak layak."
            )
            % {"n": len(self.kurang), "nama": "; ".join(h.nama for h in self.kurang)}
        )


# On a sheet -----------------------------------------------------------------------------------------------------------


def _kunci(lke: LembarKerjaEvaluasi) -> None:
    """Lock the sheet while TPI is at work, so that nothing is said while it concludes."""
    pastikan_masa(lke, Lapis.TPI)
    kunci_lke(lke, *STATUS_TPI_BERJALAN, segarkan=())


def _hasil(lke: LembarKerjaEvaluasi) -> dict[str, HasilSyarat]:
    return {h.kode: h for h in syarat_banyak([lke])[lke.pk]}


def _ambil(hasil: Mapping[str, HasilSyarat], kode: str) -> HasilSyarat:
    if kode not in hasil:
        raise EvaluationError(_("Persyaratan %(kode)s tidak ada untuk LKE ini.") % {"kode": kode[:40]})
    return hasil[kode]


@transaction.atomic
def nyatakan_syarat(*, lke: LembarKerjaEvaluasi, isian: Mapping[str, IsianSyarat], actor: User) -> list[str]:
    """Say how rules stand that nothing computes, all or none; returns the codes that changed.

    A belum owes its note. What is as it was writes nothing. Raises SyaratBentrok, EvaluationError, LKEMoved.
    """
    _kunci(lke)
    hasil = _hasil(lke)
    beda = {kode: satu for kode, satu in isian.items() if _berbeda(_ambil(hasil, kode).tercatat, satu)}
    for kode, satu in beda.items():
        _pastikan_pernyataan(hasil[kode], satu)
    # Behind the lock of the sheet nobody else writes: what moved did so since the person looked.
    if bentrok := {k: t for k, s in beda.items() if (t := hasil[k].tercatat) and t.versi != s.versi}:
        raise SyaratBentrok(bentrok)
    for kode, satu in beda.items():
        _tulis(lke=lke, lama=hasil[kode].tercatat, kode=kode, isian=satu, aksi=AksiSyarat.NYATAKAN, actor=actor)
    if beda:
        logger.info("lke %s: %s persyaratan dinyatakan oleh %s", lke.pk, len(beda), actor.pk)
    return list(beda)


def _berbeda(lama: NilaiSyarat | None, isian: IsianSyarat) -> bool:
    if lama is None:
        return any(isian.isi.values())
    return {nama: getattr(lama, nama) for nama in isian.isi} != isian.isi


def _pastikan_pernyataan(hasil: HasilSyarat, isian: IsianSyarat) -> None:
    if not hasil.bisa_dinyatakan:
        raise EvaluationError(
            _("%(nama)s dihitung dari data, sehingga tidak dapat dinyatakan. Perbaiki datanya atau kecualikan.")
            % {"nama": hasil.nama}
        )
    _pastikan_nilai(hasil.syarat, isian, dict(hasil.pilihan))
    if isian.nilai == Pernyataan.BELUM and not isian.catatan.strip():
        raise EvaluationError(
            _("Tuliskan catatan pada %(nama)s, supaya unit tahu apa yang belum.") % {"nama": hasil.nama}
        )


def _pastikan_nilai(syarat: Syarat, isian: IsianSyarat, pilihan: Iterable[str]) -> None:
    if isian.nilai and isian.nilai not in pilihan:
        raise EvaluationError(_("%(nama)s: pilih nilai dari daftar.") % {"nama": syarat.nama})
    for nama, maks in (("catatan", 2000), ("sumber", 300)):
        if len(isian.isi[nama]) > maks:
            raise EvaluationError(
                _("%(nama)s: %(kolom)s paling panjang %(n)d huruf.") % {"nama": syarat.nama, "kolom": nama, "n": maks}
            )


def _tulis(
    *,
    lke: LembarKerjaEvaluasi | None,
    lama: NilaiSyarat | None,
    kode: str,
    isian: IsianSyarat,
    aksi: str,
    actor: User,
    instansi: Instansi | None = None,
    musim: Musim | None = None,
) -> NilaiSyarat:
    """One row as said, with its history. Raises SyaratBentrok when somebody was faster."""
    baru = isian.isi
    sebelum = {nama: getattr(lama, nama, "") for nama in baru}
    if lama is None:
        baris = NilaiSyarat.objects.create(
            lke=lke,
            instansi=instansi or lke.unit.instansi,
            musim=musim or lke.musim,
            kode=kode,
            diubah_oleh=actor,
            **baru,
        )
    else:
        tetap = NilaiSyarat.objects.filter(pk=lama.pk, versi=lama.versi)
        if not tetap.update(versi=lama.versi + 1, diubah_oleh=actor, diubah_pada=timezone.now(), **baru):
            baris = NilaiSyarat.objects.select_related("diubah_oleh").get(pk=lama.pk)
            raise SyaratBentrok({kode: baris})
        baris = lama
        baris.refresh_from_db()
    rincian = {nama: [sebelum[nama], baru[nama]] for nama in baru if sebelum[nama] != baru[nama]}
    catat(
        objek=baris, aksi=aksi, actor=actor, dari=sebelum["nilai"], ke=baru["nilai"], rincian={"kode": kode} | rincian
    )
    return baris


def _baris(lke: LembarKerjaEvaluasi, kode: str, actor: User) -> NilaiSyarat:
    """The row an exemption or a file hangs on. Behind the lock of the sheet."""
    baris, _baru = NilaiSyarat.objects.get_or_create(
        lke=lke,
        kode=kode,
        defaults={"instansi": lke.unit.instansi, "musim": lke.musim, "diubah_oleh": actor},
    )
    return baris


@transaction.atomic
def kecualikan_syarat(*, lke: LembarKerjaEvaluasi, kode: str, alasan: str, actor: User) -> NilaiSyarat:
    """Let a requirement go that is not met, with a reason. Twice is as once. Raises EvaluationError, LKEMoved."""
    _pastikan_alasan(alasan)
    _kunci(lke)
    hasil = _ambil(_hasil(lke), kode)
    if hasil.tercatat and hasil.tercatat.dikecualikan:
        return hasil.tercatat
    if not hasil.bisa_dikecualikan:
        raise EvaluationError(
            _("%(nama)s mengikuti persyaratan unit. Kecualikan persyaratan unitnya.") % {"nama": hasil.nama}
            if hasil.ikut
            else _("%(nama)s sudah memenuhi, sehingga tidak perlu dikecualikan.") % {"nama": hasil.nama}
        )
    baris = _baris(lke, kode, actor)
    return _ubah_pengecualian(
        baris,
        actor,
        AksiSyarat.KECUALIKAN,
        dari=hasil.keadaan,
        ke=Keadaan.DIKECUALIKAN,
        alasan=alasan,
        alasan_kecuali=alasan.strip(),
        dikecualikan_oleh=actor,
        dikecualikan_pada=timezone.now(),
    )


@transaction.atomic
def cabut_pengecualian(*, lke: LembarKerjaEvaluasi, kode: str, alasan: str, actor: User) -> None:
    """Take an exemption back, with a reason; harmless where there is none. Raises EvaluationError, LKEMoved."""
    _pastikan_alasan(alasan)
    _kunci(lke)
    baris = NilaiSyarat.objects.filter(lke=lke, kode=kode).exclude(dikecualikan_pada=None).first()
    if baris is None:
        return
    _ubah_pengecualian(
        baris,
        actor,
        AksiSyarat.CABUT,
        dari=Keadaan.DIKECUALIKAN,
        ke="",
        alasan=alasan,
        alasan_kecuali="",
        dikecualikan_oleh=None,
        dikecualikan_pada=None,
    )


def _pastikan_alasan(alasan: str) -> None:
    if not alasan.strip():
        raise EvaluationError(_("Tuliskan alasannya."))
    if len(alasan.strip()) > 2000:
        raise EvaluationError(_("Alasan paling panjang 2.000 huruf."))


def _ubah_pengecualian(
    baris: NilaiSyarat, actor: User, aksi: str, *, dari: str, ke: str, alasan: str, **ubah: object
) -> NilaiSyarat:
    NilaiSyarat.objects.filter(pk=baris.pk).update(
        versi=baris.versi + 1, diubah_oleh=actor, diubah_pada=timezone.now(), **ubah
    )
    baris.refresh_from_db()
    catat(objek=baris, aksi=aksi, actor=actor, dari=dari, ke=ke, alasan=alasan, rincian={"kode": baris.kode})
    return baris


def unggah_bukti_syarat(*, lke: LembarKerjaEvaluasi, kode: str, berkas: File, nama: str, actor: User) -> BerkasEvaluasi:
    """Put a file on a requirement of a sheet. Raises BuktiDitolak, EvaluationError, LKEMoved."""
    siap = berkas_siap(benda=NilaiSyarat.BENDA, jenis=BERKAS_SYARAT, berkas=berkas, nama=nama)
    with siap as isi, transaction.atomic():
        _kunci(lke)
        _ambil(_hasil(lke), kode)
        return pasang_berkas(objek=_baris(lke, kode, actor), jenis=BERKAS_SYARAT, siap=isi, actor=actor)


@transaction.atomic
def buang_bukti_syarat(*, lke: LembarKerjaEvaluasi, berkas: BerkasEvaluasi, actor: User) -> None:
    """Take a file off a requirement of a sheet; twice is as once. Raises LKEMoved."""
    _kunci(lke)
    if baris := NilaiSyarat.objects.filter(lke=lke, pk=berkas.objek_id).first():
        buang_berkas(objek=baris, berkas=berkas, actor=actor)


# Of the instansi ------------------------------------------------------------------------------------------------------


def syarat_instansi_ini(instansi: Instansi, musim: Musim, kode: str) -> Syarat | None:
    """The rule of this code that is asked of this instansi, or None."""
    return next((s for s in aturan_syarat(musim.tahun).instansi(instansi.jenis) if s.kode == kode), None)


def isi_data_instansi(
    *, instansi: Instansi, musim: Musim, kode: str, isian: IsianSyarat, actor: User, berkas: File | None = None
) -> NilaiSyarat | None:
    """Record a value of the instansi for a year with where it comes from, and its file where there is one. Raises
    SyaratBentrok, BuktiDitolak, EvaluationError; then nothing is stored."""
    syarat = syarat_instansi_ini(instansi, musim, kode)
    if syarat is None:
        raise EvaluationError(_("Persyaratan %(kode)s tidak ada untuk instansi ini.") % {"kode": kode[:40]})
    _pastikan_nilai(syarat, isian, syarat.skala)
    if isian.nilai and not isian.sumber.strip():
        raise EvaluationError(_("Isi sumbernya, misalnya nomor dan tanggal laporan."))
    siap = berkas_siap(benda=NilaiSyarat.BENDA, jenis=BERKAS_INSTANSI, berkas=berkas)
    try:
        with siap as isi, transaction.atomic():
            baris = data_instansi(instansi, musim.tahun).get(kode)
            if _berbeda(baris, isian):
                if baris and baris.versi != isian.versi:
                    raise SyaratBentrok({kode: baris})
                baris = _tulis(
                    lke=None,
                    lama=baris,
                    kode=kode,
                    isian=isian,
                    aksi=AksiSyarat.ISI,
                    actor=actor,
                    instansi=instansi,
                    musim=musim,
                )
            if berkas is not None and baris is None:
                raise EvaluationError(_("Pilih nilainya dahulu, lalu unggah berkasnya."))
            pasang_berkas(objek=baris, jenis=BERKAS_INSTANSI, siap=isi, actor=actor)
    except IntegrityError as error:
        # Two people said it for the first time at once.
        raise SyaratBentrok({kode: data_instansi(instansi, musim.tahun)[kode]}) from error
    return baris


def buang_berkas_instansi(*, baris: NilaiSyarat, berkas: BerkasEvaluasi, actor: User) -> None:
    """Take a file off a value of the instansi; twice is as once."""
    buang_berkas(objek=baris, berkas=berkas, actor=actor)
