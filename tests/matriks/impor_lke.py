"""Rows of the permission matrix: workbooks out of and into sheets."""

from __future__ import annotations

from django.core.files.base import ContentFile

from evaluation.enums import Status
from evaluation.models import ImporLKE, KirimanLKE
from tests.matrix import INSTANSI, ORANG_UNIT, PENGISI, TPI, Baris, Dunia, melihat_lke, selalu

MENGISI = {Status.DRAF, Status.PERBAIKAN}


def lke(d: Dunia) -> dict[str, object]:
    return {"pk": d.lke.pk}


def bentuk(d: Dunia) -> dict[str, object]:
    return lke(d) | {"bentuk": "lke_zi_2022"}


def impor(d: Dunia) -> dict[str, object]:
    return lke(d) | {"impor_pk": d.impor_lke.pk}


def kiriman(d: Dunia) -> dict[str, object]:
    return {"pk": d.kiriman_lke.pk}


def berkas_kiriman(d: Dunia) -> dict[str, object]:
    return kiriman(d) | {"impor_pk": d.impor_kiriman.pk}


def mengunggah(status: str) -> frozenset[str]:
    """Who fills a layer now: the unit while it is open, TPI while it scores, TPN in its steps."""
    if status in MENGISI:
        return PENGISI
    if status == Status.DINILAI_TPI:
        return TPI
    if status in {Status.SELEKSI, Status.SANGGAH, Status.DESK, Status.WAWANCARA, Status.LAPANGAN, Status.PANEL}:
        return frozenset({"tpn_anggota", "tpn_admin"})
    return frozenset()


def pengisi(status: str) -> frozenset[str]:
    return PENGISI if status in MENGISI else frozenset()


unit = selalu(*ORANG_UNIT)
pengirim = selalu(*PENGISI, *INSTANSI, "operator_lain", "operator_instansi_lain", "tpi_lepas", "tpi_lain", "admin_lain")
admin = selalu("admin")
MATRIKS: dict[str, list[Baris]] = {
    "evaluation:buku": [
        Baris(lke, melihat_lke),
        Baris(lke, melihat_lke, mengunggah, metode="post", data={"lengkap": "1"}),
    ],
    "evaluation:buku_unduh": [Baris(bentuk, melihat_lke)],
    "evaluation:impor_lke_detail": [Baris(impor, unit)],
    "evaluation:impor_lke_pilih": [Baris(impor, unit, pengisi, metode="post")],
    "evaluation:impor_lke_batalkan": [
        Baris(impor, unit, pengisi),
        Baris(impor, unit, pengisi, metode="post"),
    ],
    "evaluation:impor_lke_berkas": [Baris(impor, unit)],
    "evaluation:kiriman_lke_list": [
        Baris(boleh=pengirim),
        Baris(boleh=pengirim, metode="post", data={"lengkap": "1"}),
    ],
    "evaluation:kiriman_lke_detail": [Baris(kiriman, admin)],
    "evaluation:kiriman_lke_terapkan": [Baris(kiriman, admin), Baris(kiriman, admin, metode="post")],
    "evaluation:kiriman_lke_unit": [Baris(berkas_kiriman, admin, metode="post")],
}
PUBLIK: set[str] = set()


def _impor(dunia: Dunia, **lain) -> ImporLKE:
    return ImporLKE.objects.create(
        lapis="unit",
        nama="LKE.xlsx",
        ukuran=4,
        sha256="0" * 64,
        isi=ContentFile(b"PK..", name="LKE.xlsx"),
        diunggah_oleh=dunia.orang["operator"],
        **lain,
    )


def lengkapi(dunia: Dunia) -> None:
    """A workbook that waits for the unit's choice, and one of the admin's whose unit is not known."""
    dunia.impor_lke = _impor(dunia, lke=dunia.lke, status="siap", hasil={"sidik": "s"})
    dunia.kiriman_lke = KirimanLKE.objects.create(
        instansi=dunia.instansi,
        musim=dunia.lke.musim,
        lapis="unit",
        nama="kiriman.zip",
        diunggah_oleh=dunia.orang["admin"],
    )
    dunia.impor_kiriman = _impor(dunia, kiriman=dunia.kiriman_lke, status="tanpa_unit")
