"""Rows of the permission matrix: surveys as those who run them see them, their questionnaires, and the public form."""

from __future__ import annotations

from surveys.enums import CaraIsi, JenisKampanye
from surveys.models import Kuesioner
from surveys.services.kode import buat_kode
from surveys.services.kuesioner import simpan_kuesioner
from tests.factories import make_kampanye, make_kuesioner
from tests.matrix import (
    INSTANSI,
    ORANG_LUAR,
    ORANG_UNIT,
    PENGARAH,
    PENGIKUT,
    PIMPINAN_INSTANSI,
    TPI,
    TPN,
    UNIT_TERLIHAT,
    Baris,
    Dunia,
    selalu,
    unit,
)

# Of the unit's own survey; of TPI's the unit's people learn nothing.
PEMBACA = PENGIKUT
PEMBACA_TPI = INSTANSI | PIMPINAN_INSTANSI
PEMBUAT = ORANG_UNIT | TPI | TPN
SUSUN = PENGARAH | {"admin"}
# Who reads questionnaires at all: whoever makes, follows or judges surveys anywhere.
KUESIONER = (ORANG_UNIT | INSTANSI | PIMPINAN_INSTANSI | TPN | ORANG_LUAR) - {
    "platform",
    "tanpa_peran",
    "penilai_lain",
    "auditor_lain",
}
# Drafts are read by those who write them.
MELAYANI = INSTANSI | PIMPINAN_INSTANSI | {"tpi_lepas"}


def _k(d: Dunia) -> dict[str, object]:
    return {"pk": d.survei.pk}


def _tpi(d: Dunia) -> dict[str, object]:
    return {"pk": d.survei_tpi.pk}


def _draf(d: Dunia) -> dict[str, object]:
    return {"pk": d.kuesioner_draf.pk}


def _bawaan(d: Dunia) -> dict[str, object]:
    return {"pk": d.kuesioner_bawaan.pk}


def _gerak(aksi: str):
    return lambda d: {"pk": d.survei.pk, "aksi": aksi}


def _instansi(d: Dunia) -> dict[str, object]:
    return {"pk": d.instansi.pk}


def baca(nama: str) -> dict[str, list[Baris]]:
    return {
        nama: [
            Baris(_k, selalu(*PEMBACA), sekali=True),
            Baris(_tpi, selalu(*PEMBACA_TPI), sekali=True),
        ]
    }


def kelola(nama: str, kwargs=_k, **data: object) -> dict[str, list[Baris]]:
    """The page and what it sends, for those who run the unit's own survey."""
    return {
        nama: [
            Baris(kwargs, selalu(*PEMBACA), selalu(*ORANG_UNIT), sekali=True),
            Baris(kwargs, selalu(*PEMBACA), selalu(*ORANG_UNIT), metode="post", data=data, sekali=True),
        ]
    }


def kirim(nama: str, **data: object) -> dict[str, list[Baris]]:
    return {nama: [Baris(_k, selalu(*PEMBACA), selalu(*ORANG_UNIT), metode="post", data=data, sekali=True)]}


def dua(kwargs, terlihat, boleh) -> list[Baris]:
    return [Baris(kwargs, selalu(*terlihat), selalu(*boleh), sekali=True, metode=metode) for metode in ("get", "post")]


MATRIKS: dict[str, list[Baris]] = {
    "surveys:kampanye_list": [Baris()],
    "surveys:kampanye_unit": [Baris(unit, selalu(*UNIT_TERLIHAT), selalu(*PENGIKUT, *TPN), sekali=True)],
    "surveys:kampanye_baru": dua(unit, UNIT_TERLIHAT, PEMBUAT),
    **baca("surveys:kampanye_detail"),
    **baca("surveys:kampanye_jumlah"),
    **baca("surveys:kampanye_pratinjau"),
    **baca("surveys:kampanye_bagikan"),
    **baca("reports:poster_survei"),
    "reports:slip_survei": [Baris(_k, selalu(*PEMBACA), selalu(*ORANG_UNIT), sekali=True)],
    "surveys:kampanye_ubah": [
        *kelola("x")["x"],
        *dua(_tpi, PEMBACA_TPI, TPI),
    ],
    "surveys:kampanye_gerak": [*kelola("x", _gerak("jeda"))["x"], *kelola("x", _gerak("tutup"))["x"]],
    **kelola("surveys:kampanye_perpanjang"),
    **kelola("surveys:entri", **{"u-KP1": "4"}),
    "surveys:kode_list": [Baris(_k, selalu(*PEMBACA), selalu(*ORANG_UNIT), sekali=True)],
    **kirim("surveys:kode_buat", jumlah="1"),
    **kirim("surveys:kode_impor", teks="A-001-2026"),
    "surveys:kuesioner_list": [Baris(boleh=selalu(*KUESIONER))],
    "surveys:kuesioner_detail": [
        Baris(_bawaan, selalu(*KUESIONER), sekali=True),
        Baris(_draf, selalu(*SUSUN), sekali=True),
    ],
    "surveys:kuesioner_pratinjau": [
        Baris(_bawaan, selalu(*KUESIONER), sekali=True),
        Baris(_draf, selalu(*SUSUN), sekali=True),
    ],
    "surveys:kuesioner_ubah": [*dua(_draf, SUSUN, SUSUN), *dua(_bawaan, KUESIONER, frozenset())],
    "surveys:kuesioner_terbit": [*dua(_draf, SUSUN, SUSUN), *dua(_bawaan, KUESIONER, frozenset())],
    "surveys:kuesioner_baru": dua(_instansi, MELAYANI | {"auditor"}, SUSUN),
}
PUBLIK = {"surveys:isi", "surveys:kios", "surveys:terima_kasih", "surveys:hapus_kontak"}


def lengkapi(dunia: Dunia) -> None:
    """The unit's own survey with a code, one of TPI, and a questionnaire that is being written."""
    operator, dalnis = dunia.orang["operator"], dunia.orang["tpi_dalnis"]
    dunia.survei = make_kampanye(unit=dunia.unit, actor=operator, cara=CaraIsi.KODE)
    buat_kode(kampanye=dunia.survei, jumlah=1, layanan=None, actor=operator)
    dunia.survei_tpi = make_kampanye(unit=dunia.unit, actor=dalnis, jenis=JenisKampanye.TPI)
    dunia.kuesioner_bawaan = make_kuesioner()
    isi = Kuesioner.objects.get(pk=dunia.kuesioner_bawaan.pk).isi | {"kode": "sendiri"}
    dunia.kuesioner_draf = simpan_kuesioner(isi=isi, instansi=dunia.instansi, actor=dalnis)
