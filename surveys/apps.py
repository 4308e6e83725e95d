from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = _("Survei")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Registers the permission rules; they need the models to be loaded.
        from surveys import permissions  # noqa: F401
        from surveys.flow import FLOW_KAMPANYE
        from surveys.imports import daftarkan_semua
        from units.enums.tahap import Benda
        from units.flow import daftarkan_alur

        daftarkan_alur(Benda.KAMPANYE, FLOW_KAMPANYE)
        daftarkan_semua()
