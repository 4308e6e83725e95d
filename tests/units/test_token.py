"""Tokens of the API: shown once, kept as a hash, scoped, expiring, revocable, limited."""

from __future__ import annotations

import datetime as dt
import io
import uuid

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_anggota, make_instansi, make_unit
from tests.serentak import bersama
from units.enums import Peran
from units.enums.token import Cakupan
from units.errors import UnitsError
from units.models import AmbilanAPI, RiwayatTahap, TokenAPI
from units.services.token import TokenSudahDibuat, buat_token, cabut_token, catat_ambilan, kenali, sidik_token

pytestmark = pytest.mark.django_db

CANARY = "<script>alert(1)</script>"


@pytest.fixture
def instansi():
    return make_instansi()


@pytest.fixture
def admin(instansi):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)


def token_baru(instansi, *cakupan, actor=None, hari=30, **lain):
    return buat_token(
        instansi=instansi, nama="PortalRB", cakupan=cakupan or ["portalrb"], hari=hari, actor=actor, **lain
    )


def test_the_text_is_kept_nowhere(instansi, admin):
    token, teks = token_baru(instansi, actor=admin)
    token.refresh_from_db()
    assert teks.startswith("zi_")
    assert len(teks) >= 40
    assert token.sidik == sidik_token(teks)
    assert token.awalan == teks[:9]
    simpanan = " ".join(str(v) for v in TokenAPI.objects.values().get().values())
    assert teks not in simpanan
    assert teks not in str(list(RiwayatTahap.objects.values()))


def test_a_valid_token_is_recognised_with_its_instansi(instansi, admin, django_assert_num_queries):
    token, teks = token_baru(instansi, actor=admin)
    assert kenali(teks) == token
    with django_assert_num_queries(1):  # used within the minute: nothing is written
        dikenal = kenali(teks)
        assert (dikenal.instansi, dikenal.dibuat_oleh) == (instansi, admin)
    token.refresh_from_db()
    assert token.dipakai_pada is not None


@pytest.mark.parametrize("teks", ["", "zi_", "zi_salah", "Bearer", "zi_" + "x" * 500, "zi_\x00", "zi_é", "💥"])
def test_strangers_are_not_recognised(instansi, teks):
    token_baru(instansi)
    assert kenali(teks) is None


def test_a_token_ends_with_its_time(instansi):
    _token, teks = token_baru(instansi, hari=1)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=23, minutes=59)):
        assert kenali(teks) is not None
    with time_machine.travel(timezone.now() + dt.timedelta(hours=24, minutes=1)):
        assert kenali(teks) is None


def test_a_revoked_token_opens_nothing_and_leaves_a_trace(instansi, admin):
    token, teks = token_baru(instansi, actor=admin)
    assert cabut_token(token=token, actor=admin, alasan=" Bocor ") is True
    assert kenali(teks) is None
    assert cabut_token(token=token, actor=admin) is False
    jejak = RiwayatTahap.objects.filter(benda="token_api", objek_id=token.pk).order_by("pk")
    assert [(j.aksi, j.pelaku, j.alasan) for j in jejak] == [("buat", admin, ""), ("cabut", admin, "Bocor")]


@pytest.mark.parametrize(
    ("nama", "cakupan", "hari", "potongan"),
    [
        (" ", ["portalrb"], 30, "Isi nama token"),
        ("A", [], 30, "cakupan"),
        ("A", ["semua"], 30, "cakupan"),
        ("A", ["portalrb"], 0, "Masa berlaku"),
        ("A", ["portalrb"], 731, "Masa berlaku"),
        ("A", ["data_pendukung"], 30, "dibuat oleh seseorang"),
    ],
)
def test_what_a_token_cannot_be(instansi, nama, cakupan, hari, potongan):
    with pytest.raises(UnitsError, match=potongan):
        buat_token(instansi=instansi, nama=nama, cakupan=cakupan, hari=hari, actor=None)
    assert not TokenAPI.objects.exists()


def test_the_same_form_twice_makes_one_token(instansi, admin):
    kiriman = uuid.uuid4()
    token_baru(instansi, actor=admin, kiriman=kiriman)
    with pytest.raises(TokenSudahDibuat):
        token_baru(instansi, actor=admin, kiriman=kiriman)
    assert TokenAPI.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_revoke_one_is_written_down(instansi, admin):
    token, _teks = token_baru(instansi, actor=admin)
    hasil = bersama(*[lambda: cabut_token(token=token, actor=admin)] * 2)
    assert sorted(hasil) == [False, True]
    assert RiwayatTahap.objects.filter(benda="token_api", aksi="cabut").count() == 1


# The command ----------------------------------------------------------------------------------------------------------


def perintah(*args) -> tuple[str, str]:
    keluar, kabar = io.StringIO(), io.StringIO()
    call_command("create_api_token", *args, stdout=keluar, stderr=kabar)
    return keluar.getvalue(), kabar.getvalue()


def test_the_command_prints_a_token_that_works(instansi):
    keluar, kabar = perintah("--instansi", instansi.kode, "--scope", "portalrb", "--berlaku", "7")
    teks = keluar.strip()
    assert keluar == f"{teks}\n"
    token = kenali(teks)
    assert token.cakupan == [Cakupan.PORTALRB]
    assert token.dibuat_oleh is None
    assert token.berlaku_sampai - timezone.now() < dt.timedelta(days=7, minutes=1)
    assert teks not in kabar


def test_the_command_writes_in_somebodys_name(instansi, admin):
    keluar, _kabar = perintah("--instansi", instansi.kode, "--scope", "data_pendukung", "--oleh", admin.username)
    assert kenali(keluar.strip()).dibuat_oleh == admin


@pytest.mark.parametrize(
    "args",
    [
        ("--instansi", "TIDAK-ADA", "--scope", "portalrb"),
        ("--instansi", "{kode}", "--scope", "data_pendukung"),
        ("--instansi", "{kode}", "--scope", "baca", "--oleh", "tidak-ada"),
        ("--instansi", "{kode}", "--scope", "baca", "--berlaku", "0"),
        ("--instansi", "{kode}", "--scope", "semua"),
    ],
)
def test_the_command_refuses_with_a_sentence(instansi, args):
    with pytest.raises(CommandError):
        perintah(*(a.format(kode=instansi.kode) for a in args))
    assert not TokenAPI.objects.exists()


# The pages ------------------------------------------------------------------------------------------------------------


def isian(**ubah):
    return {"nama": "PortalRB", "cakupan": ["portalrb"], "hari": "30", "kiriman": str(uuid.uuid4())} | ubah


def test_the_token_is_shown_in_the_answer_and_never_again(client, instansi, admin):
    client.force_login(admin)
    jawab = client.post(reverse("units:token_baru", args=[instansi.pk]), isian())
    assert jawab.status_code == 201
    assert "no-store" in jawab["Cache-Control"]
    teks = jawab.context["teks"]
    assert teks in jawab.content.decode()
    assert kenali(teks).dibuat_oleh == admin
    assert teks not in client.get(reverse("units:token_list", args=[instansi.pk])).content.decode()


def test_a_double_click_tells_that_the_token_is_there(client, instansi, admin):
    client.force_login(admin)
    isi = isian()
    alamat = reverse("units:token_baru", args=[instansi.pk])
    client.post(alamat, isi)
    jawab = client.post(alamat, isi, follow=True)
    assert "sudah dibuat" in jawab.content.decode()
    assert TokenAPI.objects.count() == 1


@pytest.mark.parametrize("ubah", [{"nama": ""}, {"cakupan": []}, {"cakupan": ["x"]}, {"hari": "9999"}, {"hari": "²"}])
def test_a_bad_form_makes_none(client, instansi, admin, ubah):
    client.force_login(admin)
    jawab = client.post(reverse("units:token_baru", args=[instansi.pk]), isian(**ubah))
    assert jawab.status_code == 422
    assert not TokenAPI.objects.exists()


def test_revoking_asks_first(client, instansi, admin):
    client.force_login(admin)
    token, teks = token_baru(instansi, actor=admin)
    alamat = reverse("units:token_cabut", args=[instansi.pk, token.pk])
    assert "tidak dapat dihidupkan lagi" in client.get(alamat).content.decode()
    assert kenali(teks) is not None
    client.post(alamat)
    assert kenali(teks) is None
    assert "sudah dicabut" in client.post(alamat, follow=True).content.decode()


def test_another_instansis_token_is_not_there(client, admin, instansi):
    token, _teks = token_baru(make_instansi())
    client.force_login(admin)
    assert client.post(reverse("units:token_cabut", args=[instansi.pk, token.pk])).status_code == 404
    assert client.get(reverse("units:token_list", args=[token.instansi_id])).status_code == 404


def test_names_are_text(client, instansi, admin):
    client.force_login(admin)
    jawab = client.post(reverse("units:token_baru", args=[instansi.pk]), isian(nama=CANARY))
    token = TokenAPI.objects.get()
    catat_ambilan(token=token, apa="jawaban-unit", status=200, unit="UNIT-A-1")
    halaman = [jawab] + [
        client.get(alamat)
        for alamat in (
            reverse("units:token_list", args=[instansi.pk]),
            reverse("units:token_ambilan", args=[instansi.pk]),
            reverse("units:token_cabut", args=[instansi.pk, token.pk]),
        )
    ]
    for satu in halaman:
        teks = satu.content.decode()
        assert CANARY not in teks
        assert "&lt;script&gt;alert(1)" in teks


@pytest.mark.parametrize("banyak", [1, 3, 20])
def test_lists_ask_the_same_number_of_questions(client, instansi, admin, banyak, django_assert_max_num_queries):
    for _n in range(banyak):
        token, _teks = token_baru(instansi, actor=admin)
        catat_ambilan(token=token, apa="unit-wbk", status=200, jumlah=2)
    client.force_login(admin)
    for nama in ("units:token_list", "units:token_ambilan"):
        with django_assert_max_num_queries(11):
            assert client.get(reverse(nama, args=[instansi.pk])).status_code == 200


def test_pulls_are_told_by_the_hour(client, instansi, admin):
    token, _teks = token_baru(instansi, actor=admin)
    with time_machine.travel(dt.datetime(2026, 11, 25, 2, 14, tzinfo=dt.UTC), tick=False):
        catat_ambilan(token=token, apa="unit-wbk", status=200, jumlah=12)
        for n in range(12):
            for _ulang in range(2):
                catat_ambilan(token=token, apa="jawaban-unit", status=200, unit=f"UNIT-A-{n}")
        catat_ambilan(token=token, apa="jawaban-unit", status=404, unit="UNIT-A-99")
    catat_ambilan(token=token_baru(make_instansi())[0], apa="unit-wbk", status=200, jumlah=1)
    client.force_login(admin)
    jawab = client.get(reverse("units:token_ambilan", args=[instansi.pk]))
    baris = jawab.context["page"].object_list
    assert [(b["unit"], b["permintaan"], b["ditolak"]) for b in baris] == [(12, 26, 1)]
    assert "PortalRB mengambil 12 unit, 09.14" in jawab.content.decode()


def test_the_log_is_append_only(instansi):
    token, _teks = token_baru(instansi)
    catat_ambilan(token=token, apa="unit-wbk", status=200, jumlah=1)
    with pytest.raises(TypeError):
        AmbilanAPI.objects.update(status=404)
    with pytest.raises(TypeError):
        AmbilanAPI.objects.all().delete()


def test_a_units_operator_does_not_see_the_pages(client):
    unit = make_unit()
    client.force_login(make_anggota(Peran.OPERATOR, unit=unit))
    assert client.get(reverse("units:token_list", args=[unit.instansi_id])).status_code == 404
