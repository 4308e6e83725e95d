"""Taking responses out of the index, and back in: by somebody outside the unit, with a reason, never by deleting."""

from __future__ import annotations

import logging
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from surveys.enums import Golongan
from surveys.errors import SurveiError
from surveys.models import Kampanye, Pengeluaran, Respons
from surveys.services.olah import Penghitung, kunci, olah_semua
from surveys.tanda import golongan_dari
from units.models import User
from units.services.tahap import catat

logger = logging.getLogger(__name__)


def keluarkan(*, kampanye: Kampanye, respons: Collection[int], alasan: str, actor: User) -> int:
    """Take these responses out of the index. Those out already stay as they are. Returns how many went.

    Raises SurveiError without a reason.
    """
    return _pindahkan(kampanye, respons, alasan, actor, keluar=True)


def masukkan_lagi(*, kampanye: Kampanye, respons: Collection[int], alasan: str, actor: User) -> int:
    """Bring excluded responses back, clean or flagged by the signs they carry. Returns how many. Raises SurveiError."""
    return _pindahkan(kampanye, respons, alasan, actor, keluar=False)


def _pindahkan(kampanye: Kampanye, respons: Collection[int], alasan: str, actor: User, *, keluar: bool) -> int:
    if not alasan.strip():
        raise SurveiError(_("Tulis alasannya: laporan survei mencetaknya."))
    olah_semua(kampanye=kampanye)
    with transaction.atomic():
        kunci(kampanye)
        semua = Respons.objects.filter(kampanye=kampanye, pk__in=respons).prefetch_related("tanda")
        semua = (
            semua.filter(golongan__in=[Golongan.BERSIH, Golongan.BERTANDA])
            if keluar
            else semua.filter(golongan=Golongan.DIKELUARKAN)
        )
        hitung = Penghitung(kampanye)
        tujuan: dict[Golongan, list[int]] = {}
        for satu in semua:
            ke = Golongan.DIKELUARKAN if keluar else golongan_dari(t.jenis for t in satu.tanda.all())
            hitung.pindah(satu, satu.golongan, ke)
            tujuan.setdefault(ke, []).append(satu.pk)
        hitung.simpan()
        for ke, ids in tujuan.items():
            Respons.objects.filter(pk__in=ids).update(golongan=ke)
        ids = [pk for bagian in tujuan.values() for pk in bagian]
        Pengeluaran.objects.bulk_create(
            Pengeluaran(respons_id=pk, kampanye=kampanye, keluar=keluar, alasan=alasan.strip(), oleh=actor)
            for pk in ids
        )
        if ids:
            catat(
                objek=kampanye,
                aksi="keluarkan" if keluar else "masukkan_lagi",
                actor=actor,
                alasan=alasan.strip(),
                rincian={"jumlah": len(ids)},
            )
    return len(ids)
