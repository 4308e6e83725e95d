"""Two versions of a sheet: rebuilt from the history, scored anew, compared; and who may choose which."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation import scoring
from evaluation.enums import Aksi, Lapis, Status
from evaluation.models import Jawaban, Riwayat, RiwayatJawaban, TautanBukti
from evaluation.selectors.banding import Isian, Versi, bandingkan, jawaban_pada, muat_versi, pilihan_versi
from evaluation.services.jawaban import simpan_jawaban
from evaluation.services.lke import ajukan_lke
from evaluation.services.tpi import kembalikan_lke, mulai_nilai, selesaikan_tpi, terima_sisanya
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    jawaban_terbaik,
    make_anggota,
    make_instrumen,
    make_lke,
    make_musim,
    make_unit,
)
from units.enums import Peran
from units.models import BuktiDukung
from zi_portal.common import sql

pytestmark = pytest.mark.django_db
KODE, KODE2 = "A.I.1.i.a", "A.I.1.i.b"
KENARI = "<script>kenari()</script>"


def simpan(lke, actor, isi=None, *, lapis=Lapis.UNIT, catatan=None, kode=KODE):
    jawaban = Jawaban.objects.get(lke=lke, lapis=lapis, kode=kode)
    ubah = {kode: isi} if isi else {}
    simpan_jawaban(lke=lke, lapis=lapis, kode=kode, ubah=ubah, versi=jawaban.versi, catatan=catatan, actor=actor)


def isi_dengan_jejak(lke, actor):
    """The best answers, written as services write them: with their history."""
    isi, kini = jawaban_terbaik(lke), timezone.now()
    baris = list(Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT))
    for j in baris:
        j.isi, j.versi, j.diubah_oleh, j.diubah_pada = isi[j.kode], 1, actor, kini
    sql.ubah_semua(baris, "isi", "versi", "diubah_oleh_id", "diubah_pada")
    RiwayatJawaban.objects.bulk_create(
        [RiwayatJawaban(jawaban=j, versi=1, isi=j.isi, oleh=actor, pada=kini) for j in baris]
    )


@pytest.fixture
def dunia(db):
    """Two rounds of a sheet by the real services: KODE is B in round 1 for TPI, repaired by the unit in round 2."""

    class Dunia:
        unit = make_unit()

    d = Dunia
    d.operator = make_anggota(Peran.OPERATOR, unit=d.unit)
    d.pimpinan = make_anggota(Peran.PIMPINAN_UNIT, unit=d.unit)
    d.ketua = make_anggota(Peran.TPI_KETUA, instansi=d.unit.instansi)
    d.auditor = make_anggota(Peran.AUDITOR, instansi=d.unit.instansi)
    d.tpn = make_anggota(Peran.TPN_ADMIN)
    d.lke = make_lke(unit=d.unit, actor=d.operator)
    isi_dengan_jejak(d.lke, d.operator)
    simpan(d.lke, d.operator, "Tidak", catatan="Tim belum dibentuk")
    d.bukti = BuktiDukung.objects.create(unit=d.unit, judul="SK Lama", dibuat_oleh=d.operator)
    d.tautan = TautanBukti.objects.create(lke=d.lke, kode=KODE, bukti=d.bukti, oleh=d.operator)
    ajukan_lke(lke=d.lke, actor=d.pimpinan)
    mulai_nilai(lke=d.lke, actor=d.ketua)
    terima_sisanya(lke=d.lke, actor=d.ketua)
    simpan(d.lke, d.ketua, "B", lapis=Lapis.TPI, kode=KODE2, catatan="Bukti kurang")
    d.tenggat = timezone.now() + dt.timedelta(days=7)
    kembalikan_lke(lke=d.lke, tanda={KODE: "Bentuk tim"}, alasan="Perbaiki", tenggat=d.tenggat, actor=d.ketua)
    simpan(d.lke, d.operator, "Ya", catatan="Tim sudah dibentuk")
    TautanBukti.objects.filter(pk=d.tautan.pk).update(dilepas_pada=timezone.now(), dilepas_oleh=d.operator)
    baru = BuktiDukung.objects.create(unit=d.unit, judul="SK Baru", dibuat_oleh=d.operator)
    TautanBukti.objects.create(lke=d.lke, kode=KODE, bukti=baru, oleh=d.operator)
    ajukan_lke(lke=d.lke, actor=d.pimpinan)
    return d


def versi(user, lke, kunci):
    return muat_versi({p.kunci: p for p in pilihan_versi(user, lke)}[kunci])


def kunci(user, lke):
    return [p.kunci for p in pilihan_versi(user, lke)]


def halaman(client, user, lke, **tanya):
    client.force_login(user)
    return client.get(reverse("evaluation:lke_banding", args=[lke.pk]), tanya)


# Rebuilt --------------------------------------------------------------------------------------------------------------


def test_answers_rebuilt_at_the_latest_moment_are_the_stored_ones(dunia):
    kini = timezone.now()
    for lapis in (Lapis.UNIT, Lapis.TPI):
        assert jawaban_pada(dunia.lke, lapis, kini) == jawaban_pada(dunia.lke, lapis)
    stored = {j.kode: Isian(j.isi, j.catatan) for j in Jawaban.objects.filter(lke=dunia.lke, lapis=Lapis.UNIT)}
    assert jawaban_pada(dunia.lke, Lapis.UNIT, kini) == stored


def test_before_the_first_answer_nothing_was_answered(dunia):
    awal = jawaban_pada(dunia.lke, Lapis.UNIT, timezone.now() - dt.timedelta(days=1))
    assert len(awal) == 113
    assert set(map(repr, awal.values())) == {repr(Isian({}))}


def test_a_layer_opened_as_a_copy_stands_as_it_was_made(dunia):
    bawa_ke(lke := make_lke(), Status.DRAF, actor=dunia.ketua)
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DIUSULKAN, actor=dunia.ketua)
    assert jawaban_pada(lke, Lapis.TPN, timezone.now()) == jawaban_pada(lke, Lapis.TPN)


def test_each_round_is_what_was_handed_in(dunia):
    satu, dua = versi(dunia.ketua, dunia.lke, "unit-1"), versi(dunia.ketua, dunia.lke, "unit-2")
    assert (satu.jawaban[KODE].isi, dua.jawaban[KODE].isi) == ({KODE: "Tidak"}, {KODE: "Ya"})
    assert (list(satu.bukti[KODE].values()), list(dua.bukti[KODE].values())) == (["SK Lama"], ["SK Baru"])
    tpi = versi(dunia.ketua, dunia.lke, "tpi-1")
    assert (tpi.jawaban[KODE].isi, tpi.jawaban[KODE2].catatan) == ({KODE: "Tidak"}, "Bukti kurang")


def test_scores_are_computed_from_the_answers_and_never_read(dunia):
    dunia.lke.skor.update(total=1)
    a, b = versi(dunia.ketua, dunia.lke, "unit-1"), versi(dunia.ketua, dunia.lke, "unit-2")
    assert b.skor.total == Fraction(100)
    assert b.skor.total - a.skor.total == a.instrumen.bobot_pertanyaan(KODE)


# Compared -------------------------------------------------------------------------------------------------------------


def test_a_version_against_itself_differs_in_nothing(dunia):
    for k in kunci(dunia.ketua, dunia.lke):
        v = versi(dunia.ketua, dunia.lke, k)
        assert bandingkan(v, v, "WBK").kosong


def _ringkas(banding):
    soal = {s.kode: (s.isian, s.nilai, s.poin, s.bukti_datang, s.bukti_pergi, s.potongan) for s in banding.soal}
    return soal, {s.kode: s.nilai for s in banding.simpul}, {g.kode: g.terpenuhi for g in banding.gerbang}


@pytest.mark.parametrize(("a", "b"), [("unit-1", "unit-2"), ("unit", "tpi"), ("tpi-1", "unit-1")])
def test_there_and_back_tell_the_same(dunia, a, b):
    va, vb = versi(dunia.ketua, dunia.lke, a), versi(dunia.ketua, dunia.lke, b)
    ke, balik = bandingkan(va, vb, "WBK"), bandingkan(vb, va, "WBK")
    soal, simpul, gerbang = _ringkas(ke)
    soal_b, simpul_b, gerbang_b = _ringkas(balik)
    assert simpul == {k: n[::-1] for k, n in simpul_b.items()}
    assert gerbang == {k: n[::-1] for k, n in gerbang_b.items()}
    for kode, (isian, nilai, poin, datang, pergi, potongan) in soal.items():
        isian_b, nilai_b, poin_b, datang_b, pergi_b, potongan_b = soal_b[kode]
        assert (isian, nilai, poin) == (isian_b[::-1], nilai_b[::-1], poin_b[::-1])
        assert (datang, pergi) == (pergi_b, datang_b)
        assert [(p.lama, p.baru) for p in potongan] == [(p.baru, p.lama) for p in potongan_b]
    assert [s.kode for s in ke.soal_berbeda] == [s.kode for s in balik.soal_berbeda]
    assert ke.soal_berbeda


def test_differences_by_question_node_and_gate(dunia):
    banding = bandingkan(
        versi(dunia.ketua, dunia.lke, "unit-1"), versi(dunia.ketua, dunia.lke, "unit-2"), dunia.lke.predikat_tujuan
    )
    (soal,) = banding.soal_berbeda
    bobot = instr().bobot_pertanyaan(KODE)
    assert (soal.kode, soal.nilai, soal.selisih) == (KODE, (0, 1), bobot)
    assert (soal.bukti_pergi, soal.bukti_datang) == (["SK Lama"], ["SK Baru"])
    assert {s.kode for s in banding.simpul if s.berbeda} == {"total", "A", "A.I", "A.I.1", "A.I.1.i", "area_1"}
    assert {s.selisih for s in banding.simpul if s.berbeda} == {bobot}
    assert not [g for g in banding.gerbang if g.berbalik]


def instr() -> scoring.Instrumen:
    return scoring.Instrumen.from_dict(make_instrumen().isi)


def _versi(isi, instrumen=None, **lain):
    return Versi("v", Lapis.UNIT, instrumen or instr(), {k: Isian(v) for k, v in isi.items()}, {}, **lain)


def test_a_gate_that_turns_is_told(dunia):
    baik = jawaban_terbaik(dunia.lke)
    kosong = {k: v for k, v in baik.items() if not k.startswith("B.")}
    banding = bandingkan(_versi(kosong), _versi(baik), "WBK")
    berbalik = [g for g in banding.gerbang if g.berbalik]
    assert berbalik
    assert {g.terpenuhi for g in berbalik} == {(False, True)}
    # For WBBM the unit's earlier WBK is one more condition.
    banding = bandingkan(_versi(baik), _versi(baik, telah_wbk=True), "WBBM")
    assert [g.terpenuhi for g in banding.gerbang if g.berbalik] == [(False, True)]


def test_codes_of_one_side_only_are_told(dunia):
    isi = make_instrumen().isi
    lain = scoring.Instrumen.from_dict(_tanpa_soal(isi, KODE))
    baik = jawaban_terbaik(dunia.lke)
    tanpa = {k: v for k, v in baik.items() if k != KODE}
    banding = bandingkan(_versi(tanpa, lain), _versi(baik), "WBK")
    assert banding.hanya_sebelah == ([], [KODE])
    assert bandingkan(_versi(baik), _versi(tanpa, lain), "WBK").hanya_sebelah == ([KODE], [])
    assert KODE in [s.kode for s in banding.soal_berbeda]


def _tanpa_soal(isi, kode):
    """The instrument without one question; its indikator keeps its weight."""

    def jalan(x):
        if isinstance(x, dict):
            return {k: jalan(v) for k, v in x.items()}
        if isinstance(x, list):
            return [jalan(v) for v in x if not (isinstance(v, dict) and v.get("kode") == kode and "jenis" in v)]
        return x

    return jalan(isi)


def test_notes_of_two_layers_are_two_notes_and_no_change(dunia):
    banding = bandingkan(versi(dunia.ketua, dunia.lke, "unit-1"), versi(dunia.ketua, dunia.lke, "tpi-1"), "WBK")
    assert [s.kode for s in banding.soal_berbeda] == [KODE2]


# Who may choose what --------------------------------------------------------------------------------------------------


def test_versions_by_who_reads(dunia):
    unit, tpi = ["unit-1", "unit-2", "unit"], ["tpi-1", "tpi"]
    # In the second round TPI's values are its own again.
    assert kunci(dunia.ketua, dunia.lke) == unit + tpi
    assert kunci(dunia.operator, dunia.lke) == unit
    assert kunci(dunia.auditor, dunia.lke) == unit
    terima_sisanya(lke=_nilai_lagi(dunia), actor=dunia.ketua)
    selesaikan_tpi(lke=dunia.lke, layak=False, alasan="Belum", actor=dunia.ketua)
    semua = [*unit, "tpi-1", "tpi-2", "tpi"]
    assert [kunci(u, dunia.lke) for u in (dunia.operator, dunia.auditor, dunia.ketua)] == [semua] * 3


def _nilai_lagi(dunia):
    dunia.lke.refresh_from_db()
    if dunia.lke.status == Status.DIAJUKAN:
        mulai_nilai(lke=dunia.lke, actor=dunia.ketua)
    return dunia.lke


def test_a_version_one_may_not_read_does_not_exist(client, dunia):
    for user in (dunia.operator, dunia.auditor):
        for k in ("tpi", "tpi-1", "tpn", "entah", "unit-9"):
            assert halaman(client, user, dunia.lke, a=k).status_code == 404
            assert halaman(client, user, dunia.lke, b=k).status_code == 404
        teks = halaman(client, user, dunia.lke).content.decode()
        assert "Bukti kurang" not in teks
        assert "TPI, akhir" not in teks
    assert "Bukti kurang" in halaman(client, dunia.ketua, dunia.lke, a="unit", b="tpi-1").content.decode()


def test_last_years_sheet_is_offered_in_the_layers_one_may_read(client, dunia):
    lalu = make_lke(unit=dunia.unit, musim=make_musim(2025), actor=dunia.operator)
    isi_lapis_penuh(lalu)
    assert kunci(dunia.ketua, dunia.lke)[0] == "unit-1"  # a draft of that year stays the unit's
    assert kunci(dunia.operator, dunia.lke)[0] == "lalu-unit"
    bawa_ke(lalu, Status.DIAJUKAN, actor=dunia.ketua)
    assert kunci(dunia.ketua, dunia.lke)[0] == "lalu-unit"
    jawab = halaman(client, dunia.ketua, dunia.lke, a="lalu-unit", b="unit")
    assert "LKE 2025, Unit" in jawab.content.decode()
    assert jawab.context["banding"].hanya_sebelah == ([], [])


# The page -------------------------------------------------------------------------------------------------------------


def test_page_shows_only_what_differs_until_asked_for_all(client, dunia):
    jawab = halaman(client, dunia.operator, dunia.lke, a="unit-1", b="unit-2")
    assert [s.kode for s in jawab.context["soal"]] == [KODE]
    teks = jawab.content.decode()
    assert "<del>belum</del><ins>sudah</ins>" in teks
    assert "<del>SK Lama</del>" in teks
    assert "<ins>SK Baru</ins>" in teks
    assert "+0,25" in teks
    semua = halaman(client, dunia.operator, dunia.lke, a="unit-1", b="unit-2", semua="1")
    assert len(semua.context["soal"]) == 113
    assert (
        "Kedua sisi versi yang sama" in halaman(client, dunia.operator, dunia.lke, a="unit", b="unit").content.decode()
    )


def test_page_asks_as_often_for_one_difference_as_for_many(client, dunia):
    halaman(client, dunia.ketua, dunia.lke)  # the first request of a session writes it
    hasil = []
    for tambah in (1, 3, 30):
        lain = Jawaban.objects.filter(lke=dunia.lke, lapis=Lapis.UNIT)[:tambah]
        RiwayatJawaban.objects.bulk_create(
            [RiwayatJawaban(jawaban=j, versi=10 + tambah, isi={}, oleh=dunia.operator, catatan="x") for j in lain]
        )
        with CaptureQueriesContext(connection) as query:
            assert client.get(reverse("evaluation:lke_banding", args=[dunia.lke.pk]), {"a": "unit-1", "b": "unit-2"})
        hasil.append(len(query))
    assert hasil == [hasil[0]] * 3


def test_what_people_write_stays_text(client, dunia):
    unit = make_unit(instansi=dunia.unit.instansi)
    op = make_anggota(Peran.OPERATOR, unit=unit)
    lke = make_lke(unit=unit, actor=op)
    Riwayat.objects.create(lke=lke, aksi=Aksi.AJUKAN, ke=Status.DIAJUKAN, pelaku=op)
    simpan(lke, op, "Ya", catatan=KENARI)
    bukti = BuktiDukung.objects.create(unit=unit, judul=KENARI, dibuat_oleh=op)
    TautanBukti.objects.create(lke=lke, kode=KODE, bukti=bukti, oleh=op)
    teks = halaman(client, op, lke, a="unit-1", b="unit").content.decode()
    assert "&lt;script&gt;kenari()" in teks
    assert KENARI not in teks
