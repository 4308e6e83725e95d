"""People enter the portal through an admin, always together with a first role."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence

from django.db import transaction

from units.models import Instansi, UnitKerja, User
from units.services.keanggotaan import buat_keanggotaan

logger = logging.getLogger(__name__)


@transaction.atomic
def buat_pegawai(
    *,
    user: User,
    peran: str,
    actor: User,
    unit: UnitKerja | None = None,
    instansi: Instansi | None = None,
    mulai: dt.date | None = None,
    selesai: dt.date | None = None,
) -> User:
    """Store a new person, who cannot sign in until they set a password, and their first role. Raises UnitsError."""
    user.set_unusable_password()
    user.save()
    buat_keanggotaan(user=user, peran=peran, actor=actor, unit=unit, instansi=instansi, mulai=mulai, selesai=selesai)
    logger.info("pegawai %s dibuat oleh %s", user.pk, actor.pk)
    return user


def buat_banyak_pegawai(*, user: Sequence[User], actor: User) -> None:
    """Store many new people, who cannot sign in until they set a password. Their roles follow in the same transaction.
    Raises IntegrityError when a user name was taken meanwhile."""
    for satu in user:
        satu.set_unusable_password()
    User.objects.bulk_create(user, batch_size=500)
    logger.info("%s pegawai dibuat oleh %s", len(user), actor.pk)
