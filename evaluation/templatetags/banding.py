"""What the comparison of two versions says in words."""

from __future__ import annotations

from fractions import Fraction

from django import template
from django.utils.translation import gettext as _

from evaluation.selectors.banding import BedaSoal
from evaluation.selectors.beda import KOSONG, kata_isian
from zi_portal.common.templatetags.zi import angka

register = template.Library()


@register.filter
def kata_sisi(soal: BedaSoal, sisi: int) -> str:
    """The answer of one version in words."""
    pertanyaan, isi = soal.pertanyaan[sisi], soal.isian[sisi].isi
    if pertanyaan is None:
        return _("tidak ada di versi ini")
    if not isi:
        return _("belum diisi")
    if len(pertanyaan.masukan) == 1:
        return kata_isian(pertanyaan, isi.get(pertanyaan.masukan[0].kode))
    return "; ".join(f"{m.nama}: {kata_isian(pertanyaan, isi.get(m.kode))}" for m in pertanyaan.masukan)


@register.filter
def selisih(nilai: Fraction) -> str:
    """+0,25, −1,10, or "–" where nothing moved."""
    if not nilai:
        return KOSONG
    return f"{'+' if nilai > 0 else '−'}{angka(abs(nilai))}"
