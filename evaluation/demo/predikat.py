"""Predicates in the demo: one in each state, told through the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from django.core.files.base import ContentFile
from django.db import transaction

from evaluation.demo.data import KEMENTERIAN, LANGKAT, TRENGGALEK
from evaluation.demo.dokumen import pdf, tanggal_teks
from evaluation.demo.panggung import Panggung, tercatat
from evaluation.enums.predikat import DasarCabut
from evaluation.models import KlarifikasiPredikat, LaporanPredikat, PredikatUnit
from evaluation.services import predikat as layanan
from evaluation.services.predikat import DataSK, IsiLaporan
from units.models import Notifikasi, UnitKerja


def ceritakan(panggung: Panggung) -> None:
    """Tell every story not told yet: a unit with a predicate is left as it is."""
    kisah: tuple[tuple[str, Callable[[Panggung, UnitKerja], None]], ...] = (
        (f"{LANGKAT}/KEC-STABAT", laporan_disusun),
        (f"{KEMENTERIAN}/KL-MAKASSAR", laporan_diterima),
        (f"{KEMENTERIAN}/BALAI-YOGYA", dicabut),
        (f"{TRENGGALEK}/DUKCAPIL", laporan_dikirim),
        (f"{TRENGGALEK}/RSUD", dalam_klarifikasi),
    )
    ada = set(PredikatUnit.objects.values_list("unit", flat=True))
    for kode, satu in kisah:
        unit = panggung.unit[kode]
        if unit.pk not in ada:
            with transaction.atomic():
                satu(panggung, unit)
    layanan.sapu_predikat()
    # What was told is weeks old by now, and read.
    pesan = Notifikasi.objects.filter(url__startswith="/predikat/", dibaca_pada=None, user__in=panggung.orang.values())
    pesan.update(dibuat_pada=panggung.hari(-15), dibaca_pada=panggung.hari(-14))


def _surat(judul: str, nomor: str, tanggal: dt.date, unit: UnitKerja) -> ContentFile:
    isi = pdf(
        kepala=f"{unit.instansi.nama} – {unit.nama}"[:78],
        judul=judul,
        baris=[f"Nomor: {nomor}", f"Tanggal: {tanggal_teks(tanggal)}"],
        kaki="Dokumen contoh Portal ZI. Bukan dokumen resmi.",
    )
    return ContentFile(isi, name=f"{judul}.pdf")


def _sk(unit: UnitKerja, judul: str, nomor: str, tanggal: dt.date) -> DataSK:
    return DataSK(nomor=nomor, tanggal=tanggal, berkas=_surat(judul, nomor, tanggal, unit))


def _catat(panggung: Panggung, unit: UnitKerja, jenis: str, nomor: str, tanggal: dt.date) -> PredikatUnit:
    sk = _sk(unit, f"SK {jenis} {tanggal.year}", nomor, tanggal)
    with tercatat(panggung.hari(-90)):
        return layanan.catat_predikat(unit=unit, jenis=jenis, sk=sk, actor=panggung.orang["tpn"])


def _lapor(
    panggung: Panggung, predikat: PredikatUnit, ketua: str, *, memenuhi: bool, kirim: bool, catatan: str
) -> LaporanPredikat:
    actor = panggung.orang[ketua]
    with tercatat(panggung.hari(-40)):
        laporan = layanan.buat_laporan(predikat=predikat, actor=actor)
        isi = IsiLaporan(
            masih_memenuhi=memenuhi,
            nilai_pengungkit=Decimal("51.84") if memenuhi else Decimal("38.20"),
            nilai_hasil=Decimal("35.12") if memenuhi else Decimal("29.75"),
            catatan=catatan,
        )
        hari = panggung.hari(-41).date()
        surat = _surat("Laporan pemantauan", "B/21/ZI", hari, predikat.unit) if kirim else None
        layanan.isi_laporan(laporan=laporan, isi=isi, versi=laporan.versi, berkas=surat, actor=actor)
    if kirim:
        with tercatat(panggung.hari(-38)):
            layanan.kirim_laporan(laporan=laporan, actor=actor)
        LaporanPredikat.objects.filter(pk=laporan.pk).update(dikirim_pada=panggung.hari(-38))
    return laporan


def laporan_disusun(panggung: Panggung, unit: UnitKerja) -> None:
    """WBK since 2023, its first report late and half written."""
    p = _catat(panggung, unit, "WBK", "777 Tahun 2023 (contoh)", dt.date(2023, 12, 6))
    catatan = "Pelayanan adminduk kecamatan terjaga. Survei internal triwulan III masih berjalan."
    _lapor(panggung, p, "ketua", memenuhi=True, kirim=False, catatan=catatan)


def laporan_diterima(panggung: Panggung, unit: UnitKerja) -> None:
    """WBK since 2022; the first report was taken, the next is due soon."""
    p = _catat(panggung, unit, "WBK", "666 Tahun 2022 (contoh)", dt.date(2022, 12, 9))
    catatan = "Indeks persepsi naik, tindak lanjut pengaduan selesai seluruhnya."
    laporan = _lapor(panggung, p, "ketua.kementerian", memenuhi=True, kirim=True, catatan=catatan)
    with tercatat(panggung.hari(-30)):
        layanan.periksa_laporan(laporan=laporan, terima=True, alasan="", actor=panggung.orang["tpnanggota"])
    LaporanPredikat.objects.filter(pk=laporan.pk).update(diperiksa_pada=panggung.hari(-30))


def laporan_dikirim(panggung: Panggung, unit: UnitKerja) -> None:
    """WBK, then WBBM; its report waits for TPN."""
    _catat(panggung, unit, "WBK", "555 Tahun 2021 (contoh)", dt.date(2021, 12, 20))
    p = _catat(panggung, unit, "WBBM", "778 Tahun 2023 (contoh)", dt.date(2023, 12, 6))
    catatan = "Waktu layanan dokumen rata-rata 18 menit; inovasi jemput bola berjalan di semua kecamatan."
    _lapor(panggung, p, "ketua.trenggalek", memenuhi=True, kirim=True, catatan=catatan)


def dicabut(panggung: Panggung, unit: UnitKerja) -> None:
    """Reported as no longer what its predicate says, and revoked."""
    p = _catat(panggung, unit, "WBK", "556 Tahun 2022 (contoh)", dt.date(2022, 12, 9))
    catatan = "Nilai area pengawasan turun di bawah batas, dan dua temuan berulang belum ditindaklanjuti."
    _lapor(panggung, p, "ketua.kementerian", memenuhi=False, kirim=True, catatan=catatan)
    p.refresh_from_db()
    hari = panggung.hari(-20).date()
    with tercatat(panggung.hari(-19)):
        layanan.cabut_predikat(
            predikat=p,
            dasar=DasarCabut.LAPORAN_TPI,
            rekomendasi="Berdasarkan laporan TPI dan pemeriksaan dokumen, unit tidak lagi memenuhi kriteria WBK.",
            sk=_sk(unit, "SK pencabutan", f"21 Tahun {hari.year} (contoh)", hari),
            actor=panggung.orang["tpn"],
        )


def dalam_klarifikasi(panggung: Panggung, unit: UnitKerja) -> None:
    """A complaint about the counter, answered by TPI and waiting for TPN."""
    p = _catat(panggung, unit, "WBK", "779 Tahun 2025 (contoh)", dt.date(2025, 12, 8))
    with tercatat(panggung.hari(-25)):
        klarifikasi = layanan.buka_klarifikasi(
            predikat=p,
            sumber="SP4N-LAPOR",
            tanggal_aduan=panggung.hari(-30).date(),
            tautan="https://www.lapor.go.id/",
            ringkasan="Antrean pendaftaran rawat jalan diduga dapat didahulukan dengan imbalan.",
            actor=panggung.orang["tpnanggota"],
        )
    with tercatat(panggung.hari(-17)):
        layanan.jawab_klarifikasi(
            klarifikasi=klarifikasi,
            jawaban="Rekaman antrean dua pekan diperiksa bersama unit; tidak ditemukan nomor yang didahulukan.",
            actor=panggung.orang["ketua.trenggalek"],
        )
    KlarifikasiPredikat.objects.filter(pk=klarifikasi.pk).update(
        dibuka_pada=panggung.hari(-25), dijawab_pada=panggung.hari(-17)
    )
