"""The tim kerja and the agents of change: an SK once, and the rows that hang on it as one list."""

from __future__ import annotations

import logging
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums.tahap import Jejak
from units.errors import BarisBentrok, UnitsError
from units.models import AgenPerubahan, AnggotaTim, BarisTahap, Perubahan, TimKerja, User
from units.services.tahap import buat_baris, catat, kunci_unit, terakhir, ubah_baris

logger = logging.getLogger(__name__)


@transaction.atomic
def buat_tim(*, baris: TimKerja, actor: User, kiriman: uuid.UUID | None = None) -> TimKerja:
    """Store the team of an SK. Raises UnitsError when the unit has a team of that SK already."""
    kunci_unit(baris.unit)
    if not (kiriman and TimKerja.objects.filter(unit=baris.unit, kiriman=kiriman).exists()):
        _satu_tim_per_sk(baris, baris.nomor_sk)
    return buat_baris(baris=baris, actor=actor, kiriman=kiriman)


@transaction.atomic
def ubah_tim(*, baris: TimKerja, ubah: Mapping[str, Any], versi: int, actor: User) -> TimKerja:
    """Change what is known of the SK. Raises as ``ubah_baris``, and UnitsError for the SK of another team."""
    kunci_unit(baris.unit)
    _satu_tim_per_sk(baris, ubah["nomor_sk"])
    return ubah_baris(baris=baris, ubah=ubah, versi=versi, actor=actor)


def _satu_tim_per_sk(baris: TimKerja, nomor: str) -> None:
    if TimKerja.objects.hidup().filter(unit=baris.unit, nomor_sk__iexact=nomor).exclude(pk=baris.pk).exists():
        raise UnitsError(
            _("Tim kerja dengan SK %(nomor)s sudah ada. Buka tim itu, atau periksa nomor SK-nya.") % {"nomor": nomor}
        )


def susun_anggota(*, tim: TimKerja, anggota: Sequence[AnggotaTim], versi: int, actor: User) -> bool:
    """The members of a team are these now, in this order. Returns whether anything changed.

    Raises BarisBentrok when somebody changed the team since ``versi``.
    """
    return _susun(induk=tim, lama=tim.anggota.all(), baru=anggota, kunci="tim", rinci=_peran, versi=versi, actor=actor)


def susun_perubahan(*, agen: AgenPerubahan, perubahan: Sequence[Perubahan], versi: int, actor: User) -> bool:
    """The changes an agent made are these now, in this order. Raises as ``susun_anggota``."""
    return _susun(
        induk=agen,
        lama=agen.perubahan.all(),
        baru=perubahan,
        kunci="agen",
        rinci=_keadaan_perubahan,
        versi=versi,
        actor=actor,
    )


def _peran(anggota: AnggotaTim) -> str:
    isi = [anggota.get_peran_display(), anggota.get_area_display() or "", anggota.jabatan]
    return " · ".join(i for i in isi if i)


def _keadaan_perubahan(perubahan: Perubahan) -> str:
    isi = [
        f"{perubahan.tanggal:%d-%m-%Y}" if perubahan.tanggal else "",
        _("terintegrasi") if perubahan.terintegrasi else _("belum terintegrasi"),
        perubahan.uraian[:300],
    ]
    return " · ".join(i for i in isi if i)


@transaction.atomic
def _susun(
    *,
    induk: BarisTahap,
    lama: QuerySet,
    baru: Sequence[models.Model],
    kunci: str,
    rinci: Callable[[Any], str],
    versi: int,
    actor: User,
) -> bool:
    """Put rows in the place of those under ``induk`` (their column ``kunci``); the history tells what differs."""
    model = type(induk)
    # The version guards the list: whoever wins this UPDATE is alone with the rows under it.
    tetap = model.objects.hidup().filter(pk=induk.pk, versi=versi)
    if not tetap.update(versi=versi + 1, diubah_pada=timezone.now()):
        raise BarisBentrok(model.objects.get(pk=induk.pk), terakhir(induk))
    ada = list(lama)
    if [_isi(b) for b in ada] == [_isi(b) for b in baru]:
        model.objects.filter(pk=induk.pk).update(versi=versi, diubah_pada=induk.diubah_pada)
        return False
    lama.delete()
    for satu in baru:
        setattr(satu, kunci, induk)
    lama.model.objects.bulk_create(baru)
    catat(objek=induk, aksi=Jejak.UBAH, actor=actor, rincian=_beda(ada, baru, rinci))
    induk.refresh_from_db()
    logger.info("%s %s disusun ulang oleh %s", induk.BENDA, induk.pk, actor.pk)
    return True


def _isi(baris: models.Model) -> dict[str, Any]:
    tetap = {"id", "tim_id", "agen_id"}
    return {f.attname: getattr(baris, f.attname) for f in baris._meta.concrete_fields if f.attname not in tetap}


def _beda(lama: Sequence[Any], baru: Sequence[Any], rinci: Callable[[Any], str]) -> dict[str, list[str | None]]:
    """Name → [before, after] of what differs, and the order where only that does."""

    def menurut_nama(baris: Sequence[Any]) -> dict[str, str]:
        hasil: dict[str, list[str]] = defaultdict(list)
        for b in baris:
            hasil[str(b)].append(rinci(b))
        return {n: "; ".join(isi)[:500] for n, isi in hasil.items()}

    dari, ke = menurut_nama(lama), menurut_nama(baru)
    beda = {n: [dari.get(n), ke.get(n)] for n in {**dari, **ke} if dari.get(n) != ke.get(n)}
    urut = [", ".join(map(str, baris))[:500] for baris in (lama, baru)]
    return beda or ({_("urutan"): urut} if urut[0] != urut[1] else {})
