"""From the content of a report to its pages."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from evaluation.enums import Lapis
from reports import charts
from reports.lhe import LHE
from reports.pencanangan import IsiPencanangan
from reports.pleno import IsiPleno
from reports.survei import IsiSurvei
from zi_portal.common.templatetags.zi import angka

Kemajuan = Callable[[int], None]


def cetak_lhe(lhe: LHE, *, kemajuan: Kemajuan = lambda _persen: None) -> tuple[bytes, int]:
    """The PDF of a report and its number of pages. Needs no database."""
    from reports.pdf import cetak  # late: WeasyPrint takes seconds to import, and only workers print

    html = html_lhe(lhe)
    kemajuan(30)
    lembar = ("reports/lhe.css",) if lhe.final else ("reports/lhe.css", "reports/draf.css")
    cetakan = cetak(html, lembar=lembar, kemajuan=kemajuan, sidik=lhe.kunci())
    kemajuan(95)
    return cetakan.isi, cetakan.halaman


def cetak_pencanangan(isi: IsiPencanangan, *, kemajuan: Kemajuan = lambda _persen: None) -> tuple[bytes, int]:
    """The PDF of a declaration with its pakta, and its number of pages. Needs no database."""
    from reports.pdf import cetak  # late: WeasyPrint takes seconds to import, and only workers print

    html = html_pencanangan(isi)
    kemajuan(30)
    lembar = ("reports/lhe.css", "reports/pencanangan.css", *(() if isi.final else ("reports/draf.css",)))
    cetakan = cetak(html, lembar=lembar, kemajuan=kemajuan, sidik=isi.kunci())
    kemajuan(95)
    return cetakan.isi, cetakan.halaman


def cetak_pleno(isi: IsiPleno, *, kemajuan: Kemajuan = lambda _persen: None) -> tuple[bytes, int]:
    """The PDF of a Berita Acara and its number of pages. Needs no database."""
    from reports.pdf import cetak  # late: WeasyPrint takes seconds to import, and only workers print

    html = html_pleno(isi)
    kemajuan(30)
    lembar = ("reports/lhe.css", "reports/pencanangan.css", *(() if isi.final else ("reports/draf.css",)))
    cetakan = cetak(html, lembar=lembar, kemajuan=kemajuan, sidik=isi.kunci())
    kemajuan(95)
    return cetakan.isi, cetakan.halaman


def cetak_survei(isi: IsiSurvei, *, kemajuan: Kemajuan = lambda _persen: None) -> tuple[bytes, int]:
    """The PDF of a survey's report and its number of pages. Needs no database."""
    from reports.pdf import cetak  # late: WeasyPrint takes seconds to import, and only workers print

    html = html_survei(isi)
    kemajuan(30)
    lembar = ("reports/lhe.css", "reports/pencanangan.css", *(() if isi.final else ("reports/draf.css",)))
    cetakan = cetak(html, lembar=lembar, kemajuan=kemajuan, sidik=isi.kunci())
    kemajuan(95)
    return cetakan.isi, cetakan.halaman


def html_survei(isi: IsiSurvei) -> str:
    """The report as one page of HTML, in Indonesian and in the zone of the instansi."""
    batas = {i.kode: i.batas[0].nilai if i.batas else Fraction(0) for i in isi.indeks}
    grafik = [
        charts.batang(
            [charts.Batang(u.nama, u.empat, batas[i.kode], Fraction(4)) for u in i.unsur],
            judul=i.judul,
            uraian="; ".join(f"{u.nama} {angka(u.empat)}" for u in i.unsur),
            id_=f"batang-{i.kode}",
        )
        for i in isi.indeks
    ]
    with translation.override("id"), timezone.override(isi.zona):
        return render_to_string(
            "reports/survei.html",
            {"p": isi, "nomor": isi.nomor(), "indeks": list(zip(isi.indeks, grafik, strict=True))},
        )


def html_pleno(isi: IsiPleno) -> str:
    """The document as one page of HTML, in Indonesian and in the zone of the instansi."""
    with translation.override("id"), timezone.override(isi.zona):
        return render_to_string("reports/pleno.html", {"p": isi, "nomor": isi.nomor()})


def html_pencanangan(isi: IsiPencanangan) -> str:
    """The document as one page of HTML, in Indonesian and in the zone of the instansi."""
    with translation.override("id"), timezone.override(isi.zona):
        return render_to_string("reports/pencanangan.html", {"p": isi, "nomor": isi.nomor(), "r": isi.register})


def html_lhe(lhe: LHE) -> str:
    """The report as one page of HTML, in Indonesian and in the zone of the instansi."""
    komponen = {b.nomor: getattr(b.nilai, lhe.lapis_resmi) for b in lhe.nilai if b.tingkat in (0, 3)}
    with translation.override("id"), timezone.override(lhe.zona):
        return render_to_string(
            "reports/lhe.html",
            {
                "l": lhe,
                "nomor": lhe.nomor(),
                "total": komponen[""],
                "pengungkit": komponen["A"],
                "hasil": komponen["B"],
                "gerbang_semua": len(lhe.gerbang),
                "gerbang_kurang": sum(not g.terpenuhi for g in lhe.gerbang),
                "gerbang_lain_kurang": [g for g in lhe.gerbang_lain if not g.terpenuhi],
                "judul_radar": judul_radar(lhe),
                "radar": radar_lhe(lhe),
                "judul_batang": judul_batang(lhe),
                "batang": batang_lhe(lhe),
            },
        )


def judul_radar(lhe: LHE) -> str:
    """What the radar shows, in a sentence."""
    kurang = [a.nama for a in lhe.area if not a.terpenuhi]
    if not kurang:
        return _("Enam area mencapai batas %(predikat)s") % {"predikat": lhe.identitas.predikat}
    return _("Di bawah batas %(predikat)s: %(area)s") % {"predikat": lhe.identitas.predikat, "area": ", ".join(kurang)}


def radar_lhe(lhe: LHE) -> SafeString:
    """The six areas of each layer against the threshold."""
    lapis = {satu: tuple(getattr(a.persen, satu) for a in lhe.area) for satu in lhe.lapis}
    batas = tuple(a.minimum_persen for a in lhe.area)
    garis = [
        charts.Garis(_("Batas %(predikat)s") % {"predikat": lhe.identitas.predikat}, batas, "batas"),
        *(charts.Garis(str(Lapis(satu).label), persen, satu) for satu, persen in lapis.items()),
    ]
    uraian = "; ".join(f"{a.nama} {angka(getattr(a.persen, lhe.lapis_resmi), 1)} %" for a in lhe.area)
    return charts.radar([a.nama for a in lhe.area], garis, judul=judul_radar(lhe), uraian=uraian)


def judul_batang(lhe: LHE) -> str:
    """What the bars show, in a sentence."""
    if kurang := sum(not g.terpenuhi for g in lhe.gerbang):
        return _("%(n)d dari %(semua)d batas nilai belum tercapai") % {"n": kurang, "semua": len(lhe.gerbang)}
    return _("Semua batas nilai tercapai")


def batang_lhe(lhe: LHE) -> SafeString:
    """Every threshold as a bullet bar."""
    uraian = "; ".join(f"{g.nama} {angka(g.nilai)}, minimum {angka(g.minimum)}" for g in lhe.gerbang)
    baris = [charts.Batang(g.nama.removeprefix("Area "), g.nilai, g.minimum, g.maksimum) for g in lhe.gerbang]
    return charts.batang(baris, judul=judul_batang(lhe), uraian=uraian)
