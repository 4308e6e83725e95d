"""A workbook is taken into a sheet: first a plan that changes nothing, then the chosen rows, all or none."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation import scoring
from evaluation.buku_kerja.baca import BukuTerbaca, CatatanSel, IsianSel, Peringatan
from evaluation.buku_kerja.bentuk import TPI, UNIT, Bentuk
from evaluation.buku_kerja.selisih import jelaskan_selisih
from evaluation.buku_kerja.teks import teks_sel
from evaluation.enums import Lapis, Status
from evaluation.errors import EvaluationError, PertanyaanTerkunci
from evaluation.models import Jawaban, LembarKerjaEvaluasi, RiwayatJawaban, TandaPerbaikan
from evaluation.scoring.hitung import teks_desimal
from evaluation.selectors.skor import gabung_isi, instrumen_lke
from evaluation.services.jawaban import simpan_jawaban
from units.models import User
from zi_portal.common.baku import sidik_isi

logger = logging.getLogger(__name__)

CATATAN = "catatan"


class RencanaBergerak(EvaluationError):
    """The sheet is not any more as the plan showed it. Nothing was written; look at the new plan."""

    def __init__(self) -> None:
        super().__init__(
            _("LKE ini berubah sejak pratinjaunya dibuat. Belum ada yang ditulis; periksa pratinjau yang baru.")
        )


class BarisTertolak(EvaluationError):
    """A chosen row cannot be written (it has an error, or is not in the plan). Nothing was written."""

    def __init__(self, kunci: Collection[str]) -> None:
        self.kunci = tuple(sorted(kunci))
        super().__init__(
            _("%(n)d baris yang dipilih tidak dapat ditulis, dimulai dari %(kode)s. Belum ada yang ditulis.")
            % {"n": len(self.kunci), "kode": self.kunci[0].partition("|")[0]}
        )


@dataclass(frozen=True, slots=True)
class BarisRencana:
    """One cell that would change the sheet, or cannot be taken.

    ``kunci`` names it for choosing ("A.I.1.i.a|A.I.1.i.a", "A.I.1.i.a|catatan"). ``masukan`` is the input's code or
    "catatan". ``versi`` is the version of the answer that the export saw, else the present one; ``diubah_oleh`` and
    ``diubah_pada`` are set when somebody changed that answer since the export. ``bentrok``: this very field moved away
    from what the export saw, and not to what the file wants. ``galat``: why it cannot be taken, and what to do.
    """

    kunci: str
    kode: str
    masukan: str
    label: str
    lama: str | int | None
    baru: str | int | None
    lembar: str
    alamat: str
    versi: int
    diubah_oleh: str = ""
    diubah_pada: dt.datetime | None = None
    bentrok: bool = False
    galat: str = ""

    @property
    def terpilih(self) -> bool:
        """Chosen when the person says nothing: no error, no conflict."""
        return not self.galat and not self.bentrok


@dataclass(frozen=True, slots=True)
class Rencana:
    """What an import would do, in the order of the LKE.

    ``sidik`` is a fingerprint of rows and present versions: the same file against the same sheet gives the same.
    ``ringkas``: "berubah", "bentrok", "galat", "sama", "kosong_dibiarkan", "basi" (counts; the last: the file holds
    what the export saw and the portal has something newer), "total_kini", "total_berkas", "total_sesudah" (decimal
    text with 10 places, or None). ``versi_kini`` maps each question of a row to its present version.
    """

    baris: tuple[BarisRencana, ...]
    peringatan: tuple[Peringatan, ...]
    sidik: str
    ringkas: Mapping[str, object] = field(default_factory=dict)
    lapis: str = UNIT
    versi_kini: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Diterapkan:
    """What was written: how many cells in how many answers, which questions, and the layer's total afterwards."""

    sel: int
    jawaban: int
    kode: tuple[str, ...]
    total: str


def rencana_impor(*, lke: LembarKerjaEvaluasi, buku: BukuTerbaca, lapis: str, actor: User | None = None) -> Rencana:
    """Compare a workbook with one layer of a sheet; writes nothing. Three queries at most.

    Of an empty cell the present answer stays, unless the file is our own export and the cell was not empty then. A cell
    that still holds what the export saw changes nothing, whatever stands in the portal by now. Questions that are
    closed to the unit in perbaikan come as rows with ``galat``. Who may is the caller's to ask
    (``permissions.ISI_LAPIS``); the state is checked when it is applied.
    """
    return _Penyusun(lke, buku, Lapis(lapis)).susun()


def terapkan_impor_lke(
    *,
    lke: LembarKerjaEvaluasi,
    buku: BukuTerbaca,
    lapis: str,
    kunci: Collection[str] | None,
    sidik: str | None,
    actor: User,
) -> Diterapkan:
    """Write the chosen rows through ``simpan_jawaban`` in one transaction, all or none.

    ``kunci`` None takes all rows without error and conflict; a row in conflict that is chosen by name overwrites what
    stands now. ``sidik`` is that of the plan the person saw: raises RencanaBergerak when the plan is another by now
    (None: not checked). Also raises BarisTertolak and what ``simpan_jawaban`` raises. A repeat finds nothing to write.
    The record that names the file is the caller's.
    """
    with transaction.atomic():
        rencana = rencana_impor(lke=lke, buku=buku, lapis=lapis, actor=actor)
        if sidik is not None and sidik != rencana.sidik:
            raise RencanaBergerak
        pilihan = _pilih(rencana, kunci)
        per_kode: dict[str, list[BarisRencana]] = {}
        for baris in pilihan:
            per_kode.setdefault(baris.kode, []).append(baris)
        total = rencana.ringkas["total_kini"]
        for kode, baris in per_kode.items():
            simpanan = simpan_jawaban(
                lke=lke,
                lapis=lapis,
                kode=kode,
                ubah={b.masukan: b.baru for b in baris if b.masukan != CATATAN},
                catatan=next((str(b.baru or "") for b in baris if b.masukan == CATATAN), None),
                actor=actor,
                versi=rencana.versi_kini[kode],
                putaran=lke.putaran,
            )
            total = teks_desimal(simpanan.skor.total)
    logger.info("lke %s %s: %s sel dari buku kerja oleh %s", lke.pk, lapis, len(pilihan), actor.pk)
    return Diterapkan(len(pilihan), len(per_kode), tuple(per_kode), str(total))


def _pilih(rencana: Rencana, kunci: Collection[str] | None) -> list[BarisRencana]:
    if kunci is None:
        return [b for b in rencana.baris if b.terpilih]
    boleh = {b.kunci: b for b in rencana.baris if not b.galat}
    if asing := set(kunci) - boleh.keys():
        raise BarisTertolak(asing)
    return [b for k, b in boleh.items() if k in set(kunci)]


# --- The plan ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Dasar:
    """What the export saw of one answer; ``berubah`` when somebody changed the answer since."""

    isi: Mapping[str, str | int]
    catatan: str
    versi: int
    berubah: bool


class _Penyusun:
    def __init__(self, lke: LembarKerjaEvaluasi, buku: BukuTerbaca, lapis: Lapis) -> None:
        self.lke, self.buku, self.lapis = lke, buku, lapis
        self.instrumen = instrumen_lke(lke)
        self.awas = list(buku.peringatan)
        self.kolom = self._kolom()
        self.hitung = dict.fromkeys(("sama", "kosong_dibiarkan", "basi"), 0)

    def susun(self) -> Rencana:
        baris = tuple(self._baris())
        kini = gabung_isi(j.isi for j in self.jawaban.values())
        sesudah = {**kini, **{b.masukan: b.baru for b in baris if b.terpilih and b.masukan != CATATAN}}
        self._awas_cap()
        if sebab := jelaskan_selisih(self.instrumen, self._isi_berkas(), self.total_berkas):
            self.awas.append(Peringatan(sebab))
        if n := self.hitung["kosong_dibiarkan"]:
            self.awas.append(
                Peringatan(_("%(n)d sel kosong di berkas; jawaban atau catatannya di portal tetap.") % {"n": n})
            )
        if n := self.hitung["basi"]:
            self.awas.append(
                Peringatan(
                    _("%(n)d sel tidak Anda ubah sejak diunduh, sedangkan di portal sudah lebih baru; yang baru tetap.")
                    % {"n": n}
                )
            )
        ringkas = {
            "berubah": sum(b.terpilih for b in baris),
            "bentrok": sum(b.bentrok and not b.galat for b in baris),
            "galat": sum(bool(b.galat) for b in baris),
            **self.hitung,
            "total_kini": self._total(kini),
            "total_berkas": self.total_berkas,
            "total_sesudah": self._total({k: v for k, v in sesudah.items() if v is not None}),
        }
        versi = {b.kode: self.jawaban[b.kode].versi for b in baris if b.kode in self.jawaban}
        return Rencana(baris, tuple(self.awas), self._sidik(baris), ringkas, self.lapis.value, versi)

    def _total(self, isi: Mapping[str, str | int]) -> str:
        return teks_desimal(scoring.hitung(self.instrumen, isi).total)

    def _sidik(self, baris: tuple[BarisRencana, ...]) -> str:
        return sidik_isi(
            {
                "lke": self.lke.pk,
                "lapis": self.lapis.value,
                "putaran": self.lke.putaran,
                "versi": {kode: j.versi for kode, j in self.jawaban.items()},
                "baris": [{k: str(v) for k, v in asdict(b).items()} for b in baris],
            }
        )

    # --- Which column of the file ------------------------------------------------------------------------------------

    def _kolom(self) -> str:
        """The layer of the file that holds these answers. The older layout has one column, filled by the unit and then
        by TPI in the same file."""
        if self.lapis == Lapis.UNIT:
            return UNIT
        ada = {i.lapis for i in self.buku.isian}
        if TPI not in ada and self.buku.bentuk is Bentuk.LKE_ZI:
            self.awas.append(Peringatan(_("Berkas ini hanya mempunyai satu kolom jawaban; yang dibaca kolom itu.")))
            return UNIT
        return TPI

    def _isi_berkas(self) -> dict[str, str | int]:
        return self.buku.jawaban(self.kolom)

    @property
    def total_berkas(self) -> str | None:
        return self.buku.total_berkas.get(self.kolom)

    # --- What stands in the portal -----------------------------------------------------------------------------------

    @cached_property
    def jawaban(self) -> dict[str, Jawaban]:
        baris = Jawaban.objects.filter(lke=self.lke, lapis=self.lapis).select_related("diubah_oleh")
        return {j.kode: j for j in baris.order_by("pk")}

    @cached_property
    def versi_cap(self) -> Mapping[str, int]:
        """Question → version that the export saw in this layer; empty where the file tells nothing of this sheet."""
        cap = self.buku.cap
        if cap is None or cap.lke != self.lke.pk or self.kolom != self.lapis.value:
            return {}
        return cap.versi.get(self.lapis.value, {})

    @cached_property
    def dasar(self) -> dict[str, _Dasar]:
        """What the export saw, of the questions it knew: read back from the history where it moved since."""
        kini = {k: v for k, v in self.versi_cap.items() if k in self.jawaban and v <= self.jawaban[k].versi}
        lama = {self.jawaban[k].pk: v for k, v in kini.items() if v != self.jawaban[k].versi and v}
        riwayat = {}
        if lama:
            baris = RiwayatJawaban.objects.filter(jawaban__in=lama, versi__in=set(lama.values()))
            riwayat = {(r.jawaban_id, r.versi): r for r in baris}
        hasil = {}
        for kode, versi in kini.items():
            jawaban = self.jawaban[kode]
            if versi == jawaban.versi:
                hasil[kode] = _Dasar(jawaban.isi, jawaban.catatan, versi, berubah=False)
            elif versi == 0:
                hasil[kode] = _Dasar({}, "", 0, berubah=True)
            elif r := riwayat.get((jawaban.pk, versi)):
                hasil[kode] = _Dasar(r.isi, r.catatan, versi, berubah=True)
        return hasil

    @cached_property
    def terbuka(self) -> frozenset[str] | None:
        """The questions the unit may change in perbaikan; None: all."""
        if self.lapis != Lapis.UNIT or self.lke.status != Status.PERBAIKAN:
            return None
        tanda = TandaPerbaikan.objects.filter(lke=self.lke, putaran=self.lke.putaran)
        return frozenset(tanda.values_list("kode", flat=True))

    @cached_property
    def putaran_lewat(self) -> bool:
        """What an assessor judged in an earlier round may be answered otherwise by now."""
        cap = self.buku.cap
        return bool(self.lapis != Lapis.UNIT and self.versi_cap and cap and cap.putaran != self.lke.putaran)

    def _awas_cap(self) -> None:
        cap = self.buku.cap
        if cap is None:
            return
        if cap.lke != self.lke.pk:
            pesan = _("Berkas ini diunduh dari LKE lain. Pastikan ini berkas unit dan tahun yang benar.")
        elif cap.instrumen_sha256 != self.lke.instrumen_sha256:
            pesan = _("Berkas ini dibuat dengan versi instrumen yang lain. Periksa setiap barisnya.")
        elif self.putaran_lewat:
            pesan = _(
                "Berkas ini diunduh pada putaran %(n)d, sebelum perbaikan terakhir unit. Barisnya tidak dipilih "
                "otomatis; pilih yang masih berlaku."
            ) % {"n": cap.putaran}
        else:
            return
        self.awas.insert(0, Peringatan(pesan))

    # --- Rows --------------------------------------------------------------------------------------------------------

    def _baris(self) -> Iterator[BarisRencana]:
        isian: dict[str, list[IsianSel]] = {}
        catatan: dict[str, CatatanSel] = {}
        for i in self.buku.isian:
            if i.lapis == self.kolom:
                isian.setdefault(i.kode, []).append(i)
        for c in self.buku.catatan:
            if c.lapis == self.kolom:
                catatan[c.kode] = c
        for pertanyaan in self.instrumen.semua_pertanyaan:
            kode = pertanyaan.kode
            if kode not in self.jawaban:
                continue
            nama = {m.kode: m.nama for m in pertanyaan.masukan}
            for i in isian.get(kode, ()):
                label = pertanyaan.teks if i.masukan == kode else f"{pertanyaan.teks} {nama[i.masukan]}"
                yield from self._satu(kode, i.masukan, label, i.nilai, i)
            if c := catatan.get(kode):
                yield from self._satu(kode, CATATAN, _("Catatan: %(teks)s") % {"teks": pertanyaan.teks}, c.teks, c)

    def _satu(
        self, kode: str, masukan: str, label: str, baru: str | int | None, sel: IsianSel | CatatanSel
    ) -> Iterator[BarisRencana]:
        """The row of one cell, if it is to be told of."""
        jawaban, dasar = self.jawaban[kode], self.dasar.get(kode)
        lama = self._nilai(jawaban.isi, jawaban.catatan, masukan)
        semula = self._nilai(dasar.isi, dasar.catatan, masukan) if dasar else None
        baru = baru if baru != "" else None
        if not sel.galat:
            if _sama(baru, lama):
                self.hitung["sama"] += baru is not None
                return
            if dasar and _sama(baru, semula):
                self.hitung["basi"] += 1
                return
            if baru is None and not dasar:
                self.hitung["kosong_dibiarkan"] += 1
                return
        moved = bool(dasar and dasar.berubah)
        bentrok = self.putaran_lewat or (moved and not _sama(lama, semula))
        galat = sel.galat
        if not galat and self.terbuka is not None and kode not in self.terbuka:
            galat = PertanyaanTerkunci(kode).message
        yield BarisRencana(
            kunci=f"{kode}|{masukan}",
            kode=kode,
            masukan=masukan,
            label=label,
            lama=lama,
            baru=baru if not sel.galat else (sel.mentah if isinstance(sel, IsianSel) else sel.teks[:200]),
            lembar=sel.lembar,
            alamat=sel.alamat,
            versi=dasar.versi if dasar else jawaban.versi,
            diubah_oleh=str(jawaban.diubah_oleh or "") if moved else "",
            diubah_pada=jawaban.diubah_pada if moved else None,
            bentrok=bentrok,
            galat=galat,
        )

    @staticmethod
    def _nilai(isi: Mapping[str, str | int], catatan: str, masukan: str) -> str | int | None:
        return (catatan or None) if masukan == CATATAN else isi.get(masukan)


def _sama(a: str | int | None, b: str | int | None) -> bool:
    """Equal as far as a cell can tell: what it cannot hold is no difference."""
    if isinstance(a, str) and isinstance(b, str):
        return teks_sel(a) == teks_sel(b)
    return a == b
