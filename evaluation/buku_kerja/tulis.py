"""Writing a workbook of an LKE: live formulas that give our scores, with the values already computed beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO

from evaluation import scoring
from evaluation.buku_kerja import rumus
from evaluation.buku_kerja.bentuk import LEMBAR_CAP, SUSUNAN, TPI, UNIT, Baris, Bentuk, Kolom, letak
from evaluation.buku_kerja.isi import Cap, IsiBuku, Nilai
from evaluation.buku_kerja.teks import SEL_TERPANJANG, teks_sel
from evaluation.scoring.instrumen import PREDIKAT, Pertanyaan, teks_angka
from zi_portal.common.tabel import AWAL_RUMUS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

JUDUL_JENIS = {
    "ya_tidak": "Ya/Tidak",
    "abc": "A/B/C",
    "abcd": "A/B/C/D",
    "abcde": "A/B/C/D/E",
    "persen": "%",
    "nilai_0_4": "Nilai (0-4)",
}
UTAMA, AMBANG = "Utama", "Ambang"
BILANGAN_TERBESAR = 10**9
# Paper as Excel numbers it, and how many characters across are still read easily on the larger.
A3, A4, LEBAR_A3 = 8, 9, 260
_WARNA = {"komponen": "#B7C9E2", "aspek": "#CFDCEE", "area": "#DDE6F3", "indikator": "#EDF2F9", "judul": "#F5F8FC"}
_WARNA |= {"total_komponen": "#B7C9E2", "total": "#B7C9E2"}


def tulis_buku(isi: IsiBuku, bentuk: Bentuk, keluar: BinaryIO) -> None:
    """Write the workbook of ``isi`` in this layout as XLSX into ``keluar``.

    Every formula carries the value it gives, so that a program which does not calculate shows the same. Text is
    written as text, whatever it begins with. Formula cells are protected without a password.
    """
    import xlsxwriter  # late: most requests never need it

    pilihan = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(keluar, pilihan) as buku:
        _Penulis(buku, isi, bentuk).tulis()


class _Penulis:
    def __init__(self, buku: Workbook, isi: IsiBuku, bentuk: Bentuk) -> None:
        self.buku, self.isi, self.bentuk = buku, isi, bentuk
        self.susunan, self.letak = SUSUNAN[bentuk], letak(isi.instrumen, bentuk)
        self._gaya: dict[tuple[tuple[str, Any], ...], Format] = {}

    def tulis(self) -> None:
        isi, lembar = self.isi, self.susunan.lembar
        self.buku.set_properties({"title": f"LKE {isi.tahun} {isi.unit}"[:255], "subject": isi.instrumen.nama[:255]})
        utama = self.buku.add_worksheet(lembar)
        self._lembar_soal(utama)
        if self.bentuk is Bentuk.LKE_ZI:
            self._lembar_ringkas(self.buku.add_worksheet(UTAMA))
            self._lembar_ambang(self.buku.add_worksheet(AMBANG))
        else:
            self._lembar_ambang(self.buku.add_worksheet(UTAMA))
        if isi.cap:
            self._lembar_cap(self.buku.add_worksheet(LEMBAR_CAP), isi.cap)
        utama.activate()

    # --- What is shown -----------------------------------------------------------------------------------------------

    @property
    def lapis_kolom(self) -> dict[str, Kolom]:
        """The layers with columns in this workbook; those of TPI are left out of the older layout unless they may be
        read, and stay empty in the newer one."""
        kolom = self.susunan.kolom
        if self.bentuk is Bentuk.LKE_ZI and not self.isi.terlihat_tpi:
            return {UNIT: kolom[UNIT]}
        return dict(kolom)

    def jawaban(self, lapis: str) -> Mapping[str, Nilai]:
        return {} if lapis == TPI and not self.isi.terlihat_tpi else self.isi.lapis.get(lapis, {})

    @cached_property
    def skor(self) -> dict[str, scoring.Skor]:
        return {
            lapis: scoring.hitung(self.isi.instrumen, self.jawaban(lapis), telah_wbk=self.isi.telah_wbk)
            for lapis in (UNIT, TPI)
        }

    # --- The sheet of questions --------------------------------------------------------------------------------------

    def _lembar_soal(self, ws: Worksheet) -> None:
        susunan = self.susunan
        dipakai = self._kolom_dipakai()
        for kolom in dipakai:
            sembunyi = {"hidden": kolom in susunan.tersembunyi}
            ws.set_column(f"{kolom}:{kolom}", susunan.lebar.get(kolom, 9), None, sembunyi)
        kepala = self.gaya(bold=True, bg_color="#1F3864", font_color="#FFFFFF", align="center", valign="vcenter")
        for kolom, judul in susunan.kepala.items():
            if kolom == "B":
                ws.merge_range(f"B{susunan.baris_kepala}:G{susunan.baris_kepala}", judul, kepala)
            elif kolom in dipakai:
                ws.write_string(f"{kolom}{susunan.baris_kepala}", judul, kepala)
        ws.set_row(susunan.baris_kepala - 1, 32)
        if susunan.baris_kepala > 1:
            judul = f"Lembar Kerja Evaluasi Zona Integritas {self.isi.tahun}: {self.isi.unit} ({self.isi.instansi})"
            self._teks(ws, "B1", judul, bold=True, border=0, text_wrap=False)
        for baris in self.letak.baris:
            self._baris(ws, baris)
        # On A3 a page takes the questions with one column of notes; what stands beyond goes onto the next page across.
        lebar = sum(susunan.lebar[k] for k in dipakai if k not in susunan.tersembunyi)
        akhir = max(k for k in dipakai if k not in susunan.tersembunyi)
        self._cetak(ws, f"B1:{akhir}{self.letak.akhir}", kertas=A3, melebar=1 if lebar < LEBAR_A3 else 2)
        ws.repeat_rows(0, susunan.baris_kepala - 1)
        ws.freeze_panes(susunan.baris_kepala, 0)

    def _kolom_dipakai(self) -> list[str]:
        """Letters of the columns, up to the last that this workbook shows."""
        lapis = self.lapis_kolom
        asing = {k for n, kol in self.susunan.kolom.items() if n not in lapis for k in _huruf(kol)}
        return [k for k in self.susunan.lebar if k not in asing]

    def _baris(self, ws: Worksheet, b: Baris) -> None:
        n = b.nomor
        warna = {"bg_color": _WARNA[b.jenis]} if b.jenis in _WARNA else {}
        tebal = {"bold": True} if b.jenis in {"komponen", "aspek", "area", "total", "total_komponen"} else {}
        if b.kode and b.jenis != "masukan":
            ws.write_string(f"A{n}", b.kode)
        elif b.masukan:
            ws.write_string(f"A{n}", b.masukan.kode)
        if tinggi := self._tinggi(b):
            ws.set_row(n - 1, tinggi)
        for huruf in "BCDEFGHIJ":
            ws.write_blank(f"{huruf}{n}", None, self.gaya(**warna))
        self._penomoran(ws, b, {**warna, **tebal})
        if (bobot := self._bobot(b)) is not None:
            ws.write_number(f"H{n}", float(bobot), self.gaya(num_format="0.00", **warna, **tebal))
        if b.jenis == "pertanyaan" and b.pertanyaan:
            self._teks(ws, f"I{n}", _kriteria(b.pertanyaan))
            self._teks(ws, f"J{n}", JUDUL_JENIS[b.pertanyaan.jenis], align="center")
        elif b.jenis in {"masukan", "turunan"}:
            self._teks(ws, f"J{n}", "Jumlah", align="center")
        for lapis, kolom in self.lapis_kolom.items():
            self._sel_lapis(ws, b, lapis, kolom, {**warna, **tebal})

    def _tinggi(self, b: Baris) -> float:
        """How high the line must be for its longest cell; not every program measures that by itself."""
        if b.jenis != "pertanyaan" or b.pertanyaan is None:
            return 0
        lebar = self.susunan.lebar
        isi = [("G", b.teks), ("I", _kriteria(b.pertanyaan))]
        for lapis, k in self.lapis_kolom.items():
            if lapis != TPI or self.isi.terlihat_tpi:
                isi.append((k.catatan, self.isi.catatan.get(lapis, {}).get(b.kode, "")))
            isi += [(kolom, teks) for kolom, teks in self._bukti(b, k) if kolom]
        baris = max(
            sum(max(1, -(-len(satu) // int(lebar[kolom]))) for satu in teks_sel(teks).split("\n"))
            for kolom, teks in isi
        )
        return min(409, 3 + 12 * baris)

    def _penomoran(self, ws: Worksheet, b: Baris, gaya: Mapping[str, Any]) -> None:
        n, label = b.nomor, "BCDEFG"[b.tingkat]
        if b.jenis in {"total", "total_komponen"}:
            self._teks(ws, f"B{n}", b.teks, text_wrap=False, **gaya)
        elif b.jenis in {"masukan", "turunan"}:
            self._teks(ws, f"G{n}", f"- {b.teks}", **gaya)
        else:
            if b.label:
                self._teks(ws, f"{label}{n}", b.label, **gaya)
            huruf = "G" if b.jenis == "pertanyaan" and not b.penuh else "CDEFG"[b.tingkat]
            isi = self.gaya(text_wrap=True, valign="top", **gaya)
            if huruf != "G":
                ws.merge_range(f"{huruf}{n}:G{n}", "", isi)
            self._teks(ws, f"{huruf}{n}", b.teks, **gaya)

    def _bobot(self, b: Baris) -> Fraction | None:
        if b.jenis in {"total", "total_komponen"}:
            return None
        if b.jenis == "judul" and b.indikator:
            return b.indikator.bobot_pertanyaan
        if b.jenis == "pertanyaan":
            return b.indikator.bobot if b.penuh and b.indikator else None
        return self.isi.instrumen.bobot_simpul.get(b.kode)

    # --- Cells of one layer ------------------------------------------------------------------------------------------

    def _sel_lapis(self, ws: Worksheet, b: Baris, lapis: str, k: Kolom, gaya: Mapping[str, Any]) -> None:
        n = b.nomor
        self._sel_jawaban(ws, b, lapis, k.jawaban, gaya)
        self._sel_nilai(ws, b, lapis, k, gaya)
        catatan = self.isi.catatan.get(lapis, {}) if lapis != TPI or self.isi.terlihat_tpi else {}
        for kolom, isi in ((k.catatan, catatan.get(b.kode, "")), *self._bukti(b, k)):
            if not kolom:
                continue
            if b.jenis == "pertanyaan":
                self._teks(ws, f"{kolom}{n}", isi, locked=False)
            else:
                ws.write_blank(f"{kolom}{n}", None, self.gaya(**gaya))

    def _bukti(self, b: Baris, k: Kolom) -> list[tuple[str, str]]:
        """The cells for proof: titles and addresses in columns of their own, or together in one."""
        bukti = self.isi.bukti.get(b.kode, ()) if b.jenis == "pertanyaan" else ()
        if k.tautan:
            judul, url = (_daftar([satu[n] for satu in bukti]) for n in (0, 1))
            return [(k.bukti, judul), (k.tautan, url)]
        return [(k.bukti, _daftar([f"{judul} {url}".strip() for judul, url in bukti]))]

    def _sel_jawaban(self, ws: Worksheet, b: Baris, lapis: str, kolom: str, gaya: Mapping[str, Any]) -> None:
        alamat, isi = f"{kolom}{b.nomor}", self.jawaban(lapis)
        if b.masukan and b.pertanyaan:
            self._sel_isian(ws, alamat, b, isi.get(b.masukan.kode))
        elif b.jenis == "turunan":
            sel = [f"{kolom}{self.letak.masukan[m]}" for m in b.anak]
            angka = [isi.get(m) for m in b.anak]
            nilai = rumus.BELUM if None in angka else sum(int(a) for a in angka if a is not None)
            ws.write_formula(alamat, rumus.jumlah_terisi(sel), self.gaya(align="center", **gaya), nilai)
        elif b.jenis == "pertanyaan" and b.pertanyaan:
            peta = {m.kode: f"{kolom}{self.letak.masukan[m.kode]}" for m in b.pertanyaan.masukan}
            jumlah = {anak: f"{kolom}{nomor}" for anak, nomor in self.letak.turunan.items()}
            nilai = self.skor[lapis].pertanyaan[b.kode]
            ws.write_formula(
                alamat,
                rumus.capaian(b.pertanyaan, peta, jumlah),
                self.gaya(num_format="0.00%", align="center", **gaya),
                rumus.BELUM if nilai is None else float(nilai),
            )
        else:
            ws.write_blank(alamat, None, self.gaya(**gaya))

    def _sel_isian(self, ws: Worksheet, alamat: str, b: Baris, nilai: Nilai | None) -> None:
        gaya = self.gaya(locked=False, align="center", bg_color="#FFFBE6", text_wrap=True, valign="top")
        if nilai is None:
            ws.write_blank(alamat, None, gaya)
        elif b.masukan and b.masukan.tipe == "pilihan":
            ws.write_string(alamat, str(nilai), gaya)
        else:
            ws.write_number(alamat, float(nilai), gaya)
        ws.data_validation(alamat, _aturan(b))

    def _sel_nilai(self, ws: Worksheet, b: Baris, lapis: str, k: Kolom, gaya: Mapping[str, Any]) -> None:
        if not k.nilai:
            return
        alamat, n = f"{k.nilai}{b.nomor}", b.nomor
        hasil = self._rumus_nilai(b, k)
        isi, persen = self.gaya(num_format="0.00", align="center", valign="top", **gaya), None
        if hasil is None:
            ws.write_blank(alamat, None, isi)
        else:
            ws.write_formula(alamat, hasil, isi, self._nilai(b, lapis))
            bobot = self._bobot(b)
            if k.persen and bobot:
                persen = float(self._poin(b, lapis) / bobot)
        if not k.persen:
            return
        if persen is None:
            ws.write_blank(f"{k.persen}{n}", None, self.gaya(**gaya))
        else:
            rumus_persen = f"=IF(ISNUMBER({k.nilai}{n}),{k.nilai}{n}/H{n},0)"
            gaya_persen = self.gaya(num_format="0.00%", align="center", **gaya)
            ws.write_formula(f"{k.persen}{n}", rumus_persen, gaya_persen, persen)

    def _rumus_nilai(self, b: Baris, k: Kolom) -> str | None:
        n = b.nomor
        if b.jenis == "pertanyaan" and b.pertanyaan:
            kali = f"H{n}" if b.penuh else ""
            if b.pertanyaan.pilihan:
                return rumus.nilai_pilihan(f"{k.jawaban}{n}", b.pertanyaan.opsi, kali)
            skala = b.pertanyaan.rumus.pembagi if b.pertanyaan.rumus else None
            return rumus.nilai_angka(f"{k.jawaban}{n}", teks_angka(skala) if skala else "", kali)
        if b.jenis == "judul" and b.pertanyaan:
            return f"=SUM({k.nilai}{self.letak.simpul[b.pertanyaan.kode]})*H{n}"
        if b.jenis in {"masukan", "turunan"}:
            return None
        anak = [f"{k.nilai}{self.letak.simpul[kode]}" for kode in b.anak]
        return rumus.rata_kali(anak, f"H{n}") if b.jenis == "indikator" else rumus.jumlah(anak)

    def _nilai(self, b: Baris, lapis: str) -> float | str:
        """What the formula of this line gives."""
        if b.jenis == "pertanyaan":
            nilai = self.skor[lapis].pertanyaan[b.kode]
            if nilai is None:
                return rumus.BELUM
            return float(nilai * b.indikator.bobot) if b.penuh and b.indikator else float(nilai)
        return float(self._poin(b, lapis))

    def _poin(self, b: Baris, lapis: str) -> Fraction:
        skor = self.skor[lapis]
        if b.jenis in {"judul", "pertanyaan"} and b.pertanyaan:
            return skor.poin_pertanyaan(b.pertanyaan.kode)
        return skor.nilai_simpul(b.kode.removeprefix("total_"))

    # --- The summaries -----------------------------------------------------------------------------------------------

    def _lembar_ringkas(self, ws: Worksheet) -> None:
        """Areas of both aspek one below the other, as the older workbook has them."""
        _lebar(ws, "A2 B4 C4 D4 E5 F4 G48 H10 I14 J14 K3 L60 M60")
        kepala = self.gaya(bold=True, bg_color="#1F3864", font_color="#FFFFFF", align="center", valign="vcenter")
        judul = {"B": "Penilaian", "H": "Bobot", "I": "Nilai", "J": "%", "L": "Catatan/Keterangan/Penjelasan"}
        for kolom, teks in {**judul, "M": "Rekomendasi"}.items():
            ws.write_string(f"{kolom}1", teks, kepala)
        n, sumber = 3, self.susunan.kolom[UNIT].nilai
        for b in self.letak.baris:
            if b.jenis not in {"komponen", "aspek", "area", "total_komponen", "total"} and not b.penuh:
                continue
            n += b.jenis in {"total"} or (b.jenis == "komponen" and n > 3)
            gaya = {"bold": not b.penuh, "bg_color": _WARNA.get(b.jenis, "#FFFFFF")}
            for huruf in "BCDEFGHIJLM":
                ws.write_blank(f"{huruf}{n}", None, self.gaya(**gaya, locked=huruf not in "LM"))
            self._judul_ringkas(ws, b, n, gaya)
            poin = float(self._poin(b, UNIT))
            asal = f"SUM('{self.susunan.lembar}'!{sumber}{b.nomor})"
            ws.write_formula(f"I{n}", f"={asal}", self.gaya(num_format="0.00", align="center", **gaya), poin)
            if bobot := self._bobot(b):
                ws.write_number(f"H{n}", float(bobot), self.gaya(num_format="0.00", **gaya))
                persen = self.gaya(num_format="0.00%", align="center", **gaya)
                ws.write_formula(f"J{n}", f"=I{n}/H{n}", persen, poin / float(bobot))
            n += 1
        self._cetak(ws, f"B1:M{n}")
        ws.freeze_panes(1, 0)

    def _judul_ringkas(self, ws: Worksheet, b: Baris, n: int, gaya: Mapping[str, Any]) -> None:
        if b.jenis in {"total", "total_komponen"}:
            self._teks(ws, f"B{n}", b.teks, text_wrap=False, **gaya)
            return
        self._teks(ws, f"{'BCDEFG'[b.tingkat]}{n}", b.label, **gaya)
        self._teks(ws, f"{'CDEFG'[b.tingkat]}{n}", b.teks, text_wrap=False, **gaya)

    def _lembar_ambang(self, ws: Worksheet) -> None:
        """Areas with both aspek together against the thresholds: every line must read “OK”."""
        _Ambang(self, ws).tulis()

    # --- The stamp ---------------------------------------------------------------------------------------------------

    def _lembar_cap(self, ws: Worksheet, cap: Cap) -> None:
        """What an import needs in order to know what this export saw. Programs show the sheet to nobody."""
        baris: list[tuple[str, ...]] = [
            ("portal_zi", "1"),
            ("lke", str(cap.lke)),
            ("instrumen", cap.instrumen_sha256),
            ("waktu", cap.waktu.isoformat()),
            ("putaran", str(cap.putaran)),
        ]
        baris += [("versi", lapis, kode, str(n)) for lapis, per in cap.versi.items() for kode, n in per.items()]
        for nomor, satu in enumerate(baris):
            for kolom, teks in enumerate(satu):
                ws.write_string(nomor, kolom, teks)
        ws.protect("")
        ws.very_hidden()

    # --- Small things ------------------------------------------------------------------------------------------------

    def gaya(self, **isi: Any) -> Format:
        kunci = tuple(sorted(isi.items()))
        if kunci not in self._gaya:
            self._gaya[kunci] = self.buku.add_format({"border": 1, "font_name": "Arial", "font_size": 9, **isi})
        return self._gaya[kunci]

    def _teks(self, ws: Worksheet, alamat: str, teks: str, **gaya: Any) -> None:
        isi = {"text_wrap": True, "valign": "top", **gaya}
        bersih = teks_sel(teks)
        if not bersih:
            ws.write_blank(alamat, None, self.gaya(**isi))
            return
        if bersih.startswith(AWAL_RUMUS):
            isi["quote_prefix"] = True  # stays text when a person edits the cell, too
        ws.write_string(alamat, bersih, self.gaya(**isi))

    def _cetak(self, ws: Worksheet, daerah: str, *, kertas: int = A4, melebar: int = 1) -> None:
        ws.set_landscape()
        ws.set_paper(kertas)
        ws.fit_to_pages(melebar, 0)
        ws.set_margins(0.4, 0.4, 0.5, 0.6)
        ws.print_area(daerah)
        ws.set_footer(f"&L&8{_kaki(self.isi.unit)}&R&8&P / &N")
        boleh = {"format_cells": True, "format_columns": True, "format_rows": True}
        ws.protect("", boleh)


class _Ambang:
    """The summary with the test of every threshold: areas, then hasil, then the whole."""

    def __init__(self, penulis: _Penulis, ws: Worksheet) -> None:
        self.p, self.ws, self.n = penulis, ws, 6
        self.instrumen = penulis.isi.instrumen
        # Whose score decides here, and whose stands beside it.
        dua = (UNIT, TPI) if penulis.bentuk is Bentuk.LKE_ZI else (TPI, UNIT)
        self.utama, self.samping = dua[0], dua[1] if dua[1] in penulis.lapis_kolom else None

    def tulis(self) -> None:
        p, ws = self.p, self.ws
        _lebar(ws, "A4 B4 C4 D4 E4 F4 G44 H10 I14 J14 K14 L12 M18 N3 O14 P18")
        p._teks(ws, "B1", p.isi.unit, bold=True, border=0, text_wrap=False)
        ws.merge_range("B2:G2", "", p.gaya(locked=False, bold=True, bg_color="#FFFBE6"))
        p._teks(ws, "B2", p.isi.tujuan or "Pilih", locked=False, bold=True, bg_color="#FFFBE6")
        ws.data_validation("B2", {"validate": "list", "source": ["Pilih", *PREDIKAT]})
        self._kepala()
        aspek = [a for k in self.instrumen.komponen for a in k.aspek if a.area]
        awal = self.n
        for area in self.instrumen.area:
            bagian = [next((a for a in s.area if a.nomor == area.nomor), None) for s in aspek]
            self._baris(f"area_{area.nomor}", f"{area.nomor}. {area.nama}", [a.kode if a else "" for a in bagian])
        for urut, komponen in enumerate(self.instrumen.komponen):
            langsung = [s for s in komponen.aspek if s.indikator_langsung]
            if urut and langsung:
                self.n += 2
            for s in langsung:
                self._baris(s.kode, s.nama, [])
                for i in s.indikator_langsung:
                    self._baris(i.kode, f"   {i.nama}", [], sumber=i.pertanyaan[0].kode)
            self._baris(komponen.kode, f"TOTAL {komponen.nama}", [], sumber=f"total_{komponen.kode}", tebal=True)
        self.n += 1
        self._baris("total", p.susunan.judul_total, [], tebal=True)
        p._cetak(ws, f"B1:{'P' if self.samping else 'M'}{self.n}")
        ws.freeze_panes(awal - 1, 0)

    def _kepala(self) -> None:
        p = self.p
        gaya = p.gaya(bold=True, bg_color="#1F3864", font_color="#FFFFFF", align="center", text_wrap=True)
        nama = {UNIT: "Unit", TPI: "TPI"}
        judul = {"B": "Penilaian", "H": "Bobot", "I": "Pemenuhan", "J": "Reform", "K": f"Nilai {nama[self.utama]}"}
        judul |= {"L": "%", "M": "Pemenuhan Nilai Min"}
        if self.samping:
            judul |= {"O": f"Nilai {nama[self.samping]}", "P": f"Pemenuhan Nilai Min ({nama[self.samping]})"}
        for kolom, teks in judul.items():
            self.ws.write_string(f"{kolom}5", teks, gaya)

    def _baris(self, simpul: str, judul: str, bagian: Sequence[str], *, sumber: str = "", tebal: bool = False) -> None:
        p, ws, n = self.p, self.ws, self.n
        gaya: dict[str, Any] = {"bold": True, "bg_color": _WARNA["total"]} if tebal else {}
        ws.merge_range(f"B{n}:G{n}", "", p.gaya(text_wrap=True, valign="top", **gaya))
        p._teks(ws, f"B{n}", judul, **gaya)
        bobot = self.instrumen.bobot_simpul[simpul]
        angka, persen = (p.gaya(num_format=f, align="center", **gaya) for f in ("0.00", "0.00%"))
        ws.write_number(f"H{n}", float(bobot), angka)
        for kolom, kode in zip("IJ", (*bagian, "", ""), strict=False):
            if kode:
                nilai = float(p.skor[self.utama].nilai_simpul(kode))
                ws.write_formula(f"{kolom}{n}", f"={self._asal(kode, self.utama)}", angka, nilai)
            else:
                ws.write_blank(f"{kolom}{n}", None, angka)
        self._nilai("K", "M", self.utama, simpul, bagian, sumber, gaya, jumlah=bool(bagian))
        poin = p.skor[self.utama].nilai_simpul(simpul)
        ws.write_formula(f"L{n}", f"=K{n}/H{n}", persen, float(poin / bobot))
        if self.samping:
            self._nilai("O", "P", self.samping, simpul, bagian, sumber, gaya, jumlah=False)
        self.n += 1

    def _nilai(
        self,
        kolom: str,
        uji: str,
        lapis: str,
        simpul: str,
        bagian: Sequence[str],
        sumber: str,
        gaya: Mapping[str, Any],
        *,
        jumlah: bool,
    ) -> None:
        p, ws, n = self.p, self.ws, self.n
        angka = p.gaya(num_format="0.00", align="center", **gaya)
        asal = [self._asal(kode, lapis) for kode in bagian if kode] or [self._asal(sumber or simpul, lapis)]
        isi = rumus.jumlah([f"I{n}", f"J{n}"]) if jumlah else f"={'+'.join(asal)}"
        skor = p.skor[lapis]
        ws.write_formula(f"{kolom}{n}", isi, angka, float(skor.nilai_simpul(simpul)))
        ambang = next((a for a in self.instrumen.ambang if a.simpul == simpul), None)
        tengah = p.gaya(align="center", **gaya)
        if ambang is None:
            ws.write_blank(f"{uji}{n}", None, tengah)
            return
        minimum = {predikat: teks_angka(angka) for predikat, angka in ambang.minimum.items()}
        gerbang = skor.gerbang_simpul(simpul, p.isi.tujuan) if p.isi.tujuan in minimum else None
        hasil = "-" if gerbang is None else "OK" if gerbang.terpenuhi else "Tidak Lulus"
        ws.write_formula(f"{uji}{n}", rumus.lulus(f"{kolom}{n}", "$B$2", minimum), tengah, hasil)

    def _asal(self, kode: str, lapis: str) -> str:
        """A cell of the sheet of questions; text there (not filled in) counts 0."""
        p = self.p
        return f"SUM('{p.susunan.lembar}'!{p.susunan.kolom[lapis].nilai}{p.letak.simpul[kode]})"


def _huruf(kolom: Kolom) -> tuple[str, ...]:
    return (kolom.jawaban, kolom.nilai, kolom.persen, kolom.catatan, kolom.bukti, kolom.tautan)


def _lebar(ws: Worksheet, teks: str) -> None:
    for satu in teks.split():
        ws.set_column(f"{satu[0]}:{satu[0]}", float(satu[1:]))


def _kaki(teks: str) -> str:
    """A name in a footer, where “&” begins a command."""
    return teks.replace("&", "&&")[:80]


def _kriteria(p: Pertanyaan) -> str:
    if p.pilihan:
        return "\n".join(f"{o.kunci}. {o.kriteria}" for o in p.opsi)
    return p.penjelasan or (p.rumus.teks if p.rumus else "")


def _daftar(butir: Sequence[str]) -> str:
    """One thing a line, as many as a cell holds, and how many more there are."""
    teks = "\n".join(butir)
    if len(teks) <= SEL_TERPANJANG // 2:
        return teks
    muat: list[str] = []
    sisa = SEL_TERPANJANG // 2
    for satu in butir:
        sisa -= len(satu) + 1
        if sisa < 0:
            break
        muat.append(satu)
    return "\n".join([*muat, f"dan {len(butir) - len(muat)} lainnya, lihat di portal"])


def _aturan(b: Baris) -> dict[str, Any]:
    """Which values a program lets a person type into an answer cell."""
    m, p = b.masukan, b.pertanyaan
    if m is None or p is None:
        raise ValueError(b.kode)
    if m.tipe == "pilihan":
        kunci = [o.kunci for o in p.opsi]
        return {
            "validate": "list",
            "source": kunci,
            "error_title": "Pilihan tidak dikenal",
            "error_message": f"Pilih salah satu: {', '.join(kunci)}. Kosongkan bila belum dijawab.",
        }
    bulat = m.tipe == "bilangan_bulat"
    apa = "bilangan bulat" if bulat else "angka"
    bawah, atas = m.min or Fraction(0), m.maks if m.maks is not None else Fraction(BILANGAN_TERBESAR)
    return {
        "validate": "integer" if bulat else "decimal",
        "criteria": "between",
        "minimum": float(bawah) if bawah.denominator > 1 else int(bawah),
        "maximum": float(atas) if atas.denominator > 1 else int(atas),
        "error_title": "Angka tidak sesuai",
        "error_message": f"Isi {apa} dari {teks_angka(bawah)} sampai {teks_angka(atas)}.",
    }
