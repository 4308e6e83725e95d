"""Stored scores: always computed from the answers, never counted up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from evaluation import scoring
from evaluation.enums import Lapis
from evaluation.models import Jawaban, LembarKerjaEvaluasi, RiwayatJawaban, Skor
from evaluation.selectors.skor import gabung_isi, instrumen_lke
from units.models import User
from zi_portal.common import sql


def kolom_skor(skor: scoring.Skor) -> dict[str, object]:
    """The columns of ``Skor`` for a computed score; ``rincian`` is the JSON of ``scoring.harapan``."""
    return {
        "total": scoring.desimal(skor.total),
        "pengungkit": scoring.desimal(skor.pengungkit),
        "hasil": scoring.desimal(skor.hasil),
        "memenuhi_wbk": skor.memenuhi("WBK"),
        "memenuhi_wbbm": skor.memenuhi("WBBM"),
        "terisi": len(skor.pertanyaan) - len(skor.belum_diisi),
        "lengkap": skor.lengkap,
        "rincian": scoring.harapan(skor),
    }


def simpan_skor(
    *,
    lke: LembarKerjaEvaluasi,
    lapis: str,
    isi: Iterable[Mapping[str, object]],
    versi_jawaban: int,
    bersama: Iterable[sql.Pernyataan] = (),
) -> scoring.Skor:
    """Compute a layer from its answers and store the copy. One UPDATE (an INSERT the first time).

    ``bersama`` are statements of the same transaction that go along in the same round trip, before it.
    """
    skor = scoring.hitung(instrumen_lke(lke), gabung_isi(isi), telah_wbk=lke.telah_wbk)
    kolom = kolom_skor(skor) | {"versi_jawaban": versi_jawaban, "dihitung_pada": timezone.now()}
    simpan = sql.ubah(Skor, {"lke_id": lke.pk, "lapis": str(lapis)}, **kolom)
    if not sql.jalankan(*bersama, simpan):
        Skor.objects.create(lke=lke, lapis=lapis, **kolom)
    return skor


def hitung_ulang(*, lke: LembarKerjaEvaluasi, lapis: str) -> scoring.Skor:
    """Recompute one layer of one sheet from its stored answers and store the result."""
    isi = Jawaban.objects.filter(lke=lke, lapis=lapis).values_list("isi", flat=True)
    return simpan_skor(lke=lke, lapis=lapis, isi=isi, versi_jawaban=lke.versi_lapis(lapis))


def tulis_lapis(*, lke: LembarKerjaEvaluasi, lapis: str, diubah: Collection[Jawaban], actor: User) -> None:
    """Store many answers of one layer at once, as their ``isi`` and ``catatan`` now stand: a version each, its history,
    then the score. Whoever calls holds the sheet's lock and has counted the layer's version."""
    kini = timezone.now()
    for jawaban in diubah:
        jawaban.versi += 1
        jawaban.diubah_oleh, jawaban.diubah_pada = actor, kini
    sql.ubah_semua(diubah, "isi", "catatan", "versi", "diubah_oleh_id", "diubah_pada")
    RiwayatJawaban.objects.bulk_create(
        [RiwayatJawaban(jawaban=j, versi=j.versi, isi=j.isi, catatan=j.catatan, oleh=actor, pada=kini) for j in diubah]
    )
    hitung_ulang(lke=lke, lapis=lapis)


def periksa_skor(*, simpan: bool, potong: int = 200) -> Iterator[tuple[Skor, dict[str, tuple[object, object]]]]:
    """Recompute every stored score, in chunks; yields each with the columns that differ (stored, computed)."""
    for skor in Skor.objects.select_related("lke").order_by("pk").iterator(chunk_size=potong):
        isi = Jawaban.objects.filter(lke=skor.lke_id, lapis=skor.lapis).values_list("isi", flat=True)
        baru = scoring.hitung(instrumen_lke(skor.lke), gabung_isi(isi), telah_wbk=skor.lke.telah_wbk)
        kolom = kolom_skor(baru) | {"versi_jawaban": skor.lke.versi_lapis(skor.lapis)}
        yield skor, _pastikan_beda(skor.pk, simpan=simpan) if _beda(skor, kolom) else {}


def _beda(skor: Skor, kolom: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    return {nama: (getattr(skor, nama), nilai) for nama, nilai in kolom.items() if getattr(skor, nama) != nilai}


@transaction.atomic
def _pastikan_beda(pk: int, *, simpan: bool) -> dict[str, tuple[object, object]]:
    """Compare once more behind the lock that saves take: what looked different may just have been saved."""
    lke_pk = Skor.objects.values_list("lke", flat=True).get(pk=pk)
    LembarKerjaEvaluasi.objects.filter(pk=lke_pk).update(updated_at=F("updated_at"))
    skor = Skor.objects.select_related("lke").get(pk=pk)
    isi = Jawaban.objects.filter(lke=lke_pk, lapis=skor.lapis).values_list("isi", flat=True)
    baru = scoring.hitung(instrumen_lke(skor.lke), gabung_isi(isi), telah_wbk=skor.lke.telah_wbk)
    kolom = kolom_skor(baru) | {"versi_jawaban": skor.lke.versi_lapis(skor.lapis)}
    beda = _beda(skor, kolom)
    if beda and simpan:
        Skor.objects.filter(pk=pk).update(**kolom, dihitung_pada=timezone.now())
    return beda


def buka_lapis(
    *, lke: LembarKerjaEvaluasi, lapis: str, salin_dari: str | None = None, actor: User | None = None
) -> None:
    """Make the answer rows of a layer, empty or copied from another one, and its first score. Harmless twice.

    What was copied stands in the history as version 0, by ``actor``: later writers are compared with it.
    """
    if Jawaban.objects.filter(lke=lke, lapis=lapis).exists():
        return
    asal = {}
    if salin_dari:
        asal = dict(Jawaban.objects.filter(lke=lke, lapis=salin_dari).values_list("kode", "isi"))
    semua = instrumen_lke(lke).semua_pertanyaan
    baris = Jawaban.objects.bulk_create(
        [Jawaban(lke=lke, lapis=Lapis(lapis), kode=p.kode, isi=asal.get(p.kode, {})) for p in semua]
    )
    if actor:
        RiwayatJawaban.objects.bulk_create(
            [RiwayatJawaban(jawaban=j, versi=0, isi=j.isi, oleh=actor) for j in baris if j.isi]
        )
    hitung_ulang(lke=lke, lapis=lapis)
