"""Who may open the pages of evaluation that news leads to."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from evaluation.models import (
    BenturanKepentingan,
    ImporLKE,
    KlarifikasiPredikat,
    Komentar,
    LaporanPredikat,
    LembarKerjaEvaluasi,
    PredikatUnit,
    RapatPleno,
    Usulan,
)
from evaluation.permissions import ranah_terbaca
from evaluation.permissions.impor_lke import lapis_impor_terbaca
from units.models import User
from units.selectors.kabar import daftarkan_halaman, daftarkan_tujuan


def komentar_terbaca(user: User, ids: Collection[int]) -> Iterable[int]:
    """Remarks in threads the person may read: that of TPI among itself is not every reader's of the sheet."""
    lke = LembarKerjaEvaluasi.objects.visible_to(user).order_by()
    baris = Komentar.objects.filter(pk__in=ids, lke__in=lke.values("pk"))
    return [
        k.pk for k in baris.select_related("lke__unit__instansi", "lke__musim") if k.ranah in ranah_terbaca(user, k.lke)
    ]


def impor_terbuka(user: User, ids: Collection[int]) -> Iterable[int]:
    """Workbooks whose import the person may read."""
    lke = LembarKerjaEvaluasi.objects.visible_to(user).order_by()
    impor = ImporLKE.objects.filter(pk__in=ids, lke__in=lke.values("pk"))
    impor = impor.select_related("lke__unit__instansi", "lke__musim")
    return [i.pk for i in impor if i.lapis in lapis_impor_terbaca(user, i.lke)]


TUJUAN = {
    "lke": LembarKerjaEvaluasi,
    "lke/excel/impor": impor_terbuka,
    "usulan": Usulan,
    "tpi/pleno": RapatPleno,
    "predikat": PredikatUnit,
    "predikat/laporan": LaporanPredikat,
    "predikat/klarifikasi": KlarifikasiPredikat,
    # What a page that is about more tells of one thing.
    "?benturan": BenturanKepentingan,
    "?klarifikasi": KlarifikasiPredikat,
    "?komentar": komentar_terbaca,
}
HALAMAN = {
    "evaluation:beranda": lambda _user: True,
    "evaluation:lke_list": lambda _user: True,
    "evaluation:tpi_benturan": lambda user: user.has_perm("evaluation.nyatakan_benturan"),
    "evaluation:tpi_benturan_list": lambda user: user.has_perm("evaluation.catat_benturan"),
}


def daftarkan() -> None:
    for kunci, terlihat in TUJUAN.items():
        daftarkan_tujuan(kunci, terlihat)
    for nama, boleh in HALAMAN.items():
        daftarkan_halaman(nama, boleh)
