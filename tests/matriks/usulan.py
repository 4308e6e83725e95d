"""Rows of the permission matrix: documents, contact, withdrawal and package of a proposal, and WBK mandiri."""

from __future__ import annotations

from evaluation.models import BerkasEvaluasi, Usulan
from evaluation.services.paket import bekukan_paket
from tests.matriks.berkas import membaca_usulan
from tests.matrix import DI_TPN, TPN, Baris, Dunia, melihat_lke, selalu, tidak_ada

ADMIN = selalu("admin")
PENGATUR = selalu("platform", "tpn_admin")


def _usulan(d: Dunia) -> dict[str, object]:
    return {"pk": d.usulan.pk}


def _unit(d: Dunia) -> dict[str, object]:
    return {"pk": d.usulan.pk, "lke_pk": d.lke.pk}


def _lke(d: Dunia) -> dict[str, object]:
    return {"pk": d.lke.pk}


def _instansi(d: Dunia) -> dict[str, object]:
    return {"pk": d.instansi.pk}


def berpaket(status: str) -> frozenset[str]:
    """A package is there once the proposal was sent, for its admin and TPN."""
    return frozenset({"admin"}) | TPN if status in DI_TPN else frozenset()


def di_luar_usulan(status: str) -> frozenset[str]:
    """The unit was never put into the proposal, so its admin finds nothing to take back."""
    return frozenset() if status in DI_TPN else frozenset({"admin"})


MATRIKS: dict[str, list[Baris]] = {
    "evaluation:usulan_dokumen": [
        Baris(_usulan, membaca_usulan, ADMIN, metode="post", data={"jenis": "surat", "lengkap": "1"})
    ],
    "evaluation:usulan_narahubung": [
        Baris(_usulan, membaca_usulan, ADMIN),
        Baris(_usulan, membaca_usulan, ADMIN, metode="post"),
    ],
    # Who comes too late, or too early, is led back with the present state: allowed, and harmless.
    "evaluation:usulan_tarik": [
        Baris(_usulan, membaca_usulan, ADMIN),
        Baris(_usulan, membaca_usulan, ADMIN, metode="post", data={"alasan": "Salah unit"}),
    ],
    "evaluation:usulan_tarik_unit": [
        Baris(_unit, membaca_usulan, ADMIN, kosong=di_luar_usulan),
        Baris(_unit, membaca_usulan, ADMIN, metode="post", data={"alasan": "Salah unit"}, kosong=di_luar_usulan),
    ],
    "evaluation:usulan_paket": [Baris(_usulan, berpaket)],
    "evaluation:usulan_paket_periksa": [
        Baris(_usulan, berpaket),
        Baris(_usulan, berpaket, metode="post"),
    ],
    # This instansi proposes WBK to TPN like most, so nobody grants it here; test_mandiri has the other kind.
    "evaluation:usulan_mandiri": [
        Baris(_lke, melihat_lke, tidak_ada),
        Baris(_lke, melihat_lke, tidak_ada, metode="post"),
    ],
    "evaluation:mandiri_list": [Baris(boleh=PENGATUR)],
    "evaluation:mandiri_atur": [
        Baris(_instansi, boleh=PENGATUR),
        Baris(_instansi, boleh=PENGATUR, metode="post", data={"mandiri": "ya", "alasan": "Keputusan Menteri"}),
    ],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """A proposal that was sent has its letter and its frozen package."""
    if dunia.lke.status not in DI_TPN:
        return
    Usulan.objects.filter(pk=dunia.usulan.pk).update(
        nomor_surat="B/1",
        tanggal_surat=dunia.lke.created_at.date(),
        dikirim_oleh=dunia.orang["admin"],
        dikirim_pada=dunia.lke.created_at,
    )
    dunia.usulan.refresh_from_db()
    bekukan_paket(usulan=dunia.usulan, isi=[dunia.lke], dokumen=BerkasEvaluasi.objects.none())
