"""Reviewing quickly: what moved since a question was judged, and accepting many answers from a list."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Lapis, Status
from evaluation.errors import SoalBergerak
from evaluation.models import Jawaban, LembarKerjaEvaluasi, RiwayatJawaban, TautanBukti
from evaluation.selectors.lembar import hak_lke, muat_lembar
from evaluation.selectors.tpi import antrean_tpi, cap_soal, perubahan_sejak_dinilai, rinci_antrean
from evaluation.services.jawaban import simpan_jawaban
from evaluation.services.tpi import mulai_nilai, terima_sisanya
from tests.evaluation.jenjang import buat_tim
from tests.evaluation.terima import isian_terima
from tests.factories import isi_lapis_penuh
from tests.matrix import buat_dunia
from units.models import BuktiDukung, User

pytestmark = pytest.mark.django_db
KODE, KODE2, PILIHAN = "A.I.1.i.a", "A.I.2.i.a", "A.I.1.i.b"
CANARY = "<b onmouseover=x>canary</b>"


@pytest.fixture
def dunia():
    """A full sheet that TPI has taken up, nothing judged yet."""
    dunia = buat_dunia(Status.DIAJUKAN)
    mulai_nilai(lke=dunia.lke, actor=dunia.orang["tpi_ketua"])
    return dunia


def nilai_semua(dunia) -> None:
    terima_sisanya(lke=dunia.lke, actor=dunia.orang["tpi_ketua"])


def unit_mengubah(lke, kode: str, isi: dict, catatan: str = "") -> None:
    """The unit's answer as it stands after a repair: its version before, its version now, later than TPI's."""
    satu = Jawaban.objects.get(lke=lke, lapis=Lapis.UNIT, kode=kode)
    oleh, dulu, kini = User.objects.earliest("pk").pk, timezone.now() - dt.timedelta(days=3), timezone.now()
    baru = satu.versi + 1
    RiwayatJawaban.objects.filter(jawaban=satu).exists() or RiwayatJawaban.objects.create(
        jawaban=satu, versi=satu.versi, isi=satu.isi, catatan=satu.catatan, oleh_id=oleh, pada=dulu
    )
    RiwayatJawaban.objects.create(jawaban=satu, versi=baru, isi=isi, catatan=catatan, oleh_id=oleh, pada=kini)
    Jawaban.objects.filter(pk=satu.pk).update(isi=isi, catatan=catatan, versi=baru, diubah_pada=kini)


def bukti_datang(lke, kode: str, oleh) -> TautanBukti:
    bukti = BuktiDukung.objects.create(unit=lke.unit, judul=f"SK {CANARY}", dibuat_oleh=oleh)
    return TautanBukti.objects.create(lke=lke, kode=kode, bukti=bukti, oleh=oleh)


def antre(user: User) -> LembarKerjaEvaluasi:
    return rinci_antrean(antrean_tpi(user), user)[0]


def halaman(nama: str, dunia, *lain) -> str:
    return reverse(f"evaluation:{nama}", args=[dunia.lke.pk, *lain])


# Changed since it was judged ------------------------------------------------------------------------------------------


def test_what_moved_since_it_was_judged_is_counted_alike_everywhere(client, dunia):
    lke, ketua = dunia.lke, dunia.orang["tpi_ketua"]
    assert (antre(ketua).bergerak, antre(ketua).perlu) == (0, 113)  # unjudged is not moved
    nilai_semua(dunia)
    assert antre(ketua).bergerak == 0
    unit_mengubah(lke, KODE, {KODE: "Tidak"}, CANARY)
    bukti_datang(lke, KODE2, dunia.orang["operator"])
    assert antre(ketua).bergerak == 2
    lembar = muat_lembar(lke, hak_lke(ketua, lke))
    assert lembar.saring("bergerak", [p.kode for p in lembar.instrumen.semua_pertanyaan]) == [KODE, KODE2]
    perubahan = perubahan_sejak_dinilai(lke, Lapis.TPI, ketua, [])
    assert [p.pertanyaan.kode for p in perubahan] == [KODE, KODE2]
    client.force_login(ketua)
    isi = client.get(f"{halaman('lke_bagian', dunia, 'A.I.1')}?saring=bergerak")
    assert [s.kode for k in isi.context["kelompok"] for s in k.soal] == [KODE]
    rel = {b.kode: b.bergerak for k in isi.context["rel"] for b in k.baris if b.bergerak}
    assert rel == {"A.I.1": 1, "A.I.2": 1}
    assert "2 berubah sejak dinilai" in client.get(reverse("evaluation:tpi_antrean")).content.decode()


def test_the_card_and_the_page_show_before_and_now_as_text(client, dunia):
    nilai_semua(dunia)
    unit_mengubah(dunia.lke, KODE, {KODE: "Tidak"}, CANARY)
    bukti_datang(dunia.lke, KODE, dunia.orang["operator"])
    client.force_login(dunia.orang["tpi_ketua"])
    for url in (halaman("lke_bagian", dunia, "A.I.1"), f"{halaman('tpi_berubah', dunia)}?sejak=nilai"):
        teks = client.get(url).content.decode()
        assert CANARY not in teks
        assert teks.count("&lt;b onmouseover=x&gt;canary") >= 2  # the note and the title of the proof
    soal = client.get(halaman("lke_bagian", dunia, "A.I.1")).context["kelompok"][0].soal[0]
    assert (soal.gerak.semula, soal.gerak.kini, soal.gerak.catatan_semula) == ("Ya", "Tidak", "")
    assert [t.baru for t in soal.bukti] == [True]


def test_judging_anew_takes_the_mark_away(client, dunia):
    nilai_semua(dunia)
    unit_mengubah(dunia.lke, KODE, {KODE: "Tidak"})
    ketua = dunia.orang["tpi_ketua"]
    client.force_login(ketua)
    versi = Jawaban.objects.get(lke=dunia.lke, lapis=Lapis.TPI, kode=KODE).versi
    jawab = client.post(
        halaman("jawaban_simpan", dunia, "tpi", KODE),
        {"versi": versi, f"isi.{KODE}": "Tidak"},
        headers={"Accept": "application/json"},
    )
    assert jawab.json()["fragmen"][f"gerak-{KODE}"] == f'<div id="gerak-{KODE}" hidden></div>'
    assert antre(ketua).bergerak == 0


@pytest.mark.parametrize("nama", ["operator", "pimpinan", "auditor", "admin"])
def test_nobody_but_an_assessor_is_told_what_moved(client, dunia, nama):
    nilai_semua(dunia)
    unit_mengubah(dunia.lke, KODE, {KODE: "Tidak"})
    client.force_login(dunia.orang["tpi_ketua"])
    url = halaman("lke_bagian", dunia, "A.I.1")
    assert "soal-gerak" in client.get(url).content.decode()  # it is there to be seen
    client.force_login(dunia.orang[nama])
    assert "soal-gerak" not in client.get(url).content.decode()
    assert client.get(halaman("tpi_berubah", dunia)).status_code == 403


def test_in_levels_each_counts_what_moved_since_they_judged_themselves(client):
    tim = buat_tim()
    simpan_jawaban(lke=tim.lke, lapis=Lapis.AT1, kode=PILIHAN, ubah={PILIHAN: "A"}, actor=tim.a, versi=0)
    bukti_datang(tim.lke, PILIHAN, tim.operator)
    url = reverse("evaluation:tpi_antrean")
    for siapa, banyak in ((tim.a, 1), (tim.b, 0), (tim.dalnis, 0)):
        client.force_login(siapa)
        assert client.get(url).context["page"][0].bergerak == banyak


@pytest.mark.parametrize("banyak", [1, 12])
def test_the_area_page_costs_the_same_however_much_moved(client, dunia, banyak, django_assert_max_num_queries):
    nilai_semua(dunia)
    for kode in [k for k in cap_soal(dunia.lke, Lapis.TPI) if k.startswith("A.I.1.")][:banyak]:
        unit_mengubah(dunia.lke, kode, Jawaban.objects.get(lke=dunia.lke, lapis=Lapis.UNIT, kode=kode).isi, "baru")
    client.force_login(dunia.orang["tpi_anggota"])
    url = halaman("lke_bagian", dunia, "A.I.1")
    client.get(url)
    with django_assert_max_num_queries(15):
        client.get(url)


def test_next_goes_backwards_too(client, dunia):
    nilai_semua(dunia)
    for kode in (KODE, KODE2):
        Jawaban.objects.filter(lke=dunia.lke, lapis=Lapis.TPI, kode=kode).update(versi=0, isi={})
    client.force_login(dunia.orang["tpi_ketua"])
    for dari, ke in (("B.I.a", KODE2), (KODE2, KODE), (KODE, KODE2)):
        url = client.get(halaman("lke_lanjut", dunia), {"dari": dari, "arah": "mundur"}).url
        assert url.endswith(f"#soal-{ke}")


# Accepting many -------------------------------------------------------------------------------------------------------


def test_only_what_is_chosen_is_taken_each_with_its_history(client, dunia):
    client.force_login(dunia.orang["tpi_anggota"])
    client.post(halaman("tpi_terima", dunia), isian_terima(client, dunia.lke, [KODE, KODE2]))
    dinilai = Jawaban.objects.filter(lke=dunia.lke, lapis=Lapis.TPI, versi__gt=0)
    assert sorted(dinilai.values_list("kode", flat=True)) == [KODE, KODE2]
    riwayat = RiwayatJawaban.objects.filter(jawaban__in=dinilai)
    assert sorted(riwayat.values_list("jawaban__kode", "versi", "oleh__nama")) == [
        (KODE, 1, dunia.orang["tpi_anggota"].nama),
        (KODE2, 1, dunia.orang["tpi_anggota"].nama),
    ]


def test_taking_the_same_list_twice_writes_once(client, dunia):
    client.force_login(dunia.orang["tpi_ketua"])
    isi = isian_terima(client, dunia.lke)
    assert len(isi["kode"]) == 113
    for _ in range(2):
        assert client.post(halaman("tpi_terima", dunia), isi).status_code == 302
    assert RiwayatJawaban.objects.filter(jawaban__lapis=Lapis.TPI).count() == 113
    assert LembarKerjaEvaluasi.objects.get(pk=dunia.lke.pk).versi_tpi == 1


@pytest.mark.parametrize("apa", ["unit", "bukti", "rekan"])
def test_what_moved_since_the_list_was_drawn_is_listed_again_and_nothing_is_taken(client, dunia, apa):
    client.force_login(dunia.orang["tpi_ketua"])
    isi = isian_terima(client, dunia.lke, [KODE, KODE2])
    if apa == "unit":
        unit_mengubah(dunia.lke, KODE, {KODE: "Tidak"})
    elif apa == "bukti":
        bukti_datang(dunia.lke, KODE, dunia.orang["operator"])
    else:
        rekan = dunia.orang["tpi_dalnis"]
        simpan_jawaban(lke=dunia.lke, lapis=Lapis.TPI, kode=KODE, ubah={KODE: "Tidak"}, actor=rekan, versi=0)
    sebelum = LembarKerjaEvaluasi.objects.get(pk=dunia.lke.pk).versi_tpi
    jawab = client.post(halaman("tpi_terima", dunia), isi)
    assert jawab.status_code == 409
    assert f"1 pertanyaan berubah sejak daftar ini dibuka: {KODE}." in jawab.content.decode()
    assert LembarKerjaEvaluasi.objects.get(pk=dunia.lke.pk).versi_tpi == sebelum
    assert not Jawaban.objects.filter(lke=dunia.lke, lapis=Lapis.TPI, kode=KODE2, versi__gt=0).exists()
    # What stayed as it was is still chosen, what moved is not, or is told to be gone.
    baris = {r["b"].kode: r for k in jawab.context["kelompok"] for r in k["baris"]}
    assert baris[KODE2]["dipilih"] is True
    if apa == "rekan":
        assert (KODE in baris, jawab.context["hilang"]) == (False, [KODE])
    else:
        assert (baris[KODE]["dipilih"], baris[KODE]["bergerak"]) == (False, True)


def test_what_would_replace_an_earlier_judgement_is_not_chosen_by_itself(client, dunia):
    isi_lapis_penuh(dunia.lke, Lapis.TPI, {KODE: {KODE: "Tidak"}})
    Jawaban.objects.filter(lke=dunia.lke, lapis=Lapis.TPI, kode=KODE2).update(versi=0, isi={})
    unit_mengubah(dunia.lke, KODE, {KODE: "Ya"}, "diperbaiki")
    client.force_login(dunia.orang["tpi_ketua"])
    jawab = client.get(halaman("tpi_terima", dunia))
    pilih = {r["b"].kode: r["dipilih"] for k in jawab.context["kelompok"] for r in k["baris"]}
    assert pilih == {KODE: False, KODE2: True}
    assert "berubah sejak dinilai" in jawab.content.decode()


@pytest.mark.parametrize("isi", [{}, {"kode": []}])
def test_an_empty_choice_is_told(client, dunia, isi):
    client.force_login(dunia.orang["tpi_ketua"])
    jawab = client.post(halaman("tpi_terima", dunia), isi)
    assert jawab.status_code == 422
    assert "Pilih paling sedikit satu pertanyaan." in jawab.content.decode()


def test_a_choice_nobody_listed_is_refused(client, dunia):
    client.force_login(dunia.orang["tpi_ketua"])
    assert client.post(halaman("tpi_terima", dunia), {"kode": ["X.9", KODE]}).status_code == 409
    with pytest.raises(SoalBergerak):
        terima_sisanya(lke=dunia.lke, actor=dunia.orang["tpi_ketua"], dilihat={"X.9": "0.0.0"})
    assert not Jawaban.objects.filter(lke=dunia.lke, lapis=Lapis.TPI, versi__gt=0).exists()


def test_the_list_is_flat(client, dunia, django_assert_max_num_queries):
    client.force_login(dunia.orang["tpi_ketua"])
    with django_assert_max_num_queries(25):
        client.get(halaman("tpi_terima", dunia))
