"""A person looked whether a linked system still answers. The server never does."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from units.errors import BarisMoved
from units.models import SistemTertaut, User
from units.services.tahap import catat

logger = logging.getLogger(__name__)


def periksa_sistem(*, sistem: SistemTertaut, berfungsi: bool, actor: User) -> SistemTertaut:
    """Note that ``actor`` looked today, and what they found. The same said again on the same day writes nothing.

    Does not count as a write of the row (``versi``): nobody who is editing it loses anything. Raises BarisMoved for a
    deleted one.
    """
    hari = timezone.localdate(timezone=sistem.unit.instansi.tz)
    with transaction.atomic():
        kini = SistemTertaut.objects.select_for_update().get(pk=sistem.pk)
        if kini.dihapus_pada:
            raise BarisMoved(kini)
        if (kini.diperiksa_pada, kini.berfungsi, kini.diperiksa_oleh_id) != (hari, berfungsi, actor.pk):
            SistemTertaut.objects.filter(pk=sistem.pk).update(
                diperiksa_pada=hari, diperiksa_oleh=actor, berfungsi=berfungsi
            )
            hasil = _("Berfungsi saat diperiksa.") if berfungsi else _("Tidak berfungsi saat diperiksa.")
            catat(objek=sistem, aksi="periksa", actor=actor, alasan=hasil)
            logger.info("sistem %s diperiksa oleh %s", sistem.pk, actor.pk)
    sistem.refresh_from_db(fields=["diperiksa_pada", "diperiksa_oleh", "berfungsi"])
    return sistem
