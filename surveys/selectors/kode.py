"""The one-time codes of a campaign, counted and listed; never with the response one of them became."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Max, QuerySet

from surveys.models import Kampanye, KodeRespons


@dataclass(frozen=True, slots=True)
class KeadaanKode:
    """``nomor``: the highest number the portal made; brought codes have none."""

    dibuat: int
    dipakai: int
    nomor: int

    @property
    def sisa(self) -> int:
        return self.dibuat - self.dipakai


def keadaan_kode(kampanye: Kampanye) -> KeadaanKode:
    """How many codes there are, and how many were used. One query."""
    hitung = KodeRespons.objects.filter(kampanye=kampanye).aggregate(
        dibuat=Count("pk"), dipakai=Count("dipakai_pada"), nomor=Max("nomor")
    )
    return KeadaanKode(hitung["dibuat"], hitung["dipakai"], hitung["nomor"] or 0)


def kode_table(kampanye: Kampanye) -> QuerySet[KodeRespons]:
    """The codes by number, brought ones last. Whether one was used is told, when is not: a time would lead to its
    response."""
    semua = KodeRespons.objects.filter(kampanye=kampanye).select_related("layanan")
    return semua.order_by(F("nomor").asc(nulls_last=True), "pk").defer("kiriman", "sidik")
