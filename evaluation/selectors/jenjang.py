"""The levels of TPI on one sheet: seats, whose turn it is, what happened."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from evaluation.enums import LAPIS_ANGGOTA, LAPIS_PENILAI, STATUS_TPI_MENILAI, STATUS_TPI_RAMPUNG, Lapis
from evaluation.enums.jenjang import GILIRAN, SESUDAH_ANGGOTA, AksiJenjang, Jenjang
from evaluation.enums.riwayat import Benda
from evaluation.models import Jawaban, LembarKerjaEvaluasi, PenilaiLKE, RiwayatEvaluasi
from units.enums import PERAN_TPI_PENGARAH
from units.models import User
from units.selectors import akses


def kursi_saya(user: User, lke: LembarKerjaEvaluasi) -> str:
    """The layer whose seat the person holds on this sheet, or "". One query for all sheets, remembered on the user
    like ``akses``; services that change seats forget it."""
    if (ada := user.__dict__.get("_kursi_jenjang")) is None:
        kursi = PenilaiLKE.objects.filter(user=user, dilepas_pada=None).order_by()
        ada = user._kursi_jenjang = dict(kursi.values_list("lke_id", "lapis"))
    return ada.get(lke.pk, "")


def lupakan_kursi(*orang: User) -> None:
    """The next question about their seats is asked anew."""
    for user in orang:
        user.__dict__.pop("_kursi_jenjang", None)


def nama_jenjang(lke: LembarKerjaEvaluasi, user: User) -> str:
    """Where the sheet is, in words; for a member not more than that members are at work."""
    if lke.jenjang in SESUDAH_ANGGOTA or is_pengarah(lke, user):
        return Jenjang(lke.jenjang).label
    return _("Anggota menilai")


def is_pengarah(lke: LembarKerjaEvaluasi, user: User) -> bool:
    """Leads TPI here and does not sit with the members."""
    pengarah = lke.unit.instansi_id in akses(user).instansi_sebagai(*PERAN_TPI_PENGARAH)
    return pengarah and kursi_saya(user, lke) not in LAPIS_ANGGOTA


@dataclass(frozen=True, slots=True)
class Kursi:
    """One seat as the reader may know it: how far another member is stays hidden from members."""

    lapis: str
    nama: str
    penilai: PenilaiLKE | None
    giliran: bool
    milik_saya: bool
    waktu: bool

    @property
    def selesai(self) -> bool:
        return bool(self.penilai and self.penilai.selesai)


def kursi_lke(lke: LembarKerjaEvaluasi, user: User) -> list[Kursi]:
    """The seats of a sheet from the first level to the last: two queries, three for members."""
    terisi = {p.lapis: p for p in PenilaiLKE.objects.filter(lke=lke, dilepas_pada=None).select_related("user")}
    dua = Jawaban.objects.filter(lke=lke, lapis=Lapis.AT2).exists()
    saya = kursi_saya(user, lke)
    pengarah = is_pengarah(lke, user) or lke.status in STATUS_TPI_RAMPUNG
    kursi = []
    for lapis in LAPIS_PENILAI:
        if lapis == Lapis.AT2 and not dua:
            continue
        terbuka = pengarah or lapis not in LAPIS_ANGGOTA or lapis == saya
        kursi.append(
            Kursi(
                lapis=lapis,
                nama=nama_kursi(lapis),
                penilai=terisi.get(lapis),
                giliran=terbuka and lke.status in STATUS_TPI_MENILAI and lke.jenjang in GILIRAN[lapis],
                milik_saya=lapis == saya,
                waktu=terbuka,
            )
        )
    return kursi


def nama_kursi(lapis: str) -> str:
    return _("Pengendali teknis") if lapis == Lapis.TPI else str(Lapis(lapis).label)


@dataclass(frozen=True, slots=True)
class JejakJenjang:
    """One thing that happened to a seat."""

    riwayat: RiwayatEvaluasi
    aksi: str
    kursi: str


def riwayat_jenjang(lke: LembarKerjaEvaluasi, user: User) -> list[JejakJenjang]:
    """What happened at the levels, newest first. A member reads of their own seat and of returns to the members."""
    riwayat = RiwayatEvaluasi.objects.filter(benda=Benda.JENJANG, lke=lke).select_related("pelaku").order_by("-pk")
    if not is_pengarah(lke, user) and lke.status not in STATUS_TPI_RAMPUNG:
        milik = PenilaiLKE.objects.filter(lke=lke, user=user).values_list("pk", flat=True)
        kembali = Q(aksi=AksiJenjang.KEMBALIKAN, dari=Jenjang.KETUA)
        riwayat = riwayat.filter(Q(objek_id__in=list(milik)) | kembali)
    return [JejakJenjang(r, AksiJenjang(r.aksi).label, nama_kursi(r.rincian["lapis"])) for r in riwayat]
