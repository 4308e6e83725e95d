from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    name = "evaluation"
    verbose_name = _("Evaluasi")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Registers the permission rules; they need the models to be loaded.
        from evaluation import permissions  # noqa: F401
        from evaluation.imports import daftarkan_semua
        from evaluation.models import BerkasEvaluasi
        from evaluation.selectors import tujuan
        from evaluation.selectors.predikat import hal_laporan
        from evaluation.selectors.tahun import sumbangan_lke
        from evaluation.selectors.tugas import petugas_ditugaskan, unit_ditugaskan
        from units.selectors.pengingat import daftarkan_hal
        from units.selectors.tahun import daftarkan_penyumbang
        from units.selectors.tugas import daftarkan_pemberi_petugas, daftarkan_pemberi_tugas
        from units.services.bukti import daftarkan_berkas

        daftarkan_pemberi_tugas(unit_ditugaskan)
        daftarkan_pemberi_petugas(petugas_ditugaskan)
        daftarkan_penyumbang(sumbangan_lke)
        daftarkan_berkas(BerkasEvaluasi)
        tujuan.daftarkan()
        daftarkan_hal(hal_laporan)
        daftarkan_semua()
