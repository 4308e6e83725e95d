"""A questionnaire as a plain form: fields to data, data to rows, and the buttons that add or remove a row.

The state of the form is the same plain data that ``surveys.kuesioner`` reads, only that it may still be unfinished.
Options of a profile and bands of quality are lines of text: “kode; Indonesia; English” and “huruf; nama; mulai”.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from surveys.kuesioner import BAHASA_UTAMA, SKALA_TERBESAR, UNSUR_TERBANYAK
from zi_portal.common.masukan import angka, bersih_teks

BAHASA = (BAHASA_UTAMA, "en")
INDEKS_TERBANYAK, PROFIL_TERBANYAK, BARIS_TERBANYAK = 9, 15, 40
PENDEK, SEDANG, PANJANG = 36, 200, 600

Isi = dict[str, Any]


def baca_susunan(data: Mapping[str, Any]) -> Isi:
    """The questionnaire as it stands in a posted form, unfinished pieces and all."""

    def teks(nama: str, maks: int = SEDANG) -> str:
        return bersih_teks(data.get(nama), maks)

    def berbahasa(nama: str, maks: int = SEDANG) -> dict[str, str]:
        return {b: isi for b in BAHASA if (isi := teks(f"{nama}-{b}", maks))}

    def banyak(nama: str, maks: int) -> range:
        return range(min(angka(data.get(f"{nama}-jumlah")) or 0, maks))

    bahasa = [b for b in BAHASA if b == BAHASA_UTAMA or data.get(f"bahasa-{b}")]
    skala = angka(data.get("skala"))
    isi: Isi = {
        "kode": teks("kode", PENDEK),
        "versi": teks("versi", PENDEK),
        "nama": berbahasa("nama"),
        "dasar": teks("dasar"),
        "bahasa": bahasa,
        "konversi": teks("konversi", PENDEK),
        "skala": skala,
        "label": [berbahasa(f"label-{n}") for n in range(1, min(skala or 0, SKALA_TERBESAR) + 1)],
        "indeks": [],
        "profil": [],
        "integritas": berbahasa("integritas", PANJANG),
        "komentar": berbahasa("komentar", PANJANG),
    }
    for i in banyak("indeks", INDEKS_TERBANYAK):
        awal = f"indeks-{i}"
        unsur = []
        for j in banyak(f"{awal}-unsur", UNSUR_TERBANYAK):
            satu: Isi = {
                "kode": teks(f"{awal}-{j}-kode", PENDEK),
                "nama": berbahasa(f"{awal}-{j}-nama"),
                "pernyataan": berbahasa(f"{awal}-{j}-pernyataan", PANJANG),
            }
            if bobot := teks(f"{awal}-{j}-bobot", 12):
                satu["bobot"] = bobot.replace(",", ".")
            unsur.append(satu)
        mutu = [
            dict(zip(("huruf", "nama", "mulai"), (*bagian, "", ""), strict=False))
            for bagian in _baris(data.get(f"{awal}-mutu"))
        ]
        isi["indeks"].append(
            {"kode": teks(f"{awal}-kode", PENDEK), "nama": teks(f"{awal}-nama"), "unsur": unsur, "mutu": mutu}
        )
    for i in banyak("profil", PROFIL_TERBANYAK):
        awal = f"profil-{i}"
        pilihan = [
            {
                "kode": bagian[0][:PENDEK],
                "label": {b: t[:SEDANG] for b, t in zip(bahasa, bagian[1:], strict=False) if t},
            }
            for bagian in _baris(data.get(f"{awal}-pilihan"))
        ]
        isi["profil"].append(
            {
                "kode": teks(f"{awal}-kode", PENDEK),
                "label": berbahasa(f"{awal}-label"),
                "wajib": bool(data.get(f"{awal}-wajib")),
                "pilihan": pilihan,
            }
        )
    return isi


def _baris(teks: str | None) -> list[list[str]]:
    """Lines of pieces between semicolons."""
    baris = bersih_teks(teks, 8000).splitlines()
    return [[s.strip() for s in satu.split(";", 2)] for satu in baris if satu.strip()][:BARIS_TERBANYAK]


def tekan(isi: Isi, tombol: str) -> Isi:
    """What a button did: ``tambah-indeks``, ``tambah-unsur-0``, ``hapus-unsur-0-2``, ``hapus-profil-1``, ``skala`` …
    An unknown button changes nothing."""
    match tombol.split("-"):
        case ["tambah", "indeks"] if len(isi["indeks"]) < INDEKS_TERBANYAK:
            isi["indeks"].append({"unsur": [{}], "mutu": []})
        case ["tambah", "profil"] if len(isi["profil"]) < PROFIL_TERBANYAK:
            isi["profil"].append({"pilihan": []})
        case ["tambah", "unsur", i] if _ada(isi["indeks"], i) and _jumlah_unsur(isi) < UNSUR_TERBANYAK:
            isi["indeks"][int(i)]["unsur"].append({})
        case ["hapus", ("indeks" | "profil") as apa, i] if _ada(isi[apa], i):
            del isi[apa][int(i)]
        case ["hapus", "unsur", i, j] if _ada(isi["indeks"], i) and _ada(isi["indeks"][int(i)]["unsur"], j):
            del isi["indeks"][int(i)]["unsur"][int(j)]
    return isi


def _ada(daftar: list[Any], letak: str) -> bool:
    n = angka(letak)
    return n is not None and n < len(daftar)


def _jumlah_unsur(isi: Isi) -> int:
    return sum(len(i["unsur"]) for i in isi["indeks"])


def bakukan(isi: Mapping[str, Any]) -> Isi:
    """Any questionnaire's data in the shape the form writes: every text by language."""

    def berbahasa(teks: Any) -> dict[str, str]:
        return {BAHASA_UTAMA: teks} if isinstance(teks, str) else dict(teks or {})

    hasil = dict(isi) | {n: berbahasa(isi.get(n)) for n in ("nama", "integritas", "komentar")}
    hasil["label"] = [berbahasa(t) for t in isi.get("label", ())]
    hasil["indeks"] = [
        dict(i) | {"unsur": [dict(u) | {n: berbahasa(u.get(n)) for n in ("nama", "pernyataan")} for u in i["unsur"]]}
        for i in isi.get("indeks", ())
    ]
    hasil["profil"] = [
        dict(p)
        | {
            "label": berbahasa(p.get("label")),
            "pilihan": [dict(s) | {"label": berbahasa(s.get("label"))} for s in p["pilihan"]],
        }
        for p in isi.get("profil", ())
    ]
    return hasil


def rapi(isi: Isi) -> Isi:
    """What is stored: without the languages that are not offered, and the parts that were left empty and may be."""
    kosong = {n for n in ("integritas", "komentar", "konversi") if not isi[n]}
    return _hanya_bahasa({n: nilai for n, nilai in isi.items() if n not in kosong}, isi["bahasa"])


def _hanya_bahasa(nilai: Any, bahasa: list[str]) -> Any:
    if isinstance(nilai, list):
        return [_hanya_bahasa(satu, bahasa) for satu in nilai]
    if not isinstance(nilai, dict):
        return nilai
    teks = set(nilai) <= set(BAHASA)  # the one kind of pairs whose keys are languages
    return {n: _hanya_bahasa(isi, bahasa) for n, isi in nilai.items() if not teks or n in bahasa}


# --- What the page draws ----------------------------------------------------------------------------------------------
def formulir(isi: Mapping[str, Any]) -> Isi:
    """The rows of the page: names of fields with their values."""

    def berbahasa(nama: str, teks: Mapping[str, str]) -> list[tuple[str, str, str]]:
        return [(b, f"{nama}-{b}", teks.get(b, "")) for b in BAHASA]

    return {
        "isi": isi,
        "inggris": "en" in isi.get("bahasa", ()),
        "nama": berbahasa("nama", isi.get("nama") or {}),
        "integritas": berbahasa("integritas", isi.get("integritas") or {}),
        "komentar": berbahasa("komentar", isi.get("komentar") or {}),
        "label": [
            (n, berbahasa(f"label-{n}", dict(enumerate(isi.get("label", ()), 1)).get(n, {})))
            for n in range(1, (isi.get("skala") or 0) + 1)
            if n <= SKALA_TERBESAR
        ],
        "indeks": [_formulir_indeks(f"indeks-{n}", satu, berbahasa) for n, satu in enumerate(isi.get("indeks", ()))],
        "profil": [
            {
                "awal": f"profil-{n}",
                "kode": satu.get("kode", ""),
                "label": berbahasa(f"profil-{n}-label", satu.get("label") or {}),
                "wajib": satu.get("wajib"),
                "pilihan": "\n".join(
                    "; ".join([s.get("kode", ""), *(s["label"].get(b, "") for b in BAHASA)]).rstrip("; ")
                    for s in satu.get("pilihan", ())
                ),
            }
            for n, satu in enumerate(isi.get("profil", ()))
        ],
    }


def _formulir_indeks(awal: str, satu: Mapping[str, Any], berbahasa: Any) -> Isi:
    return {
        "awal": awal,
        "kode": satu.get("kode", ""),
        "nama": satu.get("nama", ""),
        "mutu": "\n".join(f"{m['huruf']}; {m['nama']}; {m['mulai']}" for m in satu.get("mutu", ())),
        "unsur": [
            {
                "awal": f"{awal}-{n}",
                "kode": u.get("kode", ""),
                "bobot": u.get("bobot", ""),
                "nama": berbahasa(f"{awal}-{n}-nama", u.get("nama") or {}),
                "pernyataan": berbahasa(f"{awal}-{n}-pernyataan", u.get("pernyataan") or {}),
            }
            for n, u in enumerate(satu["unsur"])
        ],
    }
