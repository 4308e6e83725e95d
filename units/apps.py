from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = _("Unit kerja")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Registers the permission rules; they need the models to be loaded.
        from units import permissions  # noqa: F401
        from units.selectors import tujuan

        # Say how their mails are put together, whoever sends them.
        from units.services import pakta, pengingat  # noqa: F401

        tujuan.daftarkan()
