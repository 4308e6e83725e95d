"""The demo's surveys: one half-year closed, sealed and taken into the sheet, one open, TPI's own beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from django.db import transaction

from evaluation.demo.data import LANGKAT
from evaluation.demo.panggung import TAHUN, Panggung, tercatat
from surveys.demo import karang_curang, karang_respons
from surveys.enums import JenisKampanye, StatusKampanye, Tanda
from surveys.models import Kampanye, Kuesioner, Respons
from surveys.services.kampanye import buat_kampanye, gerakkan
from surveys.services.kuesioner import muat_bawaan
from surveys.services.olah import olah_semua
from surveys.services.pengeluaran import keluarkan
from surveys.services.segel import segel

LAYANAN_DUKCAPIL = (("KTP-el", 4200), ("Kartu keluarga", 2600), ("Akta kelahiran", 1900), ("Pindah datang", 700))
LAYANAN_PTSP = (("Izin usaha", 1300), ("Izin bangunan", 420), ("Izin praktik", 260))
POTONG = 5000
MASSAL = "Survei uji beban"


def ceritakan_survei(panggung: Panggung) -> None:
    """Add the demo's surveys where they are missing."""
    kuesioner = {k.kode: k for k in muat_bawaan()}
    p, dukcapil, ptsp = panggung, f"{LANGKAT}/DUKCAPIL", f"{LANGKAT}/DPMPTSP"
    satu = _kampanye(
        p, dukcapil, "Survei semester I", kuesioner["spak-spkp"], LAYANAN_DUKCAPIL, oleh="operator", hari=(-150, -80)
    )
    if satu:
        _isi(p, satu, 381, curang=34)
        _tutup(p, satu, "operator", -80)
        curang = Respons.objects.filter(kampanye=satu, tanda__jenis=Tanda.LONJAKAN).values_list("pk", flat=True)
        keluarkan(
            kampanye=satu,
            respons=list(curang),
            alasan="Tiga puluh empat isian dalam empat menit dari satu jaringan, semuanya nilai tertinggi.",
            actor=p.orang["ketua"],
        )
    dua = _kampanye(
        p, dukcapil, "Survei semester II", kuesioner["spak-spkp"], LAYANAN_DUKCAPIL, oleh="operator", hari=(-35, 25)
    )
    if dua:
        _isi(p, dua, 164)
    tpi = _kampanye(
        p,
        dukcapil,
        "Survei TPI semester II",
        kuesioner["spak-spkp"],
        LAYANAN_DUKCAPIL,
        oleh="ketua",
        hari=(-30, -6),
        jenis=JenisKampanye.TPI,
    )
    if tpi:
        _isi(p, tpi, 62)
        _tutup(p, tpi, "ketua", -6)
    skm = _kampanye(p, ptsp, "SKM tahunan", kuesioner["skm"], LAYANAN_PTSP, oleh="pimpinan.dpmptsp", hari=(-120, -60))
    if skm:
        _isi(p, skm, 322)
        _tutup(p, skm, "pimpinan.dpmptsp", -60)


def _kampanye(
    p: Panggung,
    unit: str,
    nama: str,
    kuesioner: Kuesioner,
    layanan: Iterable[tuple[str, int]],
    *,
    oleh: str,
    hari: tuple[int, int],
    jenis: str = JenisKampanye.MANDIRI,
) -> Kampanye | None:
    """A campaign that is open, None when it is there already."""
    ada = Kampanye.objects.filter(unit=p.unit[unit], tahun=TAHUN, nama=nama, jenis=jenis)
    if ada.exists():
        return None
    actor, mulai, selesai = p.orang[oleh], p.hari(hari[0]), p.hari(hari[1], 17)
    with transaction.atomic(), tercatat(mulai):
        kampanye = buat_kampanye(
            kampanye=Kampanye(
                unit=p.unit[unit],
                tahun=TAHUN,
                kuesioner=kuesioner,
                nama=nama,
                jenis=jenis,
                mulai=mulai,
                # Opened by the service, which opens nothing that has ended; set back when it closes.
                selesai=max(selesai, p.hari(1, 17)),
                pengantar="Anda baru saja menerima layanan kami. Jawaban Anda membantu kami memperbaikinya.",
            ),
            layanan=list(layanan),
            actor=actor,
        )
        gerakkan(kampanye=kampanye, aksi="buka", actor=actor)
    Kampanye.objects.filter(pk=kampanye.pk).update(selesai=selesai, dibuka_pada=mulai)
    kampanye.refresh_from_db()
    return kampanye


def _isi(p: Panggung, kampanye: Kampanye, jumlah: int, *, curang: int = 0) -> None:
    sampai = min(kampanye.selesai, p.kini)
    Respons.objects.bulk_create(karang_respons(kampanye, jumlah, benih=p.benih, sejak=kampanye.mulai, sampai=sampai))
    if curang:
        tengah = kampanye.mulai + (sampai - kampanye.mulai) / 2
        Respons.objects.bulk_create(karang_curang(kampanye, curang, benih=p.benih, pada=tengah))
    olah_semua(kampanye=kampanye)


def _tutup(p: Panggung, kampanye: Kampanye, oleh: str, hari: int) -> None:
    saat = p.hari(hari, 17)
    with tercatat(saat):
        gerakkan(kampanye=kampanye, aksi="tutup", actor=p.orang[oleh])
        segel(kampanye=kampanye)
    Kampanye.objects.filter(pk=kampanye.pk).update(ditutup_pada=saat)
    kampanye.refresh_from_db()


def tambah_respons(panggung: Panggung, jumlah: int, *, lapor: Callable[[str], None]) -> Kampanye:
    """Bring one open campaign for load up to this many responses, counted and looked at."""
    muat_bawaan()
    unit = panggung.unit[f"{LANGKAT}/DUKCAPIL"]
    kuesioner = Kuesioner.objects.get(kode="spak-spkp", instansi=None)
    _kampanye(panggung, f"{LANGKAT}/DUKCAPIL", MASSAL, kuesioner, LAYANAN_DUKCAPIL, oleh="operator", hari=(-60, 60))
    kampanye = Kampanye.objects.select_related("unit__instansi", "kuesioner").get(
        unit=unit, tahun=TAHUN, nama=MASSAL, status=StatusKampanye.BUKA
    )
    ada = Respons.objects.filter(kampanye=kampanye).count()
    baru = islice(
        karang_respons(kampanye, jumlah, benih=panggung.benih, sejak=kampanye.mulai, sampai=panggung.kini), ada, None
    )
    while potong := list(islice(baru, POTONG)):
        Respons.objects.bulk_create(potong, batch_size=1000)
        ada += len(potong)
        lapor(f"{ada} dari {jumlah} respons survei")
    olah_semua(kampanye=kampanye, paling_banyak=jumlah // 1000 + 2)
    return kampanye
