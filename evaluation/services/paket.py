"""Freeze what a proposal sends, in the transaction that sends it."""

from __future__ import annotations

from collections.abc import Iterable

from evaluation.models import BerkasEvaluasi, LembarKerjaEvaluasi, PaketUsulan, Usulan
from evaluation.selectors.paket import (
    BACA,
    KUNCI_UNIT,
    MANIFEST,
    RINGKASAN,
    baku,
    baris_ringkasan,
    isi_kepala,
    isi_unit,
    potongan,
    sidik,
    teks_baca,
    teks_ringkasan,
)
from evaluation.selectors.syarat import is_afirmasi


def bekukan_paket(*, usulan: Usulan, isi: Iterable[LembarKerjaEvaluasi], dokumen: Iterable[BerkasEvaluasi]) -> str:
    """Write the package of these sheets and documents in pieces, put its hash on the proposal and return it. Only once:
    the pieces are never changed."""
    ringkasan, jumlah = [], 0
    for jumlah, lke in enumerate(isi, start=1):
        unit = isi_unit(lke)
        teks = baku(unit)
        # "unit" is the last key of the manifest, so the sheets follow its head one by one.
        _potong(usulan, MANIFEST, jumlah, f",{teks}" if jumlah > 1 else teks, lke=lke)
        ringkasan.append(baris_ringkasan(unit))
    lain = {RINGKASAN: teks_ringkasan(ringkasan), BACA: teks_baca(usulan)}
    for nama, teks in lain.items():
        _potong(usulan, nama, 0, teks)
    berkas = {nama: sidik([teks]) for nama, teks in lain.items()}
    kepala = baku(isi_kepala(usulan, dokumen=dokumen, jumlah=jumlah, berkas=berkas))
    _potong(usulan, MANIFEST, 0, f'{kepala[:-1]},"{KUNCI_UNIT}":[', label="kepala")
    _potong(usulan, MANIFEST, jumlah + 1, "]}", label="penutup")
    usulan.paket_sha256 = sidik(p.isi for p in potongan(usulan, MANIFEST))
    usulan.save(update_fields=["paket_sha256"])
    return usulan.paket_sha256


def _potong(
    usulan: Usulan, berkas: str, urutan: int, isi: str, *, label: str = "", lke: LembarKerjaEvaluasi | None = None
) -> None:
    PaketUsulan.objects.create(
        usulan=usulan,
        berkas=berkas,
        urutan=urutan,
        label=(lke.unit.nama if lke else label)[:250],
        lke=lke,
        afirmasi=bool(lke and is_afirmasi(lke.unit)),
        isi=isi,
    )
