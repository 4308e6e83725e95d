"""Charts as SVG text, for pages and for print alike.

Only presentation attributes, so a strict CSP has nothing to refuse; the class names let a page's sheet recolour them
in dark mode. Lines differ in dash and width as well as in colour: they can be told apart in grey. Numbers come in
exact and leave with one decimal and a point, as SVG wants them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from zi_portal.common.templatetags.zi import angka

HURUF = "'Source Sans 3', 'Liberation Sans', system-ui, sans-serif"
TINTA, ABU, TEAL, AMBER = "#221f1b", "#8a8277", "#0f5c5a", "#9a5b00"
TINGGI_HURUF = 13


@dataclass(frozen=True, slots=True)
class Garis:
    """One ring of the radar: its name, a value from 0 to 100 per axis, and how it is drawn ("tpi", "unit", …)."""

    nama: str
    persen: tuple[Fraction, ...]
    gaya: str


@dataclass(frozen=True, slots=True)
class Batang:
    """One bullet bar: points of a maximum, with the threshold as a line."""

    nama: str
    nilai: Fraction
    minimum: Fraction
    maksimum: Fraction


# colour, width, dashes, fill opacity
GAYA = {
    "unit": (ABU, "1.6", "6 3", "0"),
    "tpi": (TEAL, "2.4", "none", "0.12"),
    "tpn": (AMBER, "2", "8 3 2 3", "0"),
    "batas": (TINTA, "1.2", "2 3", "0"),
}


def _n(nilai: float | Fraction) -> str:
    """A coordinate with one decimal."""
    return f"{float(nilai):.1f}".removesuffix(".0")


def _titik(sumbu: int, jumlah: int, jari: float) -> tuple[float, float]:
    sudut = 2 * pi * sumbu / jumlah - pi / 2
    return jari * cos(sudut), jari * sin(sudut)


def _poligon(persen: Iterable[float | Fraction], x: float, y: float, jari: float) -> str:
    nilai = [min(max(float(p), 0.0), 100.0) for p in persen]
    titik = (_titik(i, len(nilai), jari * p / 100) for i, p in enumerate(nilai))
    return " ".join(f"{_n(x + dx)},{_n(y + dy)}" for dx, dy in titik)


def radar(sumbu: Sequence[str], garis: Sequence[Garis], *, judul: str, uraian: str, id_: str = "radar") -> SafeString:
    """The areas as axes from 0 to 100 %, one ring per layer, the threshold dotted."""
    lebar, tinggi, x, y, jari = 560, 300, 225.0, 150.0, 104.0
    jala = format_html_join(
        "",
        '<polygon class="g-jala" points="{}" fill="none" stroke="#d5cfc6" stroke-width="0.8"/>',
        ((_poligon([p] * len(sumbu), x, y, jari),) for p in (25, 50, 75, 100)),
    )
    skala = format_html_join(
        "",
        '<text class="g-lunak" x="{}" y="{}" font-size="9" fill="#6b645b">{}</text>',
        ((_n(x + 3), _n(y - jari * p / 100 + 9), p) for p in (50, 100)),
    )
    jari2 = format_html_join(
        "",
        '<line class="g-jala" x1="{}" y1="{}" x2="{}" y2="{}" stroke="#d5cfc6" stroke-width="0.8"/>',
        ((_n(x), _n(y), _n(x + dx), _n(y + dy)) for dx, dy in (_titik(i, len(sumbu), jari) for i in range(len(sumbu)))),
    )
    cincin = format_html_join(
        "",
        '<polygon class="g-{}" points="{}" fill="{}" fill-opacity="{}" stroke="{}" stroke-width="{}" '
        'stroke-dasharray="{}" stroke-linejoin="round"/>',
        (_cincin(g, x, y, jari) for g in garis),
    )
    return _svg(id_, lebar, tinggi, judul, uraian, jala, jari2, cincin, skala, _label(sumbu, x, y, jari), _kunci(garis))


def _cincin(garis: Garis, x: float, y: float, jari: float) -> tuple[str, ...]:
    warna, tebal, putus, isi = GAYA[garis.gaya]
    return garis.gaya, _poligon(garis.persen, x, y, jari), warna, isi, warna, tebal, putus


def _label(sumbu: Sequence[str], x: float, y: float, jari: float) -> SafeString:
    """Names of the axes outside the ring, broken in two lines where they are long."""
    baris = []
    for i, nama in enumerate(sumbu):
        dx, dy = _titik(i, len(sumbu), jari + 12)
        jangkar = "middle" if abs(dx) < 5 else ("start" if dx > 0 else "end")
        potong = _dua_baris(nama)
        # Above the ring the last line touches it, below it the first, beside it the middle.
        naik = (len(potong) - 1) * TINGGI_HURUF * (1 if dy < -50 and abs(dx) < 5 else 0.5 if abs(dx) > 5 else 0)
        turun = 9 if dy > 50 and abs(dx) < 5 else 4
        baris += [
            (_n(x + dx), _n(y + dy - naik + n * TINGGI_HURUF + (turun if dy > 0 or abs(dx) > 5 else 0)), jangkar, teks)
            for n, teks in enumerate(potong)
        ]
    return format_html_join(
        "", '<text class="g-teks" x="{}" y="{}" text-anchor="{}" font-size="11" fill="#221f1b">{}</text>', baris
    )


def _dua_baris(nama: str, panjang: int = 18) -> list[str]:
    kata = nama.split()
    if len(nama) <= panjang or len(kata) < 2:
        return [nama]
    tengah = min(range(1, len(kata)), key=lambda n: abs(len(" ".join(kata[:n])) - len(" ".join(kata[n:]))))
    return [" ".join(kata[:tengah]), " ".join(kata[tengah:])]


def _kunci(garis: Sequence[Garis]) -> SafeString:
    """The legend, at the right."""
    return format_html_join(
        "",
        '<line class="g-{}" x1="444" y1="{}" x2="476" y2="{}" stroke="{}" stroke-width="{}" stroke-dasharray="{}"/>'
        '<text class="g-teks" x="484" y="{}" font-size="11" fill="#221f1b">{}</text>',
        (
            (g.gaya, y, y, GAYA[g.gaya][0], GAYA[g.gaya][1], GAYA[g.gaya][2], y + 4, g.nama)
            for g, y in ((g, 24 + 20 * n) for n, g in enumerate(garis))
        ),
    )


def batang(baris: Sequence[Batang], *, judul: str, uraian: str, id_: str = "batang") -> SafeString:
    """A bar per threshold: how far the value fills its maximum, the minimum as a line, figures in their own column."""
    lebar, tinggi_baris, kiri, panjang = 620, 22, 262, 190
    isi = format_html_join("", "{}", ((_batang(b, n * tinggi_baris + 6, kiri, panjang),) for n, b in enumerate(baris)))
    return _svg(id_, lebar, len(baris) * tinggi_baris + 8, judul, uraian, isi)


def _batang(b: Batang, y: int, kiri: int, panjang: int) -> SafeString:
    bagian = min(max(b.nilai / b.maksimum, Fraction(0)), Fraction(1)) if b.maksimum else Fraction(0)
    batas = _n(kiri + panjang * (b.minimum / b.maksimum if b.maksimum else 0))
    cukup = b.nilai >= b.minimum
    return format_html(
        '<text class="g-teks" x="{}" y="{}" text-anchor="end" font-size="11" fill="#221f1b">{}</text>'
        '<rect class="g-alas" x="{}" y="{}" width="{}" height="10" fill="#e8e3da"/>'
        '<rect class="{}" x="{}" y="{}" width="{}" height="10" fill="{}"/>'
        '<line class="g-batas" x1="{}" y1="{}" x2="{}" y2="{}" stroke="#221f1b" stroke-width="2"/>'
        '<text class="g-teks" x="{}" y="{}" font-size="11" fill="#221f1b"{}>{}</text>',
        kiri - 8,
        y + 10,
        b.nama,
        kiri,
        y + 1,
        panjang,
        "g-cukup" if cukup else "g-kurang",
        kiri,
        y + 1,
        _n(panjang * bagian),
        TEAL if cukup else AMBER,
        batas,
        y - 2,
        batas,
        y + 14,
        kiri + panjang + 10,
        y + 10,
        "" if cukup else format_html(' font-weight="{}"', 700),
        f"{angka(b.nilai)} (min. {angka(b.minimum)}){'' if cukup else ' kurang'}",
    )


def _svg(id_: str, lebar: int, tinggi: int, judul: str, uraian: str, *isi: SafeString) -> SafeString:
    """The frame. A reader that sees no picture hears the title and the description."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="grafik" role="img" viewBox="0 0 {} {}" width="{}" height="{}" '
        'aria-labelledby="{}-judul {}-uraian" font-family="{}"><title id="{}-judul">{}</title>'
        '<desc id="{}-uraian">{}</desc>{}</svg>',
        lebar,
        tinggi,
        lebar,
        tinggi,
        id_,
        id_,
        HURUF,
        id_,
        judul,
        id_,
        uraian,
        format_html_join("", "{}", ((satu,) for satu in isi)),
    )
