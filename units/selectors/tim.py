"""Reading the tim kerja and the agents of change: who is missing, what the LKE counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from units.enums.tahap import Area, PeranTim
from units.models import AgenPerubahan, AnggotaTim, PegawaiUnit, UnitKerja
from units.selectors.pakta import pegawai_bertugas


@dataclass(frozen=True, slots=True)
class HitungAgen:
    """What the LKE asks of the agents of change (A.II.1.i): agents, their changes, and those integrated."""

    agen: int
    perubahan: int
    terintegrasi: int


def kekurangan_tim(anggota: Iterable[AnggotaTim]) -> list[str]:
    """What a team still lacks, in sentences. Who has no area serves all six."""
    semua = list(anggota)
    if not semua:
        return [_("Tim ini belum mempunyai anggota.")]
    peran = {a.peran for a in semua}
    kurang = []
    if PeranTim.PENANGGUNG_JAWAB not in peran:
        kurang.append(_("Belum ada penanggung jawab."))
    if PeranTim.KETUA not in peran:
        kurang.append(_("Belum ada ketua."))
    for area in Area:
        ada = {a.peran for a in semua if a.area in {None, area}}
        tanpa = [p.label for p in (PeranTim.KOORDINATOR, PeranTim.ANGGOTA) if p not in ada]
        if tanpa:
            kurang.append(
                _("Area %(area)s belum mempunyai %(peran)s.")
                % {"area": area.label, "peran": _(" dan ").join(str(t).lower() for t in tanpa)}
            )
    return kurang


def pegawai_pilihan(unit: UnitKerja) -> dict[str, PegawaiUnit]:
    """Those who work in the unit now, by what one types to name them: the name, with the NIP where two share it."""
    semua = list(pegawai_bertugas(unit).order_by("nama", "pk")[:1000])
    nama = [p.nama for p in semua]
    return {p.nama if nama.count(p.nama) == 1 else f"{p.nama} ({p.nip or p.pk})": p for p in semua}


def dengan_hitungan(agen: QuerySet[AgenPerubahan]) -> QuerySet[AgenPerubahan]:
    """Agents with ``banyak`` changes, ``terintegrasi`` of them integrated."""
    return agen.annotate(
        banyak=Count("perubahan"), terintegrasi=Count("perubahan", filter=Q(perubahan__terintegrasi=True))
    ).order_by("nama", "pk")


def hitung_agen(unit: UnitKerja, tahun: int) -> HitungAgen:
    """Agents of change of a unit's year and their changes. One query."""
    agen = AgenPerubahan.objects.hidup().filter(unit=unit, tahun=tahun)
    n = agen.aggregate(
        satu=Count("pk", distinct=True),
        dua=Count("perubahan"),
        tiga=Count("perubahan", filter=Q(perubahan__terintegrasi=True)),
    )
    return HitungAgen(agen=n["satu"], perubahan=n["dua"], terintegrasi=n["tiga"])
