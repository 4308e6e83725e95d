"""What a unit plans about its weak unsur, as it holds now."""

from __future__ import annotations

from surveys.models import Kampanye, TindakLanjutSurvei


def rencana_kini(kampanye: Kampanye) -> dict[str, TindakLanjutSurvei]:
    """The plan that holds for each unsur, without those taken back."""
    hasil: dict[str, TindakLanjutSurvei] = {}
    for baris in TindakLanjutSurvei.objects.filter(kampanye=kampanye).select_related("oleh").order_by("pk"):
        hasil[baris.unsur] = baris
    return {kode: baris for kode, baris in hasil.items() if baris.rencana}
