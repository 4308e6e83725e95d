"""What PortalRB gets of an instansi: the units of its sent proposals and their answers, as they were frozen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from evaluation.enums import JenisPredikat, Lapis, Status, StatusUsulan
from evaluation.enums.musim import Jendela
from evaluation.master_soal import semua_isian
from evaluation.models import Jawaban, LembarKerjaEvaluasi, Musim, PaketUsulan, PredikatUnit, TautanBukti, Usulan
from evaluation.selectors.masa import batas_jendela
from evaluation.selectors.musim import musim_berjalan
from evaluation.selectors.paket import LAPIS_PAKET, MANIFEST
from evaluation.selectors.skor import instrumen_for
from evaluation.selectors.syarat import is_afirmasi
from units.models import Instansi
from zi_portal.common.waktu import teks_waktu

STATUS_TERKIRIM = (StatusUsulan.DIAJUKAN, StatusUsulan.SELESAI)
POLA_ID = re.compile(r"UNIT-[A-Z0-9-]{1,60}-[0-9]{1,18}")


def musim_portalrb() -> Musim | None:
    """The season PortalRB pulls: the running one. One query."""
    return musim_berjalan(list(Musim.objects.dibuka()))


def alasan_tertutup(musim: Musim, instansi: Instansi) -> str:
    """Why PortalRB gets nothing now, empty when it may pull. No query."""
    if not musim.portalrb_dalam_jendela:
        return ""
    mulai, selesai = batas_jendela(musim, Jendela.USULAN, instansi)
    kini = timezone.now()
    if mulai and kini < mulai:
        return _("Masa pengusulan baru dibuka %(waktu)s.") % {"waktu": teks_waktu(mulai, instansi.tz)}
    if selesai and kini > selesai:
        return _("Masa pengusulan sudah ditutup %(waktu)s.") % {"waktu": teks_waktu(selesai, instansi.tz)}
    return ""


def berhak_wbbm(instansi: Instansi, musim: Musim) -> bool:
    """A unit of the instansi holds an active WBK, or WBBM was proposed already: only then is there one to propose."""
    return (
        PredikatUnit.objects.filter(unit__instansi=instansi, jenis=JenisPredikat.WBK, aktif=True).exists()
        or Usulan.objects.filter(
            instansi=instansi, musim=musim, predikat=JenisPredikat.WBBM, status__in=STATUS_TERKIRIM
        ).exists()
    )


def id_unit(instansi: Instansi, unit_id: int) -> str:
    """What PortalRB calls the unit. Made of the portal's own number, since a unit's code may change and is only known
    inside its instansi; fit for an address as it stands."""
    return f"UNIT-{slugify(instansi.kode).upper()[:60] or 'INSTANSI'}-{unit_id}"


@dataclass(frozen=True, slots=True)
class UnitUsul:
    """A proposed unit. ``paket`` is the piece that holds its answers, None while the proposal is drawn up."""

    id: str
    lke_id: int
    nama: str
    predikat: str
    afirmasi: bool
    instrumen_id: int
    instrumen_sha256: str
    paket: int | None = None

    @property
    def kategori(self) -> str:
        return "WBK-AFIRMASI" if self.predikat == JenisPredikat.WBK and self.afirmasi else self.predikat


def unit_terkirim(instansi: Instansi, musim: Musim, predikat: str = "") -> list[UnitUsul]:
    """The units of the sent proposals of a season by name, without those taken back. One query, no answers in it."""
    paket = PaketUsulan.objects.filter(
        usulan__instansi=instansi, usulan__musim=musim, usulan__status__in=STATUS_TERKIRIM, berkas=MANIFEST
    ).exclude(lke=None)
    paket = paket.exclude(lke__status=Status.DITARIK)
    if predikat:
        paket = paket.filter(usulan__predikat=predikat)
    kolom = (
        "lke__unit_id",
        "lke_id",
        "label",
        "usulan__predikat",
        "afirmasi",
        "lke__instrumen_id",
        "lke__instrumen_sha256",
        "pk",
    )
    baris = paket.order_by("label", "pk").values_list(*kolom)
    return [UnitUsul(id_unit(instansi, unit), *isi) for unit, *isi in baris]


def unit_disusun(instansi: Instansi, musim: Musim) -> list[UnitUsul]:
    """The units of the proposals not sent yet, as they would go. One query."""
    lke = LembarKerjaEvaluasi.objects.filter(
        usulan__instansi=instansi, usulan__musim=musim, usulan__status=StatusUsulan.DISUSUN
    )
    return [
        UnitUsul(
            id_unit(instansi, satu.unit_id),
            satu.pk,
            satu.unit.nama,
            satu.predikat_tujuan,
            is_afirmasi(satu.unit),
            satu.instrumen_id,
            satu.instrumen_sha256,
        )
        for satu in lke.select_related("unit__instansi").order_by("unit__nama", "pk")
    ]


# Answers --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Soal:
    """One item of the national list as our instrument holds it: the question it belongs to, the input that answers it,
    and the answers it takes (``pilihan`` empty: a number)."""

    soal_id: int | None
    pertanyaan: str
    masukan: str
    teks: str
    jenis: str
    pilihan: tuple[str, ...]


@lru_cache(maxsize=16)
def soal_nasional(instrumen_id: int, sha256: str) -> tuple[Soal, ...]:
    """All inputs of an instrument, in the order of the LKE."""
    return tuple(
        Soal(
            butir.masukan.get("soal_id"),
            butir.pertanyaan["kode"],
            butir.kode,
            butir.teks,
            butir.jenis,
            tuple(o["kunci"] for o in butir.pertanyaan.get("opsi") or ()),
        )
        for butir in semua_isian(instrumen_for(instrumen_id, sha256).to_dict())
    )


@dataclass(frozen=True, slots=True)
class JawabanSoal:
    """What goes out of one item, and ``keluhan``: what is wrong with it, in words."""

    soal: Soal
    unit: str | None
    tpi: str | None
    catatan_unit: str | None
    bukti: str | None
    catatan_tpi: str | None
    keluhan: tuple[str, ...]


def isi_banyak(unit: Iterable[UnitUsul]) -> dict[int, dict[str, Any]]:
    """Sheet → its unit of the manifest: out of the package where it was sent, as it stands now where it was not. Three
    queries at most, however many units."""
    unit = list(unit)
    terkirim = {u.paket: u.lke_id for u in unit if u.paket}
    hasil: dict[int, dict[str, Any]] = {}
    if terkirim:
        for pk, teks in PaketUsulan.objects.filter(pk__in=terkirim).values_list("pk", "isi"):
            hasil[terkirim[pk]] = json.loads(teks.removeprefix(","))
    if disusun := [u.lke_id for u in unit if not u.paket]:
        hasil |= _isi_langsung(disusun)
    return hasil


def _isi_langsung(lke: list[int]) -> dict[int, dict[str, Any]]:
    hasil: dict[int, dict[str, Any]] = {
        pk: {"lapis": {lapis: {"jawaban": {}} for lapis in LAPIS_PAKET}, "bukti": []} for pk in lke
    }
    for satu in Jawaban.objects.filter(lke__in=lke, lapis__in=LAPIS_PAKET):
        hasil[satu.lke_id]["lapis"][satu.lapis]["jawaban"][satu.kode] = {"isi": satu.isi, "catatan": satu.catatan}
    tautan = TautanBukti.objects.terpasang().filter(lke__in=lke).select_related("bukti", "berkas")
    for t in tautan.order_by("kode", "pk"):
        isi = {"nama": t.berkas.nama} if t.berkas else {"url": t.bukti.url}
        hasil[t.lke_id]["bukti"].append({"soal": t.kode, "judul": t.bukti.judul} | isi)
    return hasil


def jawaban_nasional(unit: UnitUsul, isi: Mapping[str, Any]) -> list[JawabanSoal]:
    """The answers of one unit (its part of the manifest), item by item; also those that cannot go for want of a number
    in the national list."""
    lapis = {nama: isi["lapis"][nama]["jawaban"] for nama in (Lapis.UNIT, Lapis.TPI)}
    bukti: dict[str, list[str]] = {}
    for b in isi["bukti"]:
        bukti.setdefault(b["soal"], []).append(_teks_bukti(b))
    kosong: dict[str, Any] = {"isi": {}, "catatan": ""}
    hasil = []
    for soal in soal_nasional(unit.instrumen_id, unit.instrumen_sha256):
        kami = lapis[Lapis.UNIT].get(soal.pertanyaan, kosong)
        tpi = lapis[Lapis.TPI].get(soal.pertanyaan, kosong)
        jawab, jawab_tpi = _teks(kami["isi"].get(soal.masukan)), _teks(tpi["isi"].get(soal.masukan))
        hasil.append(
            JawabanSoal(
                soal,
                jawab,
                jawab_tpi,
                kami["catatan"] or None,
                "\n".join(bukti.get(soal.pertanyaan, ())) or None,
                tpi["catatan"] or None,
                tuple(_keluhan(soal, jawab, jawab_tpi)),
            )
        )
    return hasil


def _teks(nilai: object) -> str | None:
    return None if nilai is None or nilai == "" else str(nilai)


def _teks_bukti(bukti: Mapping[str, Any]) -> str:
    """Title and link, or title and file: files stay behind our own door."""
    if bukti.get("url"):
        return f"{bukti['judul']}: {bukti['url']}"
    return f"{bukti['judul']} ({bukti['nama']})" if bukti.get("nama") else str(bukti["judul"])


_BULAT, _DESIMAL = re.compile(r"\d{1,9}"), re.compile(r"[0-4](\.\d{1,10})?")


def _keluhan(soal: Soal, unit: str | None, tpi: str | None) -> Iterator[str]:
    if soal.soal_id is None:
        yield _("Tidak bernomor dalam master soal, sehingga tidak ikut dikirim.")
    for siapa, jawab in ((_("Jawaban unit"), unit), (_("Jawaban TPI"), tpi)):
        if jawab is None:
            yield _("%(siapa)s belum ada.") % {"siapa": siapa}
        elif not _cocok(soal, jawab):
            yield _("%(siapa)s “%(jawab)s” bukan jawaban yang dikenal soal ini.") % {
                "siapa": siapa,
                "jawab": jawab[:40],
            }


def _cocok(soal: Soal, jawab: str) -> bool:
    if soal.pilihan:
        return jawab in soal.pilihan
    if soal.jenis == "0-4":
        return bool(_DESIMAL.fullmatch(jawab)) and float(jawab) <= 4
    return bool(_BULAT.fullmatch(jawab))


@dataclass(frozen=True, slots=True)
class RingkasUnit:
    """One unit on the page: how many items would go, how many are unanswered, by whom, and how many are not fit."""

    unit: UnitUsul
    soal: int
    kosong_unit: int
    kosong_tpi: int
    bermasalah: int


def ringkas_unit(unit: Iterable[UnitUsul]) -> list[RingkasUnit]:
    """A page of units, each checked. Three queries at most."""
    unit = list(unit)
    isi = isi_banyak(unit)
    hasil = []
    for satu in unit:
        jawaban = jawaban_nasional(satu, isi[satu.lke_id])
        dikirim = [j for j in jawaban if j.soal.soal_id is not None]
        hasil.append(
            RingkasUnit(
                satu,
                len(dikirim),
                sum(j.unit is None for j in dikirim),
                sum(j.tpi is None for j in dikirim),
                sum(bool(j.keluhan) for j in jawaban),
            )
        )
    return hasil
