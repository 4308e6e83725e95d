"""What the history of teams and assignments says in words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

from evaluation.enums.riwayat import Jejak
from evaluation.models import RiwayatEvaluasi

register = template.Library()

NAMA_KOLOM = {
    "nama": _("nama"),
    "nomor_sk": _("nomor SK"),
    "tanggal_sk": _("tanggal SK"),
    "berlaku_sampai": _("masa berlaku"),
    "anggota": _("susunan"),
}


@register.filter
def isi_jejak(riwayat: RiwayatEvaluasi) -> str:
    """To whom or what: a person and a unit, a unit, what was changed; the team in brackets."""
    r = riwayat.rincian
    if riwayat.aksi == Jejak.UBAH:
        return ", ".join(str(NAMA_KOLOM.get(k, k)) for k in r)
    if riwayat.aksi in {Jejak.BUAT, Jejak.HAPUS}:
        return str(r.get("nama", ""))
    isi = ", ".join(str(r[k]) for k in ("nama", "unit") if r.get(k))
    return f"{isi} ({r['tim']})" if r.get("tim") else isi
