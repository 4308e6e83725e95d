"""Sheets at TPI without their answers, and what the portal knows of a unit."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from evaluation.enums import Status
from evaluation.models import LembarKerjaEvaluasi
from tests.factories import make_musim, make_unit, make_user
from units.enums.tahap import StatusCalon
from units.models import CalonUnit, DataPendukung, KriteriaCalon, SKPenetapan, UnitKerja


def buat_lke(
    unit: UnitKerja | None = None, *, tujuan: str = "WBK", status: str = Status.DINILAI_TPI, **isi
) -> LembarKerjaEvaluasi:
    unit = unit or make_unit()
    musim = make_musim()
    return LembarKerjaEvaluasi.objects.create(
        unit=unit,
        musim=musim,
        instrumen_id=musim.instrumen_id,
        predikat_tujuan=tujuan,
        status=status,
        diajukan_pada=timezone.now(),
        **isi,
    )


def angka(unit: UnitKerja, triwulan: int = 3, tahun: int = 2026, **nilai: int) -> None:
    """Figures of data pendukung of one quarter."""
    orang = make_user()
    DataPendukung.objects.bulk_create(
        DataPendukung(unit=unit, tahun=tahun, triwulan=triwulan, kode=k, nilai=n, diubah_oleh=orang)
        for k, n in nilai.items()
    )


def tetapkan(unit: UnitKerja, *, sejak: dt.date, **kriteria: str) -> CalonUnit:
    """Chosen by SK on that day, its criteria judged."""
    orang = make_user()
    sk = SKPenetapan.objects.create(
        instansi=unit.instansi,
        nomor=f"SK/{unit.pk}",
        tanggal=sejak,
        pejabat_nama="Bupati",
        pejabat_jabatan="Bupati",
        dibuat_oleh=orang,
    )
    calon = CalonUnit.objects.create(
        unit=unit, tahun=2026, status=StatusCalon.DITETAPKAN, sk=sk, ditetapkan_pada=sejak, dibuat_oleh=orang
    )
    for jenis, nilai in kriteria.items():
        KriteriaCalon.objects.create(calon=calon, jenis=jenis, nilai=nilai, alasan="Menurut kajian")
    return calon
