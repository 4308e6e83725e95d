"""Penilaian pendahuluan: which sheets go by way of the parent unit, who judges them there, and what they may read."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Aksi, Lapis, Status
from evaluation.enums.benturan import JenisBenturan, Sebab
from evaluation.enums.pendahuluan import Kesimpulan
from evaluation.errors import EvaluationError, LKEMoved, MasaTutup
from evaluation.models import (
    BenturanKepentingan,
    BerkasEvaluasi,
    Komentar,
    LembarKerjaEvaluasi,
    PenilaianPendahuluan,
    Riwayat,
    TautanBukti,
)
from evaluation.selectors.benturan import sebab_blokir
from evaluation.selectors.beranda import bagian_beranda
from evaluation.selectors.lke import kode_terbuka
from evaluation.services.benturan import BenturanMenghalangi
from evaluation.services.lke import ajukan_lke
from evaluation.services.masa import batas_unit
from evaluation.services.pendahuluan import IsianPendahuluan, putuskan_pendahuluan
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    make_anggota,
    make_instansi,
    make_lke,
    make_lke_status,
    make_musim,
    make_penugasan,
    make_unit,
)
from units.enums import Peran
from units.models import BerkasBukti, BuktiDukung, Keanggotaan, Notifikasi, UnitKerja, User

pytestmark = pytest.mark.django_db

CANARY = "<script>alert(1)</script>"
LAYAK = {"kesimpulan": "layak", "nomor_surat": "S-1/KW/2026", "tanggal_surat": "2026-01-05"}


def surat() -> SimpleUploadedFile:
    return SimpleUploadedFile("surat.txt", b"Surat ke TPI\n", content_type="text/plain")


class Dunia:
    """A ministry whose season asks for it: a kantor wilayah over a kantor, and everybody around that one's sheet."""

    def __init__(self, status: str = Status.PENDAHULUAN) -> None:
        self.musim = make_musim(pendahuluan=["kementerian", "lembaga"])
        self.instansi = make_instansi("Kementerian Contoh", jenis="kementerian")
        self.induk = make_unit("Kantor Wilayah", instansi=self.instansi)
        self.unit = make_unit("Kantor Pelayanan", instansi=self.instansi, induk=self.induk)
        self.lain = make_unit("Kantor Wilayah Lain", instansi=self.instansi)
        self.operator = make_anggota(Peran.OPERATOR, unit=self.unit)
        self.pimpinan = make_anggota(Peran.PIMPINAN_UNIT, unit=self.unit)
        self.penilai = make_anggota(Peran.PENILAI_PENDAHULUAN, unit=self.induk)
        self.penilai_lain = make_anggota(Peran.PENILAI_PENDAHULUAN, unit=self.lain)
        self.dalnis = make_anggota(Peran.TPI_DALNIS, instansi=self.instansi)
        self.admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=self.instansi)
        self.auditor = make_anggota(Peran.AUDITOR, instansi=self.instansi)
        self.lke = make_lke(unit=self.unit, musim=self.musim, actor=self.operator)
        isi_lapis_penuh(self.lke)
        if status != Status.DRAF:
            ajukan_lke(lke=self.lke, actor=self.pimpinan)
        if status not in {Status.DRAF, Status.PENDAHULUAN}:
            self.layak()
            if status != Status.DIAJUKAN:
                self.lanjut(status)

    def lanjut(self, status: str) -> None:
        """From TPI's door on, as the factory walks it."""
        LembarKerjaEvaluasi.objects.filter(pk=self.lke.pk).update(status=Status.DRAF)
        self.lke.refresh_from_db()
        bawa_ke(self.lke, status, actor=self.dalnis)

    def layak(self, actor: User | None = None) -> Riwayat:
        isian = IsianPendahuluan("layak", "S-1", dt.date(2026, 1, 5))
        return putuskan_pendahuluan(lke=self.lke, isian=isian, berkas=surat(), actor=actor or self.penilai)

    def belum(self, **isi: object) -> Riwayat:
        isian = IsianPendahuluan("belum", alasan="Lengkapi bukti", **isi)
        return putuskan_pendahuluan(lke=self.lke, isian=isian, actor=self.penilai)


@pytest.fixture
def d() -> Dunia:
    return Dunia()


def segar(user: User) -> User:
    """As the next request would read them."""
    return User.objects.get(pk=user.pk)


# The way of a sheet ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jenis", "berinduk", "musim", "status"),
    [
        ("kementerian", True, ["kementerian"], Status.PENDAHULUAN),
        ("lembaga", True, ["kementerian", "lembaga"], Status.PENDAHULUAN),
        ("kementerian", True, [], Status.DIAJUKAN),
        ("kementerian", True, ["lembaga"], Status.DIAJUKAN),
        ("kementerian", False, ["kementerian"], Status.DIAJUKAN),
        ("kabupaten", True, ["kementerian", "lembaga"], Status.DIAJUKAN),
    ],
)
def test_where_a_submitted_sheet_goes(jenis, berinduk, musim, status):
    instansi = make_instansi(jenis=jenis)
    induk = make_unit("Induk", instansi=instansi)
    unit = make_unit(instansi=instansi, induk=induk if berinduk else None)
    lke = make_lke(unit=unit, musim=make_musim(pendahuluan=musim))
    isi_lapis_penuh(lke)
    riwayat = ajukan_lke(lke=lke, actor=make_anggota(Peran.PIMPINAN_UNIT, unit=unit))
    lewat = status == Status.PENDAHULUAN
    assert (lke.status, lke.unit_penilai) == (status, induk if lewat else None)
    assert riwayat.aksi == (Aksi.AJUKAN_PENDAHULUAN if lewat else Aksi.AJUKAN)


def test_a_unit_led_by_a_jpt_madya_goes_straight_and_has_no_parent():
    instansi = make_instansi(jenis="kementerian")
    induk, unit = make_unit("Induk", instansi=instansi), make_unit(instansi=instansi, jpt_madya=True)
    lke = make_lke(unit=unit, musim=make_musim(pendahuluan=["kementerian"]))
    isi_lapis_penuh(lke)
    ajukan_lke(lke=lke, actor=make_anggota(Peran.PIMPINAN_UNIT, unit=unit))
    assert lke.status == Status.DIAJUKAN
    for salah in ({"induk": induk}, {"induk": unit, "jpt_madya": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitKerja.objects.filter(pk=unit.pk).update(**salah)


def test_after_a_return_by_tpi_it_goes_straight_back_to_tpi():
    d = Dunia(Status.PERBAIKAN)
    ajukan_lke(lke=d.lke, actor=d.pimpinan)
    assert (d.lke.status, d.lke.unit_penilai) == (Status.DIAJUKAN, d.induk)


def test_the_parent_unit_is_told_and_without_anybody_there_the_admin():
    d = Dunia(Status.DRAF)
    ajukan_lke(lke=d.lke, actor=d.pimpinan)
    kabar = Notifikasi.objects.filter(judul__contains="menunggu penilaian pendahuluan")
    assert [n.user for n in kabar] == [d.penilai]
    d.belum()
    Keanggotaan.objects.filter(user=d.penilai).update(selesai=timezone.localdate())
    ajukan_lke(lke=d.lke, actor=d.pimpinan)
    baru = kabar.exclude(user=d.penilai)
    assert [(n.user, "Kantor Wilayah" in n.isi) for n in baru] == [(d.admin, True)]


# The moves ------------------------------------------------------------------------------------------------------------


def test_fit_for_evaluation_goes_to_tpi_with_its_letter(d):
    riwayat = d.layak()
    p = PenilaianPendahuluan.objects.get(lke=d.lke)
    assert (d.lke.status, riwayat.aksi, riwayat.dari) == (Status.DIAJUKAN, Aksi.LAYAK_DIEVALUASI, Status.PENDAHULUAN)
    assert (p.kesimpulan, p.nomor_surat, p.unit_penilai, p.oleh) == (Kesimpulan.LAYAK, "S-1", d.induk, d.penilai)
    assert [b.nama for b in BerkasEvaluasi.objects.filter(benda="pendahuluan", objek_id=p.pk)] == ["surat.txt"]
    told = set(Notifikasi.objects.exclude(judul__contains="menunggu penilaian").values_list("user", flat=True))
    assert told == {d.operator.pk, d.pimpinan.pk, d.dalnis.pk}


def test_not_fit_opens_the_whole_sheet_again_and_pins_proof_anew(d):
    bukti = BuktiDukung.objects.create(unit=d.unit, judul="SK", dibuat_oleh=d.operator)
    isi = {"bukti": bukti, "nama": "a", "mime": "text/plain", "ukuran": 1, "isi": "x", "diunggah_oleh": d.operator}
    lama = BerkasBukti.objects.create(versi=1, sha256="1" * 64, **isi)
    tautan = TautanBukti.objects.create(lke=d.lke, kode="A.I.1.i.a", bukti=bukti, berkas=lama, oleh=d.operator)
    riwayat = d.belum()
    assert (d.lke.status, d.lke.putaran, kode_terbuka(d.lke)) == (Status.DRAF, 1, None)
    assert (riwayat.alasan, d.lke.tpi_dirilis) == ("Lengkapi bukti", False)
    baru = BerkasBukti.objects.create(versi=2, sha256="2" * 64, **isi)
    tautan.refresh_from_db()
    assert tautan.berkas == lama
    ajukan_lke(lke=d.lke, actor=d.pimpinan)
    tautan.refresh_from_db()
    assert (d.lke.status, tautan.berkas) == (Status.PENDAHULUAN, baru)
    told = set(Notifikasi.objects.filter(judul__contains="belum layak").values_list("user", flat=True))
    assert told == {d.operator.pk, d.pimpinan.pk}


@pytest.mark.parametrize(
    ("isian", "berkas", "kata"),
    [
        (IsianPendahuluan("mungkin"), False, "Pilih kesimpulannya"),
        (IsianPendahuluan("layak", "", dt.date(2026, 1, 5)), True, "nomor dan tanggalnya"),
        (IsianPendahuluan("layak", "S-1"), True, "nomor dan tanggalnya"),
        (IsianPendahuluan("layak", "S-1", dt.date(2026, 1, 5)), False, "unggah berkasnya"),
        (IsianPendahuluan("layak", "S-1", dt.date(2999, 1, 5)), True, "sesudah hari ini"),
        (IsianPendahuluan("belum", alasan="  "), False, "Tuliskan alasannya"),
        (IsianPendahuluan("belum", alasan="x", area={9: ("memadai", "")}), False, "tidak dikenal"),
        (IsianPendahuluan("belum", alasan="x", area={1: ("baik", "")}), False, "tidak dikenal"),
        (IsianPendahuluan("belum", alasan="x", tenggat=timezone.now() - dt.timedelta(1)), False, "sesudah hari ini"),
        (IsianPendahuluan("belum", alasan="x", tenggat=timezone.now() + dt.timedelta(999)), False, "paling lambat"),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_moves(d, isian, berkas, kata):
    with pytest.raises(EvaluationError, match=kata):
        putuskan_pendahuluan(lke=d.lke, isian=isian, berkas=surat() if berkas else None, actor=d.penilai)
    d.lke.refresh_from_db()
    assert (d.lke.status, PenilaianPendahuluan.objects.count()) == (Status.PENDAHULUAN, 0)


def test_after_tpis_window_nothing_is_judged(d):
    lewat = timezone.now() - dt.timedelta(hours=1)
    type(d.musim).objects.update(isi_selesai=lewat, tpi_selesai=lewat)
    d.lke.musim.refresh_from_db()
    with pytest.raises(MasaTutup):
        d.layak()


def test_a_closed_window_of_the_unit_owes_a_date_which_then_counts(d):
    type(d.musim).objects.update(isi_selesai=timezone.now() - dt.timedelta(hours=1))
    d.lke.musim.refresh_from_db()
    with pytest.raises(EvaluationError, match="Beri tenggat"):
        d.belum()
    tenggat = timezone.now() + dt.timedelta(days=5)
    d.belum(tenggat=tenggat)
    assert batas_unit(d.lke) == tenggat
    ajukan_lke(lke=d.lke, actor=d.pimpinan)
    assert (d.lke.status, d.lke.tenggat) == (Status.PENDAHULUAN, None)


def test_the_second_of_two_who_judge_at_once_is_told(d):
    kedua = LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=d.lke.pk)
    d.layak()
    with pytest.raises(LKEMoved):
        putuskan_pendahuluan(lke=kedua, isian=IsianPendahuluan("belum", alasan="Tidak"), actor=d.penilai)
    assert PenilaianPendahuluan.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_racers_on_one_move_leave_one_conclusion():
    d = Dunia()
    hasil: list[str] = []

    def lari(isian: IsianPendahuluan) -> None:
        try:
            lke = LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=d.lke.pk)
            putuskan_pendahuluan(lke=lke, isian=isian, actor=d.penilai)
            hasil.append("jadi")
        except LKEMoved:
            hasil.append("kalah")
        finally:
            connection.close()

    pelari = [threading.Thread(target=lari, args=(IsianPendahuluan("belum", alasan=a),)) for a in "ab"]
    for p in pelari:
        p.start()
    for p in pelari:
        p.join()
    assert (sorted(hasil), PenilaianPendahuluan.objects.count()) == (["jadi", "kalah"], 1)


# Who ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [Status.DRAF, Status.PENDAHULUAN, Status.DIAJUKAN, Status.DINILAI_TPI])
def test_who_may_judge_in_which_state(status):
    d = Dunia(status)
    boleh = {nama for nama in _orang(d) if segar(getattr(d, nama)).has_perm("evaluation.nilai_pendahuluan", d.lke)}
    assert boleh == ({"penilai"} if status == Status.PENDAHULUAN else set())


def _orang(d: Dunia) -> tuple[str, ...]:
    return ("operator", "pimpinan", "penilai", "penilai_lain", "dalnis", "admin", "auditor")


@pytest.mark.parametrize(
    ("status", "terlihat"),
    [
        (Status.DRAF, {"operator", "pimpinan"}),
        (Status.PENDAHULUAN, {"operator", "pimpinan", "penilai", "dalnis", "admin", "auditor"}),
        (Status.DIAJUKAN, {"operator", "pimpinan", "penilai", "dalnis", "admin", "auditor"}),
        (Status.DINILAI_TPI, {"operator", "pimpinan", "penilai", "dalnis", "admin", "auditor"}),
    ],
)
def test_who_sees_the_sheet(status, terlihat):
    d = Dunia(status)
    assert {n for n in _orang(d) if LembarKerjaEvaluasi.objects.visible_to(segar(getattr(d, n))).exists()} == terlihat


def test_a_sheet_that_came_back_is_the_units_and_its_assessors(d):
    d.belum()
    lihat = {n for n in _orang(d) if LembarKerjaEvaluasi.objects.visible_to(segar(getattr(d, n))).exists()}
    assert lihat == {"operator", "pimpinan", "penilai"}


@pytest.mark.parametrize("status", [Status.PENDAHULUAN, Status.DINILAI_TPI, Status.PERBAIKAN, Status.LAYAK])
def test_the_assessor_reads_the_units_layer_alone(client, status):
    d = Dunia(status)
    if status != Status.PENDAHULUAN:
        Komentar.objects.create(lke=d.lke, kode="A.I.1.i.a", isi="RAHASIA TPI", penulis=d.dalnis, ranah="bersama")
    client.force_login(d.penilai)
    assert client.get(reverse("evaluation:lke_panel", args=[d.lke.pk, Lapis.UNIT])).status_code == 200
    assert client.get(reverse("evaluation:lke_panel", args=[d.lke.pk, Lapis.TPI])).status_code == 404
    assert client.get(reverse("evaluation:lke_banding", args=[d.lke.pk]), {"b": "tpi"}).status_code == 404
    halaman = client.get(d.lke.get_absolute_url(), follow=True)
    assert (halaman.status_code, "RAHASIA TPI" in halaman.content.decode()) == (200, False)
    for nama in ("lke_riwayat", "lke_cetak", "lke_cari", "lke_periksa", "pendahuluan"):
        jawab = client.get(reverse(f"evaluation:{nama}", args=[d.lke.pk]))
        assert (nama, jawab.status_code, "RAHASIA TPI" in jawab.content.decode()) == (nama, 200, False)
    (baris,) = client.get(reverse("evaluation:lke_list")).context["baris"]
    assert set(baris.skor) == {Lapis.UNIT}
    if status != Status.PENDAHULUAN:
        # It is there to be hidden: the unit reads it.
        client.force_login(d.operator)
        alamat = reverse("evaluation:soal", args=[d.lke.pk, "A.I.1.i.a"])
        assert "RAHASIA TPI" in client.get(alamat, follow=True).content.decode()


def test_the_role_is_not_work_in_the_parent_unit(client, d):
    """The parent's own sheet and building stay its people's."""
    milik = make_lke(unit=d.induk, musim=d.musim)
    client.force_login(d.penilai)
    assert client.get(milik.get_absolute_url()).status_code == 404
    assert client.get(d.induk.get_absolute_url()).status_code == 404
    assert client.get(d.unit.get_absolute_url()).status_code == 200


# Conflicts of interest ------------------------------------------------------------------------------------------------


def test_who_judged_or_may_judge_is_kept_from_tpi_of_the_unit(d):
    Keanggotaan.objects.create(user=d.penilai, peran=Peran.TPI_DALNIS, instansi=d.instansi)
    assert sebab_blokir([d.penilai.pk], d.musim) == {(d.penilai.pk, d.unit.pk): Sebab.PENILAI}
    d.layak()
    for berakhir in (False, True):
        if berakhir:
            Keanggotaan.objects.filter(peran=Peran.PENILAI_PENDAHULUAN).update(selesai=timezone.localdate())
        user = segar(d.penilai)
        assert not user.has_perm("evaluation.mulai_nilai", d.lke)
        assert not user.has_perm("evaluation.lihat_tpi", d.lke)
    assert segar(d.dalnis).has_perm("evaluation.mulai_nilai", d.lke)
    make_penugasan(d.penilai, d.lke)
    assert not segar(d.penilai).has_perm("evaluation.tpi", d.lke)


@pytest.mark.parametrize("sebab", ["sendiri", "mantan", "dinyatakan"])
def test_who_is_tied_to_the_unit_does_not_judge_it(d, sebab):
    if sebab == "dinyatakan":
        BenturanKepentingan.objects.create(
            user=d.penilai, unit=d.unit, musim=d.musim, lapis=Lapis.TPI, ada=True, jenis=JenisBenturan.KELUARGA,
            uraian="Saudara", dinyatakan_oleh=d.penilai,
        )  # fmt: skip
    else:
        selesai = timezone.localdate() if sebab == "mantan" else None
        mulai = timezone.localdate() - dt.timedelta(days=90)
        Keanggotaan.objects.create(
            user=d.penilai, peran=Peran.OPERATOR, unit=d.unit, mulai=mulai, selesai=selesai
        )  # fmt: skip
    user = segar(d.penilai)
    assert not user.has_perm("evaluation.nilai_pendahuluan", d.lke)
    assert LembarKerjaEvaluasi.objects.visible_to(user).exists() == (sebab == "sendiri")
    with pytest.raises(BenturanMenghalangi):
        d.layak(actor=user)


# Pages ----------------------------------------------------------------------------------------------------------------


def test_the_form_hands_the_sheet_on_and_a_second_click_is_harmless(client, d):
    client.force_login(d.penilai)
    alamat = reverse("evaluation:pendahuluan", args=[d.lke.pk])
    isi = LAYAK | {"hasil_1": "memadai", "catatan_1": CANARY, "alasan": CANARY, "nomor_surat": CANARY}
    assert client.post(alamat, isi | {"berkas": surat()}).status_code == 302
    assert client.post(alamat, isi | {"berkas": surat()}).status_code == 302
    assert PenilaianPendahuluan.objects.get().area == {"1": {"hasil": "memadai", "catatan": CANARY}}
    for orang in (d.penilai, d.operator, d.dalnis, d.auditor):
        client.force_login(orang)
        teks = client.get(alamat).content.decode()
        assert (CANARY in teks, teks.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3) == (False, True)
        berkas = BerkasEvaluasi.objects.get()
        unduhan = client.get(reverse("evaluation:berkas_evaluasi", args=[berkas.pk]))
        assert (unduhan.status_code, unduhan.getvalue()) == (200, b"Surat ke TPI\n")
    client.force_login(d.penilai_lain)
    assert client.get(alamat).status_code == 404
    assert client.get(reverse("evaluation:berkas_evaluasi", args=[berkas.pk])).status_code == 404


@pytest.mark.parametrize(
    ("isi", "bidang"),
    [
        ({}, "kesimpulan"),
        ({"kesimpulan": "layak"}, "nomor_surat"),
        (LAYAK, "berkas"),
        ({"kesimpulan": "belum"}, "alasan"),
        ({"kesimpulan": "belum", "alasan": "x", "tenggat": "besok"}, "tenggat"),
        ({"kesimpulan": "belum", "alasan": "x" * 4001}, "alasan"),
        ({"kesimpulan": "belum", "alasan": "x", "hasil_2": "bagus"}, "hasil_2"),
    ],
)
def test_bad_input_is_shown_beside_its_field_and_nothing_is_lost(client, d, isi, bidang):
    client.force_login(d.penilai)
    jawab = client.post(reverse("evaluation:pendahuluan", args=[d.lke.pk]), isi | {"catatan_3": "Tetap di sini"})
    assert (jawab.status_code, bidang in jawab.context["form"].errors) == (422, True)
    assert "Tetap di sini" in jawab.content.decode()
    d.lke.refresh_from_db()
    assert d.lke.status == Status.PENDAHULUAN


def test_the_unit_reads_what_was_found_and_where_its_sheet_goes(client, d):
    d.belum()
    client.force_login(d.pimpinan)
    assert "belum layak dievaluasi" in client.get(d.lke.get_absolute_url(), follow=True).content.decode()
    assert "Kantor Wilayah" in client.get(reverse("evaluation:lke_periksa", args=[d.lke.pk])).content.decode()
    assert "Lengkapi bukti" in client.get(reverse("evaluation:pendahuluan", args=[d.lke.pk])).content.decode()


def test_a_sheet_that_never_lay_with_a_parent_has_no_such_page(client):
    d = Dunia(Status.DRAF)
    client.force_login(d.operator)
    assert client.get(reverse("evaluation:pendahuluan", args=[d.lke.pk])).status_code == 404


def test_home_tells_what_waits(d):
    kartu = bagian_beranda(segar(d.penilai), d.musim)[-1].kartu
    assert [(k.angka, k.mendesak) for k in kartu] == [("1", 1), ("0", 0)]
    d.layak()
    kartu = bagian_beranda(segar(d.penilai), d.musim)[-1].kartu
    assert [(k.angka, k.mendesak) for k in kartu] == [("0", 0), ("1", 0)]


def test_the_queue_is_paged_puts_what_waits_first_and_stays_flat(client, d, django_assert_max_num_queries):
    def hitung() -> int:
        client.force_login(d.penilai)
        with django_assert_max_num_queries(60) as catatan:
            assert client.get(reverse("evaluation:pendahuluan_antrean")).status_code == 200
        return len(catatan)

    def tambah(n: int, status: str = Status.DIAJUKAN) -> None:
        for _i in range(n):
            unit = make_unit(instansi=d.instansi, induk=d.induk)
            make_lke_status(status, unit=unit, musim=d.musim, unit_penilai=d.induk)

    hitung()  # what the process remembers of the season
    satu = hitung()
    tambah(2)
    assert hitung() == satu
    tambah(30)
    jawab = client.get(reverse("evaluation:pendahuluan_antrean"))
    assert len(jawab.context["page"].object_list) == 25
    assert hitung() == satu
    assert jawab.context["page"].object_list[0] == d.lke
    client.force_login(d.penilai_lain)
    assert client.get(reverse("evaluation:pendahuluan_antrean")).context["page"].paginator.count == 0


# The place of a unit --------------------------------------------------------------------------------------------------


def test_the_admin_says_under_which_unit_one_stands(client, d):
    client.force_login(d.admin)
    alamat = reverse("units:unit_kedudukan", args=[d.lain.pk])
    asing = make_unit("Unit asing")
    for isi in (
        {"induk": asing.pk},
        {"induk": d.lain.pk},
        {"induk": "x"},
        {"induk": d.induk.pk, "jpt_madya": "on"},
    ):
        assert client.post(alamat, isi).status_code == 422
    assert client.post(alamat, {"induk": d.unit.pk}).status_code == 302
    d.lain.refresh_from_db()
    assert d.lain.induk == d.unit
    # Under itself by way of others.
    assert client.post(reverse("units:unit_kedudukan", args=[d.induk.pk]), {"induk": d.lain.pk}).status_code == 422
    client.force_login(make_anggota(Peran.ADMIN_INSTANSI, instansi=asing.instansi))
    assert client.post(alamat, {"induk": ""}).status_code == 404


def test_the_admin_gives_the_role_in_a_unit(client, d):
    client.force_login(d.admin)
    alamat = reverse("units:keanggotaan_baru", args=[d.operator.pk])
    isi = {"peran": "penilai_pendahuluan", "mulai": timezone.localdate().isoformat()}
    assert client.post(alamat, isi).status_code == 422
    assert client.post(alamat, isi | {"unit": d.induk.pk}).status_code == 302
    assert Keanggotaan.objects.filter(user=d.operator, peran="penilai_pendahuluan", unit=d.induk).count() == 1
