"""What the commands of the workbook share."""

from __future__ import annotations

from django.core.management.base import CommandError

from evaluation.models import LembarKerjaEvaluasi
from units.models import User


def cari_lke(pk: int) -> LembarKerjaEvaluasi:
    """The sheet with its unit and season. Raises CommandError."""
    lke = LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim")
    try:
        return lke.get(pk=pk)
    except (LembarKerjaEvaluasi.DoesNotExist, OverflowError) as error:
        raise CommandError(f"Tidak ada LKE dengan id {pk}.") from error


def cari_orang(username: str) -> User:
    """An active person. Raises CommandError."""
    try:
        return User.objects.get(username=username, is_active=True)
    except User.DoesNotExist as error:
        raise CommandError(f"Tidak ada pengguna aktif bernama {username}.") from error
