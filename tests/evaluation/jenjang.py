"""A sheet that TPI scores in levels, with everybody around it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from evaluation.enums import Lapis, Status
from evaluation.enums.musim import CaraNilai
from evaluation.models import Jawaban, LembarKerjaEvaluasi
from evaluation.services.jawaban import simpan_jawaban
from evaluation.services.jenjang import ambil_kursi, teruskan_jenjang
from evaluation.services.skor import hitung_ulang
from evaluation.services.tpi import mulai_nilai
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    make_anggota,
    make_lke,
    make_musim,
    make_penugasan,
    make_unit,
    syarat_dinyatakan,
)
from units.enums import Peran
from units.models import User
from zi_portal.common import sql

KODE, KODE2 = "A.I.1.i.b", "A.I.1.iii.a"


@dataclass
class Tim:
    """Members ``a`` and ``b``, a third one ``c`` without a seat, the leads, and those who look on."""

    lke: LembarKerjaEvaluasi
    a: User
    b: User
    c: User
    ketua: User
    dalnis: User
    admin: User
    operator: User
    pimpinan: User


def buat_tim(cara: str = CaraNilai.BUTA, *, duduk: bool = True) -> Tim:
    """Taken up by ``a``; with ``duduk`` every seat that is open has somebody."""
    musim = make_musim(cara_nilai=cara)
    unit = make_unit()
    lke = make_lke(unit=unit, musim=musim)
    isi_lapis_penuh(lke)
    i = unit.instansi
    tim = Tim(
        lke,
        *(make_anggota(Peran.TPI_ANGGOTA, instansi=i, nama=n) for n in ("Andi", "Beti", "Cici")),
        ketua=make_anggota(Peran.TPI_KETUA, instansi=i, nama="Ketua"),
        dalnis=make_anggota(Peran.TPI_DALNIS, instansi=i, nama="Dalnis"),
        admin=make_anggota(Peran.ADMIN_INSTANSI, instansi=i),
        operator=make_anggota(Peran.OPERATOR, unit=unit),
        pimpinan=make_anggota(Peran.PIMPINAN_UNIT, unit=unit),
    )
    for anggota in (tim.a, tim.b, tim.c):
        make_penugasan(anggota, lke)
    bawa_ke(lke, Status.DIAJUKAN, actor=tim.ketua)
    syarat_dinyatakan(lke, actor=tim.ketua)
    mulai_nilai(lke=lke, actor=tim.a)
    if duduk and cara == CaraNilai.BUTA:
        ambil_kursi(lke=lke, actor=tim.b)
    return tim


def isi(lke, lapis, ubah: dict[str, str] | None = None, *, catatan: str = "Tidak terbukti") -> None:
    """Judge a whole layer as the unit answered, apart from ``ubah``, which carry a note. Rows written directly."""
    unit = dict(Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT).values_list("kode", "isi"))
    baris = list(Jawaban.objects.filter(lke=lke, lapis=lapis))
    for satu in baris:
        beda = (ubah or {}).get(satu.kode)
        satu.isi = {satu.kode: beda} if beda else unit[satu.kode]
        satu.catatan = catatan if beda else ""
        satu.versi, satu.diubah_pada = satu.versi + 1, timezone.now()
    sql.ubah_semua(baris, "isi", "catatan", "versi", "diubah_pada")
    hitung_ulang(lke=lke, lapis=lapis)


def nilai(lke, lapis, kode, isi, actor, catatan=None):
    versi = Jawaban.objects.get(lke=lke, lapis=lapis, kode=kode).versi
    return simpan_jawaban(lke=lke, lapis=lapis, kode=kode, ubah={kode: isi}, actor=actor, versi=versi, catatan=catatan)


def jawaban(lke, lapis, kode=KODE) -> Jawaban:
    return Jawaban.objects.get(lke=lke, lapis=lapis, kode=kode)


def sampai_ketua(tim: Tim, a: dict[str, str] | None = None, b: dict[str, str] | None = None) -> Tim:
    """Both members judge and hand over; the ketua tim sits."""
    isi(tim.lke, Lapis.AT1, a, catatan="Catatan A")
    teruskan_jenjang(lke=tim.lke, actor=tim.a)
    if Jawaban.objects.filter(lke=tim.lke, lapis=Lapis.AT2).exists():
        isi(tim.lke, Lapis.AT2, b, catatan="Catatan B")
        teruskan_jenjang(lke=tim.lke, actor=tim.b)
    ambil_kursi(lke=tim.lke, actor=tim.ketua)
    return tim


def sampai_dalnis(tim: Tim, **ubah) -> Tim:
    sampai_ketua(tim, **ubah)
    teruskan_jenjang(lke=tim.lke, actor=tim.ketua)
    ambil_kursi(lke=tim.lke, actor=tim.dalnis)
    return tim
