"""Names and phones of respondents: encrypted, read by few and on record, gone when their day has come."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.errors import SurveiError
from surveys.models import Kampanye, Kontak
from surveys.models.kampanye import token
from surveys.selectors.kampanye import KampanyePublik
from units.models import User
from units.services.tahap import catat
from zi_portal.common import rahasia

logger = logging.getLogger(__name__)

TUJUAN = "survei-kontak"


@dataclass(frozen=True, slots=True)
class IsiKontak:
    """One contact, opened. Its repr names nobody: a log of a template's context would."""

    respons_id: int
    nama: str = field(repr=False)
    telepon: str = field(repr=False)


def simpan_kontak(*, kampanye: KampanyePublik, respons_id: int, nama: str, telepon: str) -> str:
    """Keep a contact apart from its response; returns the receipt that deletes it: “K7Q2-M9XD-4TRW”."""
    huruf = token(12).upper()
    resi = f"{huruf[:4]}-{huruf[4:8]}-{huruf[8:]}"
    isi = json.dumps({"nama": nama, "telepon": telepon}, ensure_ascii=False)
    Kontak.objects.create(
        respons_id=respons_id,
        kampanye_id=kampanye.pk,
        isi=rahasia.kunci(TUJUAN).encrypt(isi.encode()).decode(),
        sidik=rahasia.sidik("survei-telepon", telepon, panjang=32),
        resi=sidik_resi(resi),
        hapus_pada=kampanye.kontak_hapus_pada,
    )
    return resi


def sidik_resi(resi: str) -> str:
    return rahasia.sidik("survei-resi", "".join(c for c in resi.upper() if c.isalnum())[:40])


@transaction.atomic
def baca_kontak(*, kampanye: Kampanye, actor: User, alasan: str, rentang: slice | None = None) -> list[IsiKontak]:
    """The contacts of a campaign, opened, with a line in the history that says who read how many and why.

    ``rentang``: only so many of them, as on a page. Raises SurveiError without a reason.
    """
    if not alasan.strip():
        raise SurveiError(_("Tulis untuk apa kontak ini dibaca: alasannya dicatat di riwayat."))
    baris = kontak_berlaku(kampanye).order_by("respons_id")
    hasil = list(_buka(baris if rentang is None else baris[rentang]))
    catat(objek=kampanye, aksi="baca_kontak", actor=actor, alasan=alasan.strip(), rincian={"jumlah": len(hasil)})
    return hasil


def kontak_berlaku(kampanye: Kampanye) -> QuerySet[Kontak]:
    """Contacts whose day has not come, still closed."""
    return Kontak.objects.filter(kampanye=kampanye, hapus_pada__gte=timezone.localdate())


def _buka(baris: QuerySet[Kontak]) -> Iterator[IsiKontak]:
    for kontak in baris:
        isi = rahasia.buka(TUJUAN, kontak.isi)
        if isi is None:
            logger.error("kontak %s cannot be opened by any key", kontak.pk)
            continue
        data = json.loads(isi)
        yield IsiKontak(kontak.respons_id, data["nama"], data["telepon"])


@transaction.atomic
def hapus_dengan_resi(*, resi: str) -> bool:
    """Delete the contact of this receipt at its owner's wish. The answers stay, and nobody can tell whose they are."""
    kontak = Kontak.objects.select_for_update().filter(resi=sidik_resi(resi)).first()
    if kontak is None:
        return False
    kontak.delete()
    kampanye = Kampanye.objects.select_related("unit").get(pk=kontak.kampanye_id)
    catat(objek=kampanye, aksi="hapus_kontak", actor=None, nama=str(_("Responden")))
    return True


def hapus_yang_lewat() -> int:
    """Delete contacts whose day has come. Returns how many."""
    dihapus, _rinci = Kontak.objects.filter(hapus_pada__lt=timezone.localdate()).delete()
    return dihapus
