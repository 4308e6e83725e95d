"""What waits for whom: the things the portal reminds of, read for a batch of units at a time.

Each kind is a function that gives ``Hal``; who is told follows from roles in force now, so nobody hears of what they
may not see.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from units.enums import PERAN_PENGISI, PERAN_TPI, PERAN_TPI_PENGARAH, PERAN_UNIT, Peran
from units.enums.tahap import (
    ArahKonsultasi,
    Benda,
    JenisPengingat,
    LingkupPencanangan,
    StatusKonsultasi,
    StatusMonev,
    StatusPencanangan,
    StatusTemuan,
    StatusTindakLanjut,
    Triwulan,
)
from units.models import (
    ButirAksi,
    DataPendukung,
    Instansi,
    Keanggotaan,
    Konsultasi,
    Monev,
    Pencanangan,
    Publikasi,
    RiwayatTahap,
    Temuan,
    TindakLanjutMonev,
    UnitKerja,
    User,
)
from units.selectors.pakta import hitung_pakta
from units.selectors.penetapan import tanggal_pencanangan, tanggal_penetapan
from units.selectors.triwulan import triwulan_lalu
from units.selectors.tugas import unit_ditugaskan
from zi_portal.common.waktu import teks_tanggal

DEKAT = dt.timedelta(days=7)
SABAR_KONSULTASI = dt.timedelta(days=3)
# After the end of a quarter there is this long to write its monev and its figures.
JEDA_TRIWULAN = dt.timedelta(days=10)

# Who is told of a kind at all; anybody of the unit may be the PIC of an item.
PENERIMA: dict[JenisPengingat, frozenset[str]] = {
    JenisPengingat.AKSI_DEKAT: PERAN_UNIT,
    JenisPengingat.AKSI_LEWAT: PERAN_UNIT,
    JenisPengingat.TEMUAN: PERAN_UNIT | PERAN_TPI,
    JenisPengingat.KONSULTASI: PERAN_TPI,
    JenisPengingat.PAKTA: frozenset({Peran.OPERATOR}),
    JenisPengingat.MONEV: frozenset({Peran.OPERATOR, Peran.PIMPINAN_UNIT}),
    JenisPengingat.PENCANANGAN: frozenset(
        {Peran.OPERATOR, Peran.PIMPINAN_UNIT, Peran.PIMPINAN_INSTANSI, Peran.ADMIN_INSTANSI}
    ),
    JenisPengingat.DATA_PENDUKUNG: frozenset({Peran.OPERATOR}),
    JenisPengingat.TINDAK_LANJUT: PERAN_PENGISI,
    JenisPengingat.KABAR: frozenset(Peran),
    JenisPengingat.LAPORAN_PREDIKAT: PERAN_TPI_PENGARAH | {Peran.ADMIN_INSTANSI},
}


@dataclass(frozen=True, slots=True)
class Hal:
    """One thing that waits. ``kunci`` names it and the occasion; ``kepada`` are ids of people."""

    jenis: JenisPengingat
    kunci: str
    unit_id: int
    judul: str
    url: str
    kepada: frozenset[int]


@dataclass(slots=True)
class Orang:
    """Active people around a batch of units: ids by role, and ``surel``, the address of each ("" for none)."""

    di_instansi: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    di_unit: dict[int, dict[str, set[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    ditugaskan: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    surel: dict[int, str] = field(default_factory=dict)

    def unit(self, unit_id: int, *peran: str) -> frozenset[int]:
        return frozenset().union(*(self.di_unit[unit_id].get(p, ()) for p in peran))

    def instansi(self, *peran: str) -> frozenset[int]:
        return frozenset().union(*(self.di_instansi.get(p, ()) for p in peran))

    def tpi(self, unit_id: int) -> frozenset[int]:
        """Who monitors this unit: TPI's leads and its assigned members, never somebody of the unit itself."""
        semua = self.instansi(*PERAN_TPI_PENGARAH) | self.ditugaskan.get(unit_id, set())
        return frozenset(semua) - self.unit(unit_id, *PERAN_UNIT)


def petugas_instansi(instansi: Instansi) -> Orang:
    """Who serves the instansi as a whole, and which units TPI's members are assigned to."""
    orang = Orang()
    aktif = Keanggotaan.objects.aktif().filter(instansi=instansi, user__is_active=True)
    for peran, user_id, surel in aktif.order_by().values_list("peran", "user_id", "user__email"):
        orang.di_instansi[peran].add(user_id)
        orang.surel[user_id] = surel
    for user in User.objects.filter(pk__in=orang.instansi(Peran.TPI_ANGGOTA)):
        for unit_id in unit_ditugaskan(user):
            orang.ditugaskan[unit_id].add(user.pk)
    return orang


def dengan_unit(petugas: Orang, unit_ids: Collection[int]) -> Orang:
    """The same people together with those of these units. One query."""
    orang = Orang(di_instansi=petugas.di_instansi, ditugaskan=petugas.ditugaskan, surel=dict(petugas.surel))
    aktif = Keanggotaan.objects.aktif().filter(unit__in=unit_ids, user__is_active=True).order_by()
    for unit_id, peran, user_id, surel in aktif.values_list("unit_id", "peran", "user_id", "user__email"):
        orang.di_unit[unit_id][peran].add(user_id)
        orang.surel[user_id] = surel
    return orang


@dataclass(frozen=True, slots=True)
class Saat:
    """When the question is asked: the moment, the day where the instansi is, and the quarter that is over."""

    kini: dt.datetime
    hari: dt.date

    @property
    def triwulan_lalu(self) -> tuple[int, Triwulan, dt.date]:
        """Year, quarter and its last day."""
        tw = triwulan_lalu(self.hari.year, self.hari)
        return tw.tahun, Triwulan(tw.triwulan), tw.akhir


PencariHal = Callable[[Collection[UnitKerja], Orang, Saat], Iterable[Hal]]

# Those of the rooms that units must not know.
_pencari: list[PencariHal] = []


def daftarkan_hal(fungsi: PencariHal) -> None:
    """Register who knows more that waits, in a fixed number of queries. Called once, from ``ready()``."""
    _pencari.append(fungsi)


def hal_menunggu(units: Collection[UnitKerja], orang: Orang, saat: Saat) -> list[Hal]:
    """Everything of these units that waits for somebody, in a fixed number of queries."""
    ids = [u.pk for u in units]
    dicanangkan = tanggal_pencanangan(ids)
    sk = tanggal_penetapan(ids)
    membangun = {i: min(t for t in (sk.get(i), dicanangkan.get(i)) if t) for i in ids if i in sk or i in dicanangkan}
    hal = [
        *_aksi(ids, orang, saat),
        *_temuan(ids, orang, saat),
        *_konsultasi(ids, orang, saat),
        *_pakta([i for i, tanggal in dicanangkan.items() if tanggal <= saat.hari], orang, saat),
        *_triwulan(membangun, orang, saat),
        *_pencanangan(ids, orang),
        *_tindak_lanjut(ids, orang, saat),
        *(h for cari in _pencari for h in cari(units, orang, saat)),
    ]
    return [h for h in hal if h.kepada]


def _langkah_terakhir(benda: Benda, ids: Collection[int]) -> dict[int, int]:
    """Id of a thing → number of its last move, which tells one time in a state from the next."""
    langkah = RiwayatTahap.objects.filter(benda=benda, objek_id__in=ids).exclude(ke="").order_by()
    return dict(langkah.values_list("objek_id").annotate(n=Max("pk")))


def _aksi(ids: Collection[int], orang: Orang, saat: Saat) -> Iterator[Hal]:
    """Near: to its PIC and the operators. Late: also to the ketua tim."""
    # Those near their date are the ones that are late by then.
    terbuka = ButirAksi.objects.terlambat(saat.hari + DEKAT + dt.timedelta(days=1)).filter(unit__in=ids)
    for b in terbuka.order_by("tenggat", "pk").only("unit_id", "nama", "tenggat", "pic_id"):
        lewat = b.tenggat < saat.hari
        jenis = JenisPengingat.AKSI_LEWAT if lewat else JenisPengingat.AKSI_DEKAT
        # A PIC who no longer works here has no say in it.
        pic = {b.pic_id} & orang.unit(b.unit_id, *PERAN_UNIT)
        pengisi = PERAN_PENGISI if lewat else {Peran.OPERATOR}
        kata = _("Terlambat sejak %(tanggal)s: %(nama)s") if lewat else _("Tenggat %(tanggal)s: %(nama)s")
        yield Hal(
            jenis,
            f"{jenis}:{b.pk}:{b.tenggat.isoformat()}",
            b.unit_id,
            kata % {"tanggal": teks_tanggal(b.tenggat), "nama": b.nama},
            reverse("units:aksi_detail", args=[b.unit_id, b.pk]),
            orang.unit(b.unit_id, *pengisi) | pic,
        )


def _temuan(ids: Collection[int], orang: Orang, saat: Saat) -> Iterator[Hal]:
    """Open and returned ones wait for the unit, followed up ones for TPI. Those of a draft are TPI's own still."""
    terbuka = Temuan.objects.hidup().terbit().terbuka().filter(unit__in=ids)
    temuan = list(terbuka.order_by("tenggat", "pk").only("unit_id", "uraian", "status", "tenggat"))
    kali = _langkah_terakhir(Benda.TEMUAN, [t.pk for t in temuan])
    for t in temuan:
        untuk_tpi = t.status == StatusTemuan.DITINDAKLANJUTI
        lewat = t.tenggat < saat.hari and not untuk_tpi
        if untuk_tpi:
            kata = _("Tindak lanjut temuan menunggu verifikasi: %(uraian)s")
        elif lewat:
            kata = _("Temuan lewat tenggat %(tanggal)s: %(uraian)s")
        elif t.status == StatusTemuan.DIKEMBALIKAN:
            kata = _("Tindak lanjut temuan dikembalikan TPI: %(uraian)s")
        else:
            kata = _("Temuan menunggu tindak lanjut: %(uraian)s")
        yield Hal(
            JenisPengingat.TEMUAN,
            f"temuan:{t.pk}:{kali.get(t.pk, 0)}:{'lewat' if lewat else t.status}",
            t.unit_id,
            kata % {"tanggal": teks_tanggal(t.tenggat), "uraian": t.uraian},
            reverse("units:temuan_detail", args=[t.unit_id, t.pk]),
            orang.tpi(t.unit_id) if untuk_tpi else orang.unit(t.unit_id, *PERAN_UNIT),
        )


def _konsultasi(ids: Collection[int], orang: Orang, saat: Saat) -> Iterator[Hal]:
    """A question of a unit that TPI has not answered for three days."""
    lama = Konsultasi.objects.filter(
        unit__in=ids,
        arah=ArahKonsultasi.UNIT_TPI,
        status=StatusKonsultasi.TERBUKA,
        dihapus_pada=None,
        diubah_pada__lt=saat.kini - SABAR_KONSULTASI,
    )
    for k in lama.order_by("diubah_pada", "pk").only("unit_id", "topik", "diubah_pada"):
        sejak = k.diubah_pada.astimezone(saat.kini.tzinfo)
        yield Hal(
            JenisPengingat.KONSULTASI,
            f"konsultasi:{k.pk}:{int(k.diubah_pada.timestamp())}",
            k.unit_id,
            _("Konsultasi menunggu jawaban sejak %(tanggal)s: %(topik)s")
            % {"tanggal": teks_tanggal(sejak.date()), "topik": k.topik},
            reverse("units:konsultasi_detail", args=[k.unit_id, k.pk]),
            orang.tpi(k.unit_id),
        )


def _pakta(ids: Collection[int], orang: Orang, saat: Saat) -> Iterator[Hal]:
    """Once a week from the declaration on, while pegawai have not signed under the present pimpinan."""
    tahun, pekan, _hari = saat.hari.isocalendar()
    for unit_id, (semua, bertanda) in hitung_pakta(ids, saat.hari).items():
        if kurang := semua - bertanda:
            yield Hal(
                JenisPengingat.PAKTA,
                f"pakta:{unit_id}:{tahun}-{pekan:02}",
                unit_id,
                _("%(n)d dari %(semua)d pegawai belum menandatangani pakta integritas") % {"n": kurang, "semua": semua},
                reverse("units:pakta", args=[unit_id]),
                orang.unit(unit_id, Peran.OPERATOR),
            )


def _triwulan(membangun: dict[int, dt.date], orang: Orang, saat: Saat) -> Iterator[Hal]:
    """Monev not signed and figures not entered for the quarter that is over, for units that were building by then."""
    tahun, triwulan, akhir = saat.triwulan_lalu
    if saat.hari < akhir + JEDA_TRIWULAN:
        return
    ids = [i for i, mulai in membangun.items() if mulai <= akhir]
    milik = {"unit__in": ids, "tahun": tahun, "triwulan": triwulan}
    disahkan = Monev.objects.hidup().filter(**milik, status=StatusMonev.DISAHKAN)
    terisi = DataPendukung.objects.filter(**milik, nilai__isnull=False)
    ada_monev = set(disahkan.order_by().values_list("unit_id", flat=True))
    ada_data = set(terisi.order_by().values_list("unit_id", flat=True).distinct())
    nama = {"triwulan": f"{triwulan.label} {tahun}"}
    for unit_id in ids:
        if unit_id not in ada_monev:
            yield Hal(
                JenisPengingat.MONEV,
                f"monev:{unit_id}:{tahun}-{triwulan.value}",
                unit_id,
                _("Monev %(triwulan)s belum disahkan") % nama,
                reverse("units:monev_list", args=[unit_id]),
                orang.unit(unit_id, Peran.OPERATOR, Peran.PIMPINAN_UNIT),
            )
        if unit_id not in ada_data:
            yield Hal(
                JenisPengingat.DATA_PENDUKUNG,
                f"data_pendukung:{unit_id}:{tahun}-{triwulan.value}",
                unit_id,
                _("Data pendukung %(triwulan)s belum diisi") % nama,
                reverse("units:data_pendukung", args=[unit_id]),
                orang.unit(unit_id, Peran.OPERATOR),
            )


def _pencanangan(ids: Collection[int], orang: Orang) -> Iterator[Hal]:
    """Waiting for the pimpinan, or declared and nowhere published; a joint one is the instansi's affair."""
    terbit = Publikasi.objects.hidup().filter(pencanangan=OuterRef("pk"))
    semua = Pencanangan.objects.hidup().filter(
        Q(status=StatusPencanangan.DIAJUKAN) | Q(status=StatusPencanangan.DICANANGKAN) & ~Exists(terbit), unit__in=ids
    )
    pencanangan = list(semua.order_by("pk").only("unit_id", "status", "lingkup"))
    kali = _langkah_terakhir(Benda.PENCANANGAN, [p.pk for p in pencanangan])
    for p in pencanangan:
        bersama = p.lingkup == LingkupPencanangan.INSTANSI
        if p.status == StatusPencanangan.DIAJUKAN:
            judul = _("Pencanangan menunggu konfirmasi Anda")
            kepada = orang.instansi(Peran.PIMPINAN_INSTANSI) if bersama else orang.unit(p.unit_id, Peran.PIMPINAN_UNIT)
        else:
            judul = _("Pencanangan belum dipublikasikan")
            kepada = orang.instansi(Peran.ADMIN_INSTANSI) if bersama else orang.unit(p.unit_id, Peran.OPERATOR)
        yield Hal(
            JenisPengingat.PENCANANGAN,
            f"pencanangan:{p.pk}:{kali.get(p.pk, 0)}:{p.status}",
            p.unit_id,
            judul,
            reverse("units:pencanangan_detail", args=[p.unit_id, p.pk]),
            kepada,
        )


def _tindak_lanjut(ids: Collection[int], orang: Orang, saat: Saat) -> Iterator[Hal]:
    """What a monev decided, near its date or past it."""
    terbuka = TindakLanjutMonev.objects.hidup().filter(
        unit__in=ids,
        status=StatusTindakLanjut.TERBUKA,
        tenggat__lte=saat.hari + DEKAT,
        monev__dihapus_pada=None,
    )
    for t in terbuka.order_by("tenggat", "pk").only("unit_id", "uraian", "tenggat", "monev_id"):
        lewat = t.tenggat < saat.hari
        kata = (
            _("Tindak lanjut monev terlambat sejak %(tanggal)s: %(uraian)s")
            if lewat
            else _("Tindak lanjut monev, tenggat %(tanggal)s: %(uraian)s")
        )
        yield Hal(
            JenisPengingat.TINDAK_LANJUT,
            f"tindak_lanjut:{t.pk}:{t.tenggat.isoformat()}:{'lewat' if lewat else 'dekat'}",
            t.unit_id,
            kata % {"tanggal": teks_tanggal(t.tenggat), "uraian": t.uraian},
            reverse("units:monev_detail", args=[t.unit_id, t.monev_id]),
            orang.unit(t.unit_id, *PERAN_PENGISI),
        )
