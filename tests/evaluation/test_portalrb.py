"""What PortalRB pulls: exactly its guide, of one instansi, as it was sent, and only when it may."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Lapis, Status
from evaluation.models import Jawaban, LembarKerjaEvaluasi, Musim, PaketUsulan, TautanBukti
from evaluation.services.usulan import buat_usulan, kirim_usulan, masukkan_lke, tarik_lke
from tests.evaluation.bantu_portalrb import tiru_terkirim
from tests.evaluation.klien_portalrb import Ditolak, Gagal, Klien
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    lengkapi_usulan,
    make_anggota,
    make_instansi,
    make_lke,
    make_musim,
    make_predikat,
    make_unit,
)
from units.enums import Peran
from units.models import AmbilanAPI, BuktiDukung, UnitKerja
from units.services.token import buat_token, cabut_token

pytestmark = pytest.mark.django_db

CANARY = "<script>alert(1)</script>"
DASAR = "/api/portalrb"
WBK, WBBM, JAWAB = "/pengusulan/unit-wbk", "/pengusulan/unit-wbbm", "/lke/jawaban-unit/"


@pytest.fixture
def instansi():
    return make_instansi(kode="LANGKAT")


@pytest.fixture
def admin(instansi):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)


@pytest.fixture
def musim():
    kini = timezone.now()
    return make_musim(usulan_mulai=kini - dt.timedelta(days=1), usulan_selesai=kini + dt.timedelta(days=10))


def token(instansi, *cakupan) -> str:
    return buat_token(instansi=instansi, nama="PortalRB", cakupan=cakupan or ["portalrb"], hari=30, actor=None)[1]


def layak(instansi, nama="Badan Kepegawaian", *, admin, musim, tujuan="WBK", **lain) -> LembarKerjaEvaluasi:
    """A sheet that may be proposed."""
    unit = make_unit(nama, instansi=instansi, **lain)
    if tujuan == "WBBM":
        make_predikat(unit, actor=admin)
    lke = make_lke(unit=unit, musim=musim, tujuan=tujuan)
    isi_lapis_penuh(lke)
    return bawa_ke(lke, Status.LAYAK, actor=admin)


def tarik(usulan, lke, *, admin):
    lke.refresh_from_db()
    tarik_lke(usulan=usulan, lke=lke, alasan="Salah unit", actor=admin)


def kirim(instansi, *lke, admin, musim, predikat="WBK"):
    usulan = buat_usulan(instansi=instansi, musim=musim, predikat=predikat, actor=admin)
    lengkapi_usulan(usulan, actor=admin)
    for satu in lke:
        masukkan_lke(usulan=usulan, lke=satu, actor=admin)
    kirim_usulan(usulan=usulan, nomor_surat="1/2026", tanggal_surat=timezone.localdate(), actor=admin)
    return usulan


def minta(client, jalan, teks=None, **lain):
    kepala = {"Authorization": f"Bearer {teks}"} if teks is not None else {}
    return client.get(DASAR + jalan, headers=kepala, **lain)


def galat(jawab, status, kode):
    isi = jawab.json()
    assert (jawab.status_code, isi["error"], isi["code"]) == (status, True, kode)
    assert isi.keys() == {"error", "code", "message"}
    return isi["message"]


def id_unit(lke) -> str:
    return f"UNIT-LANGKAT-{lke.unit_id}"


# What goes out --------------------------------------------------------------------------------------------------------


def test_before_a_proposal_is_sent_the_list_is_empty(client, instansi, admin, musim):
    lke = layak(instansi, admin=admin, musim=musim)
    usulan = buat_usulan(instansi=instansi, musim=musim, predikat="WBK", actor=admin)
    masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    teks = token(instansi)
    assert minta(client, WBK, teks).json() == {"tahun": 2026, "units": []}
    galat(minta(client, JAWAB + id_unit(lke), teks), 404, "DATA_NOT_FOUND")


def test_the_list_of_what_was_sent(client, instansi, admin, musim):
    biasa = layak(instansi, "Badan Kepegawaian", admin=admin, musim=musim)
    khusus = layak(instansi, "RSUD Tanjung Pura", admin=admin, musim=musim, jenis="rsud")
    kirim(instansi, biasa, khusus, admin=admin, musim=musim)
    # What is renamed afterwards goes out as it was sent.
    UnitKerja.objects.filter(pk=biasa.unit_id).update(nama="Nama baru", kode="BARU", jenis="rsud")
    assert minta(client, WBK, token(instansi)).json() == {
        "tahun": 2026,
        "units": [
            {"id": id_unit(biasa), "nama": "Badan Kepegawaian", "kategori": "WBK", "afirmasi": False},
            {"id": id_unit(khusus), "nama": "RSUD Tanjung Pura", "kategori": "WBK-AFIRMASI", "afirmasi": True},
        ],
    }


def test_wbbm_only_for_who_may_propose_it(client, instansi, admin, musim):
    teks = token(instansi)
    pesan = galat(minta(client, WBBM, teks), 403, "FORBIDDEN")
    assert "belum dapat mengusulkan WBBM" in pesan
    lke = layak(instansi, admin=admin, musim=musim, tujuan="WBBM")
    assert minta(client, WBBM, teks).json() == {"tahun": 2026, "units": []}
    kirim(instansi, lke, admin=admin, musim=musim, predikat="WBBM")
    assert [(u["id"], u["kategori"]) for u in minta(client, WBBM, teks).json()["units"]] == [(id_unit(lke), "WBBM")]
    assert minta(client, WBK, teks).json()["units"] == []


def test_the_answers_are_those_that_were_sent(client, instansi, admin, musim):
    lke = layak(instansi, admin=admin, musim=musim)
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT, kode="A.I.1.i.a").update(catatan=CANARY)
    Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI, kode="A.I.1.i.a").update(
        isi={"A.I.1.i.a": "Tidak"}, catatan="Belum"
    )
    for judul, url in (("SK Tim", "https://contoh.go.id/sk"), ("Notula", "https://contoh.go.id/n")):
        bukti = BuktiDukung.objects.create(unit=lke.unit, jenis="tautan", judul=judul, url=url, dibuat_oleh=operator)
        TautanBukti.objects.create(lke=lke, kode="A.I.1.i.a", bukti=bukti, oleh=operator)
    kirim(instansi, lke, admin=admin, musim=musim)
    Jawaban.objects.filter(lke=lke).update(isi={}, catatan="diubah sesudah dikirim")
    jawab = minta(client, JAWAB + id_unit(lke), token(instansi))
    isi = jawab.json()
    assert (isi["unit_id"], isi["nama_unit"], isi["tahun"]) == (id_unit(lke), "Badan Kepegawaian", 2026)
    assert isi["answers"][0] == {
        "soal_id": 1,
        "jawaban_unit": "Ya",
        "jawaban_tpi": "Tidak",
        "catatan_unit": CANARY,
        "bukti_dukung_unit": "SK Tim: https://contoh.go.id/sk\nNotula: https://contoh.go.id/n",
        "catatan_tpi": "Belum",
    }
    assert "diubah sesudah" not in jawab.content.decode()
    assert jawab["Content-Type"].startswith("application/json")


def test_every_item_of_the_national_list_goes_once(client, instansi, admin, musim):
    lke = layak(instansi, admin=admin, musim=musim)
    kirim(instansi, lke, admin=admin, musim=musim)
    answers = minta(client, JAWAB + id_unit(lke), token(instansi)).json()["answers"]
    assert len(answers) == 127 == len({a["soal_id"] for a in answers})
    assert all(a["jawaban_unit"] is not None and a["jawaban_tpi"] is not None for a in answers)


def test_what_was_not_answered_goes_as_null(client, instansi, admin, musim):
    lke = layak(instansi, admin=admin, musim=musim)
    Jawaban.objects.filter(lke=lke, kode="A.I.1.i.a").update(isi={}, catatan="")
    kirim(instansi, lke, admin=admin, musim=musim)
    pertama = minta(client, JAWAB + id_unit(lke), token(instansi)).json()["answers"][0]
    assert pertama == dict.fromkeys(pertama) | {"soal_id": 1}


def test_a_unit_taken_back_is_gone(client, instansi, admin, musim):
    satu = layak(instansi, "Satu", admin=admin, musim=musim)
    dua = layak(instansi, "Dua", admin=admin, musim=musim)
    usulan = kirim(instansi, satu, dua, admin=admin, musim=musim)
    tarik(usulan, satu, admin=admin)
    teks = token(instansi)
    assert [u["nama"] for u in minta(client, WBK, teks).json()["units"]] == ["Dua"]
    galat(minta(client, JAWAB + id_unit(satu), teks), 404, "DATA_NOT_FOUND")
    tarik(usulan, dua, admin=admin)
    assert minta(client, WBK, teks).json()["units"] == []


def test_what_was_sent_before_is_found_by_its_sheet(client, instansi, admin, musim):
    lke = layak(instansi, "RSUD Tanjung Pura", admin=admin, musim=musim, jenis="rsud")
    kirim(instansi, lke, admin=admin, musim=musim)
    sebelum = list(PaketUsulan.objects.order_by("pk").values())
    import_module("evaluation.migrations.0018_riwayat_evaluasi_tetap").lepas(None, connection.schema_editor())
    PaketUsulan._base_manager.update(lke=None, afirmasi=False)
    import_module("evaluation.migrations.0028_paket_lke").isi_lke(apps, None)
    assert list(PaketUsulan.objects.order_by("pk").values()) == sebelum


# Who gets it ----------------------------------------------------------------------------------------------------------

SEMUA = (WBK, WBBM, JAWAB + "{id}", JAWAB + "UNIT-X-999999")


@pytest.fixture
def dunia(instansi, admin, musim):
    """A sent unit of this instansi, and one of another."""
    (lke,) = tiru_terkirim(instansi, musim, "Badan Kepegawaian")
    lain = make_instansi(kode="LAIN")
    tiru_terkirim(lain, musim, "Rahasia Lain")
    return lke, lain


@pytest.mark.parametrize(
    ("cakupan", "jendela", "harapan"),
    [
        ("tanpa", True, [401] * 4),
        ("salah", True, [401] * 4),
        ("kedaluwarsa", True, [401] * 4),
        ("dicabut", True, [401] * 4),
        ("baca", True, [403] * 4),
        ("data_pendukung", True, [403] * 4),
        ("portalrb", True, [200, 403, 200, 404]),
        ("portalrb", False, [403] * 4),
        ("lain", True, [200, 403, 404, 404]),
    ],
)
def test_who_gets_what(client, instansi, admin, musim, dunia, cakupan, jendela, harapan):
    lke, lain = dunia
    teks = None if cakupan == "tanpa" else "zi_" + "x" * 43
    if cakupan in {"portalrb", "baca"}:
        teks = token(instansi, cakupan)
    elif cakupan == "data_pendukung":
        teks = buat_token(instansi=instansi, nama="D", cakupan=[cakupan], hari=1, actor=admin)[1]
    elif cakupan == "lain":
        teks = token(lain)
    elif cakupan in {"kedaluwarsa", "dicabut"}:
        baris, teks = buat_token(instansi=instansi, nama="K", cakupan=["portalrb"], hari=1, actor=admin)
        if cakupan == "dicabut":
            cabut_token(token=baris, actor=admin)
        else:
            type(baris).objects.update(berlaku_sampai=timezone.now())
    if not jendela:
        Musim.objects.update(usulan_selesai=timezone.now() - dt.timedelta(minutes=1))
    jawab = [minta(client, j.format(id=id_unit(lke)), teks) for j in SEMUA]
    assert [j.status_code for j in jawab] == harapan
    semua = "".join(j.content.decode() for j in jawab)
    assert ("Rahasia Lain" in semua) is (cakupan == "lain")
    for satu in jawab:
        if satu.status_code != 200:
            assert satu.json().keys() == {"error", "code", "message"}
        if satu.status_code == 401:
            assert satu["WWW-Authenticate"].startswith("Bearer")


def test_outside_the_window_only_where_the_season_says_so(client, instansi, admin, musim, dunia):
    teks = token(instansi)
    for kapan, kata in ((-2, "baru dibuka"), (11, "sudah ditutup")):
        with time_machine.travel(timezone.now() + dt.timedelta(days=kapan)):
            Musim.objects.update(portalrb_dalam_jendela=True)
            if kapan > 0:
                assert kata in galat(minta(client, WBK, teks), 403, "FORBIDDEN")
            Musim.objects.update(portalrb_dalam_jendela=False)
            assert minta(client, WBK, teks).status_code == 200


def test_a_window_that_is_not_limited_is_open(client, instansi, musim, dunia):
    Musim.objects.update(usulan_mulai=None, usulan_selesai=None)
    assert minta(client, WBK, token(instansi)).status_code == 200


def test_a_session_opens_nothing(client, instansi, admin, musim, dunia):
    client.force_login(admin)
    for jalan in SEMUA[:2]:
        jawab = minta(client, jalan)
        galat(jawab, 401, "UNAUTHORIZED")
        assert not jawab.cookies


@pytest.mark.parametrize("cara", ["post", "put", "patch", "delete", "head", "options"])
def test_other_methods_are_refused_in_the_same_form(client, instansi, cara):
    jawab = getattr(client, cara)(DASAR + WBK, headers={"Authorization": f"Bearer {token(instansi)}"})
    assert jawab.status_code == 405
    assert jawab["Allow"] == "GET"
    if cara != "head":
        galat(jawab, 405, "METHOD_NOT_ALLOWED")


@pytest.mark.parametrize("jalan", ["", "/", "/pengusulan", "/pengusulan/unit-wbk/", "/tidak-ada", "/%00", "/lke/a/b/c"])
def test_unknown_addresses_are_refused_in_the_same_form(client, jalan):
    jawab = client.get(DASAR + jalan, follow=False)
    if not jalan:
        assert jawab.status_code in {301, 404}
        return
    galat(jawab, 404, "NOT_FOUND")


@pytest.mark.parametrize(
    "unit_id", ["1", "UNIT", "unit-langkat-1", "%00", "%F0%9F%92%A5", "x" * 500, "..", "UNIT-L-" + "9" * 30]
)
def test_an_id_of_another_form_is_bad_data(client, instansi, musim, unit_id):
    jawab = minta(client, JAWAB + unit_id, token(instansi))
    assert jawab.status_code in {404, 422}
    assert jawab.json()["error"] is True


def test_what_fails_unforeseen_is_told_in_the_same_form(client, instansi, admin, musim, dunia, caplog):
    lke, *_ = dunia
    PaketUsulan.objects.bulk_create(
        [PaketUsulan(usulan_id=lke.usulan_id, berkas="manifest.json", urutan=900, label="A", lke=lke, isi="rusak")]
    )
    pesan = galat(minta(client, JAWAB + id_unit(lke), token(instansi)), 500, "INTERNAL_SERVER_ERROR")
    assert "rusak" not in pesan
    assert "api failed" in caplog.text


# Often, and written down ----------------------------------------------------------------------------------------------


def test_one_token_asks_only_so_often(client, instansi, musim, settings):
    settings.ZI_LAJU_TOKEN = "3/m"
    teks, lain = token(instansi), token(instansi)
    assert [minta(client, WBK, teks).status_code for _n in range(4)] == [200, 200, 200, 429]
    jawab = minta(client, WBK, teks)
    galat(jawab, 429, "TOO_MANY_REQUESTS")
    assert 1 <= int(jawab["Retry-After"]) <= 60
    assert minta(client, WBK, lain).status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=61)):
        assert minta(client, WBK, teks).status_code == 200


def test_who_guesses_is_stopped_and_shuts_out_nobody_else(client, instansi, musim, settings):
    settings.ZI_LAJU_TOKEN_SALAH = "3/5m"
    teks = token(instansi)
    tebak = [minta(client, WBK, f"zi_tebak{n}").status_code for n in range(5)]
    assert tebak == [401, 401, 401, 429, 429]
    assert minta(client, WBK, teks).status_code == 200
    assert client.get(DASAR + WBK, headers={"Authorization": "Bearer zi_a"}, REMOTE_ADDR="10.9.8.7").status_code == 401


def test_who_was_turned_away_at_the_door_is_written_down_once_a_minute(client, instansi, musim, settings):
    """Also a token that is no longer valid tells whose it was; of a guessed one nothing is known."""
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    settings.ZI_LAJU_TOKEN = "1/m"
    sering, teks_sering = buat_token(instansi=instansi, nama="Sering", cakupan=["portalrb"], hari=9, actor=admin)
    cabut, teks_cabut = buat_token(instansi=instansi, nama="Cabut", cakupan=["portalrb"], hari=9, actor=admin)
    habis, teks_habis = buat_token(instansi=instansi, nama="Habis", cakupan=["portalrb"], hari=1, actor=admin)
    _baca, teks_baca = buat_token(instansi=instansi, nama="Baca", cakupan=["baca"], hari=1, actor=admin)
    cabut_token(token=cabut, actor=admin)
    # The log is told by the hour: all of it within one.
    with time_machine.travel((timezone.now() + dt.timedelta(days=2)).replace(minute=10), tick=False) as jam:
        for _menit in range(2):
            for teks in (teks_sering, teks_cabut, teks_habis, teks_baca, "zi_tebak", "zi_" + "é"):
                for _ulang in range(3):
                    minta(client, WBK, teks)
            jam.shift(dt.timedelta(seconds=61))
        pintu = AmbilanAPI.objects.filter(apa="pintu").order_by("token", "pk").values_list("token", "status")
        assert list(pintu) == [
            *[(sering.pk, 429)] * 2,
            *[(cabut.pk, 401)] * 2,
            *[(habis.pk, 401)] * 2,
        ]
        client.force_login(admin)
        html = client.get(reverse("units:token_ambilan", args=[instansi.pk])).content.decode()
    assert html.count("PortalRB ditolak, ") == 2
    assert html.count("token tidak berlaku lagi") == 2
    assert html.count("terlalu sering</span>") == 1


def test_each_pull_is_written_down(client, instansi, musim, dunia):
    lke, *_ = dunia
    teks = token(instansi)
    for jalan in (WBK, WBBM, JAWAB + id_unit(lke), JAWAB + "UNIT-X-1", JAWAB + "%3Cscript%3E"):
        minta(client, jalan, teks)
    minta(client, WBK, "zi_salah")
    catatan = AmbilanAPI.objects.order_by("pk").values_list("apa", "status", "jumlah", "unit")
    assert list(catatan) == [
        ("unit-wbk", 200, 1, ""),
        ("unit-wbbm", 403, None, ""),
        ("jawaban-unit", 200, None, id_unit(lke)),
        ("jawaban-unit", 404, None, "UNIT-X-1"),
        ("jawaban-unit", 422, None, ""),
    ]


@pytest.mark.parametrize("banyak", [1, 3, 8])
def test_a_list_asks_the_same_number_of_questions(client, instansi, musim, banyak, django_assert_num_queries):
    lke = tiru_terkirim(instansi, musim, *(f"Unit {n}" for n in range(banyak)))
    teks = token(instansi)
    minta(client, WBK, teks)  # the first use of a minute is written
    with django_assert_num_queries(4):  # token, season, units, log
        assert len(minta(client, WBK, teks).json()["units"]) == banyak
    with django_assert_num_queries(5):
        assert minta(client, JAWAB + id_unit(lke[-1]), teks).status_code == 200


# A season, pulled -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_season_pulled_by_a_client_that_knows_only_the_guide(live_server, instansi, admin, musim):
    satu = layak(instansi, "Satu", admin=admin, musim=musim)
    dua = layak(instansi, "Dua", admin=admin, musim=musim, jenis="dukcapil")
    baris, teks = buat_token(instansi=instansi, nama="PortalRB", cakupan=["portalrb"], hari=30, actor=admin)
    klien = Klien(live_server.url + DASAR, teks, tunggu=lambda detik: None)
    assert klien.unit_wbk() == []
    with pytest.raises(Ditolak) as ditolak:
        klien.unit_wbbm()
    assert (ditolak.value.status, ditolak.value.code) == (403, "FORBIDDEN")
    usulan = kirim(instansi, satu, dua, admin=admin, musim=musim)
    unit = klien.unit_wbk()
    assert [(u["nama"], u["kategori"]) for u in unit] == [("Dua", "WBK-AFIRMASI"), ("Satu", "WBK")]
    for u in unit:
        assert len(klien.jawaban(u["id"])["answers"]) == 127
    dulu = dict(klien.mentah)
    for u in klien.unit_wbk():
        klien.jawaban(u["id"])
    assert klien.mentah == dulu  # a refetch brings the same bytes
    tarik(usulan, satu, admin=admin)
    assert [u["nama"] for u in klien.unit_wbk()] == ["Dua"]
    with pytest.raises(Ditolak) as ditolak:
        klien.jawaban(unit[1]["id"])
    assert (ditolak.value.status, ditolak.value.code) == (404, "DATA_NOT_FOUND")
    cabut_token(token=baris, actor=admin)  # in the middle of a pull
    with pytest.raises(Ditolak) as ditolak:
        klien.jawaban(unit[0]["id"])
    assert ditolak.value.status == 401


def test_the_client_tries_at_once_then_after_60_and_120_seconds():
    menunggu: list[float] = []
    klien = Klien("http://127.0.0.1:9", "zi_x", tunggu=menunggu.append)
    with pytest.raises(Gagal):
        klien.unit_wbk()
    assert menunggu == [0, 60, 120]


# The page -------------------------------------------------------------------------------------------------------------


def test_the_page_shows_sent_and_drawn_up_units(client, instansi, admin, musim):
    terkirim = layak(instansi, "Terkirim", admin=admin, musim=musim)
    kirim(instansi, terkirim, admin=admin, musim=musim)
    disusun = layak(instansi, "Disusun", admin=admin, musim=musim, tujuan="WBBM")
    usulan = buat_usulan(instansi=instansi, musim=musim, predikat="WBBM", actor=admin)
    masukkan_lke(usulan=usulan, lke=disusun, actor=admin)
    Jawaban.objects.filter(lke=disusun, kode="A.I.1.i.a", lapis=Lapis.UNIT).update(isi={}, catatan=CANARY)
    Jawaban.objects.filter(lke=disusun, kode="A.I.1.i.b", lapis=Lapis.TPI).update(isi={"A.I.1.i.b": "Z"})
    minta(client, JAWAB + id_unit(terkirim), token(instansi))
    client.force_login(admin)
    jawab = client.get(reverse("evaluation:portalrb", args=[instansi.pk]))
    baris = {
        r.unit.nama: (r.soal, r.kosong_unit, r.kosong_tpi, r.bermasalah, d is not None)
        for r, d in jawab.context["baris"]
    }
    assert baris == {"Terkirim": (127, 0, 0, 0, True), "Disusun": (127, 1, 0, 2, False)}
    rinci = client.get(reverse("evaluation:portalrb_unit", args=[instansi.pk, disusun.pk]), {"periksa": "1"})
    teks = rinci.content.decode()
    assert "Jawaban unit belum ada." in teks
    assert "bukan jawaban yang dikenal" in teks
    assert CANARY not in teks
    assert len(rinci.context["jawaban"]) == 2


@pytest.mark.parametrize("banyak", [1, 3, 8])
def test_the_page_asks_the_same_number_of_questions(
    client, instansi, admin, musim, banyak, django_assert_max_num_queries
):
    tiru_terkirim(instansi, musim, *(f"Unit {n}" for n in range(banyak)))
    client.force_login(admin)
    with django_assert_max_num_queries(16):
        assert len(client.get(reverse("evaluation:portalrb", args=[instansi.pk])).context["baris"]) == banyak
