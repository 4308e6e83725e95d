"""How anything in the four stages changes: written once, guarded by version or state, with its history beside it."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums.tahap import Benda, Jejak
from units.errors import BarisBentrok, BarisMoved, UnitsError
from units.flow import FLOW
from units.models import BarisTahap, Instansi, RiwayatTahap, UnitKerja, User
from zi_portal.common.alur import pindah

logger = logging.getLogger(__name__)

B = TypeVar("B", bound=BarisTahap)


def catat(
    *,
    objek: models.Model,
    aksi: str,
    actor: User | None,
    dari: str = "",
    ke: str = "",
    alasan: str = "",
    rincian: Mapping[str, Any] | None = None,
    nama: str = "",
) -> RiwayatTahap:
    """One row of history beside a change. ``nama`` says who acted where there is no account. Call in the change's
    transaction."""
    unit: UnitKerja | None = getattr(objek, "unit", None)
    instansi_id = unit.instansi_id if unit else objek.instansi_id
    return RiwayatTahap.objects.create(
        instansi_id=instansi_id,
        unit=unit,
        benda=objek.BENDA,
        objek_id=objek.pk,
        aksi=aksi,
        dari=dari,
        ke=ke,
        pelaku=actor,
        pelaku_nama=nama or (actor.nama if actor else ""),
        alasan=alasan,
        rincian=dict(rincian or {}),
    )


def buat_baris(*, baris: B, actor: User, kiriman: uuid.UUID | None = None) -> B:
    """Store a new row with its history. A repeat of the same form (``kiriman``) gives the row of the first time.

    Raises UnitsError with what the database would refuse.
    """
    baris.dibuat_oleh, baris.kiriman = actor, kiriman
    if kiriman and (ada := _terkirim(baris, kiriman)):
        return ada
    _sahkan(baris)
    try:
        with transaction.atomic():
            baris.save(force_insert=True)
            catat(objek=baris, aksi=Jejak.BUAT, actor=actor)
    except IntegrityError as error:
        if kiriman and (ada := _terkirim(baris, kiriman)):
            return ada
        raise UnitsError(
            _("Data ini bertabrakan dengan yang baru saja disimpan. Muat ulang, lalu coba lagi.")
        ) from error
    logger.info("%s %s dibuat oleh %s", baris.BENDA, baris.pk, actor.pk)
    return baris


def _terkirim(baris: B, kiriman: uuid.UUID) -> B | None:
    return type(baris).objects.filter(kiriman=kiriman, unit=baris.unit).first()


def ubah_baris(*, baris: B, ubah: Mapping[str, Any], versi: int, actor: User) -> B:
    """Change fields of a row as it was at ``versi``. Raises BarisBentrok when somebody was faster, UnitsError with
    what the database would refuse. Nothing new writes nothing."""
    model = type(baris)
    lama = model.objects.get(pk=baris.pk)
    beda = {nama: nilai for nama, nilai in ubah.items() if getattr(lama, nama) != nilai}
    if not beda:
        baris.refresh_from_db()
        return baris
    for nama, nilai in ubah.items():
        setattr(baris, nama, nilai)
    _sahkan(baris)
    rincian = {nama: [_teks(getattr(lama, nama)), _teks(nilai)] for nama, nilai in beda.items()}
    with transaction.atomic():
        tetap = model.objects.hidup().filter(pk=baris.pk, versi=versi)
        if not tetap.update(versi=versi + 1, diubah_pada=timezone.now(), **beda):
            raise BarisBentrok(model.objects.get(pk=baris.pk), terakhir(baris))
        catat(objek=baris, aksi=Jejak.UBAH, actor=actor, rincian=rincian)
    baris.refresh_from_db()
    logger.info("%s %s diubah oleh %s", baris.BENDA, baris.pk, actor.pk)
    return baris


def hapus_baris(*, baris: BarisTahap, actor: User, alasan: str = "") -> None:
    """Take a row out of every list; it stays with who, when and why. A repeat changes nothing."""
    kini = timezone.now()
    with transaction.atomic():
        if type(baris).objects.hidup().filter(pk=baris.pk).update(dihapus_pada=kini, dihapus_oleh=actor):
            catat(objek=baris, aksi=Jejak.HAPUS, actor=actor, alasan=alasan)
            logger.info("%s %s dihapus oleh %s", baris.BENDA, baris.pk, actor.pk)
    baris.refresh_from_db()


def gerak(
    *,
    objek: models.Model,
    aksi: str,
    actor: User | None,
    alasan: str = "",
    nama: str = "",
    rincian: Mapping[str, Any] | None = None,
    **ubah: Any,
) -> RiwayatTahap:
    """Make a move of ``units.flow`` by one conditional UPDATE, with its history beside it; ``ubah`` are further
    columns of the same UPDATE. Raises BarisMoved when the state no longer allows it, UnitsError without an owed
    reason."""
    langkah = FLOW[Benda(objek.BENDA)][aksi]
    alasan = alasan.strip()
    if langkah.butuh_alasan and not alasan:
        raise UnitsError(_("Tulis alasannya, supaya yang membaca tahu apa yang harus dilakukan."))
    model = type(objek)
    kini = timezone.now()
    with transaction.atomic():
        dari = pindah(model.objects.filter(pk=objek.pk, dihapus_pada=None), langkah, diubah_pada=kini, **ubah)
        if dari is None:
            raise BarisMoved(objek)
        if isinstance(objek, BarisTahap):
            model.objects.filter(pk=objek.pk).update(versi=models.F("versi") + 1)
        objek.refresh_from_db()
        jejak = catat(
            objek=objek,
            aksi=aksi,
            actor=actor,
            dari=dari,
            ke=langkah.target,
            alasan=alasan,
            rincian=rincian,
            nama=nama,
        )
    logger.info("%s %s: %s ke %s", objek.BENDA, objek.pk, aksi, langkah.target)
    return jejak


def terakhir(baris: models.Model) -> RiwayatTahap | None:
    """The newest thing that happened to a row, to say who was faster."""
    semua = RiwayatTahap.objects.filter(benda=baris.BENDA, objek_id=baris.pk)
    return semua.select_related("pelaku").order_by("-pk").first()


def kunci_unit(unit: UnitKerja) -> None:
    """Put writers of one unit in a row, for what a single conditional UPDATE cannot guard. Inside a transaction."""
    # no_key: rows that only point to the unit, histories above all, need not wait. A move holds its row and then writes
    # history; against a lock that such a row waits for, the two would wait for each other.
    UnitKerja.objects.select_for_update(no_key=True).values("pk").get(pk=unit.pk)


def kunci_instansi(instansi: Instansi) -> None:
    """Put writers of one instansi in a row. Inside a transaction."""
    # no_key as in kunci_unit
    Instansi.objects.select_for_update(no_key=True).values("pk").get(pk=instansi.pk)


def _sahkan(baris: models.Model) -> None:
    try:
        baris.full_clean(exclude=["unit", "dibuat_oleh", "kiriman"])
    except ValidationError as error:
        raise UnitsError(" ".join(error.messages)) from error


def _teks(nilai: Any) -> Any:
    """A value as the history keeps it: what JSON can hold, text cut to a length one still reads."""
    if nilai is None or isinstance(nilai, (bool, int)):
        return nilai
    if isinstance(nilai, models.Model):
        return str(nilai)[:200]
    if isinstance(nilai, (dt.date, dt.datetime)):
        return nilai.isoformat()
    if isinstance(nilai, Decimal):
        return format(nilai, "f")
    if isinstance(nilai, Mapping):
        isi = (f"{k} ({_teks(v)})" if isinstance(v, Mapping) else f"{k} {_teks(v)}" for k, v in nilai.items())
        return "; ".join(isi)[:500]
    if isinstance(nilai, (list, tuple)):
        return [_teks(satu) for satu in nilai][:50]
    return str(nilai)[:500]
