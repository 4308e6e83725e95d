"""The demo's story of the quarterly monev: two signed, the third a draft, with what was decided and what came of it."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from evaluation.demo.cerita import DUKCAPIL
from evaluation.demo.panggung import TAHUN, Panggung, tercatat
from evaluation.demo.tahap.tim import orang_unit
from units.enums import Peran
from units.models import Monev, Notifikasi, TindakLanjutMonev
from units.selectors.monev import sidik_monev
from units.selectors.triwulan import batas_triwulan, triwulan_mulai
from units.services.monev import buat_monev, buat_tindak_lanjut, sahkan_monev, selesaikan_tindak_lanjut

# Quarter → summary, obstacles, follow-up: what, who, days until it is due, and what came of it.
ISI = {
    1: (
        "Tim kerja terbentuk, pakta integritas ditandatangani, dan rencana aksi berjalan sesuai jadwal di empat area. "
        "Area pengawasan dan tatalaksana baru menyiapkan SOP.",
        "Pengadaan perangkat antrean menunggu pergeseran anggaran. Dua operator pindah tugas di bulan Februari.",
        (
            ("Mengusulkan pergeseran anggaran perangkat antrean", "Kepala Subbagian Program", 30, "Disetujui Mei."),
            (
                "Melatih dua operator pengganti untuk pencatatan sipil",
                "Kepala Subbagian Kepegawaian",
                45,
                "Pelatihan tiga hari selesai, keduanya sudah bertugas.",
            ),
            ("Menyelesaikan SOP penanganan benturan kepentingan", "Kepala Bidang Pemanfaatan Data", 60, ""),
        ),
    ),
    2: (
        "Waktu tunggu rata-rata turun dari 48 menjadi 22 menit setelah antrean daring dipakai. Pengaduan yang masuk "
        "dijawab paling lama satu hari kerja. Butir area SDM tertinggal karena peta kompetensi belum selesai.",
        "Jaringan di tiga kantor kecamatan sering putus, sehingga pelacakan berkas belum dipakai di sana.",
        (
            (
                "Memasang jaringan cadangan di tiga kantor kecamatan",
                "Pranata Komputer",
                75,
                "Terpasang di Stabat, Hinai, dan Tanjung Pura.",
            ),
            ("Menyelesaikan peta kompetensi jabatan pelaksana", "Kepala Subbagian Kepegawaian", 60, ""),
        ),
    ),
    3: (
        "Sebagian besar butir rencana aksi selesai atau mendekati selesai. Survei kepuasan semester I naik dari 3,41 "
        "menjadi 3,62. Yang tersisa adalah bukti pelaksanaan di kantor kecamatan.",
        "Dokumentasi kegiatan belum seragam, sehingga bukti dukung perlu dilengkapi sebelum LKE diajukan.",
        (("Menyeragamkan format notulen dan foto kegiatan", "Sekretaris tim kerja", 40, ""),),
    ),
}
DISAHKAN = 2  # the quarters after these are still drafts


def ceritakan(panggung: Panggung) -> None:
    """Told once: what is there is left as it is."""
    unit = panggung.unit[DUKCAPIL]
    if Monev.objects.filter(unit=unit, tahun=TAHUN).exists():
        return
    for triwulan in triwulan_mulai(TAHUN, panggung.kini.date()):
        if triwulan in ISI:
            _triwulan(panggung, triwulan)
    # Told in the past, so that it is read.
    Notifikasi.objects.filter(url__startswith=f"/unit/{unit.pk}/monev/", dibaca_pada=None).update(
        dibaca_pada=panggung.hari(-1), dibuat_pada=panggung.hari(-1)
    )


def _saat(panggung: Panggung, hari: dt.date) -> dt.datetime:
    """Ten o'clock of that day, or now when that is still to come."""
    pukul = dt.datetime.combine(hari, dt.time(10), tzinfo=timezone.get_current_timezone())
    return min(pukul, panggung.kini)


def _triwulan(panggung: Panggung, triwulan: int) -> None:
    ringkasan, kendala, keputusan = ISI[triwulan]
    operator = orang_unit(panggung, DUKCAPIL, Peran.OPERATOR)
    unit = panggung.unit[DUKCAPIL]
    rapat = batas_triwulan(TAHUN, triwulan)[1] + dt.timedelta(days=7)
    saat = _saat(panggung, rapat)
    milik = {"unit": unit, "tahun": TAHUN, "dibuat_pada": saat, "diubah_pada": saat}
    with tercatat(saat):
        monev = buat_monev(
            baris=Monev(triwulan=triwulan, tanggal=saat.date(), ringkasan=ringkasan, kendala=kendala, **milik),
            actor=operator,
        )
        semua = [
            buat_tindak_lanjut(
                baris=TindakLanjutMonev(
                    monev=monev, uraian=uraian, pic_nama=siapa, tenggat=rapat + dt.timedelta(days=hari), **milik
                ),
                actor=operator,
            )
            for uraian, siapa, hari, _hasil in keputusan
        ]
    if triwulan > DISAHKAN:
        return
    disahkan = _saat(panggung, rapat + dt.timedelta(days=3))
    with tercatat(disahkan):
        sahkan_monev(monev=monev, sidik=sidik_monev(monev), actor=orang_unit(panggung, DUKCAPIL, Peran.PIMPINAN_UNIT))
    Monev.objects.filter(pk=monev.pk).update(disahkan_pada=disahkan, diubah_pada=disahkan)
    for baris, (_uraian, _siapa, hari, hasil) in zip(semua, keputusan, strict=True):
        if hasil:
            with tercatat(_saat(panggung, rapat + dt.timedelta(days=hari - 2))):
                selesaikan_tindak_lanjut(baris=baris, hasil=hasil, actor=operator)
