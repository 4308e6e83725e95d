"""Files on the things around a sheet, newest first, and whether a person may read one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import models

from evaluation.models import BerkasEvaluasi
from units.models import User


def berkas_dari(objek: models.Model) -> models.QuerySet[BerkasEvaluasi]:
    return BerkasEvaluasi.objects.hidup().filter(benda=objek.BENDA, objek_id=objek.pk)


def berkas_banyak(benda: str, ids: Iterable[int]) -> dict[int, list[BerkasEvaluasi]]:
    """The files of many things of one kind, by the thing's id. One query."""
    hasil: dict[int, list[BerkasEvaluasi]] = {}
    for berkas in BerkasEvaluasi.objects.hidup().filter(benda=benda, objek_id__in=list(ids)):
        hasil.setdefault(berkas.objek_id, []).append(berkas)
    return hasil


Terbaca = Callable[[User, BerkasEvaluasi], bool]

# Who reads the files of a kind of thing; a kind that isn't here is read by nobody.
_terbaca: dict[str, Terbaca] = {}


def daftarkan_terbaca(benda: str, fungsi: Terbaca) -> None:
    """Register who may read the files of this kind of thing. Called once, where its permissions stand."""
    _terbaca[benda] = fungsi


def boleh_baca(user: User, berkas: BerkasEvaluasi) -> bool:
    """May they read this living file?"""
    return berkas.benda in _terbaca and _terbaca[berkas.benda](user, berkas)
