"""The index of a closed and sealed campaign, for whoever scores with it. This room does not know who that is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from surveys.enums import Golongan, StatusKampanye
from surveys.indeks import Hitungan, NilaiIndeks, hitung, krejcie_morgan
from surveys.models import Kampanye, Rekap
from surveys.selectors.kampanye import kuesioner_dari


@dataclass(frozen=True, slots=True)
class IndeksSurvei:
    """One index of one sealed campaign, on the scale of 4: ``nilai`` of all but the excluded, ``bersih`` without those
    that carry a sign. ``populasi`` 0: not known."""

    kampanye: Kampanye
    kode: str
    konversi: str
    skala: int
    nilai: Fraction
    bersih: Fraction | None
    masuk: int
    sah: int
    bertanda: int
    populasi: int

    @property
    def dikeluarkan(self) -> int:
        return self.masuk - self.sah

    @property
    def target(self) -> int:
        return krejcie_morgan(self.populasi)


def nilai_banyak(kampanye: Sequence[Kampanye]) -> dict[int, tuple[NilaiIndeks, ...]]:
    """Campaign → its indices of all but the excluded. One query; the campaigns come with their questionnaire."""
    hitungan = {k.pk: Hitungan.kosong(kuesioner_dari(k.kuesioner)) for k in kampanye}
    sah = (Golongan.BERSIH, Golongan.BERTANDA)
    for r in Rekap.objects.filter(kampanye__in=hitungan, dimensi="", golongan__in=sah):
        hitungan[r.kampanye_id].gabung(Hitungan.dari_isi(r.isi))
    return {k.pk: tuple(hitung(kuesioner_dari(k.kuesioner), hitungan[k.pk])) for k in kampanye}


def indeks_tersegel(
    *, unit_id: int, tahun: Collection[int], jenis: Collection[str], kode: Collection[str], konversi: str
) -> list[IndeksSurvei]:
    """What the unit's sealed campaigns of these years and kinds say of these indices, newest first. Three queries."""
    kampanye = list(
        Kampanye.objects.hidup()
        .filter(unit=unit_id, tahun__in=tahun, jenis__in=jenis, status=StatusKampanye.TUTUP, segel__isnull=False)
        .select_related("kuesioner", "segel", "unit__instansi")
        .prefetch_related("layanan")
        .order_by("-ditutup_pada", "-pk")[:50]
    )
    rekap: dict[int, dict[int, Hitungan]] = {}
    for r in Rekap.objects.filter(kampanye__in=kampanye, dimensi=""):
        rekap.setdefault(r.kampanye_id, {})[r.golongan] = Hitungan.dari_isi(r.isi)
    hasil = []
    for satu in kampanye:
        hasil += _dari(satu, rekap.get(satu.pk, {}), kode, konversi)
    return hasil


def _dari(kampanye: Kampanye, rekap: dict[int, Hitungan], kode: Collection[str], konversi: str) -> list[IndeksSurvei]:
    k = kuesioner_dari(kampanye.kuesioner)
    bersih, bertanda, keluar = (
        rekap.get(g, Hitungan.kosong(k)) for g in (Golongan.BERSIH, Golongan.BERTANDA, Golongan.DIKELUARKAN)
    )
    sah = Hitungan.kosong(k)
    sah.gabung(bersih)
    sah.gabung(bertanda)
    tanpa_tanda: dict[str, NilaiIndeks] = {i.kode: i for i in hitung(k, bersih, konversi=konversi)}
    return [
        IndeksSurvei(
            kampanye=kampanye,
            kode=i.kode,
            konversi=konversi,
            skala=k.skala,
            nilai=i.nilai,
            bersih=tanpa_tanda[i.kode].nilai,
            masuk=sah.n + keluar.n,
            sah=sah.n,
            bertanda=bertanda.n,
            populasi=sum(layanan.populasi for layanan in kampanye.layanan.all()),
        )
        for i in hitung(k, sah, konversi=konversi)
        if i.kode in kode and i.nilai is not None
    ]
