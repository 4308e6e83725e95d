"""Rows of the permission matrix: pemantauan."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from tests.matrix import (
    ORANG_UNIT,
    PENGARAH,
    PENGIKUT,
    PENGISI,
    PIMPINAN_INSTANSI,
    TPI,
    TPN,
    UNIT_TERLIHAT,
    Baris,
    Dunia,
    selalu,
    unit,
)
from units.enums.tahap import ArahKonsultasi, StatusPemantauan, StatusRekomendasi
from units.models import Konsultasi, Pemantauan, Pendampingan, PesanKonsultasi, RekomendasiTPI, Temuan

terlihat = selalu(*UNIT_TERLIHAT)
TPI_MANA_PUN = TPI | {"tpi_lepas", "tpi_lain"}
# TPI and its admin of this instansi, and TPN, read what TPI asks TPN; others of their kind have lists of their own.
BERTANYA = TPI | {"tpi_lepas"}
PEMBACA_TPN = BERTANYA | TPN | {"admin"}
LAIN = frozenset({"tpi_lain", "admin_lain"})


def di(nama: str, **lain: object):
    """An address of the row ``dunia.<nama>`` of the unit."""
    return lambda d: {"pk": d.unit.pk, "baris_pk": getattr(d, nama).pk, **lain}


def satu(d: Dunia) -> dict[str, object]:
    return {"pk": d.konsultasi_tpn.pk}


def isian(alamat, orang: frozenset[str], **data: object) -> list[Baris]:
    """A form: who may open it may send it."""
    return [
        Baris(alamat, terlihat, selalu(*orang)),
        Baris(alamat, terlihat, selalu(*orang), metode="post", data=data),
    ]


def draf(alamat) -> Baris:
    """A page of TPI's own: for others who follow the unit it does not exist."""
    return Baris(alamat, terlihat, selalu(*TPI), kosong=selalu(*(PENGIKUT - TPI)))


def hanya(orang: frozenset[str], *, metode: str = "get") -> Baris:
    return Baris(boleh=selalu(*orang), metode=metode)


def tpn(orang: frozenset[str], **lain: object) -> Baris:
    return Baris(satu, boleh=selalu(*orang), kosong=selalu(*LAIN), **lain)


MATRIKS: dict[str, list[Baris]] = {
    # Consultation
    "units:konsultasi_list": [Baris(unit, terlihat, selalu(*PENGIKUT))],
    "units:konsultasi_baru": isian(unit, ORANG_UNIT, topik="Pakta", isi="Apakah harus semua?"),
    "units:konsultasi_detail": [Baris(di("konsultasi"), terlihat, selalu(*PENGIKUT))],
    "units:konsultasi_balas": [
        Baris(di("konsultasi"), terlihat, selalu(*ORANG_UNIT, *TPI), metode="post", data={"isi": "Baik"})
    ],
    "units:konsultasi_tutup": isian(di("konsultasi"), ORANG_UNIT),
    "units:konsultasi_tpn": [hanya(PEMBACA_TPN | LAIN)],
    "units:konsultasi_tpn_baru": [hanya(TPI_MANA_PUN), hanya(TPI_MANA_PUN, metode="post")],
    "units:konsultasi_tpn_detail": [tpn(PEMBACA_TPN)],
    "units:konsultasi_tpn_balas": [tpn(BERTANYA | TPN, metode="post", data={"isi": "Baik"})],
    "units:konsultasi_tpn_tutup": [tpn(BERTANYA), tpn(BERTANYA, metode="post")],
    # Assistance
    "units:pendampingan_kalender": [hanya(TPI_MANA_PUN)],
    "units:pendampingan_list": [Baris(unit, terlihat, selalu(*PENGIKUT))],
    "units:pendampingan_baru": isian(unit, TPI),
    "units:pendampingan_detail": [Baris(di("pendampingan"), terlihat, selalu(*PENGIKUT))],
    "units:pendampingan_ubah": isian(di("pendampingan"), TPI),
    "units:pendampingan_hasil": isian(di("pendampingan"), TPI),
    "units:pendampingan_batal": isian(di("pendampingan"), TPI, alasan="Petugas sakit"),
    # Monitoring
    "units:pemantauan_list": [Baris(unit, terlihat, selalu(*PENGIKUT))],
    "units:pemantauan_baru": isian(unit, TPI),
    "units:pemantauan_detail": [
        Baris(di("pemantauan"), terlihat, selalu(*PENGIKUT)),
        draf(di("pemantauan_draf")),
    ],
    "units:pemantauan_ubah": isian(di("pemantauan_draf"), TPI),
    "units:pemantauan_terbitkan": isian(di("pemantauan_draf"), TPI, versi="1"),
    "units:pemantauan_hapus": isian(di("pemantauan_draf"), TPI),
    # Findings
    "units:temuan_tpi": [hanya(TPI_MANA_PUN)],
    "units:temuan_list": [Baris(unit, terlihat, selalu(*PENGIKUT))],
    "units:temuan_baru": isian(unit, TPI),
    "units:temuan_detail": [Baris(di("temuan"), terlihat, selalu(*PENGIKUT)), draf(di("temuan_draf"))],
    "units:temuan_ubah": isian(di("temuan"), TPI),
    "units:temuan_hapus": isian(di("temuan_draf"), TPI),
    "units:temuan_perpanjang": isian(di("temuan"), TPI),
    "units:temuan_gerak": [
        *isian(di("temuan", aksi="tindak_lanjuti"), PENGISI, alasan="Sudah dipasang"),
        *isian(di("temuan", aksi="verifikasi"), TPI),
        *isian(di("temuan", aksi="kembalikan"), TPI, alasan="Belum lengkap"),
        *isian(di("temuan", aksi="buka_lagi"), TPI, alasan="Terulang"),
        draf(di("temuan_draf", aksi="verifikasi")),
    ],
    # Recommendation
    "units:rekomendasi_list": [Baris(unit, terlihat, selalu(*PENGIKUT))],
    "units:rekomendasi_baru": isian(unit, PENGARAH),
    "units:rekomendasi_detail": [
        Baris(di("rekomendasi"), terlihat, selalu(*PENGIKUT)),
        draf(di("rekomendasi_draf")),
    ],
    "units:rekomendasi_ubah": isian(di("rekomendasi_draf"), PENGARAH),
    "units:rekomendasi_sampaikan": isian(di("rekomendasi_draf"), PENGARAH, versi="1"),
    "units:rekomendasi_terima": isian(di("rekomendasi"), PIMPINAN_INSTANSI),
    "units:rekomendasi_tarik": isian(di("rekomendasi"), PENGARAH, alasan="Ada temuan baru"),
    "units:rekomendasi_hapus": isian(di("rekomendasi_draf"), PENGARAH),
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """Hang on the unit what these addresses point at."""
    operator, dalnis = dunia.orang["operator"], dunia.orang["tpi_dalnis"]
    kini = timezone.now()
    milik = {"unit": dunia.unit, "dibuat_oleh": dalnis}
    dunia.konsultasi = Konsultasi.objects.create(
        instansi=dunia.instansi,
        unit=dunia.unit,
        tahun=2026,
        arah=ArahKonsultasi.UNIT_TPI,
        topik="Pakta",
        dibuat_oleh=operator,
    )
    dunia.konsultasi_tpn = Konsultasi.objects.create(
        instansi=dunia.instansi,
        unit=dunia.unit,
        tahun=2026,
        arah=ArahKonsultasi.TPI_TPN,
        topik="Survei",
        dibuat_oleh=dalnis,
    )
    for konsultasi in (dunia.konsultasi, dunia.konsultasi_tpn):
        PesanKonsultasi.objects.create(konsultasi=konsultasi, isi="Bagaimana?", oleh=konsultasi.dibuat_oleh)
    dunia.pendampingan = Pendampingan.objects.create(
        **milik, tahun=2026, topik="Bedah LKE", mulai=kini, selesai=kini + dt.timedelta(hours=2)
    )
    dunia.pemantauan = Pemantauan.objects.create(
        **milik, tahun=2026, periode="Triwulan II", status=StatusPemantauan.TERBIT, terbit_pada=kini
    )
    dunia.pemantauan_draf = Pemantauan.objects.create(**milik, tahun=2026, periode="Triwulan III", ringkasan="Baik")
    isi = {"tahun": 2026, "area": 5, "uraian": "SK belum ada", "rekomendasi": "Terbitkan SK"}
    tenggat = timezone.localdate() + dt.timedelta(days=14)
    dunia.temuan = Temuan.objects.create(**milik, **isi, tenggat=tenggat, pemantauan=dunia.pemantauan)
    dunia.temuan_draf = Temuan.objects.create(**milik, **isi, tenggat=tenggat, pemantauan=dunia.pemantauan_draf)
    dunia.rekomendasi = RekomendasiTPI.objects.create(
        **milik,
        tahun=2025,
        layak=True,
        alasan="Memenuhi",
        status=StatusRekomendasi.DISAMPAIKAN,
        disampaikan_pada=kini,
    )
    dunia.rekomendasi_draf = RekomendasiTPI.objects.create(**milik, tahun=2026, layak=True, alasan="Memenuhi")
