"""Proof for the demo: what a unit would really file, as small PDFs that open."""

from __future__ import annotations

import datetime as dt
import textwrap
from dataclasses import dataclass

BULAN = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


@dataclass(frozen=True, slots=True)
class Dokumen:
    """One piece of proof: what it is called, which questions it stands under (by beginning of code), and its date.

    ``mundur`` are whole years before the season's year; ``url`` makes it a link instead of a file.
    """

    judul: str
    sandi: str
    bulan: int
    awalan: tuple[str, ...]
    isi: str
    mundur: int = 0
    url: str = ""


DOKUMEN = (
    Dokumen(
        "SK Tim Pembangunan Zona Integritas {tahun}",
        "188.4",
        1,
        ("A.I.1.i.",),
        "Menetapkan Tim Pembangunan Zona Integritas menuju WBK/WBBM dengan enam kelompok kerja, "
        "masing-masing dengan ketua, anggota, dan uraian tugas.",
    ),
    Dokumen(
        "Rencana Kerja dan Rencana Aksi Pembangunan ZI {tahun}",
        "060",
        2,
        ("A.I.1.ii.a", "A.I.1.ii.b", "A.II.1.ii"),
        "Memuat target prioritas enam area perubahan, kegiatan, keluaran, penanggung jawab, dan jadwal per triwulan.",
    ),
    Dokumen(
        "Laporan Sosialisasi Pembangunan ZI",
        "480",
        4,
        ("A.I.1.ii.c",),
        "Sosialisasi lewat apel, situs web, media sosial, dan banner di ruang tunggu, dengan "
        "dokumentasi dan daftar hadir.",
    ),
    Dokumen(
        "Laporan Monev Pembangunan ZI Triwulan I dan II",
        "700",
        7,
        ("A.I.1.iii",),
        "Realisasi rencana aksi, kendala, rekomendasi, dan tindak lanjut rekomendasi triwulan sebelumnya.",
    ),
    Dokumen(
        "SK Agen Perubahan dan Laporan Perubahan",
        "188.4",
        2,
        ("A.I.1.iv.b", "A.II.1.i"),
        "Menetapkan agen perubahan beserta rencana aksi dan perubahan yang dihasilkan pada tahun berjalan.",
    ),
    Dokumen(
        "Pakta Integritas Pegawai",
        "800",
        1,
        ("A.I.1.iv.a", "A.I.1.iv.d"),
        "Daftar pegawai yang menandatangani pakta integritas dan dokumentasi penandatanganan.",
    ),
    Dokumen(
        "Laporan Internalisasi Budaya Kerja BerAKHLAK",
        "800",
        5,
        ("A.I.1.iv.c", "A.II.1.iii"),
        "Kegiatan internalisasi nilai dasar, pelatihan budaya layanan, serta penghargaan dan sanksi.",
    ),
    Dokumen(
        "Peta Proses Bisnis dan Daftar SOP",
        "065",
        3,
        ("A.I.2.i", "A.II.2.i"),
        "Peta proses bisnis unit, daftar SOP yang mengacu kepadanya, dan hasil evaluasi SOP.",
    ),
    Dokumen(
        "Laporan Monev Pemanfaatan Teknologi Informasi Semester I",
        "555",
        7,
        ("A.I.2.ii", "A.II.2.ii", "A.II.2.iii"),
        "Pemanfaatan aplikasi kinerja, kepegawaian, dan pelayanan beserta manfaat yang diukur.",
    ),
    Dokumen(
        "SK PPID Pembantu dan Laporan Keterbukaan Informasi",
        "480",
        3,
        ("A.I.2.iii",),
        "Penetapan PPID pembantu, daftar informasi publik, permohonan informasi, dan evaluasinya.",
    ),
    Dokumen(
        "Peta Jabatan dan Analisis Beban Kerja {tahun}",
        "800",
        2,
        ("A.I.3.i",),
        "Peta jabatan, hasil analisis beban kerja, dan usulan kebutuhan pegawai.",
    ),
    Dokumen(
        "SK Rotasi Internal dan Evaluasinya",
        "824",
        5,
        ("A.I.3.ii", "A.II.3.ii"),
        "Rotasi pegawai menurut pola mutasi dan hasil asesmen, serta evaluasi dampaknya pada layanan.",
    ),
    Dokumen(
        "Rencana dan Laporan Pengembangan Kompetensi {tahun}",
        "893",
        6,
        ("A.I.3.iii",),
        "Analisis kebutuhan pelatihan, kesenjangan kompetensi, rencana, pelaksanaan, dan evaluasi hasil pelatihan.",
    ),
    Dokumen(
        "SKP Berjenjang dan Matriks Peran Hasil",
        "800",
        2,
        ("A.I.3.iv", "A.II.3.i.", "A.II.4.iii"),
        "Penurunan perjanjian kinerja kepala unit menjadi indikator kinerja individu.",
    ),
    Dokumen(
        "Rekap Penegakan Disiplin dan Kode Etik",
        "800",
        8,
        ("A.I.3.v.", "A.II.3.iii"),
        "Sosialisasi kode etik, rekap pelanggaran dua tahun, dan sanksi yang dijatuhkan.",
    ),
    Dokumen(
        "Laporan Pemutakhiran Data Kepegawaian",
        "800",
        6,
        ("A.I.3.vi",),
        "Rekap pemutakhiran data pegawai pada sistem informasi kepegawaian.",
    ),
    Dokumen(
        "Notula Rapat Perencanaan dan Penetapan Kinerja",
        "050",
        1,
        ("A.I.4.i.",),
        "Rapat dipimpin kepala unit; membahas renja, perjanjian kinerja, dan pemantauan capaian bulanan.",
    ),
    Dokumen(
        "Perjanjian Kinerja dan IKU {tahun}",
        "050",
        1,
        ("A.I.4.ii.a", "A.I.4.ii.b", "A.I.4.ii.c", "A.I.4.ii.d", "A.II.4.ii"),
        "Sasaran, indikator kinerja utama, target, dan uji SMART.",
    ),
    Dokumen(
        "Laporan Kinerja Tahun {lalu}",
        "050",
        1,
        ("A.I.4.ii.e", "A.I.4.ii.f", "A.II.4.i", "B.I.b"),
        "Capaian sasaran dan indikator, perbandingan antartahun, analisis, dan akuntabilitas anggaran.",
    ),
    Dokumen(
        "Panduan e-SAKIP dan Sertifikat Bimtek",
        "050",
        3,
        ("A.I.4.ii.g", "A.I.4.ii.h"),
        "Alur pengumpulan data kinerja dan sertifikat pengelola.",
    ),
    Dokumen(
        "Laporan Unit Pengendalian Gratifikasi Semester I",
        "700",
        7,
        ("A.I.5.i.",),
        "Kampanye, rekap pelaporan, dan penolakan gratifikasi.",
    ),
    Dokumen(
        "Register Risiko dan Laporan SPIP",
        "700",
        4,
        ("A.I.5.ii", "A.II.5.i."),
        "Identifikasi dan penilaian risiko, rencana tindak pengendalian, dan pelaksanaannya secara berjenjang.",
    ),
    Dokumen(
        "Laporan Penanganan Pengaduan Masyarakat",
        "700",
        9,
        ("A.I.5.iii", "A.II.5.ii", "A.II.6.ii", "A.I.6.iii"),
        "Rekap pengaduan per kanal, waktu penyelesaian, evaluasi, dan tindak lanjut.",
    ),
    Dokumen(
        "Laporan Penerapan Whistle Blowing System",
        "700",
        8,
        ("A.I.5.iv",),
        "Penerapan WBS melalui kanal Inspektorat, evaluasi, dan tindak lanjut.",
    ),
    Dokumen(
        "Pemetaan dan Penanganan Benturan Kepentingan",
        "700",
        5,
        ("A.I.5.v",),
        "Identifikasi benturan kepentingan, internalisasi, surat pernyataan, dan evaluasi.",
    ),
    Dokumen(
        "Rekap Kepatuhan LHKPN dan LHKASN",
        "700",
        4,
        ("A.II.5.iii",),
        "Jumlah wajib lapor dan yang sudah melapor; tanpa isi laporan.",
    ),
    Dokumen(
        "SK Standar Pelayanan dan Maklumat",
        "188.4",
        2,
        ("A.I.6.i.", "A.II.6.i.b"),
        "Standar pelayanan seluruh jenis layanan, maklumat, dan berita acara forum konsultasi publik.",
    ),
    Dokumen(
        "Laporan Pelatihan Pelayanan Prima",
        "893",
        6,
        ("A.I.6.ii.a", "A.I.6.ii.c"),
        "Pelatihan petugas loket, monev kemampuan petugas, penghargaan dan sanksi.",
    ),
    Dokumen(
        "Dokumentasi Sarana, Inovasi, dan Kompensasi Layanan",
        "060",
        8,
        ("A.I.6.ii.d", "A.I.6.ii.e", "A.I.6.ii.f", "A.II.6.i.a"),
        "Sarana layanan terpadu, inovasi jemput bola, dan rekap kompensasi.",
    ),
    Dokumen(
        "Halaman informasi layanan di situs web",
        "",
        8,
        ("A.I.6.ii.b", "A.I.6.iv.b"),
        "",
        url="https://contoh.go.id/layanan",
    ),
    Dokumen(
        "Laporan Survei Kepuasan Masyarakat Semester I",
        "060",
        7,
        ("A.I.6.iv.a", "A.I.6.iv.c"),
        "Metode, responden, nilai per unsur, dan rencana tindak lanjut.",
    ),
    Dokumen(
        "Laporan Pengembangan Aplikasi Layanan",
        "555",
        9,
        ("A.I.6.v.",),
        "Penerapan aplikasi, basis data terintegrasi, dan perbaikan berkelanjutan.",
    ),
    Dokumen(
        "Laporan Survei Persepsi Anti Korupsi Mandiri {tahun}",
        "060",
        8,
        ("B.I.a",),
        "Indeks persepsi anti korupsi, metode, jumlah responden, dan analisis per unsur.",
    ),
    Dokumen(
        "Laporan Survei Persepsi Kualitas Pelayanan Mandiri {tahun}",
        "060",
        8,
        ("B.II.a",),
        "Indeks persepsi kualitas pelayanan, metode, jumlah responden, dan analisis per unsur.",
    ),
    # Older than the season's window: the page warns.
    Dokumen(
        "Foto kegiatan pencanangan Zona Integritas",
        "003",
        3,
        ("A.I.1.ii.c", "A.I.1.iv.a"),
        "Dokumentasi pencanangan pembangunan Zona Integritas.",
        mundur=4,
    ),
)


def nomor_dokumen(dokumen: Dokumen, unit: str, tahun: int, urut: int) -> str:
    return f"{dokumen.sandi}/{urut:03d}/{unit}/{tahun}" if dokumen.sandi else ""


def tanggal_teks(tanggal: dt.date) -> str:
    return f"{tanggal.day} {BULAN[tanggal.month - 1]} {tanggal.year}"


def pdf(*, kepala: str, judul: str, baris: list[str], kaki: str) -> bytes:
    """A one-page A4 PDF of plain text, the same bytes for the same words."""
    tulis = ["BT", "/F2 13 Tf", f"1 0 0 1 60 780 Tm ({_teks(kepala)}) Tj"]
    y = 740
    for satu in textwrap.wrap(judul, 60):
        tulis += ["/F2 15 Tf", f"1 0 0 1 60 {y} Tm ({_teks(satu)}) Tj"]
        y -= 20
    y -= 12
    for satu in baris:
        for potong in textwrap.wrap(satu, 88) or [""]:
            tulis += ["/F1 11 Tf", f"1 0 0 1 60 {y} Tm ({_teks(potong)}) Tj"]
            y -= 16
        y -= 4
    tulis += ["/F1 9 Tf", f"1 0 0 1 60 50 Tm ({_teks(kaki)}) Tj", "ET"]
    aliran = "\n".join(tulis).encode("cp1252", "replace")
    objek = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (id-ID) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(aliran), aliran),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    hasil, letak = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for nomor, isi in enumerate(objek, start=1):
        letak.append(len(hasil))
        hasil += b"%d 0 obj\n%s\nendobj\n" % (nomor, isi)
    awal = len(hasil)
    hasil += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objek) + 1)
    hasil += b"".join(b"%010d 00000 n \n" % tempat for tempat in letak)
    hasil += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objek) + 1, awal)
    return bytes(hasil)


def _teks(teks: str) -> str:
    return teks.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
