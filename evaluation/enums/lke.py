"""States, layers and moves of an LKE. Nouns follow PermenPANRB 90/2021; the order is that of the process."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JenisPredikat(models.TextChoices):
    """What a unit aims at and may be awarded."""

    WBK = "WBK", _("Wilayah Bebas dari Korupsi")
    WBBM = "WBBM", _("Wilayah Birokrasi Bersih dan Melayani")


class Lapis(models.TextChoices):
    """Whose answers and scores these are; the three never mix."""

    UNIT = "unit", _("Mandiri")
    TPI = "tpi", _("TPI")
    TPN = "tpn", _("TPN")


class Status(models.TextChoices):
    """Where an LKE stands."""

    DRAF = "draf", _("Draf")
    DIAJUKAN = "diajukan", _("Diajukan ke TPI")
    DINILAI_TPI = "dinilai_tpi", _("Dinilai TPI")
    PERBAIKAN = "perbaikan", _("Perbaikan oleh unit")
    LAYAK = "layak", _("Layak diusulkan")
    TIDAK_LAYAK = "tidak_layak", _("Tidak layak diusulkan")
    DIUSULKAN = "diusulkan", _("Diusulkan ke TPN")
    DITETAPKAN = "ditetapkan", _("Ditetapkan")
    TIDAK_DITETAPKAN = "tidak_ditetapkan", _("Tidak ditetapkan")


class Aksi(models.TextChoices):
    """The moves between states; each is one row of the history."""

    BUKA = "buka", _("Membuka LKE")
    AJUKAN = "ajukan", _("Mengajukan LKE ke TPI")
    MULAI_NILAI = "mulai_nilai", _("Memulai penilaian TPI")
    KEMBALIKAN = "kembalikan", _("Mengembalikan untuk perbaikan")
    PERPANJANG = "perpanjang", _("Memperpanjang tenggat perbaikan")
    AJUKAN_ULANG = "ajukan_ulang", _("Mengajukan perbaikan")
    NYATAKAN_LAYAK = "nyatakan_layak", _("Menyatakan layak diusulkan")
    NYATAKAN_TIDAK_LAYAK = "nyatakan_tidak_layak", _("Menyatakan tidak layak diusulkan")
    USULKAN = "usulkan", _("Mengusulkan ke TPN")
    TETAPKAN = "tetapkan", _("Menetapkan predikat")
    TOLAK = "tolak", _("Tidak menetapkan predikat")


class StatusUsulan(models.TextChoices):
    """Where a proposal of an instansi stands."""

    DISUSUN = "disusun", _("Disusun")
    DIAJUKAN = "diajukan", _("Diajukan ke TPN")
    SELESAI = "selesai", _("Selesai diputus")


class Ranah(models.TextChoices):
    """Who reads a comment."""

    BERSAMA = "bersama", _("Unit dan TPI")
    INTERNAL_TPI = "tpi", _("Hanya TPI")


# States in which the unit's own people may change answers, and those in which TPI may.
STATUS_UNIT_MENGISI = frozenset({Status.DRAF, Status.PERBAIKAN})
STATUS_TPI_MENILAI = frozenset({Status.DINILAI_TPI})
# From these on the unit sees TPI's answers and scores: a round was released to it.
STATUS_RILIS_TPI = frozenset(
    {Status.PERBAIKAN, Status.LAYAK, Status.TIDAK_LAYAK, Status.DIUSULKAN, Status.DITETAPKAN, Status.TIDAK_DITETAPKAN}
)
STATUS_TPN = frozenset({Status.DIUSULKAN, Status.DITETAPKAN, Status.TIDAK_DITETAPKAN})
STATUS_AKHIR = frozenset({Status.TIDAK_LAYAK, Status.DITETAPKAN, Status.TIDAK_DITETAPKAN})
