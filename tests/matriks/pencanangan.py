"""Rows of the permission matrix: pencanangan, pegawai and pakta integritas, and their document."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.utils import timezone

from tests.matriks.buku import baris_buku
from tests.matrix import ORANG_UNIT, PENGIKUT, PENGISI, UNIT_TERLIHAT, Baris, Dunia, Orang, selalu, unit
from units.enums.tahap import CaraTandaTangan, LingkupPencanangan
from units.models import Pakta, PegawaiUnit, Pencanangan, RegisterPakta, TautanPakta

# Whose joint declarations are found under the instansi, and who among them follows its units.
DI_INSTANSI = frozenset(
    {"tpi_anggota", "tpi_lepas", "tpi_ketua", "tpi_dalnis", "admin", "pimpinan_instansi", "auditor"}
)
PENGIKUT_INSTANSI = frozenset({"tpi_ketua", "tpi_dalnis", "admin", "pimpinan_instansi"})
RAHASIA = "rahasia-matriks"


def _satu(d: Dunia) -> dict[str, object]:
    return {"pk": d.unit.pk, "baris_pk": d.pencanangan.pk}


def _bersama(d: Dunia) -> dict[str, object]:
    return {"pk": d.unit.pk, "baris_pk": d.pencanangan_bersama.pk}


def _gerak(aksi: str, *, bersama: bool = False):
    return lambda d: (_bersama if bersama else _satu)(d) | {"aksi": aksi}


def _instansi(d: Dunia) -> dict[str, object]:
    return {"pk": d.instansi.pk}


def _register(d: Dunia) -> dict[str, object]:
    return {"pk": d.unit.pk, "register_pk": d.register_pakta.pk}


TERLIHAT = selalu(*UNIT_TERLIHAT)


def _isi(nama: str, kwargs, boleh: Orang, **data: object) -> list[Baris]:
    return [
        Baris(kwargs, TERLIHAT, selalu(*boleh)),
        Baris(kwargs, TERLIHAT, selalu(*boleh), metode="post", data=data),
    ]


MATRIKS: dict[str, list[Baris]] = {
    "units:pencanangan_list": [Baris(unit, TERLIHAT, selalu(*PENGIKUT))],
    "units:pencanangan_baru": _isi("baru", unit, PENGISI),
    "units:pencanangan_detail": [
        Baris(_satu, TERLIHAT, selalu(*PENGIKUT)),
        Baris(_bersama, TERLIHAT, selalu(*PENGIKUT)),
    ],
    "units:pencanangan_ubah": [
        *_isi("ubah", _satu, PENGISI),
        *_isi("ubah", _bersama, frozenset({"admin"})),
    ],
    "units:pencanangan_hapus": [
        *_isi("hapus", _satu, PENGISI),
        *_isi("hapus", _bersama, frozenset({"admin"})),
    ],
    "units:pencanangan_publikasi": [
        *_isi("publikasi", _satu, PENGISI),
        *_isi("publikasi", _bersama, frozenset({"admin"})),
    ],
    "units:pencanangan_gerak": [
        *_isi("ajukan", _gerak("ajukan"), PENGISI),
        *_isi("canangkan", _gerak("canangkan"), frozenset({"pimpinan"})),
        *_isi("kembalikan", _gerak("kembalikan"), frozenset({"pimpinan"})),
        *_isi("lengkapi", _gerak("lengkapi"), PENGISI),
        *_isi("batalkan", _gerak("batalkan"), frozenset({"pimpinan"})),
        *_isi("ajukan", _gerak("ajukan", bersama=True), frozenset({"admin"})),
        *_isi("canangkan", _gerak("canangkan", bersama=True), frozenset({"pimpinan_instansi"})),
        *_isi("batalkan", _gerak("batalkan", bersama=True), frozenset({"pimpinan_instansi"})),
    ],
    "units:pencanangan_bersama": [Baris(_instansi, selalu(*DI_INSTANSI), selalu(*PENGIKUT_INSTANSI))],
    "units:pencanangan_bersama_baru": [
        Baris(_instansi, selalu(*DI_INSTANSI), selalu("admin")),
        Baris(_instansi, selalu(*DI_INSTANSI), selalu("admin"), metode="post"),
    ],
    **baris_buku("pegawai_unit", isi=ORANG_UNIT),
    "units:pakta": [Baris(unit, TERLIHAT, selalu(*PENGIKUT))],
    "units:pakta_register": [Baris(_register, TERLIHAT, selalu(*PENGIKUT))],
    "units:pakta_buka": _isi("buka", unit, ORANG_UNIT),
    "units:pakta_pindaian": _isi("pindaian", unit, ORANG_UNIT),
    "units:pakta_tautan_unit": _isi("tautan", unit, ORANG_UNIT, semua="on", hari="14"),
    "units:pakta_tautan_csv": [Baris(unit, TERLIHAT, selalu(*ORANG_UNIT), metode="post", data={"rahasia": RAHASIA})],
    "units:pakta_tautan_cabut": [
        Baris(lambda d: {"pk": d.unit.pk, "tautan_pk": d.tautan_pakta.pk}, TERLIHAT, selalu(*ORANG_UNIT), metode="post")
    ],
    "units:pakta_tarik": _isi(
        "tarik", lambda d: {"pk": d.unit.pk, "pakta_pk": d.pakta.pk}, ORANG_UNIT, alasan="Salah orang"
    ),
    "units:pakta_saya": [Baris(), Baris(terlihat=selalu(), metode="post", data={"pegawai": "1", "register": "1"})],
    "reports:laporan_pencanangan": [Baris(lambda d: {"pk": d.pencanangan.pk}, selalu(*PENGIKUT))],
    "reports:pencanangan_minta": [Baris(lambda d: {"pk": d.pencanangan.pk}, selalu(*PENGIKUT), metode="post")],
}
PUBLIK: set[str] = {"units:pakta_tautan"}


def lengkapi(dunia: Dunia) -> None:
    """Hang on the unit what these addresses point at."""
    d, operator, admin = dunia, dunia.orang["operator"], dunia.orang["admin"]
    fakta = {
        "unit": d.unit,
        "tahun": 2026,
        "tanggal": dt.date(2026, 3, 2),
        "tempat": "Aula",
        "pemimpin_nama": "Nurhayati Ginting",
        "pemimpin_jabatan": "Kepala Dinas",
    }
    d.pencanangan = Pencanangan.objects.create(dibuat_oleh=operator, **fakta)
    d.pencanangan_bersama = Pencanangan.objects.create(dibuat_oleh=admin, lingkup=LingkupPencanangan.INSTANSI, **fakta)
    d.pencanangan_bersama.peserta.add(d.unit)
    d.register_pakta = RegisterPakta.objects.create(
        unit=d.unit,
        tahun=2026,
        dibuat_oleh=operator,
        pemimpin_nama="Nurhayati Ginting",
        pemimpin_jabatan="Kepala Dinas",
        mulai=dt.date(2026, 1, 2),
        naskah="Saya jujur.",
    )
    d.pegawai_unit = PegawaiUnit.objects.create(unit=d.unit, tahun=2026, dibuat_oleh=operator, nama="Rina")
    lain = PegawaiUnit.objects.create(unit=d.unit, tahun=2026, dibuat_oleh=operator, nama="Budi")
    d.pakta = Pakta.objects.create(
        register=d.register_pakta, pegawai=lain, cara=CaraTandaTangan.PORTAL, naskah_sha256="0" * 64, oleh=operator
    )
    d.tautan_pakta = TautanPakta.objects.create(
        register=d.register_pakta,
        pegawai=d.pegawai_unit,
        sidik=hashlib.sha256(RAHASIA.encode()).hexdigest(),
        dibuat_oleh=operator,
        kedaluwarsa=timezone.now() + dt.timedelta(days=14),
    )
