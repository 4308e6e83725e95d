"""Whether the parts of an instrument fit together: codes, areas, weights that add up, thresholds that make sense."""

from __future__ import annotations

import re
from fractions import Fraction

from evaluation.scoring.errors import InstrumenError
from evaluation.scoring.instrumen import PREDIKAT, Ambang, Instrumen, teks_angka


def periksa(instrumen: Instrumen) -> None:
    """Raises InstrumenError for the first thing that does not fit, naming its code."""
    _periksa_kode(instrumen)
    _periksa_area(instrumen)
    _periksa_bobot(instrumen)
    _periksa_ambang(instrumen)


def _periksa_kode(instrumen: Instrumen) -> None:
    simpul: list[str] = []
    for komponen in instrumen.komponen:
        simpul.append(komponen.kode)
        for aspek in komponen.aspek:
            simpul.append(_kode_anak(komponen.kode, aspek.kode))
            simpul += [_kode_anak(aspek.kode, area.kode) for area in aspek.area]
            for area in aspek.area:
                simpul += [_kode_anak(area.kode, indikator.kode) for indikator in area.indikator]
            simpul += [_kode_anak(aspek.kode, indikator.kode) for indikator in aspek.indikator_langsung]
    _tanpa_ganda("kode simpul", simpul)
    for indikator in instrumen.semua_indikator:
        for pertanyaan in indikator.pertanyaan:
            sendiri = len(indikator.pertanyaan) == 1 and pertanyaan.kode == indikator.kode
            if not sendiri:
                _kode_anak(indikator.kode, pertanyaan.kode)
            for masukan in pertanyaan.masukan:
                if masukan.kode != pertanyaan.kode:
                    _kode_anak(pertanyaan.kode, masukan.kode)
    _tanpa_ganda("kode pertanyaan", [p.kode for p in instrumen.semua_pertanyaan])
    _tanpa_ganda("kode masukan", [m.kode for m in instrumen.semua_masukan])
    _tanpa_ganda("soal_id", [str(m.soal_id) for m in instrumen.semua_masukan if m.soal_id is not None])
    for tata_letak in {t for m in instrumen.semua_masukan for t in m.baris_excel}:
        baris = [m.baris_excel[tata_letak] for m in instrumen.semua_masukan if tata_letak in m.baris_excel]
        _tanpa_ganda(f"baris_excel {tata_letak}", [str(b) for b in baris])


def _kode_anak(induk: str, kode: str) -> str:
    if not re.fullmatch(re.escape(induk) + r"\.[A-Za-z0-9]{1,8}", kode):
        raise InstrumenError(kode, f"kode harus berawal dengan kode induknya, misalnya {induk}.1")
    return kode


def _tanpa_ganda(nama: str, isi: list[str]) -> None:
    dilihat: set[str] = set()
    for butir in isi:
        if butir in dilihat:
            raise InstrumenError(butir, f"{nama} ini dipakai lebih dari sekali")
        dilihat.add(butir)


def _periksa_area(instrumen: Instrumen) -> None:
    _tanpa_ganda("nomor area", [a.nomor for a in instrumen.area])
    dipakai = {area.nomor for komponen in instrumen.komponen for aspek in komponen.aspek for area in aspek.area}
    if dipakai != set(instrumen.nama_area):
        selisih = min(dipakai ^ set(instrumen.nama_area))
        raise InstrumenError("area", f"nomor area {selisih} tidak cocok dengan kode area pada komponen")


def _periksa_bobot(instrumen: Instrumen) -> None:
    _sama("total", Fraction(100), [k.bobot for k in instrumen.komponen])
    for komponen in instrumen.komponen:
        _sama(komponen.kode, komponen.bobot, [a.bobot for a in komponen.aspek])
        for aspek in komponen.aspek:
            _sama(aspek.kode, aspek.bobot, [a.bobot for a in aspek.area or aspek.indikator_langsung])
            for area in aspek.area:
                _sama(area.kode, area.bobot, [i.bobot for i in area.indikator])


def _sama(kode: str, bobot: Fraction, anak: list[Fraction]) -> None:
    if (jumlah := sum(anak, Fraction(0))) != bobot:
        raise InstrumenError(kode, f"bobot {teks_angka(bobot)} tidak sama dengan jumlah anaknya {teks_angka(jumlah)}")


def _periksa_ambang(instrumen: Instrumen) -> None:
    _tanpa_ganda("kode ambang", [a.kode for a in instrumen.ambang])
    _tanpa_ganda("simpul ambang", [a.simpul for a in instrumen.ambang])
    for ambang in instrumen.ambang:
        if ambang.simpul not in instrumen.bobot_simpul:
            raise InstrumenError(f"ambang {ambang.kode}", f"simpul {ambang.simpul} tidak ada")
        bobot = instrumen.bobot_simpul[ambang.simpul]
        for predikat in PREDIKAT:
            _periksa_minimum(instrumen, ambang, predikat, bobot)
        if ambang.minimum["WBBM"] < ambang.minimum["WBK"]:
            raise InstrumenError(f"ambang {ambang.kode}", "ambang WBBM tidak boleh lebih rendah daripada WBK")
    _periksa_ambang_induk(instrumen)


def _periksa_minimum(instrumen: Instrumen, ambang: Ambang, predikat: str, bobot: Fraction) -> None:
    jalur, minimum = f"ambang {ambang.kode} {predikat}", ambang.minimum[predikat]
    if not 0 <= minimum <= bobot:
        raise InstrumenError(jalur, f"minimum {teks_angka(minimum)} di luar bobotnya {teks_angka(bobot)}")
    if ambang.persen and minimum != bobot * ambang.persen[predikat] / 100:
        raise InstrumenError(jalur, f"minimum bukan {teks_angka(ambang.persen[predikat])}% dari {teks_angka(bobot)}")
    if ambang.indeks:
        soal = [p for p in instrumen.semua_pertanyaan if f"{p.kode}.".startswith(f"{ambang.simpul}.")]
        pembagi = soal[0].rumus.pembagi if len(soal) == 1 and soal[0].rumus else None
        if pembagi is None or minimum != bobot * ambang.indeks[predikat] / pembagi:
            raise InstrumenError(jalur, "minimum tidak cocok dengan indeks minimumnya")


def _periksa_ambang_induk(instrumen: Instrumen) -> None:
    """Where every child of a node has a threshold, the node's own is their sum (18,25 = 15,75 + 2,50)."""
    menurut_simpul = {a.simpul: a for a in instrumen.ambang}
    for komponen in instrumen.komponen:
        for induk, anak in ((komponen.kode, komponen.aspek), *((a.kode, a.indikator_langsung) for a in komponen.aspek)):
            if induk not in menurut_simpul or len(anak) < 2 or not all(a.kode in menurut_simpul for a in anak):
                continue
            for predikat in PREDIKAT:
                jumlah = sum((menurut_simpul[a.kode].minimum[predikat] for a in anak), Fraction(0))
                if menurut_simpul[induk].minimum[predikat] != jumlah:
                    jalur = f"ambang {menurut_simpul[induk].kode} {predikat}"
                    raise InstrumenError(jalur, f"tidak sama dengan jumlah ambang anaknya {teks_angka(jumlah)}")
