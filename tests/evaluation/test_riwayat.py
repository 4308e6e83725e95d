"""The history of a sheet and of an instansi: what it tells, to whom, page by page and as a file."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from evaluation.enums import Aksi, Lapis, Ranah, Status
from evaluation.enums.musim import CaraNilai
from evaluation.enums.riwayat import Benda
from evaluation.models import Jawaban, Komentar, Musim, Riwayat, RiwayatEvaluasi, RiwayatJawaban, TautanBukti
from evaluation.selectors import riwayat as baca
from evaluation.selectors.beda import PASANGAN_TERBANYAK, potongan
from evaluation.selectors.lembar import lapis_terlihat
from evaluation.services.jawaban import simpan_jawaban
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    make_anggota,
    make_instansi,
    make_lke,
    make_penugasan,
    make_unit,
)
from units.enums import Peran
from units.enums.tahap import Benda as BendaTahap
from units.models import BuktiDukung, RiwayatTahap

pytestmark = pytest.mark.django_db
KODE, KODE2 = "A.I.1.i.a", "A.I.1.i.b"
KENARI = "<script>kenari()</script>\"'><img src=x onerror=kenari()>"
SEHARI = dt.timedelta(days=1)


@pytest.fixture
def dunia(db):
    """A sheet with everybody around it; TPI's values are not released."""

    class Dunia:
        instansi = make_instansi()

    d = Dunia
    d.unit = make_unit("Dinas Arsip", instansi=d.instansi)
    d.operator = make_anggota(Peran.OPERATOR, unit=d.unit, nama="Rahmat Hidayat")
    d.tpi = make_anggota(Peran.TPI_ANGGOTA, instansi=d.instansi, nama="Fitriani")
    d.ketua = make_anggota(Peran.TPI_KETUA, instansi=d.instansi, nama="Irwansyah")
    d.admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=d.instansi)
    d.auditor = make_anggota(Peran.AUDITOR, instansi=d.instansi)
    d.tpn = make_anggota(Peran.TPN_ADMIN)
    d.lke = make_lke(unit=d.unit, actor=d.operator)
    isi_lapis_penuh(d.lke)
    make_penugasan(d.tpi, d.lke)
    return d


def simpan(lke, actor, isi=None, *, lapis=Lapis.UNIT, catatan=None, kode=KODE):
    jawaban = Jawaban.objects.get(lke=lke, lapis=lapis, kode=kode)
    ubah = {kode: isi} if isi else {}
    simpan_jawaban(lke=lke, lapis=lapis, kode=kode, ubah=ubah, versi=jawaban.versi, catatan=catatan, actor=actor)


def sekitar(dunia, benda, aksi="ubah", **lain):
    isi = {"instansi": dunia.instansi, "unit": dunia.unit, "lke": dunia.lke, "musim": dunia.lke.musim}
    return RiwayatEvaluasi.objects.create(benda=benda, objek_id=1, aksi=aksi, pelaku=dunia.ketua, **(isi | lain))


def alamat(nama, *sisa):
    return reverse(f"evaluation:{nama}", args=sisa)


def judul(user, lke, **saring):
    sumber = baca.sumber_lke(user, lke, lapis_terlihat(user, lke), baca.Saring(**saring))
    return [k.judul for k in baca.halaman(sumber, "", 200).kejadian]


# What a sheet's history tells -----------------------------------------------------------------------------------------


def test_one_line_of_time_with_who_from_to_and_why(client, dunia):
    simpan(dunia.lke, dunia.operator, "Tidak", catatan="Tim belum dibentuk")
    simpan(dunia.lke, dunia.operator, "Ya", catatan="Tim sudah dibentuk")
    bukti = BuktiDukung.objects.create(unit=dunia.unit, judul="SK Tim Kerja", dibuat_oleh=dunia.operator)
    kini = timezone.now()
    TautanBukti.objects.create(
        lke=dunia.lke,
        kode=KODE,
        bukti=bukti,
        oleh=dunia.operator,
        pada=kini,
        dilepas_pada=kini + dt.timedelta(microseconds=1),
        dilepas_oleh=dunia.operator,
    )
    bawa_ke(dunia.lke, Status.PERBAIKAN, actor=dunia.ketua)
    client.force_login(dunia.ketua)
    jawab = client.get(alamat("lke_riwayat", dunia.lke.pk))
    assert [k.judul for k in jawab.context["kejadian"]] == [
        "Mengembalikan untuk perbaikan",
        "Pertanyaan dikembalikan untuk putaran 2",
        "Memulai penilaian TPI",
        "Mengajukan LKE ke TPI",
        "Bukti dilepas",
        "Bukti dipasang",
        "Jawaban Unit diubah",
        "Jawaban Unit diubah",
        "Membuka LKE",
    ]
    kembali, ubah = jawab.context["kejadian"][0], jawab.context["kejadian"][6]
    assert (kembali.dari, kembali.ke, kembali.oleh) == ("Dinilai TPI", "Perbaikan oleh unit", "Irwansyah")
    assert kembali.alasan == "Alasan"
    # In words, not as a key alone; and the note by what was taken out and put in.
    opsi = jawab.content.decode()
    assert ubah.perubahan[0].dari.startswith("Tidak: ")
    assert ubah.perubahan[0].ke.startswith("Ya: ")
    assert "<del>belum</del><ins>sudah</ins>" in opsi
    assert "SK Tim Kerja" in opsi


@pytest.mark.parametrize(
    ("saring", "judul_harap"),
    [
        ({"jenis": "langkah"}, ["Memulai penilaian TPI", "Mengajukan LKE ke TPI", "Membuka LKE"]),
        ({"jenis": "jawaban"}, ["Jawaban TPI diubah", "Jawaban Unit diubah"]),
        ({"lapis": "tpi"}, ["Jawaban TPI diubah"]),
        ({"kode": KODE}, ["Jawaban TPI diubah"]),
        ({"kode": KODE2}, ["Jawaban Unit diubah"]),
        ({"orang": "rahmat"}, ["Jawaban Unit diubah", "Membuka LKE"]),
        ({"mulai": "2199-01-01"}, []),
        ({"mulai": "2020-01-01", "sampai": "2020-12-31"}, []),
    ],
)
def test_filters(client, dunia, saring, judul_harap):
    simpan(dunia.lke, dunia.operator, "B", kode=KODE2)
    bawa_ke(dunia.lke, Status.DINILAI_TPI, actor=dunia.ketua)
    simpan(dunia.lke, dunia.tpi, "Tidak", lapis=Lapis.TPI)
    client.force_login(dunia.ketua)
    jawab = client.get(alamat("lke_riwayat", dunia.lke.pk), saring)
    assert [k.judul for k in jawab.context["kejadian"]] == judul_harap


@pytest.mark.parametrize(
    ("saring", "pesan"),
    [
        ({"mulai": "kemarin"}, "Tulis tanggal sebagai tahun-bulan-hari"),
        ({"mulai": "2026-05-01", "sampai": "2026-04-01"}, "Tanggal akhir mendahului tanggal awal"),
        ({"orang": "x\x00y"}, "pesan"),
        ({"jenis": "entah", "lapis": "tpn", "kode": "Z.9"}, ""),
        ({"sesudah": "bukan_kursor"}, ""),
        ({"sesudah": "2026-01-01T00:00:00Z_²_1"}, ""),
        ({"sesudah": "9999-99-99T00:00:00Z_1_1"}, ""),
        ({"mulai": "0001-01-01", "sampai": "9999-12-31"}, ""),
    ],
)
def test_what_cannot_be_read_is_told_and_breaks_nothing(client, dunia, saring, pesan):
    bawa_ke(dunia.lke, Status.DIAJUKAN, actor=dunia.ketua)
    client.force_login(dunia.auditor)
    for url in (alamat("lke_riwayat", dunia.lke.pk), alamat("riwayat_instansi", dunia.instansi.pk)):
        jawab = client.get(url, saring)
        assert jawab.status_code == 200
        assert pesan in jawab.content.decode()


def test_pages_follow_each_other_without_gap_or_repeat(dunia):
    for n in range(7):
        simpan(dunia.lke, dunia.operator, catatan=f"Catatan {n}")
    # Several of one moment, as an act on many answers writes them.
    satu = Jawaban.objects.filter(lke=dunia.lke, lapis=Lapis.UNIT).exclude(kode=KODE)[:5]
    kini = timezone.now()
    RiwayatJawaban.objects.bulk_create(
        [RiwayatJawaban(jawaban=j, versi=2, isi=j.isi, oleh=dunia.operator, pada=kini) for j in satu]
    )
    bukti = BuktiDukung.objects.create(unit=dunia.unit, judul="SK", dibuat_oleh=dunia.operator)
    TautanBukti.objects.create(lke=dunia.lke, kode=KODE, bukti=bukti, oleh=dunia.operator, pada=kini)
    sumber = baca.sumber_lke(dunia.operator, dunia.lke, (Lapis.UNIT,), baca.Saring())
    semua = [k.urutan for k in baca.semua_kejadian(sumber)]
    assert len(semua) == 14
    assert semua == sorted(semua, reverse=True)
    hasil, sesudah = [], ""
    while True:
        isi = baca.halaman(sumber, sesudah, 3)
        hasil += [k.urutan for k in isi.kejadian]
        if not (sesudah := isi.berikut):
            break
    assert hasil == semua


def test_next_page_keeps_the_filters(client, dunia, monkeypatch):
    monkeypatch.setattr("evaluation.views.riwayat.PER_HALAMAN", 2)
    for n in range(5):
        simpan(dunia.lke, dunia.operator, catatan=f"Catatan {n}")
    client.force_login(dunia.operator)
    url, catatan = alamat("lke_riwayat", dunia.lke.pk), []
    tanya = "?jenis=jawaban&orang=rahmat"
    while tanya:
        jawab = client.get(url + tanya)
        catatan += [k.perubahan[-1].ke for k in jawab.context["kejadian"]]
        tanya = jawab.context["berikut"]
    assert catatan == [f"Catatan {n}" for n in (4, 3, 2, 1, 0)]
    assert jawab.context["terbaru"] == "?jenis=jawaban&orang=rahmat"


def test_as_many_queries_for_one_change_as_for_thirty(client, dunia):
    sekitar(dunia, Benda.PREDIKAT)
    simpan(dunia.lke, dunia.operator, catatan="Awal")
    bawa_ke(dunia.lke, Status.DINILAI_TPI, actor=dunia.ketua)
    client.force_login(dunia.ketua)
    client.get(alamat("lke_riwayat", dunia.lke.pk))  # the first request of a session writes it
    hasil = []
    for tambah in (1, 2, 27):
        for n in range(tambah):
            simpan(dunia.lke, dunia.tpi, lapis=Lapis.TPI, catatan=f"{tambah} {n}")
            sekitar(dunia, Benda.PENUGASAN)
            RiwayatTahap.objects.create(
                instansi=dunia.instansi, unit=dunia.unit, benda=BendaTahap.AKSI, objek_id=1, aksi="ubah"
            )
        baris = []
        for url in (alamat("lke_riwayat", dunia.lke.pk), alamat("riwayat_instansi", dunia.instansi.pk)):
            with CaptureQueriesContext(
                connection,
            ) as query:
                assert client.get(url).status_code == 200
            baris.append(len(query))
        hasil.append(baris)
    assert hasil == [hasil[0]] * 3


# Who reads what -------------------------------------------------------------------------------------------------------


def test_answers_of_tpi_are_in_nobodys_history_before_their_release(client, dunia):
    bawa_ke(dunia.lke, Status.DINILAI_TPI, actor=dunia.ketua)
    simpan(dunia.lke, dunia.tpi, "Tidak", lapis=Lapis.TPI, catatan="Rahasiapenilai")
    url = alamat("lke_riwayat", dunia.lke.pk)
    saring = [{}, {"orang": "fitriani"}, {"kode": KODE}, {"lapis": "tpi"}, {"jenis": "jawaban"}]
    for user, terlihat in ((dunia.ketua, True), (dunia.admin, True), (dunia.operator, False), (dunia.auditor, False)):
        client.force_login(user)
        for s in saring:
            teks = client.get(url, s).content.decode()
            assert ("Rahasiapenilai" in teks) == terlihat
    client.force_login(dunia.auditor)
    assert "Rahasiapenilai" not in client.get(alamat("lke_riwayat_unduh", dunia.lke.pk, "csv")).content.decode()


@pytest.mark.parametrize(
    ("benda", "status", "pembaca"),
    [
        (Benda.PREDIKAT, Status.DITETAPKAN, {"operator", "ketua", "admin", "auditor", "tpi", "tpn"}),
        (Benda.PENUGASAN, Status.DIAJUKAN, {"ketua", "admin", "auditor"}),
        (Benda.BENTURAN, Status.LAYAK, {"ketua", "admin", "auditor"}),
        (Benda.SYARAT, Status.DINILAI_TPI, {"ketua", "admin", "auditor"}),
        (Benda.SYARAT, Status.DIUSULKAN, {"operator", "ketua", "admin", "auditor", "tpi", "tpn"}),
        (Benda.JENJANG, Status.DINILAI_TPI, {"ketua", "admin"}),
        (Benda.PLENO, Status.LAYAK, {"ketua", "admin", "auditor"}),
        (Benda.EVALUASI_TPN, Status.DIUSULKAN, {"tpn"}),
        (Benda.EVALUASI_TPN, Status.DITETAPKAN, {"operator", "ketua", "admin", "auditor", "tpi", "tpn"}),
        (Benda.TIM_TPN, Status.DITETAPKAN, {"ketua", "admin", "auditor", "tpn"}),
    ],
)
def test_who_reads_what_happened_around_a_sheet(dunia, benda, status, pembaca):
    bawa_ke(dunia.lke, status, actor=dunia.ketua)
    sekitar(dunia, benda, alasan="Sebab")
    orang = {n: getattr(dunia, n) for n in ("operator", "ketua", "admin", "auditor", "tpi", "tpn")}
    assert {n for n, user in orang.items() if judul(user, dunia.lke, jenis="sekitar")} == pembaca


def test_two_members_who_judge_unseen_are_hidden_from_leads_too_until_release(dunia):
    bawa_ke(dunia.lke, Status.DINILAI_TPI, actor=dunia.ketua)
    sekitar(dunia, Benda.JENJANG)
    Musim.objects.update(cara_nilai=CaraNilai.BUTA)
    assert [judul(u, dunia.lke, jenis="sekitar") for u in (dunia.ketua, dunia.admin, dunia.auditor)] == [[], [], []]
    Musim.objects.update(cara_nilai=CaraNilai.BERJENJANG)
    assert judul(dunia.ketua, dunia.lke, jenis="sekitar") == ["Jenjang penilaian: Diubah"]


@pytest.mark.parametrize("peran", [Peran.TPI_KETUA, Peran.ADMIN_INSTANSI, Peran.AUDITOR])
def test_who_works_in_the_unit_reads_with_the_unit(client, dunia, peran):
    make_anggota(peran, instansi=dunia.instansi, user=dunia.operator)
    bawa_ke(dunia.lke, Status.DINILAI_TPI, actor=dunia.ketua)
    simpan(dunia.lke, dunia.tpi, "Tidak", lapis=Lapis.TPI, catatan="Rahasiapenilai")
    sekitar(dunia, Benda.BENTURAN, alasan="Rahasiabenturan")
    client.force_login(dunia.operator)
    for url in (alamat("lke_riwayat", dunia.lke.pk), alamat("riwayat_instansi", dunia.instansi.pk)):
        teks = client.get(url).content.decode()
        assert "Rahasia" not in teks
    assert client.get(alamat("lke_riwayat_unduh", dunia.lke.pk, "csv")).status_code == 403


def test_history_of_an_instansi_leaves_drafts_and_other_instansi_out(client, dunia):
    asing = make_lke(unit=make_unit("Dinas Asing"))
    isi_lapis_penuh(asing)
    bawa_ke(asing, Status.DIAJUKAN, actor=make_anggota(Peran.TPI_KETUA, instansi=asing.unit.instansi))
    make_lke(unit=make_unit("Dinas Draf", instansi=dunia.instansi))
    bawa_ke(dunia.lke, Status.DIAJUKAN, actor=dunia.ketua)
    for user in (dunia.auditor, dunia.admin, dunia.ketua):
        client.force_login(user)
        jawab = client.get(alamat("riwayat_instansi", dunia.instansi.pk))
        assert [k.judul for k in jawab.context["kejadian"]] == ["Mengajukan LKE ke TPI", "Membuka LKE"]
        assert "Dinas Asing" not in jawab.content.decode()
        assert "Dinas Draf" not in jawab.content.decode()
        assert client.get(alamat("riwayat_instansi", asing.unit.instansi_id)).status_code == 404


def test_drafts_of_monitoring_are_told_to_tpi_alone(client, dunia):
    RiwayatTahap.objects.create(
        instansi=dunia.instansi,
        unit=dunia.unit,
        benda=BendaTahap.REKOMENDASI,
        objek_id=999,
        aksi="buat",
        alasan="Rahasiadraf",
        rincian={"surel": ["", "rahasia@contoh.go.id"]},
    )
    url = alamat("riwayat_instansi", dunia.instansi.pk)
    for user, terlihat in ((dunia.ketua, True), (dunia.admin, False), (dunia.auditor, False)):
        client.force_login(user)
        teks = client.get(url).content.decode()
        assert ("Rahasiadraf" in teks) == terlihat
        # What changed in people's data is never part of it.
        assert "rahasia@contoh" not in teks


def test_window_of_an_instansi_is_its_newest_thirty_days_and_bounded(client, dunia):
    bawa_ke(dunia.lke, Status.DIAJUKAN, actor=dunia.ketua)
    lama = timezone.now() - 40 * SEHARI
    Riwayat.objects.create(lke=dunia.lke, aksi=Aksi.PERPANJANG, ke=Status.DRAF, pelaku=dunia.admin, pada=lama)
    client.force_login(dunia.auditor)
    url = alamat("riwayat_instansi", dunia.instansi.pk)
    assert len(client.get(url).context["kejadian"]) == 2
    assert len(client.get(url, {"mulai": f"{lama - SEHARI:%Y-%m-%d}"}).context["kejadian"]) == 3
    jawab = client.get(url, {"mulai": "2010-01-01"})
    assert "Rentang paling panjang 366 hari" in jawab.content.decode()


@pytest.mark.parametrize(
    ("saring", "jumlah"),
    [
        ({"jenis": "langkah"}, 2),
        ({"jenis": "tahap"}, 1),
        ({"benda": "aksi"}, 1),
        ({"benda": "penugasan"}, 1),
        ({"aksi": "ajukan"}, 1),
        ({"unit": "arsip"}, 4),
        ({"unit": "lain"}, 0),
        ({"orang": "portal rahasia"}, 0),
    ],
)
def test_filters_of_an_instansi(client, dunia, saring, jumlah):
    bawa_ke(dunia.lke, Status.DIAJUKAN, actor=dunia.ketua)
    sekitar(dunia, Benda.PENUGASAN)
    RiwayatTahap.objects.create(
        instansi=dunia.instansi, unit=dunia.unit, benda=BendaTahap.AKSI, objek_id=1, aksi="mulai", pelaku_nama="Tamu"
    )
    client.force_login(dunia.auditor)
    jawab = client.get(alamat("riwayat_instansi", dunia.instansi.pk), saring)
    assert len(jawab.context["kejadian"]) == jumlah


def test_menu_leads_to_ones_own_instansi_or_to_a_choice(client, dunia):
    client.force_login(dunia.auditor)
    assert client.get(alamat("riwayat_saya")).url == alamat("riwayat_instansi", dunia.instansi.pk)
    assert alamat("riwayat_saya") in client.get(reverse("evaluation:beranda")).content.decode()
    lain = make_instansi("Kota Lain")
    make_anggota(Peran.AUDITOR, instansi=lain, user=dunia.auditor)
    teks = client.get(alamat("riwayat_saya")).content.decode()
    assert alamat("riwayat_instansi", lain.pk) in teks


# As a file ------------------------------------------------------------------------------------------------------------


def baris_csv(jawab):
    return list(csv.reader(io.StringIO(jawab.content.decode("utf-8-sig")), delimiter=";"))


def test_files_hold_what_the_page_shows_and_no_formula(client, dunia):
    simpan(dunia.lke, dunia.operator, "Tidak", catatan="=HYPERLINK(1)")
    bawa_ke(dunia.lke, Status.DIAJUKAN, actor=dunia.ketua)
    client.force_login(dunia.auditor)
    jawab = client.get(alamat("lke_riwayat_unduh", dunia.lke.pk, "csv"), {"jenis": "jawaban"})
    kepala, *baris = baris_csv(jawab)
    assert kepala[0] == "Waktu"
    assert [(b[4], b[6], b[8]) for b in baris][1] == (KODE, "Catatan", "'=HYPERLINK(1)")
    assert len(baris) == 2
    isi = client.get(alamat("riwayat_unduh", dunia.instansi.pk, "xlsx")).content
    lembar = load_workbook(io.BytesIO(isi)).worksheets[0]
    assert [b[3].value for b in lembar.iter_rows(min_row=2)] == ["Mengajukan LKE ke TPI", "Membuka LKE"]
    assert client.get(alamat("riwayat_unduh", dunia.instansi.pk, "pdf")).status_code == 404


def test_a_file_that_is_cut_says_so(client, dunia, monkeypatch):
    monkeypatch.setattr("evaluation.views.riwayat.BARIS_BERKAS", 2)
    bawa_ke(dunia.lke, Status.DINILAI_TPI, actor=dunia.ketua)
    client.force_login(dunia.admin)
    jawab = client.get(alamat("riwayat_unduh", dunia.instansi.pk, "csv"))
    baris = baris_csv(jawab)
    assert len(baris) == 4
    assert baris[-1][0].startswith("Terpotong pada 2 baris terbaru")
    assert "-terpotong.csv" in jawab["Content-Disposition"]


# Text of people -------------------------------------------------------------------------------------------------------


def test_what_people_write_stays_text(client, dunia):
    simpan(dunia.lke, dunia.operator, catatan=KENARI)
    simpan(dunia.lke, dunia.operator, catatan=f"Baru {KENARI}")
    bukti = BuktiDukung.objects.create(unit=dunia.unit, judul=KENARI, dibuat_oleh=dunia.operator)
    TautanBukti.objects.create(lke=dunia.lke, kode=KODE, bukti=bukti, oleh=dunia.operator)
    bawa_ke(dunia.lke, Status.DIAJUKAN, actor=dunia.ketua)
    sekitar(dunia, Benda.PREDIKAT, alasan=KENARI)
    Komentar.objects.create(lke=dunia.lke, kode=KODE, penulis=dunia.tpi, isi="Bisik", ranah=Ranah.INTERNAL_TPI)
    client.force_login(dunia.auditor)
    for url in (alamat("lke_riwayat", dunia.lke.pk), alamat("riwayat_instansi", dunia.instansi.pk)):
        teks = client.get(url, {"mulai": "2020-01-01", "orang": ""}).content.decode()
        assert "kenari" in teks or "riwayat_instansi" in url or "Riwayat" in teks
        assert "<script>kenari" not in teks
        assert "<img src=x" not in teks
        assert "Bisik" not in teks
    assert "&lt;script&gt;kenari()" in client.get(alamat("lke_riwayat", dunia.lke.pk)).content.decode()
    teks = client.get(alamat("lke_riwayat", dunia.lke.pk), {"orang": KENARI[:90]}).content.decode()
    assert "<script>kenari" not in teks


# Words ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lama", "baru"),
    [("", ""), ("a", "a"), ("", "a b"), ("a b c", "a x c"), ("a b c d", "b c d e"), ("satu dua", "dua satu dua tiga")],
)
def test_pieces_put_both_texts_together_again_and_mirror(lama, baru):
    bagian = potongan(lama, baru)
    assert "".join(p.lama for p in bagian) == lama
    assert "".join(p.baru for p in bagian) == baru
    assert [(p.baru, p.lama) for p in bagian] == [(p.lama, p.baru) for p in potongan(baru, lama)]
    assert all(p.sama for p in potongan(lama, lama))


def test_two_long_texts_are_compared_in_bounded_time():
    lama, baru = "a b " * 2000, "b a c " * 2000
    assert PASANGAN_TERBANYAK < 4000 * 6000
    bagian = potongan(lama, baru)
    assert "".join(p.baru for p in bagian) == baru
    assert len(bagian) <= 3
