"""The demo's story of pemantauan: TPI asks, visits, finds, looks again, and says who is fit to be proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from evaluation.demo.data import LANGKAT
from evaluation.demo.panggung import TAHUN, Panggung, tercatat
from units.enums.tahap import ArahKonsultasi, Area, BentukPendampingan, Tingkat
from units.models import (
    Konsultasi,
    Notifikasi,
    Pemantauan,
    Pendampingan,
    RekomendasiTPI,
    Temuan,
    UnitKerja,
    User,
)
from units.services.konsultasi import balas, tanya, tutup
from units.services.pemantauan import (
    buat_rekomendasi,
    sampaikan_rekomendasi,
    terbitkan_pemantauan,
    terima_rekomendasi,
)
from units.services.pendampingan import batalkan, catat_hasil, rencanakan
from units.services.tahap import buat_baris
from units.services.temuan import buat_temuan, gerak_temuan

DUKCAPIL, DPMPTSP, RSUD = f"{LANGKAT}/DUKCAPIL", f"{LANGKAT}/DPMPTSP", f"{LANGKAT}/RSUD-TP"
SAMSAT = f"{LANGKAT}/SAMSAT"

# Columns that tell when something came to be, set back beside their history.
WAKTU = (
    (Konsultasi, ("dibuat_pada", "diubah_pada")),
    (Pendampingan, ("dibuat_pada", "diubah_pada")),
    (Pemantauan, ("dibuat_pada", "diubah_pada", "terbit_pada")),
    (Temuan, ("dibuat_pada", "diubah_pada", "diverifikasi_pada")),
    (RekomendasiTPI, ("dibuat_pada", "diubah_pada", "disampaikan_pada", "diterima_pada")),
    (Notifikasi, ("dibuat_pada",)),
)


@contextmanager
def pada(saat: dt.datetime) -> Iterator[None]:
    """What services do inside happened at ``saat``."""
    sejak = timezone.now()
    with tercatat(saat):
        yield
    for model, kolom in WAKTU:
        for nama in kolom:
            model.objects.filter(**{f"{nama}__gte": sejak}).update(**{nama: saat})


def ceritakan(panggung: Panggung) -> None:
    """Told once: what is there is left as it is."""
    if Konsultasi.objects.filter(instansi=panggung.instansi[LANGKAT]).exists():
        return
    kisah = Kisah(panggung)
    kisah.dukcapil()
    kisah.dpmptsp()
    kisah.rsud()
    kisah.samsat()
    kisah.tpn()


class Kisah:
    """One telling: the people by sign-in, the units by code."""

    def __init__(self, panggung: Panggung) -> None:
        self.p = panggung

    def orang(self, nama: str) -> User:
        return self.p.orang[nama]

    def unit(self, kode: str) -> UnitKerja:
        return self.p.unit[kode]

    # --- one act each -----------------------------------------------------------------------------------------------
    def tanyakan(self, kode: str, siapa: str, hari: int, topik: str, isi: str, area: int | None = None) -> Konsultasi:
        unit = self.unit(kode)
        with pada(self.p.hari(hari, 10)):
            return tanya(
                konsultasi=Konsultasi(
                    instansi=unit.instansi,
                    unit=unit,
                    tahun=TAHUN,
                    arah=ArahKonsultasi.UNIT_TPI,
                    topik=topik,
                    area=area,
                ),
                isi=isi,
                actor=self.orang(siapa),
            )

    def balas(self, konsultasi: Konsultasi, siapa: str, hari: int, isi: str, *, menjawab: bool = True) -> None:
        with pada(self.p.hari(hari, 14)):
            balas(konsultasi=konsultasi, isi=isi, actor=self.orang(siapa), menjawab=menjawab)

    def dampingi(
        self,
        kode: str,
        hari: int,
        jam: int,
        topik: str,
        *,
        bentuk: str = BentukPendampingan.ASISTENSI,
        tempat: str,
        petugas: tuple[str, ...] = ("tpi",),
        area: int | None = None,
        hasil: str = "",
    ) -> Pendampingan:
        mulai = self.p.hari(hari, jam)
        # A plan for a weekend would look odd.
        mulai += dt.timedelta(days=max(0, 7 - mulai.weekday()) if mulai.weekday() >= 5 and hari > 0 else 0)
        with pada(self.p.hari(min(hari - 7, -1), 11)):
            baris = rencanakan(
                pendampingan=Pendampingan(
                    unit=self.unit(kode),
                    bentuk=bentuk,
                    mulai=mulai,
                    selesai=mulai + dt.timedelta(hours=3),
                    tempat=tempat,
                    topik=topik,
                    area=area,
                ),
                petugas=[self.orang(nama) for nama in petugas],
                actor=self.orang("ketua"),
            )
        if hasil:
            with pada(mulai + dt.timedelta(hours=6)):
                catat_hasil(pendampingan=baris, hasil=hasil, versi=baris.versi, actor=self.orang(petugas[0]))
        return baris

    def pantau(
        self, kode: str, hari: int, periode: str, ringkasan: str, persen: tuple[int, ...], *, tahun: int = TAHUN
    ) -> Pemantauan:
        with pada(self.p.hari(hari, 9)):
            return buat_baris(
                baris=Pemantauan(
                    unit=self.unit(kode),
                    tahun=tahun,
                    periode=periode,
                    tanggal=self.p.hari(hari).date(),
                    ringkasan=ringkasan,
                    kemajuan={
                        str(area.value): {"persen": nilai, "catatan": CATATAN[area] if nilai < 70 else ""}
                        for area, nilai in zip(Area, persen, strict=True)
                    },
                ),
                actor=self.orang("tpi"),
            )

    def temukan(self, pemantauan: Pemantauan, hari: int, tenggat: int, isi: tuple) -> Temuan:
        area, tingkat, kode, uraian, rekomendasi = isi
        with pada(self.p.hari(hari, 9)):
            return buat_temuan(
                temuan=Temuan(
                    unit=pemantauan.unit,
                    pemantauan=pemantauan,
                    area=area,
                    tingkat=tingkat,
                    kode=kode,
                    uraian=uraian,
                    rekomendasi=rekomendasi,
                    tenggat=self.p.hari(tenggat).date(),
                ),
                actor=self.orang("tpi"),
            )

    def terbitkan(self, pemantauan: Pemantauan, hari: int) -> None:
        with pada(self.p.hari(hari, 15)):
            terbitkan_pemantauan(pemantauan=pemantauan, versi=pemantauan.versi, actor=self.orang("ketua"))

    def langkah(self, temuan: Temuan, hari: int, siapa: str, aksi: str, alasan: str = "") -> None:
        temuan = Temuan.objects.select_related("pemantauan", "unit__instansi").get(pk=temuan.pk)
        with pada(self.p.hari(hari, 13)):
            gerak_temuan(temuan=temuan, aksi=aksi, actor=self.orang(siapa), alasan=alasan)

    # --- the units --------------------------------------------------------------------------------------------------
    def dukcapil(self) -> None:
        p = self.p
        lama = self.pantau(
            DUKCAPIL,
            -345,
            f"Triwulan IV {TAHUN - 1}",
            "Tim kerja sudah terbentuk dan rencana aksi disusun. Penguatan pengawasan masih paling lemah.",
            (60, 55, 50, 60, 35, 70),
            tahun=TAHUN - 1,
        )
        bawaan = self.temukan(lama, -345, 30, TEMUAN_LAMA)
        self.terbitkan(lama, -344)
        self.langkah(bawaan, -300, "operator", "tindak_lanjuti", "Kanal WBS sudah dipasang di laman dinas.")
        self.langkah(
            bawaan,
            -290,
            "tpi",
            "kembalikan",
            "Kanalnya ada, tetapi belum ada petugas yang ditunjuk dan belum ada laporan penanganannya.",
        )

        satu = self.pantau(
            DUKCAPIL,
            -140,
            f"Semester I {TAHUN}",
            "Pembangunan berjalan sesuai rencana. Standar pelayanan sudah ditetapkan ulang, tetapi sosialisasi "
            "benturan kepentingan baru menjangkau sebagian pegawai.",
            (80, 75, 70, 75, 55, 85),
        )
        beres, ditindak = (self.temukan(satu, -140, -95, TEMUAN[0]), self.temukan(satu, -140, 20, TEMUAN[1]))
        self.terbitkan(satu, -139)
        self.langkah(
            beres, -110, "ketuatim", "tindak_lanjuti", "SOP sudah direvisi, ditetapkan, dan dipasang di loket."
        )
        self.langkah(beres, -104, "tpi", "verifikasi", "SOP dan foto pemasangan sudah diperiksa di loket.")
        self.langkah(
            ditindak,
            -3,
            "operator",
            "tindak_lanjuti",
            "Sosialisasi kedua diikuti 41 dari 44 pegawai. Daftar hadir dan materinya terpasang sebagai bukti.",
        )

        dua = self.pantau(
            DUKCAPIL,
            -35,
            f"Triwulan III {TAHUN}",
            "Lima area sudah baik. Yang masih perlu dikejar: tindak lanjut pengaduan dan pengukuran inovasi.",
            (90, 85, 80, 85, 68, 90),
        )
        self.temukan(dua, -35, -6, TEMUAN[2])
        self.temukan(dua, -35, 25, TEMUAN[3])
        self.terbitkan(dua, -34)

        k = self.tanyakan(
            DUKCAPIL,
            "operator",
            -160,
            "Bukti untuk agen perubahan",
            "Apakah rencana aksi agen perubahan cukup satu dokumen untuk semua agen, atau satu per orang?",
            Area.PERUBAHAN,
        )
        self.balas(k, "tpi", -159, "Satu per orang, dengan ukuran yang dapat diperiksa. Formatnya boleh sama.")
        self.balas(k, "operator", -158, "Baik. Kalau agen pindah di tengah tahun?", menjawab=False)
        self.balas(k, "tpi", -158, "Buat SK perubahan dan lampirkan capaian sampai tanggal pindah.")
        with pada(p.hari(-150)):
            tutup(konsultasi=k, actor=self.orang("operator"))
        k = self.tanyakan(
            DUKCAPIL,
            "ketuatim",
            -40,
            "Batas waktu data pengaduan",
            "Pengaduan yang masuk bulan ini dan belum selesai, apakah ikut dihitung pada persentase penyelesaian?",
            Area.PENGAWASAN,
        )
        self.balas(
            k,
            "ketua",
            -39,
            "Ikut dihitung sebagai pengaduan yang harus ditindaklanjuti. Catat tanggal masuknya supaya terlihat "
            "yang masih dalam batas waktu.",
        )
        self.tanyakan(
            DUKCAPIL,
            "operator2",
            -2,
            "Ukuran inovasi jemput bola",
            "Inovasi jemput bola akta kematian baru berjalan empat bulan. Apakah perbandingan sebelum dan sesudah "
            "boleh memakai data empat bulan yang sama tahun lalu?",
            Area.PELAYANAN,
        )

        self.dampingi(
            DUKCAPIL,
            -150,
            9,
            "Bedah LKE dan pembagian tugas per area",
            tempat="Ruang rapat Disdukcapil, Stabat",
            petugas=("tpi", "ketua"),
            hasil="Penanggung jawab tiap area ditetapkan. Daftar bukti yang belum ada disepakati untuk dilengkapi "
            "sebelum akhir semester.",
        )
        self.dampingi(
            DUKCAPIL,
            -60,
            13,
            "Sosialisasi benturan kepentingan",
            bentuk=BentukPendampingan.SOSIALISASI,
            tempat="Aula Disdukcapil, Stabat",
            area=Area.PENGAWASAN,
            hasil="Diikuti 28 pegawai. Petugas loket dijadwalkan pada sesi kedua.",
        )
        batal = self.dampingi(
            DUKCAPIL,
            -20,
            9,
            "Peninjauan loket pelayanan",
            bentuk=BentukPendampingan.PENDAMPINGAN,
            tempat="Loket Disdukcapil, Stabat",
            area=Area.PELAYANAN,
        )
        with pada(p.hari(-21)):
            batalkan(
                pendampingan=batal,
                alasan="Loket pindah sementara karena perbaikan gedung. Dijadwalkan ulang.",
                actor=self.orang("ketua"),
            )
        self.dampingi(
            DUKCAPIL,
            7,
            9,
            "Peninjauan loket pelayanan",
            bentuk=BentukPendampingan.PENDAMPINGAN,
            tempat="Loket Disdukcapil, Stabat",
            petugas=("tpi", "ketua"),
            area=Area.PELAYANAN,
        )

    def dpmptsp(self) -> None:
        pemantauan = self.pantau(
            DPMPTSP,
            -75,
            f"Semester I {TAHUN}",
            "Keenam area berjalan. Perizinan daring menurunkan waktu layanan dari lima menjadi dua hari kerja.",
            (90, 95, 85, 90, 80, 95),
        )
        temuan = self.temukan(pemantauan, -75, -45, TEMUAN[4])
        self.terbitkan(pemantauan, -74)
        self.langkah(temuan, -55, "operator.dpmptsp", "tindak_lanjuti", "Maklumat sudah ditandatangani dan dipajang.")
        self.langkah(temuan, -50, "tpi", "verifikasi")
        with pada(self.p.hari(-30)):
            rekomendasi = buat_rekomendasi(
                rekomendasi=RekomendasiTPI(
                    unit=self.unit(DPMPTSP),
                    tahun=TAHUN,
                    layak=True,
                    alasan="Rencana aksi berjalan di keenam area, temuan semester pertama sudah diverifikasi, dan "
                    "pemantauan menunjukkan kemajuan di atas 80 %. Unit siap dinilai dan diusulkan menuju WBK.",
                ),
                actor=self.orang("ketua"),
            )
        with pada(self.p.hari(-28)):
            sampaikan_rekomendasi(rekomendasi=rekomendasi, versi=rekomendasi.versi, actor=self.orang("dalnis"))
        with pada(self.p.hari(-25, 11)):
            terima_rekomendasi(rekomendasi=rekomendasi, actor=self.orang("bupati"))

    def rsud(self) -> None:
        pemantauan = self.pantau(
            RSUD,
            -50,
            f"Triwulan III {TAHUN}",
            "Antrean daring sudah berjalan. Pengelolaan gratifikasi dan jadwal dokter masih perlu dibenahi.",
            (65, 60, 55, 60, 40, 65),
        )
        dua = [self.temukan(pemantauan, -50, tenggat, isi) for tenggat, isi in ((-10, TEMUAN[5]), (14, TEMUAN[6]))]
        self.terbitkan(pemantauan, -49)
        alasan = (
            "SK tim UPG sudah ada, tetapi belum memuat pembagian tugas. Perbaiki, lalu lampirkan laporan bulanan.",
            "Yang dilampirkan jadwal bulan lalu. Lampirkan jadwal yang sekarang dipajang, dengan fotonya.",
        )
        for temuan, kurang in zip(dua, alasan, strict=True):
            self.langkah(temuan, -20, "operator.rsud", "tindak_lanjuti", "Dokumen sudah kami lengkapi.")
            self.langkah(temuan, -15, "tpi", "kembalikan", kurang)
        # The same officer at the same hours as in Stabat: the calendar says so.
        self.dampingi(
            RSUD,
            7,
            10,
            "Penelaahan unit pengendalian gratifikasi",
            tempat="RSUD Tanjung Pura",
            area=Area.PENGAWASAN,
        )

    def samsat(self) -> None:
        self.dampingi(
            SAMSAT,
            -12,
            9,
            "Asistensi penyusunan rencana aksi",
            tempat="Kantor Bersama Samsat Stabat",
            petugas=("tpi2",),
            hasil="Rencana aksi tersusun untuk area 1 sampai 4. Area 5 dan 6 dilanjutkan minggu berikutnya.",
        )

    def tpn(self) -> None:
        with pada(self.p.hari(-90)):
            k = tanya(
                konsultasi=Konsultasi(
                    instansi=self.p.instansi[LANGKAT],
                    unit=self.unit(RSUD),
                    tahun=TAHUN,
                    arah=ArahKonsultasi.TPI_TPN,
                    topik="Responden survei di rumah sakit",
                ),
                isi="Untuk unit rumah sakit, apakah keluarga yang mengurus administrasi pasien dapat menjadi responden "
                "survei persepsi?",
                actor=self.orang("ketua"),
            )
        self.balas(
            k,
            "tpnanggota",
            -88,
            "Dapat, sepanjang ia sendiri yang selesai menerima layanan administrasi itu dan tidak mewakili penilaian "
            "atas tindakan medis. Sebutkan jenis layanannya pada data responden.",
        )


CATATAN = {
    Area.PERUBAHAN: "Agen perubahan sudah ada; ukuran capaiannya belum ditulis.",
    Area.TATALAKSANA: "SOP baru perlu disosialisasikan ke semua petugas.",
    Area.SDM: "Target kinerja individu belum semuanya turun dari perjanjian kinerja.",
    Area.AKUNTABILITAS: "Monev triwulan belum selalu dihadiri pimpinan.",
    Area.PENGAWASAN: "Gratifikasi, benturan kepentingan, dan WBS perlu bukti pelaksanaan.",
    Area.PELAYANAN: "Hasil survei belum ditindaklanjuti secara tertulis.",
}
TEMUAN_LAMA = (
    Area.PENGAWASAN,
    Tingkat.BERAT,
    "A.I.5.iv.a",
    "Whistleblowing system belum dikelola: tidak ada petugas yang ditunjuk dan tidak ada laporan penanganan.",
    "Tunjuk pengelola WBS dengan SK dan susun laporan penanganan setiap triwulan.",
)
TEMUAN = (
    (
        Area.TATALAKSANA,
        Tingkat.SEDANG,
        "A.I.2.i.a",
        "SOP penerbitan akta kelahiran di loket berbeda dari SOP yang ditetapkan.",
        "Selaraskan SOP, tetapkan ulang, dan pasang di loket.",
    ),
    (
        Area.PENGAWASAN,
        Tingkat.SEDANG,
        "A.I.5.v.a",
        "Sosialisasi benturan kepentingan baru diikuti 28 dari 44 pegawai.",
        "Adakan sesi kedua untuk petugas loket, lampirkan daftar hadir dan materi.",
    ),
    (
        Area.PENGAWASAN,
        Tingkat.BERAT,
        "A.I.5.iii.a",
        "Tujuh pengaduan melalui SP4N-LAPOR melewati batas waktu tanpa tindak lanjut.",
        "Selesaikan ketujuh pengaduan dan tetapkan petugas yang memeriksa kanal setiap hari kerja.",
    ),
    (
        Area.PELAYANAN,
        Tingkat.RINGAN,
        "A.I.6.ii.a",
        "Inovasi jemput bola belum punya ukuran sebelum dan sesudah.",
        "Tetapkan ukuran, misalnya jumlah akta per bulan dan waktu tunggu, lalu isi di daftar inovasi.",
    ),
    (
        Area.PELAYANAN,
        Tingkat.SEDANG,
        "A.I.6.i.a",
        "Maklumat pelayanan yang dipajang belum ditandatangani pimpinan yang baru.",
        "Perbarui maklumat dan pajang di ruang pelayanan.",
    ),
    (
        Area.PENGAWASAN,
        Tingkat.BERAT,
        "A.I.5.i.a",
        "Unit pengendalian gratifikasi belum menyusun laporan sejak dibentuk.",
        "Lengkapi pembagian tugas UPG dan susun laporan bulanan.",
    ),
    (
        Area.PELAYANAN,
        Tingkat.SEDANG,
        "",
        "Jadwal dokter di papan informasi tidak sesuai dengan jadwal praktik.",
        "Perbarui jadwal setiap awal pekan dan tunjuk penanggung jawabnya.",
    ),
)
