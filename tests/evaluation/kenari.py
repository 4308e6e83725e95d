"""Worlds in which every hidden thing carries a word of its own, and who of all people may read each of these words,
said apart from the code under test."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from html import unescape

from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from evaluation.enums import Lapis, Ranah, Status
from evaluation.enums.musim import CaraNilai
from evaluation.models import (
    AgendaPleno,
    BenturanKepentingan,
    ButirPleno,
    Jawaban,
    KlarifikasiPredikat,
    LaporanPredikat,
    LembarKerjaEvaluasi,
    PesertaPleno,
    RapatPleno,
    Skor,
    TautanBukti,
    Usulan,
)
from evaluation.selectors.skor import instrumen_lke
from evaluation.services import benturan, evaluasi_tpn, jenjang, komentar, pleno, predikat, tpi
from evaluation.services.lke import ajukan_lke
from evaluation.services.pendahuluan import IsianPendahuluan, putuskan_pendahuluan
from evaluation.services.seleksi import selesaikan_seleksi, simpan_seleksi
from tests import matrix as m
from tests.evaluation.jenjang import isi, nilai
from tests.factories import (
    make_anggota,
    make_instansi,
    make_lke,
    make_musim,
    make_penugasan,
    make_tim_tpn,
    make_unit,
)
from tests.matriks import TOPIK
from tests.matriks import jenjang as topik_jenjang
from tests.reports.bantu import teks_pdf
from units.enums import Peran
from units.models import BuktiDukung, User
from zi_portal.common.templatetags.zi import angka

KODE = "A.I.1.i.b"
TPI_TIM = frozenset({"tpi_anggota", "tpi_kedua", "tpi_ketiga"})
TPI = TPI_TIM | m.PENGARAH
INSTANSI = TPI | {"admin"}
TPN_TIM = m.TPN
TPN = TPN_TIM | {"tpn_lain"}
SEKITAR = m.ORANG_UNIT | INSTANSI | m.AUDITOR  # who sees a sheet that lies with TPI
TAHU_KLARIFIKASI = TPN | m.PENGARAH | m.PIMPINAN_INSTANSI | {"admin", "pimpinan"}


@dataclass
class Kenari:
    """A world with its people and, by word, who may read it. ``tempat``: where the words stand, so that everybody is
    asked there; ``pengamat``: who opens all there is to open."""

    dunia: m.Dunia
    pengamat: tuple[str, ...]
    boleh: dict[str, frozenset[str]] = field(default_factory=dict)
    tempat: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    @property
    def lke(self) -> LembarKerjaEvaluasi:
        return LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim", "instrumen").get(
            pk=self.dunia.lke.pk
        )

    def orang(self, siapa: str) -> User:
        """As the next request would read them."""
        return User.objects.get(pk=self.dunia.orang[siapa].pk)

    def kata(self, nama: str, *boleh: str) -> str:
        """A word that stands nowhere else, for these people alone. A search for its beginning doesn't repeat it."""
        kata = f"knr{nama}xq"
        self.boleh[kata] = frozenset(boleh)
        return kata

    def di(self, nama: str, *args: object, **data: object) -> None:
        self.tempat.append((reverse(nama, args=args), data))

    def total(self, lapis: str, *boleh: str) -> None:
        """The total of a layer, as pages write it."""
        teks = angka(Skor.objects.get(lke=self.lke, lapis=lapis).total)
        assert teks not in self.boleh
        self.boleh[teks] = frozenset(boleh)


# Worlds ---------------------------------------------------------------------------------------------------------------


def _kenari(status: str, *pengamat: str) -> Kenari:
    """The world of the permission matrix with more people and what every sheet may have around it."""
    dunia = m.lengkapi(m.buat_dunia(status))
    for topik in TOPIK:
        if topik is not topik_jenjang:
            topik.lengkapi(dunia)
    instansi, lke = dunia.instansi, dunia.lke
    for siapa in ("tpi_kedua", "tpi_ketiga", "tpi_tim_lain"):
        dunia.orang[siapa] = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi)
    for siapa in ("tpi_kedua", "tpi_ketiga"):
        make_penugasan(dunia.orang[siapa], lke)
    make_penugasan(dunia.orang["tpi_tim_lain"], make_lke(unit=make_unit("Unit tetangga", instansi=instansi)))
    dunia.orang["tpn_lain"] = make_anggota(Peran.TPN_ANGGOTA)
    make_tim_tpn(dunia.orang["tpn_lain"], instansi=make_instansi("Kota Lain"), musim=lke.musim, nama="Tim 2")
    # Not hung on anything of the unit's year, whose proof more people read.
    bukti = BuktiDukung.objects.create(unit=dunia.unit, judul="SK", dibuat_oleh=dunia.orang["operator"])
    dunia.bukti_soal = TautanBukti.objects.create(lke=lke, kode=KODE, bukti=bukti, oleh=bukti.dibuat_oleh).bukti
    if lke.musim.cara_nilai != CaraNilai.BUTA:
        topik_jenjang.lengkapi(dunia)
    k = Kenari(dunia, pengamat)
    k.di("evaluation:lke_bagian", lke.pk, "A.I.1")
    _tenangkan_pleno(k)
    return k


def _tenangkan_pleno(k: Kenari) -> None:
    """The meeting of the matrix has the sheet on its agenda in every state; here only where it went to one."""
    ButirPleno.objects.all().delete()
    AgendaPleno.objects.all().delete()
    PesertaPleno.objects.all().delete()
    RapatPleno.objects.update(notulis=k.dunia.orang["tpi_dalnis"])


def _milik_unit(k: Kenari, *, melihat: frozenset[str]) -> None:
    """What the unit wrote under a question, its proof there and in its archive; ``melihat``: who sees the sheet."""
    d, lke = k.dunia, k.lke
    BuktiDukung.objects.filter(pk=d.bukti_soal.pk).update(judul=k.kata("bukti", *melihat | m.ORANG_UNIT))
    BuktiDukung.objects.create(unit=d.unit, judul=k.kata("arsip", *m.ORANG_UNIT), dibuat_oleh=d.orang["operator"])
    Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT, kode=KODE).update(catatan=k.kata("unit", *melihat))
    k.di("evaluation:bukti_arsip", d.unit.pk)


def _sekitar(k: Kenari) -> None:
    """The talk, a conflict, and around the predicate a report being written and a complaint."""
    d, lke, o = k.dunia, k.lke, k.orang
    d.komentar.delete()
    tulis = {"lke": lke, "kode": KODE, "actor": o("tpi_ketua")}
    d.komentar = komentar.tulis_komentar(isi=k.kata("bersama", *SEKITAR), **tulis)
    komentar.tulis_komentar(isi=k.kata("internal", *TPI), ranah=Ranah.INTERNAL_TPI, **tulis)
    BenturanKepentingan.objects.all().delete()
    d.benturan = benturan.nyatakan(
        user=o("tpi_lepas"),
        unit=d.unit,
        musim=lke.musim,
        ada=True,
        jenis="keluarga",
        uraian=k.kata("benturan", *m.PENGARAH, "admin", "tpi_lepas"),
        actor=o("tpi_lepas"),
    )
    LaporanPredikat.objects.filter(pk=d.laporan_draf.pk).update(catatan=k.kata("laporan", *m.PENGARAH))
    aduan = KlarifikasiPredikat.objects.get()
    KlarifikasiPredikat.objects.update(ringkasan=k.kata("aduan", *TAHU_KLARIFIKASI))
    predikat.jawab_klarifikasi(
        klarifikasi=aduan, jawaban=k.kata("jawabaduan", *TAHU_KLARIFIKASI), actor=o("tpi_dalnis")
    )
    kontak = {"pic_email": "a@contoh.go.id", "pic_telepon": "0811"}
    Usulan.objects.update(pic_nama=k.kata("narahubung", "admin"), **kontak)
    k.di("evaluation:tpi_benturan_list")
    k.di("evaluation:tpi_benturan")
    k.di("evaluation:laporan_predikat", d.laporan_draf.pk)
    k.di("evaluation:klarifikasi_predikat", aduan.pk)
    k.di("evaluation:predikat_detail", d.predikat_unit.pk)
    k.di("evaluation:usulan_detail", d.usulan.pk)


def dinilai() -> Kenari:
    """TPI, all of it together, judges the second round: the unit waits for its release."""
    k = _kenari(Status.DIAJUKAN, "operator")
    _milik_unit(k, melihat=SEKITAR)
    _sekitar(k)
    LembarKerjaEvaluasi.objects.filter(pk=k.lke.pk).update(putaran=2)
    tpi.mulai_nilai(lke=k.lke, actor=k.orang("tpi_anggota"))
    isi(k.lke, Lapis.TPI, rendah(k.lke, 3), catatan="Kurang")
    nilai(k.lke, Lapis.TPI, KODE, "C", k.orang("tpi_anggota"), k.kata("tpi", *INSTANSI))
    k.total(Lapis.TPI, *INSTANSI)
    k.di("evaluation:lke_panel", k.lke.pk, Lapis.TPI.value)
    return k


def rendah(lke: LembarKerjaEvaluasi, banyak: int) -> dict[str, str]:
    """So many questions with the worst answer, without the one that carries the word."""
    soal = [p for p in instrumen_lke(lke).semua_pertanyaan if p.jenis == "abcd" and p.kode != KODE]
    return {p.kode: p.opsi[-1].kunci for p in soal[:banyak]}


def anggota() -> Kenari:
    """Two members judge blind: one has handed over, the other works on."""
    make_musim(cara_nilai=CaraNilai.BUTA)
    k = _kenari(Status.DIAJUKAN, "tpi_kedua")
    tpi.mulai_nilai(lke=k.lke, actor=k.orang("tpi_anggota"))
    jenjang.ambil_kursi(lke=k.lke, actor=k.orang("tpi_kedua"))
    k.dunia.penilai = k.lke.penilai.get(lapis=Lapis.AT1)
    for nomor, (lapis, siapa) in enumerate(((Lapis.AT1, "tpi_anggota"), (Lapis.AT2, "tpi_kedua")), 2):
        isi(k.lke, lapis, rendah(k.lke, nomor), catatan="Kurang")
        nilai(k.lke, lapis, KODE, "C", k.orang(siapa), k.kata(lapis.value, siapa, "tpi_dalnis"))
        k.total(lapis, siapa, "tpi_dalnis")
        k.di("evaluation:lke_panel", k.lke.pk, lapis.value)
    jenjang.teruskan_jenjang(lke=k.lke, actor=k.orang("tpi_anggota"))
    return k


def sidang() -> Kenari:
    """Judged in levels and brought to the pleno, where the first member was called to."""
    k = anggota()
    for kata in [kata for kata in k.boleh if kata[0].isdigit()]:
        del k.boleh[kata]  # totals of the members: told below of who reads them now
    ketua, dalnis = k.orang("tpi_ketua"), k.orang("tpi_dalnis")
    jenjang.teruskan_jenjang(lke=k.lke, actor=k.orang("tpi_kedua"))
    jenjang.ambil_kursi(lke=k.lke, actor=ketua)
    for lapis in (Lapis.AT1, Lapis.AT2):
        siapa = {Lapis.AT1: "tpi_anggota", Lapis.AT2: "tpi_kedua"}[lapis]
        k.kata(lapis.value, siapa, "tpi_ketua", "tpi_dalnis")
        k.total(lapis, siapa, "tpi_ketua", "tpi_dalnis")
    isi(k.lke, Lapis.KT, rendah(k.lke, 5), catatan="Kurang")
    nilai(k.lke, Lapis.KT, KODE, "C", ketua, k.kata("kt", "tpi_ketua", "tpi_dalnis"))
    k.total(Lapis.KT, "tpi_ketua", "tpi_dalnis")
    jenjang.teruskan_jenjang(lke=k.lke, actor=ketua)
    jenjang.ambil_kursi(lke=k.lke, actor=dalnis)
    isi(k.lke, Lapis.TPI, rendah(k.lke, 7), catatan="Kurang")
    nilai(k.lke, Lapis.TPI, KODE, "C", dalnis, k.kata("tpi", "tpi_ketua", "tpi_dalnis", "tpi_anggota"))
    k.total(Lapis.TPI, "tpi_dalnis")
    tpi.bawa_pleno(lke=k.lke, actor=dalnis)
    for lapis in (Lapis.AT1, Lapis.AT2):
        k.di("evaluation:lke_bagian", k.lke.pk, "A.I.1", lapis=lapis.value)
    for lapis in (Lapis.KT, Lapis.TPI):
        k.di("evaluation:lke_panel", k.lke.pk, lapis.value)
    _rapatkan(k, ketua)
    return k


def _rapatkan(k: Kenari, ketua: User) -> None:
    pembahas = ("tpi_ketua", "tpi_dalnis", "tpi_anggota")
    rapat = k.dunia.pleno
    rapat.refresh_from_db()
    k.dunia.peserta_pleno = PesertaPleno.objects.create(rapat=rapat, user=k.orang("tpi_anggota"), nama="Anggota")
    pleno.agendakan(rapat=rapat, lke=k.lke, actor=ketua)
    pleno.tambah_butir(rapat=rapat, lke=k.lke, butir={KODE: "unit-tpi"}, actor=ketua)
    butir = k.dunia.butir_pleno = ButirPleno.objects.select_related("lke__unit__instansi", "rapat").get()
    putusan = pleno.DataKeputusan(
        "unit",
        {},
        k.kata("alasanpleno", *pembahas),
        tidak_bulat=True,
        pendapat=k.kata("pendapat", *pembahas),
    )
    pleno.putuskan_butir(butir=butir, data=putusan, versi=0, actor=ketua)
    k.di("evaluation:pleno_butir", rapat.pk, butir.pk)


def seleksi() -> Kenari:
    """TPN selects, and has told nothing of it."""
    k = _kenari(Status.SELEKSI, "admin")
    k.di("evaluation:tpn_evaluasi", k.lke.pk)
    k.di("evaluation:lke_seleksi", k.lke.pk)
    isi_butir = {"tlhp": ("tidak", k.kata("seleksi", *TPN_TIM))}
    simpan_seleksi(lke=k.lke, isi=isi_butir, versi=None, actor=k.orang("tpn_anggota"))
    return k


def desk() -> Kenari:
    """The selection was told; what the desk finds is TPN's own, and so are its values."""
    k = seleksi()
    k.pengamat = ("tpn_lain",)
    tpn = k.orang("tpn_anggota")
    hasil = {i.kode: ("sesuai", "") for i in k.lke.item_seleksi.all()}
    # An item that was in order still says something.
    hasil["tlhp"] = ("sesuai", k.kata("seleksi", *TPN_TIM, *m.ORANG_UNIT, *INSTANSI))
    simpan_seleksi(lke=k.lke, isi=hasil, versi=None, actor=tpn)
    selesaikan_seleksi(lke=k.lke, actor=tpn)
    evaluasi_tpn.simpan_clearance(
        lke=k.lke, isi={"kpk": ("catatan", k.kata("clearance", *TPN_TIM))}, versi=None, actor=tpn
    )
    isian = {"desk_kondisi": k.kata("desk", *TPN_TIM), "desk_rekomendasi": k.kata("rekomendasi", *TPN_TIM)}
    evaluasi_tpn.simpan_langkah(lke=k.lke, langkah="desk", isi=isian, versi=None, actor=tpn)
    isi(k.lke, Lapis.TPN, rendah(k.lke, 9), catatan="Kurang")
    nilai(k.lke, Lapis.TPN, KODE, "C", tpn, k.kata("tpn", *TPN_TIM))
    k.total(Lapis.TPN, *TPN_TIM)
    k.di("evaluation:lke_panel", k.lke.pk, Lapis.TPN.value)
    return k


def kembali_draf() -> Kenari:
    """The parent unit sent the sheet back: it is the unit's again, and the assessor's who judged it."""
    make_musim(pendahuluan=["kabupaten"])
    k = _kenari(Status.DRAF, "tpi_dalnis")
    ajukan_lke(lke=k.lke, actor=k.orang("pimpinan"))
    catatan = k.kata("areapendahuluan", *m.ORANG_UNIT, "penilai")
    isian = IsianPendahuluan(
        "belum", alasan=k.kata("pendahuluan", *m.ORANG_UNIT, "penilai"), area={1: ("belum", catatan)}
    )
    putuskan_pendahuluan(lke=k.lke, isian=isian, actor=k.orang("penilai"))
    _milik_unit(k, melihat=m.ORANG_UNIT | m.PENILAI)
    k.di("evaluation:pendahuluan", k.lke.pk)
    return k


DUNIA = {f.__name__: f for f in (dinilai, anggota, sidang, seleksi, desk, kembali_draf)}


# Reading --------------------------------------------------------------------------------------------------------------


def buka(client: Client, alamat: str, data: dict[str, object] | None = None) -> tuple[int, str]:
    """Status and all words of an answer: of a page, a table, an archive, a PDF."""
    jawab = client.get(alamat, data or {})
    isi = jawab.getvalue()
    if jawab.status_code != 200:
        return jawab.status_code, ""
    return 200, kata_kata(isi, jawab)


def kata_kata(isi: bytes, jawab: HttpResponseBase | None = None) -> str:
    if isi[:4] == b"%PDF":
        return teks_pdf(isi) if len(isi) > 4 else ""
    if zipfile.is_zipfile(io.BytesIO(isi)):
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            return "\n".join(kata_kata(arsip.read(nama)) for nama in arsip.namelist())
    return unescape(isi.decode(errors="replace"))
