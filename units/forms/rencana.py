"""Shapes of input of stage III's plan: services, issues, risks, innovations, and the items of the rencana aksi."""

from __future__ import annotations

from crispy_forms.layout import Column, Row

from units.forms.baris import BarisForm
from units.models import LayananUtama


class LayananForm(BarisForm):
    susunan = ("nama", Row(Column("pengguna"), Column("waktu"), Column("biaya")), "keterangan")

    class Meta:
        model = LayananUtama
        fields = ["nama", "pengguna", "waktu", "biaya", "keterangan"]
