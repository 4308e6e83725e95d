"""Instrument files: our own YAML or JSON, the reference sheet, and the national master list of questions.

Reading turns a file into the plain data `scoring.Instrumen.from_dict` understands. Decimals are kept as the text that
was written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from evaluation.master_soal import Perbedaan, dari_master, semua_isian
from evaluation.scoring import Instrumen, InstrumenError

BAWAAN = Path(__file__).parent / "data" / "lke_2026_1.yaml"
UKURAN_TERBESAR = 5 * 1024 * 1024


class Bacaan(NamedTuple):
    """Plain data of an instrument, ready for `Instrumen.from_dict`, and what differed from the shipped one."""

    isi: dict[str, Any]
    perbedaan: tuple[Perbedaan, ...] = ()


@cache
def bawaan() -> Instrumen:
    """The instrument that comes with the portal, read once."""
    return Instrumen.from_dict(_yaml(BAWAAN.read_text(encoding="utf-8")))


def isi_bawaan() -> dict[str, Any]:
    """The shipped instrument as plain data, a fresh copy each time."""
    return bawaan().to_dict()


def baca(path: str | Path) -> Bacaan:
    """Read an instrument file of any known kind. Raises InstrumenError when it cannot be read or is none of them."""
    isi = _isi_berkas(Path(path))
    if not isinstance(isi, Mapping):
        raise InstrumenError("berkas", "bukan instrumen: isinya harus pasangan kunci dan isi")
    if "total_soal" in isi or "data" in isi:
        return Bacaan(*dari_master(isi, bawaan()))
    return Bacaan(dari_acuan(isi) if "meta" in isi else dict(isi))


def _isi_berkas(path: Path) -> Any:
    try:
        if path.stat().st_size > UKURAN_TERBESAR:
            raise InstrumenError("berkas", "lebih besar dari 5 MB; instrumen tidak sebesar itu")
        teks = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InstrumenError("berkas", f"tidak dapat dibaca: {error}") from error
    try:
        return json.loads(teks, parse_float=str) if path.suffix.lower() == ".json" else _yaml(teks, tanpa_alias=True)
    except InstrumenError:
        raise
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        raise InstrumenError("berkas", f"bukan YAML atau JSON yang benar: {error}") from error


class _Pemuat(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Keeps decimals, dates and the like as the text that was written; only whole numbers and true/false are typed."""


_Pemuat.yaml_implicit_resolvers = {
    awal: [(tag, pola) for tag, pola in aturan if tag.rsplit(":", 1)[1] in ("null", "merge")]
    for awal, aturan in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
# YAML 1.1 reads "Ya", "Tidak" as text but "Yes", "No", "on" as booleans, and 012 as octal. None of that here.
_Pemuat.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Pemuat.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(?:0|-?[1-9][0-9]{0,17})$"), list("-0123456789"))


def _yaml(teks: str, *, tanpa_alias: bool = False) -> Any:
    if tanpa_alias and any(isinstance(e, yaml.AliasEvent) for e in yaml.parse(teks, Loader=_Pemuat)):
        raise InstrumenError("berkas", "alias YAML (*nama) tidak dipakai pada instrumen")
    return yaml.load(teks, Loader=_Pemuat)  # noqa: S506  # a SafeLoader with fewer types


# The reference sheet --------------------------------------------------------------------------------------------------

_NAMA_AMBANG = {
    "nilai_total": ("Nilai total", "total"),
    "pengungkit": ("Total pengungkit", "A"),
    "birokrasi_bersih_akuntabel": ("Birokrasi yang bersih dan akuntabel", "B.I"),
    "survei_anti_korupsi": ("Survei persepsi anti korupsi (IPAK)", "B.I.a"),
    "capaian_kinerja": ("Capaian kinerja lebih baik", "B.I.b"),
    "pelayanan_prima": ("Pelayanan publik yang prima (IPKP)", "B.II"),
}
_PASAL_AMBANG = "PermenPANRB 90/2021 Lampiran II Bab III.A dan Tabel 6"


def dari_acuan(acuan: Mapping[str, Any]) -> dict[str, Any]:
    """Our own shape from a sheet that lists the thresholds per predikat under `ambang.predikat` and has a `meta`."""
    acuan = deepcopy(dict(acuan))
    try:
        meta, ambang, kita = acuan["meta"], acuan["ambang"], bawaan().to_dict()
        usul = acuan["syarat_pengusulan"]
        sama = meta["versi"] == kita["versi"]
        isi = {
            "versi": meta["versi"],
            "nama": meta["nama"],
            "dasar_hukum": meta["dasar_hukum"],
            "acuan_soal": meta.get("acuan_soal"),
            # The same version said in two shapes is one version: notes that only explain come from ours.
            "catatan": kita["catatan"] if sama else meta.get("catatan"),
            "sumber": kita["sumber"],
            "aturan_nilai": kita["aturan_nilai"],
            "area": kita["area"],
            "ambang": list(_ambang_acuan(ambang)),
            "syarat_predikat": kita["syarat_predikat"],
            "syarat_pengusulan": usul | {k: [_syarat_acuan(s) for s in usul[k]] for k in ("instansi", "unit")},
            "komponen": [_simpul_acuan(k) for k in acuan["komponen"]],
        }
        _bawa_koreksi(kita, isi)
        return isi
    except (KeyError, TypeError, AttributeError) as error:
        raise InstrumenError("berkas", f"susunannya bukan lembar acuan yang dikenal ({error})") from error


def _bawa_koreksi(kita: dict[str, Any], isi: dict[str, Any]) -> None:
    """Why a label of ours stands against the national one, for every input the sheet shares with us."""
    alasan = {i.kode: i.masukan["label_dikoreksi"] for i in semua_isian(kita) if "label_dikoreksi" in i.masukan}
    for isian in semua_isian(isi):
        if isian.kode in alasan:
            isian.masukan.setdefault("label_dikoreksi", alasan[isian.kode])


def _ambang_acuan(ambang: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    predikat, area = ambang["predikat"], ambang["nilai_area_minimal"]
    for kode, (nama, simpul) in _NAMA_AMBANG.items():
        angka = {p: isi[kode] for p, isi in predikat.items()}
        butir = {"kode": kode, "nama": nama, "simpul": simpul, "sumber": _PASAL_AMBANG}
        berindeks = all(isinstance(a, Mapping) for a in angka.values())
        butir["minimum"] = {p: a["nilai"] for p, a in angka.items()} if berindeks else angka
        if berindeks:
            butir["indeks"] = {p: a["indeks"] for p, a in angka.items()}
        yield butir
        if kode == "pengungkit":
            for bagian in bawaan().area:
                yield {
                    "kode": f"area_{bagian.nomor}",
                    "nama": f"Area {bagian.nama}",
                    "simpul": f"area_{bagian.nomor}",
                    "sumber": _PASAL_AMBANG,
                    "minimum": {p: area[p][bagian.nomor] for p in predikat},
                    "persen": {p: isi["persen_area"] for p, isi in predikat.items()},
                }


def _syarat_acuan(syarat: Mapping[str, Any]) -> dict[str, Any]:
    return {"syarat": syarat["syarat"], "nilai": {p: syarat[p] for p in ("WBK", "WBBM")}}


_GANTI_NAMA = {"soal_id_2026": "soal_id", "pertanyaan": "teks", "excel_resmi_2022": "excel"}


def _simpul_acuan(simpul: Mapping[str, Any]) -> dict[str, Any]:
    isi = dict(simpul)
    for anak in ("aspek", "area", "indikator"):
        if anak in isi:
            isi[anak] = [_simpul_acuan(s) for s in isi[anak]]
    if "pertanyaan" in isi:
        isi["pertanyaan"] = [_pertanyaan_acuan(p) for p in isi["pertanyaan"]]
    return isi


def _pertanyaan_acuan(pertanyaan: Mapping[str, Any]) -> dict[str, Any]:
    # A weight at a question repeats what follows from its indikator; limits of a formula follow from its kind.
    isi = {_GANTI_NAMA.get(k, k): v for k, v in pertanyaan.items() if k != "bobot"}
    if "masukan" in isi:
        isi["masukan"] = [{_GANTI_NAMA.get(k, k): v for k, v in m.items()} for m in isi["masukan"]]
    if "rumus" in isi:
        isi["rumus"] = {_GANTI_NAMA.get(k, k): v for k, v in isi["rumus"].items() if k != "batas"}
    for turunan in isi.get("turunan", []):
        turunan["masukan"] = turunan.pop("rumus").split(" + ")
    if isi["jenis"] == "nilai_0_4":
        isi["masukan"] = [m | {"baris_excel": isi.get("baris_excel", {})} for m in isi["masukan"]]
    return isi
