"""A unit's year: where it stands in the four stages, what is next and whose it is, what lies ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from units.enums.tahap import (
    STATUS_AKSI_TERBUKA,
    STATUS_TEMUAN_UNIT,
    Area,
    DasarMasa,
    StatusCalon,
    StatusPencanangan,
    StatusRekomendasi,
    StatusTindakLanjut,
    Tahap,
    Triwulan,
)
from units.models import Pemantauan, Pendampingan, Temuan, TindakLanjutMonev, UnitKerja, User
from units.selectors.keadaan import (
    Keadaan,
    aksi_dihitung,
    keadaan_unit,
    pemantauan_terbit,
    temuan_terbaca,
)
from units.selectors.langkah import LangkahBerikut, hari_dari, langkah_berikut, tautan, url_unit, urutkan
from units.selectors.penetapan import MasaBangun, hitung_masa, mulai_bangun
from units.selectors.rencana import Ringkas, ringkas_rencana

JADWAL_TERBANYAK = 8
TEMUAN_TERBANYAK = 5


@dataclass(frozen=True, slots=True)
class KeadaanTahap:
    """One stage in words: ``nada`` colours them (baik, awas, buruk, jalan or none), ``kurang`` is what is missing."""

    tahap: Tahap
    kata: str
    nada: str = ""
    tanggal: dt.date | None = None
    kurang: tuple[str, ...] = ()
    url: str = ""
    selesai: bool = False
    kini: bool = False


@dataclass(frozen=True, slots=True)
class Jadwal:
    """A date ahead."""

    tanggal: dt.date | dt.datetime
    judul: str
    jenis: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class KemajuanArea:
    """The plan of one area: its items, those done and late, the mean progress, and what TPI saw last (percent)."""

    area: Area
    n: int = 0
    selesai: int = 0
    lewat: int = 0
    persen: int | None = None
    tpi: int | None = None


@dataclass(frozen=True, slots=True)
class RingkasTahun:
    """Everything the page of a unit's year tells; ``temuan`` are open findings with their addresses."""

    keadaan: Keadaan
    tahap: tuple[KeadaanTahap, ...]
    langkah: tuple[LangkahBerikut, ...]
    jadwal: tuple[Jadwal, ...]
    area: tuple[KemajuanArea, ...]
    temuan: tuple[tuple[Temuan, str], ...]
    masa: MasaBangun | None
    url_temuan: str

    @property
    def utama(self) -> LangkahBerikut | None:
        """The one act to begin with: the first that is the reader's own and leads somewhere."""
        return next((satu for satu in self.langkah if satu.untuk_saya and satu.url), None)


# What other rooms know of a unit's year -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sumbangan:
    """Acts and dates of a unit's year that units cannot know: those of the LKE."""

    langkah: tuple[LangkahBerikut, ...] = field(default=())
    jadwal: tuple[Jadwal, ...] = field(default=())


PenyumbangTahun = Callable[[User, UnitKerja, int], Sumbangan]

_penyumbang: list[PenyumbangTahun] = []


def daftarkan_penyumbang(fungsi: PenyumbangTahun) -> None:
    """Register who adds to a unit's year: a function of person, unit and year. Called once, from ``ready()``."""
    _penyumbang.append(fungsi)


# The one-year clock ---------------------------------------------------------------------------------------------------


def masa_pembangunan(k: Keadaan) -> MasaBangun | None:
    """The clock of this unit as read already; None while it does not run. No query where the SK starts it."""
    if not k.ditetapkan:
        return None
    dasar, pk = DasarMasa(k.unit.instansi.dasar_masa), k.unit.pk
    mulai = k.calon["ditetapkan_pada"] if dasar == DasarMasa.SK else mulai_bangun(dasar, [pk]).get(pk)
    return hitung_masa(dasar, mulai) if mulai else None


# The four stages ------------------------------------------------------------------------------------------------------


def empat_tahap(k: Keadaan) -> tuple[KeadaanTahap, ...]:
    """The stages in their order; the first that is not done is the present one."""
    semua = (_tahap_pencanangan(k), _tahap_penetapan(k), _tahap_pembangunan(k), _tahap_pemantauan(k))
    kini = next((t.tahap for t in semua if not t.selesai), Tahap.PEMANTAUAN)
    return tuple(replace(t, kini=t.tahap == kini) for t in semua)


NADA_PENCANANGAN = {
    StatusPencanangan.DIAJUKAN: "jalan",
    StatusPencanangan.DICANANGKAN: "awas",
    StatusPencanangan.LENGKAP: "baik",
}


def _tahap_pencanangan(k: Keadaan) -> KeadaanTahap:
    p = k.pencanangan
    kurang = []
    if not p:
        kurang.append(_("Pencanangan belum disiapkan."))
    elif p["status"] == StatusPencanangan.DRAF:
        kurang.append(_("Belum diajukan ke pimpinan."))
    elif p["status"] == StatusPencanangan.DICANANGKAN:
        kurang.append(_("Publikasinya belum dinyatakan lengkap.") if p["publikasi"] else _("Belum ada publikasi."))
    if not k.pegawai:
        kurang.append(_("Daftar pegawai belum diisi."))
    elif k.belum_pakta:
        kurang.append(_("Pakta integritas: %(a)d dari %(b)d pegawai.") % {"a": k.pakta, "b": k.pegawai})
    return KeadaanTahap(
        Tahap.PENCANANGAN,
        kata=str(StatusPencanangan(p["status"]).label) if p else _("Belum ada"),
        nada=NADA_PENCANANGAN.get(p.get("status"), ""),
        tanggal=p["tanggal"] if k.dicanangkan else None,
        kurang=tuple(kurang),
        url=url_unit(k, "pencanangan_list"),
        selesai=p.get("status") == StatusPencanangan.LENGKAP,
    )


def _tahap_penetapan(k: Keadaan) -> KeadaanTahap:
    c = k.calon
    kurang = ()
    if not c:
        kurang = (_("Admin instansi belum menjadikan unit ini calon."),)
    elif c["status"] == StatusCalon.CALON:
        kurang = (_("Kriterianya belum semua dinilai."),) if c["belum_dinilai"] else (_("SK penetapan belum dicatat."),)
    nada = {StatusCalon.CALON: "jalan", StatusCalon.DITETAPKAN: "baik", StatusCalon.DIKELUARKAN: "buruk"}
    kata = str(StatusCalon(c["status"]).label) if c else _("Belum ada")
    if k.ditetapkan:
        kata = _("Ditetapkan menuju %(predikat)s") % {"predikat": c["predikat_tujuan"]}
    return KeadaanTahap(
        Tahap.PENETAPAN,
        kata=kata,
        nada=nada.get(c.get("status"), ""),
        tanggal=c.get("dikeluarkan_pada") or c.get("tanggal_sk") or c.get("ditetapkan_pada"),
        kurang=kurang,
        url=url_unit(k, "penetapan_unit"),
        selesai=k.ditetapkan,
    )


def _tahap_pembangunan(k: Keadaan) -> KeadaanTahap:
    a, kurang = k.aksi, []
    if not a:
        kurang.append(_("Rencana aksi belum disusun."))
    elif a["lewat"]:
        kurang.append(ngettext("%(n)d butir terlambat.", "%(n)d butir terlambat.", a["lewat"]) % {"n": a["lewat"]})
    if k.wajib_triwulan and not k.monev_disahkan:
        nama = Triwulan(k.triwulan.triwulan).label
        kurang.append(_("Monev %(triwulan)s belum disahkan.") % {"triwulan": f"{nama} {k.triwulan.tahun}"})
    kosong = len(Area) - a.get("area", 0)
    if a and kosong:
        judul = ngettext("%(n)d area belum punya butir.", "%(n)d area belum punya butir.", kosong)
        kurang.append(judul % {"n": kosong})
    selesai = bool(a) and not kosong and a["selesai"] == a["n"]
    if not a:
        kata, nada = _("Belum mulai"), ""
    elif selesai:
        kata, nada = _("Rencana selesai"), "baik"
    else:
        kata, nada = _("Berjalan %(n)d %%") % {"n": k.persen_aksi}, "awas" if a["lewat"] else "jalan"
    return KeadaanTahap(
        Tahap.PEMBANGUNAN, kata=kata, nada=nada, kurang=tuple(kurang), url=url_unit(k, "aksi_list"), selesai=selesai
    )


def _tahap_pemantauan(k: Keadaan) -> KeadaanTahap:
    kurang = []
    if not k.pemantauan:
        kurang.append(_("TPI belum menyampaikan hasil pemantauan tahun ini."))
    if n := k.temuan.get("n"):
        kurang.append(ngettext("%(n)d temuan terbuka.", "%(n)d temuan terbuka.", n) % {"n": n})
    kata, nada = (_("Dipantau"), "jalan") if k.pemantauan else (_("Belum dipantau"), "")
    if k.rekomendasi.get("status") == StatusRekomendasi.DISAMPAIKAN:
        kurang.append(_("Rekomendasi TPI belum diterima pimpinan instansi."))
    if r := k.rekomendasi:
        kata = _("TPI merekomendasikan layak diusulkan") if r["layak"] else _("TPI: belum layak diusulkan")
        nada = "baik" if r["layak"] else "buruk"
    elif k.temuan.get("lewat"):
        nada = "awas"
    return KeadaanTahap(
        Tahap.PEMANTAUAN,
        kata=kata,
        nada=nada,
        tanggal=k.pemantauan.get("tanggal"),
        kurang=tuple(kurang),
        url=url_unit(k, "pemantauan_list"),
        selesai=bool(k.pemantauan and k.rekomendasi) and not k.temuan.get("n"),
    )


# The page -------------------------------------------------------------------------------------------------------------


def ringkas_tahun(user: User, unit: UnitKerja, tahun: int) -> RingkasTahun:
    """One unit's year for this reader, in a fixed number of queries."""
    k = keadaan_unit(UnitKerja.objects.filter(pk=unit.pk), tahun)[unit.pk]
    lain = [fungsi(user, unit, tahun) for fungsi in _penyumbang]
    temuan = list(temuan_terbaca(tahun).terbuka().filter(unit=unit))
    jadwal = [*_jadwal(k, temuan), *(satu for s in lain for satu in s.jadwal)]
    return RingkasTahun(
        keadaan=k,
        tahap=empat_tahap(k),
        langkah=tuple(urutkan([*langkah_berikut(user, k), *(satu for s in lain for satu in s.langkah)])),
        jadwal=tuple(sorted(jadwal, key=lambda j: hari_dari(j.tanggal))[:JADWAL_TERBANYAK]),
        area=_area(k),
        temuan=tuple((t, tautan("temuan_detail", unit.pk, t.pk)) for t in temuan[:TEMUAN_TERBANYAK]),
        url_temuan=url_unit(k, "temuan_list"),
        masa=masa_pembangunan(k),
    )


def _jadwal(k: Keadaan, temuan: list[Temuan]) -> Iterator[Jadwal]:
    """What falls due from today on: the nearest of each kind."""
    hari, unit = timezone.localdate(), k.unit
    aksi = aksi_dihitung(k.tahun).filter(unit=unit, status__in=sorted(STATUS_AKSI_TERBUKA), tenggat__gte=hari)
    for b in aksi.order_by("tenggat", "pk").only("nama", "tenggat")[:JADWAL_TERBANYAK]:
        yield Jadwal(b.tenggat, b.nama, _("Rencana aksi"), tautan("aksi_detail", unit.pk, b.pk))
    for t in temuan:
        if t.tenggat >= hari and t.status in STATUS_TEMUAN_UNIT:
            yield Jadwal(t.tenggat, str(t), _("Temuan"), tautan("temuan_detail", unit.pk, t.pk))
    tindak = TindakLanjutMonev.objects.hidup().filter(unit=unit, status=StatusTindakLanjut.TERBUKA, tenggat__gte=hari)
    for t in tindak.order_by("tenggat", "pk")[:JADWAL_TERBANYAK]:
        yield Jadwal(t.tenggat, str(t), _("Tindak lanjut monev"), tautan("monev_list", unit.pk, tahun=t.tahun))
    damping = Pendampingan.objects.hidup().filter(unit=unit, dibatalkan=False, selesai__gte=timezone.now())
    for p in damping.order_by("mulai", "pk")[:JADWAL_TERBANYAK]:
        yield Jadwal(p.mulai, p.topik, str(p.get_bentuk_display()), tautan("pendampingan_list", unit.pk, tahun=p.tahun))


def _area(k: Keadaan) -> tuple[KemajuanArea, ...]:
    """The six areas: the plan's items and what TPI's last published monitoring says. Two queries."""
    pantau: Pemantauan | None = pemantauan_terbit(k.tahun).filter(unit=k.unit).first()
    rencana = ringkas_rencana(k.unit, k.tahun).area
    return tuple(_satu_area(area, rencana[area], pantau) for area in Area)


def _satu_area(area: Area, rencana: Ringkas, pantau: Pemantauan | None) -> KemajuanArea:
    isi = (pantau.kemajuan if pantau else {}).get(str(area.value))
    return KemajuanArea(
        area,
        rencana.dihitung,
        rencana.selesai,
        rencana.terlambat,
        persen=rencana.jumlah_persen // rencana.dihitung if rencana.dihitung else None,
        tpi=isi.get("persen") if isinstance(isi, dict) else None,
    )
