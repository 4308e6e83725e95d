"""Responses are looked at and counted after they came, a batch at a time: the form never waits for it.

One batch is one transaction under the lock of its campaign (``Olahan``): signs, group and counts change together, so a
worker killed in the middle leaves nothing half counted, and none is counted twice.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from surveys.enums import Golongan
from surveys.indeks import Hitungan, Pengurai
from surveys.kuesioner import Kuesioner
from surveys.models import Kampanye, Kontak, Olahan, Rekap, Respons, TandaRespons
from surveys.selectors.kampanye import kuesioner_dari
from surveys.selectors.rekap import kelompok
from surveys.tanda import (
    JENDELA_KEMBAR,
    KANAL_PETUGAS,
    Temuan,
    Tetangga,
    golongan_dari,
    kunci_profil,
    temukan,
)
from zi_portal.common import sql

logger = logging.getLogger(__name__)

SEKALI_OLAH = 1000
TETANGGA_TERBANYAK = 5000
_KOLOM_TETANGGA = ("pk", "jaringan", "pada", "nilai", "profil", "kanal")

Kunci = tuple[str, str, int]


def olah_semua(*, kampanye: Kampanye, paling_banyak: int = 200) -> int:
    """Count batch after batch until nothing is left, at most ``paling_banyak`` of them. Returns how many responses."""
    jumlah = 0
    for _kali in range(paling_banyak):
        n = olah(kampanye=kampanye)
        jumlah += n
        if n < SEKALI_OLAH:
            break
    return jumlah


@transaction.atomic
def olah(*, kampanye: Kampanye) -> int:
    """Look at the next responses and count them. Returns how many; harmless to repeat, at any time, by anybody."""
    kunci(kampanye)
    baris = list(Respons.objects.filter(kampanye=kampanye, golongan=Golongan.BARU).order_by("pk")[:SEKALI_OLAH])
    if not baris:
        return 0
    temuan = _temuan(kampanye, baris)
    _catat_tanda(kampanye, temuan)
    hitung = Penghitung(kampanye)
    per_golongan: dict[Golongan, list[int]] = defaultdict(list)
    for satu in baris:
        golongan = golongan_dari(temuan.get(satu.pk, ()))
        per_golongan[golongan].append(satu.pk)
        hitung.tambah(satu, golongan)
    _tandai_susulan(kampanye, temuan, {satu.pk for satu in baris}, hitung)
    hitung.simpan()
    for golongan, ids in per_golongan.items():
        Respons.objects.filter(pk__in=ids).update(golongan=golongan)
    Olahan.objects.filter(kampanye=kampanye).update(dihitung=F("dihitung") + len(baris), pada=timezone.now())
    return len(baris)


def kunci(kampanye: Kampanye) -> None:
    """Put all who change the counts of a campaign in a row. Inside a transaction."""
    Olahan.objects.get_or_create(kampanye=kampanye)
    Olahan.objects.select_for_update().get(kampanye=kampanye)


def _temuan(kampanye: Kampanye, baris: list[Respons]) -> Temuan:
    sendiri = [satu for satu in baris if satu.kanal not in KANAL_PETUGAS]
    lama = Respons.objects.filter(kampanye=kampanye).exclude(golongan=Golongan.BARU)
    perangkat = {satu.perangkat for satu in sendiri} - {""}
    telepon = dict(Kontak.objects.filter(respons__in=[satu.pk for satu in baris]).values_list("respons_id", "sidik"))
    sering = dict(
        Kontak.objects.filter(kampanye=kampanye, sidik__in=set(telepon.values()))
        .values("sidik")
        .annotate(n=Count("pk"))
        .values_list("sidik", "n")
    )
    return temukan(
        baris,
        waktu_minimum=kampanye.waktu_minimum,
        tetangga=_tetangga(lama, sendiri),
        # The second condition says nothing new, but PostgreSQL proves a list of a thousand to lie in the partial index
        # only by it.
        perangkat=dict(
            lama.filter(perangkat__in=perangkat)
            .exclude(perangkat="")
            .values("perangkat")
            .annotate(n=Count("pk"))
            .values_list("perangkat", "n")
        )
        if perangkat
        else {},
        telepon={pk: sering[sidik] for pk, sidik in telepon.items()},
    )


def _tetangga(lama, baris: list[Respons]) -> Iterator[Tetangga]:
    """Responses of the same networks within a day before, newest first, so many that a flood cannot fill the memory."""
    jaringan = {satu.jaringan for satu in baris} - {""}
    if not jaringan:
        return
    sejak = min(satu.pada for satu in baris) - JENDELA_KEMBAR
    dekat = lama.filter(jaringan__in=jaringan, pada__gte=sejak).exclude(kanal__in=KANAL_PETUGAS)
    for pk, jar, pada, nilai, profil, kanal in dekat.order_by("-pada").values_list(*_KOLOM_TETANGGA)[
        :TETANGGA_TERBANYAK
    ]:
        yield Tetangga(pk, jar, pada, nilai, kunci_profil(profil), kanal)


def _catat_tanda(kampanye: Kampanye, temuan: Temuan) -> None:
    TandaRespons.objects.bulk_create(
        (
            TandaRespons(respons_id=pk, kampanye=kampanye, jenis=jenis, rincian=rincian)
            for pk, tanda in temuan.items()
            for jenis, rincian in tanda.items()
        ),
        ignore_conflicts=True,
        batch_size=500,
    )


def _tandai_susulan(kampanye: Kampanye, temuan: Temuan, baru: set[int], hitung: Penghitung) -> None:
    """Responses counted as clean that only the new ones show to be part of something: set them apart."""
    lama = Respons.objects.filter(pk__in=temuan.keys() - baru, golongan=Golongan.BERSIH)
    pindah = []
    for satu in lama.prefetch_related("tanda"):
        if golongan_dari({t.jenis for t in satu.tanda.all()} | temuan[satu.pk].keys()) == Golongan.BERTANDA:
            hitung.pindah(satu, Golongan.BERSIH, Golongan.BERTANDA)
            pindah.append(satu.pk)
    Respons.objects.filter(pk__in=pindah).update(golongan=Golongan.BERTANDA)


class Penghitung:
    """Changes of the counts of one campaign, gathered, then written at once."""

    def __init__(self, kampanye: Kampanye) -> None:
        self.kampanye = kampanye
        self.kuesioner: Kuesioner = kuesioner_dari(kampanye.kuesioner)
        self.pengurai = Pengurai(self.kuesioner)
        self.tz = kampanye.unit.instansi.tz
        self.beda: dict[Kunci, Hitungan] = {}

    def tambah(self, satu: Respons, golongan: int, arah: int = 1) -> None:
        isian = self.pengurai.urai(satu.nilai)
        for dimensi, nilai in kelompok(satu, self.tz):
            letak = (dimensi, nilai, int(golongan))
            if letak not in self.beda:
                self.beda[letak] = Hitungan.kosong(self.kuesioner)
            self.beda[letak].tambah(isian, satu.diarahkan, arah)

    def pindah(self, satu: Respons, dari: int, ke: int) -> None:
        self.tambah(satu, dari, -1)
        self.tambah(satu, ke)

    def simpan(self) -> None:
        """Add what was gathered to what is stored. Under the campaign's lock."""
        ada = {
            (r.dimensi, r.nilai, r.golongan): r
            for r in Rekap.objects.filter(
                kampanye=self.kampanye,
                dimensi__in={d for d, _n, _g in self.beda},
                nilai__in={n for _d, n, _g in self.beda},
            )
        }
        baru, ubah = [], []
        for letak, beda in self.beda.items():
            baris = ada.get(letak)
            if baris is None:
                dimensi, nilai, golongan = letak
                baru.append(
                    Rekap(kampanye=self.kampanye, dimensi=dimensi, nilai=nilai, golongan=golongan, isi=beda.ke_isi())
                )
            else:
                isi = Hitungan.dari_isi(baris.isi)
                isi.gabung(beda)
                baris.isi = isi.ke_isi()
                ubah.append(baris)
        Rekap.objects.bulk_create(baru)
        sql.ubah_semua(ubah, "isi")


def periksa_rekap(*, kampanye: Kampanye, simpan: bool) -> list[Kunci]:
    """Count every response that was counted anew, and name the groups whose stored counts differ; with ``simpan``
    mend them. One transaction per campaign, under its lock."""
    with transaction.atomic():
        kunci(kampanye)
        hitung = Penghitung(kampanye)
        semua = Respons.objects.filter(kampanye=kampanye).exclude(golongan=Golongan.BARU).defer("komentar")
        for satu in semua.iterator(chunk_size=2000):
            hitung.tambah(satu, satu.golongan)
        benar = {letak: isi.ke_isi() for letak, isi in hitung.beda.items()}
        ada = {(r.dimensi, r.nilai, r.golongan): r for r in Rekap.objects.filter(kampanye=kampanye)}
        kosong = Hitungan.kosong(hitung.kuesioner).ke_isi()
        beda = [
            letak
            for letak in sorted(benar.keys() | ada.keys())
            if benar.get(letak, kosong) != (ada[letak].isi if letak in ada else kosong)
        ]
        if simpan and beda:
            Rekap.objects.filter(kampanye=kampanye).delete()
            hitung.simpan()
            Olahan.objects.filter(kampanye=kampanye).update(
                dihitung=sum(isi["n"] for (d, _n, _g), isi in benar.items() if not d)
            )
    return beda


def olah_yang_menunggu() -> int:
    """Count what came in everywhere. Returns how many responses; called by the sweep every minute."""
    menunggu = Respons.objects.filter(golongan=Golongan.BARU).values("kampanye").distinct()
    jumlah = 0
    for kampanye in Kampanye.objects.filter(pk__in=menunggu).select_related("unit__instansi", "kuesioner"):
        jumlah += olah_semua(kampanye=kampanye)
    return jumlah
