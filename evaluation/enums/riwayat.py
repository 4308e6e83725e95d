"""What the history of an evaluation speaks of, besides the sheet itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Benda(models.TextChoices):
    """The things around the sheet that have a history of their own and may carry files."""

    MUSIM = "musim", _("Musim evaluasi")
    TIM_TPI = "tim_tpi", _("Tim TPI")
    PENUGASAN = "penugasan", _("Penugasan TPI")
    BENTURAN = "benturan", _("Benturan kepentingan")
    SYARAT = "syarat", _("Persyaratan")
    PENDAHULUAN = "pendahuluan", _("Penilaian pendahuluan")
    JENJANG = "jenjang", _("Jenjang penilaian")
    PLENO = "pleno", _("Rapat pleno")
    USULAN = "usulan", _("Usulan")
    TIM_TPN = "tim_tpn", _("Tim TPN")
    SELEKSI = "seleksi", _("Seleksi administrasi")
    EVALUASI_TPN = "evaluasi_tpn", _("Evaluasi TPN")
    SK = "sk", _("SK penetapan")
    PREDIKAT = "predikat", _("Predikat")
    INSTANSI = "instansi", _("Instansi")
    LAPORAN_PREDIKAT = "laporan_predikat", _("Laporan pemantauan predikat")
    KLARIFIKASI = "klarifikasi", _("Klarifikasi pengaduan")
    CATATAN_SIAP = "catatan_siap", _("Catatan siap pakai")
    IMPOR = "impor", _("Impor LKE")
    IMPOR_TPI = "impor_tpi", _("Impor nilai TPI")
    IMPOR_TPN = "impor_tpn", _("Impor nilai TPN")


class Jejak(models.TextChoices):
    """What happens to anything; a move of its own flow stands in the history under its own name."""

    BUAT = "buat", _("Dibuat")
    UBAH = "ubah", _("Diubah")
    HAPUS = "hapus", _("Dihapus")
    UNGGAH = "unggah", _("Berkas diunggah")
    BUANG = "buang", _("Berkas dibuang")
