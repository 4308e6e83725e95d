"""Sheets to score: all answers at their best, at their worst, none, and any mixture Hypothesis can think of."""

import json
import random
from pathlib import Path

from hypothesis import strategies as st

from evaluation.instrumen import baca, bawaan
from evaluation.scoring import Instrumen

DATA = Path(__file__).parents[2] / "data"
BERSAMA = Path(__file__).parents[4] / "shared"

INSTRUMEN = bawaan()


def kecil() -> Instrumen:
    """The tiny instrument of tests/data, whose numbers can be worked by hand."""
    return Instrumen.from_dict(baca(DATA / "instrumen_kecil.yaml").isi)


def terbaik(instrumen=INSTRUMEN):
    """Every answer at its best: 100 points."""
    isi = {p.kode: p.opsi[0].kunci for p in instrumen.semua_pertanyaan if p.opsi}
    for p in instrumen.semua_pertanyaan:
        if p.jenis == "nilai_0_4":
            isi[p.kode] = "4"
        elif p.jenis == "persen":
            isi |= dict.fromkeys((m.kode for m in p.masukan), 0)
            if p.rumus.tipe == "rasio":
                isi |= dict.fromkeys(p.rumus.penyebut, 2)
                isi[p.rumus.pembilang[0]] = 2 * len(p.rumus.penyebut)
    return isi


def terburuk(instrumen=INSTRUMEN):
    """Every answer given, each worth nothing."""
    isi = {p.kode: p.opsi[-1].kunci for p in instrumen.semua_pertanyaan if p.opsi}
    for p in instrumen.semua_pertanyaan:
        if p.jenis == "nilai_0_4":
            isi[p.kode] = "0"
        elif p.jenis == "persen":
            isi |= dict.fromkeys((m.kode for m in p.masukan), 1)
            if p.rumus.tipe == "rasio":
                isi |= dict.fromkeys(p.rumus.pembilang, 0)
    return isi


DASAR = {"terbaik": terbaik, "terburuk": terburuk, "kosong": dict}


def ubah(isi, perubahan):
    """A copy with some answers changed; None takes an answer away."""
    return {kode: nilai for kode, nilai in (isi | perubahan).items() if nilai is not None}


def kasus_sendiri():
    return json.loads((DATA / "lke_kasus.json").read_text(encoding="utf-8"))


def kasus_bersama():
    """The worked cases kept outside the project, where they are at hand."""
    berkas = BERSAMA / "domain" / "lke_golden.json"
    return json.loads(berkas.read_text(encoding="utf-8"), parse_float=str)["kasus"] if berkas.exists() else []


def isi_mentah():
    """The shipped instrument as plain data to spoil."""
    return INSTRUMEN.to_dict()


def _nilai(pertanyaan, masukan):
    if pertanyaan.opsi:
        return st.sampled_from([o.kunci for o in pertanyaan.opsi])
    if masukan.tipe == "desimal":
        return st.integers(0, 400).map(lambda ratusan: f"{ratusan // 100}.{ratusan % 100:02d}")
    return st.one_of(st.integers(0, 12), st.integers(0, 10**9))


def satu_jawaban(pertanyaan):
    """Any whole answer to one question."""
    return st.fixed_dictionaries({m.kode: _nilai(pertanyaan, m) for m in pertanyaan.masukan})


@st.composite
def lembar(draw, instrumen=INSTRUMEN, lengkap=False):
    """Any sheet; unless `lengkap`, some inputs may be empty."""
    # Hypothesis spends long on 127 draws, so a seed fills most of the sheet and a handful is drawn for real.
    acak = random.Random(draw(st.integers(0, 2**32)))
    isi = {}
    for p in instrumen.semua_pertanyaan:
        for m in p.masukan:
            if not lengkap and acak.random() < 0.15:
                continue
            if p.opsi:
                isi[m.kode] = acak.choice(p.opsi).kunci
            elif m.tipe == "desimal":
                isi[m.kode] = f"{acak.randint(0, 399) / 100:.2f}"
            else:
                isi[m.kode] = acak.choice([0, 1, 2, 3, 7, 10, 33, 10**9])
    for p in draw(st.lists(st.sampled_from(instrumen.semua_pertanyaan), max_size=3, unique=True)):
        isi |= draw(satu_jawaban(p))
    return isi
