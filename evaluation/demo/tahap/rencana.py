"""The demo's story of the plan: services, issues, risks and innovations, and items in every state. Days count from
today, so that there is always something late and something near."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from evaluation.demo.data import LANGKAT
from evaluation.demo.panggung import TAHUN, Panggung, tercatat
from units.enums.tahap import Area, Prioritas
from units.models import (
    BarisTahap,
    ButirAksi,
    Inovasi,
    IsuStrategis,
    KemajuanAksi,
    LayananUtama,
    Risiko,
    UnitKerja,
    User,
)
from units.services.rencana import gerak_aksi, laporkan_kemajuan
from units.services.tahap import buat_baris

DUKCAPIL, DPMPTSP, RSUD = f"{LANGKAT}/DUKCAPIL", f"{LANGKAT}/DPMPTSP", f"{LANGKAT}/RSUD-TP"
PENGISI = frozenset({"operator", "operator2", "ketuatim", "operator.dpmptsp", "operator.rsud"})
A, P = Area, Prioritas


@dataclass(frozen=True, slots=True)
class Butir:
    """An item: days are from today. ``pic`` is a sign-in or a name; ``lapor`` are (day, percent, note)."""

    nama: str
    area: Area
    keluaran: str
    target: str
    pic: str
    mulai: int
    tenggat: int
    kode: tuple[str, ...] = ()
    prioritas: Prioritas = P.SEDANG
    layanan: str = ""
    isu: str = ""
    risiko: str = ""
    inovasi: str = ""
    masyarakat: bool = False
    lapor: tuple[tuple[int, int, str], ...] = ()
    selesai: int | None = None
    batal: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Rencana:
    """A unit's year. Rows are the fields of their models in the order of ``BIDANG``; a service is named by its name."""

    unit: str
    pengisi: str
    layanan: tuple[tuple[str, ...], ...] = ()
    isu: tuple[tuple, ...] = ()
    risiko: tuple[tuple, ...] = ()
    inovasi: tuple[tuple, ...] = ()
    butir: tuple[Butir, ...] = ()
    tahun: int = TAHUN


BIDANG = {
    LayananUtama: ("nama", "pengguna", "waktu", "biaya"),
    IsuStrategis: ("judul", "uraian", "layanan", "prioritas"),
    Risiko: ("uraian", "penyebab", "akibat", "layanan", "area", "kemungkinan", "dampak", "penanganan", "pemilik"),
    Inovasi: ("nama", "area", "layanan", "prioritas", "masalah", "sebelum", "sesudah", "ukuran", "mempermudah"),
}

KTP, AKTA, KK, KIA, PINDAH = (
    "Penerbitan KTP elektronik",
    "Akta kelahiran",
    "Kartu keluarga",
    "Kartu identitas anak",
    "Surat pindah datang",
)
CALO, JAUH, ANTRE, DATA = (
    "Warga masih memakai jasa perantara",
    "Warga hulu Langkat jauh dari loket",
    "Antrean menumpuk pada Senin pagi",
    "Data ganda menghambat penerbitan dokumen",
)
PUNGLI, GRATIFIKASI, BOCOR, PADAM, KONFLIK, KOSONG = (
    "Petugas menerima imbalan untuk mempercepat dokumen",
    "Pemberian hadiah pada hari raya tidak dilaporkan",
    "Data kependudukan dibuka tanpa hak",
    "Jaringan ke pusat data terputus berhari-hari",
    "Petugas melayani keluarga sendiri di luar giliran",
    "Blanko KTP elektronik habis",
)
JEMPUT, DARING, PAKET, TRANSPARAN = (
    "Jemput Dukcapil ke desa",
    "Antre dari Rumah",
    "Satu Lahir Tiga Dokumen",
    "Layar Proses Terbuka",
)

RENCANA_DUKCAPIL = Rencana(
    unit=DUKCAPIL,
    pengisi="operator",
    layanan=(
        (KTP, "Warga berusia 17 tahun ke atas", "1 hari kerja", "Tanpa biaya"),
        (AKTA, "Orang tua bayi yang baru lahir", "1 hari kerja", "Tanpa biaya"),
        (KK, "Kepala keluarga", "1 hari kerja", "Tanpa biaya"),
        (KIA, "Anak di bawah 17 tahun", "2 hari kerja", "Tanpa biaya"),
        (PINDAH, "Warga yang pindah masuk atau keluar", "1 hari kerja", "Tanpa biaya"),
    ),
    isu=(
        (CALO, "Empat dari sepuluh aduan tahun lalu menyebut perantara di sekitar kantor.", KTP, P.TINGGI),
        (JAUH, "Warga Bahorok dan Sei Bingai menempuh dua sampai tiga jam ke Stabat.", KTP, P.TINGGI),
        (ANTRE, "Waktu tunggu Senin pagi 95 menit, hari lain 25 menit.", KK, P.SEDANG),
        (DATA, "Sekitar 1.200 data ganda belum diselesaikan bersama kecamatan.", KK, P.RENDAH),
    ),
    risiko=(
        (
            PUNGLI,
            "Antrean panjang, dan proses tidak terlihat oleh pemohon.",
            "Kepercayaan warga hilang; petugas dijatuhi hukuman disiplin.",
            KTP,
            A.PENGAWASAN,
            4,
            5,
            "Proses ditampilkan di layar, loket direkam, dan petugas dirotasi tiap enam bulan.",
            "Kepala Bidang Pelayanan",
        ),
        (
            GRATIFIKASI,
            "Kebiasaan memberi bingkisan.",
            "Benturan kepentingan saat melayani.",
            "",
            A.PENGAWASAN,
            3,
            4,
            "Pengingat menjelang hari raya dan laporan nihil tiap bidang ke UPG.",
            "Sekretaris Dinas",
        ),
        (
            BOCOR,
            "Hak akses tidak dicabut ketika pegawai pindah.",
            "Data warga disalahgunakan.",
            PINDAH,
            A.TATALAKSANA,
            3,
            5,
            "Tinjau hak akses tiap triwulan dan cabut pada hari pegawai pindah.",
            "Kepala Bidang PIAK",
        ),
        (
            PADAM,
            "Satu jalur jaringan tanpa cadangan.",
            "Seluruh layanan berhenti.",
            KTP,
            A.TATALAKSANA,
            4,
            4,
            "Jalur cadangan seluler dan layanan luring untuk akta.",
            "Kepala Bidang PIAK",
        ),
        (
            KONFLIK,
            "Belum ada tata cara melapor benturan kepentingan di loket.",
            "Giliran dilangkahi.",
            KK,
            A.PENGAWASAN,
            3,
            2,
            "",
            "",
        ),
        (
            KOSONG,
            "Kiriman blanko dari pusat terlambat.",
            "Warga mendapat surat keterangan pengganti.",
            KTP,
            A.PELAYANAN,
            2,
            2,
            "Stok paling sedikit dua minggu, dengan laporan tiap Jumat.",
            "Kepala Seksi Identitas",
        ),
    ),
    inovasi=(
        (
            JEMPUT,
            A.PELAYANAN,
            KTP,
            P.TINGGI,
            "Warga hulu jauh dari loket dan kehilangan satu hari kerja untuk satu dokumen.",
            "Warga datang sendiri ke Stabat, rata-rata 2,5 jam sekali jalan.",
            "Mobil layanan mendatangi 12 desa menurut jadwal yang diumumkan.",
            "Waktu tempuh warga 2,5 jam menjadi 20 menit; 3.480 dokumen terbit di desa.",
            True,
        ),
        (
            DARING,
            A.PELAYANAN,
            KK,
            P.TINGGI,
            "Antrean menumpuk pada Senin pagi.",
            "Nomor antrean diambil di kantor sejak pukul 06.00.",
            "Nomor antrean diambil dari telepon, dengan perkiraan jam dilayani.",
            "Waktu tunggu Senin 95 menit menjadi 32 menit.",
            True,
        ),
        (
            PAKET,
            A.TATALAKSANA,
            AKTA,
            P.SEDANG,
            "Orang tua mengurus akta, kartu keluarga, dan KIA di tiga loket.",
            "Tiga kali datang, tiga berkas yang sama.",
            "Satu permohonan di rumah sakit menghasilkan tiga dokumen.",
            "Tiga kunjungan menjadi nol kunjungan.",
            True,
        ),
        (
            TRANSPARAN,
            A.PENGAWASAN,
            KTP,
            P.SEDANG,
            "Pemohon tidak tahu berkasnya sampai di mana, lalu memakai perantara.",
            "Keadaan berkas hanya diketahui petugas.",
            "Layar di ruang tunggu dan halaman daring memperlihatkan tahap tiap berkas.",
            "Aduan tentang perantara 41 menjadi 9 dalam setahun.",
            False,
        ),
    ),
    butir=(
        Butir(
            "Menetapkan tim kerja ZI dengan seleksi terbuka",
            A.PERUBAHAN,
            "SK tim kerja",
            "Semua area punya koordinator",
            "ketuatim",
            -310,
            -285,
            ("A.I.1.i.a", "A.I.1.i.b"),
            P.TINGGI,
            lapor=((-300, 50, "Pendaftaran dibuka untuk semua pegawai."), (-288, 100, "SK ditandatangani.")),
            selesai=-287,
        ),
        Butir(
            "Menyusun rencana kerja dan target prioritas",
            A.PERUBAHAN,
            "Dokumen rencana kerja",
            "Ditetapkan pada triwulan I",
            "operator",
            -300,
            -260,
            ("A.I.1.ii.a", "A.I.1.ii.b"),
            P.TINGGI,
            lapor=((-275, 70, "Rancangan dibahas bersama kepala bidang."),),
            selesai=-262,
        ),
        Butir(
            "Membuka kotak ide agen perubahan tiap bulan",
            A.PERUBAHAN,
            "Notula pembahasan ide",
            "Paling sedikit 12 ide dibahas, 4 dijalankan",
            "operator2",
            -250,
            30,
            ("A.II.1.i.a",),
            lapor=(
                (-150, 40, "Lima ide dibahas, dua dijalankan."),
                (-40, 75, "Sembilan ide dibahas, tiga dijalankan."),
            ),
        ),
        Butir(
            "Pimpinan turun ke loket sekali sebulan",
            A.PERUBAHAN,
            "Catatan kunjungan loket",
            "12 kunjungan setahun",
            "pimpinan",
            -300,
            35,
            ("A.I.1.iv.a",),
            lapor=((-120, 58, "Tujuh kunjungan."), (-25, 83, "Sepuluh kunjungan.")),
        ),
        Butir(
            "Memperbarui SOP lima layanan utama",
            A.TATALAKSANA,
            "SOP yang ditetapkan",
            "5 dari 5 SOP",
            "Kepala Bidang Pelayanan",
            -280,
            -180,
            ("A.I.2.i.a", "A.I.2.i.b"),
            P.TINGGI,
            isu=ANTRE,
            lapor=((-220, 60, "Tiga SOP selesai."), (-185, 100, "Lima SOP ditetapkan.")),
            selesai=-182,
        ),
        Butir(
            "Menghubungkan layanan kelahiran dengan rumah sakit",
            A.TATALAKSANA,
            "Pertukaran data berjalan",
            "4 rumah sakit tersambung",
            "Kepala Bidang PIAK",
            -200,
            30,
            ("A.I.2.ii.a", "A.II.2.i.a"),
            P.TINGGI,
            layanan=AKTA,
            inovasi=PAKET,
            masyarakat=True,
            lapor=((-90, 50, "Dua rumah sakit tersambung."), (-20, 75, "RSUD Tanjung Pura menyusul.")),
        ),
        Butir(
            "Meninjau hak akses data tiap triwulan",
            A.TATALAKSANA,
            "Berita acara peninjauan",
            "4 peninjauan, nol akses usang",
            "Kepala Bidang PIAK",
            -290,
            35,
            ("A.I.2.ii.b",),
            risiko=BOCOR,
            lapor=((-200, 25, ""), (-110, 50, "Tiga akun pegawai yang pindah dicabut."), (-30, 75, "")),
        ),
        Butir(
            "Memasang jalur jaringan cadangan",
            A.TATALAKSANA,
            "Jalur cadangan terpasang",
            "Layanan pulih dalam 15 menit",
            "operator2",
            -160,
            -12,
            ("A.I.2.ii.c",),
            P.TINGGI,
            risiko=PADAM,
            lapor=((-60, 40, "Perangkat tiba, pemasangan menunggu izin menara."),),
        ),
        Butir(
            "Memetakan kompetensi petugas loket",
            A.SDM,
            "Peta kompetensi",
            "26 petugas dipetakan",
            "Kepala Subbagian Umum",
            -270,
            -200,
            ("A.I.3.iii.a",),
            lapor=((-230, 80, "Dua puluh satu petugas."),),
            selesai=-205,
        ),
        Butir(
            "Pelatihan pelayanan ramah disabilitas",
            A.SDM,
            "Sertifikat pelatihan",
            "26 petugas terlatih",
            "Kepala Subbagian Umum",
            -130,
            20,
            ("A.I.3.iii.c",),
            masyarakat=True,
            lapor=((-45, 50, "Gelombang pertama 13 petugas."),),
        ),
        Butir(
            "Rotasi petugas loket tiap enam bulan",
            A.SDM,
            "Surat tugas rotasi",
            "2 rotasi setahun",
            "ketuatim",
            -300,
            25,
            ("A.I.3.ii.a",),
            risiko=PUNGLI,
            lapor=((-170, 50, "Rotasi pertama selesai."),),
        ),
        Butir(
            "Menilai kinerja bulanan perorangan",
            A.SDM,
            "Laporan kinerja bulanan",
            "100 % pegawai dinilai",
            "Kepala Subbagian Umum",
            12,
            34,
            ("A.I.3.iv.a",),
            P.RENDAH,
        ),
        Butir(
            "Menyelaraskan IKU dinas dengan RPJMD",
            A.AKUNTABILITAS,
            "Pohon kinerja",
            "Semua IKU terukur",
            "ketuatim",
            -300,
            -240,
            ("A.I.4.i.a", "A.II.4.i.a"),
            P.TINGGI,
            lapor=((-255, 90, "Menunggu telaah Bappeda."),),
            selesai=-242,
        ),
        Butir(
            "Mengumumkan capaian kinerja tiap triwulan",
            A.AKUNTABILITAS,
            "Papan dan halaman capaian",
            "4 pengumuman",
            "operator",
            -240,
            36,
            ("A.I.4.ii.b",),
            lapor=((-150, 25, ""), (-60, 50, ""), (-15, 75, "Capaian triwulan III diumumkan.")),
        ),
        Butir(
            "Menyusun laporan kinerja tepat waktu",
            A.AKUNTABILITAS,
            "Laporan kinerja",
            "Selesai sebelum akhir tahun",
            "operator",
            15,
            35,
            ("A.I.4.ii.a",),
            P.TINGGI,
        ),
        Butir(
            "Studi tiru ke luar provinsi",
            A.AKUNTABILITAS,
            "Laporan studi tiru",
            "1 kunjungan",
            "Kepala Subbagian Program",
            -200,
            -100,
            prioritas=P.RENDAH,
            batal=(-140, "Anggaran perjalanan dialihkan ke layanan jemput bola."),
        ),
        Butir(
            "Mengumumkan larangan gratifikasi di semua loket",
            A.PENGAWASAN,
            "Papan pengumuman dan rekaman",
            "Semua loket dan halaman daring",
            "operator2",
            -295,
            -265,
            ("A.I.5.i.a",),
            P.TINGGI,
            risiko=GRATIFIKASI,
            lapor=((-280, 60, ""),),
            selesai=-268,
        ),
        Butir(
            "Memasang layar keadaan berkas di ruang tunggu",
            A.PENGAWASAN,
            "Layar dan halaman daring",
            "Semua berkas tampil tahapnya",
            "Kepala Bidang PIAK",
            -220,
            -120,
            ("A.I.5.i.b", "A.II.5.i.a"),
            P.TINGGI,
            layanan=KTP,
            isu=CALO,
            risiko=PUNGLI,
            inovasi=TRANSPARAN,
            masyarakat=True,
            lapor=((-180, 40, "Layar tiba."), (-130, 90, "Uji coba dua minggu.")),
            selesai=-122,
        ),
        Butir(
            "Menangani benturan kepentingan di loket",
            A.PENGAWASAN,
            "Tata cara dan formulir laporan",
            "Semua petugas menyatakan",
            "Sekretaris Dinas",
            -60,
            -5,
            ("A.I.5.v.a",),
            risiko=KONFLIK,
        ),
        Butir(
            "Menindaklanjuti aduan dalam lima hari kerja",
            A.PENGAWASAN,
            "Rekap aduan",
            "100 % aduan dijawab",
            "operator",
            -300,
            36,
            ("A.I.5.iii.a", "A.II.5.ii.a"),
            P.TINGGI,
            masyarakat=True,
            lapor=((-160, 45, "Rata-rata 4,1 hari."), (-35, 85, "Rata-rata 3,2 hari.")),
        ),
        Butir(
            "Menjalankan layanan jemput bola di 12 desa",
            A.PELAYANAN,
            "Jadwal dan laporan kunjungan",
            "12 desa, 3.000 dokumen",
            "Kepala Bidang Pelayanan",
            -260,
            -30,
            ("A.I.6.i.d", "A.II.6.ii.a"),
            P.TINGGI,
            layanan=KTP,
            isu=JAUH,
            inovasi=JEMPUT,
            masyarakat=True,
            lapor=(
                (-190, 30, "Empat desa di Bahorok."),
                (-100, 70, "Delapan desa."),
                (-40, 100, "Dua belas desa, 3.480 dokumen."),
            ),
            selesai=-33,
        ),
        Butir(
            "Membuka antrean daring untuk semua layanan",
            A.PELAYANAN,
            "Antrean daring",
            "Waktu tunggu Senin di bawah 40 menit",
            "operator2",
            -240,
            -90,
            ("A.I.6.v.a", "A.II.6.i.a"),
            P.TINGGI,
            layanan=KK,
            isu=ANTRE,
            inovasi=DARING,
            masyarakat=True,
            lapor=((-170, 50, "Dua layanan."), (-95, 100, "Waktu tunggu Senin 32 menit.")),
            selesai=-92,
        ),
        Butir(
            "Survei kepuasan dan persepsi antikorupsi mandiri",
            A.PELAYANAN,
            "Laporan survei",
            "Paling sedikit 400 responden",
            "operator",
            8,
            32,
            ("A.I.6.iv.a", "B.I.a", "B.II.a"),
            P.TINGGI,
            masyarakat=True,
        ),
        Butir(
            "Menambah loket di mal swasta",
            A.PELAYANAN,
            "Loket baru",
            "1 loket",
            "Kepala Bidang Pelayanan",
            -150,
            10,
            prioritas=P.RENDAH,
            layanan=KIA,
            batal=(-50, "Pengelola mal belum menyediakan ruang; diganti jemput bola ke sekolah."),
        ),
    ),
)

LALU_DUKCAPIL = Rencana(
    unit=DUKCAPIL,
    pengisi="operator",
    tahun=TAHUN - 1,
    butir=(
        Butir(
            "Menandatangani pakta integritas seluruh pegawai",
            A.PERUBAHAN,
            "Pakta integritas",
            "100 % pegawai",
            "ketuatim",
            -670,
            -600,
            ("A.I.1.iv.b",),
            lapor=((-620, 90, ""),),
            selesai=-604,
        ),
        Butir(
            "Menata arsip akta sebelum 2010",
            A.TATALAKSANA,
            "Arsip digital",
            "40.000 lembar dipindai",
            "Kepala Seksi Arsip",
            -600,
            -345,
            ("A.I.2.ii.d",),
            lapor=((-480, 30, "Dua belas ribu lembar."), (-350, 55, "Pemindai rusak dua bulan.")),
        ),
        Butir(
            "Menyelesaikan data ganda bersama kecamatan",
            A.TATALAKSANA,
            "Daftar data ganda yang selesai",
            "1.200 data",
            "Kepala Bidang PIAK",
            -560,
            -340,
            layanan=KK,
            lapor=((-400, 60, "Sekitar 700 data selesai."),),
        ),
        Butir(
            "Membuka unit pengendalian gratifikasi",
            A.PENGAWASAN,
            "SK UPG",
            "Terbentuk",
            "ketuatim",
            -650,
            -560,
            ("A.I.5.i.a",),
            selesai=-570,
        ),
        Butir(
            "Menyediakan loket ramah disabilitas",
            A.PELAYANAN,
            "Loket dan jalur landai",
            "2 loket",
            "Kepala Bidang Pelayanan",
            -500,
            -335,
            ("A.I.6.i.b",),
            masyarakat=True,
        ),
    ),
)

IZIN, NIB, PRAKTIK = (
    "Perizinan berusaha berbasis risiko",
    "Pendampingan nomor induk berusaha",
    "Izin praktik tenaga kesehatan",
)

RENCANA_DPMPTSP = Rencana(
    unit=DPMPTSP,
    pengisi="operator.dpmptsp",
    layanan=(
        (IZIN, "Pelaku usaha menengah dan besar", "5 hari kerja", "Tanpa biaya"),
        (NIB, "Pelaku usaha mikro dan kecil", "30 menit", "Tanpa biaya"),
        (PRAKTIK, "Dokter, bidan, dan perawat", "3 hari kerja", "Tanpa biaya"),
    ),
    isu=(("Pelaku usaha mikro belum punya NIB", "Dari 21.000 usaha mikro, 9.400 belum terdaftar.", NIB, P.TINGGI),),
    risiko=(
        (
            "Pemohon bertemu petugas teknis di luar loket",
            "Pemeriksaan lapangan tanpa jadwal terbuka.",
            "Suap untuk rekomendasi teknis.",
            IZIN,
            A.PENGAWASAN,
            3,
            5,
            "Jadwal pemeriksaan diumumkan; dua petugas tiap pemeriksaan.",
            "Kepala Bidang Perizinan",
        ),
    ),
    inovasi=(
        (
            "Klinik NIB di pasar",
            A.PELAYANAN,
            NIB,
            P.TINGGI,
            "Pedagang pasar tidak sempat datang ke kantor.",
            "Datang ke Stabat pada jam kerja.",
            "Petugas hadir di enam pasar menurut hari pasaran.",
            "2.150 NIB terbit di pasar dalam setahun.",
            True,
        ),
    ),
    butir=(
        Butir(
            "Menetapkan tim kerja ZI",
            A.PERUBAHAN,
            "SK tim kerja",
            "Semua area terwakili",
            "operator.dpmptsp",
            -300,
            -270,
            ("A.I.1.i.a",),
            selesai=-275,
        ),
        Butir(
            "Menyederhanakan alur izin menjadi empat langkah",
            A.TATALAKSANA,
            "Alur yang ditetapkan",
            "9 langkah menjadi 4",
            "Kepala Bidang Perizinan",
            -240,
            -120,
            ("A.I.2.i.a",),
            P.TINGGI,
            layanan=IZIN,
            lapor=((-160, 70, "Tujuh jenis izin."),),
            selesai=-125,
        ),
        Butir(
            "Melatih petugas membaca analisis risiko usaha",
            A.SDM,
            "Sertifikat",
            "14 petugas",
            "Kepala Subbagian Umum",
            -150,
            15,
            ("A.I.3.iii.c",),
            lapor=((-40, 60, "Delapan petugas."),),
        ),
        Butir(
            "Mengumumkan waktu terbit tiap izin",
            A.AKUNTABILITAS,
            "Halaman waktu terbit",
            "Semua izin",
            "operator.dpmptsp",
            -200,
            30,
            ("A.I.4.ii.b",),
            lapor=((-30, 80, ""),),
        ),
        Butir(
            "Menjadwalkan pemeriksaan lapangan secara terbuka",
            A.PENGAWASAN,
            "Jadwal daring",
            "100 % pemeriksaan terjadwal",
            "Kepala Bidang Perizinan",
            -180,
            -8,
            ("A.I.5.v.a",),
            P.TINGGI,
            risiko="Pemohon bertemu petugas teknis di luar loket",
            lapor=((-50, 50, "Menunggu dinas teknis."),),
        ),
        Butir(
            "Membuka klinik NIB di enam pasar",
            A.PELAYANAN,
            "Laporan klinik",
            "2.000 NIB",
            "Kepala Bidang Penanaman Modal",
            -230,
            30,
            ("A.I.6.i.d",),
            P.TINGGI,
            layanan=NIB,
            inovasi="Klinik NIB di pasar",
            masyarakat=True,
            lapor=((-120, 50, ""), (-20, 90, "2.150 NIB terbit.")),
        ),
        Butir(
            "Survei kepuasan pemohon izin",
            A.PELAYANAN,
            "Laporan survei",
            "200 responden",
            "operator.dpmptsp",
            5,
            33,
            ("B.II.a",),
        ),
        Butir(
            "Menyusun maklumat pelayanan",
            A.PELAYANAN,
            "Maklumat",
            "Dipasang di ruang layanan",
            "operator.dpmptsp",
            -280,
            -250,
            ("A.I.6.i.a",),
            selesai=-255,
        ),
    ),
)

INAP, JALAN, GAWAT = "Rawat inap", "Rawat jalan", "Gawat darurat"

RENCANA_RSUD = Rencana(
    unit=RSUD,
    pengisi="operator.rsud",
    layanan=(
        (JALAN, "Pasien poliklinik", "60 menit sampai bertemu dokter", "Sesuai tarif daerah"),
        (INAP, "Pasien rawat inap", "Sesuai perawatan", "Sesuai tarif daerah"),
        (GAWAT, "Pasien gawat darurat", "5 menit", "Sesuai tarif daerah"),
    ),
    isu=(
        (
            "Waktu tunggu poliklinik terlalu panjang",
            "Rata-rata 142 menit dari daftar sampai bertemu dokter.",
            JALAN,
            P.TINGGI,
        ),
    ),
    risiko=(
        (
            "Pengadaan obat di luar katalog",
            "Obat kosong menjelang akhir tahun.",
            "Harga lebih mahal dan celah suap.",
            INAP,
            A.PENGAWASAN,
            3,
            4,
            "Rencana kebutuhan triwulanan dan telaah dua orang.",
            "Kepala Instalasi Farmasi",
        ),
    ),
    inovasi=(
        (
            "Daftar dari Puskesmas",
            A.PELAYANAN,
            JALAN,
            P.TINGGI,
            "Pasien rujukan antre dua kali.",
            "Mendaftar lagi di rumah sakit sejak subuh.",
            "Puskesmas memilihkan jam poliklinik saat merujuk.",
            "Waktu tunggu 142 menit menjadi 58 menit.",
            True,
        ),
    ),
    butir=(
        Butir(
            "Menunjuk agen perubahan tiap instalasi",
            A.PERUBAHAN,
            "SK agen perubahan",
            "11 instalasi",
            "operator.rsud",
            -290,
            -240,
            ("A.II.1.i.a",),
            selesai=-245,
        ),
        Butir(
            "Rekam medis elektronik di semua poliklinik",
            A.TATALAKSANA,
            "Rekam medis elektronik",
            "14 poliklinik",
            "Kepala Instalasi Rekam Medis",
            -250,
            20,
            ("A.I.2.ii.a",),
            P.TINGGI,
            layanan=JALAN,
            lapor=((-100, 50, "Tujuh poliklinik."), (-20, 80, "Sebelas poliklinik.")),
        ),
        Butir(
            "Menata jadwal jaga perawat",
            A.SDM,
            "Jadwal jaga daring",
            "Semua ruang",
            "Kepala Bidang Keperawatan",
            -140,
            -20,
            ("A.I.3.i.a",),
            lapor=((-60, 40, ""),),
        ),
        Butir(
            "Menyusun perjanjian kinerja tiap kepala instalasi",
            A.AKUNTABILITAS,
            "Perjanjian kinerja",
            "11 dokumen",
            "pimpinan.rsud",
            -300,
            -270,
            ("A.I.4.i.a",),
            selesai=-272,
        ),
        Butir(
            "Menelaah pengadaan obat oleh dua orang",
            A.PENGAWASAN,
            "Lembar telaah",
            "100 % pengadaan",
            "Kepala Instalasi Farmasi",
            -210,
            36,
            ("A.I.5.ii.a",),
            P.TINGGI,
            risiko="Pengadaan obat di luar katalog",
            lapor=((-30, 70, ""),),
        ),
        Butir(
            "Menjalankan pendaftaran dari puskesmas",
            A.PELAYANAN,
            "Pendaftaran terhubung",
            "31 puskesmas",
            "operator.rsud",
            -220,
            -60,
            ("A.I.6.v.a",),
            P.TINGGI,
            layanan=JALAN,
            inovasi="Daftar dari Puskesmas",
            masyarakat=True,
            lapor=((-90, 90, "28 puskesmas."),),
            selesai=-64,
        ),
        Butir(
            "Menyediakan ruang tunggu menyusui",
            A.PELAYANAN,
            "Ruang",
            "2 ruang",
            "Kepala Bagian Umum",
            10,
            34,
            masyarakat=True,
        ),
        Butir(
            "Parkir gratis pasien rawat inap",
            A.PELAYANAN,
            "Surat keputusan",
            "Berlaku",
            "Kepala Bagian Umum",
            -160,
            -60,
            prioritas=P.RENDAH,
            batal=(-90, "Pengelolaan parkir masih terikat kontrak sampai akhir tahun."),
        ),
    ),
)


def ceritakan(panggung: Panggung) -> None:
    """Told once: a unit's year with a service or an item in it is left as it is."""
    for rencana in (LALU_DUKCAPIL, RENCANA_DUKCAPIL, RENCANA_DPMPTSP, RENCANA_RSUD):
        unit = panggung.unit[rencana.unit]
        ada = any(m.objects.filter(unit=unit, tahun=rencana.tahun).exists() for m in (LayananUtama, ButirAksi))
        if not ada:
            _tulis(panggung, rencana, unit, panggung.orang[rencana.pengisi])


def _tulis(panggung: Panggung, rencana: Rencana, unit: UnitKerja, pengisi: User) -> None:
    awal = panggung.hari(-315 - 365 * (TAHUN - rencana.tahun))
    kenal: dict[str, BarisTahap] = {}
    with tercatat(awal):
        for model, semua in (
            (LayananUtama, rencana.layanan),
            (IsuStrategis, rencana.isu),
            (Risiko, rencana.risiko),
            (Inovasi, rencana.inovasi),
        ):
            for nilai in semua:
                isi = dict(zip(BIDANG[model], nilai, strict=True))
                if "layanan" in isi:
                    isi["layanan"] = kenal.get(isi["layanan"])
                if model is Inovasi:
                    isi["mulai"] = panggung.hari(-190).date()
                baris = model(unit=unit, tahun=rencana.tahun, dibuat_pada=awal, diubah_pada=awal, **isi)
                kenal[str(nilai[0])] = buat_baris(baris=baris, actor=pengisi)
    for butir in rencana.butir:
        _tulis_butir(panggung, rencana, butir, unit, pengisi, kenal)


def _tulis_butir(
    panggung: Panggung, rencana: Rencana, butir: Butir, unit: UnitKerja, pengisi: User, kenal: dict[str, BarisTahap]
) -> None:
    pic = panggung.orang.get(butir.pic)
    # A pimpinan may be PIC, yet only the tim kerja writes.
    pelapor = pic if pic and butir.pic in PENGISI else pengisi
    lapor = [(panggung.hari(h, 15), persen, catatan) for h, persen, catatan in butir.lapor]
    tutup = butir.selesai if butir.batal is None else butir.batal[0]
    awal = min(panggung.hari(min(butir.mulai, 0) - 5), panggung.hari(-3))
    aksi = ButirAksi(
        unit=unit,
        tahun=rencana.tahun,
        nama=butir.nama,
        area=butir.area,
        kode=list(butir.kode),
        keluaran=butir.keluaran,
        target=butir.target,
        prioritas=butir.prioritas,
        pic=pic,
        pic_nama=pic.nama if pic else butir.pic,
        mulai=panggung.hari(butir.mulai).date(),
        tenggat=max(panggung.hari(butir.tenggat).date(), panggung.hari(butir.mulai).date()),
        menyentuh_masyarakat=butir.masyarakat,
        dibuat_pada=awal,
        **{n: kenal.get(getattr(butir, n)) for n in ("layanan", "isu", "risiko", "inovasi")},
    )
    with tercatat(awal):
        buat_baris(baris=aksi, actor=pengisi)
    for saat, persen, catatan in lapor:
        with tercatat(saat):
            kemajuan = laporkan_kemajuan(butir=aksi, persen=persen, catatan=catatan, versi=aksi.versi, actor=pelapor)
        KemajuanAksi.objects.filter(pk=kemajuan.pk).update(pada=saat)
    if tutup is not None:
        _tutup(panggung, butir, aksi, panggung.hari(tutup, 16), pengisi)
    terakhir = max([awal, *(saat for saat, _p, _c in lapor)])
    ButirAksi.objects.filter(pk=aksi.pk).update(diubah_pada=panggung.hari(tutup, 16) if tutup is not None else terakhir)


def _tutup(panggung: Panggung, butir: Butir, aksi: ButirAksi, saat: dt.datetime, pengisi: User) -> None:
    with tercatat(saat):
        if butir.batal is None:
            gerak_aksi(butir=aksi, aksi="selesaikan", actor=pengisi)
            ButirAksi.objects.filter(pk=aksi.pk).update(selesai_pada=saat.date())
        else:
            gerak_aksi(butir=aksi, aksi="batalkan", actor=pengisi, alasan=butir.batal[1])
