"""Statements without the ORM say the same as the ORM, on whichever database this runs."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from evaluation.models import Jawaban, LembarKerjaEvaluasi, Musim, RiwayatJawaban, Skor
from evaluation.selectors.lke import lke_unit_sendiri
from tests.factories import make_anggota, make_lke, make_unit, make_user
from units.enums import Peran
from zi_portal.common import sql

pytestmark = pytest.mark.django_db


def test_an_update_writes_what_the_orm_reads_back():
    lke, user, kini = make_lke(), make_user(), timezone.now()
    jawaban = Jawaban.objects.filter(lke=lke).first()
    isi = {"A.I.1.i.a": "Ya", "kutip": 'a "b" % %s ; --', "angka": 3}
    ubah = sql.ubah(
        Jawaban,
        {"id": jawaban.pk},
        naik="versi",
        isi=isi,
        catatan="100% 'aman'; \\",
        diubah_oleh_id=user.pk,
        diubah_pada=kini,
    )
    assert sql.jalankan(ubah) == 1
    jawaban.refresh_from_db()
    assert (jawaban.isi, jawaban.catatan, jawaban.versi) == (isi, "100% 'aman'; \\", 1)
    assert (jawaban.diubah_oleh, jawaban.diubah_pada) == (user, kini)


def test_an_update_touches_only_what_equals_all_conditions():
    lke = make_lke()
    cocok = {"id": lke.pk, "status": "draf", "putaran": 2}
    assert sql.jalankan(sql.ubah(LembarKerjaEvaluasi, cocok, predikat_tujuan="WBBM")) == 0
    lke.refresh_from_db()
    assert lke.predikat_tujuan == "WBK"


def test_numbers_truth_and_nothing_keep_their_kind():
    lke = make_lke()
    kolom = {"total": Decimal("73.4212345678"), "memenuhi_wbk": True, "rincian": {"total": "73.42"}}
    assert sql.jalankan(sql.ubah(Skor, {"lke_id": lke.pk, "lapis": "unit"}, **kolom)) == 1
    skor = Skor.objects.get(lke=lke)
    assert {nama: getattr(skor, nama) for nama in kolom} == kolom
    sql.jalankan(sql.ubah(LembarKerjaEvaluasi, {"id": lke.pk}, tenggat=None))
    assert LembarKerjaEvaluasi.objects.get(pk=lke.pk).tenggat is None


def test_an_insert_makes_the_row_and_a_clash_is_an_integrity_error():
    jawaban, user, kini = Jawaban.objects.filter(lke=make_lke()).first(), make_user(), timezone.now()
    baris = {"jawaban_id": jawaban.pk, "versi": 1, "isi": {}, "catatan": "", "oleh_id": user.pk, "pada": kini}
    kiriman = uuid.uuid4()
    sql.jalankan(sql.sisip(RiwayatJawaban, **baris, kiriman=kiriman))
    assert RiwayatJawaban.objects.get(kiriman=kiriman).pada == kini
    with pytest.raises(IntegrityError), transaction.atomic():
        sql.jalankan(sql.sisip(RiwayatJawaban, **baris | {"versi": 2}, kiriman=kiriman))


def test_of_statements_together_each_sees_the_one_before_and_the_last_is_answered():
    lke = make_lke()
    naik = sql.ubah(LembarKerjaEvaluasi, {"id": lke.pk}, naik="versi_unit", predikat_tujuan="WBK")
    tabel = LembarKerjaEvaluasi._meta.db_table
    assert sql.baca(naik, naik, (f"SELECT versi_unit FROM {tabel} WHERE id = %s", [lke.pk])) == [(2,)]


def test_ones_own_sheet_is_the_one_the_orm_would_find(django_assert_num_queries):
    lke = make_lke()
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    tenggat = timezone.now() + dt.timedelta(days=3)
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(tenggat=tenggat, versi_unit=F("versi_unit") + 4)

    with django_assert_num_queries(2):
        ada = lke_unit_sendiri(operator, lke.pk)
        assert ada.unit.instansi.tz is not None
        assert ada.musim.isi_selesai > timezone.now()

    for satu, model in ((ada, LembarKerjaEvaluasi), (ada.musim, Musim)):
        semestinya = model.objects.get(pk=satu.pk)
        for bidang in model._meta.concrete_fields:
            assert getattr(satu, bidang.attname) == getattr(semestinya, bidang.attname)
    assert (ada.unit, ada.unit.instansi) == (lke.unit, lke.unit.instansi)


def test_anothers_sheet_is_not_found():
    lke = make_lke()
    tetangga = make_anggota(Peran.OPERATOR, unit=make_unit("Dinas Sosial", instansi=lke.unit.instansi))
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    milik = make_anggota(Peran.OPERATOR, unit=lke.unit)
    assert lke_unit_sendiri(milik, lke.pk) == lke
    assert [lke_unit_sendiri(u, lke.pk) for u in (tetangga, ketua)] == [None, None]
    assert lke_unit_sendiri(milik, 10**9) is None
