"""The demo's teams of TPI: one under its SK, one whose SK is missing, units still to be divided, two declarations."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction

from evaluation.demo.data import LANGKAT
from evaluation.demo.dokumen import pdf, tanggal_teks
from evaluation.demo.panggung import TAHUN, Panggung, tercatat
from evaluation.enums.tim_tpi import JENIS_SK, Kedudukan
from evaluation.models import BerkasEvaluasi, PenugasanTPI, TimTPI, UnitTim
from evaluation.services.benturan import nyatakan
from evaluation.services.berkas import unggah_berkas
from evaluation.services.tim_tpi import DataTim, buat_tim, masukkan_unit
from units.models import Notifikasi, UnitKerja

NOMOR = "700/112/INSP/2026"


@transaction.atomic
def ceritakan_tim(panggung: Panggung) -> None:
    """Told once: what is there is left as it is."""
    if TimTPI.objects.filter(instansi=panggung.instansi[LANGKAT]).exists():
        return
    saat = panggung.hari(-100)
    sebelum = Notifikasi.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with tercatat(saat):
        satu = _tim(panggung, "Tim 1", "tpi", nomor_sk=NOMOR, tanggal_sk=saat.date())
        _tim(panggung, "Tim 2", "tpi2", nomor_sk="700/113/INSP/2026")
        _sk(panggung, satu)
        _pernyataan(panggung)
    BerkasEvaluasi.objects.filter(benda=TimTPI.BENDA).update(diunggah_pada=saat)
    Notifikasi.objects.filter(pk__gt=sebelum).update(dibuat_pada=saat, dibaca_pada=panggung.hari(-99))


def _tim(panggung: Panggung, nama: str, anggota: str, **isi: object) -> TimTPI:
    """A team of this member and the two leads, with the units the member is assigned to already."""
    orang, musim = panggung.orang, panggung.musim[TAHUN]
    susunan = {
        orang[anggota].pk: Kedudukan.ANGGOTA,
        orang["ketua"].pk: Kedudukan.KETUA,
        orang["dalnis"].pk: Kedudukan.DALNIS,
    }
    tim = buat_tim(
        instansi=panggung.instansi[LANGKAT],
        musim=musim,
        data=DataTim(nama, anggota=susunan, **isi),
        actor=orang["admin"],
    )
    tugas = PenugasanTPI.objects.filter(user=orang[anggota], musim=musim)
    unit = UnitKerja.objects.filter(pk__in=tugas.values("unit"), instansi=tim.instansi)
    masukkan_unit(tim=tim, unit=list(unit), actor=orang["admin"])
    tugas.update(tim=tim)
    saat = panggung.hari(-100)
    TimTPI.objects.filter(pk=tim.pk).update(dibuat_pada=saat)
    UnitTim.objects.filter(tim=tim).update(pada=saat)
    return tim


def _sk(panggung: Panggung, tim: TimTPI) -> None:
    isi = pdf(
        kepala="Inspektur Kabupaten Langkat",
        judul="Keputusan Inspektur tentang Tim Penilai Internal",
        baris=[
            f"Nomor: {NOMOR}",
            f"Tanggal: {tanggal_teks(tim.tanggal_sk)}",
            "",
            f"Menetapkan {tim.nama} untuk menilai unit yang diusulkan menuju WBK dan WBBM.",
        ],
        kaki="Dokumen contoh Portal ZI. Bukan dokumen resmi.",
    )
    unggah_berkas(
        objek=tim,
        jenis=JENIS_SK,
        berkas=ContentFile(isi, name="sk.pdf"),
        nama="SK Tim Penilai Internal.pdf",
        actor=panggung.orang["admin"],
    )


def _pernyataan(panggung: Panggung) -> None:
    musim, tpi, tpi2 = panggung.musim[TAHUN], panggung.orang["tpi"], panggung.orang["tpi2"]
    for kode in ("DUKCAPIL", "DPMPTSP", "RSUD-TP"):
        unit = panggung.unit[f"{LANGKAT}/{kode}"]
        nyatakan(user=tpi, unit=unit, musim=musim, ada=False, actor=tpi)
    satu = nyatakan(
        user=tpi2,
        unit=panggung.unit[f"{LANGKAT}/KEC-TP"],
        musim=musim,
        ada=True,
        jenis="keluarga",
        uraian="Sekretaris camat adalah kakak ipar saya.",
        actor=tpi2,
    )
    type(satu).objects.filter(musim=musim).update(dinyatakan_pada=panggung.hari(-98))
