"""The teams of TPN, and whose instansi is whose."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, QuerySet

from evaluation.models import AnggotaTimTPN, InstansiTimTPN, Musim, TimTPN, Usulan
from units.enums import Peran
from units.models import Instansi, UnitKerja, User
from units.selectors import akses, anggota


def tim_instansi(user: User) -> dict[tuple[int, int], bool]:
    """(instansi, season) that has a team → whether this person is in it. Two queries, remembered on the user like
    ``akses``, so that asking for every row of a list stays two."""
    if (ada := getattr(user, "_tim_tpn", None)) is None:
        saya = set(AnggotaTimTPN.objects.filter(user=user).order_by().values_list("tim", flat=True))
        semua = InstansiTimTPN.objects.order_by().values_list("instansi", "musim", "tim")
        ada = user._tim_tpn = {(instansi, musim): tim in saya for instansi, musim, tim in semua}
    return ada


def instansi_sendiri(user: User) -> frozenset[int]:
    """Instansi in which, or in a unit of which, the person has a role."""
    a = akses(user)
    if not a.unit:
        return a.instansi_ids
    if (ada := getattr(user, "_instansi_unit", None)) is None:
        unit = UnitKerja.objects.filter(pk__in=a.unit_sebagai(*a.unit)).order_by()
        ada = user._instansi_unit = frozenset(unit.values_list("instansi", flat=True))
    return a.instansi_ids | ada


def tim_table(musim: Musim | None) -> QuerySet[TimTPN]:
    """The teams of a season with their sizes, in one query."""
    return (
        TimTPN.objects.filter(musim=musim)
        .annotate(jumlah_anggota=Count("keanggotaan", distinct=True), jumlah_instansi=Count("penugasan", distinct=True))
        .order_by("nama")
    )


def calon_anggota() -> QuerySet[User]:
    return anggota(Peran.TPN_ANGGOTA).order_by("nama")


def instansi_tanpa_tim(musim: Musim, tim: TimTPN | None = None) -> QuerySet[Instansi]:
    """Instansi that sent a proposal in the season and have no team yet, with those of ``tim`` itself."""
    lain = InstansiTimTPN.objects.filter(musim=musim, instansi=OuterRef("pk"))
    if tim is not None:
        lain = lain.exclude(tim=tim)
    usulan = Usulan.objects.filter(musim=musim, instansi=OuterRef("pk"), dikirim_pada__isnull=False)
    milik = InstansiTimTPN.objects.filter(tim=tim, instansi=OuterRef("pk"))
    return Instansi.objects.filter(~Exists(lain), Exists(usulan) | Exists(milik)).order_by("nama")
