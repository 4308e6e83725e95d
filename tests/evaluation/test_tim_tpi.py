"""Teams of TPI: who is in them, which units they hold, and that assignments follow."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Status
from evaluation.enums.tim_tpi import Kedudukan
from evaluation.errors import EvaluationError
from evaluation.models import (
    AnggotaTimTPI,
    BenturanKepentingan,
    BerkasEvaluasi,
    LembarKerjaEvaluasi,
    PenugasanTPI,
    RiwayatEvaluasi,
    TimTPI,
    UnitTim,
)
from evaluation.selectors.tim_tpi import bagi_rata, keadaan_tim
from evaluation.services.tim_tpi import (
    DataTim,
    TimBerubah,
    bagikan,
    buat_tim,
    hapus_tim,
    keluarkan_unit,
    masukkan_unit,
    ubah_tim,
)
from evaluation.services.tpi import lepas_tugas, tugaskan_tpi
from tests.factories import make_anggota, make_instansi, make_lke, make_musim, make_unit
from tests.serentak import bersama
from units.enums import Peran
from units.models import Keanggotaan, Notifikasi

pytestmark = pytest.mark.django_db
JAHAT = "<script>alert(1)</script>&\"'"


@pytest.fixture
def instansi():
    return make_instansi()


@pytest.fixture
def musim(db):
    return make_musim()


@pytest.fixture
def ketua(instansi):
    return make_anggota(Peran.TPI_KETUA, instansi=instansi, nama="Ketua Tim")


def orang(instansi, nama="Ani Penilai", peran=Peran.TPI_ANGGOTA):
    return make_anggota(peran, instansi=instansi, nama=nama)


def tim(ketua, *anggota, nama="Tim 1", pimpinan=True) -> TimTPI:
    instansi = ketua.keanggotaan.first().instansi
    isi = {a.pk: Kedudukan.ANGGOTA for a in anggota} | ({ketua.pk: Kedudukan.KETUA} if pimpinan else {})
    return buat_tim(instansi=instansi, musim=make_musim(), data=DataTim(nama, anggota=isi), actor=ketua)


def unit_banyak(instansi, n, awal="Unit"):
    return [make_unit(f"{awal} {i:02d}", instansi=instansi) for i in range(n)]


def tugas() -> set[tuple[str, str]]:
    return {(t.user.nama, t.unit.nama) for t in PenugasanTPI.objects.select_related("user", "unit")}


def benturan(user, unit, musim):
    return BenturanKepentingan.objects.create(
        user=user, unit=unit, musim=musim, ada=True, jenis="pribadi", uraian="Teman", dinyatakan_oleh=user
    )


# A team ---------------------------------------------------------------------------------------------------------------


def test_a_team_is_made_of_people_with_the_matching_roles(instansi, musim, ketua):
    ani = orang(instansi)
    satu = tim(ketua, ani)
    assert {(a.user, a.kedudukan) for a in satu.anggota.all()} == {(ani, "anggota"), (ketua, "ketua")}
    (jejak,) = RiwayatEvaluasi.objects.all()
    assert (jejak.benda, jejak.aksi, jejak.pelaku, jejak.instansi) == ("tim_tpi", "buat", ketua, instansi)
    assert jejak.rincian["anggota"] == ["Ani Penilai (Anggota)", "Ketua Tim (Ketua tim)"]


@pytest.mark.parametrize(
    ("peran", "kedudukan", "boleh"),
    [
        (Peran.TPI_ANGGOTA, "anggota", True),
        (Peran.TPI_ANGGOTA, "ketua", False),
        (Peran.TPI_KETUA, "anggota", False),
        (Peran.TPI_DALNIS, "dalnis", True),
        (Peran.TPI_DALNIS, "ketua", False),
        (Peran.ADMIN_INSTANSI, "anggota", False),
    ],
)
def test_a_place_asks_for_its_role(instansi, musim, ketua, peran, kedudukan, boleh):
    data = DataTim("Tim 2", anggota={orang(instansi, peran=peran).pk: kedudukan})
    if boleh:
        assert buat_tim(instansi=instansi, musim=musim, data=data, actor=ketua).anggota.count() == 1
        return
    with pytest.raises(EvaluationError, match="tidak berperan"):
        buat_tim(instansi=instansi, musim=musim, data=data, actor=ketua)
    assert not TimTPI.objects.exists()


def test_people_of_another_instansi_and_a_name_twice_are_refused(instansi, musim, ketua):
    asing = orang(make_instansi("Kabupaten Lain"))
    with pytest.raises(EvaluationError, match="tidak berperan"):
        tim(ketua, asing)
    tim(ketua)
    with pytest.raises(EvaluationError, match="sudah ada"):
        tim(ketua)
    assert TimTPI.objects.count() == 1


def test_an_older_look_changes_nothing(instansi, musim, ketua):
    satu = tim(ketua)
    ubah_tim(tim=satu, data=DataTim("Tim A"), versi=1, actor=ketua)
    with pytest.raises(TimBerubah):
        ubah_tim(tim=satu, data=DataTim("Tim B"), versi=1, actor=ketua)
    satu.refresh_from_db()
    assert (satu.nama, satu.versi) == ("Tim A", 2)
    assert RiwayatEvaluasi.objects.last().rincian == {
        "nama": ["Tim 1", "Tim A"],
        "anggota": [["Ketua Tim (Ketua tim)"], []],
    }


@pytest.mark.parametrize(
    ("nomor", "tanggal", "akhir", "berkas", "awas"),
    [
        ("1/2026", 0, None, True, []),
        ("1/2026", -30, 0, True, []),
        ("1/2026", -30, -1, True, ["Masa berlaku SK sudah berakhir."]),
        ("1/2026", 0, None, False, ["SK belum lengkap: berkas."]),
        ("", None, None, False, ["SK belum lengkap: nomor, tanggal, berkas."]),
    ],
)
def test_a_missing_or_expired_sk_is_told(instansi, musim, ketua, nomor, tanggal, akhir, berkas, awas):
    hari_ini = timezone.localdate(timezone=instansi.tz)
    satu = tim(ketua)
    satu.nomor_sk = nomor
    satu.tanggal_sk = None if tanggal is None else hari_ini + dt.timedelta(days=tanggal)
    satu.berlaku_sampai = None if akhir is None else hari_ini + dt.timedelta(days=akhir)
    satu.save()
    if berkas:
        BerkasEvaluasi.objects.create(
            benda="tim_tpi", objek_id=satu.pk, jenis="sk", nama="sk.pdf", ukuran=1, diunggah_oleh=ketua
        )
    (keadaan,) = keadaan_tim(TimTPI.objects.all())
    assert list(keadaan.awas) == awas


# Its units ------------------------------------------------------------------------------------------------------------


def test_assignments_follow_the_units_and_the_members(instansi, musim, ketua):
    ani, budi = orang(instansi), orang(instansi, "Budi")
    a, b = unit_banyak(instansi, 2)
    satu = tim(ketua, ani)
    assert masukkan_unit(tim=satu, unit=[a, b], actor=ketua) == [a, b]
    assert masukkan_unit(tim=satu, unit=[a, b], actor=ketua) == []
    assert tugas() == {("Ani Penilai", "Unit 00"), ("Ani Penilai", "Unit 01")}
    assert Notifikasi.objects.filter(user=ani).count() == 1  # one message for both units

    isi = {budi.pk: "anggota", ketua.pk: "ketua"}
    ubah_tim(tim=satu, data=DataTim("Tim 1", anggota=isi), versi=1, actor=ketua)
    assert tugas() == {("Budi", "Unit 00"), ("Budi", "Unit 01")}

    assert keluarkan_unit(tim=satu, unit=a, actor=ketua)
    assert not keluarkan_unit(tim=satu, unit=a, actor=ketua)
    assert tugas() == {("Budi", "Unit 01")}
    assert [(r.benda, r.aksi) for r in RiwayatEvaluasi.objects.order_by("pk")] == [
        ("tim_tpi", "buat"),
        *[("tim_tpi", "tambah_unit")] * 2,
        *[("penugasan", "tugaskan")] * 2,
        ("tim_tpi", "ubah"),
        *[("penugasan", "lepas")] * 2,
        *[("penugasan", "tugaskan")] * 2,
        ("penugasan", "lepas"),
        ("tim_tpi", "lepas_unit"),
    ]
    assert {r.pelaku for r in RiwayatEvaluasi.objects.all()} == {ketua}


def test_an_assignment_by_hand_stays_and_one_of_a_team_is_not_ended_by_hand(instansi, musim, ketua):
    ani, budi = orang(instansi), orang(instansi, "Budi")
    (a,) = unit_banyak(instansi, 1)
    tangan = tugaskan_tpi(unit=a, musim=musim, anggota=budi, actor=ketua)
    satu = tim(ketua, ani, budi)
    masukkan_unit(tim=satu, unit=[a], actor=ketua)
    with pytest.raises(EvaluationError, match="berasal dari Tim 1"):
        lepas_tugas(tugas=PenugasanTPI.objects.get(user=ani), actor=ketua)
    keluarkan_unit(tim=satu, unit=a, actor=ketua)
    assert list(PenugasanTPI.objects.all()) == [tangan]


def test_who_has_a_conflict_is_left_out_and_a_team_of_only_such_is_refused(instansi, musim, ketua):
    ani, budi = orang(instansi), orang(instansi, "Budi")
    a, b = unit_banyak(instansi, 2)
    benturan(ani, a, musim)
    satu = tim(ketua, ani, budi)
    masukkan_unit(tim=satu, unit=[a], actor=ketua)
    assert tugas() == {("Budi", "Unit 00")}
    make_anggota(Peran.OPERATOR, unit=b, user=ani)
    benturan(budi, b, musim)
    with pytest.raises(EvaluationError, match="Semua anggota Tim 1"):
        masukkan_unit(tim=satu, unit=[b], actor=ketua)
    assert UnitTim.objects.count() == 1


def test_who_lost_the_role_is_not_assigned(instansi, musim, ketua):
    ani = orang(instansi)
    satu = tim(ketua, ani)
    Keanggotaan.objects.filter(user=ani).update(selesai=timezone.localdate())
    with pytest.raises(EvaluationError, match="belum mempunyai anggota"):
        masukkan_unit(tim=satu, unit=unit_banyak(instansi, 1), actor=ketua)
    (keadaan,) = keadaan_tim(TimTPI.objects.all())
    assert [(o.user, o.aktif) for o in keadaan.orang] == [(ketua, True), (ani, False)]


def test_a_unit_has_one_team_a_season_and_of_its_own_instansi(instansi, musim, ketua):
    satu, dua = tim(ketua, orang(instansi)), tim(ketua, orang(instansi, "Budi"), nama="Tim 2")
    (a,) = unit_banyak(instansi, 1)
    masukkan_unit(tim=satu, unit=[a], actor=ketua)
    with pytest.raises(EvaluationError, match="sudah dipegang Tim 1"):
        masukkan_unit(tim=dua, unit=[a], actor=ketua)
    for asing in (make_unit("Jauh"), make_unit("Tutup", instansi=instansi, aktif=False)):
        with pytest.raises(EvaluationError, match="bukan unit aktif"):
            masukkan_unit(tim=dua, unit=[asing], actor=ketua)
    assert UnitTim.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "putaran", "boleh"),
    [
        (None, 1, True),
        (Status.DRAF, 1, True),
        (Status.DIAJUKAN, 1, True),
        (Status.DIAJUKAN, 2, False),
        (Status.DINILAI_TPI, 1, False),
        (Status.PERBAIKAN, 2, False),
        (Status.LAYAK, 1, False),
        (Status.DITETAPKAN, 1, False),
    ],
)
def test_a_team_ends_only_before_it_scores(instansi, musim, ketua, status, putaran, boleh):
    satu = tim(ketua, orang(instansi))
    (a,) = unit_banyak(instansi, 1)
    masukkan_unit(tim=satu, unit=[a], actor=ketua)
    if status:
        LembarKerjaEvaluasi.objects.filter(pk=make_lke(unit=a, musim=musim).pk).update(status=status, putaran=putaran)
    if not boleh:
        with pytest.raises(EvaluationError, match="sudah mulai menilai Unit 00"):
            hapus_tim(tim=satu, actor=ketua)
        assert (TimTPI.objects.hidup().count(), UnitTim.objects.count(), len(tugas())) == (1, 1, 1)
        return
    hapus_tim(tim=satu, actor=ketua)
    hapus_tim(tim=satu, actor=ketua)
    assert (TimTPI.objects.hidup().count(), UnitTim.objects.count(), len(tugas())) == (0, 0, 0)
    jejak = RiwayatEvaluasi.objects.filter(benda="tim_tpi", aksi="hapus").get()
    assert jejak.rincian["unit"] == ["Unit 00"]
    assert tim(ketua).nama == "Tim 1"  # the name is free again


# Evenly ---------------------------------------------------------------------------------------------------------------


def test_units_go_to_the_least_loaded_team_without_a_conflict(instansi, musim, ketua):
    dalnis = orang(instansi, "Dalnis", Peran.TPI_DALNIS)
    ani, budi, cici = (orang(instansi, n) for n in ("Ani", "Budi", "Cici"))
    satu, dua = tim(ketua, ani, pimpinan=False), tim(ketua, budi, cici, nama="Tim 2", pimpinan=False)
    kosong = tim(ketua, nama="Tim kosong", pimpinan=False)
    AnggotaTimTPI.objects.create(tim=dua, user=dalnis, kedudukan="dalnis")
    lama = unit_banyak(instansi, 2, "Lama")
    masukkan_unit(tim=satu, unit=lama, actor=ketua)
    a, b, c, d, e = unit_banyak(instansi, 5)
    benturan(cici, a, musim)  # one of Tim 2 is enough
    benturan(dalnis, b, musim)
    benturan(ani, b, musim)
    make_unit("Unit tutup", instansi=instansi, aktif=False)

    bagi = bagi_rata(instansi, musim)

    kosong_kata = f"{kosong}: belum ada anggota yang aktif"
    assert [(r.unit, r.tim, r.sebelum, r.sesudah) for r in bagi.baris] == [
        (a, satu, 2, 3),
        (b, None, 0, 0),
        (c, dua, 0, 1),
        (d, dua, 1, 2),
        (e, dua, 2, 3),
    ]
    assert bagi.baris[0].alasan == ("Tim 2: Cici menyatakan benturan kepentingan", kosong_kata)
    assert bagi.tersisa[0].alasan == (
        "Tim 1: Ani menyatakan benturan kepentingan",
        "Tim 2: Dalnis menyatakan benturan kepentingan",
        kosong_kata,
    )
    assert bagi.beban == ((satu, 2, 3), (dua, 0, 3), (kosong, 0, 0))
    assert bagi_rata(instansi, musim) == bagi
    assert [r.unit for r in bagi_rata(instansi, musim, {d.pk, lama[0].pk}).baris] == [d]

    pasangan = {r.unit.pk: r.tim.pk for r in bagi.terbagi}
    assert bagikan(instansi=instansi, musim=musim, pasangan=pasangan, actor=ketua) == 4
    assert bagikan(instansi=instansi, musim=musim, pasangan=pasangan, actor=ketua) == 0
    assert {(u.unit_id, u.tim_id) for u in UnitTim.objects.filter(unit__in=pasangan)} == set(pasangan.items())
    assert PenugasanTPI.objects.filter(user=cici).count() == 3
    assert [r.unit for r in bagi_rata(instansi, musim).baris] == [b]


def test_a_division_is_applied_whole_or_not_at_all(instansi, musim, ketua):
    satu, dua = tim(ketua, orang(instansi)), tim(ketua, orang(instansi, "Budi"), nama="Tim 2")
    a, b = unit_banyak(instansi, 2)
    masukkan_unit(tim=satu, unit=[b], actor=ketua)
    asing = make_unit("Jauh")
    jauh = make_anggota(Peran.TPI_KETUA, instansi=asing.instansi)
    for pasangan in (
        {a.pk: satu.pk, b.pk: dua.pk},  # b has gone to another team since
        {a.pk: satu.pk, asing.pk: satu.pk},
        {a.pk: tim(jauh, nama="Tim jauh").pk},
        {a.pk: 10**9},
    ):
        with pytest.raises(EvaluationError):
            bagikan(instansi=instansi, musim=musim, pasangan=pasangan, actor=ketua)
    assert UnitTim.objects.count() == 1


def test_nothing_can_be_divided_without_a_team(instansi, musim, ketua):
    unit_banyak(instansi, 2)
    bagi = bagi_rata(instansi, musim)
    assert [r.alasan for r in bagi.tersisa] == [("Belum ada tim.",)] * 2


@pytest.mark.django_db(transaction=True)
def test_of_two_teams_at_once_one_gets_the_unit(instansi, musim, ketua):
    satu, dua = tim(ketua, orang(instansi)), tim(ketua, orang(instansi, "Budi"), nama="Tim 2")
    (a,) = unit_banyak(instansi, 1)
    hasil = bersama(
        *[lambda t=t: masukkan_unit(tim=t, unit=[a], actor=ketua) for t in (satu, dua)],
        lambda: bagikan(instansi=instansi, musim=musim, pasangan={a.pk: satu.pk}, actor=ketua),
    )
    pemilik = UnitTim.objects.get().tim
    assert all(isinstance(h, EvaluationError | list | int) for h in hasil), hasil
    assert {t.tim for t in PenugasanTPI.objects.all()} == {pemilik}
    assert PenugasanTPI.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_new_member_and_a_new_unit_at_once_meet(instansi, musim, ketua):
    ani, budi = orang(instansi), orang(instansi, "Budi")
    satu = tim(ketua, ani)
    (a,) = unit_banyak(instansi, 1)
    isi = {ani.pk: "anggota", budi.pk: "anggota"}
    bersama(
        lambda: masukkan_unit(tim=satu, unit=[a], actor=ketua),
        lambda: ubah_tim(tim=satu, data=DataTim("Tim 1", anggota=isi), versi=1, actor=ketua),
    )
    assert tugas() == {("Ani Penilai", "Unit 00"), ("Budi", "Unit 00")}


# Pages ----------------------------------------------------------------------------------------------------------------


def test_a_team_from_the_form_to_its_units(client, instansi, musim, ketua):
    ani = orang(instansi)
    a, b = unit_banyak(instansi, 2)
    client.force_login(ketua)
    baru = reverse("evaluation:tpi_tim_baru")
    kirim = {"nama": "Tim Layanan", "nomor_sk": "7/2026", "anggota": [ani.pk], "ketua": [ketua.pk]}
    for salah, pesan in (
        ({"nama": ""}, "nama"),
        ({"anggota": [ketua.pk]}, "anggota"),
        ({"tanggal_sk": "2026-05-01", "berlaku_sampai": "2026-04-01"}, "berlaku_sampai"),
        ({"tanggal_sk": "kemarin"}, "tanggal_sk"),
        ({"nama": "x" * 101}, "nama"),
    ):
        gagal = client.post(baru, kirim | salah)
        assert gagal.status_code == 422
        assert pesan in gagal.context["form"].errors
        assert "7/2026" in gagal.content.decode()
    assert not TimTPI.objects.exists()

    jawab = client.post(baru, kirim)
    satu = TimTPI.objects.get()
    assert jawab.url == satu.get_absolute_url()
    assert client.post(baru, kirim).status_code == 422  # the second click: told that the name is taken
    assert TimTPI.objects.count() == 1

    beri = reverse("evaluation:tpi_tim_unit", args=[satu.pk])
    for _n in range(2):
        assert client.post(beri, {"unit": [a.pk, b.pk]}).status_code == 302
    assert len(tugas()) == 2
    assert client.post(beri, {"unit": ["x"]}).status_code == 422
    lepas = reverse("evaluation:tpi_tim_unit_lepas", args=[satu.pk, a.pk])
    assert "kembali belum bertim" in client.get(lepas).content.decode()
    assert client.post(lepas).status_code == 302
    assert client.post(lepas).status_code == 404
    assert len(tugas()) == 1

    ubah = reverse("evaluation:tpi_tim_ubah", args=[satu.pk])
    assert client.post(ubah, kirim | {"nama": "Tim B", "versi": 1}).status_code == 302
    kalah = client.post(ubah, kirim | {"nama": "Tim C", "versi": 1})
    assert "baru saja diubah orang lain" in kalah.content.decode()
    assert client.post(ubah, kirim | {"versi": "9" * 30}).status_code == 422

    tugas_satu = PenugasanTPI.objects.get()
    halaman = client.get(reverse("evaluation:tpi_tugas_lepas", args=[tugas_satu.pk])).content.decode()
    assert "berasal dari Tim B" in halaman
    client.post(reverse("evaluation:tpi_tugas_lepas", args=[tugas_satu.pk]))
    assert PenugasanTPI.objects.exists()
    assert "Tim B" in client.get(reverse("evaluation:tpi_tugas")).content.decode()
    riwayat = client.get(reverse("evaluation:tpi_tugas_riwayat"), {"q": "Unit 00"})
    assert riwayat.context["page"].paginator.count == 2  # given and taken; what the team holds has no unit of its own

    hapus = reverse("evaluation:tpi_tim_hapus", args=[satu.pk])
    assert client.get(hapus).status_code == 200
    assert client.post(hapus, follow=True).redirect_chain
    assert not tugas()
    assert client.get(satu.get_absolute_url()).status_code == 404


def test_the_sk_is_read_by_tpi_of_the_instansi_alone(client, instansi, musim, ketua):
    satu = tim(ketua)
    client.force_login(ketua)
    unggah = reverse("evaluation:tpi_tim_sk", args=[satu.pk])
    for salah in (
        {},
        {"berkas": SimpleUploadedFile("sk.pdf", b"<html>")},
        {"berkas": SimpleUploadedFile("a.txt", b"")},
    ):
        assert client.post(unggah, salah).status_code == 422
    for _n in range(2):
        assert client.post(unggah, {"berkas": SimpleUploadedFile("sk.txt", b"Surat keputusan\n")}).status_code == 302
    berkas = BerkasEvaluasi.objects.get()
    url = reverse("evaluation:berkas_evaluasi", args=[berkas.pk])
    unit = make_unit(instansi=instansi)
    for user, kode in (
        (orang(instansi), 200),
        (orang(instansi, peran=Peran.ADMIN_INSTANSI), 200),
        (make_anggota(Peran.OPERATOR, unit=unit), 404),
        (make_anggota(Peran.TPI_KETUA, instansi=make_instansi("Kabupaten Lain")), 404),
        (make_anggota(Peran.TPN_ADMIN), 404),
    ):
        client.force_login(user)
        assert client.get(url).status_code == kode
    client.force_login(ketua)
    buang = reverse("evaluation:tpi_tim_sk_buang", args=[satu.pk, berkas.pk])
    assert client.get(buang).status_code == 200
    assert client.post(buang).status_code == 302
    assert client.get(url).status_code == 404


def test_dividing_shows_first_and_then_does_it(client, instansi, musim, ketua):
    tim(ketua, orang(instansi))
    a, b = unit_banyak(instansi, 2)
    client.force_login(ketua)
    url = reverse("evaluation:tpi_tim_bagi")
    assert len(client.get(url, {"unit": [a.pk, "x", "9" * 30]}).context["bagi"].baris) == 1
    bagi = client.get(url).context["bagi"]
    kirim = {"pasangan": [f"{r.unit.pk}:{r.tim.pk}" for r in bagi.terbagi]}
    assert not UnitTim.objects.exists()
    assert "2 unit dibagi" in client.post(url, kirim, follow=True).content.decode()
    assert "sudah diterapkan" in client.post(url, kirim, follow=True).content.decode()
    assert {u.unit for u in UnitTim.objects.all()} == {a, b}
    for salah in ([], ["x:y", ":", "1"], [f"{a.pk}:999"]):
        assert client.post(url, {"pasangan": salah}).status_code == 302
    assert UnitTim.objects.count() == 2


def test_who_keeps_two_instansi_chooses_one(client, instansi, musim, ketua):
    lain = make_instansi("Kabupaten Lain")
    make_anggota(Peran.ADMIN_INSTANSI, instansi=lain, user=ketua)
    client.force_login(ketua)
    for nama in ("tpi_tim_baru", "tpi_tim_bagi"):
        url = reverse(f"evaluation:{nama}")
        assert "Pilih satu" in client.get(url).content.decode()
        assert "Pilih satu" in client.get(url, {"instansi": "999"}).content.decode()
        assert client.get(url, {"instansi": lain.pk}).context["instansi"] == lain


def test_a_member_reads_the_teams_without_conflicts_and_history(client, instansi, musim, ketua):
    ani, budi = orang(instansi), orang(instansi, "Budi")
    satu = tim(ketua, ani, budi)
    (a,) = unit_banyak(instansi, 1)
    benturan(budi, a, musim)
    masukkan_unit(tim=satu, unit=[a], actor=ketua)
    kata = "Budi menyatakan benturan kepentingan"
    for user, terbaca in ((ani, False), (ketua, True)):
        client.force_login(user)
        halaman = client.get(satu.get_absolute_url()).content.decode()
        assert (kata in halaman, "Riwayat" in halaman, "Keluarkan" in halaman) == (terbaca,) * 3
        assert "Unit 00" in halaman


def test_without_a_season_the_pages_say_so(client, instansi, ketua):
    client.force_login(ketua)
    for nama in ("tpi_tim_list", "tpi_tugas_riwayat", "tpi_benturan", "tpi_benturan_list"):
        assert client.get(reverse(f"evaluation:{nama}")).status_code == 200
    for nama in ("tpi_tim_baru", "tpi_tim_bagi"):
        assert client.get(reverse(f"evaluation:{nama}")).status_code == 404


def test_what_people_write_is_shown_as_text(client, musim):
    instansi = make_instansi(f"Kabupaten {JAHAT}")
    ketua = make_anggota(Peran.TPI_KETUA, instansi=instansi, nama=f"Ketua {JAHAT}")
    ani, budi = orang(instansi, f"Ani {JAHAT}"), orang(instansi, f"Budi {JAHAT}")
    data = DataTim(f"Tim {JAHAT}", JAHAT, anggota={ani.pk: "anggota", budi.pk: "anggota", ketua.pk: "ketua"})
    satu = buat_tim(instansi=instansi, musim=musim, data=data, actor=ketua)
    a, b = (make_unit(f"Dinas {n} {JAHAT}", instansi=instansi) for n in "ab")
    benturan(budi, a, musim)
    masukkan_unit(tim=satu, unit=[a], actor=ketua)
    berkas = BerkasEvaluasi.objects.create(
        benda="tim_tpi", objek_id=satu.pk, jenis="sk", nama=JAHAT, ukuran=1, diunggah_oleh=ketua
    )
    tugas_satu = PenugasanTPI.objects.get()
    client.force_login(ketua)
    for nama, args, query in (
        ("tpi_tim_list", [], {"q": ""}),
        ("tpi_tim_list", [], {"q": JAHAT}),
        ("tpi_tim_detail", [satu.pk], {}),
        ("tpi_tim_ubah", [satu.pk], {}),
        ("tpi_tim_hapus", [satu.pk], {}),
        ("tpi_tim_sk_buang", [satu.pk, berkas.pk], {}),
        ("tpi_tim_unit_lepas", [satu.pk, a.pk], {}),
        ("tpi_tim_bagi", [], {"unit": b.pk}),
        ("tpi_tugas", [], {}),
        ("tpi_tugas_lepas", [tugas_satu.pk], {}),
        ("tpi_tugas_riwayat", [], {}),
    ):
        halaman = client.get(reverse(f"evaluation:{nama}", args=args), query).content.decode()
        assert "&lt;script&gt;alert(1)" in halaman, nama
        assert "<script>alert" not in halaman, nama


def test_the_pages_take_the_same_queries_for_few_and_many(client, instansi, musim, ketua):
    client.force_login(ketua)
    besar = tim(ketua, orang(instansi, "Anggota tetap"), nama="Tim 00")
    banyak: dict[str, set[int]] = {}
    n = 0
    for sampai in (1, 3, 30):
        while n < sampai:
            n += 1
            satu = TimTPI.objects.create(instansi=instansi, musim=musim, nama=f"Tim {n:02d}", dibuat_oleh=ketua)
            ani = orang(instansi, f"Anggota {n}")
            a, b, c = unit_banyak(instansi, 3, f"Unit {n}")
            for t in (satu, besar):
                AnggotaTimTPI.objects.create(tim=t, user=ani, kedudukan="anggota")
            for u, t in ((a, satu), (b, besar)):
                UnitTim.objects.create(tim=t, unit=u, musim=musim, oleh=ketua)
                PenugasanTPI.objects.create(tim=t, unit=u, musim=musim, user=ani, oleh=ketua)
            benturan(ani, c, musim)
        for nama, args in (
            ("tpi_tim_list", []),
            ("tpi_tim_detail", [besar.pk]),
            ("tpi_tim_bagi", []),
            ("tpi_tugas_riwayat", []),
        ):
            url = reverse(f"evaluation:{nama}", args=args)
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            banyak.setdefault(nama, set()).add(len(queries))
    assert {nama: len(jumlah) for nama, jumlah in banyak.items()} == dict.fromkeys(banyak, 1)
    assert max(max(jumlah) for jumlah in banyak.values()) <= 30
