"""The demo's story of data pendukung: the quarters of DUKCAPIL, its IKU, and figures of two other units."""

from __future__ import annotations

from decimal import Decimal

from evaluation.demo.data import LANGKAT
from evaluation.demo.panggung import TAHUN, Panggung, tercatat
from units.models import IKU, DataPendukung, UnitKerja, User
from units.services.data_pendukung import Isian, simpan_data_pendukung, simpan_realisasi
from units.services.tahap import buat_baris

# Figures of quarters I, II, III with the source they were taken from.
DUKCAPIL = {
    "pegawai_pns": (61, 61, 60, "SIASN"),
    "pegawai_pppk": (15, 15, 16, "SIASN"),
    "pegawai_nonasn": (12, 12, 12, "Surat perjanjian kerja"),
    "pegawai_kepala": (1, 1, 1, "SK Bupati 821/12/2024"),
    "pegawai_wajib_lhkpn": (2, 2, 2, "SK Bupati 700/41/2026"),
    "pegawai_administrator": (5, 5, 5, "SIASN"),
    "pegawai_pengawas": (4, 4, 4, "SIASN"),
    "pegawai_fungsional": (66, 66, 66, "SIASN"),
    "lhkpn_kepala": (1, 1, 1, "SK Bupati 700/41/2026"),
    "lhkpn_pejabat": (2, 2, 2, "SK Bupati 700/41/2026"),
    "lhkpn_lainnya": (0, 0, 0, "SK Bupati 700/41/2026"),
    "lhkpn_sudah": (3, 3, 3, "e-LHKPN, tanda terima 27 Maret"),
    "lhkasn_administrator": (5, 5, 5, "SiHARKA"),
    "lhkasn_pengawas": (4, 4, 4, "SiHARKA"),
    "lhkasn_lainnya": (66, 66, 66, "SiHARKA"),
    "lhkasn_sudah": (58, 69, 72, "SiHARKA"),
    "agen_perubahan": (6, 6, 6, "SK Kepala Dinas 060/08/2026"),
    "perubahan_dibuat": (2, 4, 6, "Laporan agen perubahan"),
    "perubahan_terintegrasi": (1, 3, 5, "SOP yang ditetapkan"),
    "pelanggaran_tahun_lalu": (3, 3, 3, "Rekap BKD"),
    "pelanggaran_tahun_ini": (0, 1, 1, "Rekap BKD"),
    "pelanggaran_disanksi": (0, 1, 1, "SK hukuman disiplin"),
    "sasaran_kinerja": (6, 6, 6, "Perjanjian kinerja"),
    "sasaran_tercapai": (2, 3, 5, "e-SAKIP"),
    "pengaduan_harus": (14, 31, 47, "SP4N-LAPOR dan Lapor Langkat"),
    "pengaduan_diproses": (2, 3, 2, "SP4N-LAPOR dan Lapor Langkat"),
    "pengaduan_selesai": (12, 28, 45, "SP4N-LAPOR dan Lapor Langkat"),
    "gratifikasi_lapor": (1, 2, 2, "UPG Inspektorat"),
    "gratifikasi_tindak": (1, 2, 2, "UPG Inspektorat"),
    "tlhp_temuan": (7, 7, 9, "SIPTL"),
    "tlhp_selesai": (4, 6, 9, "SIPTL"),
    "wbs_lapor": (0, 0, 1, "Rekap WBS Inspektorat"),
    "layanan_terdata": (24, 24, 24, "Standar pelayanan 2026"),
    "layanan_dipermudah": (4, 7, 9, "SK Kepala Dinas 470/21/2026"),
    "sop_jumlah": (38, 41, 42, "e-SOP"),
}
# One quarter of the others; DPMPTSP has said less, RSUD still has an oddity to look at.
DPMPTSP = {
    "pegawai_pns": (34, "SIASN"),
    "pegawai_pppk": (8, "SIASN"),
    "lhkpn_kepala": (1, "SK Bupati 700/41/2026"),
    "lhkpn_pejabat": (1, "SK Bupati 700/41/2026"),
    "lhkpn_lainnya": (0, "SK Bupati 700/41/2026"),
    "lhkpn_sudah": (2, "e-LHKPN"),
    "layanan_terdata": (112, "OSS dan standar pelayanan"),
    "layanan_dipermudah": (37, "Peraturan Bupati 18/2025"),
    "pengaduan_harus": (19, "SP4N-LAPOR"),
    "pengaduan_diproses": (1, "SP4N-LAPOR"),
    "pengaduan_selesai": (18, "SP4N-LAPOR"),
}
RSUD = {
    "pegawai_pns": (148, "SIASN"),
    "pegawai_pppk": (63, "SIASN"),
    "pegawai_nonasn": (41, "Perjanjian BLUD"),
    "pengaduan_harus": (63, "Kotak saran dan SP4N-LAPOR"),
    "pengaduan_diproses": (6, "Kotak saran dan SP4N-LAPOR"),
    "pengaduan_selesai": (59, "Kotak saran dan SP4N-LAPOR"),
}

# Name, unit, target, last year, national target, smaller is better, quarters as (target, realisation).
IKU_DUKCAPIL = (
    (
        "Cakupan kepemilikan akta kelahiran anak usia 0–17 tahun",
        "persen",
        ("98", "96.42", "98", False),
        (("96.8", "96.95"), ("97.2", "97.31"), ("97.6", "97.84")),
    ),
    (
        "Perekaman KTP elektronik penduduk wajib KTP",
        "persen",
        ("99.4", "98.87", "99.4", False),
        (("98.9", "98.93"), ("99.1", "99.12"), ("99.2", "99.18")),
    ),
    (
        "Rata-rata waktu penerbitan kartu keluarga",
        "jam",
        ("24", "31.5", "24", True),
        (("30", "28.4"), ("28", "25.2"), ("26", "22.6")),
    ),
    (
        "Perangkat daerah yang memanfaatkan data kependudukan",
        "perangkat daerah",
        ("24", "19", None, False),
        (("20", "20"), ("22", "21"), ("23", "23")),
    ),
)  # fmt: skip
# Days before today on which a quarter was filled.
HARI = (-230, -140, -50)


def ceritakan(panggung: Panggung) -> None:
    """Told once: what is there is left as it is."""
    dukcapil = panggung.unit[f"{LANGKAT}/DUKCAPIL"]
    operator = panggung.orang["operator"]
    if not DataPendukung.objects.filter(unit=dukcapil).exists():
        for i, hari in enumerate(HARI):
            angka = {kode: (isi[i], isi[3]) for kode, isi in DUKCAPIL.items()}
            _isi(panggung, dukcapil, i + 1, angka, operator, hari)
    for kode, siapa, angka in (("DPMPTSP", "operator.dpmptsp", DPMPTSP), ("RSUD-TP", "operator.rsud", RSUD)):
        unit = panggung.unit[f"{LANGKAT}/{kode}"]
        if not DataPendukung.objects.filter(unit=unit).exists():
            _isi(panggung, unit, 3, angka, panggung.orang[siapa], HARI[2])
    if not IKU.objects.filter(unit=dukcapil).exists():
        for nama, satuan, target, triwulan in IKU_DUKCAPIL:
            _iku(panggung, dukcapil, nama, satuan, target, triwulan, operator)


def _isi(
    panggung: Panggung, unit: UnitKerja, triwulan: int, angka: dict[str, tuple[int, str]], actor: User, hari: int
) -> None:
    saat = panggung.hari(hari)
    isian = {kode: Isian(nilai, sumber) for kode, (nilai, sumber) in angka.items()}
    with tercatat(saat):
        simpan_data_pendukung(unit=unit, tahun=TAHUN, triwulan=triwulan, isian=isian, actor=actor)
    DataPendukung.objects.filter(unit=unit, tahun=TAHUN, triwulan=triwulan).update(diubah_pada=saat)


def _iku(panggung, unit, nama, satuan, target, triwulan, actor) -> None:
    tahun_ini, lalu, nasional, kecil = target
    baris = IKU(
        unit=unit,
        tahun=TAHUN,
        nama=nama,
        satuan=satuan,
        target=Decimal(tahun_ini),
        realisasi_lalu=Decimal(lalu),
        target_nasional=Decimal(nasional) if nasional else None,
        makin_kecil_makin_baik=kecil,
        dibuat_pada=panggung.hari(-300),
    )
    with tercatat(panggung.hari(-300)):
        iku = buat_baris(baris=baris, actor=actor)
    for i, hari in enumerate(HARI):
        isian = {tw: (Decimal(t), Decimal(n)) for tw, (t, n) in enumerate(triwulan[: i + 1], 1)}
        with tercatat(panggung.hari(hari)):
            simpan_realisasi(iku=iku, isian=isian, versi=iku.versi, actor=actor)
