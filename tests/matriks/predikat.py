"""Rows of the permission matrix: predicates, their reports and clarifications, and the public pages."""

from __future__ import annotations

import datetime as dt

from evaluation.enums.predikat import StatusPredikat
from evaluation.models import KlarifikasiPredikat, LaporanPredikat, PredikatUnit
from tests.matrix import INSTANSI, ORANG_LUAR, ORANG_UNIT, PENGARAH, PIMPINAN_INSTANSI, TPN, Baris, Dunia, selalu

MELIHAT = ORANG_UNIT | INSTANSI | PIMPINAN_INSTANSI | TPN
PEMBACA = MELIHAT | (ORANG_LUAR - {"platform", "tanpa_peran", "penilai_lain"})
TAHU_KLARIFIKASI = TPN | PENGARAH | PIMPINAN_INSTANSI | {"admin", "pimpinan"}
TPN_ADMIN = frozenset({"tpn_admin"})


def _p(d: Dunia) -> dict[str, object]:
    return {"pk": d.predikat_unit.pk}


def _l(d: Dunia) -> dict[str, object]:
    return {"pk": d.laporan_predikat.pk}


def _draf(d: Dunia) -> dict[str, object]:
    return {"pk": d.laporan_draf.pk}


def _k(d: Dunia) -> dict[str, object]:
    return {"pk": d.klarifikasi_predikat.pk}


def _dua(kwargs, terlihat, boleh) -> list[Baris]:
    """The page and what it sends."""
    return [
        Baris(kwargs, selalu(*terlihat), selalu(*boleh)),
        Baris(kwargs, selalu(*terlihat), selalu(*boleh), metode="post", data={"hasil": "?"}),
    ]


MATRIKS: dict[str, list[Baris]] = {
    "evaluation:predikat_list": [Baris(boleh=selalu(*PEMBACA, "auditor"))],
    "evaluation:predikat_catat": [
        Baris(boleh=selalu(*TPN_ADMIN)),
        Baris(boleh=selalu(*TPN_ADMIN), metode="post"),
    ],
    "evaluation:predikat_detail": [Baris(_p, selalu(*MELIHAT))],
    "evaluation:predikat_sk": _dua(_p, MELIHAT, TPN_ADMIN),
    "evaluation:predikat_cabut": _dua(_p, MELIHAT, TPN_ADMIN),
    "evaluation:predikat_pulihkan": _dua(_p, MELIHAT, TPN_ADMIN),
    "evaluation:laporan_predikat_buat": [Baris(_p, selalu(*MELIHAT), selalu(*PENGARAH), metode="post")],
    "evaluation:klarifikasi_predikat_buka": _dua(_p, MELIHAT, TPN | PENGARAH),
    "evaluation:laporan_predikat": [Baris(_l, selalu(*MELIHAT)), Baris(_draf, selalu(*PENGARAH))],
    "evaluation:laporan_predikat_isi": [*_dua(_l, MELIHAT, PENGARAH), *_dua(_draf, PENGARAH, PENGARAH)],
    "evaluation:laporan_predikat_kirim": [*_dua(_l, MELIHAT, PENGARAH), *_dua(_draf, PENGARAH, PENGARAH)],
    "evaluation:laporan_predikat_periksa": _dua(_l, MELIHAT, TPN),
    "evaluation:klarifikasi_predikat": [Baris(_k, selalu(*TAHU_KLARIFIKASI))],
    "evaluation:klarifikasi_predikat_jawab": _dua(_k, TAHU_KLARIFIKASI, PENGARAH | {"pimpinan"}),
    "evaluation:klarifikasi_predikat_tutup": _dua(_k, TAHU_KLARIFIKASI, TPN),
}
PUBLIK = {"evaluation:publik_predikat", "evaluation:publik_predikat_unit"}


def lengkapi(dunia: Dunia) -> None:
    """A WBBM under clarification, with a report at TPN and one that is being written."""
    tpn, dalnis = dunia.orang["tpn_admin"], dunia.orang["tpi_dalnis"]
    dunia.predikat_unit = PredikatUnit.objects.create(
        unit=dunia.unit,
        jenis="WBBM",
        nomor_sk="SK/2/2022",
        tanggal_sk=dt.date(2022, 12, 1),
        status=StatusPredikat.DALAM_KLARIFIKASI,
        dicatat_oleh=tpn,
    )
    milik = {"predikat": dunia.predikat_unit, "dibuat_oleh": dalnis}
    dunia.laporan_predikat = LaporanPredikat.objects.create(
        **milik, ke=1, jatuh_tempo=dt.date(2024, 12, 1), status="dikirim", masih_memenuhi=True
    )
    dunia.laporan_draf = LaporanPredikat.objects.create(**milik, ke=2, jatuh_tempo=dt.date(2026, 12, 1))
    dunia.klarifikasi_predikat = KlarifikasiPredikat.objects.create(
        predikat=dunia.predikat_unit,
        sumber="Ombudsman",
        tanggal_aduan=dt.date(2026, 1, 5),
        ringkasan="Pungutan di loket",
        dibuka_oleh=tpn,
    )
