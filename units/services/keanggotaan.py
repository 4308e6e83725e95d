"""Memberships begin and end; they are never rewritten, so the past stays readable."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums import PERAN_NASIONAL, Peran
from units.errors import UnitsError
from units.models import Instansi, Keanggotaan, UnitKerja, User
from units.permissions import is_admin_platform

logger = logging.getLogger(__name__)


@transaction.atomic
def buat_keanggotaan(
    *,
    user: User,
    peran: str,
    actor: User,
    unit: UnitKerja | None = None,
    instansi: Instansi | None = None,
    mulai: dt.date | None = None,
    selesai: dt.date | None = None,
) -> Keanggotaan:
    """Give a role in a scope for a period. National roles are the platform admin's to give. Raises UnitsError."""
    if peran in PERAN_NASIONAL and not is_admin_platform(actor):
        raise UnitsError(_("Peran nasional hanya dapat diberikan oleh admin platform."))
    baru = Keanggotaan(
        user=user,
        peran=Peran(peran),
        unit=unit,
        instansi=instansi,
        mulai=mulai or timezone.localdate(),
        selesai=selesai,
    )
    try:
        baru.full_clean()
    except ValidationError as error:
        raise UnitsError(" ".join(error.messages)) from error
    baru.save()
    logger.info("keanggotaan %s dibuat oleh %s", baru.pk, actor.pk)
    return baru


def buat_banyak_keanggotaan(*, keanggotaan: Sequence[Keanggotaan], actor: User) -> None:
    """Give many roles at once, under the rules of ``buat_keanggotaan``; all or none. Raises UnitsError, IntegrityError
    for a role that does not fit its scope or period."""
    if any(k.peran in PERAN_NASIONAL for k in keanggotaan) and not is_admin_platform(actor):
        raise UnitsError(_("Peran nasional hanya dapat diberikan oleh admin platform."))
    for satu in keanggotaan:
        try:
            # What is pointed to was read for these rows; asking for each of them again costs three queries a row.
            satu.clean_fields(exclude=["user", "unit", "instansi"])
        except ValidationError as error:
            raise UnitsError(" ".join(error.messages)) from error
    Keanggotaan.objects.bulk_create(keanggotaan, batch_size=500)
    logger.info("%s keanggotaan dibuat oleh %s", len(keanggotaan), actor.pk)


def akhiri_keanggotaan(*, keanggotaan: Keanggotaan, actor: User, tanggal: dt.date | None = None) -> Keanggotaan:
    """End a role: from ``tanggal`` (today when not given) it no longer counts. Raises UnitsError."""
    selesai = tanggal or max(timezone.localdate(), keanggotaan.mulai)
    if selesai < keanggotaan.mulai:
        raise UnitsError(_("Tanggal berakhir tidak boleh mendahului tanggal mulai."))
    # Only ever earlier: a role that has ended does not come back by ending it again.
    masih = Keanggotaan.objects.filter(pk=keanggotaan.pk).filter(
        Q(selesai=None) | Q(selesai__gt=max(selesai, timezone.localdate()))
    )
    if not masih.update(selesai=selesai):
        raise UnitsError(_("Peran ini sudah berakhir atau berakhir lebih awal. Muat ulang halaman."))
    keanggotaan.selesai = selesai
    logger.info("keanggotaan %s diakhiri oleh %s", keanggotaan.pk, actor.pk)
    return keanggotaan
