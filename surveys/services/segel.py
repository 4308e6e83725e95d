"""The raw set of a closed campaign, sealed by a chain of hashes over every response in the order they came."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from surveys.enums import StatusKampanye
from surveys.models import Kampanye, Respons, Segel
from surveys.selectors.kampanye import lupakan
from surveys.services.olah import olah_semua
from units.services.tahap import catat

logger = logging.getLogger(__name__)

PER_BLOK = 1000
_KOLOM = (
    "pk",
    "layanan_id",
    "kanal",
    "nilai",
    "profil",
    "diarahkan",
    "komentar",
    "bahasa",
    "durasi",
    "jaringan",
    "perangkat",
    "kantor",
    "kiriman",
    "petugas_id",
    "pada",
)


@dataclass(frozen=True, slots=True)
class Rantai:
    jumlah: int
    sha256: str
    blok: list[str]


def rantai(kampanye_id: int) -> Rantai:
    """The chain over the responses of a campaign as they stand: hash of (hash before + response as canonical JSON)."""
    hash_kini, blok, jumlah = hashlib.sha256(f"kampanye {kampanye_id}".encode()).hexdigest(), [], 0
    semua = Respons.objects.filter(kampanye=kampanye_id).order_by("pk").values_list(*_KOLOM)
    for baris in semua.iterator(chunk_size=2000):
        isi = [str(b) if nama == "kiriman" else b for nama, b in zip(_KOLOM, baris, strict=True)]
        isi[-1] = baris[-1].isoformat()
        teks = json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        hash_kini = hashlib.sha256(f"{hash_kini}{teks}".encode()).hexdigest()
        jumlah += 1
        if jumlah % PER_BLOK == 0:
            blok.append(hash_kini)
    return Rantai(jumlah, hash_kini, blok)


def segel(*, kampanye: Kampanye) -> Segel | None:
    """Count what is left of a closed campaign and seal it; wipe the key of its fingerprints. A repeat gives the seal
    that stands; None while the campaign is not closed."""
    if kampanye.status != StatusKampanye.TUTUP:
        return None
    olah_semua(kampanye=kampanye)
    if ada := Segel.objects.filter(kampanye=kampanye).first():
        return ada
    hasil = rantai(kampanye.pk)
    try:
        with transaction.atomic():
            baru = Segel.objects.create(kampanye=kampanye, jumlah=hasil.jumlah, sha256=hasil.sha256, blok=hasil.blok)
            Kampanye.objects.filter(pk=kampanye.pk).update(garam="")
            catat(objek=kampanye, aksi="segel", actor=None, nama="Portal ZI", rincian={"jumlah": hasil.jumlah})
    except IntegrityError:
        # Two workers sealed at once: both computed the same.
        return Segel.objects.get(kampanye=kampanye)
    lupakan(kampanye.slug)
    logger.info("kampanye %s sealed: %s responses", kampanye.pk, hasil.jumlah)
    return baru


def periksa_segel(segel: Segel) -> str:
    """Hold the seal against the responses as they are: "" when they agree, else where they differ."""
    kini = rantai(segel.kampanye_id)
    if (kini.jumlah, kini.sha256) == (segel.jumlah, segel.sha256):
        return ""
    for nomor, (lama, baru) in enumerate(zip(segel.blok, kini.blok, strict=False)):
        if lama != baru:
            return f"respons ke-{nomor * PER_BLOK + 1} sampai ke-{(nomor + 1) * PER_BLOK}"
    return f"sesudah respons ke-{len(segel.blok) * PER_BLOK}; tersegel {segel.jumlah}, kini {kini.jumlah}"


def segel_yang_menunggu() -> int:
    """Seal closed campaigns that have none. Returns how many."""
    menunggu = Kampanye.objects.filter(status=StatusKampanye.TUTUP, segel=None, dihapus_pada=None)
    return sum(segel(kampanye=k) is not None for k in menunggu.select_related("unit__instansi", "kuesioner")[:50])
