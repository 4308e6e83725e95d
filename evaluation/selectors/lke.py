"""What one sheet or a list of sheets shows."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from evaluation.enums import Lapis, Status
from evaluation.models import LembarKerjaEvaluasi, Musim, PenugasanTPI, Skor, TandaPerbaikan, TautanBukti
from evaluation.selectors.benturan import orang_terblokir
from evaluation.selectors.skor import instrumen_lke, skor_lapis
from units.enums import PERAN_TPI_PENGARAH, PERAN_TPN, PERAN_UNIT, Peran
from units.models import Instansi, UnitKerja, User
from units.selectors import akses, anggota
from zi_portal.common import sql


def lke_table(user: User, *, tahun: int | None = None) -> QuerySet[LembarKerjaEvaluasi]:
    """Everything a list of sheets shows, in two queries however many rows: each has ``skor_tersimpan`` (list)."""
    lke = LembarKerjaEvaluasi.objects.visible_to(user).select_related("unit__instansi", "musim")
    if tahun:
        # A value found once, in place of a join for every row counted.
        lke = lke.filter(musim=Musim.objects.filter(tahun=tahun).values("pk")[:1])
    skor = Skor.objects.defer("rincian")
    return lke.prefetch_related(Prefetch("skor", queryset=skor, to_attr="skor_tersimpan")).order_by("unit__nama", "pk")


_TABEL_LKE = (("l", LembarKerjaEvaluasi), ("u", UnitKerja), ("i", Instansi), ("m", Musim))
_SQL_LKE = """
    FROM evaluation_lembarkerjaevaluasi l
    JOIN units_unitkerja u ON u.id = l.unit_id
    JOIN units_instansi i ON i.id = u.instansi_id
    JOIN evaluation_musim m ON m.id = l.musim_id
    WHERE l.id = %s
"""


def lke_unit_sendiri(user: User, pk: int) -> LembarKerjaEvaluasi | None:
    """A sheet of a unit the person works in, with unit, instansi and season, or None: what ``visible_to`` would find
    for them first, at a fifth of its price. One query."""
    # The database is asked by hand here, and SQLite's driver fails at a number that no column can hold.
    if pk >= 2**63 or not (milik := akses(user).unit_ids):
        return None
    for lke, unit, instansi, musim in sql.baca_model(_TABEL_LKE, _SQL_LKE, [pk]):
        if lke.unit_id not in milik:
            return None
        unit.instansi, lke.unit, lke.musim = instansi, unit, musim
        return lke
    return None


def belum_dijawab(lke: LembarKerjaEvaluasi, lapis: str = Lapis.UNIT) -> tuple[str, ...]:
    """Codes of questions without a whole answer, in LKE order."""
    return skor_lapis(lke, lapis).belum_diisi


def tanpa_bukti(lke: LembarKerjaEvaluasi) -> tuple[str, ...]:
    """Codes whose answer earns points but has no proof under it, in LKE order; survey indices prove themselves."""
    terpasang = set(
        TautanBukti.objects.terpasang().filter(lke=lke, bukti__dihapus_pada=None).values_list("kode", flat=True)
    )
    skor = skor_lapis(lke, Lapis.UNIT)
    return tuple(
        p.kode for p in instrumen_lke(lke).semua_pertanyaan if p.kode not in terpasang and skor.pertanyaan[p.kode]
    )


def kode_terbuka(lke: LembarKerjaEvaluasi) -> frozenset[str] | None:
    """Questions the unit may change now: None means all (draf), else the flagged ones of this round."""
    if lke.status == Status.DRAF:
        return None
    if lke.status == Status.PERBAIKAN:
        tanda = TandaPerbaikan.objects.filter(lke=lke, putaran=lke.putaran)
        return frozenset(tanda.values_list("kode", flat=True))
    return frozenset()


def orang_unit(lke: LembarKerjaEvaluasi) -> QuerySet[User]:
    """The unit's own people."""
    return anggota(*PERAN_UNIT, unit=lke.unit)


def orang_tpi(lke: LembarKerjaEvaluasi) -> QuerySet[User]:
    """TPI leads of the instansi and the members assigned to this unit, without whom a conflict keeps away."""
    tugas = PenugasanTPI.objects.filter(unit=lke.unit_id, musim=lke.musim_id).values("user")
    pengarah = anggota(*PERAN_TPI_PENGARAH, instansi=lke.unit.instansi)
    semua = pengarah | anggota(Peran.TPI_ANGGOTA, instansi=lke.unit.instansi).filter(pk__in=tugas)
    return semua.exclude(pk__in=orang_terblokir(lke).values("pk"))


def orang_admin(lke: LembarKerjaEvaluasi) -> QuerySet[User]:
    return anggota(Peran.ADMIN_INSTANSI, instansi=lke.unit.instansi)


def orang_tpn() -> QuerySet[User]:
    return anggota(*PERAN_TPN)
