"""A workbook on its way into a sheet: taken or refused at the door, compared, ticked, and written as one thing."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from evaluation.buku_kerja.bentuk import SUSUNAN, Bentuk, letak
from evaluation.buku_kerja.tulis import tulis_buku
from evaluation.enums import Lapis, Status
from evaluation.enums.impor_lke import StatusImporLKE as S
from evaluation.errors import EvaluationError
from evaluation.models import BarisImporLKE, ImporLKE, Jawaban, RiwayatEvaluasi, RiwayatJawaban
from evaluation.permissions.impor_lke import lapis_impor_terbaca
from evaluation.selectors.buku import isi_buku
from evaluation.selectors.riwayat import q_sekitar
from evaluation.selectors.skor import instrumen_lke
from evaluation.services.impor_lke import (
    ANTREAN,
    ImporDitolak,
    batalkan_impor_lke,
    jalankan_impor_lke,
    pilih_baris,
    sapu_impor_lke,
    terapkan_impor,
    unggah_impor_lke,
)
from evaluation.services.jawaban import simpan_jawaban
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_instansi, make_lke, make_penugasan
from units.enums import Peran
from zi_portal.common.antrean import PERCOBAAN_TERBANYAK

pytestmark = pytest.mark.django_db
SATU, DUA, TIGA = "A.I.1.i.a", "A.I.1.i.b", "A.I.1.ii.a"
CANARY = "<script>alert(1)</script>"


@pytest.fixture
def lke():
    return make_lke()


@pytest.fixture
def operator(lke):
    return make_anggota(Peran.OPERATOR, unit=lke.unit, nama="Siti Aminah")


@pytest.fixture
def klien(operator, client):
    client.force_login(operator)
    return client


def buku(lke, user, ubah: dict[str, object], *, catatan: dict[str, str] | None = None, lapis: str = "unit") -> bytes:
    """The sheet's workbook as this person downloads it, with cells typed over; keys are inputs."""
    keluar = io.BytesIO()
    tulis_buku(isi_buku(lke, user), Bentuk.JAWABAN, keluar)
    kerja = load_workbook(io.BytesIO(keluar.getvalue()))
    susunan, baris = SUSUNAN[Bentuk.JAWABAN], letak(instrumen_lke(lke), Bentuk.JAWABAN).masukan
    for kode, nilai in ubah.items():
        kerja[susunan.lembar][f"{susunan.kolom[lapis].jawaban}{baris[kode]}"] = nilai
    for kode, nilai in (catatan or {}).items():
        sel = kerja[susunan.lembar][f"{susunan.kolom[lapis].catatan}{baris[kode]}"]
        sel.value, sel.data_type = nilai, "s"  # typed as text, whatever it begins with
    hasil = io.BytesIO()
    kerja.save(hasil)
    return hasil.getvalue()


def berkas(isi: bytes, nama: str = "LKE.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, isi)


def unggah(lke, user, isi: bytes, lapis: str = "unit", nama: str = "LKE.xlsx") -> ImporLKE:
    return unggah_impor_lke(lke=lke, lapis=lapis, berkas=berkas(isi, nama), nama=nama, actor=user)


def periksa(impor: ImporLKE, tugas: str = "t1") -> ImporLKE:
    jalankan_impor_lke(impor_id=impor.pk, tugas=tugas)
    impor.refresh_from_db()
    return impor


def siap(lke, user, ubah: dict[str, object], **lain) -> ImporLKE:
    return periksa(unggah(lke, user, buku(lke, user, ubah, **lain), lain.get("lapis", "unit")))


def terapkan(impor: ImporLKE, user) -> ImporLKE:
    terapkan_impor(impor=impor, sidik=impor.sidik, actor=user)
    return periksa(impor, "t2")


def jawaban(lke, kode: str, lapis: str = "unit") -> dict:
    return Jawaban.objects.get(lke=lke, lapis=lapis, kode=kode).isi


def jawab(lke, user, kode: str, nilai: str, lapis: str = "unit") -> None:
    lama = Jawaban.objects.get(lke=lke, lapis=lapis, kode=kode)
    lke.refresh_from_db()
    simpan_jawaban(lke=lke, lapis=lapis, kode=kode, ubah={kode: nilai}, actor=user, versi=lama.versi)


def alamat(nama: str, impor: ImporLKE) -> str:
    return reverse(f"evaluation:{nama}", args=[impor.lke_id, impor.pk])


# --- From the file to the sheet ---------------------------------------------------------------------------------------


def test_uploaded_compared_and_written(lke, operator):
    impor = siap(lke, operator, {SATU: "Ya", DUA: "A"}, catatan={SATU: "=Ada SK"})
    assert (impor.status, impor.ringkas["berubah"]) == (S.SIAP, 3)
    assert list(impor.baris.values_list("kode", "masukan", "lama", "baru", "dipilih")) == [
        (SATU, SATU, None, "Ya", True),
        (SATU, "catatan", None, "=Ada SK", True),
        (DUA, DUA, None, "A", True),
    ]
    assert jawaban(lke, SATU) == {}  # nothing is written before a person says so
    impor = terapkan(impor, operator)
    assert (impor.status, impor.hasil["tertulis"]["sel"], impor.hasil["tertulis"]["jawaban"]) == (S.SELESAI, 3, 2)
    assert (jawaban(lke, SATU), jawaban(lke, DUA)) == ({SATU: "Ya"}, {DUA: "A"})
    assert Jawaban.objects.get(lke=lke, lapis="unit", kode=SATU).catatan == "=Ada SK"
    assert RiwayatJawaban.objects.filter(jawaban__lke=lke, oleh=operator).count() == 2
    selesai = RiwayatEvaluasi.objects.get(benda="impor", aksi="selesai")
    assert (selesai.lke_id, selesai.pelaku, selesai.rincian["berkas"]) == (lke.pk, operator, "LKE.xlsx")


def test_only_ticked_rows_are_written(lke, operator):
    impor = siap(lke, operator, {SATU: "Ya", DUA: "A", TIGA: "Ya"})
    satu, dua, _tiga = impor.baris.values_list("pk", flat=True)
    # A page that showed two of them says nothing of the third.
    pilih_baris(impor=impor, tampil=[satu, dua], pilih=[dua])
    terapkan(impor, operator)
    assert [jawaban(lke, k) != {} for k in (SATU, DUA, TIGA)] == [False, True, True]


def test_a_file_without_changes_says_so(klien, lke, operator):
    impor = siap(lke, operator, {})
    assert (impor.status, impor.baris.count()) == (S.SIAP, 0)
    assert "tidak ada yang perlu ditulis" in klien.get(alamat("impor_lke_detail", impor)).content.decode()
    with pytest.raises(EvaluationError, match="Centang paling sedikit satu"):
        terapkan_impor(impor=impor, sidik=impor.sidik, actor=operator)


def test_the_same_file_twice_is_one_import_while_the_first_is_open(lke, operator):
    isi = buku(lke, operator, {SATU: "Ya"})
    pertama = unggah(lke, operator, isi)
    assert unggah(lke, operator, isi).pk == pertama.pk
    terapkan(periksa(pertama), operator)
    kedua = periksa(unggah(lke, operator, isi))
    assert kedua.pk != pertama.pk
    assert kedua.baris.count() == 0  # already as the file says


def test_double_press_and_double_run_write_once(lke, operator):
    impor = siap(lke, operator, {SATU: "Ya"})
    for _kali in range(2):
        terapkan_impor(impor=impor, sidik=impor.sidik, actor=operator)
    periksa(impor, "t2")
    periksa(impor, "t3")
    terapkan_impor(impor=impor, sidik=impor.sidik, actor=operator)
    assert RiwayatJawaban.objects.filter(jawaban__lke=lke, jawaban__kode=SATU).count() == 1
    assert RiwayatEvaluasi.objects.filter(benda="impor", aksi="terapkan").count() == 1


# --- Two people -------------------------------------------------------------------------------------------------------


def test_somebody_answers_between_preview_and_apply(lke, operator):
    impor = siap(lke, operator, {SATU: "Ya", DUA: "A"})
    teman = make_anggota(Peran.OPERATOR, unit=lke.unit, nama="Rina Lubis")
    jawab(lke, teman, SATU, "Tidak")
    impor = terapkan(impor, operator)
    assert impor.status == S.SIAP
    assert "berubah sejak pratinjau dibuat" in impor.galat
    assert (jawaban(lke, SATU), jawaban(lke, DUA)) == ({SATU: "Tidak"}, {})  # nothing of it was written
    baris = impor.baris.get(kode=SATU)
    assert (baris.bentrok, baris.dipilih, baris.diubah_oleh, baris.lama) == (True, False, "Rina Lubis", "Tidak")
    # The new preview leaves the conflict out unless it is ticked.
    impor = terapkan(impor, operator)
    assert (impor.status, jawaban(lke, SATU), jawaban(lke, DUA)) == (S.SELESAI, {SATU: "Tidak"}, {DUA: "A"})


def test_a_conflict_that_is_ticked_is_overwritten(lke, operator):
    isi = buku(lke, operator, {SATU: "Ya"})
    jawab(lke, make_anggota(Peran.OPERATOR, unit=lke.unit, nama="Rina Lubis"), SATU, "Tidak")
    impor = periksa(unggah(lke, operator, isi))
    baris = impor.baris.get()
    assert (baris.bentrok, baris.dipilih) == (True, False)
    pilih_baris(impor=impor, tampil=[baris.pk], pilih=[baris.pk])
    terapkan(impor, operator)
    assert jawaban(lke, SATU) == {SATU: "Ya"}


def test_ticks_survive_a_new_preview(lke, operator):
    impor = siap(lke, operator, {SATU: "Ya", DUA: "A", TIGA: "Ya"})
    dua = impor.baris.get(kode=DUA)
    pilih_baris(impor=impor, tampil=[dua.pk], pilih=[])
    jawab(lke, make_anggota(Peran.OPERATOR, unit=lke.unit), SATU, "Tidak")
    impor = terapkan(impor, operator)
    assert dict(impor.baris.values_list("kode", "dipilih")) == {SATU: False, DUA: False, TIGA: True}


def test_an_old_preview_cannot_be_applied(lke, operator):
    impor = siap(lke, operator, {SATU: "Ya"})
    with pytest.raises(EvaluationError, match="sudah diperbarui"):
        terapkan_impor(impor=impor, sidik="lain", actor=operator)
    assert jawaban(lke, SATU) == {}


def test_a_sheet_that_moved_takes_nothing(lke, operator):
    isi_lapis_penuh(lke, ubah={SATU: {SATU: "Tidak"}})
    impor = siap(lke, operator, {SATU: "Ya"})
    terapkan_impor(impor=impor, sidik=impor.sidik, actor=operator)
    bawa_ke(lke, Status.DIAJUKAN, actor=make_anggota(Peran.TPI_DALNIS, instansi=lke.unit.instansi))
    impor = periksa(impor, "t2")
    assert (impor.status, jawaban(lke, SATU)) == (S.SIAP, {SATU: "Tidak"})
    assert "tidak lagi terbuka" in impor.galat


def test_in_perbaikan_closed_questions_come_as_rows_that_cannot_be_ticked(lke, operator):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.PERBAIKAN, actor=make_anggota(Peran.TPI_DALNIS, instansi=lke.unit.instansi), tanda=SATU)
    lke.refresh_from_db()
    impor = siap(lke, operator, {SATU: "Tidak", DUA: "C"})
    assert [(b.kode, bool(b.galat), b.dipilih) for b in impor.baris.all()] == [(SATU, False, True), (DUA, True, False)]
    dua = impor.baris.get(kode=DUA)
    pilih_baris(impor=impor, tampil=[dua.pk], pilih=[dua.pk])
    assert not BarisImporLKE.objects.get(pk=dua.pk).dipilih
    terapkan(impor, operator)
    assert (jawaban(lke, SATU), jawaban(lke, DUA)) == ({SATU: "Tidak"}, {DUA: "A"})


def test_tpi_brings_its_own_layer_and_the_unit_knows_nothing_of_it(lke, operator):
    isi_lapis_penuh(lke)
    tpi = make_anggota(Peran.TPI_ANGGOTA, instansi=lke.unit.instansi)
    make_penugasan(tpi, lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=make_anggota(Peran.TPI_DALNIS, instansi=lke.unit.instansi))
    lke.refresh_from_db()
    impor = siap(lke, tpi, {SATU: "Tidak"}, lapis="tpi")
    assert terapkan(impor, tpi).status == S.SELESAI
    assert (jawaban(lke, SATU, Lapis.TPI), jawaban(lke, SATU)) == ({SATU: "Tidak"}, {SATU: "Ya"})
    assert (lapis_impor_terbaca(tpi, lke), lapis_impor_terbaca(operator, lke)) == (["tpi"], ["unit"])
    sekitar = RiwayatEvaluasi.objects.filter(benda="impor_tpi")
    assert sekitar.filter(q_sekitar(tpi, lke.unit.instansi_id)).exists() is False  # two blind members are the default
    assert sekitar.filter(q_sekitar(operator, lke.unit.instansi_id)).exists() is False


# --- The worker -------------------------------------------------------------------------------------------------------


def test_a_run_that_died_is_taken_over_and_writes_once(lke, operator):
    impor = siap(lke, operator, {SATU: "Ya"})
    terapkan_impor(impor=impor, sidik=impor.sidik, actor=operator)
    assert ANTREAN.ambil(impor.pk, "mati", putus_asa="x")
    periksa(impor, "lain")  # the first still holds it
    assert (impor.status, impor.tugas) == (S.DITERAPKAN, "mati")
    lewat = timezone.now() + dt.timedelta(minutes=3)
    assert ANTREAN.sapu(lambda pk: True, kini=lewat) == 1
    assert periksa(impor, "t9").status == S.SELESAI
    assert jawaban(lke, SATU) == {SATU: "Ya"}
    assert RiwayatJawaban.objects.filter(jawaban__lke=lke).count() == 1


def test_a_run_that_always_dies_is_given_up_in_words(lke, operator):
    impor = unggah(lke, operator, buku(lke, operator, {SATU: "Ya"}))
    ImporLKE.objects.filter(pk=impor.pk).update(percobaan=PERCOBAAN_TERBANYAK)
    assert periksa(impor).status == S.GAGAL
    assert "tidak ada yang ditulis" in impor.galat


def test_what_the_queue_lost_is_sent_again(lke, operator):
    impor = unggah(lke, operator, buku(lke, operator, {}))
    assert sapu_impor_lke() == 0
    ImporLKE.objects.filter(pk=impor.pk).update(denyut=timezone.now() - dt.timedelta(minutes=6))
    assert sapu_impor_lke() == 1


def test_a_missing_file_is_told(lke, operator):
    impor = unggah(lke, operator, buku(lke, operator, {}))
    impor.isi.delete(save=False)
    ImporLKE.objects.filter(pk=impor.pk).update(isi="impor-lke/tidak-ada")
    assert periksa(impor).status == S.GAGAL
    assert "tidak ditemukan" in impor.galat


def test_cancelled_while_it_runs_stays_cancelled(lke, operator):
    impor = siap(lke, operator, {SATU: "Ya"})
    batalkan_impor_lke(impor=impor, actor=operator)
    batalkan_impor_lke(impor=impor, actor=operator)
    assert periksa(impor, "t2").status == S.DIBATALKAN
    with pytest.raises(EvaluationError, match="berstatus"):
        terapkan_impor(impor=impor, sidik=impor.sidik, actor=operator)
    assert impor.isi.storage.exists(impor.isi.name)  # kept as a record
    assert RiwayatEvaluasi.objects.filter(benda="impor", aksi="batalkan").count() == 1


# --- At the door ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nama", "isi"),
    [("LKE.xlsx", b"bukan zip"), ("LKE.xls", b"\xd0\xcf\x11\xe0"), ("LKE.pdf", b"%PDF-1.7"), ("LKE.xlsx", b"")],
)
def test_a_bad_file_is_refused_and_nothing_is_kept(klien, lke, operator, nama, isi):
    with pytest.raises(ImporDitolak):
        unggah(lke, operator, isi, nama=nama)
    jawab_ = klien.post(reverse("evaluation:buku", args=[lke.pk]), {"berkas": berkas(isi, nama), "lengkap": "1"})
    assert jawab_.status_code == 422
    assert "Tidak ada yang ditulis." in jawab_.content.decode()
    assert ImporLKE.objects.count() == 0


def test_a_workbook_that_is_no_lke_is_refused_by_the_worker(lke, operator):
    from openpyxl import Workbook

    lain, keluar = Workbook(), io.BytesIO()
    lain.active.append(["Nama", "Jabatan"])
    lain.save(keluar)
    try:
        impor = periksa(unggah(lke, operator, keluar.getvalue()))
    except ImporDitolak:
        return
    assert impor.status == S.DITOLAK
    assert impor.galat


def test_nothing_chosen_and_a_broken_body(klien, lke):
    tujuan = reverse("evaluation:buku", args=[lke.pk])
    assert "Pilih berkas .xlsx" in klien.post(tujuan, {"lengkap": "1"}).content.decode()
    assert klien.post(tujuan, {"berkas": berkas(b"x")}).status_code == 413


# --- On the screen ----------------------------------------------------------------------------------------------------


def test_the_whole_way_without_a_script(klien, lke, operator):
    isi = buku(lke, operator, {SATU: "Ya", DUA: "A"})
    jawab_ = klien.post(reverse("evaluation:buku", args=[lke.pk]), {"berkas": berkas(isi), "lengkap": "1"})
    impor = ImporLKE.objects.get()
    assert jawab_["Location"] == alamat("impor_lke_detail", impor)
    assert "menunggu giliran diperiksa" in klien.get(jawab_["Location"]).content.decode()
    periksa(impor)
    halaman = klien.get(jawab_["Location"]).content.decode()
    assert (halaman.count('name="pilih"'), halaman.count(" checked")) == (2, 2)
    satu, dua = impor.baris.values_list("pk", flat=True)
    data = {"tampil": [satu, dua], "pilih": [dua], "sidik": impor.sidik, "lihat": "semua", "terapkan": "1"}
    for _kali in range(2):
        assert klien.post(alamat("impor_lke_pilih", impor), data).status_code == 302
    periksa(impor, "t2")
    assert (jawaban(lke, SATU), jawaban(lke, DUA)) == ({}, {DUA: "A"})
    assert "1 sel ditulis pada 1 pertanyaan" in klien.get(jawab_["Location"]).content.decode()


def test_going_to_another_page_or_filter_keeps_the_ticks(klien, lke, operator):
    impor = siap(lke, operator, {SATU: "Ya", DUA: "A"})
    satu, dua = impor.baris.values_list("pk", flat=True)
    jawab_ = klien.post(
        alamat("impor_lke_pilih", impor),
        {"tampil": [satu, dua], "pilih": [satu], "lihat": ["semua", "bentrok"], "ke": "1"},
    )
    assert jawab_["Location"] == f"{alamat('impor_lke_detail', impor)}?lihat=bentrok"
    assert list(impor.baris.values_list("dipilih", flat=True)) == [True, False]
    tanda = klien.post(
        alamat("impor_lke_pilih", impor), {"tampil": [dua], "pilih": [dua]}, headers={"HX-Request": "true"}
    )
    assert "2 dari 2 baris dicentang" in tanda.content.decode()


def test_rows_of_another_import_cannot_be_ticked_from_here(klien, lke, operator):
    satu = siap(lke, operator, {SATU: "Ya"})
    lain = make_lke()
    teman = make_anggota(Peran.OPERATOR, unit=lain.unit)
    asing = siap(lain, teman, {SATU: "Ya"}).baris.get()
    klien.post(alamat("impor_lke_pilih", satu), {"tampil": [asing.pk], "pilih": []})
    assert BarisImporLKE.objects.get(pk=asing.pk).dipilih is True


def test_words_of_the_file_are_shown_as_words(klien, lke, operator):
    impor = unggah(lke, operator, buku(lke, operator, {}, catatan={SATU: CANARY}), nama=f"{CANARY}.xlsx")
    periksa(impor)
    halaman = klien.get(alamat("impor_lke_detail", impor)).content.decode()
    assert CANARY not in halaman
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in halaman


@pytest.mark.parametrize("bentuk", [b.value for b in Bentuk])
def test_download(klien, lke, bentuk):
    jawab_ = klien.get(reverse("evaluation:buku_unduh", args=[lke.pk, bentuk]))
    assert jawab_.status_code == 200
    assert jawab_["Content-Disposition"].startswith("attachment;")
    assert lke.unit.nama in jawab_["Content-Disposition"]
    assert load_workbook(io.BytesIO(jawab_.content)).sheetnames
    assert klien.get(reverse("evaluation:buku_unduh", args=[lke.pk, "lain"])).status_code == 404


def test_a_download_holds_only_what_its_reader_may_read(client, lke, operator):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=make_anggota(Peran.TPI_DALNIS, instansi=lke.unit.instansi))
    Jawaban.objects.filter(lke=lke, lapis="tpi", kode=SATU).update(catatan="Rahasia TPI")

    def memuat(user) -> bool:
        client.force_login(user)
        isi = client.get(reverse("evaluation:buku_unduh", args=[lke.pk, "jawaban_2026"])).content
        lembar = load_workbook(io.BytesIO(isi))
        return any(sel == "Rahasia TPI" for s in lembar for baris in s.iter_rows(values_only=True) for sel in baris)

    assert memuat(make_anggota(Peran.TPI_DALNIS, instansi=lke.unit.instansi))
    assert not memuat(operator)


def test_the_kept_file_comes_back_as_it_was(klien, client, lke, operator):
    isi = buku(lke, operator, {SATU: "Ya"})
    impor = unggah(lke, operator, isi)
    jawab_ = klien.get(alamat("impor_lke_berkas", impor))
    assert b"".join(jawab_.streaming_content) == isi
    assert jawab_["Content-Disposition"].startswith("attachment;")
    client.force_login(make_anggota(Peran.ADMIN_INSTANSI, instansi=make_instansi()))
    assert client.get(alamat("impor_lke_berkas", impor)).status_code == 404


def test_list_of_imports_and_preview_cost_the_same_however_long(klien, lke, operator):
    kode = [p.kode for p in instrumen_lke(lke).semua_pertanyaan if p.jenis == "ya_tidak"]
    daftar, pratinjau = set(), set()
    for n in (1, 3, 8):
        impor = siap(lke, operator, dict.fromkeys(kode[:n], "Ya"))
        assert impor.baris.count() == n
        for tujuan, jumlah in (
            (reverse("evaluation:buku", args=[lke.pk]), daftar),
            (alamat("impor_lke_detail", impor), pratinjau),
        ):
            klien.get(tujuan)
            with CaptureQueriesContext(connection) as kueri:
                assert klien.get(tujuan).status_code == 200
            jumlah.add(len(kueri))
    assert (len(daftar), len(pratinjau)) == (1, 1)
