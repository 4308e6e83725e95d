"""The year a page shows; what a season is, what is wrong with it, what happened to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Count, Model, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation import scoring
from evaluation.enums.kata import kata_aksi_benda
from evaluation.enums.musim import Jendela
from evaluation.enums.riwayat import Benda
from evaluation.models import Musim, RiwayatEvaluasi
from evaluation.scoring.bacaan import baca_instrumen
from evaluation.scoring.instrumen import teks_angka
from evaluation.selectors.masa import tutup_jendela
from units.enums import JenisInstansi
from units.models import Instansi
from zi_portal.common.waktu import teks_waktu


def musim_berjalan(semua: Sequence[Musim]) -> Musim | None:
    """Of seasons, newest first, the newest that has begun; before the first one begins, that one."""
    kini = timezone.now()
    return next((m for m in semua if m.isi_mulai <= kini), semua[-1] if semua else None)


def musim_dipilih(tahun: str = "") -> Musim | None:
    """The season of the year asked for, else the running one; None before the first one is opened."""
    semua = list(Musim.objects.dibuka())
    return next((m for m in semua if str(m.tahun) == tahun), None) or musim_berjalan(semua)


def daftar_musim() -> QuerySet[Musim]:
    """All seasons, newest first, each with ``jumlah_lke``; the content of the instrument is left out. One query."""
    musim = Musim.objects.select_related("instrumen").defer("instrumen__isi", "instrumen__sha256")
    return musim.annotate(jumlah_lke=Count("lke")).order_by("-tahun")


def putaran_habis(musim: Musim, putaran: int) -> bool:
    """A sheet in this round cannot be sent back any more."""
    return musim.putaran_maks is not None and putaran >= musim.putaran_maks


def kata_putaran_habis(musim: Musim) -> str:
    kalimat = ngettext(
        "Musim %(tahun)s memberi %(n)d putaran, dan LKE ini sudah di putaran terakhir, sehingga tidak dapat "
        "dikembalikan lagi. Selesaikan penilaian sebagai layak atau tidak layak.",
        "Musim %(tahun)s memberi %(n)d putaran, dan LKE ini sudah di putaran terakhir, sehingga tidak dapat "
        "dikembalikan lagi. Selesaikan penilaian sebagai layak atau tidak layak.",
        musim.putaran_maks,
    )
    return kalimat % {"tahun": musim.tahun, "n": musim.putaran_maks}


# What is wrong --------------------------------------------------------------------------------------------------------


def temuan_musim(musim: Musim) -> list[str]:
    """What stands in the way of opening a season, each as a sentence that says what to mend; empty when it may open."""
    return [*_temuan_jendela(musim), *_temuan_bukti(musim), *temuan_instrumen(musim.instrumen.isi)]


def _temuan_jendela(musim: Musim) -> Iterator[str]:
    # In the order in which a season runs; what has no date is not limited and left out.
    urutan = ("isi_mulai", "isi_selesai", "tpi_selesai", "usulan_selesai", "sanggah_mulai", "sanggah_selesai")
    for awal, akhir in pairwise([nama for nama in urutan if getattr(musim, nama)]):
        if getattr(musim, akhir) < getattr(musim, awal):
            yield _("“%(akhir)s” (%(waktu_akhir)s) harus sesudah “%(awal)s” (%(waktu_awal)s).") % {
                "akhir": _nama(akhir),
                "waktu_akhir": teks_waktu(getattr(musim, akhir), musim.tz),
                "awal": _nama(awal),
                "waktu_awal": teks_waktu(getattr(musim, awal), musim.tz),
            }
    if musim.usulan_mulai and musim.usulan_mulai < musim.isi_mulai:
        yield _("Pengusulan dibuka sebelum pengisian dibuka. Pindahkan tanggal pengusulan.")
    if musim.usulan_mulai and musim.usulan_selesai and musim.usulan_selesai <= musim.usulan_mulai:
        yield _("Pengusulan ditutup sebelum dibuka. Pindahkan tanggal pengusulan.")
    if musim.isi_selesai <= timezone.now():
        yield _(
            "Pengisian sudah ditutup %(waktu)s, sehingga tidak ada unit yang dapat mengisi. Pindahkan tanggalnya."
        ) % {"waktu": teks_waktu(musim.isi_selesai, musim.tz)}


def _temuan_bukti(musim: Musim) -> Iterator[str]:
    if musim.tahun_bukti_akhir < musim.tahun_bukti_awal:
        yield _("Tahun bukti paling akhir (%(akhir)d) mendahului yang paling awal (%(awal)d).") % {
            "akhir": musim.tahun_bukti_akhir,
            "awal": musim.tahun_bukti_awal,
        }
    if musim.tahun_bukti_akhir > musim.tahun:
        yield _("Tahun bukti paling akhir (%(akhir)d) melewati tahun musim (%(tahun)d).") % {
            "akhir": musim.tahun_bukti_akhir,
            "tahun": musim.tahun,
        }


def temuan_instrumen(isi: Mapping[str, Any]) -> list[str]:
    """What does not fit in an instrument: weights, thresholds and their nodes; or whatever else its reader refuses."""
    try:
        scoring.Instrumen.from_dict(isi)
    except scoring.InstrumenError as error:
        # The reader stops at the first; who must mend it wants all of the gates at once.
        return list(_temuan_ambang(isi)) or [_("Instrumen tidak utuh pada %(galat)s.") % {"galat": error}]
    return []


def _temuan_ambang(isi: Mapping[str, Any]) -> Iterator[str]:
    try:
        instrumen = baca_instrumen(isi)
        bobot = instrumen.bobot_simpul
    except (scoring.InstrumenError, KeyError):
        return
    if bobot["total"] != 100:
        yield _("Jumlah bobot komponen instrumen %(jumlah)s, seharusnya 100.") % {"jumlah": _angka(bobot["total"])}
    for ambang in instrumen.ambang:
        if ambang.simpul not in bobot:
            yield _("Ambang “%(nama)s” menunjuk simpul %(simpul)s, yang tidak ada pada instrumen.") % {
                "nama": ambang.nama,
                "simpul": ambang.simpul,
            }
            continue
        for predikat, minimum in ambang.minimum.items():
            if not 0 <= minimum <= bobot[ambang.simpul]:
                yield _(
                    "Ambang “%(nama)s” untuk %(predikat)s (%(minimum)s) melebihi nilai tertingginya (%(bobot)s)."
                ) % {
                    "nama": ambang.nama,
                    "predikat": predikat,
                    "minimum": _angka(minimum),
                    "bobot": _angka(bobot[ambang.simpul]),
                }


def _angka(nilai: Any) -> str:
    return teks_angka(nilai).replace(".", ",")


def _nama(bidang: str) -> str:
    return capfirst(Musim._meta.get_field(bidang).verbose_name)


# How its windows stand ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarisJendela:
    """One window: as the season was opened, and until when it is open now for everybody."""

    jendela: Jendela
    mulai: dt.datetime | None
    semula: dt.datetime | None
    selesai: dt.datetime | None

    @property
    def diperpanjang(self) -> bool:
        return self.semula != self.selesai


def jendela_musim(musim: Musim) -> list[BarisJendela]:
    asal = {
        Jendela.ISI: (musim.isi_mulai, musim.isi_selesai),
        Jendela.TPI: (None, musim.tpi_selesai),
        Jendela.USULAN: (musim.usulan_mulai, musim.usulan_selesai),
        Jendela.SANGGAH: (musim.sanggah_mulai, musim.sanggah_selesai),
    }
    return [BarisJendela(j, mulai, semula, tutup_jendela(musim, j)) for j, (mulai, semula) in asal.items()]


@dataclass(frozen=True, slots=True)
class TutupInstansi:
    """A window that one instansi has longer than the others."""

    instansi: Instansi
    jendela: Jendela
    selesai: dt.datetime


def tutup_instansi(musim: Musim) -> list[TutupInstansi]:
    """The instansi that have a later end than the season, by name. One query, none without any."""
    milik = {int(pk) for isi in musim.diperpanjang.values() for pk in isi if pk}
    instansi = Instansi.objects.filter(pk__in=milik).order_by("nama", "pk") if milik else []
    baris = [TutupInstansi(i, j, tutup_jendela(musim, j, i)) for i in instansi for j in Jendela if _punya(musim, j, i)]
    return [b for b in baris if b.selesai > tutup_jendela(musim, b.jendela)]


def _punya(musim: Musim, jendela: Jendela, instansi: Instansi) -> bool:
    return str(instansi.pk) in musim.diperpanjang.get(jendela, {})


# What happened --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class JejakMusim:
    """One row of the history, with what it changed in words: (what, before, after)."""

    riwayat: RiwayatEvaluasi
    kata: str
    ubah: tuple[tuple[str, str, str], ...]


def riwayat_musim(musim: Musim) -> QuerySet[RiwayatEvaluasi]:
    """Newest first."""
    baris = RiwayatEvaluasi.objects.filter(benda=Benda.MUSIM, objek_id=musim.pk)
    return baris.select_related("pelaku").order_by("-pk")


def jejak_musim(baris: Iterable[RiwayatEvaluasi]) -> list[JejakMusim]:
    return [JejakMusim(r, kata_aksi_benda(r.benda, r.aksi), _ubah(r.rincian)) for r in baris]


def _ubah(rincian: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    if "jendela" in rincian:
        nama = str(Jendela(rincian["jendela"]).label)
        nama += f", {rincian['instansi']}" if rincian.get("instansi") else ""
        return ((nama, rincian["semula"], rincian["sampai"]),)
    bidang = {f.name: str(f.verbose_name) for f in Musim._meta.fields}
    ubah = rincian.get("ubah", {})
    # By the order of the columns: the database does not keep that of the keys.
    return tuple((label, *ubah[nama]) for nama, label in bidang.items() if nama in ubah)


def teks_isian(musim: Musim, nama: str) -> str:
    """The value of one column as people read it; kept in the history as it was read then."""
    nilai = getattr(musim, nama)
    if isinstance(nilai, dt.datetime):
        return teks_waktu(nilai, musim.tz)
    if nama == "pendahuluan":
        return ", ".join(str(JenisInstansi(j).label) for j in nilai)
    if isinstance(nilai, bool):
        return _("ya") if nilai else _("tidak")
    if Musim._meta.get_field(nama).choices:
        return str(getattr(musim, f"get_{nama}_display")())
    return "" if nilai is None else str(nilai) if isinstance(nilai, Model) else f"{nilai}"
