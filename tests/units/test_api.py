"""Our own API: what a token of an instansi reads and writes, page by page, and nothing of anybody else's."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Lapis, Status
from evaluation.models import LembarKerjaEvaluasi
from surveys.services.kampanye import gerakkan
from surveys.services.segel import segel
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    kirim_respons,
    make_anggota,
    make_instansi,
    make_kampanye,
    make_lke,
    make_lke_status,
    make_unit,
)
from tests.serentak import bersama
from units.enums import Peran
from units.models import DataPendukung, KirimanAPI, Pemantauan, RiwayatTahap, Temuan, UnitKerja
from units.services.token import buat_token, cabut_token

pytestmark = pytest.mark.django_db

CANARY = "<script>alert(1)</script>"
KODE, KODE2 = "pegawai_pns", "pegawai_pppk"
BACA = ("/unit", "/unit/{unit}", "/tahap", "/temuan", "/data-pendukung", "/lke", "/lke/{lke}", "/survei")


@pytest.fixture
def instansi():
    return make_instansi()


@pytest.fixture
def unit(instansi):
    return make_unit(instansi=instansi)


@pytest.fixture
def admin(instansi):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)


def token(instansi, *cakupan, actor=None) -> str:
    return buat_token(instansi=instansi, nama="SIMPEG", cakupan=cakupan or ["baca"], hari=30, actor=actor)[1]


def minta(client, jalan, teks=None, **data):
    kepala = {"Authorization": f"Bearer {teks}"} if teks is not None else {}
    return client.get(f"/api/v1{jalan}", data, headers=kepala)


def tulis(client, unit, teks, *angka, kunci="kunci-0001", tahun=2026, triwulan=2):
    kepala = {"Authorization": f"Bearer {teks}"} | ({"Idempotency-Key": kunci} if kunci else {})
    alamat = f"/api/v1/unit/{unit.pk}/data-pendukung/{tahun}/{triwulan}"
    return client.put(alamat, json.dumps({"angka": list(angka)}), content_type="application/json", headers=kepala)


def satu_temuan(unit, **lain) -> Temuan:
    petugas = make_anggota(Peran.TPI_KETUA, instansi=unit.instansi)
    isi = {"area": 1, "uraian": "Belum ada SOP", "rekomendasi": "Susun", "tenggat": dt.date(2026, 12, 31)}
    return Temuan.objects.create(unit=unit, tahun=2026, dibuat_oleh=petugas, **isi | lain)


# Who gets what --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cakupan", "harapan"),
    [
        ("tanpa", [401] * 8),
        ("salah", [401] * 8),
        ("dicabut", [401] * 8),
        ("sesi", [401] * 8),
        ("portalrb", [403] * 8),
        ("data_pendukung", [403, 403, 403, 403, 200, 403, 403, 403]),
        ("baca", [200] * 8),
        ("lain", [200, 404, 200, 200, 200, 200, 404, 200]),
    ],
)
def test_who_reads_what(client, instansi, unit, admin, cakupan, harapan):
    lke = make_lke_status(Status.DIAJUKAN, unit=unit)
    UnitKerja.objects.filter(pk=unit.pk).update(nama="Milik sendiri")
    satu_temuan(unit, uraian="Milik sendiri")
    teks = "zi_salah"
    if cakupan == "tanpa":
        teks = None
    elif cakupan == "sesi":
        teks = None
        client.force_login(admin)
    elif cakupan == "lain":
        teks = token(make_instansi())
    elif cakupan == "dicabut":
        baris, teks = buat_token(instansi=instansi, nama="A", cakupan=["baca"], hari=1, actor=admin)
        cabut_token(token=baris, actor=admin)
    elif cakupan != "salah":
        teks = token(instansi, cakupan, actor=admin)
    jawab = [minta(client, j.format(unit=unit.pk, lke=lke.pk), teks) for j in BACA]
    assert [j.status_code for j in jawab] == harapan
    semua = "".join(j.content.decode() for j in jawab)
    assert ("Milik sendiri" in semua) is (cakupan == "baca")
    for satu in jawab:
        if satu.status_code != 200:
            assert satu.json().keys() == {"error", "code", "message"}
        assert satu["Cache-Control"] == "no-store"
        assert not satu.cookies


@pytest.mark.parametrize(
    ("cakupan", "milik", "harapan"),
    [
        ("baca", True, 403),
        ("portalrb", True, 403),
        ("data_pendukung", True, 200),
        ("data_pendukung", False, 404),
    ],
)
def test_who_writes(client, instansi, unit, admin, cakupan, milik, harapan):
    tujuan = unit if milik else make_unit()
    jawab = tulis(client, tujuan, token(instansi, cakupan, actor=admin), {"kode": KODE, "nilai": 4})
    assert jawab.status_code == harapan
    assert DataPendukung.objects.exists() is (harapan == 200)


# Sheets ---------------------------------------------------------------------------------------------------------------


def lapis(client, teks, lke) -> list[str]:
    return [n["lapis"] for n in minta(client, f"/lke/{lke.pk}", teks).json()["nilai"]]


def test_only_what_was_submitted_and_released_is_read(client, instansi, unit):
    """A system of the instansi shows what it reads, and the unit may not see TPI's values before their time."""
    lke = make_lke(unit=unit)
    isi_lapis_penuh(lke)
    teks = token(instansi)
    assert minta(client, f"/lke/{lke.pk}", teks).status_code == 404
    assert minta(client, "/lke", teks).json()["jumlah"] == 0
    ketua = make_anggota(Peran.TPI_KETUA, instansi=instansi)
    bawa_ke(lke, Status.DINILAI_TPI, actor=ketua)
    assert lke.skor.filter(lapis=Lapis.TPI).exists()
    assert lapis(client, teks, lke) == ["unit"]
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=Status.LAYAK)
    assert lapis(client, teks, lke) == ["unit", "tpi"]
    isi = minta(client, f"/lke/{lke.pk}", teks).json()
    skor = lke.skor.get(lapis=Lapis.UNIT)
    assert isi["nilai"][0]["total"] == format(skor.total, "f")
    assert isi["nilai"][0]["ambang_belum"] == skor.rincian["gagal"]
    assert isi["area"]["tpi"].keys() == {"1", "2", "3", "4", "5", "6"}
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=Status.DESK)
    assert lapis(client, teks, lke) == ["unit", "tpi"]


def test_sheets_are_filtered(client, instansi):
    layak = make_lke_status(Status.LAYAK, unit=make_unit(instansi=instansi))
    make_lke_status(Status.DIAJUKAN, unit=make_unit(instansi=instansi))
    teks = token(instansi)
    kini = timezone.now()

    def dapat(**saring) -> list[int]:
        return [b["id"] for b in minta(client, "/lke", teks, **saring).json()["data"]]

    assert len(dapat()) == 2
    assert dapat(status="layak") == [layak.pk]
    assert dapat(unit=layak.unit_id) == [layak.pk]
    assert dapat(tahun=2025) == []
    assert len(dapat(diubah_sejak=(kini - dt.timedelta(hours=1)).isoformat())) == 2
    assert dapat(diubah_sejak=(kini + dt.timedelta(hours=1)).isoformat()) == []


# Findings, stages, surveys --------------------------------------------------------------------------------------------


def test_findings_of_a_monitoring_that_is_a_draft_are_not_there(client, instansi, unit):
    ketua = make_anggota(Peran.TPI_KETUA, instansi=instansi)
    draf = Pemantauan.objects.create(unit=unit, tahun=2026, tanggal=dt.date(2026, 5, 1), dibuat_oleh=ketua)
    satu_temuan(unit, uraian="Masih draf", pemantauan=draf)
    satu_temuan(unit, uraian="Dihapus", dihapus_pada=timezone.now())
    terbit = satu_temuan(unit, uraian=CANARY)
    isi = minta(client, "/temuan", token(instansi)).json()
    assert [(t["id"], t["uraian"], t["status"]) for t in isi["data"]] == [(terbit.pk, CANARY, "terbuka")]


def test_stages_tell_where_each_unit_stands(client, instansi, unit):
    satu_temuan(unit, tenggat=dt.date(2026, 1, 2))
    isi = minta(client, "/tahap", token(instansi), tahun=2026).json()
    assert isi["jumlah"] == 1
    assert {k: isi["data"][0][k] for k in ("unit_id", "tahap", "temuan_terbuka", "temuan_terlambat")} == {
        "unit_id": unit.pk,
        "tahap": "belum",
        "temuan_terbuka": 1,
        "temuan_terlambat": 1,
    }


def test_indices_only_of_sealed_surveys_of_the_units_own(client, instansi, unit):
    kampanye = make_kampanye(unit=unit)
    for _n in range(3):
        kirim_respons(kampanye)
    teks = token(instansi)
    assert minta(client, "/survei", teks).json()["jumlah"] == 0
    gerakkan(kampanye=kampanye, aksi="tutup", actor=make_anggota(Peran.OPERATOR, unit=unit))
    segel(kampanye=kampanye)
    (satu,) = minta(client, "/survei", teks).json()["data"]
    assert satu["unit_id"] == unit.pk
    assert {i["kode"] for i in satu["indeks"]}
    assert all(i["responden"] == 3 for i in satu["indeks"])
    kampanye.refresh_from_db()
    type(kampanye).objects.filter(pk=kampanye.pk).update(jenis="tpi")
    assert minta(client, "/survei", teks).json()["jumlah"] == 0


# Pages ----------------------------------------------------------------------------------------------------------------


def test_lists_come_in_pages(client, instansi):
    for n in range(5):
        make_unit(f"Unit {n}", instansi=instansi)
    teks = token(instansi)
    isi = minta(client, "/unit", teks, limit=2, offset=2).json()
    assert (isi["jumlah"], isi["limit"], isi["offset"]) == (5, 2, 2)
    assert [u["nama"] for u in isi["data"]] == ["Unit 2", "Unit 3"]
    assert [u["nama"] for u in minta(client, "/unit", teks, q="unit 4").json()["data"]] == ["Unit 4"]


@pytest.mark.parametrize(
    "saring",
    [
        {"limit": 0},
        {"limit": 101},
        {"limit": "²"},
        {"offset": -1},
        {"offset": "9" * 30},
        {"tahun": 1},
        {"status": "x"},
        {"unit": "9" * 30},
        {"diubah_sejak": "kemarin"},
        {"diubah_sejak": "2026-01-01T00:00:00"},
        {"diubah_sejak": "0001-01-01T00:00:00+14:00"},
    ],
)
def test_what_cannot_be_asked_is_bad_data(client, instansi, saring):
    jawab = minta(client, "/lke", token(instansi), **saring)
    assert (jawab.status_code, jawab.json()["code"]) == (422, "VALIDATION_ERROR")
    assert next(iter(saring)) in jawab.json()["message"]


@pytest.mark.parametrize("q", ["\x00", "%", "'", "💥" * 50])
def test_any_word_may_be_searched(client, instansi, q):
    assert minta(client, "/unit", token(instansi), q=q).status_code == 200


@pytest.mark.parametrize("banyak", [1, 3, 10])
def test_lists_ask_the_same_number_of_questions(client, instansi, banyak, django_assert_max_num_queries):
    for n in range(banyak):
        unit = make_unit(f"Unit {n}", instansi=instansi)
        make_lke_status(Status.LAYAK, unit=unit)
        satu_temuan(unit)
        make_kampanye(unit=unit)
    teks = token(instansi)
    minta(client, "/unit", teks)
    for jalan, batas in (
        ("/unit", 3),
        ("/tahap", 4),
        ("/temuan", 3),
        ("/lke", 6),
        ("/survei", 5),
        ("/data-pendukung", 3),
    ):
        with django_assert_max_num_queries(batas, info=jalan):
            assert minta(client, jalan, teks).status_code == 200


# Writing --------------------------------------------------------------------------------------------------------------


def test_a_write_is_kept_with_its_history_in_the_makers_name(client, instansi, unit, admin):
    teks = token(instansi, "data_pendukung", actor=admin)
    jawab = tulis(client, unit, teks, {"kode": KODE, "nilai": 4, "sumber": CANARY}, {"kode": KODE2, "nilai": 0})
    assert jawab.json() == {"berubah": [KODE, KODE2]}
    isi = minta(client, "/data-pendukung", teks, unit=unit.pk, tahun=2026, triwulan=2).json()["data"]
    assert [(a["kode"], a["nilai"], a["sumber"], a["versi"]) for a in isi] == [(KODE, 4, CANARY, 1), (KODE2, 0, "", 1)]
    jejak = RiwayatTahap.objects.filter(benda="data_pendukung").first()
    assert (jejak.pelaku, jejak.alasan) == (admin, "Melalui API, token “SIMPEG”")


def test_the_same_key_writes_once(client, instansi, unit, admin):
    teks = token(instansi, "data_pendukung", actor=admin)
    pertama = tulis(client, unit, teks, {"kode": KODE, "nilai": 4})
    DataPendukung.objects.update(nilai=9, versi=5)  # somebody changed it since
    ulang = tulis(client, unit, teks, {"kode": KODE, "nilai": 4})
    assert (ulang.status_code, ulang.content) == (200, pertama.content)
    assert DataPendukung.objects.get().nilai == 9
    lain = tulis(client, unit, teks, {"kode": KODE, "nilai": 5, "versi": 5})
    assert (lain.status_code, lain.json()["code"]) == (422, "KEY_REUSED")


def test_who_has_not_seen_the_newest_is_refused_whole(client, instansi, unit, admin):
    teks = token(instansi, "data_pendukung", actor=admin)
    tulis(client, unit, teks, {"kode": KODE, "nilai": 4})
    jawab = tulis(client, unit, teks, {"kode": KODE, "nilai": 5}, {"kode": KODE2, "nilai": 1}, kunci="kunci-0002")
    assert (jawab.status_code, jawab.json()["code"]) == (409, "CONFLICT")
    assert KODE in jawab.json()["message"]
    assert list(DataPendukung.objects.values_list("kode", "nilai")) == [(KODE, 4)]
    # What was refused may be sent again under the same key, once its version is right.
    ulang = tulis(client, unit, teks, {"kode": KODE, "nilai": 5, "versi": 1}, kunci="kunci-0002")
    assert ulang.json() == {"berubah": [KODE]}


@pytest.mark.parametrize(
    ("angka", "lain"),
    [
        ({"kode": "tidak_ada", "nilai": 1}, {}),
        ({"kode": KODE, "nilai": -1}, {}),
        ({"kode": KODE, "nilai": 10**9}, {}),
        ({"kode": KODE, "nilai": "banyak"}, {}),
        ({"kode": KODE}, {}),
        ({"kode": KODE, "nilai": 1, "sumber": "x" * 201}, {}),
        ({"kode": KODE, "nilai": 1}, {"kunci": ""}),
        ({"kode": KODE, "nilai": 1}, {"kunci": "pendek"}),
        ({"kode": KODE, "nilai": 1}, {"triwulan": 5}),
        ({"kode": KODE, "nilai": 1}, {"tahun": 1}),
    ],
)
def test_what_cannot_be_written_is_bad_data(client, instansi, unit, admin, angka, lain):
    jawab = tulis(client, unit, token(instansi, "data_pendukung", actor=admin), angka, **lain)
    assert jawab.status_code == 422
    assert jawab.json()["error"] is True
    assert not DataPendukung.objects.exists()
    assert not KirimanAPI.objects.exists()


@pytest.mark.parametrize("isi", ["", "{", "[]", "null", '{"angka": []}', '{"angka": [], "x": 1}', "\x00", "\xff"])
def test_a_body_of_another_form_is_bad_data(client, instansi, unit, admin, isi):
    kepala = {"Authorization": f"Bearer {token(instansi, 'data_pendukung', actor=admin)}", "Idempotency-Key": "a" * 8}
    alamat = f"/api/v1/unit/{unit.pk}/data-pendukung/2026/1"
    jawab = client.put(alamat, isi.encode("latin-1"), content_type="application/json", headers=kepala)
    assert jawab.status_code == 422


def test_the_same_code_twice_is_refused(client, instansi, unit, admin):
    teks = token(instansi, "data_pendukung", actor=admin)
    assert tulis(client, unit, teks, {"kode": KODE, "nilai": 1}, {"kode": KODE, "nilai": 2}).status_code == 422
    assert not DataPendukung.objects.exists()


def test_nobody_writes_in_the_name_of_who_is_gone(client, instansi, unit, admin):
    teks = token(instansi, "data_pendukung", actor=admin)
    admin.is_active = False
    admin.save()
    assert tulis(client, unit, teks, {"kode": KODE, "nilai": 1}).status_code == 422
    assert not DataPendukung.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_with_the_same_key_one_writes(instansi, unit, admin):
    from django.test import Client

    teks = token(instansi, "data_pendukung", actor=admin)
    jawab = bersama(*[lambda: tulis(Client(), unit, teks, {"kode": KODE, "nilai": 4})] * 2)
    assert [(j.status_code, j.json()) for j in jawab] == [(200, {"berubah": [KODE]})] * 2
    assert RiwayatTahap.objects.filter(benda="data_pendukung").count() == 1


# The guide ------------------------------------------------------------------------------------------------------------


def test_the_guide_names_every_address(client, admin):
    client.force_login(admin)
    teks = client.get(reverse("api_panduan")).content.decode()
    for alamat in ("/api/portalrb/pengusulan/unit-wbk", "/api/v1/lke/{lke_id}", "/api/v1/survei", "openapi.json"):
        assert alamat in teks
