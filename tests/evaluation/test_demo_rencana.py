"""The demo's plan: items in every state, told once, with codes that the instrument knows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from evaluation.demo.panggung import TAHUN, Panggung, siapkan
from evaluation.demo.tahap import rencana
from evaluation.instrumen import bawaan
from units.enums.rencana import KeadaanAksi
from units.models import ButirAksi, Inovasi, IsuStrategis, KemajuanAksi, LayananUtama, Risiko, RiwayatTahap
from units.selectors.rencana import belum_selesai, ringkas_rencana

pytestmark = pytest.mark.django_db
MODEL = (LayananUtama, IsuStrategis, Risiko, Inovasi, ButirAksi, KemajuanAksi, RiwayatTahap)


@pytest.fixture(scope="module")
def panggung(django_db_setup, django_db_blocker) -> Iterator[Panggung]:
    """The plan told once for the tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        p = Panggung(benih=1, sandi="!")
        siapkan(p, ganti_sandi=False)
        rencana.ceritakan(p)
        yield p
        transaction.set_rollback(True)


def test_the_plan_is_told_once(panggung):
    awal = [m.objects.count() for m in MODEL]
    rencana.ceritakan(panggung)
    assert [m.objects.count() for m in MODEL] == awal


def test_dukcapil_has_items_in_every_state_and_area(panggung):
    unit = panggung.unit[rencana.DUKCAPIL]
    ringkas = ringkas_rencana(unit, TAHUN)
    assert all(ringkas.jumlah.values())
    assert (ringkas.total, ringkas.jumlah[KeadaanAksi.TERLAMBAT]) == (24, 2)
    assert all(r.total for r in ringkas.area.values())
    assert belum_selesai(unit, TAHUN).count() == 3
    assert [m.objects.filter(unit=unit, tahun=TAHUN).count() for m in MODEL[:4]] == [5, 4, 6, 4]


def test_nothing_is_written_before_it_happened(panggung):
    for butir in ButirAksi.objects.prefetch_related("kemajuan"):
        saat = [k.pada for k in reversed(butir.kemajuan.all())]
        assert saat == sorted(saat), butir
        assert all(butir.dibuat_pada <= s <= panggung.kini for s in saat), butir
    assert not RiwayatTahap.objects.filter(pada__gt=panggung.kini).exists()


def test_the_codes_are_questions_of_the_instrument(panggung):
    dikenal = {p.kode for p in bawaan().semua_pertanyaan}
    dipakai = {k for kode in ButirAksi.objects.values_list("kode", flat=True) for k in kode}
    assert dipakai <= dikenal
