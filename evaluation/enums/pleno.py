"""A rapat pleno of TPI: where it stands, where its items come from, what it decides."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StatusPleno(models.TextChoices):
    """Where a meeting stands."""

    DISUSUN = "disusun", _("Disusun")
    BERLANGSUNG = "berlangsung", _("Berlangsung")
    DITUTUP = "ditutup", _("Ditutup")
    DIBATALKAN = "dibatalkan", _("Dibatalkan")


STATUS_PLENO_TERBUKA = frozenset({StatusPleno.DISUSUN, StatusPleno.BERLANGSUNG})


class AksiPleno(models.TextChoices):
    """What happens to a meeting besides being made and changed."""

    MULAI = "mulai_pleno", _("Pleno dimulai")
    TUTUP = "tutup_pleno", _("Pleno ditutup")
    BATALKAN = "batalkan_pleno", _("Pleno dibatalkan")
    AGENDAKAN = "agendakan", _("LKE dimasukkan ke agenda")
    KELUARKAN = "keluarkan_agenda", _("LKE dikeluarkan dari agenda")
    KEMBALIKAN = "kembali_nilai", _("LKE dikembalikan ke penilaian")
    BUTIR = "butir_pleno", _("Butir dimasukkan")
    BUANG_BUTIR = "buang_butir", _("Butir dikeluarkan")
    PUTUSKAN = "putuskan_butir", _("Butir diputuskan")
    PANGGIL = "panggil_peserta", _("Peserta diundang")
    LEPAS_PESERTA = "lepas_peserta", _("Peserta dikeluarkan")
    HADIR = "catat_hadir", _("Kehadiran dicatat")


class AsalButir(models.TextChoices):
    """Where an item came from: two layers that differ, or somebody's wish."""

    UNIT_TPI = "unit-tpi", _("Unit dan TPI")
    KT_TPI = "kt-tpi", _("Ketua tim dan pengendali teknis")
    AT1_AT2 = "at1-at2", _("Anggota 1 dan Anggota 2")
    MANUAL = "manual", _("Usul peserta")


class Keputusan(models.TextChoices):
    """What the meeting decides on one item."""

    TETAP = "tetap", _("Tetap nilai TPI")
    UNIT = "unit", _("Pakai nilai unit")
    LAIN = "lain", _("Nilai lain")


# Two at least: one alone is no meeting, and the smallest team of TPI has a lead and a member.
KUORUM = 2
# The signed scan of the Berita Acara.
BERKAS_BA = "ba"
