"""TPI in levels: seats, what goes up, what comes back, who may read what."""

import datetime as dt

import pytest
from django.utils import timezone

from evaluation.enums import LAPIS_JENJANG, Aksi, Lapis, Status
from evaluation.enums.jenjang import AksiJenjang, Jenjang
from evaluation.enums.musim import CaraNilai
from evaluation.enums.riwayat import Benda
from evaluation.errors import CatatanKurang, EvaluationError, JenjangPindah, LKEMoved, MasaTutup, PenilaianKurang
from evaluation.models import (
    Jawaban,
    LembarKerjaEvaluasi,
    Musim,
    PenilaiLKE,
    Riwayat,
    RiwayatEvaluasi,
    RiwayatJawaban,
    Skor,
)
from evaluation.permissions import LIHAT_LAPIS, lapis_menilai
from evaluation.selectors.tpi import belum_dinilai
from evaluation.services.jenjang import ambil_kursi, kembalikan_jenjang, lepas_kursi, teruskan_jenjang
from evaluation.services.lke import ajukan_lke
from evaluation.services.skor import periksa_skor
from evaluation.services.tpi import kembalikan_lke, mulai_nilai, selesaikan_tpi, terima_sisanya
from tests.evaluation.jenjang import KODE, KODE2, buat_tim, isi, jawaban, nilai, sampai_dalnis, sampai_ketua
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_lke, make_musim, make_penugasan
from tests.serentak import bersama
from units.enums import Peran
from units.models import Keanggotaan, Notifikasi

pytestmark = pytest.mark.django_db
SEMUA_LAPIS = [x.value for x in (*LAPIS_JENJANG, Lapis.TPI)]


def lapis_ada(lke) -> set[str]:
    return set(Jawaban.objects.filter(lke=lke).values_list("lapis", flat=True))


def segar(orang):
    """The person as the next request sees them: without remembered roles and seats."""
    return type(orang).objects.get(pk=orang.pk)


# Beginning ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cara", "lapis", "jenjang"),
    [
        (CaraNilai.LANGSUNG, {"unit", "tpi"}, Jenjang.TANPA),
        (CaraNilai.BERJENJANG, {"unit", "at1"}, Jenjang.ANGGOTA_1),
        (CaraNilai.BUTA, {"unit", "at1", "at2"}, Jenjang.ANGGOTA),
    ],
)
def test_the_season_decides_which_level_opens_and_nothing_of_the_units_words_is_in_it(cara, lapis, jenjang):
    tim = buat_tim(cara, duduk=False)
    tim.lke.refresh_from_db()
    assert (lapis_ada(tim.lke), tim.lke.jenjang) == (lapis, jenjang)
    assert set(Jawaban.objects.filter(lke=tim.lke).exclude(lapis="unit").values_list("versi", "catatan")) == {(0, "")}
    assert not Jawaban.objects.filter(lke=tim.lke).exclude(lapis="unit").exclude(isi={}).exists()
    assert PenilaiLKE.objects.filter(user=tim.a).exists() == (cara != CaraNilai.LANGSUNG)


def test_a_sheet_stays_with_the_way_it_was_begun():
    musim = make_musim()
    lke = make_lke(musim=musim)
    isi_lapis_penuh(lke)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    bawa_ke(lke, Status.PERBAIKAN, actor=ketua)
    Musim.objects.update(cara_nilai=CaraNilai.BUTA)
    lke = LembarKerjaEvaluasi.objects.select_related("musim", "unit__instansi").get(pk=lke.pk)
    ajukan_lke(lke=lke, actor=ketua)
    mulai_nilai(lke=lke, actor=ketua)
    assert (lke.jenjang, lapis_ada(lke)) == ("", {"unit", "tpi"})


def test_a_lead_who_begins_takes_no_seat():
    tim = buat_tim(CaraNilai.BUTA, duduk=False)
    lke = make_lke(musim=tim.lke.musim)
    isi_lapis_penuh(lke)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    bawa_ke(lke, Status.DIAJUKAN, actor=ketua)
    mulai_nilai(lke=lke, actor=ketua)
    assert not PenilaiLKE.objects.filter(lke=lke).exists()


# Seats ----------------------------------------------------------------------------------------------------------------


def test_two_members_take_the_two_seats_and_a_third_finds_none():
    tim = buat_tim()
    assert dict(PenilaiLKE.objects.values_list("user__nama", "lapis")) == {"Andi": "at1", "Beti": "at2"}
    assert ambil_kursi(lke=tim.lke, actor=tim.a).lapis == "at1"  # a second click
    with pytest.raises(EvaluationError, match="Tidak ada kursi"):
        ambil_kursi(lke=tim.lke, actor=tim.c)


def test_leads_wait_for_their_level_and_sit_at_no_other():
    tim = buat_tim()
    for orang in (tim.ketua, tim.dalnis):
        with pytest.raises(EvaluationError, match="Tidak ada kursi"):
            ambil_kursi(lke=tim.lke, actor=orang)
    sampai_ketua(tim)
    with pytest.raises(EvaluationError, match="Tidak ada kursi"):
        ambil_kursi(lke=tim.lke, actor=tim.dalnis)
    assert PenilaiLKE.objects.get(user=tim.ketua).lapis == "kt"


def test_a_lead_who_is_assigned_too_does_not_sit_with_the_members():
    tim = buat_tim(duduk=False)
    make_anggota(Peran.TPI_ANGGOTA, instansi=tim.lke.unit.instansi, user=tim.dalnis)
    make_penugasan(tim.dalnis, tim.lke)
    with pytest.raises(EvaluationError, match="Tidak ada kursi"):
        ambil_kursi(lke=tim.lke, actor=segar(tim.dalnis))


def test_one_person_with_both_leading_roles_sits_at_one_level_only():
    tim = buat_tim(CaraNilai.BERJENJANG)
    make_anggota(Peran.TPI_DALNIS, instansi=tim.lke.unit.instansi, user=tim.ketua)
    tim.ketua = segar(tim.ketua)
    sampai_ketua(tim)
    teruskan_jenjang(lke=tim.lke, actor=tim.ketua)
    assert ambil_kursi(lke=tim.lke, actor=tim.ketua).lapis == "kt"
    assert lapis_menilai(tim.ketua, tim.lke) == ""
    assert ambil_kursi(lke=tim.lke, actor=tim.dalnis).lapis == "tpi"


def test_a_freed_seat_is_taken_by_another_and_never_changed_for_the_other_blind_one():
    tim = buat_tim()
    nilai(tim.lke, Lapis.AT1, KODE, "C", tim.a, "Belum ada SK")
    with pytest.raises(EvaluationError, match="alasan"):
        lepas_kursi(penilai=PenilaiLKE.objects.get(user=tim.a), alasan=" ", actor=tim.ketua)
    lepas_kursi(penilai=PenilaiLKE.objects.get(user=tim.a), alasan="Cuti", actor=tim.ketua)
    lepas_kursi(penilai=PenilaiLKE.objects.get(user=tim.b), alasan="Cuti", actor=tim.ketua)
    assert lapis_menilai(segar(tim.a), tim.lke) == ""
    assert ambil_kursi(lke=tim.lke, actor=tim.c).lapis == "at1"
    with pytest.raises(EvaluationError, match="Tidak ada kursi"):
        ambil_kursi(lke=tim.lke, actor=tim.a)  # has seen at1, and at2 is the other's
    assert ambil_kursi(lke=tim.lke, actor=tim.b).lapis == "at2"
    assert jawaban(tim.lke, "at1").isi == {KODE: "C"}
    assert RiwayatEvaluasi.objects.filter(aksi=AksiJenjang.LEPAS, alasan="Cuti").count() == 2
    assert Notifikasi.objects.filter(user=tim.a, judul__contains="tidak lagi").exists()


@pytest.mark.django_db(transaction=True)
def test_of_several_who_sit_down_at_once_each_seat_has_one():
    tim = buat_tim(duduk=False)
    hasil = bersama(*(lambda o=o: ambil_kursi(lke=tim.lke, actor=o) for o in (tim.b, tim.c, tim.b)))
    duduk = PenilaiLKE.objects.filter(lapis="at2")
    assert duduk.count() == 1
    assert {str(h.user_id) for h in hasil if isinstance(h, PenilaiLKE)} == {str(duduk.get().user_id)}


# Writing --------------------------------------------------------------------------------------------------------------


def test_who_may_write_which_layer_at_which_level():
    tim = buat_tim()
    orang = [tim.a, tim.b, tim.c, tim.ketua, tim.dalnis, tim.admin, tim.operator]

    def menilai():
        return [lapis_menilai(segar(o), tim.lke) for o in orang]

    assert menilai() == ["at1", "at2", "", "", "", "", ""]
    isi(tim.lke, Lapis.AT1)
    teruskan_jenjang(lke=tim.lke, actor=tim.a)
    assert menilai() == ["", "at2", "", "", "", "", ""]
    isi(tim.lke, Lapis.AT2)
    teruskan_jenjang(lke=tim.lke, actor=tim.b)
    assert menilai() == [""] * 7
    ambil_kursi(lke=tim.lke, actor=tim.ketua)
    assert menilai() == ["", "", "", "kt", "", "", ""]
    teruskan_jenjang(lke=tim.lke, actor=tim.ketua)
    ambil_kursi(lke=tim.lke, actor=tim.dalnis)
    assert menilai() == ["", "", "", "", "tpi", "", ""]
    selesaikan_tpi(lke=tim.lke, layak=True, alasan="", actor=tim.dalnis)
    assert menilai() == [""] * 7


def test_what_was_handed_over_is_closed_and_levels_above_are_not_open_yet():
    tim = buat_tim()
    isi(tim.lke, Lapis.AT1)
    teruskan_jenjang(lke=tim.lke, actor=tim.a)
    with pytest.raises(JenjangPindah):
        nilai(tim.lke, Lapis.AT1, KODE, "C", tim.a)
    nilai(tim.lke, Lapis.AT2, KODE, "C", tim.b, "Belum ada")
    assert jawaban(tim.lke, "at1").isi != {KODE: "C"}


def test_the_other_member_handing_over_meanwhile_does_not_stop_a_save():
    tim = buat_tim()
    lama = LembarKerjaEvaluasi.objects.select_related("musim", "unit__instansi").get(pk=tim.lke.pk)
    isi(tim.lke, Lapis.AT1)
    teruskan_jenjang(lke=tim.lke, actor=tim.a)
    nilai(lama, Lapis.AT2, KODE, "C", tim.b)
    assert jawaban(tim.lke, "at2").isi == {KODE: "C"}


def test_accepting_the_rest_works_at_a_level_and_only_there():
    tim = buat_tim()
    nilai(tim.lke, Lapis.AT1, KODE, "C", tim.a, "Belum ada")
    assert len(terima_sisanya(lke=tim.lke, actor=tim.a, lapis=Lapis.AT1)) == 112
    assert belum_dinilai(tim.lke, Lapis.AT1) == ()
    assert len(belum_dinilai(tim.lke, Lapis.AT2)) == 113
    with pytest.raises(LKEMoved):
        terima_sisanya(lke=tim.lke, actor=tim.dalnis)
    tim.lke.refresh_from_db()
    assert Skor.objects.get(lke=tim.lke, lapis="at1").versi_jawaban == tim.lke.versi_at1 == 2


# Up -------------------------------------------------------------------------------------------------------------------


def test_handing_over_needs_every_judgement_and_a_note_for_each_difference():
    tim = buat_tim(CaraNilai.BERJENJANG)
    with pytest.raises(PenilaianKurang):
        teruskan_jenjang(lke=tim.lke, actor=tim.a)
    isi(tim.lke, Lapis.AT1, {KODE: "C"}, catatan="")
    with pytest.raises(CatatanKurang, match=KODE):
        teruskan_jenjang(lke=tim.lke, actor=tim.a)
    for orang in (tim.b, tim.ketua, tim.dalnis, tim.operator):
        with pytest.raises(JenjangPindah):
            teruskan_jenjang(lke=tim.lke, actor=orang)
    tim.lke.refresh_from_db()
    assert tim.lke.jenjang == Jenjang.ANGGOTA_1


def test_the_ketua_begins_with_the_members_values_and_notes():
    tim = sampai_ketua(buat_tim(CaraNilai.BERJENJANG), a={KODE: "C"})
    kt = jawaban(tim.lke, "kt")
    assert (kt.isi, kt.catatan, kt.versi) == ({KODE: "C"}, "Catatan A", 1)
    assert belum_dinilai(tim.lke, Lapis.KT) == ()
    assert RiwayatJawaban.objects.get(jawaban=kt).oleh == tim.a
    assert not [f for _, f in periksa_skor(simpan=False) if f]
    assert Notifikasi.objects.filter(user=tim.ketua, judul__contains="menunggu penilaian").count() == 1
    assert not Notifikasi.objects.filter(user__in=[tim.operator, tim.pimpinan, tim.admin]).exists()


def test_of_two_blind_members_what_they_agree_on_goes_up_and_the_rest_is_left_open():
    tim = sampai_ketua(buat_tim(), a={KODE: "C", KODE2: "B"}, b={KODE: "C", KODE2: "C"})
    sama, beda = jawaban(tim.lke, "kt", KODE), jawaban(tim.lke, "kt", KODE2)
    assert (sama.isi, sama.catatan) == ({KODE: "C"}, "Catatan A\n\nCatatan B")
    assert (beda.isi, beda.catatan) == ({}, "")
    assert belum_dinilai(tim.lke, Lapis.KT) == (KODE2,)
    with pytest.raises(PenilaianKurang):
        teruskan_jenjang(lke=tim.lke, actor=tim.ketua)
    nilai(tim.lke, Lapis.KT, KODE2, "B", tim.ketua, "SK lama")
    teruskan_jenjang(lke=tim.lke, actor=tim.ketua)
    assert jawaban(tim.lke, "tpi", KODE2).catatan == "SK lama"
    assert {j.isi.get(KODE2) for j in Jawaban.objects.filter(lke=tim.lke, kode=KODE2)} >= {"B", "C"}


@pytest.mark.django_db(transaction=True)
def test_both_members_handing_over_at_once_reach_the_ketua_once():
    tim = buat_tim()
    isi(tim.lke, Lapis.AT1)
    isi(tim.lke, Lapis.AT2)
    lke = [LembarKerjaEvaluasi.objects.select_related("musim", "unit__instansi").get(pk=tim.lke.pk) for _ in range(3)]
    hasil = bersama(
        lambda: teruskan_jenjang(lke=lke[0], actor=tim.a),
        lambda: teruskan_jenjang(lke=lke[1], actor=tim.b),
        lambda: teruskan_jenjang(lke=lke[2], actor=tim.b),
    )
    tim.lke.refresh_from_db()
    assert tim.lke.jenjang == Jenjang.KETUA
    assert sum(isinstance(h, JenjangPindah) for h in hasil) == 1
    assert Jawaban.objects.filter(lke=tim.lke, lapis="kt", versi=1).count() == 113


def test_after_the_window_nothing_moves():
    tim = buat_tim(CaraNilai.BERJENJANG)
    isi(tim.lke, Lapis.AT1)
    Musim.objects.update(
        tpi_selesai=timezone.now() - dt.timedelta(hours=1), isi_selesai=timezone.now() - dt.timedelta(hours=2)
    )
    tim.lke.musim.refresh_from_db()
    with pytest.raises(MasaTutup):
        teruskan_jenjang(lke=tim.lke, actor=tim.a)
    with pytest.raises(MasaTutup):
        nilai(tim.lke, Lapis.AT1, KODE, "C", tim.a)


# Down -----------------------------------------------------------------------------------------------------------------


def test_a_return_opens_the_level_below_and_what_it_writes_anew_goes_up_again():
    tim = sampai_ketua(buat_tim(), a={KODE: "C"}, b={KODE: "C"})
    nilai(tim.lke, Lapis.KT, KODE2, "B", tim.ketua, "Ketua tidak yakin")
    with pytest.raises(EvaluationError, match="alasan"):
        kembalikan_jenjang(lke=tim.lke, alasan="  ", actor=tim.ketua)
    with pytest.raises(JenjangPindah):
        kembalikan_jenjang(lke=tim.lke, alasan="Ulangi", actor=tim.a)
    kembalikan_jenjang(lke=tim.lke, alasan="Periksa SK", actor=tim.ketua)
    assert [lapis_menilai(segar(o), tim.lke) for o in (tim.a, tim.b, tim.ketua)] == ["at1", "at2", ""]
    assert set(Notifikasi.objects.filter(isi="Periksa SK").values_list("user", flat=True)) == {tim.a.pk, tim.b.pk}

    nilai(tim.lke, Lapis.AT1, KODE, "B", tim.a, "Ada SK")
    for orang in (tim.a, tim.b):
        teruskan_jenjang(lke=tim.lke, actor=orang)

    assert jawaban(tim.lke, "kt", KODE).isi == {}  # they differ now
    assert jawaban(tim.lke, "kt", KODE2).isi == {KODE2: "B"}  # the ketua's own, untouched
    assert belum_dinilai(tim.lke, Lapis.KT) == (KODE,)


def test_the_pengendali_teknis_returns_to_the_ketua():
    tim = sampai_dalnis(buat_tim(CaraNilai.BERJENJANG))
    kembalikan_jenjang(lke=tim.lke, alasan="Lihat lagi", actor=tim.dalnis)
    assert [lapis_menilai(segar(o), tim.lke) for o in (tim.a, tim.ketua, tim.dalnis)] == ["", "kt", ""]
    with pytest.raises(LKEMoved):
        selesaikan_tpi(lke=tim.lke, layak=True, alasan="", actor=tim.dalnis)
    jejak = RiwayatEvaluasi.objects.filter(benda=Benda.JENJANG, lke=tim.lke).values_list("aksi", "ke")
    assert jejak.last() == ("kembalikan", "kt")


# The end, and later rounds --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jenjang", ["at", "kt"])
def test_below_the_last_level_a_sheet_is_neither_finished_nor_sent_back_to_the_unit(jenjang):
    tim = buat_tim() if jenjang == "at" else sampai_ketua(buat_tim())
    for orang in (tim.ketua, tim.dalnis):
        assert not segar(orang).has_perm("evaluation.selesaikan_tpi", tim.lke)
        assert not segar(orang).has_perm("evaluation.kembalikan_lke", tim.lke)
    with pytest.raises(LKEMoved):
        selesaikan_tpi(lke=tim.lke, layak=True, alasan="", actor=tim.dalnis)
    with pytest.raises(LKEMoved):
        kembalikan_lke(
            lke=tim.lke, tanda={KODE: "x"}, alasan="x", tenggat=timezone.now() + dt.timedelta(days=3), actor=tim.dalnis
        )
    tim.lke.refresh_from_db()
    assert (tim.lke.status, tim.lke.putaran) == (Status.DINILAI_TPI, 1)


def test_in_a_later_round_only_what_the_unit_changed_is_judged_again_at_each_level():
    tim = sampai_dalnis(buat_tim(), a={KODE: "C"}, b={KODE: "C"})
    kembalikan_lke(
        lke=tim.lke, tanda={KODE: "SK"}, alasan="SK", tenggat=timezone.now() + dt.timedelta(days=3), actor=tim.dalnis
    )
    nilai(tim.lke, Lapis.UNIT, KODE, "B", tim.operator)
    ajukan_lke(lke=tim.lke, actor=tim.pimpinan)
    mulai_nilai(lke=tim.lke, actor=tim.b)

    assert tim.lke.jenjang == Jenjang.ANGGOTA
    assert set(PenilaiLKE.objects.values_list("putaran", "selesai")) == {(2, None)}
    for lapis, orang in (("at1", tim.a), ("at2", tim.b)):
        assert belum_dinilai(tim.lke, lapis) == (KODE,)
        nilai(tim.lke, lapis, KODE, "B", orang, "")
        teruskan_jenjang(lke=tim.lke, actor=orang)
    assert jawaban(tim.lke, "kt").isi == {KODE: "B"}
    assert Jawaban.objects.filter(lke=tim.lke, lapis="kt", versi__gt=1).count() == 1
    teruskan_jenjang(lke=tim.lke, actor=tim.ketua)
    assert belum_dinilai(tim.lke) == ()
    selesaikan_tpi(lke=tim.lke, layak=True, alasan="", actor=tim.dalnis)
    assert tim.lke.status == Status.LAYAK


# Who reads what -------------------------------------------------------------------------------------------------------


def terbaca(orang, lke) -> str:
    return " ".join(x for x in SEMUA_LAPIS if segar(orang).has_perm(LIHAT_LAPIS[Lapis(x)], lke))


def test_who_reads_which_layer_at_which_level():
    tim = buat_tim()
    orang = [tim.a, tim.b, tim.c, tim.ketua, tim.dalnis, tim.admin, tim.operator]

    def semua():
        return [terbaca(o, tim.lke) for o in orang]

    # A level that is not open yet has no rows; what may be read of it matters once it has.
    awal = ["at1", "at2", "", "kt", "at1 at2 kt tpi", "", ""]
    assert semua() == awal
    isi(tim.lke, Lapis.AT1)
    teruskan_jenjang(lke=tim.lke, actor=tim.a)
    assert semua() == awal
    isi(tim.lke, Lapis.AT2)
    teruskan_jenjang(lke=tim.lke, actor=tim.b)
    sesudah = ["at1", "at2", "", "at1 at2 kt", "at1 at2 kt tpi", "", ""]
    assert semua() == sesudah
    ambil_kursi(lke=tim.lke, actor=tim.ketua)
    kembalikan_jenjang(lke=tim.lke, alasan="Ulangi", actor=tim.ketua)
    assert semua() == awal
    for o in (tim.a, tim.b):
        teruskan_jenjang(lke=tim.lke, actor=o)
    teruskan_jenjang(lke=tim.lke, actor=tim.ketua)
    ambil_kursi(lke=tim.lke, actor=tim.dalnis)
    assert semua() == sesudah
    selesaikan_tpi(lke=tim.lke, layak=True, alasan="", actor=tim.dalnis)
    assert semua() == ["at1 at2 kt tpi"] * 5 + ["tpi", "tpi"]


def test_after_a_return_to_the_unit_the_members_are_blind_to_one_another_still():
    tim = sampai_dalnis(buat_tim())
    kembalikan_lke(
        lke=tim.lke, tanda={KODE: "SK"}, alasan="SK", tenggat=timezone.now() + dt.timedelta(days=3), actor=tim.dalnis
    )
    assert [terbaca(o, tim.lke) for o in (tim.a, tim.b, tim.admin, tim.operator)] == [
        "at1 tpi",
        "at2 tpi",
        "tpi",
        "tpi",
    ]


def test_who_works_in_the_unit_reads_no_level():
    tim = sampai_dalnis(buat_tim())
    for orang in (tim.a, tim.ketua, tim.dalnis):
        make_anggota(Peran.OPERATOR, unit=tim.lke.unit, user=orang)
        assert terbaca(orang, tim.lke) == ""
        assert lapis_menilai(segar(orang), tim.lke) == ""


def test_a_seat_does_not_outlive_the_role():
    tim = buat_tim()
    Keanggotaan.objects.filter(user=tim.a).update(selesai=timezone.localdate() - dt.timedelta(days=1))
    a = segar(tim.a)
    assert (lapis_menilai(a, tim.lke), terbaca(a, tim.lke)) == ("", "")


def test_the_history_of_the_sheet_tells_nothing_of_levels():
    tim = sampai_dalnis(buat_tim())
    assert set(Riwayat.objects.filter(lke=tim.lke).values_list("aksi", flat=True)) == {
        Aksi.BUKA,
        Aksi.AJUKAN,
        Aksi.MULAI_NILAI,
    }
