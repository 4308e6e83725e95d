"""A hasil question takes the sealed index of a survey: which one, who may, and what it keeps of where it came from."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.urls import reverse

from evaluation.enums import Lapis, Status
from evaluation.models import Jawaban, SumberIndeks
from evaluation.selectors.indeks import indeks_tersedia, teks_indeks
from evaluation.selectors.skor import instrumen_lke
from evaluation.services.indeks import IndeksBerubah, pakai_indeks
from evaluation.services.jawaban import simpan_jawaban
from surveys.enums import JenisKampanye
from surveys.models import Respons
from surveys.services.kampanye import gerakkan
from surveys.services.pengeluaran import keluarkan
from surveys.services.segel import segel
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    kirim_respons,
    make_anggota,
    make_kampanye,
    make_lke,
    make_unit,
)
from units.enums import Peran

pytestmark = pytest.mark.django_db

IPAK, IPKP = "B.I.a", "B.II.a"


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def operator(unit):
    return make_anggota(Peran.OPERATOR, unit=unit)


@pytest.fixture
def lke(unit, operator):
    return make_lke(unit=unit, actor=operator)


def tersegel(unit, *nilai: str, **lain):
    kampanye = make_kampanye(unit=unit, layanan=[("KTP-el", 1000)], **lain)
    for satu in nilai:
        kirim_respons(kampanye, satu)
    gerakkan(kampanye=kampanye, aksi="tutup", actor=kampanye.dibuat_oleh)
    segel(kampanye=kampanye)
    return kampanye


def pakai(lke, kode, kampanye, operator, lapis=Lapis.UNIT, **lain):
    satu = next(i for i in indeks_tersedia(lke, lapis, kode) if i.kampanye.pk == kampanye.pk)
    isi = {
        "kampanye_id": kampanye.pk,
        "indeks": satu.kode,
        "nilai": teks_indeks(satu.nilai),
        "versi": Jawaban.objects.get(lke=lke, lapis=lapis, kode=kode).versi,
    }
    return pakai_indeks(lke=lke, lapis=lapis, kode=kode, actor=operator, **(isi | lain))


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        (Fraction(18, 5), "3.6"),
        (Fraction(4), "4"),
        (Fraction(11, 3), "3.6666666666"),
        # a hair below the threshold stays below, however close
        (Fraction(18, 5) - Fraction(1, 10**12), "3.5999999999"),
    ],
)
def test_an_index_is_cut_never_rounded_up(nilai, teks):
    assert teks_indeks(nilai) == teks
    assert Fraction(teks) <= nilai


def test_only_sealed_surveys_of_the_unit_and_the_layer_are_offered(lke, unit):
    mandiri = tersegel(unit, "3333333344444")
    tpi = tersegel(unit, "4" * 13, jenis=JenisKampanye.TPI)
    tpn = tersegel(unit, "2" * 13, jenis=JenisKampanye.TPN)
    tersegel(unit, "4" * 13, tahun=2024)
    tersegel(make_unit("Unit lain", instansi=unit.instansi), "4" * 13)
    make_kampanye(unit=unit)  # open still
    skm = tersegel(unit, "3" * 9, kuesioner="skm")

    def pilihan(lapis, kode):
        return [(i.kampanye.pk, i.kode, i.nilai) for i in indeks_tersedia(lke, lapis, kode)]

    assert pilihan(Lapis.UNIT, IPAK) == [(mandiri.pk, "IPAK", 4)]
    assert pilihan(Lapis.UNIT, IPKP) == [(mandiri.pk, "IPKP", 3), (skm.pk, "IKM", 3)]
    assert pilihan(Lapis.TPI, IPAK) == [(tpi.pk, "IPAK", 4), (mandiri.pk, "IPAK", 4)]
    assert [pk for pk, _k, _n in pilihan(Lapis.TPN, IPAK)] == [tpn.pk, tpi.pk, mandiri.pk]
    assert pilihan(Lapis.UNIT, "A.I.1.i.a") == []


def test_taking_an_index_is_an_ordinary_save_with_its_source(lke, unit, operator):
    kampanye = tersegel(unit, "3333333344444", "4333333344443")
    hasil = pakai(lke, IPAK, kampanye, operator)
    assert hasil.jawaban.isi == {IPAK: "3.9"}
    assert hasil.skor.pertanyaan[IPAK] == Fraction(39, 40)
    sumber = SumberIndeks.objects.get()
    assert (sumber.kampanye, sumber.indeks, sumber.nilai, sumber.sah, sumber.masuk, sumber.konversi) == (
        kampanye,
        "IPAK",
        "3.9",
        2,
        2,
        "sebanding",
    )
    assert sumber.segel == kampanye.segel.sha256


def test_what_moved_since_it_was_seen_is_not_taken(lke, unit, operator):
    kampanye = tersegel(unit, "3333333344444", "4444444411111")
    penelaah = make_anggota(Peran.TPI_KETUA, instansi=unit.instansi)
    keluarkan(
        kampanye=kampanye,
        respons=[Respons.objects.order_by("pk").last().pk],
        alasan="Diisi pegawai sendiri",
        actor=penelaah,
    )
    for beda in ({"nilai": "2.5"}, {"indeks": "IPKP"}, {"kampanye_id": 0}, {"nilai": "9"}):
        with pytest.raises(IndeksBerubah):
            pakai(lke, IPAK, kampanye, operator, **beda)
    assert not SumberIndeks.objects.exists()
    assert pakai(lke, IPAK, kampanye, operator).jawaban.isi == {IPAK: "4"}


def test_the_rule_of_the_season_turns_another_scale(lke, unit, operator):
    from surveys.models import Kuesioner
    from surveys.services.kuesioner import simpan_kuesioner, terbitkan_kuesioner
    from tests.factories import make_kuesioner

    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi)
    isi = dict(make_kuesioner("spak").isi, kode="enam", skala=6, label=[f"Nilai {n}" for n in range(1, 7)])
    enam = simpan_kuesioner(isi=isi, instansi=unit.instansi, actor=admin)
    terbitkan_kuesioner(kuesioner=enam, actor=admin)
    kampanye = tersegel(unit, "3" * 13)
    Kuesioner.objects.filter(pk=kampanye.kuesioner_id)
    tersegel_enam = _kampanye_dengan(unit, enam, "55555", "66666", operator)
    assert [i.nilai for i in indeks_tersedia(lke, Lapis.UNIT, IPAK) if i.skala == 6] == [Fraction(11, 3)]
    type(lke.musim).objects.filter(pk=lke.musim_id).update(konversi_survei="geser")
    lke.musim.refresh_from_db()
    assert [i.nilai for i in indeks_tersedia(lke, Lapis.UNIT, IPAK) if i.skala == 6] == [1 + Fraction(9, 2) * 3 / 5]
    assert pakai(lke, IPAK, tersegel_enam, operator).jawaban.isi == {IPAK: "3.7"}
    assert SumberIndeks.objects.get().konversi == "geser"


def _kampanye_dengan(unit, kuesioner, satu, dua, actor):
    import datetime as dt

    from django.utils import timezone

    from surveys.models import Kampanye
    from surveys.services.kampanye import buat_kampanye

    kini = timezone.now()
    kampanye = buat_kampanye(
        kampanye=Kampanye(
            unit=unit,
            kuesioner=kuesioner,
            nama="Skala enam",
            tahun=2026,
            mulai=kini - dt.timedelta(days=2),
            selesai=kini + dt.timedelta(days=2),
        ),
        layanan=[],
        actor=actor,
    )
    gerakkan(kampanye=kampanye, aksi="buka", actor=actor)
    for nilai in (satu, dua):
        kirim_respons(kampanye, nilai)
    gerakkan(kampanye=kampanye, aksi="tutup", actor=actor)
    segel(kampanye=kampanye)
    return kampanye


def test_a_typed_figure_stays_possible_and_is_marked(client, lke, unit, operator):
    kampanye = tersegel(unit, "3333333344444")
    pakai(lke, IPAK, kampanye, operator)
    client.force_login(operator)
    bagian = instrumen_lke(lke).bagian_dari(IPAK).kode
    alamat = reverse("evaluation:lke_bagian", args=[lke.pk, bagian])
    html = client.get(alamat).content.decode()
    assert "Survei mandiri unit “Survei semester II”: IPAK 4,00 dari 1 respons sah (1 masuk)" in html
    assert "Angka diketik" not in html
    versi = Jawaban.objects.get(lke=lke, lapis=Lapis.UNIT, kode=IPAK).versi
    simpan_jawaban(lke=lke, lapis=Lapis.UNIT, kode=IPAK, ubah={IPAK: "3.7"}, actor=operator, versi=versi)
    html = client.get(alamat).content.decode()
    assert "Angka diketik, bukan diambil dari survei di portal." in html
    assert "Semula 4,00 dari Survei semester II." in html


def test_the_page_takes_an_index_once_and_refuses_nonsense(client, lke, unit, operator):
    kampanye = tersegel(unit, "3333333344444")
    client.force_login(operator)
    alamat = reverse("evaluation:lke_indeks", args=[lke.pk, "unit", IPAK])
    assert "4,00" in client.get(alamat).content.decode()
    for rusak in ({}, {"indeks": "x"}, {"indeks": "9" * 30}, {"indeks": f"{kampanye.pk}:IPAK:3"}):
        assert client.post(alamat, rusak).status_code == 422
    isi = {"indeks": f"{kampanye.pk}:IPAK:4", "versi": "0", "putaran": "1", "catatan": "Survei <b>semester</b> II"}
    assert client.post(alamat, isi).status_code == 302
    jawaban = Jawaban.objects.get(lke=lke, lapis=Lapis.UNIT, kode=IPAK)
    assert (jawaban.isi, jawaban.catatan) == ({IPAK: "4"}, "Survei <b>semester</b> II")
    assert "<b>semester" not in client.get(alamat).content.decode()


def test_tpi_takes_its_own_survey_in_its_own_layer_and_the_unit_sees_nothing_of_it(client, lke, unit, operator):
    mandiri = tersegel(unit, "4" * 13)
    tpi = tersegel(unit, "3" * 13, jenis=JenisKampanye.TPI, nama="Survei TPI Canary")
    isi_lapis_penuh(lke)
    pakai(lke, IPAK, mandiri, operator)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=unit.instansi)
    lke = bawa_ke(lke, Status.DINILAI_TPI, actor=ketua)
    client.force_login(ketua)
    alamat = reverse("evaluation:lke_indeks", args=[lke.pk, "tpi", IPAK])
    versi = Jawaban.objects.get(lke=lke, lapis=Lapis.TPI, kode=IPAK).versi
    isi = {
        "indeks": f"{tpi.pk}:IPAK:3",
        "versi": str(versi),
        "putaran": str(lke.putaran),
        "catatan": "Survei TPI menunjukkan 3,00.",
    }
    assert client.post(alamat, isi).status_code == 302
    assert Jawaban.objects.get(lke=lke, lapis=Lapis.TPI, kode=IPAK).isi == {IPAK: "3"}
    assert Jawaban.objects.get(lke=lke, lapis=Lapis.UNIT, kode=IPAK).isi == {IPAK: "4"}
    bagian = reverse("evaluation:lke_bagian", args=[lke.pk, instrumen_lke(lke).bagian_dari(IPAK).kode])
    html = client.get(bagian).content.decode()
    assert "Survei TPI Canary" in html
    assert "Angka unit:" in html
    client.force_login(operator)
    assert "Canary" not in client.get(bagian).content.decode()
    assert client.get(alamat).status_code == 404
