"""The life of a predicate after its SK (PermenPANRB 90/2021 Lampiran II Bab IV)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StatusPredikat(models.TextChoices):
    """Where a predicate stands."""

    AKTIF = "aktif", _("Aktif")
    DALAM_KLARIFIKASI = "dalam_klarifikasi", _("Dalam klarifikasi")
    DIGANTIKAN = "digantikan", _("Digantikan")
    KEDALUWARSA = "kedaluwarsa", _("Kedaluwarsa")
    DICABUT = "dicabut", _("Dicabut")


# A unit holds its predicate until a clarification has ended against it.
STATUS_BERLAKU = frozenset({StatusPredikat.AKTIF, StatusPredikat.DALAM_KLARIFIKASI})


class AksiPredikat(models.TextChoices):
    """What happens to a predicate."""

    TETAPKAN = "tetapkan", _("Predikat ditetapkan")
    CATAT = "catat", _("Predikat lama dicatat")
    UBAH_SK = "ubah_sk", _("Data SK dilengkapi")
    MULAI_KLARIFIKASI = "mulai_klarifikasi", _("Klarifikasi dimulai")
    AKHIRI_KLARIFIKASI = "akhiri_klarifikasi", _("Klarifikasi berakhir, predikat tetap aktif")
    GANTIKAN = "gantikan", _("Digantikan predikat baru")
    KEDALUWARSA = "kedaluwarsa", _("Masa berlaku habis")
    CABUT = "cabut", _("Predikat dicabut")


class DasarCabut(models.TextChoices):
    """On what ground a predicate is revoked."""

    LAPORAN_TPI = "laporan_tpi", _("Laporan TPI: tidak lagi memenuhi")
    KLARIFIKASI = "klarifikasi", _("Klarifikasi pengaduan: terbukti")
    PEMERIKSAAN = "pemeriksaan", _("Pemeriksaan berkala TPN")


class StatusLaporan(models.TextChoices):
    """Where a two-yearly report stands."""

    DRAF = "draf", _("Draf")
    DIKIRIM = "dikirim", _("Dikirim ke TPN")
    DITERIMA = "diterima", _("Diterima TPN")
    DIKEMBALIKAN = "dikembalikan", _("Dikembalikan TPN")


class AksiLaporan(models.TextChoices):
    """The moves of a report."""

    KIRIM = "kirim", _("Laporan pemantauan dikirim")
    TERIMA = "terima", _("Laporan pemantauan diterima")
    KEMBALIKAN = "kembalikan", _("Laporan pemantauan dikembalikan")


class StatusKlarifikasi(models.TextChoices):
    """Where the clarification of a complaint stands."""

    DIBUKA = "dibuka", _("Menunggu jawaban")
    DIJAWAB = "dijawab", _("Dijawab, menunggu simpulan")
    TERBUKTI = "terbukti", _("Terbukti")
    TIDAK_TERBUKTI = "tidak_terbukti", _("Tidak terbukti")


KLARIFIKASI_TERBUKA = frozenset({StatusKlarifikasi.DIBUKA, StatusKlarifikasi.DIJAWAB})


class AksiKlarifikasi(models.TextChoices):
    """The moves of a clarification."""

    BUKA = "buka", _("Klarifikasi dibuka")
    JAWAB = "jawab", _("Klarifikasi dijawab")
    NYATAKAN_TERBUKTI = "terbukti", _("Pengaduan dinyatakan terbukti")
    NYATAKAN_TIDAK_TERBUKTI = "tidak_terbukti", _("Pengaduan dinyatakan tidak terbukti")


class SaringLaporan(models.TextChoices):
    """What a list of predicates asks of their reports."""

    LEWAT = "lewat", _("Terlambat")
    DEKAT = "dekat", _("Jatuh tempo dalam 90 hari")
    PERIKSA = "periksa", _("Menunggu pemeriksaan TPN")
    TIDAK_MEMENUHI = "tidak_memenuhi", _("Dilaporkan tidak memenuhi")


# What a file on these things is.
BERKAS_SK, BERKAS_SK_CABUT, BERKAS_LAPORAN = "sk", "sk_cabut", "laporan"
KATA_BERKAS = {
    BERKAS_SK: _("SK penetapan"),
    BERKAS_SK_CABUT: _("SK pencabutan"),
    BERKAS_LAPORAN: _("Surat laporan"),
}
