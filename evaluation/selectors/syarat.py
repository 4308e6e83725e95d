"""How an instansi and its units stand against the requirements of a proposal, and the checks of TPI."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.enums import STATUS_BELUM_DINILAI, STATUS_RILIS_TPI, Aksi, JenisPredikat, Lapis, Status
from evaluation.enums.syarat import KEADAAN_HALANG, Keadaan, Pernyataan
from evaluation.models import LembarKerjaEvaluasi, Musim, NilaiSyarat, PredikatUnit, Riwayat, RiwayatEvaluasi
from evaluation.scoring import Gerbang
from evaluation.selectors.lke import tanpa_bukti
from evaluation.selectors.skor import skor_lapis
from evaluation.syarat import INSTANSI, TPI, UNIT, Aturan, Syarat, aturan_berbulan, aturan_syarat, rasio, sesudah_bulan
from units.enums import JenisInstansi, JenisUnit
from units.enums.data_pendukung import katalog
from units.enums.tahap import NilaiKriteria, StatusCalon, Triwulan
from units.models import IKU, DataPendukung, Inovasi, Instansi, KriteriaCalon, UnitKerja, User
from units.selectors import unit_milik_sendiri
from units.selectors.data_pendukung import capaian_banyak
from units.selectors.penetapan import MasaBangun, masa_bangun_banyak
from zi_portal.common.templatetags.zi import tanggal

PEMDA = frozenset({JenisInstansi.PROVINSI, JenisInstansi.KABUPATEN, JenisInstansi.KOTA})
AFIRMASI = frozenset(
    {
        JenisUnit.RSUD,
        JenisUnit.DUKCAPIL,
        JenisUnit.SAMSAT,
        JenisUnit.PTSP,
        JenisUnit.PENDIDIKAN,
        JenisUnit.KETENAGAKERJAAN,
    }
)
# From bad to good: what follows several requirements is as the worst of them.
_TERBURUK = (Keadaan.BELUM_ADA_DATA, Keadaan.BELUM, Keadaan.PERINGATAN, Keadaan.DIKECUALIKAN, Keadaan.MEMENUHI)


class Usul(NamedTuple):
    """What the portal would say for a check: memenuhi, belum or nothing, and from what."""

    nilai: str
    teks: str


@dataclass(frozen=True, slots=True)
class HasilSyarat:
    """One rule held against what is known. ``nilai`` in words; ``pasti``: computed, so that nobody types over it."""

    syarat: Syarat
    keadaan: Keadaan
    minimum: str
    nilai: str = ""
    sumber: str = ""
    url: str = ""
    catatan: str = ""
    pasti: bool = False
    tercatat: NilaiSyarat | None = None
    usul: Usul | None = None

    @property
    def kode(self) -> str:
        return self.syarat.kode

    @property
    def nama(self) -> str:
        return self.syarat.nama

    @property
    def menghalangi(self) -> bool:
        return self.keadaan in KEADAAN_HALANG

    @property
    def ikut(self) -> bool:
        """Follows other requirements, and is not said or exempted by itself."""
        return self.syarat.cara == "ikut"

    @property
    def bisa_dinyatakan(self) -> bool:
        return not self.pasti and not self.ikut

    @property
    def bisa_dikecualikan(self) -> bool:
        tersisa = self.menghalangi or self.keadaan == Keadaan.PERINGATAN
        return tersisa and not self.ikut and self.syarat.untuk != INSTANSI

    @property
    def pilihan(self) -> list[tuple[str, str]]:
        """What may be said: steps of the scale from the best down, or memenuhi and belum."""
        if self.syarat.skala:
            return [(s, s) for s in reversed(self.syarat.skala)]
        return [(p.value, str(p.label)) for p in Pernyataan]

    @property
    def versi(self) -> int:
        return self.tercatat.versi if self.tercatat else 0


@dataclass(frozen=True, slots=True)
class Fakta:
    """What the portal knows of a unit in a year."""

    tahun: int
    hari: dt.date
    afirmasi: bool
    angka: Mapping[tuple[str, int], int] = field(default_factory=dict)
    kriteria: Mapping[str, KriteriaCalon] = field(default_factory=dict)
    masa: MasaBangun | None = None
    wbk: PredikatUnit | None = None


def is_afirmasi(unit: UnitKerja) -> bool:
    """One of the six kinds of a pemda that may be proposed while Tabel 5 is still being met (PermenPANRB 5/2024)."""
    return unit.jenis in AFIRMASI and unit.instansi.jenis in PEMDA


def aturan_musim(musim: Musim) -> Aturan:
    """The rules as this season asks for them."""
    return aturan_berbulan(musim.tahun, bulan_bangun=musim.bulan_bangun, bulan_wbbm=musim.bulan_wbbm)


# One rule at a time: plain functions of what is known -----------------------------------------------------------------


def _dari_rasio(hasil: HasilSyarat, fakta: Fakta) -> HasilSyarat:
    r = rasio(hasil.syarat, fakta.angka)
    if r.kurang:
        label = "; ".join(str(katalog().butir[k].label) for k in r.kurang)
        return replace(hasil, catatan=_("Angka yang belum diisi unit: %(label)s.") % {"label": label})
    nilai = (
        _("%(sudah)d dari %(harus)d") % {"sudah": r.sudah, "harus": r.harus} if r.harus else _("Tidak ada yang wajib")
    )
    sumber = _("Data pendukung %(triwulan)s %(tahun)d") % {
        "triwulan": str(Triwulan(r.triwulan).label).replace("T", "t", 1),
        "tahun": fakta.tahun,
    }
    catatan = _("Yang sudah lebih banyak daripada yang wajib. Periksa angkanya.") if r.sudah > r.harus else ""
    return _pasti(hasil, r.penuh, nilai, sumber=sumber, catatan=catatan)


def _dari_kriteria(hasil: HasilSyarat, fakta: Fakta) -> HasilSyarat:
    k = fakta.kriteria.get(hasil.syarat.kriteria)
    if k is None or not k.nilai:
        return replace(hasil, catatan=_("Kriteria ini belum dinilai pada penetapan unit."))
    if k.nilai == NilaiKriteria.SEBAGIAN:
        return replace(hasil, catatan=_("Pada penetapan unit dinilai memenuhi sebagian; TPI yang menentukan."))
    return _pasti(hasil, k.nilai == NilaiKriteria.YA, k.get_nilai_display(), sumber=_("Kriteria pada penetapan unit"))


def _dari_masa(hasil: HasilSyarat, fakta: Fakta) -> HasilSyarat:
    if not hasil.syarat.lama:
        return _pasti(hasil, True, _("Tidak disyaratkan musim ini"), sumber=_("Aturan musim"))
    if fakta.masa is None or fakta.masa.mulai is None:
        return replace(hasil, catatan=_("Tanggal mulai membangun belum tercatat pada penetapan atau pencanangan."))
    genap = sesudah_bulan(fakta.masa.mulai, hasil.syarat.lama)
    nilai = _("sejak %(tanggal)s") % {"tanggal": tanggal(fakta.masa.mulai)}
    catatan = "" if genap <= fakta.hari else _("Genap pada %(tanggal)s.") % {"tanggal": tanggal(genap)}
    return _pasti(hasil, genap <= fakta.hari, nilai, sumber=str(fakta.masa.dasar.label), catatan=catatan)


def _dari_predikat(hasil: HasilSyarat, fakta: Fakta) -> HasilSyarat:
    if fakta.wbk is None:
        return _pasti(hasil, False, _("Tidak ada predikat WBK yang aktif"), sumber=_("Predikat yang tercatat"))
    genap = sesudah_bulan(fakta.wbk.tanggal_sk, hasil.syarat.lama)
    nilai = _("WBK sejak %(tanggal)s") % {"tanggal": tanggal(fakta.wbk.tanggal_sk)}
    catatan = "" if genap <= fakta.hari else _("Genap pada %(tanggal)s.") % {"tanggal": tanggal(genap)}
    return _pasti(hasil, genap <= fakta.hari, nilai, sumber=f"SK {fakta.wbk.nomor_sk}", catatan=catatan)


def _pasti(hasil: HasilSyarat, terpenuhi: bool, nilai: str, *, sumber: str, catatan: str = "") -> HasilSyarat:
    keadaan = Keadaan.MEMENUHI if terpenuhi else Keadaan.BELUM
    return replace(hasil, keadaan=keadaan, nilai=nilai, sumber=sumber, catatan=catatan, pasti=True)


def _dari_tercatat(hasil: HasilSyarat, predikat: str) -> HasilSyarat:
    """As somebody said it; unsaid, it has no data."""
    baris = hasil.tercatat
    if baris is None or not baris.nilai:
        return hasil
    if hasil.syarat.skala:
        # A step that a later scale no longer has counts for nothing.
        if baris.nilai not in hasil.syarat.skala:
            return hasil
        cukup, nilai = hasil.syarat.cukup(baris.nilai, predikat), baris.nilai
    else:
        cukup, nilai = baris.nilai == Pernyataan.MEMENUHI, str(Pernyataan(baris.nilai).label)
    keadaan = Keadaan.MEMENUHI if cukup else Keadaan.BELUM
    return replace(hasil, keadaan=keadaan, nilai=nilai, sumber=baris.sumber or hasil.sumber, catatan=baris.catatan)


def periksa(syarat: Syarat, predikat: str, fakta: Fakta, tercatat: NilaiSyarat | None) -> HasilSyarat:
    """One requirement of a unit or check of TPI; those that follow others come from ``_ikut``."""
    hasil = HasilSyarat(
        syarat, Keadaan.BELUM_ADA_DATA, syarat.minimum[predikat], sumber=syarat.sumber, tercatat=tercatat
    )
    match syarat.cara:
        case "rasio":
            hasil = _dari_rasio(hasil, fakta)
        case "kriteria":
            hasil = _dari_kriteria(hasil, fakta)
        case "masa":
            hasil = _dari_masa(hasil, fakta)
        case "predikat":
            hasil = _dari_predikat(hasil, fakta)
    if not hasil.pasti:
        hasil = _dari_tercatat(hasil, predikat)
    if hasil.menghalangi and tercatat and tercatat.dikecualikan:
        return replace(hasil, keadaan=Keadaan.DIKECUALIKAN, catatan=tercatat.alasan_kecuali)
    if hasil.keadaan == Keadaan.BELUM and fakta.afirmasi and syarat.untuk == UNIT:
        return replace(hasil, keadaan=Keadaan.PERINGATAN)
    return hasil


def _ikut(syarat: Syarat, predikat: str, hasil: Mapping[str, HasilSyarat]) -> HasilSyarat:
    dari = [hasil[k] for k in syarat.dari if k in hasil]
    keadaan = min((h.keadaan for h in dari), key=_TERBURUK.index, default=Keadaan.BELUM_ADA_DATA)
    nilai = "; ".join(h.nilai for h in dari if h.nilai)
    return HasilSyarat(syarat, keadaan, syarat.minimum[predikat], nilai=nilai, sumber=syarat.sumber, pasti=True)


def _semua(
    aturan: Aturan, predikat: str, fakta: Fakta, tercatat: Mapping[str, NilaiSyarat], url: Mapping[str, str]
) -> list[HasilSyarat]:
    hasil: dict[str, HasilSyarat] = {}
    for s in aturan.untuk(UNIT, TPI, predikat=predikat):
        satu = _ikut(s, predikat, hasil) if s.cara == "ikut" else periksa(s, predikat, fakta, tercatat.get(s.kode))
        hasil[s.kode] = replace(satu, url=url.get(s.cara, ""))
    return list(hasil.values())


# The sheet ------------------------------------------------------------------------------------------------------------


def syarat_unit_banyak(lke_ids: Iterable[int]) -> dict[int, list[HasilSyarat]]:
    """Requirements of the unit and checks of TPI for many sheets, in a fixed number of queries."""
    daftar = LembarKerjaEvaluasi.objects.filter(pk__in=list(lke_ids)).select_related("unit__instansi", "musim")
    return syarat_banyak(daftar)


def syarat_banyak(daftar: Iterable[LembarKerjaEvaluasi]) -> dict[int, list[HasilSyarat]]:
    """The same for sheets at hand, read with their unit, instansi and season."""
    daftar = list(daftar)
    if not daftar:
        return {}
    tercatat: dict[int, dict[str, NilaiSyarat]] = {}
    for baris in NilaiSyarat.objects.filter(lke__in=daftar).select_related("diubah_oleh", "dikecualikan_oleh"):
        tercatat.setdefault(baris.lke_id, {})[baris.kode] = baris
    fakta = _fakta_banyak(daftar)
    return {
        lke.pk: _semua(
            aturan_musim(lke.musim), lke.predikat_tujuan, fakta[lke.pk], tercatat.get(lke.pk, {}), _alamat(lke)
        )
        for lke in daftar
    }


def _alamat(lke: LembarKerjaEvaluasi) -> dict[str, str]:
    """Where the figures of each kind of rule can be looked up."""
    penetapan = reverse("units:penetapan_unit", args=[lke.unit_id])
    angka = reverse("units:data_pendukung", args=[lke.unit_id])
    return {"rasio": f"{angka}?tahun={lke.musim.tahun}", "kriteria": penetapan, "masa": penetapan}


def _fakta_banyak(daftar: Sequence[LembarKerjaEvaluasi]) -> dict[int, Fakta]:
    """What is known of each sheet's unit in its year, by sheet: eight queries at most, however many."""
    unit = {lke.unit_id: lke.unit for lke in daftar}
    kode = {k for lke in daftar for s in aturan_syarat(lke.musim.tahun).syarat for k in (*s.harus, s.sudah) if k}
    angka: dict[tuple[int, int], dict[tuple[str, int], int]] = {}
    baris = DataPendukung.objects.filter(
        unit__in=unit, tahun__in={lke.musim.tahun for lke in daftar}, kode__in=kode, nilai__isnull=False
    )
    for unit_id, tahun, satu, triwulan, nilai in baris.values_list("unit_id", "tahun", "kode", "triwulan", "nilai"):
        angka.setdefault((unit_id, tahun), {})[satu, triwulan] = nilai
    kriteria: dict[int, dict[str, KriteriaCalon]] = {}
    dipilih = KriteriaCalon.objects.filter(
        calon__unit__in=unit, calon__status=StatusCalon.DITETAPKAN, calon__dihapus_pada=None
    )
    for k in dipilih.select_related("calon"):
        kriteria.setdefault(k.calon.unit_id, {})[k.jenis] = k
    masa, wbk = masa_bangun_banyak(list(unit.values())), _wbk(unit)
    return {
        lke.pk: Fakta(
            tahun=lke.musim.tahun,
            hari=timezone.localdate(timezone=lke.unit.instansi.tz),
            afirmasi=is_afirmasi(lke.unit),
            angka=angka.get((lke.unit_id, lke.musim.tahun), {}),
            kriteria=kriteria.get(lke.unit_id, {}),
            masa=masa.get(lke.unit_id),
            wbk=wbk.get(lke.unit_id),
        )
        for lke in daftar
    }


def _wbk(unit_ids: Iterable[int]) -> dict[int, PredikatUnit]:
    """Unit id → the WBK it holds, or held until WBBM took its place. One query."""
    hasil: dict[int, PredikatUnit] = {}
    naik: set[int] = set()
    for p in PredikatUnit.objects.filter(unit__in=list(unit_ids)).order_by("-aktif", "-tanggal_sk", "-pk"):
        if p.jenis == JenisPredikat.WBBM and p.aktif:
            naik.add(p.unit_id)
        elif p.jenis == JenisPredikat.WBK and (p.aktif or p.unit_id in naik):
            hasil.setdefault(p.unit_id, p)
    return hasil


def syarat_lke(lke: LembarKerjaEvaluasi) -> list[HasilSyarat]:
    """Requirements and checks of one sheet, with what the portal would say where TPI has to."""
    usul = _usul(lke)
    return [replace(h, usul=usul.get(h.syarat.usul)) for h in syarat_banyak([lke])[lke.pk]]


def kurang_dari(hasil: Iterable[HasilSyarat]) -> list[HasilSyarat]:
    """What stands in the way. A check that follows a requirement is not counted beside it."""
    return [h for h in hasil if h.menghalangi and not h.ikut]


def kurang_syarat(lke: LembarKerjaEvaluasi) -> list[HasilSyarat]:
    """What is not met or not said yet, so that TPI cannot conclude layak."""
    return kurang_dari(syarat_banyak([lke])[lke.pk])


def saat_selesai(lke: LembarKerjaEvaluasi) -> dict[str, Keadaan]:
    """How each rule stood when TPI concluded, by code; empty before. One query."""
    aksi = (Aksi.NYATAKAN_LAYAK, Aksi.NYATAKAN_TIDAK_LAYAK)
    rincian = Riwayat.objects.filter(lke=lke, aksi__in=aksi).order_by("-pk").values_list("rincian", flat=True).first()
    return {kode: Keadaan(nilai) for kode, nilai in (rincian or {}).get("syarat", {}).items()}


def _usul(lke: LembarKerjaEvaluasi) -> dict[str, Usul]:
    """What the portal finds for TPI's own checks, from the sheet and the unit's registers."""
    skor = skor_lapis(lke, Lapis.TPI)
    if not skor.lengkap:
        # Of a half-judged sheet every threshold would read as missed.
        tunggu = Usul("", _("Usul portal menunggu semua pertanyaan dinilai TPI."))
        return {"pengungkit": tunggu, "survei": tunggu, "kinerja": tunggu, "inovasi": _usul_inovasi(lke)}
    gerbang = {g.kode: g for g in skor.gerbang(lke.predikat_tujuan)}
    return {
        "pengungkit": _usul_pengungkit(lke, gerbang),
        "survei": _usul_gerbang([gerbang["survei_anti_korupsi"], gerbang["pelayanan_prima"]]),
        "kinerja": _usul_kinerja(lke, gerbang["capaian_kinerja"]),
        "inovasi": _usul_inovasi(lke),
    }


def _usul_pengungkit(lke: LembarKerjaEvaluasi, gerbang: Mapping[str, Gerbang]) -> Usul:
    pengungkit = [g for kode, g in gerbang.items() if kode == "pengungkit" or kode.startswith("area_")]
    tanpa, tercapai = len(tanpa_bukti(lke)), sum(g.terpenuhi for g in pengungkit)
    teks = _("%(n)d dari %(semua)d ambang pengungkit terpenuhi; %(tanpa)d jawaban bernilai tanpa bukti dukung.") % {
        "n": tercapai,
        "semua": len(pengungkit),
        "tanpa": tanpa,
    }
    return Usul(_kata(tercapai == len(pengungkit) and not tanpa), teks)


def _kata(terpenuhi: bool) -> str:
    return Pernyataan.MEMENUHI if terpenuhi else Pernyataan.BELUM


def _usul_gerbang(gerbang: Sequence[Gerbang]) -> Usul:
    teks = "; ".join(f"{g.nama}: {_('mencapai ambang') if g.terpenuhi else _('di bawah ambang')}" for g in gerbang)
    return Usul(_kata(all(g.terpenuhi for g in gerbang)), f"{teks}.")


def _usul_kinerja(lke: LembarKerjaEvaluasi, gerbang: Gerbang) -> Usul:
    iku = IKU.objects.filter(unit=lke.unit_id, tahun=lke.musim.tahun, dihapus_pada=None)
    capaian = [c for c in capaian_banyak(iku) if c.terakhir]
    nilai = _usul_gerbang([gerbang])
    if not capaian:
        return Usul(
            nilai.nilai if nilai.nilai == Pernyataan.BELUM else "",
            _("%(gerbang)s Belum ada realisasi IKU.") % {"gerbang": nilai.teks},
        )
    naik = sum(c.membaik is True for c in capaian)
    turun = sum(c.membaik is False for c in capaian)
    teks = _("%(gerbang)s %(naik)d dari %(semua)d IKU membaik dibanding tahun lalu, %(turun)d menurun.") % {
        "gerbang": nilai.teks,
        "naik": naik,
        "semua": len(capaian),
        "turun": turun,
    }
    return Usul(_kata(gerbang.terpenuhi and naik > turun), teks)


def _usul_inovasi(lke: LembarKerjaEvaluasi) -> Usul:
    baris = Inovasi.objects.hidup().filter(unit=lke.unit_id, tahun__lte=lke.musim.tahun)
    mulai = list(baris.values_list("mulai", flat=True))
    terap = sum(m is not None and m <= timezone.localdate() for m in mulai)
    teks = ngettext(
        "%(n)d inovasi tercatat, %(terap)d sudah diterapkan.",
        "%(n)d inovasi tercatat, %(terap)d sudah diterapkan.",
        len(mulai),
    )
    return Usul(_kata(bool(terap)), teks % {"n": len(mulai), "terap": terap})


# The instansi ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SyaratUsulan:
    """The instansi's requirements for one predicate. Where they are not met only afirmasi units may be proposed."""

    predikat: str
    hasil: tuple[HasilSyarat, ...]
    pemda: bool

    @property
    def memenuhi(self) -> bool:
        return not any(h.menghalangi for h in self.hasil)

    @property
    def hanya_afirmasi(self) -> bool:
        return self.pemda and not self.memenuhi

    @property
    def kurang(self) -> list[HasilSyarat]:
        return [h for h in self.hasil if h.menghalangi]


def syarat_usulan(instansi: Instansi, tahun: int, predikat: str) -> SyaratUsulan:
    """One predicate's requirements of an instansi in a year. One query."""
    return syarat_instansi(instansi, tahun, predikat)[predikat]


def syarat_instansi(
    instansi: Instansi, tahun: int, *predikat: str, tercatat: Mapping[str, NilaiSyarat] | None = None
) -> dict[str, SyaratUsulan]:
    """The same for several predicates (both when none is named), by predicate. One query."""
    if tercatat is None:
        tercatat = data_instansi(instansi, tahun)
    aturan = aturan_syarat(tahun)
    return {
        p: SyaratUsulan(
            p,
            tuple(
                _dari_tercatat(
                    HasilSyarat(
                        s, Keadaan.BELUM_ADA_DATA, s.minimum[p], sumber=s.sumber, tercatat=tercatat.get(s.kode)
                    ),
                    p,
                )
                for s in aturan.untuk(INSTANSI, predikat=p, jenis=instansi.jenis)
            ),
            instansi.jenis in PEMDA,
        )
        for p in predikat or JenisPredikat.values
    }


def data_instansi(instansi: Instansi, tahun: int) -> dict[str, NilaiSyarat]:
    """What the instansi recorded for a year, by code. One query."""
    baris = NilaiSyarat.objects.filter(instansi=instansi, musim__tahun=tahun, lke=None)
    return {b.kode: b for b in baris.select_related("diubah_oleh")}


def lke_persyaratan(user: User, instansi: Instansi, musim: Musim) -> QuerySet[LembarKerjaEvaluasi]:
    """Sheets of the instansi whose requirements this person may read here, never those of units they work in: what
    they may see of sheets once TPI is at work, and for who sees no sheets those that TPI has concluded."""
    # In perbaikan TPI's words of the round are released to the unit, not yet to those above.
    selesai = sorted(STATUS_RILIS_TPI - {Status.PERBAIKAN})
    dinilai = ~Q(status__in=sorted(STATUS_BELUM_DINILAI))
    lke = LembarKerjaEvaluasi.objects.filter(unit__instansi=instansi, musim=musim)
    if user.has_perm("evaluation.pimpinan_persyaratan", instansi):
        lke = lke.filter(Q(status__in=selesai) | Q(pk__in=_terlihat(user).filter(dinilai).values("pk")))
    else:
        lke = lke.filter(dinilai, pk__in=_terlihat(user).values("pk"))
    return (
        lke.exclude(unit__in=unit_milik_sendiri(user))
        .select_related("unit__instansi", "musim")
        .order_by("unit__nama", "pk")
    )


def _terlihat(user: User) -> QuerySet[LembarKerjaEvaluasi]:
    return LembarKerjaEvaluasi.objects.visible_to(user).order_by()


def riwayat_syarat(baris: NilaiSyarat | None) -> list[RiwayatEvaluasi]:
    """What happened to one recorded requirement, newest first. One query."""
    if baris is None:
        return []
    jejak = RiwayatEvaluasi.objects.filter(benda=baris.BENDA, objek_id=baris.pk).select_related("pelaku")
    return list(jejak.order_by("-pk")[:200])
