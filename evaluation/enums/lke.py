"""States, layers and moves of an LKE. Nouns follow PermenPANRB 90/2021; the order is that of the process."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JenisPredikat(models.TextChoices):
    """What a unit aims at and may be awarded."""

    WBK = "WBK", _("Wilayah Bebas dari Korupsi")
    WBBM = "WBBM", _("Wilayah Birokrasi Bersih dan Melayani")


class Lapis(models.TextChoices):
    """Whose answers and scores these are; they never mix. ``tpi`` is TPI's official value, the ones before it are the
    levels of a season whose TPI scores in levels."""

    UNIT = "unit", _("Mandiri")
    AT1 = "at1", _("Anggota 1")
    AT2 = "at2", _("Anggota 2")
    KT = "kt", _("Ketua tim")
    TPI = "tpi", _("TPI")
    TPN = "tpn", _("TPN")


class Status(models.TextChoices):
    """Where an LKE stands."""

    DRAF = "draf", _("Draf")
    DIAJUKAN = "diajukan", _("Diajukan ke TPI")
    PENDAHULUAN = "penilaian_pendahuluan", _("Penilaian pendahuluan")
    DINILAI_TPI = "dinilai_tpi", _("Dinilai TPI")
    PERBAIKAN = "perbaikan", _("Perbaikan oleh unit")
    PLENO = "pleno", _("Rapat pleno TPI")
    LAYAK = "layak", _("Layak diusulkan")
    TIDAK_LAYAK = "tidak_layak", _("Tidak layak diusulkan")
    DIUSULKAN = "diusulkan", _("Diusulkan ke TPN")
    SELEKSI = "seleksi_administrasi", _("Seleksi administrasi TPN")
    SANGGAH = "sanggah", _("Masa sanggah")
    DESK = "desk", _("Evaluasi dokumen TPN")
    WAWANCARA = "wawancara", _("Wawancara TPN")
    LAPANGAN = "lapangan", _("Evaluasi lapangan TPN")
    PANEL = "panel", _("Panel TPN")
    PENETAPAN = "penetapan", _("Menunggu penetapan")
    DITETAPKAN = "ditetapkan", _("Ditetapkan")
    TIDAK_DITETAPKAN = "tidak_ditetapkan", _("Tidak ditetapkan")
    DITARIK = "ditarik", _("Ditarik dari usulan")
    GUGUR = "gugur", _("Gugur")


class Aksi(models.TextChoices):
    """The moves between states; each is one row of the history."""

    BUKA = "buka", _("Membuka LKE")
    AJUKAN = "ajukan", _("Mengajukan LKE ke TPI")
    AJUKAN_PENDAHULUAN = "ajukan_pendahuluan", _("Mengajukan LKE untuk penilaian pendahuluan")
    LAYAK_DIEVALUASI = "layak_dievaluasi", _("Menyatakan layak dievaluasi TPI")
    BELUM_LAYAK_DIEVALUASI = "belum_layak_dievaluasi", _("Menyatakan belum layak dievaluasi TPI")
    MULAI_NILAI = "mulai_nilai", _("Memulai penilaian TPI")
    KEMBALIKAN = "kembalikan", _("Mengembalikan untuk perbaikan")
    PERPANJANG = "perpanjang", _("Memperpanjang tenggat perbaikan")
    AJUKAN_ULANG = "ajukan_ulang", _("Mengajukan perbaikan")
    BAWA_PLENO = "bawa_pleno", _("Membawa ke rapat pleno TPI")
    KEMBALI_NILAI = "kembali_nilai", _("Mengembalikan dari rapat pleno ke penilaian TPI")
    NYATAKAN_LAYAK = "nyatakan_layak", _("Menyatakan layak diusulkan")
    NYATAKAN_TIDAK_LAYAK = "nyatakan_tidak_layak", _("Menyatakan tidak layak diusulkan")
    USULKAN = "usulkan", _("Mengusulkan ke TPN")
    MULAI_SELEKSI = "mulai_seleksi", _("Memulai seleksi administrasi")
    LOLOS_SELEKSI = "lolos_seleksi", _("Menyatakan lolos seleksi administrasi")
    BUKA_SANGGAH = "buka_sanggah", _("Menyatakan ada butir seleksi yang tidak sesuai")
    TERIMA_SANGGAH = "terima_sanggah", _("Menerima sanggah")
    TOLAK_SANGGAH = "tolak_sanggah", _("Menyatakan tidak lolos seleksi administrasi")
    LULUS_DESK = "lulus_desk", _("Menyelesaikan evaluasi dokumen")
    GAGAL_DESK = "gagal_desk", _("Menyelesaikan evaluasi dokumen")
    SELESAI_WAWANCARA = "selesai_wawancara", _("Menyelesaikan wawancara")
    SELESAI_LAPANGAN = "selesai_lapangan", _("Menyelesaikan evaluasi lapangan")
    BAWA_PANEL = "bawa_panel", _("Membawa ke panel")
    SELESAI_PANEL = "selesai_panel", _("Menyelesaikan panel")
    GUGURKAN = "gugurkan", _("Menggugurkan usulan")
    TETAPKAN = "tetapkan", _("Menetapkan predikat")
    TOLAK = "tolak", _("Tidak menetapkan predikat")
    TARIK = "tarik", _("Menarik dari usulan")
    TETAPKAN_MANDIRI = "tetapkan_mandiri", _("Menetapkan WBK mandiri")


class StatusUsulan(models.TextChoices):
    """Where a proposal of an instansi stands."""

    DISUSUN = "disusun", _("Disusun")
    DIAJUKAN = "diajukan", _("Diajukan ke TPN")
    SELESAI = "selesai", _("Selesai diputus")
    DITARIK = "ditarik", _("Ditarik")


class Ranah(models.TextChoices):
    """Who reads a comment."""

    BERSAMA = "bersama", _("Unit dan TPI")
    INTERNAL_TPI = "tpi", _("Hanya TPI")


# Written while TPI evaluates; the first three only where it scores in levels.
LAPIS_ANGGOTA = (Lapis.AT1, Lapis.AT2)
LAPIS_JENJANG = (*LAPIS_ANGGOTA, Lapis.KT)
LAPIS_PENILAI = (*LAPIS_JENJANG, Lapis.TPI)
# The sheet as all know it: what the unit claims, what TPI and TPN stand for.
LAPIS_RESMI = (Lapis.UNIT, Lapis.TPI, Lapis.TPN)

# How a sheet leaves the unit's hands, each with a receipt.
AKSI_AJUKAN = (Aksi.AJUKAN, Aksi.AJUKAN_PENDAHULUAN, Aksi.AJUKAN_ULANG)
# Nobody of TPI has touched the sheet.
STATUS_BELUM_DINILAI = frozenset({Status.DRAF, Status.DIAJUKAN, Status.PENDAHULUAN})

# States in which the unit's own people may change answers, and those in which TPI may.
STATUS_UNIT_MENGISI = frozenset({Status.DRAF, Status.PERBAIKAN})
STATUS_TPI_MENILAI = frozenset({Status.DINILAI_TPI})
# In TPI's hands without a result: judging, or in a pleno, where nobody writes but its closing.
STATUS_TPI_BERJALAN = STATUS_TPI_MENILAI | {Status.PLENO}
# With TPN: on its way through the evaluation, and at its end.
STATUS_TPN_PROSES = frozenset(
    {
        Status.DIUSULKAN,
        Status.SELEKSI,
        Status.SANGGAH,
        Status.DESK,
        Status.WAWANCARA,
        Status.LAPANGAN,
        Status.PANEL,
        Status.PENETAPAN,
    }
)
STATUS_DIPUTUS = frozenset({Status.DITETAPKAN, Status.TIDAK_DITETAPKAN})
# What was proposed stays known to TPN, also when the instansi took it back.
STATUS_TPN_AKHIR = STATUS_DIPUTUS | {Status.GUGUR, Status.DITARIK}
STATUS_TPN = STATUS_TPN_PROSES | STATUS_TPN_AKHIR
# In these TPN may change its own values.
STATUS_TPN_MENILAI = frozenset({Status.DESK, Status.LAPANGAN})
# From these on the unit sees TPI's answers and scores: a round was released to it.
STATUS_RILIS_TPI = frozenset({Status.PERBAIKAN, Status.LAYAK, Status.TIDAK_LAYAK}) | STATUS_TPN
# TPI is done with the year.
STATUS_TPI_RAMPUNG = STATUS_RILIS_TPI - {Status.PERBAIKAN}
STATUS_AKHIR = frozenset({Status.TIDAK_LAYAK}) | STATUS_TPN_AKHIR
