"""Invented responses: the same again for the same seed, with moments spread over the campaign's days."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator

from surveys.enums import Kanal
from surveys.models import Kampanye, Respons
from surveys.selectors.kampanye import kuesioner_dari

KOMENTAR = (
    "Petugas ramah dan cepat.",
    "Antrean pagi masih panjang, tolong tambah loket.",
    "Persyaratan jelas, sekali datang langsung selesai.",
    "Ruang tunggu panas, kipas anginnya mati.",
    "Pelayanan daring kadang tidak bisa dibuka dari HP.",
    "Tidak ada pungutan apa pun, terima kasih.",
    "Mohon ada jalur khusus lansia dan penyandang disabilitas.",
    "Biayanya sesuai papan tarif.",
    "Waktu pengambilan mundur sehari dari yang dijanjikan.",
    "Sudah bagus, pertahankan.",
)
# Chance of the marks from the lowest to the highest, on a scale of 4, for a unit that serves well.
SEBARAN = (1, 4, 35, 60)
BITA_SIDIK = 8


def karang_respons(
    kampanye: Kampanye, jumlah: int, *, benih: int, sejak: dt.datetime, sampai: dt.datetime, bobot=SEBARAN
) -> Iterator[Respons]:
    """``jumlah`` unsaved responses of this campaign, in the order of their moments."""
    acak = random.Random(f"{benih} {kampanye.kuesioner.kode} {kampanye.nama}")  # noqa: S311  # invented data
    k = kuesioner_dari(kampanye.kuesioner)
    layanan = list(kampanye.layanan.values_list("pk", flat=True)) or [None]
    langkah = (sampai - sejak) / max(1, jumlah)
    nilai = list(range(1, k.skala + 1))
    bobot = bobot if len(bobot) == k.skala else [n * n for n in nilai]
    for n in range(jumlah):
        # A person is content or not, and each statement moves a little about that.
        dasar = acak.choices(nilai, bobot)[0]
        yield Respons(
            kampanye=kampanye,
            layanan_id=acak.choice(layanan),
            kanal=acak.choices((Kanal.TAUTAN, Kanal.KIOS, Kanal.KERTAS), (70, 20, 10))[0],
            nilai="".join(str(min(k.skala, max(1, dasar + acak.choice((-1, 0, 0, 0, 0, 1))))) for _u in k.unsur),
            profil={p.kode: acak.choice(p.pilihan).kode for p in k.profil if acak.random() < 0.9},
            diarahkan=acak.random() < 0.02 if k.integritas else None,
            komentar=acak.choice(KOMENTAR) if acak.random() < 0.25 else "",
            durasi=acak.randint(35, 240),
            jaringan=acak.randbytes(BITA_SIDIK).hex(),
            perangkat=acak.randbytes(BITA_SIDIK).hex(),
            kiriman=uuid.UUID(int=acak.getrandbits(128), version=4),
            pada=sejak + langkah * n + langkah * acak.random(),
        )


def karang_curang(kampanye: Kampanye, jumlah: int, *, benih: int, pada: dt.datetime) -> Iterator[Respons]:
    """``jumlah`` unsaved responses as a stuffer sends them: top marks, in seconds, from one network."""
    acak = random.Random(f"{benih} curang {kampanye.nama}")  # noqa: S311  # invented data
    k = kuesioner_dari(kampanye.kuesioner)
    jaringan = acak.randbytes(BITA_SIDIK).hex()
    for n in range(jumlah):
        yield Respons(
            kampanye=kampanye,
            kanal=Kanal.TAUTAN,
            nilai=str(k.skala) * len(k.unsur),
            durasi=acak.randint(3, 9),
            jaringan=jaringan,
            perangkat=acak.randbytes(BITA_SIDIK).hex(),
            kiriman=uuid.UUID(int=acak.getrandbits(128), version=4),
            pada=pada + dt.timedelta(seconds=7 * n),
        )
