"""Rows of the permission matrix: TPN's evaluation, its teams, and what the instansi reads of it."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import ContentFile

from evaluation.enums import Status
from evaluation.models import BerkasEvaluasi, EvaluasiTPN, TimTPN
from tests.matrix import (
    DI_TPN,
    DIUSULKAN,
    INSTANSI,
    ORANG_UNIT,
    PROSES_TPN,
    TPN,
    Baris,
    Dunia,
    melihat_lke,
    selalu,
)

Orang = frozenset[str]


def lke(d: Dunia) -> dict[str, object]:
    return {"pk": d.lke.pk}


def langkah(nama: str):
    return lambda d: {"pk": d.lke.pk, "langkah": nama}


def tim(d: Dunia) -> dict[str, object]:
    return {"pk": d.tim_tpn.pk}


def di_tpn(*orang: str):
    """With TPN at all: who holds the role and comes too early or late is told so."""
    return lambda s: frozenset(orang) if s in DI_TPN else frozenset()


def membaca_seleksi(s: str) -> Orang:
    """What was found is read by those it concerns, once it is final."""
    return ORANG_UNIT | INSTANSI if s in DI_TPN - {DIUSULKAN, Status.SELEKSI} else frozenset()


def membaca_usulan(s: str) -> Orang:
    return frozenset({"admin"}) | (TPN if s in DI_TPN else frozenset())


def _langkah(nama: str) -> list[Baris]:
    boleh = di_tpn(*TPN)
    return [
        Baris(langkah(nama), melihat_lke, boleh),
        Baris(langkah(nama), melihat_lke, boleh, metode="post"),
    ]


MATRIKS: dict[str, list[Baris]] = {
    "evaluation:tpn_evaluasi": [Baris(lke, melihat_lke, di_tpn(*TPN))],
    "evaluation:tpn_mulai": [Baris(lke, melihat_lke, di_tpn(*TPN), metode="post")],
    "evaluation:tpn_langkah": [
        baris
        for nama in ("seleksi", "sanggah", "desk", "wawancara", "lapangan", "survei", "clearance")
        for baris in _langkah(nama)
    ]
    + [
        # The panel is the admin's; a member of the team is told that, as one who comes too late is.
        Baris(langkah("panel"), melihat_lke, di_tpn(*TPN)),
        Baris(langkah("lain"), lambda s: frozenset()),
    ],
    "evaluation:tpn_foto_buang": [
        Baris(
            lambda d: {"pk": d.lke.pk, "berkas_pk": d.foto_tpn.pk},
            melihat_lke,
            di_tpn(*TPN),
            metode="post",
        )
    ],
    "evaluation:tpn_lewati": [
        Baris(lke, melihat_lke, selalu("tpn_admin")),
        Baris(lke, melihat_lke, selalu("tpn_admin"), metode="post"),
    ],
    "evaluation:tpn_gugur": [
        Baris(lke, melihat_lke, selalu("tpn_admin")),
        Baris(lke, melihat_lke, selalu("tpn_admin"), metode="post"),
    ],
    "evaluation:tpn_rencana": [Baris(lke, melihat_lke, selalu("tpn_admin"), metode="post")],
    "evaluation:tpn_penetapan": [
        Baris(boleh=selalu("tpn_admin")),
        Baris(boleh=selalu("tpn_admin"), metode="post"),
    ],
    "evaluation:tpn_hasil": [Baris(lambda d: {"pk": d.usulan.pk}, membaca_usulan)],
    "evaluation:tpn_tim_list": [Baris(boleh=selalu(*TPN))],
    "evaluation:tpn_tim_buat": [
        Baris(boleh=selalu("tpn_admin")),
        Baris(boleh=selalu("tpn_admin"), metode="post"),
    ],
    "evaluation:tpn_tim": [
        Baris(tim, boleh=selalu("tpn_admin")),
        Baris(tim, boleh=selalu("tpn_admin"), metode="post"),
    ],
    "evaluation:tpn_tim_bubar": [
        Baris(tim, boleh=selalu("tpn_admin")),
        Baris(tim, boleh=selalu("tpn_admin"), metode="post"),
    ],
    "evaluation:lke_seleksi": [Baris(lke, melihat_lke, membaca_seleksi)],
    "evaluation:lke_sanggah": [
        Baris(lambda d: {"pk": d.lke.pk, "kode": "tlhp"}, melihat_lke, selalu("admin")),
        Baris(lambda d: {"pk": d.lke.pk, "kode": "tlhp"}, melihat_lke, selalu("admin"), metode="post"),
    ],
}
PUBLIK: set[str] = set()
assert PROSES_TPN < DI_TPN


def lengkapi(dunia: Dunia) -> None:
    """The team, and a picture on the visit."""
    dunia.tim_tpn = TimTPN.objects.get()
    evaluasi = EvaluasiTPN.objects.filter(lke=dunia.lke).first()
    dunia.foto_tpn = BerkasEvaluasi.objects.create(
        benda="evaluasi_tpn",
        objek_id=evaluasi.pk if evaluasi else 0,
        jenis="foto",
        nama="foto.txt",
        mime="text/plain",
        ukuran=4,
        sha256="0" * 64,
        isi=ContentFile(b"Foto", name="foto.txt"),
        diunggah_oleh=dunia.orang["tpn_admin"],
        diunggah_pada=dt.datetime(2026, 5, 1, tzinfo=dt.UTC),
    )
