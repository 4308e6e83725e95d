"""The demo's story of the tim kerja, the agents of change, what was published and what reached the public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from evaluation.demo.cerita import DPMPTSP, DUKCAPIL, RSUD
from evaluation.demo.data import ORANG, nama_orang
from evaluation.demo.panggung import TAHUN, Panggung, tercatat
from units.enums import Peran
from units.enums.tahap import Area, Kanal, PeranTim
from units.models import (
    AgenPerubahan,
    AnggotaTim,
    BarisTahap,
    Perubahan,
    ProgramMasyarakat,
    Publikasi,
    TimKerja,
    User,
)
from units.services.tahap import buat_baris
from units.services.tim import buat_tim, susun_anggota, susun_perubahan

MEKANISME = (
    "Anggota selain pimpinan dipilih dari pegawai yang mendaftar. Panitia seleksi menilai rekam jejak disiplin, "
    "penguasaan area, dan kesanggupan waktu, lalu mengumumkan hasilnya di papan pengumuman sebelum SK ditetapkan."
)

# Area → who coordinates it and who works in it.
TIM_DUKCAPIL = {
    Area.PERUBAHAN: ("Kepala Subbagian Umum", ("Analis Kebijakan", "Pengelola Kepegawaian")),
    Area.TATALAKSANA: ("Kepala Bidang Pengelolaan Informasi", ("Pranata Komputer", "Arsiparis")),
    Area.SDM: ("Kepala Subbagian Kepegawaian", ("Analis SDM Aparatur", "Pengelola Kinerja")),
    Area.AKUNTABILITAS: ("Kepala Subbagian Program", ("Perencana", "Bendahara")),
    Area.PENGAWASAN: ("Kepala Bidang Pemanfaatan Data", ("Auditor Internal", "Pengelola Pengaduan")),
    Area.PELAYANAN: ("Kepala Bidang Pendaftaran Penduduk", ("Operator Adminduk", "Petugas Loket")),
}

# Name comes from the stage; what each changed: title, days ago, integrated, how.
AGEN_DUKCAPIL = (
    (
        "Kepala Bidang Pendaftaran Penduduk",
        (
            ("Antrean daring lewat WhatsApp", 240, True, "Masuk SOP pelayanan dan dipakai di semua loket."),
            ("Loket khusus lansia dan difabel", 150, True, "Ditetapkan dalam standar pelayanan."),
        ),
    ),
    (
        "Pranata Komputer",
        (
            ("Pelacakan berkas dengan kode QR", 200, True, "Terpasang pada aplikasi adminduk unit."),
            ("Dasbor harian waktu layanan", 90, False, "Diuji di dua loket."),
        ),
    ),
    ("Analis SDM Aparatur", (("Apel integritas setiap Senin", 260, True, "Jadwalnya ditetapkan kepala dinas."),)),
    (
        "Pengelola Pengaduan",
        (("Jawaban pengaduan paling lama satu hari kerja", 180, True, "Masuk perjanjian kinerja bidang."),),
    ),
    ("Arsiparis", (("Arsip akta dipindai setelah terbit", 130, False, "Tahun terbit 2020 sampai 2026 selesai."),)),
    ("Petugas Loket", (("Papan biaya nol rupiah di tiap loket", 70, False, "Dipasang di kantor induk."),)),
)

PUBLIKASI_DUKCAPIL = (
    (295, "Pencanangan pembangunan Zona Integritas", Kanal.SITUS, "pencanangan-zona-integritas"),
    (293, "Langkat Post: Disdukcapil mencanangkan Zona Integritas", Kanal.MEDIA_MASSA, ""),
    (250, "Maklumat pelayanan tanpa pungutan", Kanal.SITUS, "maklumat-pelayanan"),
    (210, "Video: mengurus akta kelahiran lewat WhatsApp", Kanal.MEDIA_SOSIAL, "video-akta-kelahiran"),
    (160, "Spanduk cara melapor gratifikasi", Kanal.CETAK, ""),
    (120, "Sosialisasi layanan gratis di Pasar Stabat", Kanal.TATAP_MUKA, ""),
    (65, "Hasil survei kepuasan masyarakat semester I", Kanal.SITUS, "hasil-survei-semester-i"),
    (20, "Infografis: lima janji pelayanan kami", Kanal.MEDIA_SOSIAL, "lima-janji-pelayanan"),
)
KETERANGAN = {
    Kanal.MEDIA_MASSA: "Terbit di halaman daerah; klipingnya disimpan di arsip bukti.",
    Kanal.CETAK: "Terpasang di kantor induk dan enam kantor kecamatan.",
    Kanal.TATAP_MUKA: "Dihadiri pedagang dan pengunjung pasar; daftar hadir tersimpan.",
}

PROGRAM_DUKCAPIL = (
    (
        200,
        "Jemput bola akta kelahiran di pesisir",
        "Warga desa pesisir Tanjung Pura dan Secanggang",
        412,
        "Akta kelahiran terbit di tempat untuk 388 anak; sisanya dilengkapi di kantor.",
    ),
    (
        110,
        "Perekaman KTP elektronik di sekolah",
        "Siswa SMA dan SMK yang genap 17 tahun",
        1_260,
        "Perekaman selesai di 14 sekolah, tanpa siswa meninggalkan pelajaran lebih dari satu jam.",
    ),
    (
        35,
        "Layanan rumah bagi lansia dan penyandang disabilitas",
        "Warga yang tidak dapat datang ke kantor",
        96,
        "Dokumen diantar ke rumah paling lama tiga hari setelah kunjungan.",
    ),
)


def ceritakan(panggung: Panggung) -> None:
    """Told once: what is there is left as it is."""
    _tim(panggung, DUKCAPIL, nomor="800/112/DUKCAPIL", hari=-310, susunan=TIM_DUKCAPIL)
    ringkas = {a: (f"Koordinator Area {a.value}", ("Analis Kebijakan",)) for a in Area}
    _tim(panggung, RSUD, nomor="445/087/RSUD-TP", hari=-280, susunan=ringkas)
    # One area waits for its people, as teams do.
    belum = {a: isi for a, isi in ringkas.items() if a != Area.PENGAWASAN}
    _tim(panggung, DPMPTSP, nomor="503/041/DPMPTSP", hari=-270, susunan=belum)
    _agen(panggung)
    _publikasi(panggung)
    _program(panggung)


def orang_unit(panggung: Panggung, kode: str, peran: str) -> User:
    """The first sign-in with this role in the unit."""
    return next(panggung.orang[o.username] for o in ORANG if (o.lingkup, o.peran) == (kode, peran))


def _belum(panggung: Panggung, kode: str, model: type[BarisTahap]) -> bool:
    return not model.objects.filter(unit=panggung.unit[kode], tahun=TAHUN).exists()


def _milik(panggung: Panggung, kode: str, saat: dt.datetime) -> dict[str, object]:
    return {"unit": panggung.unit[kode], "tahun": TAHUN, "dibuat_pada": saat, "diubah_pada": saat}


def _tim(
    panggung: Panggung, kode: str, *, nomor: str, hari: int, susunan: dict[Area, tuple[str, Iterable[str]]]
) -> None:
    if not _belum(panggung, kode, TimKerja):
        return
    saat, actor = panggung.hari(hari), orang_unit(panggung, kode, Peran.OPERATOR)
    pimpinan = orang_unit(panggung, kode, Peran.PIMPINAN_UNIT)
    nama = iter(nama_orang("tim", kode, n) for n in range(40))
    ketua = {o.lingkup: o.nama for o in ORANG if o.peran == Peran.KETUA_TIM}.get(kode) or next(nama)
    anggota = [
        AnggotaTim(nama=pimpinan.nama, jabatan=pimpinan.jabatan, peran=PeranTim.PENANGGUNG_JAWAB),
        AnggotaTim(nama=ketua, jabatan="Sekretaris", peran=PeranTim.KETUA),
        AnggotaTim(nama=actor.nama, jabatan=actor.jabatan, peran=PeranTim.SEKRETARIS),
    ]
    for area, (koordinator, lain) in susunan.items():
        anggota.append(AnggotaTim(nama=next(nama), jabatan=koordinator, peran=PeranTim.KOORDINATOR, area=area))
        anggota += [AnggotaTim(nama=next(nama), jabatan=j, area=area) for j in lain]
    anggota += [AnggotaTim(nama=next(nama), jabatan="Pengadministrasi Umum", peran=PeranTim.SEKRETARIAT)]
    with tercatat(saat):
        tim = buat_tim(
            baris=TimKerja(
                nomor_sk=f"{nomor}/{TAHUN}",
                tanggal_sk=saat.date(),
                mekanisme=MEKANISME,
                **_milik(panggung, kode, saat),
            ),
            actor=actor,
        )
        susun_anggota(tim=tim, anggota=anggota, versi=tim.versi, actor=actor)


def _agen(panggung: Panggung) -> None:
    if not _belum(panggung, DUKCAPIL, AgenPerubahan):
        return
    saat, actor = panggung.hari(-285), orang_unit(panggung, DUKCAPIL, Peran.OPERATOR)
    for nomor, (jabatan, perubahan) in enumerate(AGEN_DUKCAPIL):
        with tercatat(saat):
            agen = buat_baris(
                baris=AgenPerubahan(
                    nama=nama_orang("agen", DUKCAPIL, nomor),
                    jabatan=jabatan,
                    nomor_sk=f"800/131/DUKCAPIL/{TAHUN}",
                    tanggal_sk=saat.date(),
                    **_milik(panggung, DUKCAPIL, saat),
                ),
                actor=actor,
            )
        isi = [
            Perubahan(judul=judul, tanggal=panggung.hari(-lalu).date(), terintegrasi=sudah, uraian=uraian)
            for judul, lalu, sudah, uraian in perubahan
        ]
        with tercatat(panggung.hari(-min(lalu for _judul, lalu, *_lain in perubahan))):
            susun_perubahan(agen=agen, perubahan=isi, versi=agen.versi, actor=actor)


def _publikasi(panggung: Panggung) -> None:
    # The declaration may have brought publications of its own.
    ada = set(Publikasi.objects.filter(unit=panggung.unit[DUKCAPIL]).values_list("judul", flat=True))
    actor = orang_unit(panggung, DUKCAPIL, Peran.OPERATOR)
    for lalu, judul, kanal, jalan in PUBLIKASI_DUKCAPIL:
        if judul in ada:
            continue
        saat = panggung.hari(-lalu)
        with tercatat(saat):
            buat_baris(
                baris=Publikasi(
                    judul=judul,
                    kanal=kanal,
                    tanggal=saat.date(),
                    url=f"https://dukcapil.contoh.go.id/{jalan}" if jalan else "",
                    keterangan=KETERANGAN.get(kanal, ""),
                    **_milik(panggung, DUKCAPIL, saat),
                ),
                actor=actor,
            )


def _program(panggung: Panggung) -> None:
    if not _belum(panggung, DUKCAPIL, ProgramMasyarakat):
        return
    actor = orang_unit(panggung, DUKCAPIL, Peran.OPERATOR)
    for lalu, nama, sasaran, peserta, hasil in PROGRAM_DUKCAPIL:
        saat = panggung.hari(-lalu)
        with tercatat(saat):
            buat_baris(
                baris=ProgramMasyarakat(
                    nama=nama,
                    sasaran=sasaran,
                    tanggal=saat.date(),
                    peserta=peserta,
                    hasil=hasil,
                    **_milik(panggung, DUKCAPIL, saat),
                ),
                actor=actor,
            )
