"""One small builder per model. Each makes only what it must and takes the rest as keywords."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from copy import deepcopy
from functools import cache

from django.core.files.base import ContentFile
from django.utils import timezone

from evaluation.enums import Aksi, JenisPredikat, Lapis, Status
from evaluation.enums.usulan import BERKAS_WAJIB
from evaluation.instrumen import bawaan
from evaluation.models import (
    AnggotaTimTPN,
    BerkasEvaluasi,
    EvaluasiTPN,
    InstansiTimTPN,
    Instrumen,
    ItemSeleksi,
    Jawaban,
    LembarKerjaEvaluasi,
    Musim,
    NilaiSyarat,
    PenugasanTPI,
    PredikatUnit,
    TimTPN,
    Usulan,
)
from evaluation.selectors.skor import instrumen_for
from evaluation.selectors.syarat import aturan_musim
from evaluation.services.lke import bekukan_bukti, buka_lke, gerak
from evaluation.services.seleksi import buka_evaluasi
from evaluation.services.skor import buka_lapis, hitung_ulang
from evaluation.syarat import TPI, UNIT
from surveys.enums import Kanal
from surveys.isian import Isian
from surveys.models import Kampanye, Kuesioner, Respons
from surveys.selectors.kampanye import kampanye_publik, kuesioner_dari, lupakan
from surveys.services.isi import Asal, terima
from surveys.services.kampanye import buat_kampanye, gerakkan
from surveys.services.kuesioner import muat_bawaan
from units.enums import LINGKUP_PERAN, Lingkup, Peran
from units.models import Instansi, Keanggotaan, UnitKerja, User
from zi_portal.common import sql
from zi_portal.common.baku import sidik_isi

_urut = itertools.count(1)


def make_user(nama: str = "Siti Aminah", **fields) -> User:
    n = next(_urut)
    return User.objects.create(username=fields.pop("username", f"orang{n}"), nama=nama, **fields)


def make_instansi(nama: str = "Kabupaten Langkat", **fields) -> Instansi:
    fields.setdefault("kode", f"INS{next(_urut)}")
    fields.setdefault("jenis", "kabupaten")
    return Instansi.objects.create(nama=nama, **fields)


def make_unit(nama: str = "Dinas Kependudukan dan Pencatatan Sipil", *, instansi: Instansi | None = None, **fields):
    fields.setdefault("kode", f"U{next(_urut)}")
    return UnitKerja.objects.create(instansi=instansi or make_instansi(), nama=nama, **fields)


def make_anggota(peran: str, *, unit: UnitKerja | None = None, instansi: Instansi | None = None, **fields) -> User:
    """A person with one active role; the scope the role does not use is left out."""
    user = fields.pop("user", None) or make_user(**fields)
    lingkup = LINGKUP_PERAN[peran]
    Keanggotaan.objects.create(
        user=user,
        peran=Peran(peran),
        unit=unit if lingkup == Lingkup.UNIT else None,
        instansi=(instansi or unit.instansi) if lingkup == Lingkup.INSTANSI else None,
        mulai=timezone.localdate() - dt.timedelta(days=30),
    )
    return user


@cache
def _bawaan() -> dict[str, object]:
    """The shipped instrument as ``load_instrumen`` stores it, read once per process."""
    instrumen = bawaan()
    isi = instrumen.to_dict()
    return {"versi": instrumen.versi, "nama": instrumen.nama, "isi": isi, "sha256": sidik_isi(isi)}


def make_instrumen() -> Instrumen:
    """The shipped instrument, stored once per test database state."""
    isi = deepcopy(_bawaan())  # a test may change what it was given
    return Instrumen.objects.get_or_create(versi=isi["versi"], defaults=isi)[0]


def make_musim(tahun: int = 2026, **fields) -> Musim:
    """A season whose windows are open now."""
    kini = timezone.now()
    fields.setdefault("isi_mulai", kini - dt.timedelta(days=60))
    fields.setdefault("isi_selesai", kini + dt.timedelta(days=60))
    fields.setdefault("tpi_selesai", kini + dt.timedelta(days=120))
    fields.setdefault("tahun_bukti_awal", tahun - 2)
    fields.setdefault("tahun_bukti_akhir", tahun)
    if ada := Musim.objects.filter(tahun=tahun).first():
        return ada
    return Musim.objects.create(tahun=tahun, instrumen=fields.pop("instrumen", None) or make_instrumen(), **fields)


def make_lke(*, unit: UnitKerja | None = None, musim: Musim | None = None, tujuan: str = "WBK", actor=None):
    """A draft just opened."""
    unit = unit or make_unit()
    actor = actor or make_anggota(Peran.OPERATOR, unit=unit)
    return buka_lke(unit=unit, musim=musim or make_musim(), predikat_tujuan=tujuan, actor=actor)


def jawaban_terbaik(lke: LembarKerjaEvaluasi) -> dict[str, dict]:
    """The best answer to each question: question code → isi."""
    isi: dict[str, dict] = {}
    for p in instrumen_for(lke.instrumen_id).semua_pertanyaan:
        if p.opsi:
            isi[p.kode] = {p.kode: p.opsi[0].kunci}
        elif p.jenis == "nilai_0_4":
            isi[p.kode] = {p.kode: "4"}
        else:
            isi[p.kode] = {m.kode: 0 if p.rumus.tipe == "penurunan" else 10 for m in p.masukan}
            if p.rumus.tipe == "rasio" and len(p.rumus.penyebut) > 1:
                isi[p.kode] |= dict.fromkeys(p.rumus.pembilang, 30)
    return isi


def isi_lapis_penuh(lke: LembarKerjaEvaluasi, lapis: str = Lapis.UNIT, ubah: dict[str, dict] | None = None) -> None:
    """Fill a whole layer with the best answers, apart from ``ubah``; writes rows directly, as set-up."""
    isi = jawaban_terbaik(lke) | (ubah or {})
    baris = list(Jawaban.objects.filter(lke=lke, lapis=lapis))
    for jawaban in baris:
        jawaban.isi, jawaban.versi, jawaban.diubah_pada = isi[jawaban.kode], 1, timezone.now()
    sql.ubah_semua(baris, "isi", "versi", "diubah_pada")
    hitung_ulang(lke=lke, lapis=lapis)


def syarat_dinyatakan(lke: LembarKerjaEvaluasi, *, actor: User, kecuali: tuple[str, ...] = ()) -> None:
    """TPI said that every requirement is met, apart from ``kecuali``; what data says still comes first. One query."""
    aturan = aturan_musim(lke.musim).untuk(UNIT, TPI, predikat=lke.predikat_tujuan)
    NilaiSyarat.objects.bulk_create(
        NilaiSyarat(
            lke=lke,
            instansi=lke.unit.instansi,
            musim=lke.musim,
            kode=s.kode,
            nilai=s.skala[-1] if s.skala else "memenuhi",
            diubah_oleh=actor,
        )
        for s in aturan
        if s.cara not in {"ikut", "predikat"} and s.kode not in kecuali
    )


def make_penugasan(user: User, lke: LembarKerjaEvaluasi) -> PenugasanTPI:
    return PenugasanTPI.objects.create(unit=lke.unit, musim=lke.musim, user=user, oleh=user)


JALAN = {
    Status.DIAJUKAN: [Aksi.AJUKAN],
    Status.PENDAHULUAN: [Aksi.AJUKAN_PENDAHULUAN],
    Status.DINILAI_TPI: [Aksi.AJUKAN, Aksi.MULAI_NILAI],
    Status.PERBAIKAN: [Aksi.AJUKAN, Aksi.MULAI_NILAI, Aksi.KEMBALIKAN],
    Status.PLENO: [Aksi.AJUKAN, Aksi.MULAI_NILAI, Aksi.BAWA_PLENO],
    Status.LAYAK: [Aksi.AJUKAN, Aksi.MULAI_NILAI, Aksi.NYATAKAN_LAYAK],
    Status.TIDAK_LAYAK: [Aksi.AJUKAN, Aksi.MULAI_NILAI, Aksi.NYATAKAN_TIDAK_LAYAK],
    Status.DIUSULKAN: [Aksi.AJUKAN, Aksi.MULAI_NILAI, Aksi.NYATAKAN_LAYAK, Aksi.USULKAN],
}
_DESK = [*JALAN[Status.DIUSULKAN], Aksi.MULAI_SELEKSI, Aksi.LOLOS_SELEKSI]
_LAPANGAN = [*_DESK, Aksi.LULUS_DESK, Aksi.SELESAI_WAWANCARA]
JALAN |= {
    Status.SELEKSI: _DESK[:-1],
    Status.SANGGAH: [*_DESK[:-1], Aksi.BUKA_SANGGAH],
    Status.DESK: _DESK,
    Status.WAWANCARA: _LAPANGAN[:-1],
    Status.LAPANGAN: _LAPANGAN,
    Status.PANEL: [*_LAPANGAN, Aksi.BAWA_PANEL],
    Status.PENETAPAN: [*_LAPANGAN, Aksi.SELESAI_LAPANGAN],
    Status.DITETAPKAN: [*_LAPANGAN, Aksi.SELESAI_LAPANGAN, Aksi.TETAPKAN],
    Status.TIDAK_DITETAPKAN: [*_LAPANGAN, Aksi.SELESAI_LAPANGAN, Aksi.TOLAK],
    Status.GUGUR: [*JALAN[Status.DIUSULKAN], Aksi.MULAI_SELEKSI, Aksi.GUGURKAN],
    Status.DITARIK: [*JALAN[Status.DIUSULKAN], Aksi.TARIK],
}


def bawa_ke(lke: LembarKerjaEvaluasi, status: str, *, actor: User, tanda: str = "A.I.1.i.a") -> LembarKerjaEvaluasi:
    """Walk a filled sheet through the real moves to ``status``; layers open and TPI says its word on the way as in
    life."""
    from evaluation.models import TandaPerbaikan

    for aksi in JALAN.get(Status(status), []):
        ubah: dict[str, object] = {}
        if aksi in {Aksi.AJUKAN, Aksi.AJUKAN_PENDAHULUAN}:
            ubah = {"diajukan_pada": timezone.now()}
            if aksi == Aksi.AJUKAN_PENDAHULUAN:
                ubah["unit_penilai"] = lke.unit.induk
            bekukan_bukti(lke=lke)
        if aksi == Aksi.KEMBALIKAN:
            ubah = {"putaran": 2, "tenggat": timezone.now() + dt.timedelta(days=7)}
            TandaPerbaikan.objects.create(lke=lke, putaran=2, kode=tanda, catatan="Perbaiki", oleh=actor)
        gerak(lke=lke, aksi=aksi, actor=actor, alasan="Alasan", **ubah)
        if aksi == Aksi.MULAI_NILAI:
            buka_lapis(lke=lke, lapis=Lapis.TPI)
            isi_lapis_penuh(lke, Lapis.TPI)
            syarat_dinyatakan(lke, actor=actor)
        if aksi == Aksi.USULKAN:
            buka_lapis(lke=lke, lapis=Lapis.TPN, salin_dari=Lapis.TPI)
        _catatan_tpn(lke, aksi)
    return lke


def make_lke_status(
    status: str, *, unit: UnitKerja | None = None, musim: Musim | None = None, tujuan: str = "WBK", **fields
) -> LembarKerjaEvaluasi:
    """A bare sheet in a state, without answers: for what asks only about the state."""
    musim = musim or make_musim()
    return LembarKerjaEvaluasi.objects.create(
        unit=unit or make_unit(),
        musim=musim,
        instrumen=musim.instrumen,
        instrumen_sha256=musim.instrumen.sha256,
        predikat_tujuan=JenisPredikat(tujuan),
        status=status,
        diajukan_pada=timezone.now(),
        **fields,
    )


def _catatan_tpn(lke: LembarKerjaEvaluasi, aksi: str) -> None:
    """What TPN would have noted for this move, all of it good but one item that opens the objection."""
    item, evaluasi = ItemSeleksi.objects.filter(lke=lke), EvaluasiTPN.objects.filter(lke=lke)
    match aksi:
        case Aksi.MULAI_SELEKSI:
            buka_evaluasi(lke)
        case Aksi.LOLOS_SELEKSI | Aksi.BUKA_SANGGAH:
            item.update(hasil="sesuai")
            evaluasi.update(seleksi_pada=timezone.now())
            if aksi == Aksi.BUKA_SANGGAH:
                item.filter(kode="tlhp").update(hasil="tidak", catatan="Bukti TLHP belum ada")
        case Aksi.LULUS_DESK:
            evaluasi.update(desk_hasil="lulus")
        case Aksi.SELESAI_LAPANGAN:
            evaluasi.update(lapangan_hasil="lulus")
            lke.clearance.update(hasil="clear")


def maju_ke_penetapan(lke: LembarKerjaEvaluasi, *, actor: User) -> LembarKerjaEvaluasi:
    """Walk a proposed sheet through TPN's steps, all passed, to where it waits for the decree."""
    for aksi in JALAN[Status.PENETAPAN][len(JALAN[Status.DIUSULKAN]) :]:
        gerak(lke=lke, aksi=aksi, actor=actor)
        _catatan_tpn(lke, aksi)
    return lke


def make_tim_tpn(*anggota: User, instansi: Instansi, musim: Musim, nama: str = "Tim 1") -> TimTPN:
    tim = TimTPN.objects.create(
        musim=musim, nama=nama, nomor_sk="SK/TPN/1", tanggal_sk=dt.date(2026, 1, 5), dibuat_oleh=anggota[0]
    )
    for orang in anggota:
        AnggotaTimTPN.objects.create(tim=tim, user=orang)
    InstansiTimTPN.objects.create(tim=tim, musim=musim, instansi=instansi)
    return tim


def make_predikat(unit: UnitKerja, jenis: str = JenisPredikat.WBK, *, actor: User) -> PredikatUnit:
    return PredikatUnit.objects.create(
        unit=unit, jenis=jenis, nomor_sk="SK/1/2024", tanggal_sk=dt.date(2024, 12, 1), dicatat_oleh=actor
    )


def make_dokumen(usulan: Usulan, jenis: str, *, actor: User, isi: bytes = b"Dokumen\n") -> BerkasEvaluasi:
    """A document on a proposal; written directly, as set-up."""
    return BerkasEvaluasi.objects.create(
        benda=usulan.BENDA,
        objek_id=usulan.pk,
        jenis=jenis,
        nama=f"{jenis}.txt",
        mime="text/plain",
        ukuran=len(isi),
        sha256=hashlib.sha256(isi).hexdigest(),
        isi=ContentFile(isi, name=f"{jenis}.txt"),
        diunggah_oleh=actor,
    )


def lengkapi_usulan(usulan: Usulan, *, actor: User) -> Usulan:
    """All that a proposal needs besides its units before it may be sent."""
    for wajib in BERKAS_WAJIB:
        make_dokumen(usulan, wajib.jenis, actor=actor)
    usulan.pic_nama, usulan.pic_email, usulan.pic_telepon = "Rahmat", "rahmat@contoh.go.id", "0811 2345 678"
    usulan.save(update_fields=["pic_nama", "pic_email", "pic_telepon"])
    return usulan


def make_kuesioner(kode: str = "spak-spkp") -> Kuesioner:
    """A questionnaire that comes with the portal."""
    return next(k for k in muat_bawaan() if k.kode == kode)


def make_kampanye(
    *, unit: UnitKerja | None = None, kuesioner: str = "spak-spkp", layanan=(), buka: bool = True, **fields
) -> Kampanye:
    """A campaign that is open now, or a draft."""
    unit = unit or make_unit()
    actor = fields.pop("actor", None) or make_anggota(Peran.OPERATOR, unit=unit)
    kini = timezone.now()
    fields.setdefault("nama", "Survei semester II")
    fields.setdefault("mulai", kini - dt.timedelta(days=10))
    fields.setdefault("selesai", kini + dt.timedelta(days=10))
    fields.setdefault("tahun", 2026)
    kampanye = buat_kampanye(
        kampanye=Kampanye(unit=unit, kuesioner=make_kuesioner(kuesioner), **fields), layanan=layanan, actor=actor
    )
    return gerakkan(kampanye=kampanye, aksi="buka", actor=actor) if buka else kampanye


def kirim_respons(kampanye: Kampanye, nilai: str = "", *, kanal: str = Kanal.TAUTAN, ip: str = "", **isian) -> Respons:
    """A response through the service; ``nilai`` is the string of marks, 4 everywhere when not given."""
    lupakan(kampanye.slug)
    perangkat, kode = isian.pop("perangkat", ""), isian.pop("kode", "")
    panjang = len(kuesioner_dari(kampanye.kuesioner).unsur)
    hasil = terima(
        kampanye=kampanye_publik(kampanye.slug),
        isian=Isian(nilai=nilai or "4" * panjang, **isian),
        kanal=kanal,
        asal=Asal(ip=ip, perangkat=perangkat),
        kode=kode,
    )
    return Respons.objects.get(pk=hasil.respons_id)
