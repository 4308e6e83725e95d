"""The history of a sheet and of an instansi: many sources in one line of time, newest first, page by page.

Each source is asked for one page and no more, from where the last page ended; they are merged here. So a page costs one
query per source, however long the history is.
"""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from evaluation.enums import STATUS_DIPUTUS, STATUS_RILIS_TPI, Aksi, Lapis, Status
from evaluation.enums.kata import kata_aksi_benda
from evaluation.enums.musim import CaraNilai
from evaluation.enums.riwayat import Benda, Jejak
from evaluation.enums.telusur import JENIS_INSTANSI, JENIS_LKE, JenisKejadian
from evaluation.models import LembarKerjaEvaluasi, Riwayat, RiwayatEvaluasi, RiwayatJawaban, TandaPerbaikan, TautanBukti
from evaluation.permissions.riwayat import PERAN_PENELUSUR
from evaluation.selectors.beda import Beda, beda_catatan, beda_isian
from evaluation.selectors.benturan import blokir
from evaluation.selectors.lembar import LABEL_LAPIS
from evaluation.selectors.periksa import perubahan_jawaban
from evaluation.selectors.skor import instrumen_lke
from units.enums import PERAN_TPI_PENGARAH, PERAN_TPN, Peran
from units.enums.tahap import Benda as BendaTahap
from units.models import Instansi, Pemantauan, RekomendasiTPI, RiwayatTahap, Temuan, User
from units.selectors import akses, unit_milik_sendiri
from units.templatetags.tahap import kata_aksi

BARIS_BERKAS = 50_000
RILIS = sorted(STATUS_RILIS_TPI)


# One line -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kejadian:
    """One line: what happened, who did it, when, from where to where, and why."""

    jenis: JenisKejadian
    pk: int
    pada: dt.datetime
    oleh: str
    judul: str
    hal: str = ""
    kode: str = ""
    lapis: str = ""
    dari: str = ""
    ke: str = ""
    alasan: str = ""
    perubahan: tuple[Beda, ...] = ()
    unit: str = ""
    lke: int | None = None

    @property
    def urutan(self) -> tuple[dt.datetime, int, int]:
        return self.pada, _TINGKAT[self.jenis], self.pk


_TINGKAT = {jenis: n for n, jenis in enumerate(JenisKejadian)}


@dataclass(frozen=True, slots=True)
class Saring:
    """What a history was asked to show; empty means everything. ``mulai`` is in it, ``sebelum`` no more."""

    jenis: str = ""
    lapis: str = ""
    kode: str = ""
    orang: str = ""
    benda: str = ""
    unit: str = ""
    aksi: str = ""
    mulai: dt.datetime | None = None
    sebelum: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Sumber:
    """Rows of one kind, already narrowed; ``waktu`` is the column of their moment."""

    jenis: JenisKejadian
    baris: QuerySet
    waktu: str
    buat: Callable[[Model], Kejadian]

    def sesudah(self, kursor: Kursor | None) -> QuerySet:
        """Newest first, from behind ``kursor``."""
        baris = self.baris
        if kursor:
            saat, tingkat = {f"{self.waktu}__lt": kursor.pada}, _TINGKAT[self.jenis]
            if tingkat < kursor.tingkat:
                saat = {f"{self.waktu}__lte": kursor.pada}
            syarat = Q(**saat)
            if tingkat == kursor.tingkat:
                syarat |= Q(**{self.waktu: kursor.pada}, pk__lt=kursor.pk)
            baris = baris.filter(syarat)
        return baris.order_by(f"-{self.waktu}", "-pk")


@dataclass(frozen=True, slots=True)
class Kursor:
    """Where a page ended."""

    pada: dt.datetime
    tingkat: int
    pk: int

    def __str__(self) -> str:
        return f"{self.pada.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%fZ}_{self.tingkat}_{self.pk}"

    @classmethod
    def dari(cls, teks: str) -> Kursor | None:
        """None for what is no place in a history: then the first page is shown."""
        pada, _garis, sisa = teks.partition("_")
        tingkat, _garis, pk = sisa.partition("_")
        try:
            saat = parse_datetime(pada)
        except ValueError:
            return None
        angka = all(n.isascii() and n.isdecimal() and len(n) < 16 for n in (tingkat, pk))
        return cls(saat, int(tingkat), int(pk)) if saat and saat.tzinfo and angka else None


@dataclass(frozen=True, slots=True)
class Halaman:
    """One page, and where the next one begins; empty when this is the last."""

    kejadian: tuple[Kejadian, ...]
    berikut: str


def halaman(sumber: list[Sumber], sesudah: str, jumlah: int) -> Halaman:
    """The newest ``jumlah`` lines behind ``sesudah``: one query per source."""
    kursor = Kursor.dari(sesudah) if sesudah else None
    semua = [s.buat(baris) for s in sumber for baris in s.sesudah(kursor)[: jumlah + 1]]
    semua.sort(key=lambda k: k.urutan, reverse=True)
    tampil = tuple(semua[:jumlah])
    if len(semua) <= jumlah:
        return Halaman(tampil, "")
    pada, tingkat, pk = tampil[-1].urutan
    return Halaman(tampil, str(Kursor(pada, tingkat, pk)))


def semua_kejadian(sumber: list[Sumber], batas: int = BARIS_BERKAS) -> Iterator[Kejadian]:
    """Up to ``batas`` lines, newest first, read piece by piece."""
    aliran = (map(s.buat, s.sesudah(None)[:batas].iterator(chunk_size=2000)) for s in sumber)
    return itertools.islice(heapq.merge(*aliran, key=lambda k: k.urutan, reverse=True), batas)


def _rentang(baris: QuerySet, saring: Saring, waktu: str, orang: str) -> QuerySet:
    """Rows within the days and by the person asked for."""
    if saring.mulai:
        baris = baris.filter(**{f"{waktu}__gte": saring.mulai})
    if saring.sebelum:
        baris = baris.filter(**{f"{waktu}__lt": saring.sebelum})
    if saring.orang:
        baris = baris.filter(**{f"{orang}__icontains": saring.orang})
    return baris


# Words ----------------------------------------------------------------------------------------------------------------


@cache
def _kata_status(aplikasi: str) -> dict[str, dict[str, object]]:
    """Kind of thing → the words of its states, as its model has them."""
    return {
        str(model.BENDA): dict(model._meta.get_field("status").choices or ())
        for model in apps.get_app_config(aplikasi).get_models()
        if hasattr(model, "BENDA") and any(f.name == "status" for f in model._meta.fields)
    }


def kata_status(aplikasi: str, benda: str, nilai: str) -> str:
    """A state of a thing in words; one that its model no longer knows as it was written."""
    kata = _kata_status(aplikasi).get(benda, {}).get(nilai)
    return str(kata) if kata else nilai[:1].upper() + nilai[1:].replace("_", " ")


def _label(pilihan: type, nilai: str) -> str:
    return str(pilihan(nilai).label) if nilai in pilihan.values else nilai


# A sheet --------------------------------------------------------------------------------------------------------------


def sumber_lke(user: User, lke: LembarKerjaEvaluasi, lihat: tuple[str, ...], saring: Saring) -> list[Sumber]:
    """What happened to a sheet as this person may read it; ``lihat`` are the layers whose answers they may read."""
    instrumen = instrumen_lke(lke)
    zona = lke.unit.instansi.tz

    def langkah(r: Riwayat) -> Kejadian:
        return _langkah(r, zona)

    def jawaban(r: RiwayatJawaban) -> Kejadian:
        p, lapis = instrumen.pertanyaan(r.jawaban.kode), Lapis(r.jawaban.lapis)
        ubah = (*beda_isian(p, r.isi_lama or {}, r.isi), *beda_catatan(r.catatan_lama or "", r.catatan))
        judul = _("Jawaban %(lapis)s diubah") if ubah else _("Jawaban %(lapis)s diterima tanpa perubahan")
        return Kejadian(
            jenis=JenisKejadian.JAWABAN,
            pk=r.pk,
            pada=r.pada,
            oleh=str(r.oleh),
            judul=judul % {"lapis": LABEL_LAPIS[lapis]},
            kode=r.jawaban.kode,
            lapis=str(LABEL_LAPIS[lapis]),
            perubahan=ubah,
        )

    semua = {
        JenisKejadian.LANGKAH: (Riwayat.objects.filter(lke=lke).select_related("pelaku"), "pada", "pelaku", langkah),
        JenisKejadian.JAWABAN: (perubahan_jawaban(lke, lihat), "pada", "oleh", jawaban),
        JenisKejadian.BUKTI: (
            TautanBukti.objects.filter(lke=lke).select_related("bukti", "oleh"),
            "pada",
            "oleh",
            _bukti_dipasang,
        ),
        JenisKejadian.LEPAS: (
            TautanBukti.objects.filter(lke=lke, dilepas_pada__isnull=False).select_related("bukti", "dilepas_oleh"),
            "dilepas_pada",
            "dilepas_oleh",
            _bukti_dilepas,
        ),
        JenisKejadian.TANDA: (TandaPerbaikan.objects.filter(lke=lke).select_related("oleh"), "pada", "oleh", _tanda),
        JenisKejadian.SEKITAR: (
            RiwayatEvaluasi.objects.filter(lke=lke)
            .filter(q_sekitar(user, lke.unit.instansi_id))
            .select_related("pelaku", "unit"),
            "pada",
            "pelaku",
            _sekitar,
        ),
    }
    hasil = []
    for jenis in JENIS_LKE:
        baris, waktu, orang, buat = semua[jenis]
        if saring.jenis and jenis != saring.jenis:
            continue
        if saring.lapis:
            if jenis != JenisKejadian.JAWABAN:
                continue
            baris = baris.filter(jawaban__lapis=saring.lapis)
        if saring.kode:
            if jenis in {JenisKejadian.LANGKAH, JenisKejadian.SEKITAR}:
                continue
            baris = baris.filter(**{"jawaban__kode" if jenis == JenisKejadian.JAWABAN else "kode": saring.kode})
        hasil.append(Sumber(jenis, _rentang(baris, saring, waktu, f"{orang}__nama"), waktu, buat))
    return hasil


def _langkah(r: Riwayat, zona: dt.tzinfo, unit: str = "") -> Kejadian:
    hal = []
    if tanda := r.rincian.get("tanda"):
        hal.append(_("%(n)d pertanyaan dikembalikan") % {"n": len(tanda)})
    if tenggat := r.rincian.get("tenggat"):
        saat = dt.datetime.fromisoformat(tenggat).astimezone(zona)
        hal.append(_("tenggat %(tanggal)s") % {"tanggal": f"{saat:%d/%m/%Y %H.%M}"})
    if nomor := r.rincian.get("nomor_sk"):
        tanggal = dt.date.fromisoformat(r.rincian["tanggal_sk"])
        hal.append(_("SK %(nomor)s tanggal %(tanggal)s") % {"nomor": nomor, "tanggal": f"{tanggal:%d/%m/%Y}"})
    return Kejadian(
        jenis=JenisKejadian.LANGKAH,
        pk=r.pk,
        pada=r.pada,
        oleh=str(r.pelaku),
        judul=_label(Aksi, r.aksi),
        hal=", ".join(hal),
        dari=_label(Status, r.dari) if r.dari != r.ke else "",
        ke=_label(Status, r.ke) if r.dari != r.ke else "",
        alasan=r.alasan,
        unit=unit,
        lke=r.lke_id,
    )


def _bukti_dipasang(t: TautanBukti) -> Kejadian:
    judul = _("Bukti dipasang")
    return Kejadian(JenisKejadian.BUKTI, t.pk, t.pada, str(t.oleh), judul, hal=t.bukti.judul, kode=t.kode)


def _bukti_dilepas(t: TautanBukti) -> Kejadian:
    judul = _("Bukti dilepas")
    oleh = str(t.dilepas_oleh or "")
    return Kejadian(JenisKejadian.LEPAS, t.pk, t.dilepas_pada, oleh, judul, hal=t.bukti.judul, kode=t.kode)


def _tanda(t: TandaPerbaikan) -> Kejadian:
    return Kejadian(
        jenis=JenisKejadian.TANDA,
        pk=t.pk,
        pada=t.pada,
        oleh=str(t.oleh),
        judul=_("Pertanyaan dikembalikan untuk putaran %(n)d") % {"n": t.putaran},
        kode=t.kode,
        alasan=t.catatan,
    )


def _sekitar(r: RiwayatEvaluasi) -> Kejadian:
    nama = r.rincian.get("nama")
    return Kejadian(
        jenis=JenisKejadian.SEKITAR,
        pk=r.pk,
        pada=r.pada,
        oleh=str(r.pelaku or ""),
        judul=f"{_label(Benda, r.benda)}: {kata_aksi_benda(r.benda, r.aksi)}",
        hal=nama if r.aksi in {Jejak.UNGGAH, Jejak.BUANG} and isinstance(nama, str) else "",
        dari=kata_status("evaluation", r.benda, r.dari) if r.dari != r.ke else "",
        ke=kata_status("evaluation", r.benda, r.ke) if r.dari != r.ke else "",
        alasan=r.alasan,
        unit=str(r.unit or ""),
        lke=r.lke_id,
    )


# What happened around a sheet, by who may know of it ------------------------------------------------------------------

# Told to whoever reads the sheet; a kind that stands nowhere here is told to nobody.
BENDA_TERBUKA = (Benda.PREDIKAT, Benda.PENDAHULUAN, Benda.IMPOR)
# Once TPI's round is released, to the unit too.
BENDA_RILIS = (Benda.SYARAT,)
# TPI's own affairs.
BENDA_TPI = (Benda.TIM_TPI, Benda.PENUGASAN, Benda.BENTURAN, Benda.USULAN)
# How TPI's value comes about; where two members judge without seeing each other, not before it is there.
BENDA_NILAI = (Benda.JENJANG, Benda.PLENO, Benda.IMPOR_TPI)
# TPN's, until it has decided.
BENDA_TPN = (Benda.SELEKSI, Benda.EVALUASI_TPN, Benda.IMPOR_TPN)
BENDA_TIM_TPN = (Benda.TIM_TPN,)


def q_sekitar(user: User, instansi_id: int) -> Q:
    """Rows of ``RiwayatEvaluasi`` of this instansi that the person may read, apart from whether they see the sheet."""
    a = akses(user)
    asing = ~Q(unit__in=unit_milik_sendiri(user))
    rilis, putus = Q(lke__status__in=RILIS), Q(lke__status__in=STATUS_DIPUTUS)
    boleh = Q(benda__in=BENDA_TERBUKA) | (Q(benda__in=BENDA_RILIS) & rilis) | (Q(benda__in=BENDA_TPN) & putus)
    if instansi_id in a.instansi_sebagai(*PERAN_PENELUSUR):
        nilai = rilis | Q(lke=None)
        if instansi_id in a.instansi_sebagai(*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI):
            nilai |= ~Q(musim__cara_nilai=CaraNilai.BUTA)
        boleh |= asing & Q(benda__in=(*BENDA_TPI, *BENDA_RILIS))
        boleh |= asing & ~blokir(user).q & Q(benda__in=BENDA_NILAI) & nilai
        boleh |= asing & Q(benda__in=BENDA_TIM_TPN) & putus
    if a.punya_nasional(*PERAN_TPN):
        boleh |= asing & Q(benda__in=(*BENDA_TPN, *BENDA_TIM_TPN))
    return boleh


# An instansi ----------------------------------------------------------------------------------------------------------


def sumber_instansi(user: User, instansi: Instansi, saring: Saring) -> list[Sumber]:
    """What happened in all units of an instansi: moves of submitted sheets, things around them, the four stages."""
    zona = instansi.tz

    def langkah(r: Riwayat) -> Kejadian:
        return _langkah(r, zona, unit=str(r.lke.unit))

    gerak = Riwayat.objects.filter(lke__unit__instansi=instansi, lke__diajukan_pada__isnull=False).exclude(
        lke__status=Status.DRAF
    )
    sekitar = RiwayatEvaluasi.objects.filter(instansi=instansi).filter(q_sekitar(user, instansi.pk))
    tahap = _tahap_terbaca(user, instansi)
    semua = {
        JenisKejadian.LANGKAH: (gerak.select_related("pelaku", "lke__unit"), "lke__unit", langkah),
        JenisKejadian.SEKITAR: (sekitar.select_related("pelaku", "unit"), "unit", _sekitar),
        JenisKejadian.TAHAP: (tahap.select_related("pelaku", "unit"), "unit", _tahap),
    }
    hasil = []
    for jenis in JENIS_INSTANSI:
        baris, unit, buat = semua[jenis]
        if saring.jenis and jenis != saring.jenis:
            continue
        if saring.benda:
            if jenis == JenisKejadian.LANGKAH:
                continue
            baris = baris.filter(benda=saring.benda)
        if saring.unit:
            baris = baris.filter(Q(**{f"{unit}__nama__icontains": saring.unit}) | Q(**{f"{unit}__kode": saring.unit}))
        if saring.aksi:
            baris = baris.filter(aksi=saring.aksi)
        orang = "pelaku_nama" if jenis == JenisKejadian.TAHAP else "pelaku__nama"
        hasil.append(Sumber(jenis, _rentang(baris, saring, "pada", orang), "pada", buat))
    return hasil


def _tahap_terbaca(user: User, instansi: Instansi) -> QuerySet[RiwayatTahap]:
    """The stages' history; what TPI has not handed over yet is told to TPI's leads alone."""
    baris = RiwayatTahap.objects.filter(instansi=instansi)
    if instansi.pk in akses(user).instansi_sebagai(*PERAN_TPI_PENGARAH):
        milik = unit_milik_sendiri(user)
        draf = Q(unit__in=milik)
        if not milik:
            return baris
    else:
        draf = Q()
    for benda, model in (
        (BendaTahap.PEMANTAUAN, Pemantauan),
        (BendaTahap.TEMUAN, Temuan),
        (BendaTahap.REKOMENDASI, RekomendasiTPI),
    ):
        dikenal = model.objects.filter(unit__instansi=instansi).terbit().values("pk")
        baris = baris.exclude(draf & Q(benda=benda) & ~Q(objek_id__in=dikenal))
    return baris


def _tahap(r: RiwayatTahap) -> Kejadian:
    return Kejadian(
        jenis=JenisKejadian.TAHAP,
        pk=r.pk,
        pada=r.pada,
        oleh=r.pelaku_nama or str(r.pelaku or ""),
        judul=f"{_label(BendaTahap, r.benda)}: {kata_aksi(r)}",
        dari=kata_status("units", r.benda, r.dari) if r.dari != r.ke else "",
        ke=kata_status("units", r.benda, r.ke) if r.dari != r.ke else "",
        alasan=r.alasan,
        unit=str(r.unit or ""),
    )


# A table to take away -------------------------------------------------------------------------------------------------


def kepala_tabel() -> list[str]:
    return [
        _("Waktu"),
        _("Unit kerja"),
        _("Jenis"),
        _("Peristiwa"),
        _("Pertanyaan"),
        _("Lapis"),
        _("Hal"),
        _("Dari"),
        _("Menjadi"),
        _("Alasan"),
        _("Oleh"),
    ]


def baris_tabel(k: Kejadian, zona: dt.tzinfo, unit: str = "") -> Iterator[tuple[str, ...]]:
    """One line as rows of a table: one for each thing that changed."""
    awal = (
        f"{k.pada.astimezone(zona):%Y-%m-%d %H:%M:%S}",
        k.unit or unit,
        str(k.jenis.label),
        k.judul,
        k.kode,
        k.lapis,
    )
    for nama, dari, ke in [(b.nama, b.dari, b.ke) for b in k.perubahan] or [(k.hal, k.dari, k.ke)]:
        yield (*awal, nama, dari, ke, k.alasan, k.oleh)
