"""Reading the workbooks that came for a sheet, and what they would change."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from evaluation.enums.impor_lke import SaringBaris
from evaluation.models import BarisImporLKE, ImporLKE, LembarKerjaEvaluasi
from evaluation.permissions.impor_lke import lapis_impor_terbaca
from units.models import User

_SARING = {
    SaringBaris.SEMUA: Q(),
    SaringBaris.BERUBAH: Q(galat="", bentrok=False),
    SaringBaris.BENTROK: Q(galat="", bentrok=True),
    SaringBaris.GALAT: ~Q(galat=""),
}


def impor_terbaca(user: User, lke: LembarKerjaEvaluasi) -> QuerySet[ImporLKE]:
    """The imports of this sheet that the person may read, newest first, with who brought and who applied them."""
    return ImporLKE.objects.filter(lke=lke, lapis__in=lapis_impor_terbaca(user, lke)).select_related(
        "diunggah_oleh", "diterapkan_oleh"
    )


def baris_impor_lke(impor: ImporLKE, saring: str) -> QuerySet[BarisImporLKE]:
    """The rows of a preview; ``saring`` is a SaringBaris."""
    return impor.baris.filter(_SARING[SaringBaris(saring)])


def hitung_baris(impor: ImporLKE) -> dict[str, int]:
    """How many rows each filter shows, and how many are ticked ("dipilih"). One query."""
    return impor.baris.aggregate(
        **{nama.value: Count("pk", filter=syarat) for nama, syarat in _SARING.items()},
        dipilih=Count("pk", filter=Q(dipilih=True)),
    )
