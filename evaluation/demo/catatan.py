"""What the unit writes beside its answers, with ``{tahun}`` and ``{unit}``, and what TPI writes where it differs."""

from __future__ import annotations

CATATAN = {
    "A.I.1.i.a": (
        "Tim Pembangunan ZI dibentuk dengan SK Kepala {unit} bulan Januari {tahun}, memuat enam kelompok kerja."
    ),
    "A.I.1.i.b": (
        "Anggota dipilih lewat usulan tiap bidang, wawancara singkat, dan berita acara pemilihan; semua "
        "bidang terwakili."
    ),
    "A.I.1.ii.a": (
        "Rencana kerja pembangunan ZI {tahun} ditetapkan pimpinan setelah rapat tim, lengkap dengan "
        "jadwal dan penanggung jawab."
    ),
    "A.I.1.ii.b": (
        "Target prioritas dirinci per area dalam rencana aksi, misalnya waktu layanan dan tindak lanjut pengaduan."
    ),
    "A.I.1.ii.c": (
        "Sosialisasi lewat apel, situs web, media sosial, dan banner di ruang tunggu; jadwalnya ada di "
        "rencana publikasi."
    ),
    "A.I.1.iii.a": (
        "Realisasi rencana aksi dilaporkan tiap triwulan; sampai triwulan III hampir semua kegiatan terlaksana."
    ),
    "A.I.1.iii.b": (
        "Monev dilakukan tiap triwulan dalam rapat yang dipimpin kepala unit; notula dan daftar hadir terlampir."
    ),
    "A.I.1.iii.c": (
        "Rekomendasi monev triwulan I dan II sudah ditindaklanjuti dan dilaporkan kembali dalam rapat berikutnya."
    ),
    "A.I.1.iv.a": "Pimpinan memimpin apel integritas, hadir tepat waktu, dan melaporkan LHKPN sebelum batas waktu.",
    "A.I.1.iv.b": "Tiga agen perubahan ditetapkan dengan SK dan mempunyai rencana aksi masing-masing.",
    "A.I.1.iv.c": "Internalisasi BerAKHLAK tiap Jumat pagi dan pelatihan budaya layanan dua kali pada {tahun}.",
    "A.I.1.iv.d": "Seluruh pegawai menandatangani pakta integritas; usulan pegawai dihimpun lewat kotak ide.",
    "A.I.2.i.a": "SOP disusun mengacu pada peta proses bisnis pemda dan memuat inovasi layanan tanpa fotokopi.",
    "A.I.2.i.b": "Penerapan SOP dipantau lewat lembar periksa harian di loket; rekapnya dilaporkan tiap bulan.",
    "A.I.2.i.c": "Evaluasi SOP dilakukan Juni {tahun}; sebelas SOP diperbaiki.",
    "A.I.2.ii.a": "Kinerja diukur lewat e-kinerja dan dasbor capaian layanan harian.",
    "A.I.2.ii.b": "Presensi, cuti, dan data pegawai dikelola lewat aplikasi kepegawaian daerah.",
    "A.I.2.ii.c": "Pendaftaran, pelacakan berkas, dan pengaduan tersedia daring; panduannya ada di situs web.",
    "A.I.2.ii.d": "Pemanfaatan TI dievaluasi tiap semester bersama dinas kominfo; hasilnya ada di laporan monev.",
    "A.I.2.iii.a": "PPID pembantu ditetapkan dan daftar informasi publik diperbarui tiap triwulan di situs web.",
    "A.I.2.iii.b": "Permohonan informasi dan pemenuhannya dievaluasi tiap semester; tidak ada sengketa informasi.",
    "A.I.3.i.a": "Kebutuhan pegawai disusun dari peta jabatan dan ABK {tahun}, disampaikan ke BKD.",
    "A.I.3.i.b": "Penempatan CPNS sesuai formasi yang diusulkan; SK penempatan dan SPMT terlampir.",
    "A.I.3.i.c": "Kinerja pegawai baru dievaluasi setelah enam bulan; hasilnya dipakai untuk pembagian tugas.",
    "A.I.3.ii.a": "Rotasi internal dilakukan untuk pengembangan karier dan penyegaran petugas loket.",
    "A.I.3.ii.b": "Rotasi mengikuti pola mutasi dan mempertimbangkan hasil pemetaan kompetensi.",
    "A.I.3.ii.c": "Dampak rotasi terhadap waktu layanan dievaluasi dan dibahas dalam rapat bidang.",
    "A.I.3.iii.a": "Analisis kebutuhan pelatihan disusun Februari {tahun} dari penilaian tiap atasan.",
    "A.I.3.iii.b": "Rencana pengembangan kompetensi disusun dari hasil SKP dan analisis kebutuhan pelatihan.",
    "A.I.3.iii.c": "Kesenjangan kompetensi dihitung per jabatan; kurang dari seperempat pegawai di bawah standar.",
    "A.I.3.iii.d": "Semua pegawai mendapat kesempatan pelatihan; rekap jam pelajaran per pegawai terlampir.",
    "A.I.3.iii.e": (
        "Pelatihan internal, coaching atasan langsung, dan magang antarbidang dilaksanakan sepanjang {tahun}."
    ),
    "A.I.3.iii.f": "Hasil pelatihan dinilai lewat pre-test dan post-test serta penilaian atasan tiga bulan kemudian.",
    "A.I.3.iv.a": "SKP seluruh pegawai diturunkan dari perjanjian kinerja kepala unit.",
    "A.I.3.iv.b": "Matriks peran hasil menunjukkan kaitan indikator pegawai dengan indikator atasannya.",
    "A.I.3.iv.c": "Kinerja individu dinilai bulanan lewat e-kinerja dan direkap triwulanan.",
    "A.I.3.iv.d": "Pegawai terbaik bulanan dipilih dari nilai kinerja; piagam dan SK terlampir.",
    "A.I.3.v.a": "Kode etik disosialisasikan dan ditandatangani; pelanggaran diproses oleh majelis kode etik.",
    "A.I.3.vi.a": "Data pegawai dimutakhirkan tiap ada perubahan, paling lambat akhir bulan.",
    "A.I.4.i.a": "Kepala unit memimpin langsung rapat penyusunan renja dan RKA; notula terlampir.",
    "A.I.4.i.b": "Perjanjian kinerja dibahas bersama pimpinan dan seluruh kepala bidang pada Januari {tahun}.",
    "A.I.4.i.c": "Capaian kinerja dipantau pimpinan tiap bulan; arahan perbaikan tercatat dalam notula.",
    "A.I.4.ii.a": "Renstra, renja, dan perjanjian kinerja {tahun} tersedia dan dipublikasikan.",
    "A.I.4.ii.b": "Sasaran perjanjian kinerja berorientasi hasil, bukan jumlah kegiatan.",
    "A.I.4.ii.c": "IKU ditetapkan dengan keputusan kepala unit dan selaras dengan RPJMD.",
    "A.I.4.ii.d": "Setiap IKU diuji dengan lembar SMART; dua indikator diperbaiki.",
    "A.I.4.ii.e": "Laporan kinerja disampaikan sebelum 31 Januari; bukti unggah terlampir.",
    "A.I.4.ii.f": "Laporan kinerja memuat capaian, perbandingan antartahun, analisis penyebab, dan efisiensi anggaran.",
    "A.I.4.ii.g": "Data kinerja dihimpun lewat e-SAKIP dengan tim pengumpul data di tiap bidang.",
    "A.I.4.ii.h": "Tiga pengelola kinerja mengikuti bimtek SAKIP pada {tahun}.",
    "A.I.5.i.a": "Kampanye tolak gratifikasi lewat banner, video ruang tunggu, dan pengumuman berkala di loket.",
    "A.I.5.i.b": "UPG dibentuk, laporan gratifikasi direkap tiap bulan, dan SOP penolakan dipasang di loket.",
    "A.I.5.ii.a": (
        "SK SPIP, kode etik, dan pembagian tugas membentuk lingkungan pengendalian; penilaian mandiri dilakukan."
    ),
    "A.I.5.ii.b": "Register risiko mencakup layanan utama, pengadaan, dan kepegawaian; disusun bersama seluruh bidang.",
    "A.I.5.ii.c": "Rencana tindak pengendalian dilaksanakan, misalnya antrean elektronik untuk menutup percaloan.",
    "A.I.5.ii.d": "SPI dijelaskan dalam rapat pegawai dan diumumkan lewat surat edaran serta poster.",
    "A.I.5.iii.a": "Pengaduan diterima lewat SP4N-LAPOR!, WhatsApp, kotak saran, dan loket khusus.",
    "A.I.5.iii.b": "Seluruh pengaduan {tahun} ditindaklanjuti; rekap dan balasannya terlampir.",
    "A.I.5.iii.c": "Penanganan pengaduan dievaluasi tiap triwulan dalam rapat yang dipimpin sekretaris.",
    "A.I.5.iii.d": "Hasil evaluasi ditindaklanjuti dengan penambahan petugas pada jam ramai.",
    "A.I.5.iv.a": "WBS memakai kanal Inspektorat; tautan dan kode QR dipasang di ruang kerja.",
    "A.I.5.iv.b": "Penerapan WBS dievaluasi bersama Inspektorat pada semester I.",
    "A.I.5.iv.c": "Rekomendasi evaluasi WBS, yaitu sosialisasi ulang, sudah dilaksanakan.",
    "A.I.5.v.a": "Pemetaan benturan kepentingan dilakukan pada semua layanan utama dan pengadaan.",
    "A.I.5.v.b": "Materi benturan kepentingan disampaikan kepada seluruh pegawai pada Maret {tahun}.",
    "A.I.5.v.c": "Surat pernyataan bebas benturan kepentingan diisi petugas verifikasi dan pejabat pengadaan.",
    "A.I.5.v.d": "Penanganan benturan kepentingan dievaluasi Juli {tahun}.",
    "A.I.5.v.e": "Hasil evaluasi ditindaklanjuti dengan pergantian penanggung jawab verifikasi.",
    "A.I.6.i.a": "Standar pelayanan seluruh jenis layanan ditetapkan dengan keputusan kepala unit.",
    "A.I.6.i.b": "Maklumat ditandatangani, dipajang di pintu masuk, dan dimuat di situs web.",
    "A.I.6.i.c": "Standar direviu dalam forum konsultasi publik bersama tokoh masyarakat dan pengguna layanan.",
    "A.I.6.i.d": "Standar dan maklumat dipasang di ruang layanan serta situs web.",
    "A.I.6.ii.a": "Pelatihan pelayanan prima dilaksanakan dua kali dan diikuti semua petugas loket.",
    "A.I.6.ii.b": "Informasi layanan tersedia di situs web, media sosial, SIPPN, dan papan informasi.",
    "A.I.6.ii.c": "Penghargaan petugas terbaik dan sanksi bertahap diatur dalam keputusan kepala unit.",
    "A.I.6.ii.d": "Kompensasi berupa antar dokumen ke rumah bila melewati waktu layanan; buktinya direkap.",
    "A.I.6.ii.e": "Layanan terpadu dalam satu ruang dengan antrean elektronik.",
    "A.I.6.ii.f": "Inovasi jemput bola dan layanan daring mempersingkat waktu; pernah direplikasi unit lain.",
    "A.I.6.iii.a": "Akun SP4N-LAPOR! aktif dan dipantau harian oleh admin yang ditetapkan.",
    "A.I.6.iii.b": "Tim pengelola pengaduan dan konsultasi ditetapkan dengan SK.",
    "A.I.6.iii.c": "Keluhan dan konsultasi dievaluasi tiap triwulan menurut jenis layanan.",
    "A.I.6.iv.a": "SKM dilaksanakan tiap semester dengan jumlah responden sesuai tabel.",
    "A.I.6.iv.b": "Hasil SKM diumumkan di situs web dan papan pengumuman.",
    "A.I.6.iv.c": "Unsur terendah ditindaklanjuti dengan perbaikan sarana ruang tunggu.",
    "A.I.6.v.a": "Seluruh layanan utama memakai aplikasi, dari pendaftaran sampai penyerahan.",
    "A.I.6.v.b": "Basis data layanan terhubung dengan sistem pusat dan antrean.",
    "A.I.6.v.c": "Masukan pengguna aplikasi ditindaklanjuti dalam dua rilis perbaikan pada {tahun}.",
    "A.II.1.i.a": "Setiap agen perubahan menghasilkan perubahan yang dilaporkan kepada pimpinan.",
    "A.II.1.i.b": "Perubahan dimasukkan ke SOP dan aplikasi layanan.",
    "A.II.1.ii.a": "Target capaian reformasi tercantum dalam perjanjian kinerja dan sebagian besar tercapai.",
    "A.II.1.iii.a": "Nilai BerAKHLAK diterapkan dalam SOP sapa dan jadwal piket layanan.",
    "A.II.2.i.a": "Peta proses bisnis disesuaikan setelah penyetaraan jabatan.",
    "A.II.2.ii.a": "Layanan daring terhubung dengan antrean sehingga pemohon cukup datang sekali.",
    "A.II.2.ii.b": "Surat, cuti, dan perjalanan dinas diproses elektronik.",
    "A.II.2.iii.a": "Digitalisasi verifikasi memangkas waktu dari tiga hari menjadi satu hari.",
    "A.II.2.iii.b": "Persuratan elektronik menghapus cetak berkas internal.",
    "A.II.2.iii.c": "Pemohon melacak berkas sendiri; kunjungan ulang berkurang.",
    "A.II.3.i.a": "SKP kepala bidang dan petugas memuat hasil, misalnya ketepatan waktu layanan.",
    "A.II.3.ii.a": "Hasil asesmen dipakai dalam usulan promosi dan rotasi.",
    "A.II.3.iii.a": "Rekap pelanggaran disiplin dari pengelola kepegawaian; semua diberi sanksi sesuai ketentuan.",
    "A.II.4.i.a": "Dihitung dari laporan kinerja tahun terakhir.",
    "A.II.4.ii.a": "Capaian perjanjian kinerja menjadi dasar penghargaan bidang terbaik.",
    "A.II.4.iii.a": "Pohon kinerja disusun dan dipakai menurunkan indikator sampai pelaksana.",
    "A.II.5.i.a": "Pengendalian berjenjang dari petugas, kepala seksi, sampai kepala unit; dilaporkan tiap triwulan.",
    "A.II.5.ii.a": "Angka dari rekap SP4N-LAPOR! dan buku pengaduan.",
    "A.II.5.iii.a": "Angka dari rekap kepatuhan Inspektorat per 31 Maret {tahun}.",
    "A.II.5.iii.b": "Angka dari rekap SPT dan LHKASN.",
    "A.II.6.i.a": "Inovasi diterapkan pada seluruh jenis layanan dan berdampak pada waktu serta biaya.",
    "A.II.6.i.b": "Dihitung dari daftar layanan dalam standar pelayanan.",
    "A.II.6.ii.a": "Pengaduan di semua kanal dijawab paling lama tiga hari kerja.",
    "B.I.a": "Hasil survei persepsi anti korupsi mandiri {tahun}.",
    "B.I.b": "Capaian IKU dibandingkan target, tahun lalu, dan rata-rata unit sejenis.",
    "B.II.a": "Hasil survei persepsi kualitas pelayanan mandiri {tahun}.",
}

# Added where the answer is not the best one.
KURANG = (
    "Belum seluruhnya; sisanya masuk rencana aksi triwulan berikut.",
    "Dilaksanakan sebagian, karena pegawai yang menangani baru berganti.",
    "Dokumen tindak lanjutnya masih disusun.",
    "Pelaksanaannya belum rutin setiap bulan.",
    "Belum mencakup semua bidang.",
)

# Where nothing was done yet.
BELUM = (
    "Belum dilaksanakan; dijadwalkan dalam rencana aksi semester berikut.",
    "Belum ada; rancangannya sedang dibahas tim kerja.",
    "Belum dapat dilaksanakan tahun ini karena menunggu pedoman.",
)

# What TPI writes where it judges lower.
TPI_TURUN = (
    "Dokumen yang dilampirkan belum menunjukkan pelaksanaan di semua bidang. Nilai diturunkan satu tingkat.",
    "Notula ada, tetapi tindak lanjutnya belum terlihat. Lampirkan laporan tindak lanjut.",
    "Bukti berasal dari tahun sebelumnya. Perlu bukti pelaksanaan tahun berjalan.",
    "Laporan monev baru satu kali, sedangkan kriteria meminta dilakukan berkala.",
    "SK tersedia, namun uraian tugas dan pembagian peran belum dirinci.",
    "Hasil wawancara menunjukkan sebagian pegawai belum memahami mekanisme ini.",
)
# And where it judges higher.
TPI_NAIK = (
    "Bukti lapangan lebih baik daripada jawaban unit; penerapan sudah menyeluruh.",
    "Unit menilai dirinya terlalu rendah. Dokumen memenuhi kriteria yang lebih tinggi.",
)
TPI_SETUJU = ("Bukti sesuai.", "Sesuai dokumen dan wawancara.", "Sudah dicek di lapangan.")

KOMENTAR_OPERATOR = (
    "Mohon bantuan @ketuatim, angka pengaduan triwulan III masih menunggu rekap dari loket Tanjung Pura."
)
