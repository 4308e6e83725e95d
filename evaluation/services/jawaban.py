"""Saving one answer: the most frequent act of the portal."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from evaluation import scoring
from evaluation.enums import LAPIS_PENILAI, STATUS_TPI_MENILAI, STATUS_TPN_MENILAI, STATUS_UNIT_MENGISI, Lapis, Status
from evaluation.enums.jenjang import GILIRAN
from evaluation.errors import (
    JawabanKonflik,
    JenjangPindah,
    KirimanTerpakai,
    LKEMoved,
    PertanyaanTerkunci,
    PertanyaanTidakAda,
    PutaranLewat,
)
from evaluation.models import Jawaban, LembarKerjaEvaluasi, RiwayatJawaban, TandaPerbaikan
from evaluation.selectors.skor import gabung_isi, instrumen_lke
from evaluation.selectors.tpi import perlu_dinilai
from evaluation.services.benturan import pastikan_bebas_lke
from evaluation.services.masa import pastikan_masa
from evaluation.services.skor import simpan_skor
from units.models import User
from zi_portal.common import sql

CATATAN_TERPANJANG = 10_000

STATUS_LAPIS = {
    Lapis.UNIT: STATUS_UNIT_MENGISI,
    **dict.fromkeys(LAPIS_PENILAI, STATUS_TPI_MENILAI),
    Lapis.TPN: STATUS_TPN_MENILAI,
}


@dataclass(frozen=True, slots=True)
class Simpanan:
    """What stands after a save: the answer, the layer's score and the answers it was made of (input code → value).

    ``tertulis`` is False when nothing was new.
    """

    jawaban: Jawaban
    skor: scoring.Skor
    isi: Mapping[str, str | int]
    tertulis: bool


def simpan_jawaban(
    *,
    lke: LembarKerjaEvaluasi,
    lapis: str,
    kode: str,
    ubah: Mapping[str, str | int | None],
    actor: User,
    versi: int,
    catatan: str | None = None,
    kiriman: uuid.UUID | None = None,
    putaran: int | None = None,
    status: frozenset[str] | None = None,
) -> Simpanan:
    """Change some fields of one answer and store the new score of its layer, in one transaction.

    ``ubah`` maps input code to the raw value (None or "" clears it) and holds only what the person touched;
    ``versi`` is the version they were looking at. A field that somebody else changed since then raises
    JawabanKonflik; other fields of the same answer go through, so two people never lose each other's work.
    ``kiriman`` is the browser's id of this write: a repeat of it changes nothing and succeeds.
    ``putaran`` is the round they were looking at: in a later one PutaranLewat (a LKEMoved) is raised, because the
    answer of the unit that they judged may be another by now. None leaves the round unchecked.
    ``status``: the states in which this write is in place, for one that is no ordinary save; else those of its layer.
    Also raises scoring.JawabanSalah, PertanyaanTidakAda, PertanyaanTerkunci, MasaTutup, LKEMoved, KirimanTerpakai,
    and BenturanMenghalangi for an assessor whom a conflict of interest keeps away.
    """
    lapis = Lapis(lapis)
    try:
        pertanyaan = instrumen_lke(lke).pertanyaan(kode)
    except KeyError:
        raise PertanyaanTidakAda(kode) from None
    bersih = _bersihkan(pertanyaan, ubah)
    if lke.status not in (status or STATUS_LAPIS[lapis]):
        raise LKEMoved(lke)
    pastikan_masa(lke, lapis)
    if lapis != Lapis.UNIT:
        pastikan_bebas_lke(lke=lke, actor=actor, ingat=True)
    try:
        with transaction.atomic():
            return _simpan(lke, lapis, kode, bersih, actor, versi, catatan, kiriman, putaran)
    except IntegrityError as error:
        # Only the id of the write can clash: everything else is behind the lock.
        raise KirimanTerpakai from error


def _simpan(
    lke: LembarKerjaEvaluasi,
    lapis: Lapis,
    kode: str,
    bersih: Mapping[str, str | int | None],
    actor: User,
    versi: int,
    catatan: str | None,
    kiriman: uuid.UUID | None,
    putaran: int | None,
) -> Simpanan:
    """The whole save, behind the lock that ``_kunci_dan_baca`` takes."""
    jawaban, lainnya, versi_lke = _kunci_dan_baca(lke, lapis, kode)
    if lapis == Lapis.UNIT:
        _pastikan_terbuka(lke, kode)
    lewat = putaran is not None and putaran != lke.putaran
    if lewat or jawaban.versi != versi:
        if kiriman and RiwayatJawaban.objects.filter(kiriman=kiriman, jawaban=jawaban).exists():
            return _tanpa_tulis(lke, jawaban, lainnya)
        if lewat:
            raise PutaranLewat(lke)
        _pastikan_tidak_bentrok(jawaban, versi, bersih, catatan)
    isi = {k: v for k, v in {**jawaban.isi, **bersih}.items() if v is not None}
    catatan_baru = jawaban.catatan if catatan is None else catatan.strip()
    if isi == jawaban.isi and catatan_baru == jawaban.catatan and not _menandai_dinilai(lapis, jawaban):
        return _tanpa_tulis(lke, jawaban, lainnya)
    jawaban.isi, jawaban.catatan, jawaban.versi = isi, catatan_baru, jawaban.versi + 1
    jawaban.diubah_oleh, jawaban.diubah_pada = actor, timezone.now()
    datar = lainnya | isi
    skor = simpan_skor(lke=lke, lapis=lapis, isi=[datar], versi_jawaban=versi_lke, bersama=_tulisan(jawaban, kiriman))
    return Simpanan(jawaban, skor, datar, tertulis=True)


# The answers of a layer in plain tuples, and whether the UPDATE before it found the sheet as the caller saw it.
_SQL_BACA = """
    SELECT j.kode, j.isi, j.id, j.versi, CASE WHEN j.kode = %s THEN j.catatan END, j.diubah_oleh_id,
           l.jenjang, l.versi_{lapis}, l.updated_at = %s
    FROM evaluation_jawaban j JOIN evaluation_lembarkerjaevaluasi l ON l.id = j.lke_id
    WHERE j.lke_id = %s AND j.lapis = %s
"""


def _kunci_dan_baca(lke: LembarKerjaEvaluasi, lapis: Lapis, kode: str) -> tuple[Jawaban, dict[str, str | int], int]:
    """The answer to change, the inputs of all others, and the layer's counter, already counted up.

    One UPDATE is the guard of the state and the lock that puts saves of one sheet in a row. The state and round the
    caller saw must still hold, because what is open depends on them. Raises LKEMoved.
    """
    kini = timezone.now()
    sama = {"id": lke.pk, "status": lke.status, "putaran": lke.putaran}
    kunci = sql.ubah(LembarKerjaEvaluasi, sama, naik=f"versi_{lapis.value}", updated_at=kini)
    saat = sql.nilai(LembarKerjaEvaluasi, {"updated_at": kini})
    baris = sql.baca(kunci, (_SQL_BACA.format(lapis=lapis.value), [kode, *saat, lke.pk, lapis.value]))
    if not baris or not baris[0][-1]:
        raise LKEMoved(lke)
    # Whose turn it is stands behind the same lock: what was handed over is closed.
    if lapis in GILIRAN and baris[0][-3] not in GILIRAN[lapis]:
        raise JenjangPindah
    lain: list[str] = []
    satu: Jawaban | None = None
    for kode_baris, isi, pk, versi, catatan, oleh, *_lke in baris:
        if kode_baris == kode:
            kolom = ["id", "lke_id", "lapis", "kode", "isi", "catatan", "versi", "diubah_oleh_id"]
            nilai = [pk, lke.pk, lapis.value, kode, json.loads(isi), catatan, versi, oleh]
            satu = Jawaban.from_db(connection.alias, kolom, nilai)
        else:
            lain.append(isi)
    if satu is None:
        raise PertanyaanTidakAda(kode)
    # One parse of them all is quicker than a hundred small ones.
    return satu, gabung_isi(json.loads(f"[{','.join(lain)}]")), baris[0][-2]


def _tulisan(jawaban: Jawaban, kiriman: uuid.UUID | None) -> tuple[sql.Pernyataan, sql.Pernyataan]:
    """The answer as it is now, and the same beside it in its history."""
    ubah = sql.ubah(
        Jawaban,
        {"id": jawaban.pk},
        isi=jawaban.isi,
        catatan=jawaban.catatan,
        versi=jawaban.versi,
        diubah_oleh_id=jawaban.diubah_oleh_id,
        diubah_pada=jawaban.diubah_pada,
    )
    sisip = sql.sisip(
        RiwayatJawaban,
        jawaban_id=jawaban.pk,
        versi=jawaban.versi,
        isi=jawaban.isi,
        catatan=jawaban.catatan,
        oleh_id=jawaban.diubah_oleh_id,
        pada=jawaban.diubah_pada,
        kiriman=kiriman,
    )
    return ubah, sisip


def _bersihkan(pertanyaan: scoring.Pertanyaan, ubah: Mapping[str, str | int | None]) -> dict[str, str | int | None]:
    """Cleaned values of the touched inputs; None where the person emptied one."""
    bersih = scoring.bersihkan(pertanyaan, ubah)
    return {kode: bersih.get(kode) for kode in ubah}


def _menandai_dinilai(lapis: Lapis, jawaban: Jawaban) -> bool:
    """Saving an unchanged value still counts as having looked: the first time, and for TPI after the unit's repair."""
    if lapis in LAPIS_PENILAI:
        return perlu_dinilai(jawaban.lke_id, lapis).filter(pk=jawaban.pk).exists()
    return lapis == Lapis.TPN and jawaban.versi == 0


def _tanpa_tulis(lke: LembarKerjaEvaluasi, jawaban: Jawaban, lainnya: Mapping[str, str | int]) -> Simpanan:
    transaction.set_rollback(True)  # the version counter was taken; give it back
    datar = {**lainnya, **jawaban.isi}
    skor = scoring.hitung(instrumen_lke(lke), datar, telah_wbk=lke.telah_wbk)
    return Simpanan(jawaban, skor, datar, tertulis=False)


def _pastikan_terbuka(lke: LembarKerjaEvaluasi, kode: str) -> None:
    """In perbaikan only the questions flagged in this round are open."""
    if lke.status != Status.PERBAIKAN:
        return
    if not TandaPerbaikan.objects.filter(lke=lke, putaran=lke.putaran, kode=kode).exists():
        raise PertanyaanTerkunci(kode)


def _pastikan_tidak_bentrok(
    jawaban: Jawaban, versi: int, bersih: Mapping[str, str | int | None], catatan: str | None
) -> None:
    """Compare with what the person saw: only a field that moved away from it, and not to the wished value, collides."""
    dasar = RiwayatJawaban.objects.filter(jawaban=jawaban, versi=versi).first()
    isi_dasar = dasar.isi if dasar else {}
    bentrok = any(jawaban.isi.get(k) != isi_dasar.get(k) and jawaban.isi.get(k) != v for k, v in bersih.items())
    if catatan is not None:
        catatan_dasar = dasar.catatan if dasar else ""
        bentrok |= jawaban.catatan not in (catatan_dasar, catatan.strip())
    if bentrok:
        raise JawabanKonflik(jawaban)
