"""Many sent units at little cost: bare sheets, and pieces of a package made of them."""

from __future__ import annotations

from evaluation.enums import Status
from evaluation.models import LembarKerjaEvaluasi, Musim, PaketUsulan, Usulan
from evaluation.selectors.paket import MANIFEST, baku, isi_unit
from tests.factories import make_lke_status, make_unit, make_user
from units.models import Instansi


def tiru_terkirim(instansi: Instansi, musim: Musim, *nama: str) -> list[LembarKerjaEvaluasi]:
    """A sent proposal of WBK with a unit for each name."""
    usulan = Usulan.objects.create(
        instansi=instansi, musim=musim, predikat="WBK", status="diajukan", dibuat_oleh=make_user()
    )
    semua = [
        make_lke_status(Status.DIUSULKAN, unit=make_unit(satu, instansi=instansi), musim=musim, usulan=usulan)
        for satu in nama
    ]
    teks = baku(isi_unit(semua[0]))
    PaketUsulan.objects.bulk_create(
        PaketUsulan(usulan=usulan, berkas=MANIFEST, urutan=n, label=lke.unit.nama, lke=lke, isi=f",{teks}")
        for n, lke in enumerate(semua, 1)
    )
    return semua
