"""Reading a workbook that people hand in: what each cell answers, where it stands, and what is odd about it."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from evaluation import scoring
from evaluation.buku_kerja.bentuk import LEMBAR_CAP, TPI, UNIT, Baris, Bentuk, letak
from evaluation.buku_kerja.cocok import BarisSel, Cocokan, cocokkan, teks_pertanyaan
from evaluation.buku_kerja.isi import Cap, Nilai
from evaluation.buku_kerja.teks import teks_sel
from evaluation.scoring import Instrumen, JawabanSalah, Masukan, Pertanyaan
from zi_portal.common.berkas import MB, BerkasDitolak, akhiran_nama, periksa, teks_ukuran
from zi_portal.common.tabel import RUSAK_XLSX
from zi_portal.common.xlsx import (
    BatasXlsx,
    IsiXlsx,
    TandaLembar,
    huruf_kolom,
    nomor_kolom,
    periksa_daftar_isi,
    pindai_xlsx,
)

BITA_MAKS = 20 * MB
BATAS = BatasXlsx(baris=3_000, kolom=256, sel=120_000, teks=60_000, bita=24 * MB)
CATATAN_TERPANJANG = 10_000
URL_TERPANJANG = 500
KEPALA_MAKS = 30
TAUTAN_MAKS = 20
_OLE = b"\xd0\xcf\x11\xe0"


class BukuDitolak(Exception):
    """The file cannot be taken as a workbook of an LKE; ``message`` says why and what to do. Nothing was read."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class IsianSel:
    """One answer cell: the input it belongs to, what was typed (as text), the cleaned value (None: empty).

    ``galat`` says what is wrong and what to do; then ``nilai`` is None.
    """

    lapis: str
    kode: str
    masukan: str
    mentah: str
    nilai: Nilai | None
    lembar: str
    alamat: str
    galat: str = ""

    @property
    def kosong(self) -> bool:
        return self.nilai is None and not self.galat


@dataclass(frozen=True, slots=True)
class CatatanSel:
    """The note of one question in one layer; "" where the cell is empty."""

    lapis: str
    kode: str
    teks: str
    lembar: str
    alamat: str
    galat: str = ""


@dataclass(frozen=True, slots=True)
class TautanSel:
    """A proof that the file names under a question: its title as written, its address ("" for a mere name)."""

    kode: str
    judul: str
    url: str
    lembar: str
    alamat: str


@dataclass(frozen=True, slots=True)
class Peringatan:
    """Something odd that stops nothing, in one sentence."""

    pesan: str
    lembar: str = ""
    alamat: str = ""


@dataclass(frozen=True, slots=True)
class BukuTerbaca:
    """What a workbook says. ``isian`` has every answer cell that was found, the empty ones too.

    ``total_berkas`` is the total the file itself shows by layer, as decimal text (None: no number there). ``cap`` is
    the stamp of our own export. ``sha256`` and ``nama`` are the file's, ``unit`` is the name it gives the unit.
    """

    bentuk: Bentuk
    isian: tuple[IsianSel, ...]
    catatan: tuple[CatatanSel, ...] = ()
    tautan: tuple[TautanSel, ...] = ()
    peringatan: tuple[Peringatan, ...] = ()
    total_berkas: Mapping[str, str | None] = field(default_factory=dict)
    cap: Cap | None = None
    unit: str = ""
    nama: str = ""
    sha256: str = ""

    def jawaban(self, lapis: str) -> dict[str, Nilai]:
        """The values that can be taken, by input."""
        return {i.masukan: i.nilai for i in self.isian if i.lapis == lapis and i.nilai is not None}


# --- The door ---------------------------------------------------------------------------------------------------------


def periksa_buku(berkas: BinaryIO, nama: str) -> None:
    """The door: refuse what is no plain XLSX of a size we read, before anything parses it. Raises BukuDitolak."""
    _buka(berkas, nama)


def _buka(berkas: BinaryIO, nama: str) -> IsiXlsx:
    akhiran = akhiran_nama(nama)
    if akhiran != "xlsx":
        saran = {
            "xlsm": _("Berkas ini berisi makro. Simpan sebagai .xlsx tanpa makro, lalu unggah lagi."),
            "zip": _("Keluarkan isinya, lalu unggah berkas .xlsx di dalamnya."),
        }.get(akhiran) or _("Buka berkasnya, simpan sebagai .xlsx (Excel Workbook), lalu unggah lagi.")
        raise BukuDitolak(f"{_('Yang diterima hanya .xlsx.')} {saran}")
    ukuran = berkas.seek(0, 2)
    if ukuran > BITA_MAKS:
        raise BukuDitolak(
            _(
                "Ukuran berkas %(ukuran)s, paling besar %(batas)s. Hapus gambar dan lembar lain dari berkas itu, "
                "simpan, lalu unggah lagi."
            )
            % {"ukuran": teks_ukuran(ukuran), "batas": teks_ukuran(BITA_MAKS)}
        )
    berkas.seek(0)
    kepala = berkas.read(4)
    if kepala == _OLE:
        raise BukuDitolak(
            _(
                "Berkas ini dikunci kata sandi atau berformat Excel lama (.xls). Buka berkasnya, hapus kata sandinya, "
                "simpan sebagai .xlsx, lalu unggah lagi."
            )
        )
    try:
        if kepala == b"PK\x03\x04":
            periksa_daftar_isi(berkas)
        periksa(berkas, nama)
        return pindai_xlsx(berkas, BATAS)
    except BerkasDitolak as error:
        raise BukuDitolak(error.message) from error
    finally:
        berkas.seek(0)


# --- Reading ----------------------------------------------------------------------------------------------------------


def baca_buku(berkas: BinaryIO, nama: str, instrumen: Instrumen) -> BukuTerbaca:
    """Read a workbook in either layout against this instrument; ``periksa_buku`` is asked first. Raises BukuDitolak."""
    isi = _buka(berkas, nama)
    lembar = _lembar(isi)
    if not (calon := [c for c in map(_kenali, lembar.values()) if c]):
        raise BukuDitolak(
            _(
                "Tidak ada lembar LKE di berkas ini: baris judul dengan kolom “Jawaban” atau “Jawaban Unit” tidak "
                "ditemukan. Unduh LKE ini sebagai Excel, salin jawabannya ke sana, lalu unggah lagi."
            )
        )
    pembaca = max((_Pembaca(c, instrumen) for c in calon), key=lambda p: p.bobot)
    if not pembaca.cocokan.letak:
        raise BukuDitolak(
            _(
                "Tidak satu pun pertanyaan LKE dikenali di lembar “%(lembar)s”. Unduh LKE ini sebagai Excel, salin "
                "jawabannya ke sana, lalu unggah lagi."
            )
            % {"lembar": pembaca.kepala.lembar.nama}
        )
    berkas.seek(0)
    sidik = hashlib.file_digest(berkas, "sha256").hexdigest()
    berkas.seek(0)
    return pembaca.baca(nama, sidik, _cap(lembar.get(LEMBAR_CAP)), _nama_unit(lembar))


@dataclass(frozen=True, slots=True)
class _Lembar:
    nama: str
    baris: list[list[Any]]
    tanda: TandaLembar

    def sel(self, baris: int, kolom: int | None) -> Any:
        """The value of a cell, both counted from 0; "" outside the sheet."""
        if kolom is None or not 0 <= baris < len(self.baris) or kolom >= len(self.baris[baris]):
            return ""
        return self.baris[baris][kolom]


def _lembar(isi: IsiXlsx) -> dict[str, _Lembar]:
    from python_calamine import CalamineError, CalamineWorkbook  # late: most requests never need it

    try:
        buku = CalamineWorkbook.from_filelike(io.BytesIO(isi.bersih))
        return {
            nama: _Lembar(nama, buku.get_sheet_by_name(nama).to_python(skip_empty_area=False), tanda)
            for nama, tanda in isi.lembar.items()
            if nama in buku.sheet_names
        }
    except (CalamineError, ValueError, OSError) as error:
        raise BukuDitolak(str(RUSAK_XLSX)) from error


# --- Which columns ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _KolomLapis:
    """Columns of a layer, counted from 0; None where there is none."""

    jawaban: int
    nilai: int | None
    catatan: int | None
    bukti: int | None = None
    tautan: int | None = None


@dataclass(frozen=True, slots=True)
class _Kepala:
    """A sheet that looks like an LKE: which layout, where its header is, and its columns."""

    lembar: _Lembar
    bentuk: Bentuk
    baris: int
    lapis: Mapping[str, _KolomLapis]
    kode: int | None
    soal_id: int | None
    label: int
    teks: int


def _judul(nilai: Any) -> str:
    return re.sub(r"\s+", " ", str(nilai)).strip().lower() if isinstance(nilai, str) else ""


def _kenali(lembar: _Lembar) -> _Kepala | None:
    """The header of a sheet with answers, or None."""
    for n, baris in enumerate(lembar.baris[:KEPALA_MAKS]):
        judul = [_judul(s) for s in baris]
        unit = next((judul.index(j) for j in ("jawaban unit", "jawaban mandiri", "jawaban") if j in judul), None)
        tpi = judul.index("jawaban tpi") if "jawaban tpi" in judul else None
        if unit is None and tpi is None:
            continue
        if "bobot" not in judul and "penilaian" not in judul:
            continue
        bentuk = Bentuk.JAWABAN if "jawaban" not in judul else Bentuk.LKE_ZI
        lapis = {}
        if unit is not None:
            lapis[UNIT] = _kolom_lapis(judul, unit, tpi if tpi is not None and tpi > unit else len(judul), bentuk)
        if tpi is not None:
            lapis[TPI] = _kolom_lapis(judul, tpi, len(judul), bentuk)
        bobot = judul.index("bobot") if "bobot" in judul else judul.index("penilaian") + 6
        label = judul.index("penilaian") if "penilaian" in judul else max(bobot - 6, 0)
        return _Kepala(
            lembar=lembar,
            bentuk=bentuk,
            baris=n,
            lapis=lapis,
            kode=judul.index("kode") if "kode" in judul else None,
            soal_id=next((judul.index(j) for j in ("soal id", "soal_id", "id soal") if j in judul), None),
            label=label,
            teks=bobot - 1,
        )
    return None


def _kolom_lapis(judul: Sequence[str], awal: int, akhir: int, bentuk: Bentuk) -> _KolomLapis:
    """The columns of a layer stand right of its answers, up to the next layer's."""

    def cari(uji: Callable[[str], bool]) -> int | None:
        return next((n for n in range(awal + 1, akhir) if uji(judul[n])), None)

    catatan = cari(lambda j: j.startswith("catatan"))
    bukti = cari(lambda j: "bukti" in j and not re.search("tautan|link|url", j))
    tautan = cari(lambda j: bool(re.search("tautan|link|url", j)))
    if bentuk is Bentuk.LKE_ZI and catatan is not None and bukti is None and tautan is None:
        # Copies of the older workbook carry proof and its address right of the notes, without a title.
        bebas = [n for n in (catatan + 1, catatan + 2) if n >= len(judul) or not judul[n]]
        bukti, tautan = (bebas[0], bebas[1]) if len(bebas) == 2 else (None, None)
    nilai = cari(lambda j: j in {"nilai", "nilai tpi"})
    if nilai is None and awal < len(judul) and judul[awal] in {"jawaban unit", "jawaban mandiri"}:
        nilai = judul.index("nilai (unit)") if "nilai (unit)" in judul else None
    return _KolomLapis(awal, nilai, catatan, bukti, tautan)


# --- Cells ------------------------------------------------------------------------------------------------------------

_KOSONG = frozenset({"", "-", "–", "blm diisi", "belum diisi", "blm di isi", "belum di isi", "pilih"})
_HURUF_PILIHAN = re.compile(r"\(?([A-Ea-e])\)?(?:[.):]?|[.):]\s.*)", re.DOTALL)


class _Pembaca:
    """Goes through the cells of one sheet."""

    def __init__(self, kepala: _Kepala, instrumen: Instrumen) -> None:
        self.kepala, self.instrumen, self.lembar = kepala, instrumen, kepala.lembar
        self.letak = letak(instrumen, kepala.bentuk)
        self.cocokan: Cocokan = cocokkan(self.letak, [self._baris_sel(n) for n in range(len(self.lembar.baris))])
        self.awas: list[Peringatan] = []

    @property
    def bobot(self) -> tuple[int, int]:
        """How much this sheet looks like the one: questions found, and answers in them."""
        terisi = sum(
            not _kosong(self.lembar.sel(n, k.jawaban))
            for n in self.cocokan.letak.values()
            for k in self.kepala.lapis.values()
        )
        return len(self.cocokan.letak), terisi

    def _baris_sel(self, n: int) -> BarisSel:
        k, sel = self.kepala, self.lembar.sel
        if n <= k.baris:
            return BarisSel()
        soal_id = sel(n, k.soal_id) if k.soal_id is not None else None
        return BarisSel(
            kode=_teks(sel(n, k.kode)) if k.kode is not None else "",
            soal_id=int(soal_id) if isinstance(soal_id, float) and soal_id.is_integer() else None,
            label=tuple(_teks(sel(n, k.label + i)) for i in range(5)),
            teks=_teks(sel(n, k.teks)),
        )

    def baca(self, nama: str, sidik: str, cap: Cap | None, unit: str) -> BukuTerbaca:
        isian: list[IsianSel] = []
        catatan: list[CatatanSel] = []
        tautan: list[TautanSel] = []
        for b in self.letak.baris:
            n = self.cocokan.letak.get(b.kode or b.anak)
            if n is None or b.pertanyaan is None or b.jenis == "judul":
                continue
            for lapis, k in self.kepala.lapis.items():
                if b.masukan:
                    isian.append(self._isian(b, b.masukan, lapis, n, k.jawaban))
                if b.jenis == "pertanyaan" and k.catatan is not None:
                    catatan.append(self._catatan(b.kode, lapis, n, k.catatan))
                if b.jenis == "pertanyaan" and lapis == UNIT:
                    tautan.extend(self._tautan(b.kode, n, k))
        self._periksa_hitungan(isian)
        self._tak_ditemukan()
        self._gabungan()
        return BukuTerbaca(
            bentuk=self.kepala.bentuk,
            isian=tuple(isian),
            catatan=tuple(catatan),
            tautan=tuple(tautan),
            peringatan=tuple(self.awas),
            total_berkas={lapis: self._total(k) for lapis, k in self.kepala.lapis.items()},
            cap=cap,
            unit=unit,
            nama=nama,
            sha256=sidik,
        )

    def _alamat(self, n: int, kolom: int) -> str:
        return f"{huruf_kolom(kolom + 1)}{n + 1}"

    def _awas(self, pesan: str, alamat: str = "") -> None:
        self.awas.append(Peringatan(pesan, self.lembar.nama, alamat))

    def _isian(self, b: Baris, m: Masukan, lapis: str, n: int, kolom: int) -> IsianSel:
        alamat, mentah = self._alamat(n, kolom), self.lembar.sel(n, kolom)
        nilai, galat = None, ""
        rumus = alamat in self.lembar.tanda.rumus
        if alamat in self.lembar.tanda.galat:
            galat = _("Sel ini menampilkan galat hitungan. Ketik jawabannya, lalu unggah lagi.")
        elif rumus and mentah == "":
            galat = _("Sel ini berisi rumus tanpa hasil. Ketik jawabannya sebagai nilai, lalu unggah lagi.")
        elif not _kosong(mentah):
            try:
                nilai = _nilai(b.pertanyaan, m, mentah)
            except JawabanSalah as error:
                galat = error.pesan
        if rumus and nilai is not None:
            self._awas(
                _("Jawaban %(kode)s di sel ini berupa rumus; yang dibaca hasilnya, “%(nilai)s”.")
                % {"kode": m.kode, "nilai": nilai},
                alamat,
            )
        return IsianSel(lapis, b.pertanyaan.kode, m.kode, _teks(mentah)[:200], nilai, self.lembar.nama, alamat, galat)

    def _catatan(self, kode: str, lapis: str, n: int, kolom: int) -> CatatanSel:
        alamat = self._alamat(n, kolom)
        teks = teks_sel(_teks(self.lembar.sel(n, kolom)))
        galat = ""
        if alamat in self.lembar.tanda.galat:
            galat = _("Catatan ini menampilkan galat hitungan. Ketik teksnya, lalu unggah lagi.")
        elif len(teks) > CATATAN_TERPANJANG:
            galat = _("Catatan ini %(n)s huruf, paling panjang 10.000. Ringkas, lalu unggah lagi.") % {"n": len(teks)}
        return CatatanSel(lapis, kode, teks, self.lembar.nama, alamat, galat)

    def _tautan(self, kode: str, n: int, k: _KolomLapis) -> list[TautanSel]:
        """Proof named under a question, a line each; an address in the same line, beside it, or behind the cell."""
        hasil = []
        judul = _baris_teks(self.lembar.sel(n, k.bukti)) if k.bukti is not None else []
        url = _baris_teks(self.lembar.sel(n, k.tautan)) if k.tautan is not None else []
        for kolom in (k.bukti, k.tautan):
            if kolom is not None and (balik := self.lembar.tanda.tautan.get(self._alamat(n, kolom))):
                url = url if any(_ALAMAT_WEB.search(u) for u in url) else [balik]
        for i in range(max(len(judul), len(url))):
            satu, alamat = judul[i] if i < len(judul) else "", url[i] if i < len(url) else ""
            if cocok := _ALAMAT_WEB.search(satu):
                satu, alamat = _ALAMAT_WEB.sub("", satu).strip(" -:;,"), cocok[0]
            web = _ALAMAT_WEB.search(alamat)
            if not web and alamat and not satu:
                satu = alamat
            alamat = web[0][:URL_TERPANJANG] if web else ""
            kolom = k.bukti if i < len(judul) or k.tautan is None else k.tautan
            if (satu or alamat) and kolom is not None and len(hasil) < TAUTAN_MAKS:
                hasil.append(TautanSel(kode, (satu or alamat)[:200], alamat, self.lembar.nama, self._alamat(n, kolom)))
        return hasil

    # --- What is odd -------------------------------------------------------------------------------------------------

    def _periksa_hitungan(self, isian: Sequence[IsianSel]) -> None:
        """Cells that the sheet computes: typed over, or at odds with the numbers beside them."""
        for lapis, k in self.kepala.lapis.items():
            nilai = {i.masukan: i.nilai for i in isian if i.lapis == lapis}
            for b in self.letak.baris:
                n = self.cocokan.letak.get(b.kode or b.anak)
                if n is None or b.pertanyaan is None:
                    continue
                if b.jenis == "turunan" or (b.jenis == "pertanyaan" and not b.masukan):
                    self._hitungan(b, nilai, n, k.jawaban)

    def _hitungan(self, b: Baris, nilai: Mapping[str, Nilai | None], n: int, kolom: int) -> None:
        alamat, isi = self._alamat(n, kolom), self.lembar.sel(n, kolom)
        if alamat in self.lembar.tanda.rumus or _kosong(isi) or b.pertanyaan is None:
            return
        anak = b.anak if b.jenis == "turunan" else tuple(m.kode for m in b.pertanyaan.masukan)
        isian = [nilai.get(m) for m in anak]
        if None in isian:
            self._awas(
                _(
                    "Sel hitungan %(kode)s diketik langsung, padahal angka pembentuknya belum lengkap. Isi angka "
                    "pembentuknya di baris bawahnya; yang diketik di sini tidak dipakai."
                )
                % {"kode": b.pertanyaan.kode},
                alamat,
            )
            return
        if b.jenis == "turunan":
            benar: Fraction | None = Fraction(sum(int(i) for i in isian if i is not None))
        else:
            benar = scoring.nilai_rumus(b.pertanyaan, {m: v for m, v in nilai.items() if v is not None})
        if benar is None or abs(_pecahan(isi, benar) - benar) > Fraction(1, 10_000):
            self._awas(
                _(
                    "Sel hitungan %(kode)s diketik langsung dan tidak sama dengan angka pembentuknya. Yang dipakai "
                    "angka pembentuknya."
                )
                % {"kode": b.pertanyaan.kode},
                alamat,
            )

    def _tak_ditemukan(self) -> None:
        for kode in self.cocokan.hilang:
            self._awas(
                _("Baris untuk %(kode)s (%(teks)s) tidak ditemukan; jawabannya di portal tidak diubah.")
                % {"kode": kode, "teks": teks_pertanyaan(self.instrumen.pertanyaan(kode))}
            )
        for b in self.letak.baris:
            soal = b.pertanyaan.kode if b.pertanyaan else ""
            if b.jenis == "masukan" and b.kode not in self.cocokan.letak and soal not in self.cocokan.hilang:
                self._awas(
                    _("Baris untuk isian %(kode)s (%(teks)s) tidak ditemukan; isinya di portal tidak diubah.")
                    % {"kode": b.kode, "teks": b.teks}
                )
        if kode := self.cocokan.menurut_kata:
            self._awas(
                _("%(n)d baris dikenali dari kata-katanya saja: %(kode)s. Periksa jawabannya sebelum diterapkan.")
                % {"n": len(kode), "kode": ", ".join(kode[:8]) + (" …" if len(kode) > 8 else "")}
            )

    def _gabungan(self) -> None:
        """A merged cell holds one value, however many answers it covers."""
        kolom = {k.jawaban for k in self.kepala.lapis.values()}
        baris = set(self.cocokan.letak.values())
        for acuan in self.lembar.tanda.gabungan[:5000]:
            cocok = re.fullmatch(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)", acuan)
            if not cocok:
                continue
            k1, b1, k2, b2 = nomor_kolom(cocok[1]), int(cocok[2]), nomor_kolom(cocok[3]), int(cocok[4])
            kena = sorted(baris & set(range(b1 - 1, min(b2, BATAS.baris))))
            if len(kena) > 1 and any(k1 - 1 <= k <= k2 - 1 for k in kolom):
                self._awas(
                    _(
                        "Sel gabungan %(acuan)s mencakup %(n)d jawaban; yang terbaca hanya jawaban di baris paling "
                        "atas. Pisahkan selnya bila yang lain juga dijawab."
                    )
                    % {"acuan": acuan, "n": len(kena)},
                    cocok[1] + cocok[2],
                )

    def _total(self, k: _KolomLapis) -> str | None:
        """The total that the file itself shows for a layer."""
        if k.nilai is None:
            return None
        for n in range(len(self.lembar.baris) - 1, self.kepala.baris, -1):
            kata = " ".join(_judul(s) for s in self.lembar.baris[n][: self.kepala.teks + 1])
            if re.search(r"\bnilai\b.*\bevaluasi\b", kata):
                isi = self.lembar.sel(n, k.nilai)
                return _desimal(isi) if isinstance(isi, int | float) and not isinstance(isi, bool) else None
        return None


def _kosong(nilai: Any) -> bool:
    return nilai is None or (isinstance(nilai, str) and _rapi(nilai).lower() in _KOSONG)


def _rapi(teks: str) -> str:
    """Without spaces one does not see."""
    return re.sub(r"[\s\u00a0\u200b-\u200f\ufeff]+", " ", teks).strip()


def _teks(nilai: Any) -> str:
    """What a cell shows, about."""
    if nilai is None:
        return ""
    if isinstance(nilai, bool):
        return "TRUE" if nilai else "FALSE"
    if isinstance(nilai, int | float):
        return _desimal(nilai)
    return str(nilai).strip()


def _desimal(nilai: float) -> str:
    """A number of a cell as decimal text; what is beyond the tenth place is the machine's, not a person's."""
    try:
        bulat = round(Decimal(repr(nilai)), 10)
    except InvalidOperation:
        return repr(nilai)
    teks = format(bulat, "f")
    return teks.rstrip("0").rstrip(".") if "." in teks else teks


def _nilai(p: Pertanyaan | None, m: Masukan, mentah: Any) -> Nilai:
    """A cell as the answer it stands for. Raises JawabanSalah with what to do."""
    if p is None:
        raise JawabanSalah(m.kode, "")
    if isinstance(mentah, dt.date | dt.time | dt.timedelta):
        raise JawabanSalah(
            m.kode, _("Sel ini berformat tanggal. Ubah formatnya menjadi angka atau teks, lalu isi lagi.")
        )
    if isinstance(mentah, bool):
        teks = {True: "Ya", False: "Tidak"}[mentah] if p.jenis == "ya_tidak" else str(mentah)
    else:
        teks = _rapi(_teks(mentah))
    if m.tipe == "pilihan" and p.jenis != "ya_tidak" and (cocok := _HURUF_PILIHAN.fullmatch(teks)):
        teks = cocok[1].upper()
    elif m.tipe == "pilihan":
        teks = teks.rstrip(".")
    nilai = scoring.bersihkan(p, {m.kode: teks})
    return nilai[m.kode]


def _pecahan(nilai: Any, bawaan: Fraction) -> Fraction:
    """A typed number or percentage; what is none counts as far off."""
    teks = _teks(nilai).replace(",", ".").strip()
    try:
        if teks.endswith("%"):
            return Fraction(teks[:-1].strip()) / 100
        return Fraction(teks)
    except (ValueError, ZeroDivisionError):
        return bawaan + 1


_ALAMAT_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def _baris_teks(nilai: Any) -> list[str]:
    return [rapi for baris in _teks(nilai).splitlines() if (rapi := _rapi(baris)) and rapi != "-"]


# --- The stamp --------------------------------------------------------------------------------------------------------


def _cap(lembar: _Lembar | None) -> Cap | None:
    """The stamp of our own export; one that is not whole is none."""
    if lembar is None:
        return None
    kunci: dict[str, str] = {}
    versi: dict[str, dict[str, int]] = {}
    for baris in lembar.baris:
        satu = [_teks(s) for s in baris] + [""] * 4
        if satu[0] == "versi" and satu[3].isdecimal() and len(satu[3]) < 10:
            versi.setdefault(satu[1], {})[satu[2]] = int(satu[3])
        elif satu[0]:
            kunci[satu[0]] = satu[1]
    lke, putaran = kunci.get("lke", ""), kunci.get("putaran", "")
    try:
        waktu = dt.datetime.fromisoformat(kunci.get("waktu", ""))
    except ValueError:
        return None
    if kunci.get("portal_zi") != "1" or not (lke.isdecimal() and putaran.isdecimal() and len(lke) < 16):
        return None
    if waktu.tzinfo is None:
        return None
    return Cap(int(lke), kunci.get("instrumen", "")[:64], waktu, versi, int(putaran[:4]))


def _nama_unit(lembar: Mapping[str, _Lembar]) -> str:
    """The unit's name where the summary sheets of either layout have it."""
    for nama in ("Ambang", "Utama", "Unit", "TPI Unit"):
        if nama in lembar and (teks := _rapi(_teks(lembar[nama].sel(0, 1)))) and teks.lower() != "penilaian":
            return teks[:200]
    return ""
