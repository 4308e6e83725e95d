"""The four stages of building (PermenPANRB 90/2021 Ps 4(2)) and what hangs on them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tahap(models.TextChoices):
    """The stages in their order."""

    PENCANANGAN = "pencanangan", _("Pencanangan")
    PENETAPAN = "penetapan", _("Penetapan")
    PEMBANGUNAN = "pembangunan", _("Pembangunan")
    PEMANTAUAN = "pemantauan", _("Pemantauan")


class Area(models.IntegerChoices):
    """The six areas of change (PermenPANRB 90/2021 Lampiran II Bab I)."""

    PERUBAHAN = 1, _("Manajemen Perubahan")
    TATALAKSANA = 2, _("Penataan Tatalaksana")
    SDM = 3, _("Penataan Sistem Manajemen SDM Aparatur")
    AKUNTABILITAS = 4, _("Penguatan Akuntabilitas")
    PENGAWASAN = 5, _("Penguatan Pengawasan")
    PELAYANAN = 6, _("Peningkatan Kualitas Pelayanan Publik")


class Triwulan(models.IntegerChoices):
    """A quarter of the year."""

    I = 1, _("Triwulan I")  # noqa: E741  # as the regulation writes it
    II = 2, _("Triwulan II")
    III = 3, _("Triwulan III")
    IV = 4, _("Triwulan IV")


class Benda(models.TextChoices):
    """What a row of the stages' history, a proof or a reminder is about."""

    PENCANANGAN = "pencanangan", _("Pencanangan")
    PEGAWAI_UNIT = "pegawai_unit", _("Pegawai")
    REGISTER_PAKTA = "register_pakta", _("Register pakta integritas")
    PAKTA = "pakta", _("Pakta integritas")
    CALON_UNIT = "calon_unit", _("Calon unit")
    SK_PENETAPAN = "sk_penetapan", _("SK penetapan")
    LAYANAN = "layanan", _("Layanan utama")
    ISU = "isu", _("Isu strategis")
    RISIKO = "risiko", _("Risiko")
    INOVASI = "inovasi", _("Inovasi")
    AKSI = "aksi", _("Butir rencana aksi")
    TIM_KERJA = "tim_kerja", _("Tim kerja")
    AGEN = "agen", _("Agen perubahan")
    PUBLIKASI = "publikasi", _("Publikasi")
    PROGRAM = "program", _("Program menyentuh masyarakat")
    MONEV = "monev", _("Monev")
    TINDAK_LANJUT = "tindak_lanjut", _("Tindak lanjut monev")
    KEWAJIBAN = "kewajiban", _("Kewajiban pembangunan")
    KONSULTASI = "konsultasi", _("Konsultasi")
    PENDAMPINGAN = "pendampingan", _("Asistensi dan pendampingan")
    PEMANTAUAN = "pemantauan", _("Pemantauan berkala")
    TEMUAN = "temuan", _("Temuan")
    REKOMENDASI = "rekomendasi", _("Rekomendasi TPI")
    DATA_PENDUKUNG = "data_pendukung", _("Data pendukung")
    IKU = "iku", _("Indikator kinerja utama")
    SISTEM = "sistem", _("Sistem tertaut")
    IMPOR = "impor", _("Impor")
    KUESIONER = "kuesioner", _("Kuesioner")
    KAMPANYE = "kampanye", _("Survei")
    TOKEN_API = "token_api", _("Token API")
    WEBHOOK = "webhook", _("Webhook")


class Jejak(models.TextChoices):
    """What can happen to any row of the stages; moves between states have names of their own (``units.flow``)."""

    BUAT = "buat", _("Dibuat")
    UBAH = "ubah", _("Diubah")
    HAPUS = "hapus", _("Dihapus")
    PASANG_BUKTI = "pasang_bukti", _("Bukti dipasang")
    LEPAS_BUKTI = "lepas_bukti", _("Bukti dilepas")


class StatusPencanangan(models.TextChoices):
    """A declaration: drafted, handed to the pimpinan, declared, complete with its publication."""

    DRAF = "draf", _("Draf")
    DIAJUKAN = "diajukan", _("Menunggu pimpinan")
    DICANANGKAN = "dicanangkan", _("Dicanangkan")
    LENGKAP = "lengkap", _("Dicanangkan dan dipublikasikan")
    DIBATALKAN = "dibatalkan", _("Dibatalkan")


# The declaration has been made; what is before may still change.
STATUS_DICANANGKAN = frozenset({StatusPencanangan.DICANANGKAN, StatusPencanangan.LENGKAP})


class LingkupPencanangan(models.TextChoices):
    UNIT = "unit", _("Unit kerja ini")
    INSTANSI = "instansi", _("Bersama, seinstansi")


class CaraTandaTangan(models.TextChoices):
    """How a pakta integritas was signed."""

    PORTAL = "portal", _("Masuk ke portal")
    TAUTAN = "tautan", _("Tautan pribadi")
    PINDAIAN = "pindaian", _("Lembar bertanda tangan")


class StatusCalon(models.TextChoices):
    CALON = "calon", _("Calon")
    DITETAPKAN = "ditetapkan", _("Ditetapkan")
    DIKELUARKAN = "dikeluarkan", _("Dikeluarkan")


class JalurPenetapan(models.TextChoices):
    """By which route a unit came to be chosen (PermenPANRB 90/2021 Lampiran I)."""

    REGULER = "reguler", _("Reguler")
    STRANAS = "stranas", _("Stranas PK")
    PRIORITAS = "prioritas", _("Sektor prioritas")


class JenisKriteria(models.TextChoices):
    """The three criteria of the regulation; its list is open ("antara lain")."""

    LAYANAN_UTAMA = "layanan_utama", _("Layanan utama instansi (core business)")
    RISIKO_TINGGI = "risiko_tinggi", _("Risiko tinggi bagi budaya antikorupsi dan pelayanan prima")
    DAMPAK_LUAS = "dampak_luas", _("Dampak luas pada masyarakat")
    BEBAS = "bebas", _("Kriteria lain")


class NilaiKriteria(models.TextChoices):
    YA = "ya", _("Memenuhi")
    SEBAGIAN = "sebagian", _("Memenuhi sebagian")
    TIDAK = "tidak", _("Tidak memenuhi")


class DasarMasa(models.TextChoices):
    """Which date starts the one-year clock of building; the regulation does not say."""

    SK = "sk", _("Tanggal SK penetapan")
    PENCANANGAN = "pencanangan", _("Tanggal pencanangan")


class Prioritas(models.IntegerChoices):
    TINGGI = 1, _("Tinggi")
    SEDANG = 2, _("Sedang")
    RENDAH = 3, _("Rendah")


class StatusAksi(models.TextChoices):
    """``terlambat`` is no state of its own: an item past its date that is neither done nor cancelled is late."""

    RENCANA = "rencana", _("Rencana")
    BERJALAN = "berjalan", _("Berjalan")
    SELESAI = "selesai", _("Selesai")
    DIBATALKAN = "dibatalkan", _("Dibatalkan")


STATUS_AKSI_TERBUKA = frozenset({StatusAksi.RENCANA, StatusAksi.BERJALAN})


class PeranTim(models.TextChoices):
    """Roles in the unit's tim kerja."""

    PENANGGUNG_JAWAB = "penanggung_jawab", _("Penanggung jawab")
    KETUA = "ketua", _("Ketua")
    SEKRETARIS = "sekretaris", _("Sekretaris")
    KOORDINATOR = "koordinator", _("Koordinator area")
    ANGGOTA = "anggota", _("Anggota")
    SEKRETARIAT = "sekretariat", _("Sekretariat")


class Kanal(models.TextChoices):
    """Where something was made known."""

    SITUS = "situs", _("Situs web")
    MEDIA_SOSIAL = "media_sosial", _("Media sosial")
    MEDIA_MASSA = "media_massa", _("Media massa")
    CETAK = "cetak", _("Spanduk dan cetakan")
    TATAP_MUKA = "tatap_muka", _("Tatap muka")
    LAINNYA = "lainnya", _("Lainnya")


class StatusMonev(models.TextChoices):
    DRAF = "draf", _("Draf")
    DISAHKAN = "disahkan", _("Disahkan")


class StatusTindakLanjut(models.TextChoices):
    TERBUKA = "terbuka", _("Terbuka")
    SELESAI = "selesai", _("Selesai")


class ArahKonsultasi(models.TextChoices):
    UNIT_TPI = "unit_tpi", _("Unit ke TPI")
    TPI_TPN = "tpi_tpn", _("TPI ke TPN")


class StatusKonsultasi(models.TextChoices):
    TERBUKA = "terbuka", _("Menunggu jawaban")
    DIJAWAB = "dijawab", _("Dijawab")
    SELESAI = "selesai", _("Selesai")


class BentukPendampingan(models.TextChoices):
    ASISTENSI = "asistensi", _("Asistensi")
    PENDAMPINGAN = "pendampingan", _("Pendampingan lapangan")
    SOSIALISASI = "sosialisasi", _("Sosialisasi")
    RAPAT = "rapat", _("Rapat")


class StatusPemantauan(models.TextChoices):
    DRAF = "draf", _("Draf TPI")
    TERBIT = "terbit", _("Disampaikan")


class Tingkat(models.IntegerChoices):
    """How grave a finding is."""

    BERAT = 1, _("Berat")
    SEDANG = 2, _("Sedang")
    RINGAN = 3, _("Ringan")


class StatusTemuan(models.TextChoices):
    """A finding's follow-up (PermenPANRB 90/2021 Lampiran I, pemantauan)."""

    TERBUKA = "terbuka", _("Terbuka")
    DITINDAKLANJUTI = "ditindaklanjuti", _("Ditindaklanjuti")
    DIKEMBALIKAN = "dikembalikan", _("Dikembalikan")
    DIVERIFIKASI = "diverifikasi", _("Diverifikasi")


STATUS_TEMUAN_TERBUKA = frozenset({StatusTemuan.TERBUKA, StatusTemuan.DITINDAKLANJUTI, StatusTemuan.DIKEMBALIKAN})
# It is the unit's turn; a finding that was followed up waits for TPI.
STATUS_TEMUAN_UNIT = frozenset({StatusTemuan.TERBUKA, StatusTemuan.DIKEMBALIKAN})


class StatusRekomendasi(models.TextChoices):
    DRAF = "draf", _("Draf TPI")
    DISAMPAIKAN = "disampaikan", _("Disampaikan ke pimpinan")
    DITERIMA = "diterima", _("Diterima pimpinan")


class JenisSistem(models.TextChoices):
    """Kinds of systems a unit works with; the portal only registers them."""

    KINERJA = "kinerja", _("e-Kinerja")
    SOP = "sop", _("e-SOP")
    OFFICE = "office", _("e-Office dan arsip digital")
    SAKIP = "sakip", _("e-SAKIP")
    PENGADUAN = "pengaduan", _("Pengaduan (SP4N-LAPOR, Lapor daerah)")
    WBS = "wbs", _("Whistleblowing system")
    GRATIFIKASI = "gratifikasi", _("Unit pengendalian gratifikasi")
    HARTA = "harta", _("Laporan harta kekayaan (e-LHKPN, SiHARKA)")
    ANTRIAN = "antrian", _("Antrean")
    PERIZINAN = "perizinan", _("Perizinan daring")
    KEPEGAWAIAN = "kepegawaian", _("Kepegawaian")
    KEUANGAN = "keuangan", _("Keuangan dan anggaran")
    LAINNYA = "lainnya", _("Lainnya")


class StatusImpor(models.TextChoices):
    """A file on its way in: read and checked first, written only when a person says so."""

    ANTRE = "antre", _("Menunggu giliran")
    DIPERIKSA = "diperiksa", _("Sedang diperiksa")
    SIAP = "siap", _("Siap diterapkan")
    DITOLAK = "ditolak", _("Ada yang perlu diperbaiki")
    DITERAPKAN = "diterapkan", _("Sedang diterapkan")
    SELESAI = "selesai", _("Selesai")
    GAGAL = "gagal", _("Gagal")
    DIBATALKAN = "dibatalkan", _("Dibatalkan")


class JenisPengingat(models.TextChoices):
    """What the portal reminds of; each kind can be switched off by a person."""

    AKSI_DEKAT = "aksi_dekat", _("Butir rencana aksi mendekati tenggat")
    AKSI_LEWAT = "aksi_lewat", _("Butir rencana aksi terlambat")
    TEMUAN = "temuan", _("Temuan menunggu tindak lanjut atau verifikasi")
    KONSULTASI = "konsultasi", _("Konsultasi menunggu jawaban")
    PAKTA = "pakta", _("Pakta integritas belum lengkap")
    MONEV = "monev", _("Monev triwulan belum disahkan")
    PENCANANGAN = "pencanangan", _("Pencanangan menunggu konfirmasi atau publikasi")
    DATA_PENDUKUNG = "data_pendukung", _("Data pendukung triwulan belum diisi")
    TINDAK_LANJUT = "tindak_lanjut", _("Tindak lanjut monev mendekati tenggat")
    KABAR = "kabar", _("Kabar baru: LKE diajukan, dikembalikan, diputus, dan sejenisnya")
    LAPORAN_PREDIKAT = "laporan_predikat", _("Laporan pemantauan predikat jatuh tempo")
