"""Proof under questions: who may put it there when, what a submission freezes, and what equal files tell to whom."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from evaluation.enums import Lapis, Status
from evaluation.errors import BuktiDitolak, LKEMoved, MasaTutup, PertanyaanTerkunci, PertanyaanTidakAda
from evaluation.models import Jawaban, LembarKerjaEvaluasi, Musim, TautanBukti
from evaluation.selectors import bukti as baca
from evaluation.selectors.lembar import Hak, muat_lembar
from evaluation.selectors.tpi import belum_dinilai, perubahan_sejak
from evaluation.services import bukti as layanan
from evaluation.services.lke import ajukan_lke
from tests import berkas as buat
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    make_anggota,
    make_lke,
    make_unit,
)
from units.enums import Peran
from units.models import BuktiDukung
from units.services.bukti import DataBukti

pytestmark = pytest.mark.django_db

SATU, DUA = "A.I.1.i.a", "A.I.1.i.b"


@pytest.fixture
def operator(lke):
    return make_anggota(Peran.OPERATOR, unit=lke.unit)


@pytest.fixture
def lke():
    return make_lke()


def unggah(
    lke, operator, isi: bytes | str = "satu", kode: str = SATU, nama: str = "SK.pdf", **data
) -> layanan.Terpasang:
    isi = buat.pdf(isi) if isinstance(isi, str) else isi
    return layanan.unggah_bukti(
        lke=lke, kode=kode, berkas=buat.unggahan(isi, nama), nama=nama, data=DataBukti(**data), actor=operator
    )


def ganti(bukti, operator, isi: str):
    return layanan.ganti_berkas(bukti=bukti, berkas=buat.unggahan(buat.pdf(isi)), nama="baru.pdf", actor=operator)


def tautan_di(lke, user, kode: str = SATU) -> TautanBukti:
    return baca.bukti_soal(lke, user)[kode][0]


def segar(lke) -> LembarKerjaEvaluasi:
    return LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=lke.pk)


# --- Putting there ---------------------------------------------------------------------------------------------------


def test_an_upload_stands_under_its_question(lke, operator):
    hasil = unggah(lke, operator)
    assert (hasil.sudah_ada, hasil.tautan.kode, hasil.tautan.bukti.unit) == (False, SATU, lke.unit)
    assert tautan_di(lke, operator).versi_tampil.versi == 1


def test_a_repeated_upload_is_taken_once(lke, operator, media_root: Path):
    pertama, kedua = unggah(lke, operator), unggah(lke, operator)
    assert (kedua.sudah_ada, kedua.tautan.pk) == (True, pertama.tautan.pk)
    assert BuktiDukung.objects.count() == TautanBukti.objects.count() == 1
    assert len([p for p in media_root.rglob("*") if p.is_file()]) == 1
    assert not unggah(lke, operator, kode=DUA).sudah_ada


def test_one_proof_stands_under_many_questions(lke, operator):
    bukti = unggah(lke, operator).tautan.bukti
    baru = layanan.pasang_bukti(lke=lke, kode=[SATU, DUA, "A.I.2.i.a"], bukti=[bukti], actor=operator)
    assert [t.kode for t in baru] == [DUA, "A.I.2.i.a"]
    assert tautan_di(lke, operator).tanda.soal_lain == [DUA, "A.I.2.i.a"]


def test_proof_of_another_unit_or_a_deleted_one_is_refused(lke, operator):
    lain = make_lke(unit=make_unit("Lain", instansi=lke.unit.instansi))
    asing = unggah(lain, make_anggota(Peran.OPERATOR, unit=lain.unit)).tautan.bukti
    with pytest.raises(BuktiDitolak):
        layanan.pasang_bukti(lke=lke, kode=[SATU], bukti=[asing], actor=operator)
    milik = unggah(lke, operator).tautan.bukti
    layanan.hapus_bukti(bukti=milik, actor=operator)
    with pytest.raises(BuktiDitolak):
        layanan.pasang_bukti(lke=lke, kode=[SATU], bukti=[milik], actor=operator)
    assert not TautanBukti.objects.filter(lke=lke).exists()


def test_unlinking_keeps_the_proof_in_the_archive(lke, operator):
    tautan = unggah(lke, operator).tautan
    layanan.lepas_bukti(tautan=tautan, actor=operator)
    layanan.lepas_bukti(tautan=TautanBukti(pk=tautan.pk, lke=lke, kode=SATU, bukti=tautan.bukti), actor=operator)
    assert not TautanBukti.objects.exists()
    assert BuktiDukung.objects.hidup().count() == 1


def test_a_link_is_proof_as_well(lke, operator):
    layanan.tautkan_url(lke=lke, kode=SATU, url="https://contoh.go.id/a", data=DataBukti("Berita"), actor=operator)
    tautan = tautan_di(lke, operator)
    assert (tautan.bukti.judul, tautan.versi_tampil) == ("Berita", None)
    with pytest.raises(BuktiDitolak, match="diawali https"):
        layanan.tautkan_url(lke=lke, kode=SATU, url="javascript:alert(1)", data=DataBukti(), actor=operator)
    assert BuktiDukung.objects.count() == 1


def test_a_refused_file_changes_nothing(lke, operator, media_root: Path):
    with pytest.raises(BuktiDitolak, match=r"Jenis \.exe tidak diterima"):
        unggah(lke, operator, nama="a.exe")
    with pytest.raises(PertanyaanTidakAda):
        unggah(lke, operator, kode="X.1")
    assert not BuktiDukung.objects.exists()
    assert not [p for p in media_root.rglob("*") if p.is_file()]


# --- When ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [s for s in Status if s not in {Status.DRAF, Status.PERBAIKAN}])
def test_a_sheet_that_is_not_the_units_takes_and_gives_no_proof(lke, operator, status):
    tautan = unggah(lke, operator).tautan
    isi_lapis_penuh(lke)
    bawa_ke(lke, status, actor=operator)
    basi = segar(lke)
    basi.status = Status.DRAF  # what a page opened before the submission believes
    for sekarang in (segar(lke), basi):
        with pytest.raises(LKEMoved):
            unggah(sekarang, operator, "dua")
        with pytest.raises(LKEMoved):
            layanan.pasang_bukti(lke=sekarang, kode=[DUA], bukti=[tautan.bukti], actor=operator)
        tautan.lke = sekarang
        with pytest.raises(LKEMoved):
            layanan.lepas_bukti(tautan=tautan, actor=operator)
        with pytest.raises(LKEMoved):
            layanan.tautkan_url(lke=sekarang, kode=DUA, url="https://a.id", data=DataBukti(), actor=operator)
    assert BuktiDukung.objects.count() == TautanBukti.objects.count() == 1


def test_in_perbaikan_only_the_returned_questions_are_open(lke, operator):
    satu, dua = unggah(lke, operator).tautan, unggah(lke, operator, "dua", DUA).tautan
    isi_lapis_penuh(lke)
    lke = segar(bawa_ke(lke, Status.PERBAIKAN, actor=operator, tanda=SATU))
    assert unggah(lke, operator, "tiga").tautan.kode == SATU
    with pytest.raises(PertanyaanTerkunci):
        unggah(lke, operator, "empat", DUA)
    with pytest.raises(PertanyaanTerkunci):
        layanan.pasang_bukti(lke=lke, kode=[SATU, DUA], bukti=[satu.bukti], actor=operator)
    dua.lke = lke
    with pytest.raises(PertanyaanTerkunci):
        layanan.lepas_bukti(tautan=dua, actor=operator)
    satu.lke = lke
    layanan.lepas_bukti(tautan=satu, actor=operator)
    assert set(TautanBukti.objects.values_list("kode", flat=True)) == {SATU, DUA}


def test_after_the_window_nothing_is_taken(lke, operator):
    kini = timezone.now()
    Musim.objects.filter(pk=lke.musim_id).update(
        isi_selesai=kini - dt.timedelta(hours=1), isi_mulai=kini - dt.timedelta(days=9)
    )
    with pytest.raises(MasaTutup):
        unggah(segar(lke), operator)
    assert not BuktiDukung.objects.exists()


# --- Versions and freezing -------------------------------------------------------------------------------------------


def test_a_submitted_sheet_keeps_the_version_it_was_submitted_with(lke, operator):
    pimpinan = make_anggota(Peran.PIMPINAN_UNIT, unit=lke.unit)
    bukti = unggah(lke, operator).tautan.bukti
    pertama = bukti.berkas.get()
    kedua = ganti(bukti, operator, "dua")
    assert tautan_di(lke, operator).versi_tampil == kedua
    assert set(baca.berkas_lke(lke)) == {pertama, kedua}

    isi_lapis_penuh(lke)
    ajukan_lke(lke=segar(lke), actor=pimpinan)
    ketiga = ganti(bukti, operator, "tiga")
    beku = tautan_di(segar(lke), operator)
    assert (beku.beku, beku.versi_tampil) == (True, kedua)
    assert beku.tanda.lama == "Ada versi 3 sesudah LKE diajukan"
    assert set(baca.berkas_lke(segar(lke))) == {kedua}
    assert bukti.berkas.first() == ketiga


def test_submitting_again_freezes_anew_only_what_was_open(lke, operator):
    pimpinan = make_anggota(Peran.PIMPINAN_UNIT, unit=lke.unit)
    satu, dua = unggah(lke, operator).tautan.bukti, unggah(lke, operator, "dua", DUA).tautan.bukti
    isi_lapis_penuh(lke)
    lke = segar(bawa_ke(lke, Status.PERBAIKAN, actor=operator, tanda=SATU))
    for bukti in (satu, dua):
        ganti(bukti, operator, f"versi dua {bukti.pk}")
    tampil = {kode: daftar[0].versi_tampil.versi for kode, daftar in baca.bukti_soal(lke, operator).items()}
    assert tampil == {SATU: 2, DUA: 1}
    assert dua.berkas.first() not in baca.berkas_lke(lke)
    ajukan_lke(lke=lke, actor=pimpinan)
    tampil = {kode: daftar[0].versi_tampil.versi for kode, daftar in baca.bukti_soal(segar(lke), operator).items()}
    assert tampil == {SATU: 2, DUA: 1}


def test_what_a_sheet_was_submitted_with_is_neither_deleted_nor_reworded(lke, operator):
    bukti = unggah(lke, operator, judul="Asli").tautan.bukti
    tautan = layanan.tautkan_url(
        lke=lke, kode=DUA, url="https://a.id/1", data=DataBukti("Tautan"), actor=operator
    ).bukti
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DIAJUKAN, actor=operator)
    for satu in (bukti, tautan):
        with pytest.raises(BuktiDitolak, match="sudah diajukan"):
            layanan.ubah_bukti(bukti=satu, data=DataBukti("Lain"), url="https://a.id/2", actor=operator)
        with pytest.raises(BuktiDitolak, match="sudah diajukan"):
            layanan.hapus_bukti(bukti=satu, actor=operator)
        satu.refresh_from_db()
        assert satu.dihapus_pada is None
    assert (bukti.judul, tautan.judul, tautan.url) == ("Asli", "Tautan", "https://a.id/1")


def test_in_perbaikan_an_open_questions_proof_may_be_reworded_but_not_deleted(lke, operator):
    satu, dua = unggah(lke, operator).tautan.bukti, unggah(lke, operator, "dua", DUA).tautan.bukti
    isi_lapis_penuh(lke)
    lke = segar(bawa_ke(lke, Status.PERBAIKAN, actor=operator, tanda=SATU))
    layanan.ubah_bukti(bukti=satu, data=DataBukti("Lebih jelas"), actor=operator)
    with pytest.raises(BuktiDitolak):
        layanan.ubah_bukti(bukti=dua, data=DataBukti("Lebih jelas"), actor=operator)
    with pytest.raises(BuktiDitolak):
        layanan.hapus_bukti(bukti=satu, actor=operator)
    baru = unggah(lke, operator, "tiga").tautan.bukti
    layanan.hapus_bukti(bukti=baru, actor=operator)
    assert (baru.dihapus_oleh, BuktiDukung.objects.hidup().count()) == (operator, 2)


def test_deleting_takes_the_proof_out_of_drafts(lke, operator):
    bukti = unggah(lke, operator).tautan.bukti
    layanan.hapus_bukti(bukti=bukti, actor=operator)
    assert not TautanBukti.objects.exists()
    assert baca.bukti_soal(lke, operator) == {}
    assert BuktiDukung.objects.get().dihapus_oleh == operator


# --- Marks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "luar"),
    [
        ({}, False),
        ({"tanggal": dt.date(2024, 1, 1)}, False),
        ({"tanggal": dt.date(2026, 12, 31)}, False),
        ({"tanggal": dt.date(2023, 12, 31)}, True),
        ({"tanggal": dt.date(2027, 1, 1)}, True),
        (
            {
                "tanggal": dt.date(2019, 5, 1),
                "periode_mulai": dt.date(2019, 1, 1),
                "periode_selesai": dt.date(2025, 1, 1),
            },
            False,
        ),
        ({"periode_mulai": dt.date(2020, 1, 1), "periode_selesai": dt.date(2023, 12, 31)}, True),
        ({"periode_mulai": dt.date(2027, 1, 1)}, True),
    ],
)
def test_proof_from_outside_the_years_is_marked_and_taken(lke, operator, data, luar):
    unggah(lke, operator, **data)
    assert tautan_di(lke, operator).tanda.luar_tahun == ("Di luar tahun bukti 2024–2026" if luar else "")


def test_equal_files_in_a_sheet_and_in_the_archive_are_marked(lke, operator):
    satu, dua = unggah(lke, operator).tautan, unggah(lke, operator, kode=DUA).tautan
    unggah(lke, operator, "lain", "A.I.2.i.a")
    semua = baca.bukti_soal(lke, operator)
    assert semua[SATU][0].tanda.kembar == f"Berkas sama dengan bukti pada {DUA}"
    assert semua[DUA][0].tanda.kembar == f"Berkas sama dengan bukti pada {SATU}"
    assert semua["A.I.2.i.a"][0].tanda.kembar == ""
    layanan.lepas_bukti(tautan=dua, actor=operator)
    assert tautan_di(lke, operator).tanda.kembar == "Berkas sama dengan “SK” di arsip"
    layanan.hapus_bukti(bukti=dua.bukti, actor=operator)
    assert tautan_di(lke, operator).tanda.kembar == ""
    assert satu.pk == tautan_di(lke, operator).pk


def test_an_equal_file_of_another_unit_is_told_without_its_name(lke, operator):
    sebelah = make_lke(unit=make_unit("Dinas Rahasia", instansi=lke.unit.instansi))
    jauh = make_lke(unit=make_unit("Unit Jauh"))
    unggah(lke, operator)
    for lain in (jauh, sebelah):
        unggah(lain, make_anggota(Peran.OPERATOR, unit=lain.unit))
        kata = "Juga dipakai unit di instansi lain" if lain == jauh else "Juga dipakai unit lain di instansi ini"
        assert tautan_di(lke, operator).tanda.kembar == kata


def test_tpi_reads_the_name_once_it_may_see_the_other_sheet(lke, operator):
    sebelah = make_lke(unit=make_unit("Dinas Sebelah", instansi=lke.unit.instansi))
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    unggah(lke, operator)
    unggah(sebelah, make_anggota(Peran.OPERATOR, unit=sebelah.unit))
    assert tautan_di(lke, ketua).tanda.kembar == "Juga dipakai unit lain di instansi ini"
    isi_lapis_penuh(sebelah)
    bawa_ke(sebelah, Status.DIAJUKAN, actor=operator)
    assert tautan_di(lke, ketua).tanda.kembar == "Juga dipakai Dinas Sebelah"
    assert tautan_di(lke, operator).tanda.kembar == "Juga dipakai unit lain di instansi ini"


def test_the_archive_of_a_unit_is_not_told_to_others(lke, operator):
    tautan = unggah(lke, operator).tautan
    lain = unggah(lke, operator, kode=DUA, judul="Judul rahasia").tautan
    layanan.lepas_bukti(tautan=lain, actor=operator)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    assert "Judul rahasia" in tautan_di(lke, operator).tanda.kembar
    assert tautan_di(lke, ketua).tanda.kembar == ""
    assert tautan.kode == SATU


@pytest.mark.parametrize("jumlah", [1, 3, 12])
def test_the_proof_of_a_page_is_read_in_a_fixed_number_of_queries(lke, operator, jumlah, django_assert_num_queries):
    for n in range(jumlah):
        bukti = unggah(lke, operator, f"isi {n}").tautan.bukti
        ganti(bukti, operator, f"versi {n}")
        unggah(lke, operator, f"isi {n}", DUA)
    lke, operator = segar(lke), type(operator).objects.get(pk=operator.pk)
    with django_assert_num_queries(5):  # links, versions, equal files, where those stand, the person's roles
        semua = baca.bukti_soal(lke, operator)
    assert len(semua[SATU]) == len(semua[DUA]) == jumlah


# --- Many at once ----------------------------------------------------------------------------------------------------


def sekaligus(kerja, banyak: int = 6) -> list[object]:
    """Run ``kerja(n)`` in as many threads; each with a connection of its own. Returns results or errors."""

    def satu(n: int) -> object:
        try:
            return kerja(n)
        except BuktiDitolak as galat:
            return galat
        finally:
            connection.close()

    with ThreadPoolExecutor(banyak) as kolam:
        return list(kolam.map(satu, range(banyak)))


@pytest.mark.django_db(transaction=True)
def test_one_file_sent_many_times_at_once_is_taken_once(lke, operator, media_root: Path):
    hasil = sekaligus(lambda _n: unggah(segar(lke), operator))
    assert sorted(h.sudah_ada for h in hasil) == [False] + [True] * 5
    assert BuktiDukung.objects.count() == TautanBukti.objects.count() == 1
    assert len([p for p in media_root.rglob("*") if p.is_file()]) == 1


@pytest.mark.django_db(transaction=True)
def test_many_replacements_at_once_get_numbers_of_their_own(lke, operator):
    bukti = unggah(lke, operator).tautan.bukti
    sekaligus(lambda n: ganti(BuktiDukung.objects.select_related("unit").get(pk=bukti.pk), operator, f"versi {n}"))
    assert sorted(bukti.berkas.values_list("versi", flat=True)) == list(range(1, 8))


@pytest.mark.django_db(transaction=True)
def test_many_uploads_at_once_do_not_pass_the_quota_together(lke, operator, settings, media_root: Path):
    settings.BUKTI_KUOTA_BERKAS = 3
    hasil = sekaligus(lambda n: unggah(segar(lke), operator, f"isi {n}"))
    assert sum(isinstance(h, BuktiDitolak) for h in hasil) == 3
    assert BuktiDukung.objects.count() == 3
    assert len([p for p in media_root.rglob("*") if p.is_file()]) == 3


# --- Taken away after a submission -----------------------------------------------------------------------------------


@pytest.fixture
def dinilai(lke, operator):
    """A sheet sent back for SATU, with a file and a web address under it that TPI has judged; DUA has a file too."""
    pimpinan = make_anggota(Peran.PIMPINAN_UNIT, unit=lke.unit)
    unggah(lke, operator, judul="SK Tim")
    layanan.tautkan_url(lke=lke, kode=SATU, url="https://a.id/1", data=DataBukti("Berita"), actor=operator)
    unggah(lke, operator, "dua", DUA, judul="Rencana")
    isi_lapis_penuh(lke)
    lke = segar(bawa_ke(lke, Status.PERBAIKAN, actor=operator, tanda=SATU))
    Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI).update(diubah_pada=timezone.now(), versi=1)
    assert belum_dinilai(lke) == ()
    return lke, pimpinan


def pasangan(lke, judul: str) -> TautanBukti:
    tautan = TautanBukti.objects.terpasang().get(lke=lke, bukti__judul=judul)
    tautan.lke = lke
    return tautan


def perlu_di_lembar(lke) -> list[str]:
    hak = Hak(lihat=(Lapis.UNIT, Lapis.TPI), isi=Lapis.TPI, ajukan=False, komentar=False, ranah=())
    lembar = muat_lembar(lke, hak)
    return lembar.saring("perlu_dinilai", [p.kode for p in lembar.instrumen.semua_pertanyaan])


@pytest.mark.parametrize("judul", ["SK Tim", "Berita"])
def test_submitted_proof_that_is_taken_away_must_be_judged_again(dinilai, operator, judul):
    lke, pimpinan = dinilai
    tautan = pasangan(lke, judul)
    pertama, jumlah = tautan.berkas, len(baca.bukti_soal(lke, operator)[SATU])
    assert perlu_di_lembar(lke) == []

    layanan.lepas_bukti(tautan=tautan, actor=operator)
    layanan.lepas_bukti(tautan=tautan, actor=operator)

    tautan.refresh_from_db()
    assert tautan.dilepas_pada is not None
    assert (tautan.dilepas_oleh, tautan.berkas) == (operator, pertama)
    assert len(baca.bukti_soal(lke, operator)[SATU]) == jumlah - 1
    assert belum_dinilai(lke) == tuple(perlu_di_lembar(lke)) == (SATU,)
    arsip = {b.judul: b for b in baca.lengkapi_arsip(list(baca.arsip(lke.unit, baca.SaringArsip())))}
    assert (arsip[judul].jumlah_pakai, arsip[judul].pemakaian) == (0, [])
    if pertama:
        assert pertama not in baca.berkas_lke(lke)
    ganti_versi = pasangan(lke, "SK Tim").bukti if judul == "Berita" else tautan.bukti
    ganti(ganti_versi, operator, "versi dua")

    ajukan_lke(lke=segar(lke), actor=pimpinan)
    tautan.refresh_from_db()
    assert tautan.berkas == pertama, "what was taken away keeps the version TPI saw"
    assert belum_dinilai(segar(lke)) == (SATU,)


def test_proof_taken_away_is_told_to_who_looks_again(dinilai, operator):
    lke, _pimpinan = dinilai
    sejak = timezone.now()
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    assert perubahan_sejak(lke, sejak, ketua, []) == ()
    layanan.lepas_bukti(tautan=pasangan(lke, "SK Tim"), actor=operator)
    (satu,) = perubahan_sejak(lke, sejak, ketua, [])
    assert (satu.pertanyaan.kode, satu.bukti, [t.bukti.judul for t in satu.dilepas]) == (SATU, (), ["SK Tim"])


def test_submitted_proof_that_was_taken_away_cannot_be_deleted(dinilai, operator):
    lke, _pimpinan = dinilai
    for judul in ("SK Tim", "Berita"):
        tautan = pasangan(lke, judul)
        layanan.lepas_bukti(tautan=tautan, actor=operator)
        with pytest.raises(BuktiDitolak, match="sudah diajukan"):
            layanan.hapus_bukti(bukti=tautan.bukti, actor=operator)
    assert BuktiDukung.objects.hidup().count() == 3


def test_proof_that_was_never_submitted_leaves_no_link_behind(dinilai, operator):
    lke, _pimpinan = dinilai
    baru = unggah(lke, operator, "tiga", judul="Baru").tautan
    layanan.lepas_bukti(tautan=baru, actor=operator)
    assert not TautanBukti.objects.filter(pk=baru.pk).exists()
    assert belum_dinilai(lke) == ()
    layanan.hapus_bukti(bukti=baru.bukti, actor=operator)
    assert not BuktiDukung.objects.hidup().filter(pk=baru.bukti_id).exists()


def test_the_same_proof_put_back_is_a_new_link(dinilai, operator):
    lke, pimpinan = dinilai
    lama = pasangan(lke, "SK Tim")
    layanan.lepas_bukti(tautan=lama, actor=operator)
    (baru,) = layanan.pasang_bukti(lke=lke, kode=[SATU], bukti=[lama.bukti], actor=operator)
    assert baru.pk != lama.pk
    assert layanan.pasang_bukti(lke=lke, kode=[SATU], bukti=[lama.bukti], actor=operator) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        TautanBukti.objects.create(lke=lke, kode=SATU, bukti=lama.bukti, oleh=operator)

    sama = unggah(lke, operator)
    assert (sama.sudah_ada, sama.tautan.pk) == (True, baru.pk)
    ajukan_lke(lke=segar(lke), actor=pimpinan)
    assert [t.pk for t in baca.bukti_soal(segar(lke), operator)[SATU]] == [pasangan(lke, "Berita").pk, baru.pk]
    assert belum_dinilai(segar(lke)) == (SATU,)


def test_a_file_uploaded_again_after_it_was_taken_away_stands_there_again(dinilai, operator):
    lke, _pimpinan = dinilai
    layanan.lepas_bukti(tautan=pasangan(lke, "SK Tim"), actor=operator)
    hasil = unggah(lke, operator, judul="SK Tim lagi")
    assert not hasil.sudah_ada
    assert [t.bukti.judul for t in baca.bukti_soal(lke, operator)[SATU]] == ["Berita", "SK Tim lagi"]


def test_the_address_of_a_link_that_was_submitted_stays(dinilai, operator):
    lke, _pimpinan = dinilai
    tautan = pasangan(lke, "Berita")
    for lepas in (False, True):
        if lepas:
            layanan.lepas_bukti(tautan=tautan, actor=operator)
        with pytest.raises(BuktiDitolak, match=r"pernah diajukan\. Tambahkan tautan baru, lalu lepas yang lama"):
            layanan.ubah_bukti(bukti=tautan.bukti, data=DataBukti("B"), url="https://a.id/2", actor=operator)
        layanan.ubah_bukti(bukti=tautan.bukti, data=DataBukti("Kabar"), url="https://a.id/1", actor=operator)
        tautan.bukti.refresh_from_db()
        assert (tautan.bukti.judul, tautan.bukti.url) == ("Kabar", "https://a.id/1")
    baru = layanan.tautkan_url(lke=lke, kode=SATU, url="https://b.id", data=DataBukti("Baru"), actor=operator).bukti
    layanan.ubah_bukti(bukti=baru, data=DataBukti("Baru"), url="https://b.id/2", actor=operator)
    assert BuktiDukung.objects.get(pk=baru.pk).url == "https://b.id/2"
