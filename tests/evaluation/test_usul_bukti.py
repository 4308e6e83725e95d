"""From the stages into the LKE: what is proposed where and why, to whom, and how it gets there."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from evaluation.enums import Status
from evaluation.instrumen import bawaan
from evaluation.models import TautanBukti
from evaluation.peta import peta_bukti
from evaluation.selectors.usul_bukti import usul_bukti
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_lke, make_musim, make_unit
from units.enums import Peran
from units.models import (
    BuktiDukung,
    BuktiTahap,
    ButirAksi,
    DataPendukung,
    Inovasi,
    LayananUtama,
    Monev,
    Pemantauan,
    Temuan,
    TimKerja,
)
from units.selectors.bukti_tahap import PEMBAWA

pytestmark = pytest.mark.django_db
HARI = dt.date(2026, 3, 2)
CANARY = "<script>alert(1)</script>"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def operator(unit):
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Siti Aminah")


@pytest.fixture
def lke(unit, operator):
    return make_lke(unit=unit, actor=operator)


@pytest.fixture
def klien(client, operator):
    client.force_login(operator)
    return client


@pytest.fixture
def tim(unit, operator):
    return TimKerja.objects.create(
        unit=unit, tahun=2026, nomor_sk="800/12/2026", tanggal_sk=HARI, mekanisme="Rapat", dibuat_oleh=operator
    )


def gantung(objek, judul: str = "SK Tim Kerja", unit=None) -> BuktiDukung:
    unit = unit or objek.unit
    bukti = BuktiDukung.objects.create(unit=unit, judul=judul, dibuat_oleh=objek.dibuat_oleh)
    BuktiTahap.objects.create(bukti=bukti, unit=unit, benda=objek.BENDA, objek_id=objek.pk, oleh=objek.dibuat_oleh)
    return bukti


def aksi(unit, operator, **ubah) -> ButirAksi:
    isi = {"nama": "Sosialisasi", "area": 1, "keluaran": "-", "target": "1", "pic_nama": "Siti", "mulai": HARI}
    return ButirAksi.objects.create(
        unit=unit, **({"tahun": 2026, "tenggat": HARI, "dibuat_oleh": operator} | isi | ubah)
    )


def kode(lke, user, **pilihan) -> list[str]:
    return [u.kode for u in usul_bukti(lke, user, **pilihan)]


def terpasang(lke) -> list[tuple[str, int]]:
    return sorted(TautanBukti.objects.terpasang().filter(lke=lke).values_list("kode", "bukti"))


# --- The table --------------------------------------------------------------------------------------------------------


def test_the_table_names_questions_and_columns_that_exist():
    soal = {p.kode for p in bawaan().semua_pertanyaan}
    for benda, kaitan in peta_bukti().items():
        assert benda in PEMBAWA
        assert kaitan
        for k in kaitan:
            assert k.kode in soal, (benda, k.kode)
            assert k.karena
            model = PEMBAWA[benda].model
            kolom = {f.name for f in model._meta.fields} if model else {"nomor", "tahun"}
            assert set(k.bila) <= kolom, (benda, k.bila)


# --- What is proposed -------------------------------------------------------------------------------------------------


def test_a_teams_decree_is_proposed_under_its_questions_with_the_reason(lke, operator, tim):
    gantung(tim)
    usul = usul_bukti(lke, operator)
    assert [u.kode for u in usul] == ["A.I.1.i.a", "A.I.1.i.b"]
    letak, karena = usul[0].alasan[0]
    assert (letak.nama, karena, usul[0].pilih) == ("800/12/2026", "SK tim kerja pembangunan ZI", True)


def test_an_item_and_a_finding_name_their_questions_themselves(lke, operator, unit):
    gantung(aksi(unit, operator, kode=["A.I.6.iv.a", "tidak.ada"]), "Laporan SKM")
    assert "A.I.6.iv.a" in kode(lke, operator)
    pilih = {u.kode: u.pilih for u in usul_bukti(lke, operator)}
    # The proof of one activity is rarely the plan itself: offered, not chosen.
    assert (pilih["A.I.6.iv.a"], pilih["A.I.1.iii.a"], pilih["A.I.1.ii.a"]) == (True, True, False)
    temuan = Temuan.objects.create(
        unit=unit,
        tahun=2024,
        area=5,
        kode="A.I.5.v.a",
        uraian="-",
        rekomendasi="-",
        tenggat=HARI,
        dibuat_oleh=operator,
    )
    gantung(temuan, "Pemetaan")
    assert "A.I.5.v.a" in kode(lke, operator)


def test_a_figures_source_is_proposed_where_the_figure_is_asked(lke, operator, unit):
    angka = DataPendukung.objects.create(
        unit=unit, tahun=2026, triwulan=3, kode="sasaran_kinerja", nilai=10, diubah_oleh=operator
    )
    bukti = BuktiDukung.objects.create(unit=unit, judul="LKjIP", dibuat_oleh=operator)
    BuktiTahap.objects.create(bukti=bukti, unit=unit, benda="data_pendukung", objek_id=angka.pk, oleh=operator)
    assert kode(lke, operator) == ["A.II.4.i.a"]


def test_the_area_of_an_innovation_decides(lke, operator, unit):
    gantung(
        Inovasi.objects.create(unit=unit, tahun=2026, nama="Dukcapil Go", area=6, masalah="-", dibuat_oleh=operator)
    )
    assert kode(lke, operator) == ["A.I.6.ii.f", "A.II.6.i.a"]


def test_one_proof_on_two_things_is_one_proposal_with_both_reasons(lke, operator, unit):
    bukti = gantung(aksi(unit, operator, kode=["A.I.1.iii.b"]))
    monev = Monev.objects.create(unit=unit, tahun=2026, triwulan=1, ringkasan="-", dibuat_oleh=operator)
    BuktiTahap.objects.create(bukti=bukti, unit=unit, benda="monev", objek_id=monev.pk, oleh=operator)
    usul = {u.kode: u for u in usul_bukti(lke, operator)}
    assert len(usul["A.I.1.iii.b"].alasan) == 2


@pytest.mark.parametrize(
    ("ubah", "ada"), [({}, True), ({"tahun": 2024}, True), ({"tahun": 2023}, False), ({"tahun": 2027}, False)]
)
def test_things_of_the_years_whose_proof_counts(lke, operator, unit, tim, ubah, ada):
    gantung(tim)
    TimKerja.objects.filter(pk=tim.pk).update(**ubah)
    usul = usul_bukti(lke, operator)
    assert bool(usul) is ada
    assert all(u.pilih is not bool(ubah) for u in usul)


def test_what_is_attached_deleted_or_cancelled_is_not_proposed(lke, operator, unit, tim):
    bukti = gantung(tim)
    TautanBukti.objects.create(lke=lke, kode="A.I.1.i.a", bukti=bukti, oleh=operator)
    assert kode(lke, operator) == ["A.I.1.i.b"]
    gantung(aksi(unit, operator, kode=["A.I.6.iv.a"], status="dibatalkan"))
    assert kode(lke, operator) == ["A.I.1.i.b"]
    TimKerja.objects.filter(pk=tim.pk).update(dihapus_pada=dt.datetime.now(dt.UTC))
    assert kode(lke, operator) == []


def test_proof_of_a_draft_of_tpi_or_of_another_unit_is_not_proposed(klien, lke, operator, unit):
    ketua = make_anggota(Peran.TPI_KETUA, instansi=unit.instansi)
    draf = Pemantauan.objects.create(unit=unit, tahun=2026, periode="Rahasia", dibuat_oleh=ketua)
    temuan = Temuan.objects.create(
        unit=unit,
        tahun=2026,
        pemantauan=draf,
        area=1,
        kode="A.I.1.i.a",
        uraian="Rahasia TPI",
        rekomendasi="-",
        tenggat=HARI,
        dibuat_oleh=ketua,
    )
    lain = make_unit(instansi=unit.instansi)
    orang = make_anggota(Peran.OPERATOR, unit=lain)
    asing = TimKerja.objects.create(
        unit=lain, tahun=2026, nomor_sk="Asing", tanggal_sk=HARI, mekanisme="-", dibuat_oleh=orang
    )
    bukti = [gantung(draf, "Draf"), gantung(temuan, "Temuan draf"), gantung(asing, "Milik lain")]
    # A row that says it is this unit's, on a thing of another.
    BuktiTahap.objects.filter(bukti=bukti[2]).update(unit=unit)
    assert kode(lke, operator) == []
    kunci = [f"A.I.1.i.a:{b.pk}" for b in bukti]
    klien.post(reverse("evaluation:bukti_usul", args=[unit.pk]), {"usul": kunci})
    assert terpasang(lke) == []
    Pemantauan.objects.filter(pk=draf.pk).update(status="terbit")
    assert "A.I.1.i.a" in kode(lke, operator)


@pytest.mark.parametrize(("status", "harap"), [(Status.PERBAIKAN, ["A.I.1.i.b"]), (Status.DIAJUKAN, [])])
def test_only_open_questions_are_proposed(lke, operator, tim, status, harap):
    gantung(tim)
    isi_lapis_penuh(lke)
    bawa_ke(lke, status, actor=operator, tanda="A.I.1.i.b")
    assert kode(lke, operator) == harap


# --- On the question --------------------------------------------------------------------------------------------------


def test_the_question_offers_it_and_one_click_attaches_it(klien, lke, tim):
    satu, dua = gantung(tim), gantung(tim, "Notula pembentukan")
    daftar = reverse("evaluation:bukti_daftar", args=[lke.pk, "A.I.1.i.a"])
    html = klien.get(f"{daftar}?tambah=1", headers=HTMX).content.decode()
    assert "Dari tahap pembangunan" in html
    assert "Tim kerja “800/12/2026”: SK tim kerja pembangunan ZI" in html
    assert "Pasang semua (2)" in html
    for _ in range(2):
        klien.post(reverse("evaluation:bukti_pilih", args=[lke.pk, "A.I.1.i.a"]), {"bukti": satu.pk}, headers=HTMX)
    assert terpasang(lke) == [("A.I.1.i.a", satu.pk)]
    html = klien.get(f"{daftar}?usul=1", headers=HTMX).content.decode()
    assert f'name="bukti" value="{dua.pk}"' in html
    assert f'value="{satu.pk}"' not in html


def test_who_cannot_fill_is_offered_nothing(client, lke, unit, tim):
    gantung(tim)
    client.force_login(make_anggota(Peran.PIMPINAN_UNIT, unit=unit))
    daftar = reverse("evaluation:bukti_daftar", args=[lke.pk, "A.I.1.i.a"])
    for akhir in ("?usul=1", "?tambah=1", ""):
        assert "Dari tahap pembangunan" not in client.get(daftar + akhir, headers=HTMX).content.decode()


# --- All at once ------------------------------------------------------------------------------------------------------


def test_everything_chosen_is_attached_at_once_and_a_repeat_is_harmless(klien, lke, unit, tim):
    bukti = gantung(tim)
    halaman = reverse("evaluation:bukti_usul", args=[unit.pk]) + "?tahun=2026"
    html = klien.get(halaman).content.decode()
    assert "SK tim kerja pembangunan ZI" in html
    assert html.count("checked") == 2
    for _ in range(2):
        jawab = klien.post(halaman, {"usul": [f"A.I.1.i.a:{bukti.pk}", f"A.I.1.i.b:{bukti.pk}"]})
        assert jawab["Location"] == halaman
    assert terpasang(lke) == [("A.I.1.i.a", bukti.pk), ("A.I.1.i.b", bukti.pk)]
    html = klien.get(halaman).content.decode()
    assert "2 bukti terpasang." in html
    assert "Tidak ada usulan" in html


@pytest.mark.parametrize("isi", ["", "A.I.1.i.a", "x:y:z", "A.I.1.i.a:99999999999999999999", "A.I.5.i.a:{bukti}"])
def test_what_is_not_proposed_cannot_be_attached_this_way(klien, lke, unit, tim, isi):
    bukti = gantung(tim)
    data = {"usul": isi.format(bukti=bukti.pk)} if isi else {}
    assert klien.post(reverse("evaluation:bukti_usul", args=[unit.pk]), data).status_code == 302
    assert terpasang(lke) == []


def test_a_closed_sheet_takes_nothing_and_says_so(klien, lke, operator, unit, tim):
    bukti = gantung(tim)
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DIAJUKAN, actor=operator)
    halaman = reverse("evaluation:bukti_usul", args=[unit.pk]) + "?tahun=2026"
    klien.post(halaman, {"usul": f"A.I.1.i.a:{bukti.pk}"})
    assert terpasang(lke) == []
    html = klien.get(halaman).content.decode()
    assert "sedang tidak terbuka untuk unit" in html
    assert "Pasang semua yang dipilih" not in html


def test_one_thing_leads_to_its_own_proposals(klien, lke, operator, unit, tim):
    gantung(tim, "SK tim")
    layanan = LayananUtama.objects.create(unit=unit, tahun=2026, nama="KTP", dibuat_oleh=operator)
    gantung(layanan, "Standar KTP")
    html = klien.get(reverse("units:layanan_detail", args=[unit.pk, layanan.pk])).content.decode()
    tujuan = f"{reverse('evaluation:bukti_usul', args=[unit.pk])}?tahun=2026&benda=layanan&objek={layanan.pk}"
    assert tujuan.replace("&", "&amp;") in html
    html = klien.get(tujuan).content.decode()
    assert "Standar KTP" in html
    assert "SK tim" not in html


def test_the_year_chooses_the_sheet(klien, lke, operator, unit, tim):
    make_musim(2025)
    gantung(tim)
    html = klien.get(reverse("evaluation:bukti_usul", args=[unit.pk]) + "?tahun=2025").content.decode()
    assert "Tidak ada LKE yang sedang diisi" in html


def test_what_people_typed_is_shown_as_text(klien, lke, operator, unit, tim):
    TimKerja.objects.filter(pk=tim.pk).update(nomor_sk=CANARY)
    gantung(tim, CANARY)
    daftar = reverse("evaluation:bukti_daftar", args=[lke.pk, "A.I.1.i.a"])
    for url in (reverse("evaluation:bukti_usul", args=[unit.pk]), daftar, f"{daftar}?tambah=1", f"{daftar}?usul=1"):
        html = klien.get(url, headers=HTMX if "?" in url else {}).content.decode()
        assert html.count("&lt;script&gt;alert(1)") >= 2, url
        assert CANARY not in html, url


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_proposals_are_read_in_a_fixed_number_of_queries(klien, lke, operator, unit, banyak, django_assert_num_queries):
    for n in range(banyak):
        gantung(aksi(unit, operator, nama=f"Butir {n}", kode=["A.I.6.iv.a"]), f"Laporan {n}")
    halaman = reverse("evaluation:bukti_usul", args=[unit.pk])
    klien.get(halaman)
    # session, person, roles, unit, sheet, proof on things, the things, what is attached, files, years, unread
    with django_assert_num_queries(11):
        klien.get(halaman)
    daftar = reverse("evaluation:bukti_daftar", args=[lke.pk, "A.I.6.iv.a"])
    # session, person, roles, sheet, proof on things, the things, what is attached, files
    with django_assert_num_queries(8):
        klien.get(f"{daftar}?usul=1", headers=HTMX)
