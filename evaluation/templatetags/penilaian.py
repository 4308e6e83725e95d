"""What the reviewing pages say in one word: states, deadlines, rights in a thread, a unit's predicate."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django import template
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from evaluation.enums import STATUS_TPI_MENILAI, STATUS_TPN_PROSES, Lapis, Status
from evaluation.enums.kata import kata_aksi_benda
from evaluation.enums.syarat import Keadaan
from evaluation.models import Komentar, LembarKerjaEvaluasi, PredikatUnit, RapatPleno, Riwayat, RiwayatEvaluasi
from evaluation.permissions import lapis_menilai, ranah_terbaca
from evaluation.selectors.jenjang import nama_jenjang
from evaluation.selectors.komentar import pembaca_komentar
from evaluation.selectors.lke import lke_table
from evaluation.selectors.pleno import pleno_lke
from evaluation.selectors.skor import instrumen_lke
from evaluation.selectors.tahun import SkorTahun, skor_tahun
from evaluation.selectors.tpi import belum_dinilai
from evaluation.services.komentar import SEBUTAN
from units.models import UnitKerja, User

register = template.Library()

NADA_STATUS = {
    Status.DRAF: "",
    Status.DIAJUKAN: "jalan",
    Status.PENDAHULUAN: "jalan",
    Status.DINILAI_TPI: "jalan",
    Status.PLENO: "jalan",
    Status.PERBAIKAN: "awas",
    Status.LAYAK: "baik",
    Status.TIDAK_LAYAK: "buruk",
    **dict.fromkeys(STATUS_TPN_PROSES, "jalan"),
    Status.SANGGAH: "awas",
    Status.GUGUR: "buruk",
    Status.DITETAPKAN: "baik",
    Status.TIDAK_DITETAPKAN: "buruk",
    Status.DITARIK: "awas",
}
SEGERA = dt.timedelta(days=3)


@register.filter
def nada_status(status: str) -> str:
    """The colour of a state: baik, awas, buruk, jalan or none; its word always stands beside it."""
    return NADA_STATUS.get(status, "")


NADA_KEADAAN = {
    Keadaan.MEMENUHI: "baik",
    Keadaan.DIKECUALIKAN: "jalan",
    Keadaan.PERINGATAN: "awas",
    Keadaan.BELUM: "buruk",
    Keadaan.BELUM_ADA_DATA: "",
}


@register.filter
def nada_keadaan(keadaan: str) -> str:
    """The colour of how a requirement stands; its word always stands beside it."""
    return NADA_KEADAAN.get(keadaan, "")


@register.filter
def kata_jejak(riwayat: RiwayatEvaluasi) -> str:
    """What happened to a thing, in a word or two."""
    return kata_aksi_benda(riwayat.benda, riwayat.aksi)


@register.filter
def ubah_syarat(riwayat: RiwayatEvaluasi) -> list[tuple[str, str, str]]:
    """What changed with it: (field, before, after)."""
    return [(k, *riwayat.rincian[k]) for k in ("nilai", "sumber", "catatan") if k in riwayat.rincian]


@register.filter
def nada_tenggat(batas: dt.datetime | None) -> str:
    """buruk when the moment has passed, awas within three days, else none."""
    if batas is None:
        return ""
    sisa = batas - timezone.now()
    return "buruk" if sisa < dt.timedelta(0) else "awas" if sisa <= SEGERA else ""


@register.filter
def skor_dari(lke: LembarKerjaEvaluasi, lapis: str):
    """The stored score of a layer among ``skor_tersimpan``, or None."""
    return next((s for s in lke.skor_tersimpan if s.lapis == lapis), None)


@register.filter
def dengan_sebutan(isi: str, nama: Mapping[str, str]) -> SafeString:
    """Text of a person, escaped, with those it mentions by their names; ``nama``: user name → name. Who was not told is
    no mention, and stays as it was typed."""

    def tanda(m: re.Match[str]) -> str:
        # A full stop that ends the sentence is not part of the name.
        for satu in (m[1], m[1].rstrip(".+-")):
            if satu in nama:
                return f'<span class="sebutan" title="@{satu}">@{escape(nama[satu])}</span>{m[1][len(satu) :]}'
        return m[0]

    # The pattern allows no character that escaping makes, so it finds the same names as in the raw text.
    return mark_safe(SEBUTAN.sub(tanda, escape(isi)))  # noqa: S308


@dataclass(frozen=True, slots=True)
class HakUtas:
    """What the reader may do in the threads of a sheet, and who may be mentioned."""

    tulis: bool
    internal: bool
    orang: tuple[User, ...]


@register.simple_tag
def hak_utas(lke: LembarKerjaEvaluasi, user: User) -> HakUtas:
    """Asked once for a page: remembered on the sheet object, however many questions ask."""
    kunci = f"_hak_utas_{user.pk}"
    if (ada := lke.__dict__.get(kunci)) is None:
        tulis = user.has_perm("evaluation.komentar", lke)
        ranah = ranah_terbaca(user, lke)
        orang = tuple(o for o in pembaca_komentar(lke, "bersama") if o.pk != user.pk) if tulis else ()
        ada = lke.__dict__[kunci] = HakUtas(tulis, len(ranah) > 1, orang)
    return ada


@dataclass(frozen=True, slots=True)
class RingkasTPI:
    """The bar of a reviewer in the workspace; ``tampil`` is False for everybody but TPI, ``tpn`` is True for TPN."""

    tampil: bool
    menilai: bool = False
    mulai: bool = False
    kembalikan: bool = False
    selesaikan: bool = False
    perpanjang: bool = False
    dinilai: int = 0
    semua: int = 0
    tpn: bool = False
    putuskan: bool = False
    jenjang: str = ""
    ambil: bool = False
    teruskan: bool = False
    kembalikan_jenjang: bool = False
    jenjang_tampil: bool = False
    bawa_pleno: bool = False
    kembali_nilai: bool = False
    pleno: RapatPleno | None = None

    @property
    def sisa(self) -> int:
        return self.semua - self.dinilai


@register.simple_tag
def ringkas_tpi(lke: LembarKerjaEvaluasi, user: User) -> RingkasTPI:
    """What this person may do with the sheet as TPI, and how far the review is."""
    if not user.has_perm("evaluation.tpi", lke):
        return RingkasTPI(
            tampil=False,
            tpn=user.has_perm("evaluation.baca_evaluasi_tpn", lke),
            menilai=user.has_perm("evaluation.nilai_tpn", lke),
            putuskan=user.has_perm("evaluation.putuskan_tpn", lke),
        )
    semua = len(instrumen_lke(lke).semua_pertanyaan)
    lapis = lapis_menilai(user, lke)
    # A page that has the answers at hand leaves the count on the sheet, as it does for the threads.
    sisa = lke.__dict__.get("sisa_tpi")
    if sisa is None:
        ada = lke.status in STATUS_TPI_MENILAI and (lapis or not lke.jenjang)
        sisa = len(belum_dinilai(lke, lapis or Lapis.TPI)) if ada else semua
    return RingkasTPI(
        tampil=True,
        menilai=bool(lapis),
        mulai=user.has_perm("evaluation.mulai_nilai", lke),
        kembalikan=user.has_perm("evaluation.kembalikan_lke", lke),
        selesaikan=user.has_perm("evaluation.selesaikan_tpi", lke),
        perpanjang=user.has_perm("evaluation.perpanjang_tenggat", lke),
        bawa_pleno=user.has_perm("evaluation.bawa_pleno", lke),
        kembali_nilai=user.has_perm("evaluation.kembali_nilai", lke),
        pleno=pleno_lke(user, lke) if lke.status == Status.PLENO else None,
        dinilai=semua - sisa,
        semua=semua,
        **(_jenjang(lke, user) if lke.jenjang else {}),
    )


def _jenjang(lke: LembarKerjaEvaluasi, user: User) -> dict[str, object]:
    return {
        "jenjang": nama_jenjang(lke, user),
        "ambil": user.has_perm("evaluation.ambil_kursi", lke),
        "teruskan": user.has_perm("evaluation.teruskan_jenjang", lke),
        "kembalikan_jenjang": user.has_perm("evaluation.kembalikan_jenjang", lke),
        "jenjang_tampil": user.has_perm("evaluation.lihat_jenjang", lke),
    }


@register.simple_tag
def predikat_unit(unit: UnitKerja, user: User) -> list[PredikatUnit]:
    """The predicates of a unit, the active one first, each with ``terlihat``: whether this person may open it."""
    semua = list(PredikatUnit.objects.filter(unit=unit).order_by("-aktif", "-tanggal_sk", "-pk"))
    for p in semua:
        p.unit = unit
        p.terlihat = user.has_perm("evaluation.lihat_predikat", p)
    return semua


@register.simple_tag
def lke_unit(unit: UnitKerja, user: User) -> list[LembarKerjaEvaluasi]:
    """The unit's sheets that this person may see, newest first."""
    return list(lke_table(user).filter(unit=unit).order_by("-musim__tahun"))


@register.simple_tag
def jarak_predikat(unit: UnitKerja, user: User, tahun: int) -> SkorTahun | None:
    """The unit's own score of the year against both predicates, for those who may see the sheet."""
    return skor_tahun(user, unit, tahun)


@register.filter
def jumlah_tanda(riwayat: Riwayat) -> int:
    """How many questions a return flagged."""
    return len(riwayat.rincian.get("tanda", ()))


@register.filter
def tenggat_baru(riwayat: Riwayat) -> dt.datetime | None:
    """The due date a return or an extension set."""
    teks = riwayat.rincian.get("tenggat")
    return dt.datetime.fromisoformat(teks) if teks else None


@register.filter
def tanggal_sk(riwayat: Riwayat) -> dt.date | None:
    """The date of the decree a decision names."""
    teks = riwayat.rincian.get("tanggal_sk")
    return dt.date.fromisoformat(teks) if teks else None


LAPIS_LABEL = {lapis: lapis.label for lapis in Lapis}


@register.filter
def nama_lapis(lapis: str) -> str:
    return LAPIS_LABEL.get(lapis, lapis)


@register.filter
def utas_terakhir(utas: list[Komentar]) -> Komentar | None:
    """The newest remark in the threads of a question."""
    semua = [k for akar in utas for k in (akar, *akar.balasan_terbaca)]
    return max(semua, key=lambda k: (k.dibuat_pada, k.pk), default=None)


@register.filter
def jumlah_komentar(utas: list[Komentar]) -> int:
    return sum(1 + len(akar.balasan_terbaca) for akar in utas)


@register.filter
def utas_terbuka(utas: list[Komentar]) -> int:
    """How many threads are not resolved."""
    return sum(akar.selesai_pada is None for akar in utas)
