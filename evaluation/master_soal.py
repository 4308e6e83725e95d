"""The national master list of questions (PortalRB): its wording and soal ids, laid over an instrument of ours.

Formulas, weights and thresholds stay ours, since the list has none of the first and the regulation gives the others.
Whatever disagrees is told as a `Perbedaan`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from evaluation.scoring import Instrumen, InstrumenError, desimal

_JENIS_MASTER = {
    "YA_TIDAK": "ya_tidak",
    "ABC": "abc",
    "ABCD": "abcd",
    "ABCDE": "abcde",
    "JUMLAH": "jumlah",
    "0-4": "0-4",
}
_TINGKAT = re.compile(r"\s*([A-Za-z0-9]{1,5})\s*\.\s*(.+)", re.DOTALL)
_MIRIP_TERENDAH = 0.5


@dataclass(frozen=True, slots=True)
class Perbedaan:
    """One thing on which a file and the shipped instrument disagree, and which of the two was kept."""

    jenis: str
    kode: str
    soal_id: int | None
    kami: str
    berkas: str
    dipakai: str
    keterangan: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Soal:
    """One question of the national list with its place in the tree ("A.II.1.i"; for hasil the aspek, "B.I")."""

    id: int
    tempat: str
    judul_tempat: str
    teks: str
    kriteria: str
    jenis: str
    bobot: str
    opsi: tuple[tuple[str, str, str], ...]
    baris: int | None


@dataclass(frozen=True, slots=True)
class Isian:
    """One of our inputs, seen the way the national list sees it."""

    pertanyaan: dict[str, Any]
    masukan: dict[str, Any]
    indikator: dict[str, Any]

    @property
    def kode(self) -> str:
        return self.masukan["kode"]

    @property
    def jenis(self) -> str:
        jenis = self.pertanyaan["jenis"]
        return {"persen": "jumlah", "nilai_0_4": "0-4"}.get(jenis, jenis)

    @property
    def teks(self) -> str:
        return self.masukan["nama"] if self.jenis == "jumlah" else self.pertanyaan["teks"]

    def di(self, soal: _Soal) -> bool:
        return f"{self.kode}.".startswith(f"{soal.tempat}.")


def dari_master(master: Mapping[str, Any], dasar: Instrumen) -> tuple[dict[str, Any], tuple[Perbedaan, ...]]:
    """Plain data of `dasar` with the wording and soal ids of a national list, and what disagreed.

    Raises InstrumenError when it is no such list, or one that shares less than half of its inputs with ours.
    """
    isi, perbedaan = dasar.to_dict(), []
    try:
        soal = [s for akar in master["data"] for s in _soal_master(akar, "")]
        perbedaan += _banding_pohon(isi, master["data"])
        tahun = str(master["tahun"])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise InstrumenError("berkas", f"susunannya bukan master soal LKE ({error})") from error
    isian = list(semua_isian(isi))
    pasangan = _pasangkan(soal, isian)
    if len(pasangan) * 2 < len(isian):
        raise InstrumenError("berkas", f"hanya {len(pasangan)} dari {len(isian)} isian yang dikenali dalam master soal")
    for butir in soal:
        if butir.id in pasangan:
            perbedaan += _terapkan(butir, pasangan[butir.id])
        else:
            perbedaan.append(Perbedaan("tidak_dikenal", "", butir.id, "", butir.teks, "kami", "tidak ada padanannya"))
    dipakai = {p.kode for p in pasangan.values()}
    for butir in isian:
        if butir.kode not in dipakai:
            keterangan = "tidak ada dalam master soal"
            perbedaan.append(
                Perbedaan("tidak_ada", butir.kode, butir.masukan.get("soal_id"), butir.teks, "", "kami", keterangan)
            )
            _lepas_soal_id(butir)
    isi["versi"] = f"{dasar.versi if dasar.versi.startswith(tahun) else tahun}-portalrb"
    isi["acuan_soal"] = (
        f"Master soal LKE ZI {tahun} PortalRB ({len(soal)} soal, dibuat {master.get('generated_at', '?')})"
    )
    return isi, tuple(perbedaan)


def _soal_master(simpul: Mapping[str, Any], induk: str) -> Iterator[_Soal]:
    nomor, judul = _nomor_judul(simpul["nama"])
    tempat = f"{induk}.{nomor}" if induk else nomor
    for butir in simpul["soals"]:
        jenis = str(butir["jenis_jawaban"]).upper()
        yield _Soal(
            id=int(butir["id"]),
            tempat=tempat,
            judul_tempat=judul,
            teks=_rapi(butir["teks_pertanyaan"]),
            kriteria=_rapi(butir.get("kriteria_nilai") or ""),
            jenis=_JENIS_MASTER.get(jenis, jenis),
            bobot=str(butir.get("bobot_maksimal") or 0),
            opsi=tuple((o["key"], _rapi(o["label"]), str(o["multiplier"])) for o in butir.get("skema_penilaian") or ()),
            baris=butir.get("excel_baris"),
        )
    for anak in simpul["children"]:
        yield from _soal_master(anak, tempat)


def _nomor_judul(nama: str) -> tuple[str, str]:
    cocok = _TINGKAT.fullmatch(nama)
    if cocok is None:
        raise ValueError(f"nama tanpa nomor: {nama}")
    return cocok[1], _rapi(cocok[2])


def _rapi(teks: str) -> str:
    """Lines without stray spaces; the list mixes line ends and double spaces."""
    return "\n".join(" ".join(baris.split()) for baris in teks.strip().splitlines())


def semua_isian(isi: dict[str, Any]) -> Iterator[Isian]:
    """Every input of an instrument's plain data, in the order of the LKE; changing it changes the data."""
    for indikator in _semua_indikator(isi):
        for pertanyaan in indikator["pertanyaan"]:
            for masukan in pertanyaan.get("masukan") or [pertanyaan]:
                yield Isian(pertanyaan, masukan, indikator)


def _semua_indikator(isi: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for komponen in isi["komponen"]:
        for aspek in komponen["aspek"]:
            for wadah in aspek.get("area") or [aspek]:
                yield from wadah["indikator"]


def _pasangkan(soal: list[_Soal], isian: list[Isian]) -> dict[int, Isian]:
    """Soal id → our input: by id where place and kind agree, the rest by place and likeness of words."""
    menurut_id = {i.masukan.get("soal_id"): i for i in isian}
    pasangan = {s.id: i for s in soal if (i := menurut_id.get(s.id)) is not None and i.di(s) and i.jenis == s.jenis}
    terpakai = {i.kode for i in pasangan.values()}
    calon = [
        (_mirip(s, i), s.id, i)
        for s in soal
        if s.id not in pasangan
        for i in isian
        if i.kode not in terpakai and i.di(s)
    ]
    for mirip, soal_id, butir in sorted(calon, key=lambda c: -c[0]):
        if mirip >= _MIRIP_TERENDAH and soal_id not in pasangan and butir.kode not in terpakai:
            pasangan[soal_id] = butir
            terpakai.add(butir.kode)
    return pasangan


def _mirip(soal: _Soal, isian: Isian) -> float:
    mirip = difflib.SequenceMatcher(None, soal.teks.casefold(), isian.teks.casefold(), autojunk=False).ratio()
    # The same row of the official workbook says more than words do, which the shipped sheet shortens.
    return mirip + (0.5 if isian.masukan.get("baris_excel", {}).get("jawaban_2026") == soal.baris else 0)


def _banding_pohon(isi: dict[str, Any], akar: list[Mapping[str, Any]]) -> list[Perbedaan]:
    """Weights and names of the nodes both trees have."""
    kami: dict[str, dict[str, Any]] = {}
    for komponen in isi["komponen"]:
        kami[komponen["kode"]] = komponen
        for aspek in komponen["aspek"]:
            kami[aspek["kode"]] = aspek
            kami |= {a["kode"]: a for a in aspek.get("area", [])}
    kami |= {i["kode"]: i for i in _semua_indikator(isi)}
    beda: list[Perbedaan] = []

    def telusuri(simpul: Mapping[str, Any], induk: str) -> None:
        nomor, judul = _nomor_judul(simpul["nama"])
        kode = f"{induk}.{nomor}" if induk else nomor
        if kode in kami:
            bobot = str(simpul["bobot_maksimal"])
            if not _angka_sama(bobot, kami[kode]["bobot"]):
                beda.append(Perbedaan("bobot", kode, None, kami[kode]["bobot"], bobot, "kami"))
            if judul.casefold() != kami[kode]["nama"].casefold():
                beda.append(Perbedaan("nama", kode, None, kami[kode]["nama"], judul, "kami"))
        for anak in simpul["children"]:
            telusuri(anak, kode)

    for simpul in akar:
        telusuri(simpul, "")
    return beda


def _terapkan(soal: _Soal, isian: Isian) -> Iterator[Perbedaan]:
    """Bring the words and id of one soal into our input, telling what disagreed on the way."""
    yield from _banding_nomor(soal, isian)
    if soal.jenis != isian.jenis:
        # Another kind of answer means another formula: keep the whole question as it was.
        yield Perbedaan("jenis", isian.kode, soal.id, isian.jenis, soal.jenis, "kami")
        return
    yield from _banding_bobot(soal, isian)
    if isian.jenis == "jumlah":
        yield from _terapkan_hitungan(soal, isian)
        return
    if soal.teks != isian.pertanyaan["teks"]:
        yield Perbedaan("rumusan", isian.kode, soal.id, isian.pertanyaan["teks"], soal.teks, "berkas")
    isian.pertanyaan["teks"] = soal.teks
    if isian.jenis == "0-4":
        isian.pertanyaan["penjelasan"] = soal.kriteria
        return
    for opsi, (kunci, label, nilai) in zip(isian.pertanyaan["opsi"], soal.opsi, strict=False):
        if kunci != opsi["kunci"] or not _angka_sama(nilai, opsi["nilai"]):
            kami, berkas = f"{opsi['kunci']} = {opsi['nilai']}", f"{kunci} = {nilai}"
            yield Perbedaan("nilai_opsi", isian.kode, soal.id, kami, berkas, "kami")
        elif label.casefold() != kunci.casefold():
            opsi["kriteria"] = label
    if isian.jenis == "ya_tidak" and soal.kriteria:
        isian.pertanyaan["penjelasan"] = soal.kriteria


def _terapkan_hitungan(soal: _Soal, isian: Isian) -> Iterator[Perbedaan]:
    pertanyaan, masukan = isian.pertanyaan, isian.masukan
    if alasan := masukan.get("label_dikoreksi"):
        if soal.teks != masukan["nama"]:
            yield Perbedaan("label", isian.kode, soal.id, masukan["nama"], soal.teks, "kami", alasan)
    else:
        if soal.teks != masukan["nama"]:
            yield Perbedaan("rumusan", isian.kode, soal.id, masukan["nama"], soal.teks, "berkas")
        masukan["nama"] = soal.teks
    if masukan is not pertanyaan["masukan"][0]:
        return
    # The list has no line of its own for a counted question: its words are the title of a place that holds nothing
    # else, or the first line of what every count repeats.
    sendiri = soal.tempat == pertanyaan["kode"]
    pertanyaan["teks"] = soal.judul_tempat if sendiri else soal.kriteria.split("\n")[0] or pertanyaan["teks"]
    if soal.kriteria:
        pertanyaan["penjelasan"] = soal.kriteria


def _banding_nomor(soal: _Soal, isian: Isian) -> Iterator[Perbedaan]:
    lama = isian.masukan.get("soal_id")
    if lama != soal.id:
        yield Perbedaan("soal_id", isian.kode, soal.id, str(lama or ""), str(soal.id), "berkas")
        isian.masukan["soal_id"] = soal.id
    if isian.jenis == "0-4":
        isian.pertanyaan["soal_id"] = soal.id
    baris = isian.masukan.get("baris_excel", {}).get("jawaban_2026")
    if soal.baris is not None and soal.baris != baris:
        yield Perbedaan("baris_excel", isian.kode, soal.id, str(baris or ""), str(soal.baris), "kami")


def _banding_bobot(soal: _Soal, isian: Isian) -> Iterator[Perbedaan]:
    # The list writes 0 where the weight follows from the place above.
    kami = Fraction(isian.indikator["bobot"]) / len(isian.indikator["pertanyaan"])
    if not _angka_sama(soal.bobot, "0") and Fraction(soal.bobot) != kami:
        yield Perbedaan("bobot", isian.kode, soal.id, str(desimal(kami, 4).normalize()), soal.bobot, "kami")


def _lepas_soal_id(isian: Isian) -> None:
    isian.masukan.pop("soal_id", None)
    isian.pertanyaan.pop("soal_id", None)


def _angka_sama(a: str, b: str) -> bool:
    try:
        return Decimal(a) == Decimal(b)
    except InvalidOperation:
        return False
