"""What came in from a form, made into a response or into errors by field. Plain Python beside the questionnaire."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from surveys.kuesioner import Kuesioner
from zi_portal.common.masukan import angka, bersih_teks

KOMENTAR_TERPANJANG = 1000
DURASI_TERLAMA = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Isian:
    """One answered form, as ``services.isi.terima`` takes it."""

    nilai: str
    layanan_id: int | None = None
    profil: Mapping[str, str] = field(default_factory=dict)
    diarahkan: bool | None = None
    komentar: str = ""
    bahasa: str = "id"
    durasi: int | None = None
    kiriman: uuid.UUID = field(default_factory=uuid.uuid4)
    # Neither may come into a log by way of a repr.
    nama: str = field(default="", repr=False)
    telepon: str = field(default="", repr=False)


def baca_isian(
    kuesioner: Kuesioner,
    layanan: Collection[int],
    data: Mapping[str, Any],
    *,
    minta_kontak: bool = False,
    boleh_kosong: bool = False,
) -> tuple[Isian, dict[str, str]]:
    """Read a posted form: fields ``u-<unsur>``, ``p-<profil>``, ``layanan``, ``diarahkan``, ``komentar``, ``bahasa``,
    ``durasi``, ``kiriman``, ``nama``, ``telepon``, ``setuju``. Returns what was read, and what is wrong by field
    name, each the name of a text of ``surveys.bahasa``.

    ``boleh_kosong``: a paper form may have gaps; the public form may not.
    """
    galat: dict[str, str] = {}
    nilai: dict[str, int] = {}
    for unsur in kuesioner.unsur:
        if n := kuesioner.nilai_sah.get(data.get(f"u-{unsur.kode}")):
            nilai[unsur.kode] = n
        elif not boleh_kosong:
            galat[f"u-{unsur.kode}"] = "galat_pilih"
    if boleh_kosong and not nilai:
        galat[f"u-{kuesioner.unsur[0].kode}"] = "galat_isi_satu"
    layanan_id = angka(data.get("layanan"))
    if layanan_id not in layanan:
        layanan_id = None
        if layanan and not boleh_kosong:
            galat["layanan"] = "galat_layanan"
    profil: dict[str, str] = {}
    for p in kuesioner.profil:
        pilihan = data.get(f"p-{p.kode}") or ""
        if pilihan in p.kode_pilihan:
            profil[p.kode] = pilihan
        elif p.wajib and not boleh_kosong:
            galat[f"p-{p.kode}"] = "galat_pilih"
    nama, telepon = _kontak(data, galat) if minta_kontak else ("", "")
    bahasa = data.get("bahasa")
    durasi = angka(data.get("durasi"))
    return Isian(
        nilai=kuesioner.kodekan(nilai),
        layanan_id=layanan_id,
        profil=profil,
        diarahkan={"ya": True, "tidak": False}.get(data.get("diarahkan") or "") if kuesioner.integritas else None,
        komentar=bersih_teks(data.get("komentar"), KOMENTAR_TERPANJANG) if kuesioner.komentar else "",
        bahasa=bahasa if bahasa in kuesioner.bahasa else "id",
        durasi=min(durasi, DURASI_TERLAMA) if durasi is not None else None,
        kiriman=_kiriman(data.get("kiriman")),
        nama=nama,
        telepon=telepon,
    ), galat


def _kontak(data: Mapping[str, Any], galat: dict[str, str]) -> tuple[str, str]:
    nama = bersih_teks(data.get("nama"), 100)
    telepon = rapikan_telepon(data.get("telepon"))
    if not nama:
        galat["nama"] = "galat_nama"
    if not 8 <= len(telepon) <= 15:
        galat["telepon"] = "galat_telepon"
    if data.get("setuju") != "ya":
        galat["setuju"] = "galat_setuju"
    return nama, telepon


def rapikan_telepon(teks: str | None) -> str:
    """Digits alone, with the Indonesian 62 as 0, so that one phone is written one way."""
    digit = "".join(c for c in (teks or "") if c in "0123456789")[:20]
    return f"0{digit[2:]}" if digit.startswith("62") else digit


def _kiriman(teks: str | None) -> uuid.UUID:
    try:
        return uuid.UUID(teks or "")
    except ValueError:
        return uuid.uuid4()
