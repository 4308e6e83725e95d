"""A rapat pleno as one person may see it: its sheets, items, people, and what stands in the way of closing it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation import scoring
from evaluation.enums import Aksi, JenisPredikat, Lapis, Status
from evaluation.enums.pleno import KUORUM, STATUS_PLENO_TERBUKA, AsalButir, StatusPleno
from evaluation.enums.riwayat import Benda
from evaluation.models import (
    AgendaPleno,
    ButirPleno,
    Jawaban,
    LembarKerjaEvaluasi,
    Musim,
    PesertaPleno,
    RapatPleno,
    Riwayat,
    RiwayatEvaluasi,
    Skor,
)
from evaluation.selectors.benturan import blokir, sebab_blokir
from evaluation.selectors.skor import instrumen_lke
from units.enums import PERAN_TPI, PERAN_TPI_PENGARAH, Peran
from units.models import Instansi, User
from units.selectors import akses, unit_milik_sendiri
from units.selectors.organisasi import anggota

# Of a sheet ----------------------------------------------------------------------------------------------------------


def pleno_terbuka(lke: LembarKerjaEvaluasi) -> RapatPleno | None:
    """The open meeting whose agenda the sheet is on."""
    return RapatPleno.objects.filter(agenda__lke=lke, agenda__terbuka=True).first()


def sudah_pleno(lke: LembarKerjaEvaluasi) -> bool:
    """A meeting about this sheet has closed since it was brought there."""
    if lke.status != Status.PLENO:
        return False
    dibawa = Riwayat.objects.filter(lke=lke, aksi=Aksi.BAWA_PLENO).order_by("-pk").values_list("pada", flat=True)
    tutup = RapatPleno.objects.filter(agenda__lke=lke, agenda__dilepas_pada=None, status=StatusPleno.DITUTUP)
    return tutup.filter(ditutup_pada__gte=dibawa[0]).exists() if dibawa else False


def pleno_lke(user: User, lke: LembarKerjaEvaluasi) -> RapatPleno | None:
    """The newest meeting that has this sheet on its agenda, for who may open it."""
    rapat = RapatPleno.objects.visible_to(user).filter(agenda__lke=lke, agenda__dilepas_pada=None)
    return rapat.exclude(status=StatusPleno.DIBATALKAN).order_by("-pk").first()


def pleno_disiapkan(user: User, instansi: Instansi, musim: Musim) -> QuerySet[RapatPleno]:
    """Open meetings to whose agenda a sheet of this season may go."""
    rapat = RapatPleno.objects.visible_to(user).filter(instansi=instansi, musim=musim)
    return rapat.filter(status__in=sorted(STATUS_PLENO_TERBUKA))


# Lists ---------------------------------------------------------------------------------------------------------------


def daftar_pleno(user: User, *, musim: Musim | None = None, status: str = "") -> QuerySet[RapatPleno]:
    """The meetings this person sees, newest first, each with ``jumlah_lke``. One query."""
    rapat = RapatPleno.objects.visible_to(user).select_related("instansi", "musim", "pemimpin")
    if musim:
        rapat = rapat.filter(musim=musim)
    if status:
        rapat = rapat.filter(status=status)
    isi = Q(agenda__dilepas_pada=None)
    return rapat.annotate(jumlah_lke=Count("agenda", filter=isi, distinct=True)).order_by("-tanggal", "-pk")


def calon_agenda(rapat: RapatPleno, user: User) -> QuerySet[LembarKerjaEvaluasi]:
    """Sheets that were brought to the pleno and stand on no open agenda, without those closed to this person."""
    lke = LembarKerjaEvaluasi.objects.filter(
        unit__instansi=rapat.instansi_id, musim=rapat.musim_id, status=Status.PLENO
    )
    lke = lke.exclude(pk__in=AgendaPleno.objects.filter(terbuka=True).values("lke")).exclude(blokir(user).q)
    return lke.select_related("unit").order_by("unit__nama", "pk")


def calon_peserta(instansi: Instansi) -> QuerySet[User]:
    """Everybody of this TPI."""
    return anggota(*PERAN_TPI, instansi=instansi).order_by("nama", "pk")


# What one may read ---------------------------------------------------------------------------------------------------


def agenda_rapat(rapat: RapatPleno) -> list[AgendaPleno]:
    baris = rapat.agenda.filter(dilepas_pada=None).select_related("lke__unit__instansi", "lke__musim")
    return list(baris.order_by("lke__unit__nama", "pk"))


def lke_terbaca(user: User, rapat: RapatPleno, lke: Iterable[LembarKerjaEvaluasi]) -> frozenset[int]:
    """Ids of the sheets of a meeting whose items, values and dissent this person may read.

    Nobody whom a conflict of interest keeps from a sheet, nobody of its unit. TPI's leads and those of TPI who were
    called read the rest; the admin where TPI's value is open to them.
    """
    tertutup, milik, a = blokir(user), unit_milik_sendiri(user), akses(user)
    pembahas = rapat.instansi_id in a.instansi_sebagai(*PERAN_TPI_PENGARAH) or (
        rapat.instansi_id in a.instansi_sebagai(Peran.TPI_ANGGOTA)
        and PesertaPleno.objects.filter(rapat=rapat, user=user).exists()
    )
    return frozenset(
        x.pk
        for x in lke
        if not tertutup.kena(x.unit_id, x.musim_id)
        and x.unit_id not in milik
        and (pembahas or user.has_perm("evaluation.lihat_tpi", x))
    )


def terbaca_semua(user: User, rapat: RapatPleno) -> bool:
    """Sees the meeting and reads every sheet that was ever on its agenda: what its Berita Acara tells."""
    if not RapatPleno.objects.visible_to(user).filter(pk=rapat.pk).exists():
        return False
    lke = [a.lke for a in rapat.agenda.select_related("lke__unit__instansi", "lke__musim")]
    return len(lke_terbaca(user, rapat, lke)) == len(lke)


@dataclass(frozen=True, slots=True)
class ButirBaca:
    """One item in words."""

    butir: ButirPleno
    pertanyaan: scoring.Pertanyaan
    bagian: scoring.Bagian
    unit: str
    tpi: str
    hasil: str

    @property
    def berubah(self) -> bool:
        return bool(self.butir.keputusan) and self.butir.isi != self.butir.semula


@dataclass(frozen=True, slots=True)
class LKEPleno:
    """One sheet of a meeting: its items, and who keeps out of it. ``terbaca``: else only that it is on the agenda."""

    agenda: AgendaPleno
    terbaca: bool
    butir: tuple[ButirBaca, ...]
    abstain: tuple[str, ...]

    @property
    def lke(self) -> LembarKerjaEvaluasi:
        return self.agenda.lke

    @property
    def belum(self) -> int:
        return sum(not b.butir.keputusan for b in self.butir)


def isi_rapat(rapat: RapatPleno, user: User | None = None) -> list[LKEPleno]:
    """The sheets on the agenda, by name, as this person may read them; all of it without one. A fixed number of
    queries however many there are."""
    agenda = agenda_rapat(rapat)
    lke = [a.lke for a in agenda]
    terbaca = frozenset(x.pk for x in lke) if user is None else lke_terbaca(user, rapat, lke)
    butir: dict[int, list[ButirPleno]] = {}
    for satu in rapat.butir.filter(lke__in=terbaca).select_related("diputus_oleh"):
        butir.setdefault(satu.lke_id, []).append(satu)
    kode = {b.kode for baris in butir.values() for b in baris}
    unit = {
        (j.lke_id, j.kode): j.isi for j in Jawaban.objects.filter(lke__in=list(butir), lapis=Lapis.UNIT, kode__in=kode)
    }
    nama, terhalang = _terhalang(rapat)
    return [
        LKEPleno(
            agenda=a,
            terbaca=a.lke_id in terbaca,
            butir=tuple(butir_baca(a.lke, b, unit.get((a.lke_id, b.kode), {})) for b in butir.get(a.lke_id, ())),
            abstain=_abstain(a, nama, terhalang) if a.lke_id in terbaca else (),
        )
        for a in agenda
    ]


def _abstain(agenda: AgendaPleno, nama: Mapping[int, str], terhalang: Collection[tuple[int, int]]) -> tuple[str, ...]:
    """Who keeps out of a sheet: as it was when the meeting closed, or is now."""
    if agenda.ringkas:
        return tuple(agenda.ringkas["abstain"])
    return tuple(nama[u] for u in nama if (u, agenda.lke.unit_id) in terhalang)


def ringkas_lke(lke: LembarKerjaEvaluasi) -> dict[str, object]:
    """The scores of a sheet as a Berita Acara tells them, as plain values. One query."""
    skor = {s.lapis: s for s in Skor.objects.filter(lke=lke, lapis__in=(Lapis.UNIT, Lapis.TPI))}
    mandiri, tpi = skor.get(Lapis.UNIT), skor.get(Lapis.TPI)
    memenuhi = tpi and (tpi.memenuhi_wbk if lke.predikat_tujuan == JenisPredikat.WBK else tpi.memenuhi_wbbm)
    return {
        "mandiri": str(mandiri.total) if mandiri else None,
        "pengungkit": str(tpi.pengungkit) if tpi else None,
        "hasil": str(tpi.hasil) if tpi else None,
        "total": str(tpi.total) if tpi else None,
        "memenuhi": memenuhi,
    }


def _terhalang(rapat: RapatPleno) -> tuple[dict[int, str], Collection[tuple[int, int]]]:
    """The people of the portal who were called, and which (person, unit) a conflict of interest keeps apart."""
    nama = dict(rapat.peserta.filter(user__isnull=False).values_list("user_id", "nama"))
    return nama, sebab_blokir(list(nama), rapat.musim).keys()


def butir_baca(lke: LembarKerjaEvaluasi, butir: ButirPleno, isi_unit: Mapping[str, str | int]) -> ButirBaca:
    from evaluation.selectors.tpi import teks_jawaban  # late: selectors.tpi stands above the moves that ask this module

    instrumen = instrumen_lke(lke)
    p = instrumen.pertanyaan(butir.kode)
    return ButirBaca(
        butir=butir,
        pertanyaan=p,
        bagian=instrumen.bagian_dari(butir.kode),
        unit=teks_jawaban(p, isi_unit),
        tpi=teks_jawaban(p, butir.semula),
        hasil=teks_jawaban(p, butir.isi) if butir.keputusan else "",
    )


# Proposals -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UsulButir:
    """A question worth discussing: on which two layers differ, and what hangs on it."""

    asal: AsalButir
    beda: object

    @property
    def kode(self) -> str:
        return self.beda.kode


def usul_butir(user: User, rapat: RapatPleno, lke: LembarKerjaEvaluasi) -> list[UsulButir]:
    """What differs and is no item yet: what turns a gate over first, then by points. Levels only as far as this person
    reads them."""
    # Late: these read through permissions, which ask this module.
    from evaluation.selectors.lembar import Hak, lapis_terlihat, muat_lembar
    from evaluation.selectors.perbedaan import Pasangan, perbedaan

    lihat = tuple(dict.fromkeys((Lapis.UNIT, *lapis_terlihat(user, lke), Lapis.TPI)))
    lembar = muat_lembar(lke, Hak(lihat=lihat, isi=None, ajukan=False, komentar=False, ranah=()))
    ada = set(rapat.butir.filter(lke=lke).values_list("kode", flat=True))
    usul: dict[str, UsulButir] = {}
    for asal in (AsalButir.UNIT_TPI, AsalButir.KT_TPI, AsalButir.AT1_AT2):
        dari, ke = asal.value.split("-")
        if dari in lembar.lapis and ke in lembar.lapis:
            for beda in perbedaan(lembar, Pasangan(dari, ke)):
                if beda.kode not in ada:
                    usul.setdefault(beda.kode, UsulButir(asal, beda))
    return sorted(usul.values(), key=lambda u: (-len(u.beda.gerbang), -u.beda.bobot))


# Closing -------------------------------------------------------------------------------------------------------------


def halangan_tutup(rapat: RapatPleno) -> list[str]:
    """What stands in the way of closing, each as a sentence; empty when it may close. Tells no values."""
    agenda = agenda_rapat(rapat)
    if not agenda:
        return [_("Agenda masih kosong. Masukkan paling sedikit satu LKE.")]
    halangan = []
    if n := rapat.peserta.filter(hadir=None).count():
        kalimat = ngettext("Kehadiran %(n)d peserta belum dicatat.", "Kehadiran %(n)d peserta belum dicatat.", n)
        halangan.append(kalimat % {"n": n})
    tpi = set(calon_peserta(rapat.instansi).values_list("pk", flat=True))
    hadir = tpi & set(rapat.peserta.filter(hadir=True, user__isnull=False).values_list("user_id", flat=True))
    _nama, terhalang = _terhalang(rapat)
    belum = dict(
        rapat.butir.filter(keputusan="").order_by().values_list("lke").annotate(n=Count("pk")).values_list("lke", "n")
    )
    for a in agenda:
        if a.lke.status != Status.PLENO:
            halangan.append(_("%(unit)s tidak lagi dalam pleno. Keluarkan dari agenda.") % {"unit": a.lke.unit})
        memutus = sum((u, a.lke.unit_id) not in terhalang for u in hadir)
        if memutus < KUORUM:
            halangan.append(
                _(
                    "Kuorum %(unit)s belum tercapai: paling sedikit %(perlu)d orang TPI hadir dan boleh memutus, "
                    "sekarang %(n)d."
                )
                % {"unit": a.lke.unit, "perlu": KUORUM, "n": memutus}
            )
        if n := belum.get(a.lke_id):
            kalimat = ngettext("%(n)d butir %(unit)s belum diputuskan.", "%(n)d butir %(unit)s belum diputuskan.", n)
            halangan.append(kalimat % {"n": n, "unit": a.lke.unit})
    return halangan


def riwayat_rapat(rapat: RapatPleno, user: User) -> QuerySet[RiwayatEvaluasi]:
    """What happened, newest first, as this person may know it."""
    from evaluation.selectors.riwayat import q_sekitar  # late: it reads through permissions, which ask this module

    baris = RiwayatEvaluasi.objects.filter(benda=Benda.PLENO, objek_id=rapat.pk)
    lke = [a.lke for a in rapat.agenda.select_related("lke__unit__instansi", "lke__musim")]
    terbaca = Q(lke=None) | Q(lke__in=lke_terbaca(user, rapat, lke))
    return (
        baris.filter(q_sekitar(user, rapat.instansi_id))
        .filter(terbaca)
        .select_related("pelaku", "unit")
        .order_by("-pk")
    )
