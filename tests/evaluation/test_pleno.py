"""The rapat pleno: who holds it, what it writes, who never reads it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation import scoring
from evaluation.enums import Lapis, Status
from evaluation.enums.benturan import JenisBenturan
from evaluation.enums.musim import CaraNilai
from evaluation.errors import EvaluationError, LKEMoved, PenilaianKurang, PertanyaanTidakAda
from evaluation.models import (
    AgendaPleno,
    ButirPleno,
    Jawaban,
    LembarKerjaEvaluasi,
    Musim,
    RapatPleno,
    RiwayatEvaluasi,
    RiwayatJawaban,
    Skor,
)
from evaluation.selectors.pleno import halangan_tutup, lke_terbaca, usul_butir
from evaluation.services import benturan, pleno
from evaluation.services.benturan import BenturanMenghalangi
from evaluation.services.jawaban import simpan_jawaban
from evaluation.services.jenjang import ambil_kursi, teruskan_jenjang
from evaluation.services.riwayat import BendaMoved
from evaluation.services.tpi import bawa_pleno, selesaikan_tpi, terima_sisanya
from reports.selectors import isi_pleno
from reports.services import cetak_pleno, html_pleno, minta_dokumen
from tests.evaluation.jenjang import buat_tim, isi, sampai_ketua
from tests.factories import make_anggota, make_instansi
from tests.reports.bantu import make_lke_dinilai, teks_pdf, ubah_jawaban
from tests.serentak import bersama
from units.enums import Peran
from units.models import Notifikasi, User

pytestmark = pytest.mark.django_db
KODE, LAIN = "A.I.1.i.b", "A.I.1.iii.a"
CANARY = '<script>alert(1)</script>"KENARI'


@dataclass
class Sidang:
    """A sheet on the agenda of a meeting at work, with one item."""

    lke: LembarKerjaEvaluasi
    orang: dict[str, User]
    rapat: RapatPleno

    @property
    def ketua(self) -> User:
        return self.orang["ketua"]

    def butir(self, kode: str = KODE) -> ButirPleno:
        butir = ButirPleno.objects.select_related("lke__unit__instansi", "lke__musim", "rapat__instansi")
        return butir.get(rapat=self.rapat, kode=kode)

    def putuskan(self, keputusan="unit", kode=KODE, versi=0, actor=None, **lain):
        data = pleno.DataKeputusan(keputusan, lain.pop("isi", {}), lain.pop("alasan", "Bukti cukup"), **lain)
        return pleno.putuskan_butir(butir=self.butir(kode), data=data, versi=versi, actor=actor or self.ketua)

    def hadirkan(self) -> None:
        hadir = {p.pk: (True, "") for p in self.rapat.peserta.all()}
        pleno.catat_hadir(rapat=self.rapat, hadir=hadir, actor=self.ketua)


def data_pleno(orang, nomor="BA/1/2026", **lain) -> pleno.DataPleno:
    isi = {"tanggal": dt.date(2026, 11, 20), "waktu": dt.time(9, 30), "tempat": "Aula Inspektorat"} | lain
    return pleno.DataPleno(nomor=nomor, pemimpin=orang["dalnis"], notulis=orang["ketua"], **isi)


def sidang(*, mulai: bool = True) -> Sidang:
    lke, orang = make_lke_dinilai(tpi={KODE: _terburuk(KODE)}, catatan="Notula tidak ada")
    bawa_pleno(lke=lke, actor=orang["dalnis"])
    rapat = pleno.buat_pleno(instansi=lke.unit.instansi, musim=lke.musim, data=data_pleno(orang), actor=orang["ketua"])
    pleno.agendakan(rapat=rapat, lke=lke, actor=orang["ketua"])
    pleno.tambah_butir(rapat=rapat, lke=lke, butir={KODE: "unit-tpi"}, actor=orang["ketua"])
    if mulai:
        pleno.mulai_pleno(rapat=rapat, actor=orang["ketua"])
    return Sidang(lke, orang, rapat)


def _terburuk(kode: str) -> str:
    from evaluation.instrumen import isi_bawaan

    return scoring.Instrumen.from_dict(isi_bawaan()).pertanyaan(kode).opsi[-1].kunci


def tpi(lke, kode=KODE) -> Jawaban:
    return Jawaban.objects.get(lke=lke, lapis=Lapis.TPI, kode=kode)


# The sheet -----------------------------------------------------------------------------------------------------------


def test_a_sheet_goes_to_the_pleno_only_when_nothing_is_left_to_judge():
    lke, orang = make_lke_dinilai()
    Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI, kode=KODE).update(isi={}, versi=0)
    with pytest.raises(PenilaianKurang):
        bawa_pleno(lke=lke, actor=orang["dalnis"])
    lke.refresh_from_db()
    assert lke.status == Status.DINILAI_TPI


def test_nobody_writes_tpis_layer_in_a_pleno():
    s = sidang()
    sebelum = tpi(s.lke).isi
    with pytest.raises(LKEMoved):
        simpan_jawaban(lke=s.lke, lapis=Lapis.TPI, kode=KODE, ubah={KODE: "A"}, actor=s.ketua, versi=1)
    with pytest.raises(LKEMoved):
        terima_sisanya(lke=s.lke, actor=s.ketua)
    assert tpi(s.lke).isi == sebelum


def test_sending_back_owes_a_reason_which_the_unit_does_not_read(client):
    s = sidang()
    with pytest.raises(EvaluationError, match="alasan"):
        pleno.kembali_nilai(lke=s.lke, alasan=" ", actor=s.ketua)
    pleno.kembali_nilai(lke=s.lke, alasan="RAHASIA perlu dicek", actor=s.ketua)
    s.lke.refresh_from_db()
    assert s.lke.status == Status.DINILAI_TPI
    assert not AgendaPleno.objects.filter(terbuka=True).exists()
    assert RiwayatEvaluasi.objects.filter(benda="pleno", alasan="RAHASIA perlu dicek").exists()
    riwayat = reverse("evaluation:lke_riwayat", args=[s.lke.pk])
    client.force_login(s.ketua)
    assert "RAHASIA" in client.get(riwayat).content.decode()
    client.force_login(s.orang["operator"])
    assert "RAHASIA" not in client.get(riwayat).content.decode()


def test_a_season_may_ask_for_a_pleno_before_any_result():
    lke, orang = make_lke_dinilai()
    Musim.objects.update(wajib_pleno=True)
    lke.musim.refresh_from_db()
    with pytest.raises(EvaluationError, match="mewajibkan rapat pleno"):
        selesaikan_tpi(lke=lke, layak=True, alasan="", actor=orang["dalnis"])
    bawa_pleno(lke=lke, actor=orang["dalnis"])
    with pytest.raises(EvaluationError, match="mewajibkan rapat pleno"):
        selesaikan_tpi(lke=lke, layak=True, alasan="", actor=orang["dalnis"])


def test_a_sheet_on_an_open_agenda_waits_and_is_finished_after_closing():
    s = sidang()
    Musim.objects.update(wajib_pleno=True)
    s.lke.musim.refresh_from_db()
    with pytest.raises(EvaluationError, match="agenda pleno"):
        selesaikan_tpi(lke=s.lke, layak=True, alasan="", actor=s.ketua)
    s.hadirkan()
    s.putuskan()
    pleno.tutup_pleno(rapat=s.rapat, actor=s.ketua)
    selesaikan_tpi(lke=s.lke, layak=True, alasan="", actor=s.ketua)
    assert s.lke.status == Status.LAYAK


# The meeting ---------------------------------------------------------------------------------------------------------


def test_a_sheet_is_on_one_open_agenda_at_a_time():
    s = sidang()
    lain = pleno.buat_pleno(
        instansi=s.rapat.instansi, musim=s.rapat.musim, data=data_pleno(s.orang, "BA/2"), actor=s.ketua
    )
    with pytest.raises(EvaluationError, match="pleno lain"):
        pleno.agendakan(rapat=lain, lke=s.lke, actor=s.ketua)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaPleno.objects.create(rapat=lain, lke=s.lke, oleh=s.ketua)
    pleno.batalkan_pleno(rapat=s.rapat, alasan="Ditunda", actor=s.ketua)
    pleno.agendakan(rapat=lain, lke=s.lke, actor=s.ketua)


def test_proposals_come_from_the_differences_once():
    s = sidang()
    assert KODE not in {u.kode for u in usul_butir(s.ketua, s.rapat, s.lke)}
    pleno.buang_butir(butir=s.butir(), actor=s.ketua)
    assert [(u.kode, u.asal) for u in usul_butir(s.ketua, s.rapat, s.lke)] == [(KODE, "unit-tpi")]
    with pytest.raises(PertanyaanTidakAda):
        pleno.tambah_butir(rapat=s.rapat, lke=s.lke, butir={"Z.9": "manual"}, actor=s.ketua)


def test_a_change_owes_a_reason_and_other_values_are_read_as_a_save_reads_them():
    s = sidang()
    with pytest.raises(EvaluationError, match="alasan"):
        s.putuskan(alasan=" ")
    with pytest.raises(scoring.JawabanSalah):
        s.putuskan("lain", isi={KODE: "ZZ"})
    with pytest.raises(EvaluationError, match="kosong"):
        s.putuskan("lain")
    with pytest.raises(EvaluationError, match="alasan"):
        s.putuskan("tetap", alasan="", tidak_bulat=True)
    assert s.butir().keputusan == ""
    assert s.putuskan("tetap", alasan="")
    assert not s.putuskan("tetap", alasan="", versi=1)


def test_of_two_who_decide_at_once_the_second_sees_both_texts(client):
    s = sidang()
    s.putuskan(alasan="Teks pertama", actor=s.orang["dalnis"])
    client.force_login(s.ketua)
    url = reverse("evaluation:pleno_butir", args=[s.rapat.pk, s.butir().pk])
    isian = {"keputusan": "tetap", "alasan": "Teks kedua", "versi": "0"}
    jawab = client.post(url, isian)
    teks = jawab.content.decode()
    assert jawab.status_code == 409
    assert "Teks pertama" in teks
    assert "Teks kedua" in teks
    assert s.butir().alasan == "Teks pertama"
    assert client.post(url, isian | {"versi": "1"}).status_code == 302
    assert s.butir().alasan == "Teks kedua"


# Closing -------------------------------------------------------------------------------------------------------------


def test_closing_writes_the_decision_into_tpis_layer_with_history_and_score():
    s = sidang()
    s.hadirkan()
    s.putuskan(alasan="Notula ditemukan")
    sebelum = Skor.objects.get(lke=s.lke, lapis=Lapis.TPI).total
    pleno.tutup_pleno(rapat=s.rapat, actor=s.ketua)
    jawaban = tpi(s.lke)
    assert jawaban.isi == Jawaban.objects.get(lke=s.lke, lapis=Lapis.UNIT, kode=KODE).isi
    assert jawaban.catatan == "Rapat pleno BA/1/2026: Notula ditemukan\n\nNotula tidak ada"
    assert RiwayatJawaban.objects.filter(jawaban=jawaban, oleh=s.ketua).count() == 1
    assert Skor.objects.get(lke=s.lke, lapis=Lapis.TPI).total > sebelum
    assert Notifikasi.objects.filter(user=s.orang["dalnis"], judul__contains="ditutup").exists()
    assert not Notifikasi.objects.filter(user=s.orang["operator"], judul__contains="pleno").exists()


def test_after_closing_nothing_of_it_changes():
    s = sidang()
    s.hadirkan()
    s.putuskan()
    pleno.tutup_pleno(rapat=s.rapat, actor=s.ketua)
    rapat, ketua = s.rapat, s.ketua
    for tindakan in (
        lambda: pleno.tutup_pleno(rapat=rapat, actor=ketua),
        lambda: pleno.batalkan_pleno(rapat=rapat, alasan="x", actor=ketua),
        lambda: s.putuskan("tetap", versi=1),
        lambda: pleno.tambah_butir(rapat=rapat, lke=s.lke, butir={LAIN: "manual"}, actor=ketua),
        lambda: pleno.panggil(rapat=rapat, nama="Tamu", actor=ketua),
        lambda: pleno.catat_hadir(rapat=rapat, hadir={}, actor=ketua),
        lambda: pleno.keluarkan(rapat=rapat, lke=s.lke, actor=ketua),
        lambda: pleno.ubah_pleno(rapat=rapat, data=data_pleno(s.orang, "BA/9"), versi=1, actor=ketua),
    ):
        with pytest.raises(BendaMoved):
            tindakan()
    rapat.refresh_from_db()
    assert (rapat.status, rapat.nomor, s.butir().keputusan) == ("ditutup", "BA/1/2026", "unit")


@pytest.mark.parametrize("hadir", [0, 1, 2])
def test_a_quorum_of_two_of_tpi(hadir):
    s = sidang()
    s.putuskan()
    pleno.panggil(rapat=s.rapat, nama="Tamu", jabatan="Pengamat", actor=s.ketua)
    orang = list(s.rapat.peserta.order_by("pk"))
    isi = {p.pk: (n < hadir or p.user is None, "Sakit") for n, p in enumerate(orang)}
    pleno.catat_hadir(rapat=s.rapat, hadir=isi, actor=s.ketua)
    if hadir == 2:
        assert halangan_tutup(s.rapat) == []
        return
    with pytest.raises(pleno.PlenoKurang, match="Kuorum"):
        pleno.tutup_pleno(rapat=s.rapat, actor=s.ketua)
    s.rapat.refresh_from_db()
    assert s.rapat.status == "berlangsung"


def test_who_has_a_conflict_neither_counts_nor_sees_nor_decides_nor_closes():
    s = sidang()
    s.hadirkan()
    s.putuskan()
    dalnis = s.orang["dalnis"]
    benturan.nyatakan(
        user=dalnis,
        unit=s.lke.unit,
        musim=s.lke.musim,
        ada=True,
        jenis=JenisBenturan.values[0],
        uraian="Saudara kandung",
        actor=dalnis,
    )
    dalnis = User.objects.get(pk=dalnis.pk)
    assert any("Kuorum" in h for h in halangan_tutup(s.rapat))
    assert lke_terbaca(dalnis, s.rapat, [s.lke]) == frozenset()
    with pytest.raises(BenturanMenghalangi):
        s.putuskan("tetap", versi=1, actor=dalnis)
    pleno.panggil(rapat=s.rapat, orang=[s.orang["tpi"]], actor=s.ketua)
    s.hadirkan()
    with pytest.raises(BenturanMenghalangi):
        pleno.tutup_pleno(rapat=s.rapat, actor=dalnis)
    assert s.butir().keputusan == "unit"
    pleno.tutup_pleno(rapat=s.rapat, actor=s.ketua)
    assert "Tidak ikut membahas karena benturan kepentingan: Ahmad Fauzi" in html_pleno(isi_pleno(s.rapat.pk))


def test_closing_is_all_or_nothing():
    s = sidang()
    s.hadirkan()
    s.putuskan()
    pleno.tambah_butir(rapat=s.rapat, lke=s.lke, butir={LAIN: "manual"}, actor=s.ketua)
    s.putuskan("lain", LAIN, isi={LAIN: _terburuk(LAIN)})
    ButirPleno.objects.filter(rapat=s.rapat, kode=LAIN).update(isi={LAIN: "TIDAK DIKENAL"})
    sebelum = (tpi(s.lke).isi, Skor.objects.get(lke=s.lke, lapis=Lapis.TPI).total, RiwayatEvaluasi.objects.count())
    with pytest.raises(scoring.JawabanSalah):
        pleno.tutup_pleno(rapat=s.rapat, actor=s.ketua)
    s.rapat.refresh_from_db()
    assert s.rapat.status == "berlangsung"
    assert AgendaPleno.objects.get(rapat=s.rapat).terbuka
    sesudah = (tpi(s.lke).isi, Skor.objects.get(lke=s.lke, lapis=Lapis.TPI).total, RiwayatEvaluasi.objects.count())
    assert sesudah == sebelum


@pytest.mark.django_db(transaction=True)
def test_of_six_who_close_at_once_one_does():
    s = sidang()
    s.hadirkan()
    s.putuskan()

    def tutup():
        return pleno.tutup_pleno(rapat=RapatPleno.objects.get(pk=s.rapat.pk), actor=User.objects.get(pk=s.ketua.pk))

    hasil = bersama(*[tutup] * 6)
    assert sorted(type(h).__name__ for h in hasil) == ["BendaMoved"] * 5 + ["RiwayatEvaluasi"]
    assert RiwayatJawaban.objects.filter(jawaban=tpi(s.lke)).count() == 1


# Who reads -----------------------------------------------------------------------------------------------------------


def test_nobody_outside_tpi_finds_anything_of_it(client):
    s = sidang()
    s.putuskan(alasan="RAHASIA alasan", pendapat="RAHASIA pendapat")
    lain = make_instansi("Kabupaten Lain")
    orang = {
        "operator": s.orang["operator"],
        "pimpinan": make_anggota(Peran.PIMPINAN_UNIT, unit=s.lke.unit),
        "tpn": s.orang["tpn"],
        "tpi_lain": make_anggota(Peran.TPI_KETUA, instansi=lain),
        "tpi_tak_diundang": make_anggota(Peran.TPI_ANGGOTA, instansi=s.lke.unit.instansi),
    }
    satu = [s.rapat.pk]
    halaman = {
        "detail": reverse("evaluation:pleno_detail", args=satu),
        "butir": reverse("evaluation:pleno_butir", args=[s.rapat.pk, s.butir().pk]),
        "ba": reverse("reports:laporan_pleno", args=satu),
        "daftar": reverse("evaluation:pleno_list"),
        "lke": reverse("evaluation:lke_detail", args=[s.lke.pk]),
        "bagian": reverse("evaluation:lke_bagian", args=[s.lke.pk, "A.I.1"]),
        "riwayat": reverse("evaluation:lke_riwayat", args=[s.lke.pk]),
        "cari": reverse("evaluation:lke_cari", args=[s.lke.pk]) + "?q=RAHASIA",
        "beranda": reverse("evaluation:beranda"),
        "pesan": reverse("units:notifikasi"),
    }
    for nama, user in orang.items():
        client.force_login(user)
        for judul, url in halaman.items():
            jawab = client.get(url, follow=True)
            teks = jawab.content.decode()
            if judul in {"detail", "butir", "ba"}:
                assert (nama, judul, jawab.status_code) == (nama, judul, 404)
            assert (nama, judul, "RAHASIA alasan" in teks, s.rapat.nomor in teks) == (nama, judul, False, False)
            if judul == "cari" and jawab.status_code == 200:
                assert jawab.context["jumlah"] == 0
    client.force_login(s.ketua)
    assert "RAHASIA alasan" in client.get(halaman["detail"]).content.decode()
    assert "RAHASIA pendapat" in client.get(halaman["butir"]).content.decode()


def test_every_text_is_escaped(client):
    s = sidang()
    s.putuskan(alasan=CANARY, pendapat=CANARY)
    pleno.panggil(rapat=s.rapat, nama=CANARY, jabatan=CANARY, actor=s.ketua)
    pleno.ubah_pleno(rapat=s.rapat, data=data_pleno(s.orang, CANARY, tempat=CANARY), versi=s.rapat.versi, actor=s.ketua)
    client.force_login(s.ketua)
    satu = [s.rapat.pk]
    for url in (
        reverse("evaluation:pleno_detail", args=satu),
        reverse("evaluation:pleno_tutup", args=satu),
        reverse("evaluation:pleno_ubah", args=satu),
        reverse("evaluation:pleno_list"),
        reverse("evaluation:pleno_butir", args=[s.rapat.pk, s.butir().pk]),
        reverse("reports:laporan_pleno", args=satu),
    ):
        teks = client.get(url).content.decode()
        assert (url, "KENARI" in teks, "<script>alert(1)" in teks) == (url, True, False)
    dokumen = html_pleno(isi_pleno(s.rapat.pk))
    assert "KENARI" in dokumen
    assert "<script>alert(1)" not in dokumen


@pytest.mark.parametrize("banyak", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(client, banyak):
    lke, orang = make_lke_dinilai()
    for n in range(banyak):
        pleno.buat_pleno(
            instansi=lke.unit.instansi, musim=lke.musim, data=data_pleno(orang, f"BA/{n}"), actor=orang["ketua"]
        )
    client.force_login(orang["ketua"])
    client.get(reverse("evaluation:pleno_list"))
    with CaptureQueriesContext(
        connection,
    ) as tangkap:
        jawab = client.get(reverse("evaluation:pleno_list"))
    assert len(jawab.context["page"].object_list) == banyak
    assert len([q for q in tangkap.captured_queries if "rapatpleno" in q["sql"]]) == 2


def test_bad_input_is_said_and_nothing_is_lost(client):
    s = sidang()
    client.force_login(s.ketua)
    baru = reverse("evaluation:pleno_baru")
    jawab = client.post(baru, {"nomor": "BA/7", "tanggal": "kemarin", "tempat": "Ruang 2"})
    assert jawab.status_code == 422
    assert "Ruang 2" in jawab.content.decode()
    pilih = reverse("evaluation:pleno_butir_pilih", args=[s.rapat.pk, s.lke.pk])
    assert client.post(pilih, {"kode": "Z.9"}).status_code == 422
    assert client.post(pilih, {}).status_code == 422
    butir = reverse("evaluation:pleno_butir", args=[s.rapat.pk, s.butir().pk])
    jawab = client.post(butir, {"keputusan": "lain", f"isi.{KODE}": "ZZ", "alasan": "Tetap ada", "versi": "0"})
    assert jawab.status_code == 422
    assert "Tetap ada" in jawab.content.decode()
    assert client.post(butir, {"keputusan": "x", "versi": "-1"}).status_code == 422
    assert client.post(reverse("evaluation:pleno_batal", args=[s.rapat.pk]), {"alasan": ""}).status_code == 422


# The Berita Acara ----------------------------------------------------------------------------------------------------


def test_the_berita_acara_tells_it_all_and_is_a_draft_until_closed():
    s = sidang()
    s.hadirkan()
    s.putuskan(alasan="Notula ditemukan", pendapat="Notula belum ditandatangani")
    assert "DRAF" in teks_pdf(cetak_pleno(isi_pleno(s.rapat.pk))[0])
    pleno.tutup_pleno(rapat=s.rapat, actor=s.ketua)
    isi = isi_pleno(s.rapat.pk)
    teks = teks_pdf(cetak_pleno(isi)[0])
    assert "DRAF" not in teks
    assert "Pada hari ini, Jumat, tanggal dua puluh, bulan November, tahun dua ribu dua puluh enam" in teks
    assert "bertempat di Aula Inspektorat, mulai pukul 09.30" in teks
    assert "Nomor: BA/1/2026" in teks
    assert "Notula ditemukan" in teks
    assert "Pendapat berbeda: Notula belum ditandatangani" in teks
    assert "NIP 196805121990031004" in teks
    assert "daftar hadir" in teks
    kunci = isi.kunci()
    pleno.kembali_nilai(lke=s.lke, alasan="Ada bukti baru", actor=s.ketua)
    ubah_jawaban(s.lke, Lapis.TPI, {KODE: _terburuk(KODE)}, "Turun lagi")
    assert isi_pleno(s.rapat.pk).kunci() == kunci
    assert isi.unit[0].total > Skor.objects.get(lke=s.lke, lapis=Lapis.TPI).total


def test_the_signed_scan_is_taken_after_closing_and_read_by_tpi_alone(client):
    s = sidang()
    s.hadirkan()
    s.putuskan()
    url = reverse("evaluation:pleno_berkas", args=[s.rapat.pk])
    client.force_login(s.ketua)
    client.post(url, {"berkas": SimpleUploadedFile("ba.txt", b"Berita acara\n")})
    assert not s.rapat.__class__.objects.filter(pk=s.rapat.pk, status="ditutup").exists()
    pleno.tutup_pleno(rapat=s.rapat, actor=s.ketua)
    client.post(url, {"berkas": SimpleUploadedFile("ba.txt", b"Berita acara\n")})
    from evaluation.models import BerkasEvaluasi

    berkas = BerkasEvaluasi.objects.get(benda="pleno")
    unduh = reverse("evaluation:berkas_evaluasi", args=[berkas.pk])
    assert client.get(unduh).status_code == 200
    for nama in ("operator", "tpn", "tpi"):
        client.force_login(s.orang[nama])
        assert (nama, client.get(unduh).status_code) == (nama, 404)
    assert minta_dokumen(kind="pleno", actor=s.ketua, pleno=s.rapat).pleno_id == s.rapat.pk


# Levels --------------------------------------------------------------------------------------------------------------


def test_in_levels_only_the_last_one_brings_it_to_the_pleno():
    tim = sampai_ketua(buat_tim(CaraNilai.BERJENJANG))
    assert not tim.ketua.has_perm("evaluation.bawa_pleno", tim.lke)
    with pytest.raises(LKEMoved):
        bawa_pleno(lke=tim.lke, actor=tim.ketua)
    isi(tim.lke, Lapis.KT, {KODE: _terburuk(KODE)})
    teruskan_jenjang(lke=tim.lke, actor=tim.ketua)
    ambil_kursi(lke=tim.lke, actor=tim.dalnis)
    isi(tim.lke, Lapis.TPI)
    assert tim.dalnis.has_perm("evaluation.bawa_pleno", tim.lke)
    bawa_pleno(lke=tim.lke, actor=tim.dalnis)
    data = data_pleno({"dalnis": tim.dalnis, "ketua": tim.ketua})
    rapat = pleno.buat_pleno(instansi=tim.lke.unit.instansi, musim=tim.lke.musim, data=data, actor=tim.dalnis)
    pleno.agendakan(rapat=rapat, lke=tim.lke, actor=tim.dalnis)
    assert [(u.kode, u.asal) for u in usul_butir(tim.dalnis, rapat, tim.lke)] == [(KODE, "kt-tpi")]
    assert lke_terbaca(tim.admin, rapat, [tim.lke]) == frozenset()
