"""Counts from data pendukung: offered, taken like typed ones, told where they come from, and told when they moved."""

from __future__ import annotations

import datetime as dt
import uuid
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation import scoring
from evaluation.enums import Lapis, Status
from evaluation.errors import AngkaBerubah
from evaluation.instrumen import bawaan
from evaluation.models import Jawaban, LembarKerjaEvaluasi, RiwayatJawaban, Skor, SumberAngka
from evaluation.peta import peta_angka
from evaluation.selectors.angka import angka_soal, baca_angka
from evaluation.selectors.skor import skor_lapis
from evaluation.services.angka import pakai_angka
from evaluation.services.jawaban import simpan_jawaban
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    make_anggota,
    make_lke,
    make_musim,
    make_penugasan,
    make_tim_tpn,
    make_unit,
)
from units.enums import Peran
from units.models import DataPendukung

pytestmark = pytest.mark.django_db

KODE = "A.II.4.i.a"
SASARAN, TERCAPAI = f"{KODE}.1", f"{KODE}.2"
CANARY = "<script>alert(1)</script>"
DIUBAH = dt.datetime(2026, 10, 12, 3, 0, tzinfo=dt.UTC)
ANGKA = {
    "agen_perubahan": 12,
    "perubahan_dibuat": 9,
    "perubahan_terintegrasi": 5,
    "pelanggaran_tahun_lalu": 7,
    "pelanggaran_tahun_ini": 3,
    "pelanggaran_disanksi": 3,
    "sasaran_kinerja": 75,
    "sasaran_tercapai": 72,
    "pengaduan_harus": 41,
    "pengaduan_diproses": 4,
    "pengaduan_selesai": 37,
    "lhkpn_kepala": 1,
    "lhkpn_pejabat": 6,
    "lhkpn_lainnya": 0,
    "lhkpn_sudah": 6,
    "lhkasn_administrator": 5,
    "lhkasn_pengawas": 11,
    "lhkasn_lainnya": 29,
    "lhkasn_sudah": 44,
    "layanan_terdata": 24,
    "layanan_dipermudah": 19,
}
NILAI = {
    "A.II.1.i.a": Fraction(9, 12),
    "A.II.1.i.b": Fraction(5, 9),
    "A.II.3.iii.a": Fraction(4, 7),
    "A.II.4.i.a": Fraction(72, 75),
    "A.II.5.ii.a": Fraction(37, 41),
    "A.II.5.iii.a": Fraction(6, 7),
    "A.II.5.iii.b": Fraction(44, 45),
    "A.II.6.i.b": Fraction(19, 24),
}


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


def data(unit, operator, triwulan: int = 3, **nilai) -> dict[str, DataPendukung]:
    return {
        kode: DataPendukung.objects.create(
            unit=unit,
            tahun=2026,
            triwulan=triwulan,
            kode=kode,
            nilai=n,
            diubah_oleh=operator,
            diubah_pada=DIUBAH,
        )
        for kode, n in nilai.items()
    }


@pytest.fixture
def angka(unit, operator):
    return data(unit, operator, sasaran_kinerja=75, sasaran_tercapai=72)


def ubah(baris: DataPendukung, nilai: int | None) -> None:
    DataPendukung.objects.filter(pk=baris.pk).update(nilai=nilai, versi=baris.versi + 1)
    baris.refresh_from_db()


def soal(lke, kode: str = KODE):
    """What the unit's card says now."""
    jawaban = Jawaban.objects.get(lke=lke, lapis=Lapis.UNIT, kode=kode)
    return angka_soal(bawaan().pertanyaan(kode), jawaban.isi, baca_angka(lke, [kode]), isi=True), jawaban


def kirim(klien, lke, kode: str = KODE, *, skrip: bool = True, **ganti):
    """Press the button: what the card carries, apart from ``ganti``."""
    kartu, jawaban = soal(lke, kode)
    isi = {f"isi.{b.masukan.kode}": b.angka.nilai for b in kartu.dikenal}
    isi |= {"angka": kartu.klaim, "versi": jawaban.versi, "putaran": lke.putaran, "kiriman": uuid.uuid4()} | ganti
    kepala = {"Accept": "application/json"} if skrip else {}
    return klien.post(reverse("evaluation:jawaban_simpan", args=[lke.pk, "unit", kode]), isi, headers=kepala)


def ketik(lke, operator, isi: dict[str, object], kode: str = KODE):
    versi = Jawaban.objects.get(lke=lke, lapis=Lapis.UNIT, kode=kode).versi
    lke = LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=lke.pk)
    return simpan_jawaban(lke=lke, lapis=Lapis.UNIT, kode=kode, ubah=isi, actor=operator, versi=versi)


def halaman(klien, lke, kode: str = KODE) -> str:
    bagian = bawaan().bagian_dari(kode).kode
    html = klien.get(reverse("evaluation:lke_bagian", args=[lke.pk, bagian])).content.decode()
    return html[html.index(f'id="soal-{kode}"') :].split("</article>")[0]


def asal(lke, kode: str = KODE) -> list[tuple[str, int, int, str]]:
    baris = SumberAngka.objects.filter(lke=lke, kode=kode).order_by("masukan")
    return list(baris.values_list("masukan", "nilai", "triwulan", "data_kode"))


# --- The table --------------------------------------------------------------------------------------------------------


def test_the_table_covers_every_count_of_the_questions_it_names():
    dipakai = set()
    for kode, masukan in peta_angka().items():
        assert set(masukan) == {m.kode for m in bawaan().pertanyaan(kode).masukan}
        dipakai |= set(masukan.values())
    assert dipakai == set(ANGKA)
    assert set(peta_angka()) == set(NILAI)


def test_every_question_that_counts_takes_its_counts_from_there():
    assert set(peta_angka()) == {p.kode for p in bawaan().semua_pertanyaan if p.jenis == "persen"}


# --- Offered ----------------------------------------------------------------------------------------------------------


def test_the_card_offers_the_newest_quarter_with_who_and_when(klien, lke, unit, operator, angka):
    data(unit, operator, triwulan=2, sasaran_kinerja=75, sasaran_tercapai=50)
    data(unit, operator, triwulan=4, sasaran_kinerja=None, sasaran_tercapai=None)
    kartu = halaman(klien, lke)
    assert "Pakai angka data pendukung: 72 dari 75" in kartu
    assert "(triwulan III, diubah Siti Aminah 12 Oktober 2026)" in kartu


def test_other_years_and_units_are_not_offered(klien, lke, unit, operator, angka):
    DataPendukung.objects.filter(kode="sasaran_kinerja").update(tahun=2025)
    DataPendukung.objects.filter(kode="sasaran_tercapai").update(unit=make_unit(instansi=unit.instansi))
    assert "Pakai angka" not in halaman(klien, lke)


def test_a_question_known_in_part_offers_what_is_known(klien, lke, operator, unit):
    data(unit, operator, sasaran_tercapai=0)
    kartu = halaman(klien, lke)
    assert "Pakai angka data pendukung<" in kartu
    assert 'yang tercapai 100% atau lebih: <b class="num">0</b>' in kartu
    assert "Jumlah sasaran kinerja: belum ada di data pendukung, isi sendiri" in kartu
    assert kirim(klien, lke).status_code == 200
    assert Jawaban.objects.get(lke=lke, lapis="unit", kode=KODE).isi == {TERCAPAI: 0}
    assert asal(lke) == [(TERCAPAI, 0, 3, "sasaran_tercapai")]
    assert "Dari data pendukung triwulan III" in halaman(klien, lke)


def test_only_those_who_fill_are_offered(client, lke, unit, angka):
    client.force_login(make_anggota(Peran.PIMPINAN_UNIT, unit=unit))
    kartu = halaman(client, lke)
    assert "Pakai angka" not in kartu
    assert "Isian sama" not in kartu


def test_what_was_typed_the_same_is_said_to_be_the_same(klien, lke, operator, angka):
    ketik(lke, operator, {SASARAN: "75", TERCAPAI: "72"})
    kartu = halaman(klien, lke)
    assert "Isian sama dengan data pendukung triwulan III." in kartu
    assert "Pakai angka" not in kartu


def test_a_question_without_figures_says_nothing_of_them(klien, lke):
    kartu = halaman(klien, lke, "A.II.4.ii.a")
    assert "soal-angka" not in kartu


# --- Taken ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kode", sorted(NILAI))
def test_figures_taken_give_the_very_score_of_typed_ones(client, unit, operator, kode):
    data(unit, operator, **ANGKA)
    ambil = make_lke(unit=unit, actor=operator)
    tangan = make_lke(actor=operator)
    isi = {masukan: str(ANGKA[a]) for masukan, a in peta_angka()[kode].items()}
    client.force_login(operator)
    assert kirim(client, ambil, kode).status_code == 200
    ketik(tangan, operator, isi, kode)
    satu, dua = (skor_lapis(x, Lapis.UNIT) for x in (ambil, tangan))
    assert satu.pertanyaan[kode] == dua.pertanyaan[kode] == NILAI[kode]
    assert (satu.total, satu.area) == (dua.total, dua.area)
    assert satu.total == NILAI[kode] * bawaan().bobot_pertanyaan(kode)
    assert Skor.objects.get(lke=ambil, lapis="unit").total == scoring.desimal(satu.total)


def test_a_figure_taken_is_saved_with_history_and_where_it_comes_from(klien, lke, operator, angka):
    jawab = kirim(klien, lke)
    jawaban = Jawaban.objects.get(lke=lke, lapis="unit", kode=KODE)
    assert (jawab.json()["versi"], jawaban.isi, jawaban.diubah_oleh) == (1, {SASARAN: 75, TERCAPAI: 72}, operator)
    assert RiwayatJawaban.objects.get(jawaban=jawaban).isi == jawaban.isi
    assert asal(lke) == [(SASARAN, 75, 3, "sasaran_kinerja"), (TERCAPAI, 72, 3, "sasaran_tercapai")]
    sumber = SumberAngka.objects.get(masukan=TERCAPAI)
    assert (sumber.data, sumber.data_versi, sumber.oleh) == (angka["sasaran_tercapai"], 1, operator)
    hari = timezone.localdate()
    fragmen = jawab.json()["fragmen"][f"angka-{KODE}"]
    assert "Dari data pendukung triwulan III" in fragmen
    assert f" {hari.year} " in fragmen
    assert "Pakai angka" not in fragmen


def test_a_plain_form_does_the_same(klien, lke, angka):
    jawab = kirim(klien, lke, skrip=False)
    assert jawab["Location"].endswith(f"#soal-{KODE}")
    assert Jawaban.objects.get(lke=lke, lapis="unit", kode=KODE).isi == {SASARAN: 75, TERCAPAI: 72}
    assert len(asal(lke)) == 2


@pytest.mark.parametrize("skrip", [True, False])
def test_a_repeat_is_harmless_even_when_the_figure_moved_since(klien, lke, angka, skrip):
    kartu, _jawaban = soal(lke)
    tetap = {"kiriman": uuid.uuid4(), "versi": 0, "angka": kartu.klaim, f"isi.{TERCAPAI}": 72, f"isi.{SASARAN}": 75}
    kirim(klien, lke, skrip=skrip, **tetap)
    ubah(angka["sasaran_tercapai"], 74)
    jawab = kirim(klien, lke, skrip=skrip, **tetap)
    assert jawab.status_code == (200 if skrip else 302)
    assert (RiwayatJawaban.objects.count(), asal(lke)[1]) == (1, (TERCAPAI, 72, 3, "sasaran_tercapai"))


def test_the_same_value_typed_before_gets_its_source_without_a_new_version(klien, lke, operator, angka):
    ketik(lke, operator, {SASARAN: "75", TERCAPAI: "72"})
    kirim(klien, lke)
    assert RiwayatJawaban.objects.count() == 1
    assert len(asal(lke)) == 2


def test_a_note_that_waits_with_it_goes_along(klien, lke, angka):
    kirim(klien, lke, catatan="Menurut LKjIP")
    assert Jawaban.objects.get(lke=lke, lapis="unit", kode=KODE).catatan == "Menurut LKjIP"


def test_what_was_typed_over_before_it_was_sent_counts_as_typed(klien, lke, angka):
    kirim(klien, lke, **{f"isi.{TERCAPAI}": "70"})
    assert Jawaban.objects.get(lke=lke, lapis="unit", kode=KODE).isi == {SASARAN: 75, TERCAPAI: 70}
    assert asal(lke) == [(SASARAN, 75, 3, "sasaran_kinerja")]


# --- Refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("skrip", [True, False])
def test_a_figure_that_moved_since_it_was_seen_is_not_taken(klien, lke, angka, skrip):
    kartu, _jawaban = soal(lke)
    lama = {"angka": kartu.klaim, f"isi.{TERCAPAI}": 72}
    ubah(angka["sasaran_tercapai"], 74)
    jawab = kirim(klien, lke, skrip=skrip, **lama)
    assert jawab.status_code == 422
    assert "berubah sejak halaman ini dibuka" in (jawab.json()["pesan"] if skrip else jawab.content.decode())
    assert Jawaban.objects.get(lke=lke, lapis="unit", kode=KODE).versi == 0
    lke.refresh_from_db()
    assert (lke.versi_unit, asal(lke)) == (0, [])


@pytest.mark.parametrize("salah", ["unit", "tahun", "kode", "kosong", "tidak_ada"])
def test_a_claim_that_is_not_the_units_figure_is_refused(lke, unit, operator, angka, salah):
    baris = angka["sasaran_tercapai"]
    ganti = {
        "unit": {"unit": make_unit(instansi=unit.instansi)},
        "tahun": {"tahun": 2025},
        "kode": {"kode": "agen_perubahan"},
        "kosong": {"nilai": None},
        "tidak_ada": {},
    }[salah]
    if ganti:
        DataPendukung.objects.filter(pk=baris.pk).update(**ganti)
    klaim = {TERCAPAI: (baris.pk + (99 if salah == "tidak_ada" else 0), 1)}
    with pytest.raises(AngkaBerubah):
        pakai_angka(lke=lke, kode=KODE, klaim=klaim, ubah={TERCAPAI: "72"}, actor=operator, versi=0)
    assert Jawaban.objects.get(lke=lke, lapis="unit", kode=KODE).isi == {}


@pytest.mark.parametrize("teks", ["x", "a:b:c", f"{TERCAPAI}:1", f"{TERCAPAI}:1:2:3", f"{TERCAPAI}:-1:2"])
def test_a_claim_that_no_page_sends_is_told_so(klien, lke, angka, teks):
    assert kirim(klien, lke, angka=teks).status_code == 400
    assert asal(lke) == []


@pytest.mark.parametrize("skrip", [True, False])
def test_a_colleagues_answer_is_never_overwritten_unseen(klien, lke, unit, angka, skrip):
    rekan = make_anggota(Peran.KETUA_TIM, unit=unit, nama="Hendra Sitepu")
    ketik(lke, rekan, {TERCAPAI: "60"})
    jawab = kirim(klien, lke, skrip=skrip, versi=0)
    assert jawab.status_code == 409
    assert "Hendra Sitepu" in jawab.content.decode()
    assert Jawaban.objects.get(lke=lke, lapis="unit", kode=KODE).isi == {TERCAPAI: 60}
    assert asal(lke) == []
    if not skrip:
        # Having chosen one's own, the source goes along.
        kartu, jawaban = soal(lke)
        assert f'name="angka" value="{kartu.klaim}"' in jawab.content.decode()
        kirim(klien, lke, skrip=False, versi=jawaban.versi)
        assert len(asal(lke)) == 2


@pytest.mark.parametrize(("status", "kode"), [(Status.PERBAIKAN, 423), (Status.DIAJUKAN, 423)])
def test_a_closed_question_takes_no_figure(klien, lke, operator, angka, status, kode):
    isi_lapis_penuh(lke)
    bawa_ke(lke, status, actor=operator)
    assert "Pakai angka" not in halaman(klien, lke)
    assert kirim(klien, lke).status_code == kode
    assert asal(lke) == []


def test_in_perbaikan_a_returned_question_takes_it(klien, lke, operator, angka):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.PERBAIKAN, actor=operator, tanda=KODE)
    assert "Pakai angka data pendukung: 72 dari 75" in halaman(klien, lke)
    assert kirim(klien, lke).status_code == 200
    assert len(asal(lke)) == 2


# --- Afterwards -------------------------------------------------------------------------------------------------------


def test_a_figure_that_moved_is_told_and_can_be_taken_anew(klien, lke, angka):
    kirim(klien, lke)
    ubah(angka["sasaran_tercapai"], 74)
    kartu = halaman(klien, lke)
    assert "Berubah sejak diambil: 72 → 74" in kartu
    assert "Perbarui dari data pendukung: 74 dari 75" in kartu
    kirim(klien, lke)
    assert Jawaban.objects.get(lke=lke, lapis="unit", kode=KODE).isi[TERCAPAI] == 74
    assert asal(lke)[1] == (TERCAPAI, 74, 3, "sasaran_tercapai")
    kartu = halaman(klien, lke)
    assert "Berubah sejak diambil" not in kartu
    assert "Perbarui" not in kartu


def test_a_newer_quarter_counts_as_moved(klien, lke, unit, operator, angka):
    kirim(klien, lke)
    data(unit, operator, triwulan=4, sasaran_tercapai=75)
    assert "Berubah sejak diambil: 72 → 75" in halaman(klien, lke)


def test_an_answer_typed_over_is_told(klien, lke, operator, angka):
    kirim(klien, lke)
    jawab = klien.post(
        reverse("evaluation:jawaban_simpan", args=[lke.pk, "unit", KODE]),
        {f"isi.{TERCAPAI}": "70", "versi": 1, "kiriman": uuid.uuid4()},
        headers={"Accept": "application/json"},
    )
    for kartu in (halaman(klien, lke), jawab.json()["fragmen"][f"angka-{KODE}"]):
        assert "diubah tangan, semula 72" in kartu
        assert "Pakai angka data pendukung: 72 dari 75" in kartu
    ketik(lke, operator, {TERCAPAI: "", SASARAN: ""})
    assert "Dari data pendukung" not in halaman(klien, lke)


def test_tpi_reads_where_it_comes_from_and_that_it_moved(client, lke, unit, operator, angka):
    isi_lapis_penuh(lke, ubah={KODE: {}})
    client.force_login(operator)
    kirim(client, lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=operator)
    ubah(angka["sasaran_tercapai"], 74)
    client.force_login(make_anggota(Peran.TPI_KETUA, instansi=unit.instansi))
    kartu = halaman(client, lke)
    assert "Angka unit dari data pendukung triwulan III" in kartu
    assert "Berubah sejak diambil: 72 → 74" in kartu
    assert "Perbarui" not in kartu


def test_tpn_reads_the_source_and_not_the_units_other_figures(client, lke, operator, angka):
    isi_lapis_penuh(lke, ubah={KODE: {}})
    client.force_login(operator)
    kirim(client, lke)
    bawa_ke(lke, Status.DESK, actor=operator)
    ubah(angka["sasaran_tercapai"], 98765)  # a figure no id of the page contains by chance
    tpn = make_anggota(Peran.TPN_ANGGOTA)
    make_tim_tpn(tpn, instansi=lke.unit.instansi, musim=lke.musim)
    client.force_login(tpn)
    kartu = halaman(client, lke)
    assert "Angka unit dari data pendukung triwulan III" in kartu
    assert "98765" not in kartu


def test_names_are_shown_as_text(klien, lke, unit, operator):
    nakal = make_anggota(Peran.KETUA_TIM, unit=unit, nama=CANARY)
    data(unit, nakal, sasaran_kinerja=75, sasaran_tercapai=72)
    SumberAngka.objects.all().delete()
    for _ in range(2):
        kartu = halaman(klien, lke)
        assert "&lt;script&gt;alert(1)" in kartu
        assert CANARY not in kartu
        kirim(klien, lke)
        SumberAngka.objects.update(oleh=nakal)


# --- Cost -------------------------------------------------------------------------------------------------------------


def hitung(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as query:
        assert client.get(url).status_code == 200
    return len(query)


@pytest.mark.parametrize("siapa", ["operator", "tpi"])
def test_figures_cost_the_area_page_no_query(client, lke, unit, operator, siapa):
    """Read along with the marks of the sheet, however many there are."""
    lama = make_lke(unit=unit, musim=make_musim(2025), actor=operator)
    isi_lapis_penuh(lama)
    isi_lapis_penuh(lke)
    tpi = make_anggota(Peran.TPI_ANGGOTA, instansi=unit.instansi)
    make_penugasan(tpi, lke)
    bawa_ke(lke, Status.PERBAIKAN if siapa == "operator" else Status.DINILAI_TPI, actor=operator, tanda="A.II.5.ii.a")
    client.force_login(operator if siapa == "operator" else tpi)
    url = reverse("evaluation:lke_bagian", args=[lke.pk, "A.II.5"])
    tanpa = hitung(client, url)
    semua = data(unit, operator, triwulan=1, **ANGKA)
    for triwulan in (2, 3, 4):
        data(unit, operator, triwulan=triwulan, **ANGKA)
    for kode in ("A.II.5.ii.a", "A.II.5.iii.a", "A.II.5.iii.b"):
        SumberAngka.objects.bulk_create(
            SumberAngka(
                lke=lke,
                kode=kode,
                masukan=masukan,
                data=semua[a],
                data_versi=1,
                data_kode=a,
                nilai=1,
                triwulan=1,
                oleh=operator,
            )
            for masukan, a in peta_angka()[kode].items()
        )
    assert hitung(client, url) == tanpa
    assert "Berubah sejak diambil" in client.get(url).content.decode()
    assert tanpa <= 15
