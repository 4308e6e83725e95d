"""Rows of the permission matrix: the results of an open survei mandiri. TPN reads it once it is closed."""

from __future__ import annotations

from tests.factories import kirim_respons, make_kampanye
from tests.matrix import ORANG_UNIT, PENGARAH, PENGIKUT, Baris, Dunia, selalu

MELIHAT = selalu(*PENGIKUT)
MENELAAH = selalu(*PENGARAH, "tpi_anggota")
MENGELOLA = selalu(*ORANG_UNIT)
MEMBACA_KONTAK = selalu("ketua_tim", *PENGARAH)


def _survei(d: Dunia) -> dict[str, object]:
    return {"pk": d.kampanye_hasil.pk}


def _unduh(bentuk: str):
    return lambda d: {"pk": d.kampanye_hasil.pk, "bentuk": bentuk}


def _baca(kwargs=_survei, boleh=None, metode="get", data=None) -> Baris:
    return Baris(kwargs, MELIHAT, boleh, metode=metode, data=data or {}, sekali=True)


MATRIKS: dict[str, list[Baris]] = {
    "surveys:hasil": [_baca()],
    "surveys:komentar_list": [_baca()],
    "surveys:segel": [_baca(), _baca(metode="post")],
    "surveys:respons_list": [_baca()],
    "surveys:respons_keluarkan": [_baca(boleh=MENELAAH, metode="post")],
    "surveys:respons_masukkan": [_baca(boleh=MENELAAH, metode="post")],
    "surveys:respons_unduh": [_baca(_unduh("csv")), _baca(_unduh("xlsx")), _baca(_unduh("komentar"))],
    "surveys:tindak_lanjut_survei": [
        _baca(),
        _baca(boleh=MENGELOLA, metode="post", data={"unsur": "KP1", "rencana": "Tambah loket"}),
    ],
    "reports:laporan_survei": [_baca()],
    "reports:survei_minta": [_baca(metode="post")],
    "surveys:impor_respons": [_baca(boleh=MENGELOLA), _baca(boleh=MENGELOLA, metode="post")],
    "surveys:impor_respons_terapkan": [_baca(boleh=MENGELOLA, metode="post", data={"titipan": "x"})],
    "surveys:impor_respons_contoh": [_baca(boleh=MENGELOLA)],
    "surveys:kontak": [
        _baca(boleh=MEMBACA_KONTAK),
        _baca(boleh=MEMBACA_KONTAK, metode="post", data={"alasan": "Verifikasi"}),
    ],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """An open survey of the unit with one response."""
    dunia.kampanye_hasil = make_kampanye(unit=dunia.unit, actor=dunia.orang["operator"])
    kirim_respons(dunia.kampanye_hasil)
