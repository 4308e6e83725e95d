"""The demo's rapat pleno: one that was closed before a sheet was found fit, one that is being prepared."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from evaluation.demo.data import LANGKAT
from evaluation.demo.panggung import TAHUN, Panggung, tercatat
from evaluation.enums import Status
from evaluation.models import AgendaPleno, ButirPleno, LembarKerjaEvaluasi, RapatPleno
from evaluation.selectors.pleno import usul_butir
from evaluation.services import pleno
from evaluation.services.tpi import bawa_pleno
from units.models import Notifikasi, User

NOMOR, NOMOR_SIAP = "700/BA-01/TPI/2026", "700/BA-02/TPI/2026"
BUTIR_TERBANYAK = 3


def _rapat(panggung: Panggung, nomor: str, tanggal: dt.date) -> RapatPleno:
    orang = panggung.orang
    data = pleno.DataPleno(
        nomor=nomor,
        tanggal=tanggal,
        waktu=dt.time(9),
        tempat="Ruang rapat Inspektorat",
        pemimpin=orang["dalnis"],
        notulis=orang["ketua"],
    )
    rapat = pleno.buat_pleno(
        instansi=panggung.instansi[LANGKAT], musim=panggung.musim[TAHUN], data=data, actor=orang["ketua"]
    )
    pleno.panggil(rapat=rapat, orang=[orang["tpi"], orang["tpi2"]], actor=orang["ketua"])
    return rapat


def bahas(panggung: Panggung, lke: LembarKerjaEvaluasi, *, hari: float) -> None:
    """A pleno about a sheet: where TPI and unit differ most, the unit's value is taken once and TPI's kept else."""
    saat, ketua = panggung.hari(hari, 10), panggung.orang["ketua"]
    with panggung.pada(saat, lke):
        bawa_pleno(lke=lke, actor=panggung.orang["dalnis"])
        rapat = _rapat(panggung, NOMOR, saat.date())
        _agendakan(rapat, lke, ketua)
        pleno.mulai_pleno(rapat=rapat, actor=ketua)
        ada = {p.pk: (p.user != panggung.orang["tpi2"], "Tugas luar daerah") for p in rapat.peserta.all()}
        pleno.catat_hadir(rapat=rapat, hadir=ada, actor=ketua)
        for n, butir in enumerate(ButirPleno.objects.filter(rapat=rapat).select_related("rapat", "lke__unit")):
            data = pleno.DataKeputusan(
                "tetap" if n else "unit",
                {},
                "Bukti dibuka bersama; belum menunjukkan hal yang diminta pertanyaan."
                if n
                else "Bukti yang semula tidak terbaca sudah dibuka dan sesuai jawaban unit.",
                tidak_bulat=n == 1,
                pendapat="Satu anggota menilai notula tanpa daftar hadir belum cukup." if n == 1 else "",
            )
            pleno.putuskan_butir(butir=butir, data=data, versi=0, actor=ketua)
        pleno.tutup_pleno(rapat=rapat, actor=ketua)
    _mundurkan(rapat, saat)
    RapatPleno.objects.filter(pk=rapat.pk).update(ditutup_pada=saat)
    AgendaPleno.objects.filter(rapat=rapat).update(pada=saat)
    ButirPleno.objects.filter(rapat=rapat).update(diputus_pada=saat)


def _agendakan(rapat: RapatPleno, lke: LembarKerjaEvaluasi, ketua: User) -> None:
    """The sheet, and of its questions those in which layers differ most."""
    pleno.agendakan(rapat=rapat, lke=lke, actor=ketua)
    usul = {u.kode: u.asal for u in usul_butir(ketua, rapat, lke)[:BUTIR_TERBANYAK]}
    pleno.tambah_butir(rapat=rapat, lke=lke, butir=usul, actor=ketua)


def _mundurkan(rapat: RapatPleno, saat: dt.datetime) -> None:
    RapatPleno.objects.filter(pk=rapat.pk).update(dibuat_pada=saat, diubah_pada=saat)
    Notifikasi.objects.filter(url=rapat.get_absolute_url()).update(dibuat_pada=saat)


@transaction.atomic
def ceritakan_pleno(panggung: Panggung) -> None:
    """The one being prepared, about what waits for a pleno; told once."""
    if RapatPleno.objects.filter(nomor=NOMOR_SIAP).exists():
        return
    saat = panggung.hari(-2)
    with tercatat(saat):
        rapat = _rapat(panggung, NOMOR_SIAP, panggung.hari(5).date())
        menunggu = LembarKerjaEvaluasi.objects.filter(status=Status.PLENO, musim=rapat.musim)
        for lke in menunggu.filter(unit__instansi=rapat.instansi):
            _agendakan(rapat, lke, panggung.orang["ketua"])
    AgendaPleno.objects.filter(rapat=rapat).update(pada=saat)
    _mundurkan(rapat, saat)
