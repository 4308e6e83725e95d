"""Conflicts of interest: who is kept from what, and who learns of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Lapis, Status
from evaluation.errors import EvaluationError
from evaluation.models import BenturanKepentingan, LembarKerjaEvaluasi, PenugasanTPI, RiwayatEvaluasi
from evaluation.selectors.benturan import banyak_belum_dinyatakan, unit_didampingi, unit_terblokir
from evaluation.selectors.lke import orang_tpi
from evaluation.selectors.tpi import antrean_tpi
from evaluation.services.benturan import BenturanMenghalangi, cabut, nyatakan
from evaluation.services.jawaban import simpan_jawaban
from evaluation.services.tim_tpi import DataTim, buat_tim, keluarkan_unit, masukkan_unit
from evaluation.services.tpi import mulai_nilai, selesaikan_tpi, terima_sisanya, tugaskan_tpi
from tests.factories import make_anggota, make_instansi, make_lke, make_musim, make_penugasan, make_unit
from tests.serentak import bersama
from units.enums import PERAN_TPN, Peran
from units.models import Keanggotaan, Notifikasi, Pendampingan, User
from units.selectors import akses

pytestmark = pytest.mark.django_db
JAHAT = "<script>alert(1)</script>&\"'"


@pytest.fixture
def instansi():
    return make_instansi()


@pytest.fixture
def musim(db):
    return make_musim()


@pytest.fixture
def unit(instansi):
    return make_unit(instansi=instansi)


@pytest.fixture
def ketua(instansi):
    return make_anggota(Peran.TPI_KETUA, instansi=instansi, nama="Ketua Tim")


@pytest.fixture
def anggota(instansi):
    return make_anggota(Peran.TPI_ANGGOTA, instansi=instansi, nama="Ani Penilai")


def segar(user: User) -> User:
    """The person as the next request would load them."""
    return User.objects.get(pk=user.pk)


def ada(user, unit, musim, actor=None, **lain) -> BenturanKepentingan:
    isi = {"jenis": "keluarga", "uraian": "Saudara kandung kepala dinas.", "lapis": lapis(user)} | lain
    return nyatakan(user=user, unit=unit, musim=musim, ada=True, actor=actor or user, **isi)


def lapis(user) -> Lapis:
    return Lapis.TPN if akses(user).punya_nasional(*PERAN_TPN) else Lapis.TPI


def pernah(user, unit, hari: int) -> None:
    """Worked in the unit until so many days ago."""
    kini = timezone.localdate()
    Keanggotaan.objects.create(
        user=user,
        peran=Peran.OPERATOR,
        unit=unit,
        mulai=kini - dt.timedelta(days=hari + 100),
        selesai=kini - dt.timedelta(days=hari),
    )


def lembar(unit, musim, status=Status.DIAJUKAN) -> LembarKerjaEvaluasi:
    """A sheet in a state, without the work of getting there."""
    lke = make_lke(unit=unit, musim=musim)
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=status, diajukan_pada=timezone.now())
    lke.refresh_from_db()
    return lke


# What bars, and what it bars from -------------------------------------------------------------------------------------


def _sendiri(user, unit, musim):
    make_anggota(Peran.PIMPINAN_UNIT, unit=unit, user=user)


def _dicabut(user, unit, musim):
    satu = ada(user, unit, musim)
    cabut(benturan=satu, alasan="Keliru", actor=make_anggota(Peran.TPI_DALNIS, instansi=unit.instansi))


SEBAB = {
    "bebas": (lambda user, unit, musim: None, False),
    "sendiri": (_sendiri, True),
    "baru pindah": (lambda user, unit, musim: pernah(user, unit, 0), True),
    "hampir setahun": (lambda user, unit, musim: pernah(user, unit, 364), True),
    "setahun": (lambda user, unit, musim: pernah(user, unit, 365), False),
    "akan berakhir": (lambda user, unit, musim: pernah(user, unit, -5), True),
    "dinyatakan": (lambda user, unit, musim: ada(user, unit, musim), True),
    "tidak ada": (
        lambda user, unit, musim: nyatakan(user=user, unit=unit, musim=musim, ada=False, actor=user, lapis=lapis(user)),
        False,
    ),
    "unit lain": (lambda user, unit, musim: ada(user, make_unit("Lain", instansi=unit.instansi), musim), False),
    "tahun lain": (lambda user, unit, musim: ada(user, unit, make_musim(2025)), False),
    "dicabut": (_dicabut, False),
}
HAK = {
    Peran.TPI_ANGGOTA: {
        Status.DIAJUKAN: ["tpi", "mulai_nilai", "lihat_tpi", "komentar", "komentar_internal"],
        Status.DINILAI_TPI: ["nilai_tpi"],
    },
    Peran.TPI_KETUA: {
        Status.DIAJUKAN: ["tpi_pengarah", "mulai_nilai", "lihat_tpi", "komentar_internal"],
        Status.DINILAI_TPI: ["nilai_tpi", "kembalikan_lke", "selesaikan_tpi"],
        Status.PERBAIKAN: ["perpanjang_tenggat"],
    },
    Peran.TPN_ADMIN: {
        Status.DIUSULKAN: ["tpn_admin", "lihat_tpn", "lihat_tpi"],
        Status.DESK: ["nilai_tpn"],
        Status.PENETAPAN: ["putuskan_tpn"],
    },
}


@pytest.mark.parametrize("sebab", list(SEBAB))
def test_what_bars_from_what(instansi, unit, musim, sebab):
    lke = lembar(unit, musim)
    siapkan, terhalang = SEBAB[sebab]
    for peran, per_status in HAK.items():
        user = make_anggota(peran, instansi=instansi)
        if peran == Peran.TPI_ANGGOTA:
            make_penugasan(user, lke)
        siapkan(user, unit, musim)
        # A declaration ends the assignment too; the rule is to hold by itself.
        if peran == Peran.TPI_ANGGOTA and not PenugasanTPI.objects.filter(user=user, unit=unit).exists():
            make_penugasan(user, lke)
        for status, hak in per_status.items():
            lke.status = status
            for perm in hak:
                kini = segar(user)
                harap = not terhalang
                if perm == "komentar" or (perm == "lihat_tpi" and lke.tpi_dirilis):
                    harap |= sebab in {"sendiri", "akan berakhir"}  # as one of the unit
                assert kini.has_perm(f"evaluation.{perm}", lke) == harap, (peran, status, perm)
        assert (unit.pk in unit_terblokir(segar(user), musim)) == terhalang


def test_a_role_that_never_was_in_force_bars_nobody(anggota, unit):
    kini = timezone.localdate()
    Keanggotaan.objects.create(user=anggota, peran=Peran.OPERATOR, unit=unit, mulai=kini, selesai=kini)
    assert unit_terblokir(segar(anggota)) == frozenset()


def test_services_ask_again(instansi, unit, musim, ketua, anggota):
    lke = lembar(unit, musim)
    ada(anggota, unit, musim)
    ada(ketua, unit, musim)
    with pytest.raises(BenturanMenghalangi, match="benturan kepentingan"):
        tugaskan_tpi(unit=unit, musim=musim, anggota=segar(anggota), actor=ketua)
    with pytest.raises(BenturanMenghalangi):
        mulai_nilai(lke=lke, actor=ketua)
    LembarKerjaEvaluasi.objects.update(status=Status.DINILAI_TPI)
    lke.refresh_from_db()
    for tindakan in (
        lambda: terima_sisanya(lke=lke, actor=ketua),
        lambda: selesaikan_tpi(lke=lke, layak=False, alasan="Belum", actor=ketua),
        lambda: simpan_jawaban(
            lke=lke, lapis=Lapis.TPI, kode="A.I.1.i.a", ubah={"A.I.1.i.a": "Ya"}, actor=ketua, versi=0
        ),
    ):
        with pytest.raises(BenturanMenghalangi):
            tindakan()
    assert not PenugasanTPI.objects.exists()


def test_the_sheet_is_gone_from_lists_pages_counts_and_messages(client, instansi, musim, unit, ketua, anggota):
    lke = lembar(unit, musim)
    make_penugasan(anggota, lke)
    pernah(anggota, unit, 30)
    ada(ketua, unit, musim)
    for siapa in (anggota, ketua):
        assert not LembarKerjaEvaluasi.objects.visible_to(segar(siapa)).exists()
        assert not antrean_tpi(segar(siapa)).exists()
        client.force_login(siapa)
        assert client.get(lke.get_absolute_url()).status_code == 404
        assert client.post(reverse("evaluation:tpi_mulai", args=[lke.pk])).status_code == 404
        for nama in ("tpi_antrean", "lke_list", "beranda"):
            halaman = client.get(reverse(f"evaluation:{nama}"), {"q": unit.nama[:8]})
            assert lke.get_absolute_url() not in halaman.content.decode(), nama
    assert not orang_tpi(lke).exists()
    # Another lead and the admin go on.
    for peran in (Peran.TPI_DALNIS, Peran.ADMIN_INSTANSI):
        assert LembarKerjaEvaluasi.objects.visible_to(make_anggota(peran, instansi=instansi)).exists()


def test_a_whole_list_asks_once(anggota, unit, musim, django_assert_num_queries):
    ada(anggota, unit, musim)
    lke = lembar(unit, musim)
    user = segar(anggota)
    with django_assert_num_queries(3):  # roles, assignments, what is closed
        for _n in range(30):
            user.has_perm("evaluation.nilai_tpi", lke)


def test_guiding_a_unit_warns_and_does_not_bar(client, instansi, unit, musim, ketua, anggota):
    kini = timezone.now()
    for hari, batal, siapa in ((30, False, anggota), (400, False, ketua), (20, True, ketua)):
        saat = kini - dt.timedelta(days=hari)
        satu = Pendampingan.objects.create(
            unit=unit, tahun=2026, mulai=saat, selesai=saat, topik="Asistensi", dibatalkan=batal, dibuat_oleh=ketua
        )
        satu.petugas.add(siapa)
    assert unit_didampingi([anggota.pk, ketua.pk]) == {anggota.pk: frozenset({unit.pk})}
    client.force_login(ketua)
    assert "pernah mendampingi" in client.get(reverse("evaluation:tpi_tugas")).content.decode()
    tugaskan_tpi(unit=unit, musim=musim, anggota=anggota, actor=ketua)
    client.force_login(anggota)
    assert "mendampingi unit ini" in client.get(reverse("evaluation:tpi_benturan")).content.decode()


# Declaring ------------------------------------------------------------------------------------------------------------


def test_a_conflict_ends_the_assignment_and_tells_the_leads_but_not_the_unit(instansi, unit, musim, ketua, anggota):
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    rangkap = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    make_anggota(Peran.OPERATOR, unit=unit, user=rangkap)
    tugaskan_tpi(unit=unit, musim=musim, anggota=anggota, actor=ketua)
    Notifikasi.objects.all().delete()

    satu = ada(anggota, unit, musim)

    assert ada(anggota, unit, musim) == satu
    assert not PenugasanTPI.objects.exists()
    assert set(Notifikasi.objects.values_list("user", flat=True)) == {ketua.pk, admin.pk}
    assert not Notifikasi.objects.filter(user__in=[operator, rangkap]).exists()
    assert [(r.benda, r.aksi, r.pelaku_id) for r in RiwayatEvaluasi.objects.all()] == [
        ("penugasan", "tugaskan", ketua.pk),
        ("benturan", "nyatakan", anggota.pk),
        ("penugasan", "lepas", anggota.pk),
    ]


def test_none_may_become_a_conflict_and_a_conflict_stays_until_a_lead_withdraws_it(unit, musim, ketua, anggota):
    tidak = nyatakan(user=anggota, unit=unit, musim=musim, ada=False, actor=anggota)
    satu = ada(anggota, unit, musim)
    tidak.refresh_from_db()
    assert tidak.dicabut_oleh == anggota
    with pytest.raises(EvaluationError, match="Hanya pimpinan tim"):
        nyatakan(user=anggota, unit=unit, musim=musim, ada=False, actor=anggota)
    with pytest.raises(EvaluationError, match="alasan"):
        cabut(benturan=satu, alasan=" \x00", actor=ketua)
    with pytest.raises(EvaluationError, match="pimpinan tim yang lain"):
        cabut(benturan=satu, alasan="Sudah selesai", actor=anggota)
    cabut(benturan=satu, alasan="Bukan keluarga", actor=ketua)
    with pytest.raises(EvaluationError, match="sudah dicabut"):
        cabut(benturan=satu, alasan="Lagi", actor=ketua)
    assert unit_terblokir(segar(anggota)) == frozenset()
    akhir = RiwayatEvaluasi.objects.filter(benda="benturan").last()
    assert (akhir.aksi, akhir.alasan, akhir.pelaku) == ("cabut", "Bukan keluarga", ketua)
    assert Notifikasi.objects.filter(user=anggota, isi="Bukan keluarga").exists()


def test_after_a_withdrawal_the_team_takes_the_person_in_again(instansi, unit, musim, ketua, anggota):
    lain = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi)
    data = DataTim("Tim 1", anggota={anggota.pk: "anggota", lain.pk: "anggota"})
    tim = buat_tim(instansi=instansi, musim=musim, data=data, actor=ketua)
    masukkan_unit(tim=tim, unit=[unit], actor=ketua)
    satu = ada(anggota, unit, musim)
    assert list(PenugasanTPI.objects.values_list("user", flat=True)) == [lain.pk]
    cabut(benturan=satu, alasan="Keliru", actor=ketua)
    assert set(PenugasanTPI.objects.values_list("user", flat=True)) == {anggota.pk, lain.pk}


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        ({"jenis": ""}, "Pilih jenis"),
        ({"jenis": "entah"}, "Pilih jenis"),
        ({"uraian": " \x00 "}, "Uraikan"),
        ({"uraian": "x" * 2001}, "paling panjang"),
    ],
)
def test_a_conflict_needs_its_kind_and_words(unit, musim, anggota, isi, pesan):
    with pytest.raises(EvaluationError, match=pesan):
        ada(anggota, unit, musim, **isi)
    assert not BenturanKepentingan.objects.exists()


def test_only_assessors_of_the_unit_have_declarations(unit, musim, ketua):
    asing = make_anggota(Peran.TPI_ANGGOTA, instansi=make_instansi("Kabupaten Lain"))
    with pytest.raises(EvaluationError, match="bukan penilai"):
        ada(asing, unit, musim, actor=ketua)
    with pytest.raises(EvaluationError, match="bukan penilai"):
        ada(make_anggota(Peran.OPERATOR, unit=unit), unit, musim, actor=ketua)


@pytest.mark.django_db(transaction=True)
def test_of_four_at_once_one_declaration_stands(unit, musim, anggota):
    hasil = bersama(*[lambda: ada(anggota, unit, musim).pk] * 4)
    assert len(set(hasil)) == 1
    assert BenturanKepentingan.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_assignment_and_a_conflict_at_once_leave_no_assignment(unit, musim, ketua, anggota):
    bersama(
        lambda: tugaskan_tpi(unit=unit, musim=musim, anggota=segar(anggota), actor=ketua),
        lambda: ada(segar(anggota), unit, musim),
    )
    assert BenturanKepentingan.objects.mengikat().count() == 1
    assert not PenugasanTPI.objects.exists()


# Who sees it ----------------------------------------------------------------------------------------------------------


def test_who_sees_what_was_declared(instansi, unit, musim, ketua, anggota):
    satu = ada(anggota, unit, musim)
    jauh = make_instansi("Kabupaten Lain")
    rangkap = make_anggota(Peran.TPI_KETUA, instansi=instansi)
    make_anggota(Peran.OPERATOR, unit=unit, user=rangkap)
    terlihat = {
        anggota: True,
        ketua: True,
        make_anggota(Peran.TPI_DALNIS, instansi=instansi): True,
        make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi): True,
        make_anggota(Peran.TPI_ANGGOTA, instansi=instansi): False,
        make_anggota(Peran.PIMPINAN_INSTANSI, instansi=instansi): False,
        make_anggota(Peran.OPERATOR, unit=unit): False,
        make_anggota(Peran.PIMPINAN_UNIT, unit=unit): False,
        rangkap: False,
        make_anggota(Peran.TPI_KETUA, instansi=jauh): False,
        make_anggota(Peran.ADMIN_INSTANSI, instansi=jauh): False,
        make_anggota(Peran.TPN_ADMIN): False,
    }
    for user, harap in terlihat.items():
        assert BenturanKepentingan.objects.visible_to(user).filter(pk=satu.pk).exists() == harap, user.keanggotaan.all()


def test_what_tpn_declares_is_for_tpns_admin(unit, musim, ketua):
    tpn = make_anggota(Peran.TPN_ANGGOTA)
    ada(tpn, unit, musim, lapis=Lapis.TPN)
    assert not BenturanKepentingan.objects.visible_to(ketua).exists()
    assert BenturanKepentingan.objects.visible_to(make_anggota(Peran.TPN_ADMIN)).exists()
    assert not Notifikasi.objects.exists()


def test_a_lead_in_the_unit_reads_nothing_of_it_on_the_page(client, instansi, unit, musim, anggota):
    rangkap = make_anggota(Peran.TPI_KETUA, instansi=instansi)
    make_anggota(Peran.OPERATOR, unit=unit, user=rangkap)
    ada(anggota, unit, musim, uraian="Rahasia keluarga")
    pernah(anggota, unit, 40)
    client.force_login(rangkap)
    url = reverse("evaluation:tpi_benturan_list")
    for query in ({}, {"q": "Ani"}, {"keadaan": "semua"}):
        halaman = client.get(url, query)
        assert halaman.context["page"].paginator.count == 0
        assert "Rahasia keluarga" not in halaman.content.decode()
        assert unit.nama not in halaman.content.decode()
    satu = BenturanKepentingan.objects.get()
    assert client.get(reverse("evaluation:tpi_benturan_cabut", args=[satu.pk])).status_code == 404


def test_teams_and_assignments_do_not_give_a_conflict_away_to_the_units_own_lead(
    client, instansi, unit, musim, ketua, anggota
):
    rangkap = make_anggota(Peran.TPI_DALNIS, instansi=instansi)
    make_anggota(Peran.OPERATOR, unit=unit, user=rangkap)
    lain = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi, nama="Budi")
    isi = {anggota.pk: "anggota", lain.pk: "anggota"}
    tim = buat_tim(instansi=instansi, musim=musim, data=DataTim("Tim 1", anggota=isi), actor=ketua)
    masukkan_unit(tim=tim, unit=[unit], actor=ketua)
    ada(anggota, unit, musim)
    PenugasanTPI.objects.create(unit=unit, musim=musim, user=anggota, oleh=ketua)
    halaman = [reverse(f"evaluation:{nama}") for nama in ("tpi_tugas", "tpi_tugas_riwayat")]
    halaman += [tim.get_absolute_url()]
    for user, terbaca in ((ketua, True), (rangkap, False)):
        client.force_login(user)
        for url in halaman:
            isi_halaman = client.get(url).content.decode().split("<main", 1)[1]
            kata = "Benturan kepentingan" if "riwayat" in url else "menyatakan benturan"
            assert (kata in isi_halaman) == terbaca, (user, url)
    keluarkan_unit(tim=tim, unit=unit, actor=ketua)
    for user, terbaca in ((ketua, True), (rangkap, False)):
        client.force_login(user)
        bagi = client.get(reverse("evaluation:tpi_tim_bagi")).content.decode()
        assert ("menyatakan benturan" in bagi) == terbaca
        assert ("Tim 1: tidak dapat menilai unit ini" in bagi) != terbaca


# Pages ----------------------------------------------------------------------------------------------------------------


def test_all_units_are_declared_on_one_page(client, instansi, musim, ketua, anggota):
    satu, dua, tiga = (make_unit(f"Unit {n}", instansi=instansi) for n in range(3))
    for u in (satu, dua, tiga):
        tugaskan_tpi(unit=u, musim=musim, anggota=anggota, actor=ketua)
    client.force_login(anggota)
    url = reverse("evaluation:tpi_benturan")
    assert client.get(url).context["belum"] == 3
    assert "3 unit tugas Anda belum" in client.get(reverse("evaluation:tpi_antrean")).content.decode()

    kirim = {
        f"pilihan-{satu.pk}": "tidak",
        f"pilihan-{dua.pk}": "ada",
        f"uraian-{dua.pk}": "Ipar kepala bidang",
    }
    gagal = client.post(url, kirim)
    assert gagal.status_code == 422
    assert "Ipar kepala bidang" in gagal.content.decode()
    assert "Pilih jenis benturan" in gagal.content.decode()
    assert not BenturanKepentingan.objects.exists()

    for _n in range(2):
        assert client.post(url, kirim | {f"jenis-{dua.pk}": "keluarga"}).status_code == 302
    assert BenturanKepentingan.objects.count() == 2
    halaman = client.get(url)
    assert halaman.context["belum"] == 1
    assert [b.unit for b in halaman.context["lain"]] == [dua]
    assert banyak_belum_dinyatakan(segar(anggota), musim) == 1
    # A unit that is not theirs is not taken.
    asing = make_unit("Asing", instansi=instansi)
    client.post(url, {f"pilihan-{asing.pk}": "tidak"})
    assert not BenturanKepentingan.objects.filter(unit=asing).exists()


def test_a_lead_records_and_withdraws(client, instansi, unit, musim, ketua, anggota):
    client.force_login(ketua)
    url = reverse("evaluation:tpi_benturan_catat")
    kirim = {"user": anggota.pk, "unit": unit.pk, "jenis": "keuangan", "uraian": ""}
    gagal = client.post(url, kirim)
    assert gagal.status_code == 422
    assert client.post(url, kirim | {"uraian": "Rekanan unit"}).status_code == 302
    satu = BenturanKepentingan.objects.get()
    assert (satu.user, satu.dinyatakan_oleh) == (anggota, ketua)
    assert Notifikasi.objects.filter(user=anggota).exists()
    assert "Rekanan unit" in client.get(reverse("evaluation:tpi_benturan_list")).content.decode()

    cabut_url = reverse("evaluation:tpi_benturan_cabut", args=[satu.pk])
    assert client.post(cabut_url, {"alasan": ""}).status_code == 422
    assert client.post(cabut_url, {"alasan": "Kontraknya sudah selesai"}).status_code == 302
    jawab = client.post(cabut_url, {"alasan": "Lagi"}, follow=True)
    assert "sudah dicabut" in jawab.content.decode()
    dicabut = client.get(reverse("evaluation:tpi_benturan_list"), {"keadaan": "dicabut"}).content.decode()
    assert "Kontraknya sudah selesai" in dicabut


def test_nothing_of_another_instansi_can_be_recorded(client, unit, musim, ketua):
    jauh = make_instansi("Kabupaten Lain")
    asing, unit_jauh = make_anggota(Peran.TPI_ANGGOTA, instansi=jauh), make_unit("Jauh", instansi=jauh)
    client.force_login(ketua)
    kirim = {"user": asing.pk, "unit": unit_jauh.pk, "jenis": "keluarga", "uraian": "x"}
    assert client.post(reverse("evaluation:tpi_benturan_catat"), kirim).status_code == 422
    assert not BenturanKepentingan.objects.exists()


def test_what_people_write_is_shown_as_text(client, musim):
    instansi = make_instansi(f"Kabupaten {JAHAT}")
    unit = make_unit(f"Dinas {JAHAT}", instansi=instansi)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=instansi, nama=f"Budi {JAHAT}")
    anggota = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi, nama=f"Ani {JAHAT}")
    lama = ada(anggota, unit, musim, uraian=JAHAT)
    cabut(benturan=lama, alasan=JAHAT, actor=ketua)
    satu = ada(anggota, unit, musim, uraian=JAHAT)
    for user, nama, args, query in (
        (anggota, "tpi_benturan", [], {}),
        (ketua, "tpi_benturan_list", [], {}),
        (ketua, "tpi_benturan_list", [], {"keadaan": "dicabut", "q": JAHAT}),
        (ketua, "tpi_benturan_catat", [], {}),
        (ketua, "tpi_benturan_cabut", [satu.pk], {}),
    ):
        client.force_login(user)
        halaman = client.get(reverse(f"evaluation:{nama}", args=args), query).content.decode()
        assert "&lt;script&gt;alert(1)" in halaman, nama
        assert "<script>alert" not in halaman, nama


def test_the_pages_take_the_same_queries_for_few_and_many(client, instansi, musim, ketua, anggota):
    banyak: dict[str, set[int]] = {}
    n = 0
    for sampai in (1, 3, 30):
        while n < sampai:
            n += 1
            unit = make_unit(f"Unit {n:02d}", instansi=instansi)
            PenugasanTPI.objects.create(unit=unit, musim=musim, user=anggota, oleh=ketua)
            lain = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi)
            BenturanKepentingan.objects.create(
                user=lain, unit=unit, musim=musim, ada=True, jenis="pribadi", uraian="Teman", dinyatakan_oleh=lain
            )
            pernah(lain, unit, 10)
        for user, nama in ((anggota, "tpi_benturan"), (ketua, "tpi_benturan_list")):
            client.force_login(user)
            url = reverse(f"evaluation:{nama}")
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            banyak.setdefault(nama, set()).add(len(queries))
    assert {nama: len(jumlah) for nama, jumlah in banyak.items()} == {"tpi_benturan": 1, "tpi_benturan_list": 1}
    assert max(max(jumlah) for jumlah in banyak.values()) <= 22
