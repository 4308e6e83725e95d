"""Consultation: who asks, who answers, who reads; and that nobody else learns of it."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from tests.serentak import bersama
from tests.units.tpi import (
    CANARY,
    LIHAT_UNIT,
    ORANG_UNIT,
    PEMANTAU,
    PENGIKUT,
    buat_dunia,
    diberi_tahu,
    jejak,
    make_konsultasi,
)
from units.enums.tahap import StatusKonsultasi
from units.errors import BarisMoved, UnitsError
from units.models import Konsultasi, Notifikasi, PesanKonsultasi
from units.services.konsultasi import balas, tutup

pytestmark = pytest.mark.django_db
TPN = {"tpn", "tpn_admin"}
TPI_INSTANSI = {"tpi", "tpi_lepas", "ketua", "dalnis", "ketua_sendiri"}


@pytest.fixture
def d():
    return buat_dunia()


def status(konsultasi) -> str:
    return Konsultasi.objects.get(pk=konsultasi.pk).status


# --- The story ------------------------------------------------------------------------------------------------------
def test_a_question_is_asked_once_however_often_it_is_sent(client, d):
    client.force_login(d["pimpinan"])
    data = {"topik": "Pakta", "isi": "Semua pegawai?", "area": "5", "kiriman": str(uuid.uuid4())}
    satu, dua = (client.post(d.alamat("konsultasi", "baru"), data) for _ in range(2))
    konsultasi = Konsultasi.objects.get()
    assert satu["Location"] == dua["Location"] == d.alamat("konsultasi", konsultasi.pk)
    assert (konsultasi.unit, konsultasi.instansi, konsultasi.status, konsultasi.area) == (
        d.unit,
        d.instansi,
        StatusKonsultasi.TERBUKA,
        5,
    )
    assert PesanKonsultasi.objects.count() == 1
    assert jejak(konsultasi) == [("buat", "Nurhayati Pimpinan")]
    # TPI that looks after the unit is told: the leads and who is assigned, not who is of the unit itself.
    assert diberi_tahu("Pertanyaan baru: Pakta") == {"Fitriani Anggota", "Irwansyah Ketua", "Surya Dalnis"}


def test_the_thread_moves_between_the_two_sides(client, d):
    konsultasi = make_konsultasi(d)
    alamat = d.alamat("konsultasi", konsultasi.pk, "balas")

    def kirim(siapa: str, isi: str) -> str:
        client.force_login(d[siapa])
        assert client.post(alamat, {"isi": isi, "kiriman": str(uuid.uuid4())}).status_code == 302
        return status(konsultasi)

    assert kirim("ketua_tim", "Tambahan: termasuk honorer?") == StatusKonsultasi.TERBUKA
    assert kirim("tpi", "Ya, semua.") == StatusKonsultasi.DIJAWAB
    assert kirim("dalnis", "Lihat juga surat edaran.") == StatusKonsultasi.DIJAWAB
    assert kirim("operator", "Kalau yang cuti?") == StatusKonsultasi.TERBUKA
    assert kirim("tpi", "Menyusul.") == StatusKonsultasi.DIJAWAB
    client.force_login(d["operator"])
    client.post(d.alamat("konsultasi", konsultasi.pk, "tutup"))
    assert status(konsultasi) == StatusKonsultasi.SELESAI
    assert [a for a, _ in jejak(konsultasi)] == ["buat", "jawab", "tanya_lagi", "jawab", "tutup"]
    assert list(konsultasi.pesan.values_list("jawaban", flat=True)) == [False, False, True, True, False, True]
    # Each message reaches the other side, and never the one who wrote it.
    assert diberi_tahu("Konsultasi dijawab") == {
        "Rahmat Operator",
        "Hendra Ketua Tim",
        "Nurhayati Pimpinan",
        "Rangkap Jabatan",
    }
    assert diberi_tahu("Pertanyaan lanjutan") == {"Fitriani Anggota", "Irwansyah Ketua", "Surya Dalnis"}


def test_one_message_however_often_it_is_sent(client, d):
    konsultasi = make_konsultasi(d)
    client.force_login(d["tpi"])
    data = {"isi": "Ya.", "kiriman": str(uuid.uuid4())}
    for _ in range(3):
        assert client.post(d.alamat("konsultasi", konsultasi.pk, "balas"), data).status_code == 302
    assert konsultasi.pesan.count() == 2
    assert Notifikasi.objects.filter(user=d.orang["operator"]).count() == 1


def test_a_strangers_form_id_neither_swallows_nor_breaks_a_message(d):
    satu, dua = make_konsultasi(d), make_konsultasi(d)
    kiriman = uuid.uuid4()
    balas(konsultasi=satu, isi="Satu", actor=d["tpi"], menjawab=True, kiriman=kiriman)
    balas(konsultasi=dua, isi="Dua", actor=d["tpi"], menjawab=True, kiriman=kiriman)
    assert list(dua.pesan.values_list("isi", flat=True)) == ["Bagaimana?", "Dua"]


def test_a_closed_consultation_takes_no_message_and_gives_the_words_back(client, d):
    konsultasi = make_konsultasi(d)
    tutup(konsultasi=konsultasi, actor=d["operator"])
    client.force_login(d["tpi"])
    jawab = client.post(d.alamat("konsultasi", konsultasi.pk, "balas"), {"isi": "Jawaban panjang"})
    html = jawab.content.decode()
    assert jawab.status_code == 422
    assert "Jawaban panjang" in html
    assert "Sekarang berstatus “Selesai”" in html
    assert konsultasi.pesan.count() == 1
    with pytest.raises(BarisMoved):
        balas(konsultasi=konsultasi, isi="Lagi", actor=d["tpi"], menjawab=True)


def test_closing_twice_is_no_error(client, d):
    konsultasi = make_konsultasi(d)
    client.force_login(d["operator"])
    alamat = d.alamat("konsultasi", konsultasi.pk, "tutup")
    assert "Tutup konsultasi" in client.get(alamat).content.decode()
    for _ in range(2):
        html = client.post(alamat, follow=True).content.decode()
        assert "Konsultasi ditutup" in html
        assert "pesan-error" not in html
    assert [a for a, _ in jejak(konsultasi)] == ["buat", "tutup"]


@pytest.mark.parametrize("isi", ["", "  \n ", "x" * 8001])
def test_a_message_without_words_or_with_too_many_is_refused(client, d, isi):
    konsultasi = make_konsultasi(d)
    with pytest.raises(UnitsError):
        balas(konsultasi=konsultasi, isi=isi, actor=d["tpi"], menjawab=True)
    client.force_login(d["tpi"])
    assert client.post(d.alamat("konsultasi", konsultasi.pk, "balas"), {"isi": isi}).status_code == 422
    assert konsultasi.pesan.count() == 1


def test_a_question_without_words_keeps_what_was_typed(client, d):
    client.force_login(d["operator"])
    jawab = client.post(d.alamat("konsultasi", "baru"), {"topik": "Pakta integritas", "isi": ""})
    assert jawab.status_code == 422
    assert 'value="Pakta integritas"' in jawab.content.decode()
    assert not Konsultasi.objects.exists()


def test_messages_refuse_to_be_changed(d):
    konsultasi = make_konsultasi(d)
    with pytest.raises(TypeError):
        konsultasi.pesan.update(isi="lain")
    with pytest.raises(TypeError):
        PesanKonsultasi.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("UPDATE units_pesankonsultasi SET isi = 'lain'")


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_closing_at_once_leave_one_story():
    d = buat_dunia()
    konsultasi = make_konsultasi(d)

    def coba(tindakan):
        try:
            return tindakan()
        except UnitsError as error:
            return error

    hasil = bersama(
        lambda: coba(
            lambda: balas(konsultasi=Konsultasi.objects.get(pk=konsultasi.pk), isi="Ya", actor=d["tpi"], menjawab=True)
        ),
        lambda: coba(lambda: tutup(konsultasi=Konsultasi.objects.get(pk=konsultasi.pk), actor=d["operator"])),
    )
    assert hasil[1] is None
    assert status(konsultasi) == StatusKonsultasi.SELESAI
    # Answered before it was closed, or refused because it was closed; never a message after the end.
    dijawab = isinstance(hasil[0], PesanKonsultasi)
    assert [a for a, _ in jejak(konsultasi)] == ["buat", *(["jawab"] if dijawab else []), "tutup"]
    assert konsultasi.pesan.count() == 1 + dijawab


# --- Who may --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("keadaan", StatusKonsultasi.values)
@pytest.mark.usefixtures("short_refusals")
def test_who_may_read_write_and_close(client, d, keadaan):
    konsultasi = make_konsultasi(d)
    Konsultasi.objects.filter(pk=konsultasi.pk).update(status=keadaan)
    buka = keadaan != StatusKonsultasi.SELESAI
    for siapa in d.orang:
        client.force_login(d[siapa])
        terlihat = siapa in LIHAT_UNIT
        baca = 200 if siapa in PENGIKUT else 403 if terlihat else 404
        tulis = (302 if buka else 422) if siapa in ORANG_UNIT | PEMANTAU else 403 if terlihat else 404
        tutup_ = 302 if siapa in ORANG_UNIT else 403 if terlihat else 404
        dasar = ("konsultasi", konsultasi.pk)
        with transaction.atomic():
            kode = [
                client.get(d.alamat("konsultasi")).status_code,
                client.get(d.alamat(*dasar)).status_code,
                client.post(d.alamat(*dasar, "balas"), {"isi": "Ya"}).status_code,
                client.get(d.alamat(*dasar, "tutup")).status_code,
                client.post(d.alamat(*dasar, "tutup")).status_code,
            ]
            transaction.set_rollback(True)
        assert kode == [baca, baca, tulis, 200 if tutup_ == 302 else tutup_, tutup_], siapa
        html = client.get(d.alamat(*dasar)).content.decode()
        assert ('name="isi"' in html) == (siapa in ORANG_UNIT | PEMANTAU and buka), siapa


@pytest.mark.parametrize("unit", [True, False])
@pytest.mark.usefixtures("short_refusals")
def test_who_may_in_a_question_to_tpn(client, d, unit):
    konsultasi = make_konsultasi(d, tpn=True, **({} if unit else {"unit": None}))
    for siapa in d.orang:
        client.force_login(d[siapa])
        pembaca = siapa in TPI_INSTANSI | TPN | {"admin"}
        baca = 200 if pembaca else 404 if siapa == "tpi_lain" else 403
        tulis = 302 if siapa in TPI_INSTANSI | TPN else 404 if siapa == "tpi_lain" else 403
        tutup_ = 302 if siapa in TPI_INSTANSI else 404 if siapa == "tpi_lain" else 403
        with transaction.atomic():
            kode = [
                client.get(f"/konsultasi-tpn/{konsultasi.pk}/").status_code,
                client.post(f"/konsultasi-tpn/{konsultasi.pk}/balas/", {"isi": "Ya"}).status_code,
                client.post(f"/konsultasi-tpn/{konsultasi.pk}/tutup/").status_code,
            ]
            transaction.set_rollback(True)
        assert kode == [baca, tulis, tutup_], siapa


def test_tpn_answers_what_tpi_asks(client, d):
    client.force_login(d["tpi_lepas"])
    data = {"instansi": d.instansi.pk, "unit": d.unit.pk, "topik": "Responden", "isi": "Keluarga pasien?"}
    assert client.post("/konsultasi-tpn/baru/", data).status_code == 302
    konsultasi = Konsultasi.objects.get()
    assert diberi_tahu("Pertanyaan baru: Responden") == {"Ratna TPN", "Bagus TPN"}
    client.force_login(d["tpn"])
    client.post(f"/konsultasi-tpn/{konsultasi.pk}/balas/", {"isi": "Boleh."})
    assert status(konsultasi) == StatusKonsultasi.DIJAWAB
    assert diberi_tahu("Konsultasi dijawab") == {
        "Fitriani Anggota",
        "Andika Lepas",
        "Irwansyah Ketua",
        "Surya Dalnis",
        "Rangkap Jabatan",
    }


def test_a_question_to_tpn_is_asked_for_an_instansi_one_serves(client, d):
    jauh = d.orang["tpi_lain"].keanggotaan.get().instansi
    client.force_login(d["ketua"])
    salah = {"instansi": jauh.pk, "topik": "Survei", "isi": "Bagaimana?"}
    assert client.post("/konsultasi-tpn/baru/", salah).status_code == 422
    client.force_login(d["tpi_lain"])
    salah = {"instansi": jauh.pk, "unit": d.unit.pk, "topik": "Survei", "isi": "Bagaimana?"}
    assert client.post("/konsultasi-tpn/baru/", salah).status_code == 422
    assert not Konsultasi.objects.exists()


# --- Nobody else learns of it ---------------------------------------------------------------------------------------
def test_other_units_and_instansi_see_nothing_in_page_count_or_search(client, d):
    make_konsultasi(d, topik="Rahasia unit", isi="kata kunci zamrud")
    make_konsultasi(d, tpn=True, topik="Rahasia TPI", isi="kata kunci delima")
    tampak = {
        # Asked of its own list: does the person find this topic, by browsing and by a word of a message?
        "operator": (d.alamat("konsultasi"), "zamrud", {"Rahasia unit"}),
        "ketua": (d.alamat("konsultasi"), "zamrud", {"Rahasia unit"}),
        "operator_lain": (f"/unit/{d.unit_lain.pk}/konsultasi/", "zamrud", set()),
        "dalnis": ("/konsultasi-tpn/", "delima", {"Rahasia TPI"}),
        "tpn": ("/konsultasi-tpn/", "delima", {"Rahasia TPI"}),
        "tpi_lain": ("/konsultasi-tpn/", "delima", set()),
    }
    for siapa, (alamat, kata, harap) in tampak.items():
        client.force_login(d[siapa])
        for saring in ("", f"?q={kata}", "?status=terbuka"):
            jawab = client.get(f"{alamat}{saring}")
            assert {k.topik for k in jawab.context["page"]} == harap, (siapa, saring)
            assert jawab.context["page"].paginator.count == len(harap), (siapa, saring)
    # The people of the unit a question to TPN is about read neither it nor of it.
    client.force_login(d["operator"])
    assert "Rahasia TPI" not in client.get(d.alamat("konsultasi")).content.decode()
    assert "Rahasia TPI" not in client.get(f"{d.alamat('konsultasi')}?q=delima").content.decode()


def test_a_thread_of_one_kind_is_not_found_among_the_other(client, d):
    unit, tpn = make_konsultasi(d), make_konsultasi(d, tpn=True)
    client.force_login(d["ketua"])
    assert client.get(d.alamat("konsultasi", tpn.pk)).status_code == 404
    assert client.get(f"/konsultasi-tpn/{unit.pk}/").status_code == 404
    assert client.get(f"/unit/{d.unit_lain.pk}/konsultasi/{unit.pk}/").status_code == 404


# --- The page -------------------------------------------------------------------------------------------------------
def test_what_people_typed_is_shown_as_text(client, d):
    client.force_login(d["operator"])
    tujuan = client.post(d.alamat("konsultasi", "baru"), {"topik": CANARY, "isi": CANARY})["Location"]
    client.force_login(d["ketua"])
    client.post(f"{tujuan}balas/", {"isi": CANARY})
    client.force_login(d["operator"])
    for alamat in (tujuan, f"{tujuan}tutup/", d.alamat("konsultasi"), "/notifikasi/"):
        html = client.get(alamat).content.decode()
        assert "&lt;script&gt;alert(1)" in html, alamat
        assert CANARY not in html, alamat
    gagal = client.post(f"{tujuan}balas/", {"isi": CANARY + "x" * 8000}).content.decode()
    assert CANARY not in gagal


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_query_counts_stay_flat(client, d, banyak, django_assert_num_queries):
    for _ in range(banyak):
        satu = make_konsultasi(d)
        make_konsultasi(d, tpn=True)
    for _ in range(banyak):
        balas(konsultasi=satu, isi="Ya", actor=d["tpi"], menjawab=True)
    client.force_login(d["ketua"])
    for alamat, jumlah in (
        (d.alamat("konsultasi"), 8),  # session, person, roles, unit, count, page, years, unread
        ("/konsultasi-tpn/", 7),
        (d.alamat("konsultasi", satu.pk), 10),
    ):
        client.get(alamat)
        with django_assert_num_queries(jumlah):
            client.get(alamat)


def test_a_long_thread_opens_at_its_end(client, d):
    konsultasi = make_konsultasi(d)
    for n in range(60):
        balas(konsultasi=konsultasi, isi=f"Jawaban {n}", actor=d["tpi"], menjawab=True)
    client.force_login(d["operator"])
    html = client.get(d.alamat("konsultasi", konsultasi.pk)).content.decode()
    assert "Jawaban 59" in html
    assert "Bagaimana?" not in html
    assert "Bagaimana?" in client.get(f"{d.alamat('konsultasi', konsultasi.pk)}?halaman=1").content.decode()
