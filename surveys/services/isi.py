"""A response comes in: one short transaction, taken once however often it is sent."""

from __future__ import annotations

import ipaddress
import json
import logging
import secrets
from dataclasses import dataclass
from functools import cache

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.enums import CaraIsi, Golongan, Kanal, StatusKampanye
from surveys.errors import TidakMenerima
from surveys.isian import Isian
from surveys.models import Respons
from surveys.selectors.kampanye import KampanyePublik
from surveys.services.kode import pakai_kode
from surveys.services.kontak import simpan_kontak
from units.models import User
from zi_portal.common import sql
from zi_portal.common.rahasia import sidik

logger = logging.getLogger(__name__)

_KUTIP = connection.ops.quote_name


@dataclass(frozen=True, slots=True)
class Asal:
    """Where a response comes from: address and device as the request tells them; staff where they entered it."""

    ip: str = ""
    perangkat: str = ""
    petugas: User | None = None


@dataclass(frozen=True, slots=True)
class Terima:
    """What became of it. ``resi`` is the receipt by which a contact can be deleted, "" where none was taken or it was
    given out before."""

    respons_id: int
    baru: bool
    resi: str = ""


def terima(*, kampanye: KampanyePublik, isian: Isian, kanal: Kanal, asal: Asal, kode: str = "") -> Terima:
    """Take a response. The same ``kiriman`` again gives the first one back.

    Raises TidakMenerima when the campaign takes none now, KodeDitolak for a code that is unknown or was used.
    """
    # In the shape that both databases take: the fields of the model ask of each value what is known here.
    kolom: dict[str, object] = {
        "kampanye_id": kampanye.pk,
        "layanan_id": isian.layanan_id,
        "kanal": kanal.value,
        "nilai": isian.nilai,
        "profil": json.dumps(dict(isian.profil)),
        "diarahkan": isian.diarahkan,
        "komentar": isian.komentar,
        "bahasa": isian.bahasa,
        "durasi": isian.durasi,
        "jaringan": sidik("survei-jaringan", kampanye.garam, asal.ip, panjang=16) if asal.ip else "",
        "perangkat": sidik("survei-perangkat", kampanye.garam, asal.perangkat, panjang=16) if asal.perangkat else "",
        "kantor": dari_kantor(kampanye.jaringan_kantor, asal.ip),
        "kiriman": isian.kiriman.hex,
        "petugas_id": asal.petugas.pk if asal.petugas else None,
        "pada": connection.ops.adapt_datetimefield_value(timezone.now()),
        "golongan": Golongan.BARU.value,
    }
    if kampanye.cara != CaraIsi.KODE and not isian.telepon:
        # The common case is one statement: no transaction needs to be opened around it.
        return _sisip(kolom) or _ulang(kampanye, isian)
    with transaction.atomic():
        if kampanye.cara == CaraIsi.KODE and kanal != Kanal.KERTAS:
            layanan_id = pakai_kode(kampanye=kampanye, kode=kode, kiriman=isian.kiriman)
            kolom["layanan_id"] = layanan_id or kolom["layanan_id"]
        hasil = _sisip(kolom)
        if hasil is None:
            return _ulang(kampanye, isian)
        if not isian.telepon:
            return hasil
        resi = simpan_kontak(kampanye=kampanye, respons_id=hasil.respons_id, nama=isian.nama, telepon=isian.telepon)
        return Terima(hasil.respons_id, True, resi)


def _sisip(kolom: dict[str, object]) -> Terima | None:
    """Insert while the campaign is open, in the same statement that looks whether it is: closing waits for it."""
    pada = kolom["pada"]
    isi = [*kolom.values(), kolom["kampanye_id"], StatusKampanye.BUKA.value, pada, pada]
    baris = sql.baca_ulang((_pernyataan(tuple(kolom), connection.vendor), isi))
    return Terima(baris[0][0], True) if baris else None


@cache
def _pernyataan(kolom: tuple[str, ...], vendor: str) -> str:
    nama = ", ".join(connection.ops.quote_name(k) for k in kolom)
    tempat = ", ".join(["%s"] * len(kolom))
    kunci = " FOR KEY SHARE" if vendor == "postgresql" else ""
    return (
        f"INSERT INTO surveys_respons ({nama}) SELECT {tempat} FROM surveys_kampanye "  # noqa: S608  # our names
        "WHERE id = %s AND status = %s AND mulai <= %s AND selesai > %s AND dihapus_pada IS NULL"
        f"{kunci} ON CONFLICT (kiriman) DO NOTHING RETURNING id"
    )


def _ulang(kampanye: KampanyePublik, isian: Isian) -> Terima:
    """Nothing was inserted: it came before, or the campaign takes none."""
    ada = Respons.objects.filter(kiriman=isian.kiriman, kampanye=kampanye.pk).values_list("pk", flat=True).first()
    if ada is None:
        raise TidakMenerima(_("Survei ini sedang tidak menerima jawaban. Jawaban Anda belum terkirim."))
    return Terima(ada, False)


def dari_kantor(jaringan: tuple[str, ...], ip: str) -> bool:
    """Does this address lie in one of the unit's own networks?"""
    if not jaringan or not ip:
        return False
    try:
        alamat = ipaddress.ip_address(ip)
    except ValueError:
        return False
    return any(alamat in ipaddress.ip_network(satu, strict=False) for satu in jaringan)


def kios_sah(kampanye: KampanyePublik, kunci: str) -> bool:
    """Is this the key of the campaign's devices at the counter?"""
    return secrets.compare_digest(kampanye.kunci_kios.encode(), kunci.encode())
