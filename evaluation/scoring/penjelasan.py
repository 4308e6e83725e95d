"""Any number of a score, told in words: its formula with the numbers put in, its inputs, its article, its children."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from evaluation.scoring.hitung import (
    NOL,
    SATU,
    Gerbang,
    GerbangTambahan,
    Jawaban,
    Skor,
    aturan_nol_terpakai,
    desimal,
    nilai_rumus,
)
from evaluation.scoring.instrumen import PREDIKAT, Ambang, Indikator, Instrumen, Pertanyaan
from evaluation.scoring.jawaban import kosong
from evaluation.scoring.pohon import leluhur, leluhur_pertanyaan

ALIAS = {"hasil": "B"}


@dataclass(frozen=True, slots=True)
class Isian:
    """An input as filled in; `nilai` is None when empty, `dipakai` False when the formula does not look at it."""

    kode: str
    nama: str
    nilai: str | int | None
    satuan: str
    dipakai: bool


@dataclass(frozen=True, slots=True)
class AturanNolTerpakai:
    """The rule that gave the value because the base was zero; `dasar` is "resmi" or "kebijakan"."""

    nilai: Fraction
    dasar: str
    teks: str
    sumber: str


@dataclass(frozen=True, slots=True)
class Anak:
    """A number this one is made of, to be explained in turn under its own code. All in points."""

    kode: str
    nama: str
    nilai: Fraction
    bobot: Fraction
    terisi: bool = True


@dataclass(frozen=True, slots=True)
class GerbangTerkait:
    """A threshold the number takes part in; `langsung` when it is this very number that is tested."""

    predikat: str
    gerbang: Gerbang
    langsung: bool


@dataclass(frozen=True, slots=True)
class Penjelasan:
    """One number explained. `nilai` and `bobot` are points; `capaian` (0 to 1) is None when not answered.

    `rumus` says the rule, `hitungan` the same with the numbers put in (= exact, ≈ rounded for reading only).
    """

    kode: str
    jenis: str
    judul: str
    nilai: Fraction
    bobot: Fraction
    capaian: Fraction | None
    rumus: str
    hitungan: str
    sumber: tuple[str, ...]
    masukan: tuple[Isian, ...] = ()
    aturan_nol: AturanNolTerpakai | None = None
    anak: tuple[Anak, ...] = ()
    gerbang: tuple[GerbangTerkait, ...] = ()
    tambahan: tuple[GerbangTambahan, ...] = ()
    induk: tuple[str, ...] = ()
    catatan: str = ""


def jelaskan(instrumen: Instrumen, jawaban: Jawaban, skor: Skor, kode: str) -> Penjelasan:
    """Explain a question, indikator, area ("A.I.1"), whole area ("area_1"), aspek, komponen, "total" or a threshold.

    Raises KeyError for a code that is none of these.
    """
    kode = ALIAS.get(kode, kode)
    if kode in leluhur_pertanyaan(instrumen):
        return _pertanyaan(instrumen, jawaban, skor, instrumen.pertanyaan(kode))
    if kode in leluhur(instrumen):
        return _simpul(instrumen, skor, kode)
    for ambang in instrumen.ambang:
        if ambang.kode == kode:
            return _ambang(instrumen, skor, ambang)
    return _syarat(instrumen, skor, kode)


def angka(nilai: Fraction, places: int = 4) -> str:
    """A number as Indonesians write it, without idle zeros; more places where so few would show nothing."""
    while nilai and places < 20 and not desimal(nilai, places):
        places += 2
    teks = format(desimal(nilai, places), "f")
    return (teks.rstrip("0").rstrip(".") if "." in teks else teks).replace(".", ",")


def sama_dengan(nilai: Fraction) -> str:
    """“= 0,5” when the number can be written whole, “≈ 0,6667” when it had to be rounded for reading."""
    teks = angka(nilai)
    return f"{'=' if Fraction(teks.replace(',', '.')) == nilai else '≈'} {teks}"


# A question -----------------------------------------------------------------------------------------------------------


def _pertanyaan(instrumen: Instrumen, jawaban: Jawaban, skor: Skor, pertanyaan: Pertanyaan) -> Penjelasan:
    indikator = instrumen.indikator_dari(pertanyaan.kode)
    capaian, bobot = skor.pertanyaan[pertanyaan.kode], indikator.bobot_pertanyaan
    aturan = _aturan_nol(instrumen, pertanyaan, jawaban)
    return Penjelasan(
        kode=pertanyaan.kode,
        jenis="pertanyaan",
        judul=pertanyaan.teks,
        nilai=(capaian or NOL) * bobot,
        bobot=bobot,
        capaian=capaian,
        rumus=f"{_rumus_kata(pertanyaan)} {_bobot_kata(indikator)}",
        hitungan=_hitungan(pertanyaan, jawaban, capaian, bobot),
        sumber=(instrumen.sumber["pertanyaan"], *((aturan.sumber,) if aturan else ())),
        masukan=tuple(_isian(pertanyaan, jawaban)),
        aturan_nol=aturan,
        gerbang=tuple(_terkait(instrumen, skor, pertanyaan.kode, leluhur_pertanyaan(instrumen)[pertanyaan.kode])),
        induk=tuple(k for k in leluhur_pertanyaan(instrumen)[pertanyaan.kode] if k != pertanyaan.kode),
        catatan=pertanyaan.catatan,
    )


def _rumus_kata(pertanyaan: Pertanyaan) -> str:
    rumus = pertanyaan.rumus
    if rumus is None:
        daftar = "; ".join(f"{o.kunci} = {angka(o.nilai)}" for o in pertanyaan.opsi)
        return f"Nilai mengikuti pilihan: {daftar}."
    nama = {m.kode: m.nama for m in pertanyaan.masukan}
    if rumus.tipe == "skala":
        return f"{nama[pertanyaan.kode]} dibagi {angka(rumus.pembagi)}."
    if rumus.tipe == "rasio":
        atas, bawah = (" + ".join(nama[k] for k in kode) for kode in (rumus.pembilang, rumus.penyebut))
        return f"{atas} dibagi {f'({bawah})' if len(rumus.penyebut) > 1 else bawah}, paling banyak 1."
    return (
        f"({nama[rumus.awal]} − {nama[rumus.akhir]}) dibagi {nama[rumus.awal]}, paling sedikit 0; "
        f"bila keduanya 0, nilainya {angka(rumus.awal_dan_akhir_nol.nilai)}."
    )


def _bobot_kata(indikator: Indikator) -> str:
    banyak = len(indikator.pertanyaan)
    if banyak == 1:
        return f"Nilai dikalikan bobot indikator {indikator.kode}, yaitu {angka(indikator.bobot)} poin."
    return (
        f"Nilai dikalikan {angka(indikator.bobot)} ÷ {banyak} poin, "
        f"karena {banyak} pertanyaan indikator {indikator.kode} berbobot sama."
    )


def _hitungan(pertanyaan: Pertanyaan, jawaban: Jawaban, capaian: Fraction | None, bobot: Fraction) -> str:
    if capaian is None:
        return "Belum diisi lengkap, jadi dihitung 0 poin."
    poin = f"{angka(capaian)} × {angka(bobot)} {sama_dengan(capaian * bobot)} poin."
    return f"{_nilai_kata(pertanyaan, jawaban, capaian)} {poin}"


def _nilai_kata(pertanyaan: Pertanyaan, jawaban: Jawaban, capaian: Fraction) -> str:
    rumus = pertanyaan.rumus
    if rumus is None:
        return f"Jawaban {jawaban[pertanyaan.kode]} bernilai {angka(capaian)}."
    if rumus.tipe == "skala":
        indeks = str(jawaban[pertanyaan.kode]).replace(".", ",")
        return f"{indeks} ÷ {angka(rumus.pembagi)} {sama_dengan(capaian)}."
    if aturan_nol_terpakai(pertanyaan, jawaban):
        return f"Pembaginya 0, jadi berlaku aturan khusus: {angka(capaian)}."
    if rumus.tipe == "rasio":
        atas, bawah = (" + ".join(str(jawaban[k]) for k in kode) for kode in (rumus.pembilang, rumus.penyebut))
        mentah = Fraction(sum(int(jawaban[k]) for k in rumus.pembilang), sum(int(jawaban[k]) for k in rumus.penyebut))
        bagi = f"{atas} ÷ {f'({bawah})' if len(rumus.penyebut) > 1 else bawah} {sama_dengan(mentah)}"
        return f"{bagi}, dibatasi menjadi 1." if mentah > SATU else f"{bagi}."
    awal, akhir = int(jawaban[rumus.awal]), int(jawaban[rumus.akhir])
    turun = f"({awal} − {akhir}) ÷ {awal} {sama_dengan(Fraction(awal - akhir, awal))}"
    return f"{turun}, dibatasi menjadi 0." if akhir > awal else f"{turun}."


def _aturan_nol(instrumen: Instrumen, pertanyaan: Pertanyaan, jawaban: Jawaban) -> AturanNolTerpakai | None:
    aturan = aturan_nol_terpakai(pertanyaan, jawaban)
    if aturan is None or nilai_rumus(pertanyaan, jawaban) is None:
        return None
    asal = "menurut rumus resmi" if aturan.dasar == "resmi" else "menurut kebijakan portal yang dipastikan TPI"
    teks = f"Pembaginya 0, sehingga rumus tidak dapat dipakai; nilainya {angka(aturan.nilai)} {asal}."
    return AturanNolTerpakai(aturan.nilai, aturan.dasar, teks, instrumen.sumber[f"nol_{aturan.dasar}"])


def _isian(pertanyaan: Pertanyaan, jawaban: Jawaban) -> Iterator[Isian]:
    rumus = pertanyaan.rumus
    dipakai = {*rumus.pembilang, *rumus.penyebut, rumus.awal, rumus.akhir} if rumus else set()
    for masukan in pertanyaan.masukan:
        nilai = jawaban.get(masukan.kode)
        yield Isian(
            masukan.kode,
            masukan.nama,
            None if kosong(nilai) else nilai,
            masukan.satuan,
            masukan.kode in dipakai or masukan.kode == pertanyaan.kode,
        )


# A node above the questions -------------------------------------------------------------------------------------------


def _simpul(instrumen: Instrumen, skor: Skor, kode: str) -> Penjelasan:
    jenis, judul, anak = _isi_simpul(instrumen, skor, kode)
    nilai, bobot = skor.nilai_simpul(kode), instrumen.bobot_simpul[kode]
    ambang = next((a for a in instrumen.ambang if a.simpul == kode), None)
    return Penjelasan(
        kode=kode,
        jenis=jenis,
        judul=judul,
        nilai=nilai,
        bobot=bobot,
        capaian=nilai / bobot,
        rumus=instrumen.aturan_nilai[jenis],
        hitungan=_hitungan_simpul(jenis, skor, anak, nilai, bobot),
        sumber=tuple(dict.fromkeys((instrumen.sumber[jenis], *((ambang.sumber,) if ambang else ())))),
        anak=anak,
        gerbang=tuple(_terkait(instrumen, skor, kode, (kode, *leluhur(instrumen)[kode]))),
        induk=leluhur(instrumen)[kode],
    )


def _isi_simpul(instrumen: Instrumen, skor: Skor, kode: str) -> tuple[str, str, tuple[Anak, ...]]:
    """Kind, title and children of a node."""
    if kode == "total":
        return "total", "Nilai evaluasi Zona Integritas", _anak(skor, instrumen.komponen)
    aspek = [a for k in instrumen.komponen for a in k.aspek]
    area = [a for s in aspek for a in s.area]
    if kode.startswith("area_"):
        nomor = kode.removeprefix("area_")
        judul = f"{instrumen.nama_area[nomor]} (pemenuhan + reform)"
        bagian = [(s, a) for s in aspek for a in s.area if a.nomor == nomor]
        anak = tuple(Anak(a.kode, f"{a.nama} – {s.nama}", skor.area[a.kode], a.bobot) for s, a in bagian)
        return "area_gabungan", judul, anak
    for jenis, daftar, bawah in (
        ("komponen", instrumen.komponen, "aspek"),
        ("aspek", aspek, "area"),
        ("area", area, "indikator"),
    ):
        for simpul in daftar:
            if simpul.kode == kode:
                return jenis, simpul.nama, _anak(skor, getattr(simpul, bawah) or simpul.indikator)
    indikator = next(i for i in instrumen.semua_indikator if i.kode == kode)
    anak = tuple(
        Anak(
            p.kode,
            p.teks,
            skor.poin_pertanyaan(p.kode),
            indikator.bobot_pertanyaan,
            skor.pertanyaan[p.kode] is not None,
        )
        for p in indikator.pertanyaan
    )
    return "indikator", indikator.nama, anak


def _anak(skor: Skor, simpul: tuple) -> tuple[Anak, ...]:
    return tuple(Anak(s.kode, s.nama, skor.nilai_simpul(s.kode), s.bobot) for s in simpul)


def _hitungan_simpul(jenis: str, skor: Skor, anak: tuple[Anak, ...], nilai: Fraction, bobot: Fraction) -> str:
    if jenis == "indikator":
        capaian = [skor.pertanyaan[a.kode] or NOL for a in anak]
        jumlah = " + ".join(angka(c) for c in capaian)
        rata = f"({jumlah}) ÷ {len(anak)}" if len(anak) > 1 else jumlah
        return f"{rata} × {angka(bobot)} {sama_dengan(nilai)} poin."
    jumlah = " + ".join(angka(a.nilai) for a in anak)
    return f"{jumlah} {sama_dengan(nilai)} poin dari {angka(bobot)} ({angka(nilai * 100 / bobot, 2)}%)."


# Thresholds -----------------------------------------------------------------------------------------------------------


def _terkait(instrumen: Instrumen, skor: Skor, kode: str, simpul: tuple[str, ...]) -> Iterator[GerbangTerkait]:
    for predikat in PREDIKAT:
        for gerbang in skor.gerbang(predikat):
            if gerbang.simpul in simpul:
                yield GerbangTerkait(predikat, gerbang, gerbang.simpul == kode)


def _ambang(instrumen: Instrumen, skor: Skor, ambang: Ambang) -> Penjelasan:
    nilai, bobot = skor.nilai_simpul(ambang.simpul), instrumen.bobot_simpul[ambang.simpul]
    gerbang = [(p, g) for p in PREDIKAT for g in skor.gerbang(p) if g.kode == ambang.kode]
    return Penjelasan(
        kode=ambang.kode,
        jenis="gerbang",
        judul=f"Ambang {ambang.nama}",
        nilai=nilai,
        bobot=bobot,
        capaian=nilai / bobot,
        rumus="Nilai yang belum dibulatkan dibandingkan dengan ambang tiap predikat; setiap ambang diuji sendiri.",
        hitungan=" ".join(_uji(p, g) for p, g in gerbang),
        sumber=(ambang.sumber,),
        anak=(Anak(ambang.simpul, _isi_simpul(instrumen, skor, ambang.simpul)[1], nilai, bobot),),
        gerbang=tuple(GerbangTerkait(p, g, True) for p, g in gerbang),
        induk=leluhur(instrumen)[ambang.simpul],
    )


def _uji(predikat: str, gerbang: Gerbang) -> str:
    nilai, minimum = angka(gerbang.nilai), angka(gerbang.minimum)
    if gerbang.terpenuhi:
        return f"{predikat}: {nilai} ≥ {minimum}, terpenuhi."
    return f"{predikat}: {nilai} < {minimum}, kurang {angka(gerbang.kurang)} poin."


def _syarat(instrumen: Instrumen, skor: Skor, kode: str) -> Penjelasan:
    for syarat in instrumen.syarat_predikat:
        if syarat.kode == kode:
            tambahan = tuple(t for t in skor.gerbang_tambahan(syarat.predikat) if t.kode == kode)
            return Penjelasan(
                kode=kode,
                jenis="syarat",
                judul=syarat.nama,
                nilai=NOL,
                bobot=NOL,
                capaian=None,
                rumus=f"Syarat {syarat.predikat} di luar nilai LKE.",
                hitungan="Terpenuhi." if all(t.terpenuhi for t in tambahan) else "Belum terpenuhi.",
                sumber=(syarat.sumber,),
                tambahan=tambahan,
            )
    raise KeyError(kode)
