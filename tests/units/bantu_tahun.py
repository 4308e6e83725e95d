"""Builders for a unit's year; rows are written directly, as set-up. Days count from today."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from units.models import (
    ButirAksi,
    CalonUnit,
    Konsultasi,
    Monev,
    Pakta,
    PegawaiUnit,
    Pemantauan,
    Pencanangan,
    RegisterPakta,
    RekomendasiTPI,
    SKPenetapan,
    Temuan,
    UnitKerja,
    User,
)


def hari(selisih: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=selisih)


def tahun_ini() -> int:
    return hari().year


class Tahun:
    """One unit and its year. Each method makes a row and takes the rest as keywords."""

    def __init__(self, unit: UnitKerja, oleh: User) -> None:
        self.unit, self.oleh = unit, oleh

    def _buat(self, model: type, **isi):
        isi.setdefault("tahun", tahun_ini())
        return model.objects.create(unit=self.unit, dibuat_oleh=self.oleh, **isi)

    def pencanangan(self, status: str, **isi) -> Pencanangan:
        isi = {"tanggal": hari(-300), "tempat": "Aula", "pemimpin_nama": "A", "pemimpin_jabatan": "Kepala"} | isi
        return self._buat(Pencanangan, status=status, **isi)

    def calon(self, status: str = "calon", *, sejak: int = -250, **isi) -> CalonUnit:
        if status != "calon":
            sk, _baru = SKPenetapan.objects.get_or_create(
                instansi=self.unit.instansi,
                nomor="700/1",
                defaults={
                    "tanggal": hari(sejak),
                    "pejabat_nama": "Bupati",
                    "pejabat_jabatan": "Bupati",
                    "dibuat_oleh": self.oleh,
                },
            )
            isi = {"sk": sk, "ditetapkan_pada": hari(sejak)} | isi
        return self._buat(CalonUnit, status=status, **isi)

    def pegawai(self, nama: str = "Budi", **isi) -> PegawaiUnit:
        return self._buat(PegawaiUnit, nama=nama, **isi)

    def register(self, **isi) -> RegisterPakta:
        return self._buat(RegisterPakta, pemimpin_nama="A", pemimpin_jabatan="Kepala", naskah="Saya berjanji", **isi)

    def pakta(self, register: RegisterPakta, pegawai: PegawaiUnit, **isi) -> Pakta:
        return Pakta.objects.create(register=register, pegawai=pegawai, cara="portal", naskah_sha256="0" * 64, **isi)

    def aksi(self, tenggat: int = 30, **isi) -> ButirAksi:
        isi = {"nama": "Menyusun standar pelayanan", "area": 6, "keluaran": "SK", "target": "1", "pic_nama": "A"} | isi
        return self._buat(ButirAksi, mulai=hari(min(tenggat, 0) - 30), tenggat=hari(tenggat), **isi)

    def monev(self, **isi) -> Monev:
        return self._buat(Monev, ringkasan="Rapat", **isi)

    def pemantauan(self, status: str = "terbit", **isi) -> Pemantauan:
        return self._buat(Pemantauan, periode="Semester I", status=status, **isi)

    def temuan(self, tenggat: int = 30, **isi) -> Temuan:
        isi = {"uraian": "Aduan belum dicatat", "rekomendasi": "Catat", "area": 5} | isi
        return self._buat(Temuan, tenggat=hari(tenggat), **isi)

    def konsultasi(self, **isi) -> Konsultasi:
        isi = {"arah": "unit_tpi", "topik": "Bukti apa yang cukup", "tahun": tahun_ini()} | isi
        return Konsultasi.objects.create(instansi=self.unit.instansi, unit=self.unit, dibuat_oleh=self.oleh, **isi)

    def rekomendasi(self, status: str = "disampaikan", **isi) -> RekomendasiTPI:
        return self._buat(RekomendasiTPI, status=status, **({"layak": True, "alasan": "Sudah baik"} | isi))

    def siap(self) -> None:
        """Declared, published, signed by everybody, chosen: nothing of the beginning is owed."""
        self.pencanangan("lengkap")
        self.pakta(self.register(), self.pegawai())
        self.calon("ditetapkan", sejak=-1)
