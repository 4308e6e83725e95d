"""Where in an open LKE the proof of the stages belongs: proposals, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from evaluation import scoring
from evaluation.enums import STATUS_UNIT_MENGISI
from evaluation.models import LembarKerjaEvaluasi, TautanBukti
from evaluation.peta import Kaitan, peta_bukti, soal_angka
from evaluation.selectors.lke import kode_terbuka
from evaluation.selectors.skor import instrumen_lke
from units.enums.tahap import Benda
from units.models import BerkasBukti, BuktiDukung, BuktiTahap, UnitKerja, User
from units.selectors.bukti_tahap import Letak, letak_terlihat

# Things that name questions themselves: one code, or a list of them.
BERKODE = frozenset({Benda.AKSI, Benda.SISTEM, Benda.TEMUAN})
# What was registered in an earlier year and still holds.
MENERUS = frozenset({Benda.SISTEM, Benda.REGISTER_PAKTA})


@dataclass(slots=True)
class Usul:
    """A proof that could stand under a question, with why: (thing, reason). ``pilih``: chosen beforehand."""

    pertanyaan: scoring.Pertanyaan
    bukti: BuktiDukung
    alasan: list[tuple[Letak, str]] = field(default_factory=list)
    pilih: bool = False

    @property
    def kode(self) -> str:
        return self.pertanyaan.kode

    @property
    def kunci(self) -> str:
        return f"{self.kode}:{self.bukti.pk}"


def lke_terbuka(unit: UnitKerja, user: User, tahun: int | None = None) -> LembarKerjaEvaluasi | None:
    """The unit's sheet of this year (the newest open one when not said), if the person sees it."""
    lke = LembarKerjaEvaluasi.objects.visible_to(user).filter(unit=unit).select_related("unit__instansi", "musim")
    if tahun is not None:
        return lke.filter(musim__tahun=tahun).first()
    return lke.filter(status__in=sorted(STATUS_UNIT_MENGISI)).order_by("-musim__tahun").first()


def usul_bukti(
    lke: LembarKerjaEvaluasi, user: User, *, kode: str = "", hanya: tuple[str, int] | None = None
) -> list[Usul]:
    """Proof that hangs on things the person sees and does not stand under the question yet, in the LKE's order;
    ``kode`` asks for one question, ``hanya`` for one thing (kind, id). Nothing while the sheet is closed for the unit.

    A fixed number of queries and one for each kind of thing.
    """
    terbuka = kode_terbuka(lke)
    soal = {
        p.kode: p
        for p in instrumen_lke(lke).semua_pertanyaan
        if (terbuka is None or p.kode in terbuka) and kode in ("", p.kode)
    }
    if not soal:
        return []
    semua = BuktiTahap.objects.filter(unit=lke.unit_id, bukti__dihapus_pada=None)
    if hanya:
        semua = semua.filter(benda=hanya[0], objek_id=hanya[1])
    pasangan = list(semua.select_related("bukti").order_by("pk"))
    tempat = letak_terlihat(user, lke.unit, {(t.benda, t.objek_id) for t in pasangan})
    usul: dict[tuple[str, int], Usul] = {}
    for t in pasangan:
        letak = tempat.get((Benda(t.benda), t.objek_id))
        if letak is None or not _berlaku(letak, lke):
            continue
        for kaitan in _kaitan(letak):
            if kaitan.kode in soal:
                satu = usul.setdefault((kaitan.kode, t.bukti_id), Usul(soal[kaitan.kode], t.bukti))
                satu.alasan.append((letak, kaitan.karena))
                satu.pilih |= kaitan.pilih and letak.tahun in (None, lke.musim.tahun)
    if usul:
        ada = TautanBukti.objects.terpasang().filter(lke=lke, kode__in={k for k, _b in usul})
        for sudah in ada.values_list("kode", "bukti"):
            usul.pop(sudah, None)
    urutan = {k: n for n, k in enumerate(soal)}
    hasil = sorted(usul.values(), key=lambda u: (urutan[u.kode], u.bukti.pk))
    _beri_berkas([u.bukti for u in hasil])
    return hasil


def _berlaku(letak: Letak, lke: LembarKerjaEvaluasi) -> bool:
    """Does the thing speak for this sheet: not cancelled, and of the years whose proof counts?"""
    if getattr(letak.objek, "status", "") == "dibatalkan" or getattr(letak.objek, "dibatalkan", False):
        return False
    awal, akhir = lke.musim.tahun_bukti_awal, lke.musim.tahun_bukti_akhir
    return letak.tahun is None or (letak.tahun <= akhir and (letak.tahun >= awal or letak.benda in MENERUS))


def _kaitan(letak: Letak) -> Iterator[Kaitan]:
    objek = letak.objek
    if letak.benda in BERKODE:
        for kode in [objek.kode] if isinstance(objek.kode, str) else map(str, objek.kode):
            yield Kaitan(kode, _("Data ini menyebut pertanyaan %(kode)s") % {"kode": kode})
    if letak.benda == Benda.DATA_PENDUKUNG:
        for kode in soal_angka().get(objek.kode, ()):
            yield Kaitan(kode, _("Sumber angka yang ditanyakan"))
    for kaitan in peta_bukti().get(letak.benda.value, ()):
        if kaitan.cocok(objek):
            yield kaitan


def _beri_berkas(bukti: list[BuktiDukung]) -> None:
    akhir: dict[int, BerkasBukti] = {}
    if bukti:
        for versi in BerkasBukti.objects.filter(bukti__in={b.pk for b in bukti}).order_by("versi"):
            akhir[versi.bukti_id] = versi
    for b in bukti:
        b.berkas_terakhir = akhir.get(b.pk)
