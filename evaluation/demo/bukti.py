"""Proof of the demo: files in the units' archives, and where they stand in the sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.files.base import ContentFile
from django.db import transaction

from evaluation.demo.data import acak
from evaluation.demo.dokumen import DOKUMEN, Dokumen, nomor_dokumen, pdf, tanggal_teks
from evaluation.models import LembarKerjaEvaluasi, TautanBukti
from evaluation.selectors.skor import instrumen_lke
from units.models import BerkasBukti, BuktiDukung, UnitKerja, User
from units.services.bukti import DataBukti, berkas_tersimpan, buat_bukti_berkas, buat_bukti_tautan


def pasang_bukti(
    *, lke: LembarKerjaEvaluasi, oleh: User, batas: dt.datetime, kunci: object, tanpa: Collection[str] = ()
) -> None:
    """File the unit's documents and put each under its questions, apart from those in ``tanpa``."""
    tahun = lke.musim.tahun
    semua = [p.kode for p in instrumen_lke(lke).semua_pertanyaan]
    tautan = []
    for urut, dokumen in enumerate(DOKUMEN, start=1):
        kode = [k for k in semua if k.startswith(dokumen.awalan) and k not in tanpa]
        bukti = _arsipkan(dokumen, unit=lke.unit, tahun=tahun, urut=urut, oleh=oleh, batas=batas, kunci=kunci)
        tautan += [TautanBukti(lke=lke, kode=k, bukti=bukti, oleh=oleh, pada=batas) for k in kode]
    TautanBukti.objects.bulk_create(tautan)


def _arsipkan(
    dokumen: Dokumen, *, unit: UnitKerja, tahun: int, urut: int, oleh: User, batas: dt.datetime, kunci: object
) -> BuktiDukung:
    tahun_dokumen = tahun - dokumen.mundur
    hari = acak("dokumen", kunci, unit.kode, urut).randint(3, 26)
    tanggal = min(dt.date(tahun_dokumen, dokumen.bulan, hari), batas.date())
    judul = dokumen.judul.format(tahun=tahun, lalu=tahun - 1)
    data = DataBukti(
        judul=judul,
        nomor=nomor_dokumen(dokumen, unit.kode, tahun_dokumen, urut),
        tanggal=tanggal,
        keterangan=dokumen.isi,
    )
    if dokumen.url:
        bukti = buat_bukti_tautan(unit=unit, url=dokumen.url, data=data, actor=oleh)
    else:
        berkas = ContentFile(_isi_pdf(data, unit), name=f"{judul}.pdf")
        with berkas_tersimpan(unit=unit, berkas=berkas, nama=berkas.name) as siap, transaction.atomic():
            bukti = buat_bukti_berkas(siap=siap, data=data, actor=oleh)
    BuktiDukung.objects.filter(pk=bukti.pk).update(dibuat_pada=batas)
    BerkasBukti.objects.filter(bukti=bukti).update(diunggah_pada=batas)
    return bukti


def _isi_pdf(data: DataBukti, unit: UnitKerja) -> bytes:
    return pdf(
        kepala=f"{unit.instansi.nama} – {unit.nama}"[:78],
        judul=data.judul,
        baris=[
            f"Nomor: {data.nomor or '-'}",
            f"Tanggal: {tanggal_teks(data.tanggal)}",
            "",
            data.keterangan,
            "",
            f"Ditetapkan di {unit.alamat or unit.nama},",
            f"Kepala {unit.nama}",
        ],
        kaki="Dokumen contoh Portal ZI. Bukan dokumen resmi.",
    )
