"""The stories of the demo: one sheet in each state, walked there through the services.

Each story is told once: a sheet that is there is left as it is, with whatever people did to it since.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from evaluation import scoring
from evaluation.demo.bukti import pasang_bukti
from evaluation.demo.catatan import KOMENTAR_OPERATOR
from evaluation.demo.data import KEMENTERIAN, LANGKAT, ORANG, TRENGGALEK, acak
from evaluation.demo.dokumen import pdf, tanggal_teks
from evaluation.demo.jawaban import Isi, Mutu, catatan_unit, nilai_tpi, susun_jawaban, tulis_lapis
from evaluation.demo.panggung import TAHUN, Panggung, geser, tercatat, tugaskan
from evaluation.demo.pleno import bahas
from evaluation.demo.syarat import nyatakan_semua
from evaluation.enums import JenisPredikat, Lapis, Ranah, Status
from evaluation.enums.evaluasi_tpn import (
    BUTIR_LAPANGAN,
    HasilButir,
    HasilClearance,
    HasilLangkah,
    HasilLapangan,
    HasilTemuan,
    LangkahTPN,
    Lembaga,
    butir_untuk,
)
from evaluation.enums.musim import CaraNilai
from evaluation.enums.usulan import BERKAS_WAJIB
from evaluation.models import (
    BerkasEvaluasi,
    Jawaban,
    LembarKerjaEvaluasi,
    Musim,
    PredikatUnit,
    TimTPN,
    Usulan,
)
from evaluation.selectors.skor import gabung_isi, instrumen_lke
from evaluation.services.evaluasi_tpn import selesaikan_langkah, simpan_clearance, simpan_langkah
from evaluation.services.jawaban import simpan_jawaban
from evaluation.services.jenjang import ambil_kursi, teruskan_jenjang
from evaluation.services.komentar import selesaikan_komentar, tulis_komentar
from evaluation.services.lke import ajukan_lke, buka_lke
from evaluation.services.seleksi import mulai_seleksi, selesaikan_seleksi, simpan_seleksi
from evaluation.services.skor import buka_lapis
from evaluation.services.tim_tpn import simpan_tim
from evaluation.services.tpi import bawa_pleno, kembalikan_lke, mulai_nilai, selesaikan_tpi
from evaluation.services.usulan import (
    buat_usulan,
    kirim_usulan,
    masukkan_lke,
    putuskan_tpn,
    ubah_kontak,
    unggah_dokumen,
)
from units.enums import PERAN_PENGISI, Peran
from units.models import Notifikasi, User

DUKCAPIL, DPMPTSP, RSUD = f"{LANGKAT}/DUKCAPIL", f"{LANGKAT}/DPMPTSP", f"{LANGKAT}/RSUD-TP"
BAIK = Mutu(0.76, "3.74", "3.58", kinerja=1)
SEDANG = Mutu(0.58, "3.62", "3.31", kinerja=2)
LEMAH = Mutu(0.12, "3.41", "3.12", kinerja=3)
UNGGUL = Mutu(0.87, "3.86", "3.79", kinerja=0)

# The demo's own sheet is almost done: these wait for whoever signs in as operator.
BELUM_DUKCAPIL = (
    "A.I.3.iii.f",
    "A.I.5.iv.c",
    "A.I.6.iii.c",
    "A.II.2.iii.b",
    "A.II.3.iii.a",
    "A.II.5.ii.a",
    "A.II.6.i.b",
    "B.II.a",
)
TANPA_BUKTI_DUKCAPIL = (*BELUM_DUKCAPIL, "A.I.2.ii.d", "A.I.3.v.a", "A.I.5.ii.d", "A.I.6.ii.d", "A.II.4.ii.a")


def ceritakan(panggung: Panggung) -> list[LembarKerjaEvaluasi]:
    """Tell every story not told yet; returns the sheets made now."""
    tugaskan(panggung, "tpi", DUKCAPIL, DPMPTSP, RSUD, f"{LANGKAT}/DISNAKER", f"{LANGKAT}/BKD", oleh="ketua")
    milik_tpi2 = (f"{LANGKAT}/{unit}" for unit in ("DISDIK", "SAMSAT", "KEC-STABAT", "DINSOS"))
    tugaskan(panggung, "tpi2", *milik_tpi2, oleh="ketua")
    tugaskan(panggung, "tpi.trenggalek", f"{TRENGGALEK}/BKD", oleh="ketua.trenggalek")
    tugaskan(panggung, "tpi.kementerian", f"{KEMENTERIAN}/KL-MEDAN", oleh="ketua.kementerian")
    tugaskan(panggung, "tpi.kementerian", f"{KEMENTERIAN}/KL-SURABAYA", oleh="ketua.kementerian")
    cerita: tuple[tuple[str, int, Callable[[Panggung, str], LembarKerjaEvaluasi]], ...] = (
        (DUKCAPIL, TAHUN - 1, dukcapil_lalu),
        (DUKCAPIL, TAHUN, dukcapil),
        (DPMPTSP, TAHUN, dpmptsp),
        (RSUD, TAHUN, rsud),
        (f"{LANGKAT}/BKD", TAHUN, layak),
        (f"{LANGKAT}/DISDIK", TAHUN, tidak_layak),
        (f"{LANGKAT}/DISNAKER", TAHUN, diajukan),
        (f"{LANGKAT}/SAMSAT", TAHUN, baru_mulai),
        (f"{LANGKAT}/DINSOS", TAHUN, berjenjang),
        (f"{TRENGGALEK}/BKD", TAHUN, separuh),
        (f"{KEMENTERIAN}/KL-MEDAN", TAHUN, ditetapkan),
        (f"{KEMENTERIAN}/KL-SURABAYA", TAHUN, menuju_wbbm),
        (f"{KEMENTERIAN}/KL-BINJAI", TAHUN, diajukan),  # to its parent unit first
    )
    ada = set(LembarKerjaEvaluasi.objects.values_list("unit_id", "musim__tahun"))
    baru = []
    for kode, tahun, kisah in cerita:
        if (panggung.unit[kode].pk, tahun) not in ada:
            with transaction.atomic():
                baru.append(kisah(panggung, kode))
    # Old news is read news.
    lama = Notifikasi.objects.filter(dibaca_pada=None, dibuat_pada__lt=panggung.hari(-14))
    lama.filter(user__in=panggung.orang.values()).update(dibaca_pada=panggung.hari(-13))
    return baru


# --- The steps a story is made of -------------------------------------------------------------------------------------


def _pengisi(kode: str) -> list[str]:
    """Sign-ins of those who fill the sheet of this unit, the one who opened it first."""
    return [o.username for o in ORANG if o.lingkup == kode and o.peran in PERAN_PENGISI]


def _pimpinan(kode: str) -> str:
    return next(o.username for o in ORANG if o.lingkup == kode and o.peran == Peran.PIMPINAN_UNIT)


def buka(
    panggung: Panggung, kode: str, *, hari: float, tujuan: str = JenisPredikat.WBK, tahun: int = TAHUN
) -> LembarKerjaEvaluasi:
    sejak = timezone.now()
    with tercatat(panggung.hari(hari)):
        lke = buka_lke(
            unit=panggung.unit[kode],
            musim=panggung.musim[tahun],
            predikat_tujuan=tujuan,
            actor=panggung.orang[_pengisi(kode)[0]],
        )
    geser(lke=lke, sejak=sejak, ke=panggung.hari(hari))
    return lke


def isi_lke(
    panggung: Panggung,
    kode: str,
    lke: LembarKerjaEvaluasi,
    mutu: Mutu,
    *,
    dari: float,
    sampai: float,
    harus_memenuhi: str = "",
    tanpa: tuple[str, ...] = (),
    tanpa_bukti: tuple[str, ...] = (),
    berbukti: bool = True,
) -> Isi:
    """The unit's people answer; returns what they answered."""
    instrumen = instrumen_lke(lke)
    isi = susun_jawaban(
        instrumen,
        mutu,
        panggung.benih,
        kode,
        lke.musim.tahun,
        cukup=lambda skor: skor.memenuhi(harus_memenuhi) if harus_memenuhi else True,
        telah_wbk=lke.telah_wbk,
    )
    isi = {k: v for k, v in isi.items() if k not in tanpa}
    orang = [panggung.orang[u] for u in _pengisi(kode)]
    sejak = timezone.now()
    tulis_lapis(
        lke=lke,
        lapis=Lapis.UNIT,
        isi=isi,
        catatan=catatan_unit(instrumen, isi, panggung.benih, kode, unit=lke.unit.nama, tahun=lke.musim.tahun),
        orang=orang,
        mulai=panggung.hari(dari, 8),
        selesai=panggung.hari(sampai, 16),
        kunci=(panggung.benih, kode, lke.musim.tahun),
    )
    if berbukti:
        pasang_bukti(lke=lke, oleh=orang[0], batas=panggung.hari(sampai, 15), kunci=panggung.benih, tanpa=tanpa_bukti)
    geser(lke=lke, sejak=sejak, ke=panggung.hari(sampai, 16))
    return isi


def ajukan(panggung: Panggung, kode: str, lke: LembarKerjaEvaluasi, *, hari: float) -> None:
    with panggung.pada(panggung.hari(hari, 10), lke):
        ajukan_lke(lke=lke, actor=panggung.orang[_pimpinan(kode)])


def nilai(
    panggung: Panggung,
    kode: str,
    lke: LembarKerjaEvaluasi,
    isi: Isi,
    *,
    oleh: str,
    dari: float,
    sampai: float,
    beda: int = 7,
    bagian: float = 1.0,
    harus_memenuhi: str = "",
) -> None:
    """TPI takes the sheet up and scores the first ``bagian`` (0 to 1) of its questions."""
    with panggung.pada(panggung.hari(dari, 8), lke):
        mulai_nilai(lke=lke, actor=panggung.orang[oleh])
    instrumen = instrumen_lke(lke)
    for percobaan in range(50):
        isi_tpi, catatan = nilai_tpi(instrumen, isi, panggung.benih, kode, percobaan, beda=beda)
        if not harus_memenuhi or _memenuhi(lke, isi_tpi, harus_memenuhi):
            break
    dinilai = list(isi_tpi)[: round(len(isi_tpi) * bagian)]
    sejak = timezone.now()
    tulis_lapis(
        lke=lke,
        lapis=Lapis.TPI,
        isi={k: isi_tpi[k] for k in dinilai},
        catatan=catatan,
        orang=[panggung.orang[oleh]],
        mulai=panggung.hari(dari, 9),
        selesai=panggung.hari(sampai, 16),
        kunci=(panggung.benih, kode),
    )
    geser(lke=lke, sejak=sejak, ke=panggung.hari(sampai, 16))


def _memenuhi(lke: LembarKerjaEvaluasi, isi: Isi, predikat: str) -> bool:
    skor = scoring.hitung(instrumen_lke(lke), gabung_isi(isi.values()), telah_wbk=lke.telah_wbk)
    return skor.memenuhi(predikat)


def selesai(
    panggung: Panggung, lke: LembarKerjaEvaluasi, *, hari: float, layak: bool, oleh: str, alasan: str = ""
) -> None:
    with panggung.pada(panggung.hari(hari, 14), lke):
        if layak:
            nyatakan_semua(lke, actor=panggung.orang[oleh])
        selesaikan_tpi(lke=lke, layak=layak, alasan=alasan, actor=panggung.orang[oleh])


def komentar(
    panggung: Panggung, lke: LembarKerjaEvaluasi, kode: str, isi: str, *, oleh: str, hari: float, jam: int = 11, **lain
):
    with panggung.pada(panggung.hari(hari, jam), lke):
        return tulis_komentar(lke=lke, kode=kode, isi=isi, actor=panggung.orang[oleh], **lain)


# --- The stories --------------------------------------------------------------------------------------------------


def dukcapil_lalu(panggung: Panggung, kode: str) -> LembarKerjaEvaluasi:
    """Last year the unit fell short; its answers stand beside this year's. The closed season opens for the telling."""
    musim = panggung.musim[TAHUN - 1]
    tutup = {"isi_selesai": musim.isi_selesai, "tpi_selesai": musim.tpi_selesai}
    buka_lagi = panggung.hari(2)
    _ubah_musim(musim, isi_selesai=buka_lagi, tpi_selesai=buka_lagi)
    lke = buka(panggung, kode, hari=-470, tahun=TAHUN - 1)
    mutu = Mutu(0.4, "3.52", "3.18", kinerja=2)
    isi = isi_lke(panggung, kode, lke, mutu, dari=-465, sampai=-402, berbukti=False)
    ajukan(panggung, kode, lke, hari=-398)
    nilai(panggung, kode, lke, isi, oleh="ketua", dari=-390, sampai=-350, beda=9)
    alasan = (
        "Indeks persepsi anti korupsi dan kualitas pelayanan belum mencapai ambang WBK. Perkuat area pelayanan publik "
        "dan pengawasan, lalu ajukan kembali tahun depan."
    )
    selesai(panggung, lke, hari=-345, layak=False, oleh="dalnis", alasan=alasan)
    _ubah_musim(musim, **tutup)
    return lke


def _ubah_musim(musim: Musim, **kolom: object) -> None:
    for nama, nilai_baru in kolom.items():
        setattr(musim, nama, nilai_baru)
    musim.save(update_fields=list(kolom))


def dukcapil(panggung: Panggung, kode: str) -> LembarKerjaEvaluasi:
    """Nearly done: eight questions open, a few without proof, one question asked."""
    lke = buka(panggung, kode, hari=-100)
    isi_lke(panggung, kode, lke, BAIK, dari=-96, sampai=-3, tanpa=BELUM_DUKCAPIL, tanpa_bukti=TANPA_BUKTI_DUKCAPIL)
    komentar(panggung, lke, "A.II.5.ii.a", KOMENTAR_OPERATOR, oleh="operator", hari=-3)
    return lke


def dpmptsp(panggung: Panggung, kode: str) -> LembarKerjaEvaluasi:
    """With TPI, half reviewed, questions and answers going to and fro."""
    lke = buka(panggung, kode, hari=-95)
    isi = isi_lke(panggung, kode, lke, BAIK, dari=-92, sampai=-25, harus_memenuhi="WBK")
    ajukan(panggung, kode, lke, hari=-22)
    nilai(panggung, kode, lke, isi, oleh="tpi", dari=-15, sampai=-1, bagian=0.5)
    akar = komentar(
        panggung,
        lke,
        "A.I.3.ii.b",
        "Pola mutasi yang dilampirkan belum ditandatangani. Adakah versi yang sudah disahkan?",
        oleh="tpi",
        hari=-9,
    )
    komentar(
        panggung,
        lke,
        "A.I.3.ii.b",
        "Sudah kami unggah versi bertanda tangan sebagai versi kedua. Terima kasih.",
        oleh="operator.dpmptsp",
        hari=-8,
        jam=13,
        induk=akar,
    )
    with panggung.pada(panggung.hari(-7, 16), lke):
        selesaikan_komentar(komentar=akar, selesai=True, actor=panggung.orang["tpi"])
    komentar(
        panggung,
        lke,
        "A.I.5.iii.b",
        "Rekap pengaduan memuat 52 laporan, sedangkan jawaban menyebut angka lain. Mohon diperiksa.",
        oleh="tpi",
        hari=-2,
    )
    komentar(
        panggung,
        lke,
        "A.II.1.ii.a",
        "@ketua menurut saya cukup B, karena targetnya belum dirinci per triwulan. Mohon pendapat.",
        oleh="tpi",
        hari=-1,
        ranah=Ranah.INTERNAL_TPI,
    )
    return lke


TANDA_RSUD = {
    "A.I.5.ii.b": "Register risiko belum memuat layanan gawat darurat. Lengkapi dan unggah kembali.",
    "A.I.6.i.c": "Berita acara forum konsultasi publik belum ditandatangani peserta.",
    "A.I.6.ii.d": "Tunjukkan bukti pemberian kompensasi kepada pasien, bukan hanya kebijakannya.",
    "A.II.5.ii.a": "Jumlah pengaduan tidak sama dengan rekap SP4N-LAPOR!. Perbaiki angkanya.",
}


def rsud(panggung: Panggung, kode: str) -> LembarKerjaEvaluasi:
    """Sent back with four questions flagged; one is mended already, three wait until the due date."""
    lke = buka(panggung, kode, hari=-105)
    isi = isi_lke(panggung, kode, lke, SEDANG, dari=-100, sampai=-42)
    ajukan(panggung, kode, lke, hari=-38)
    nilai(panggung, kode, lke, isi, oleh="tpi", dari=-30, sampai=-9, beda=10)
    with panggung.pada(panggung.hari(-5, 15), lke):
        kembalikan_lke(
            lke=lke,
            tanda=TANDA_RSUD,
            alasan="Empat bukti belum cukup. Perbaiki yang ditandai; jawaban lain tidak perlu diubah.",
            tenggat=panggung.hari(9, 23),
            actor=panggung.orang["ketua"],
        )
    jawaban = Jawaban.objects.get(lke=lke, lapis=Lapis.UNIT, kode="A.II.5.ii.a")
    with panggung.pada(panggung.hari(-2), lke):
        simpan_jawaban(
            lke=lke,
            lapis=Lapis.UNIT,
            kode=jawaban.kode,
            ubah={"A.II.5.ii.a.1": 64, "A.II.5.ii.a.2": 3, "A.II.5.ii.a.3": 61},
            catatan="Angka disamakan dengan rekap SP4N-LAPOR! per akhir bulan lalu.",
            actor=panggung.orang["operator.rsud"],
            versi=jawaban.versi,
            kiriman=UUID(int=acak(panggung.benih, "rsud").getrandbits(128), version=4),
        )
    return lke


def layak(panggung: Panggung, kode: str) -> LembarKerjaEvaluasi:
    """TPI found it fit; the admin may put it into a proposal."""
    lke = buka(panggung, kode, hari=-110)
    isi = isi_lke(panggung, kode, lke, UNGGUL, dari=-108, sampai=-62, harus_memenuhi="WBK")
    ajukan(panggung, kode, lke, hari=-58)
    nilai(panggung, kode, lke, isi, oleh="tpi", dari=-50, sampai=-20, harus_memenuhi="WBK")
    bahas(panggung, lke, hari=-14)
    selesai(panggung, lke, hari=-12, layak=True, oleh="dalnis")
    return lke


def tidak_layak(panggung: Panggung, kode: str) -> LembarKerjaEvaluasi:
    """TPI found it wanting."""
    lke = buka(panggung, kode, hari=-110)
    isi = isi_lke(panggung, kode, lke, LEMAH, dari=-106, sampai=-58)
    ajukan(panggung, kode, lke, hari=-54)
    nilai(panggung, kode, lke, isi, oleh="tpi2", dari=-45, sampai=-24, beda=12)
    alasan = (
        "Nilai total, pengungkit, dan survei berada di bawah ambang WBK. Dahulukan penilaian risiko, penanganan "
        "benturan kepentingan, dan standar pelayanan."
    )
    selesai(panggung, lke, hari=-18, layak=False, oleh="dalnis", alasan=alasan)
    return lke


class Tingkat(NamedTuple):
    """One level of TPI: whose it is, from which day to which, and how many values differ from those handed up."""

    lapis: Lapis
    oleh: str
    dari: int
    sampai: int
    beda: int


TINGKAT = (
    Tingkat(Lapis.AT1, "tpi2", -40, -28, 9),
    Tingkat(Lapis.KT, "ketua", -26, -16, 4),
    Tingkat(Lapis.TPI, "dalnis", -14, -6, 3),
)


def berjenjang(panggung: Panggung, kode: str) -> LembarKerjaEvaluasi:
    """Scored in levels, each with values of its own, and brought to the pleno: a sheet keeps the way in which it was
    taken up, so the season asks for levels only while this one is."""
    lke = buka(panggung, kode, hari=-102)
    isi = isi_lke(panggung, kode, lke, BAIK, dari=-98, sampai=-50, harus_memenuhi="WBK")
    ajukan(panggung, kode, lke, hari=-46)
    musim = panggung.musim[TAHUN]
    _ubah_musim(musim, cara_nilai=CaraNilai.BERJENJANG)
    with panggung.pada(panggung.hari(-41), lke):
        mulai_nilai(lke=lke, actor=panggung.orang["tpi2"])
    _ubah_musim(musim, cara_nilai=CaraNilai.LANGSUNG)
    catatan: dict[str, str] = {}
    for t in TINGKAT:
        isi = _nilai_tingkat(panggung, kode, lke, isi, catatan, t)
    # What was written is newer than what is handed up, so nothing is copied over it: copies would be of today.
    for t, berikut in itertools.pairwise(TINGKAT):
        with panggung.pada(panggung.hari(t.sampai, 16), lke):
            teruskan_jenjang(lke=lke, actor=panggung.orang[t.oleh])
        with panggung.pada(panggung.hari(berikut.dari, 8), lke):
            ambil_kursi(lke=lke, actor=panggung.orang[berikut.oleh])
    with panggung.pada(panggung.hari(-5, 10), lke):
        bawa_pleno(lke=lke, actor=panggung.orang["dalnis"])
    return lke


def _nilai_tingkat(
    panggung: Panggung, kode: str, lke: LembarKerjaEvaluasi, semula: Isi, catatan: dict[str, str], t: Tingkat
) -> Isi:
    """One level's values; adds to ``catatan`` why they differ from those handed up."""
    isi, kata = nilai_tpi(instrumen_lke(lke), semula, panggung.benih, kode, t.lapis, beda=t.beda)
    catatan |= {k: teks for k, teks in kata.items() if isi[k] != semula[k]}
    sejak = timezone.now()
    buka_lapis(lke=lke, lapis=t.lapis)
    tulis_lapis(
        lke=lke,
        lapis=t.lapis,
        isi=isi,
        catatan=catatan,
        orang=[panggung.orang[t.oleh]],
        mulai=panggung.hari(t.dari, 9),
        selesai=panggung.hari(t.sampai, 15),
        kunci=(panggung.benih, kode),
    )
    geser(lke=lke, sejak=sejak, ke=panggung.hari(t.sampai, 15))
    return isi


def diajukan(panggung: Panggung, kode: str) -> LembarKerjaEvaluasi:
    """Handed in yesterday, waiting in the queue of TPI or of the parent unit."""
    lke = buka(panggung, kode, hari=-80)
    isi_lke(panggung, kode, lke, SEDANG, dari=-75, sampai=-4)
    ajukan(panggung, kode, lke, hari=-1)
    return lke


def baru_mulai(panggung: Panggung, kode: str) -> LembarKerjaEvaluasi:
    """Opened last week: the first questions only."""
    lke = buka(panggung, kode, hari=-8)
    semua = [p.kode for p in instrumen_lke(lke).semua_pertanyaan]
    isi_lke(panggung, kode, lke, SEDANG, dari=-7, sampai=-2, tanpa=tuple(semua[16:]), berbukti=False)
    return lke


def separuh(panggung: Panggung, kode: str) -> LembarKerjaEvaluasi:
    """Half way: pemenuhan done, reform and hasil still to come."""
    lke = buka(panggung, kode, hari=-60)
    semua = [p.kode for p in instrumen_lke(lke).semua_pertanyaan]
    belum = tuple(k for k in semua if not k.startswith("A.I."))
    isi_lke(panggung, kode, lke, BAIK, dari=-55, sampai=-1, tanpa=belum, tanpa_bukti=belum)
    return lke


def ditetapkan(panggung: Panggung, kode: str) -> LembarKerjaEvaluasi:
    """All the way: proposed by the ministry and awarded WBK."""
    lke = buka(panggung, kode, hari=-118)
    isi = isi_lke(panggung, kode, lke, UNGGUL, dari=-117, sampai=-88, harus_memenuhi="WBK")
    ajukan(panggung, kode, lke, hari=-84)
    nilai(panggung, kode, lke, isi, oleh="tpi.kementerian", dari=-80, sampai=-64, beda=5, harus_memenuhi="WBK")
    selesai(panggung, lke, hari=-60, layak=True, oleh="ketua.kementerian")
    usulkan(panggung, lke, JenisPredikat.WBK, nomor="B/117/SES/OT.04", hari=-50)
    evaluasi_tpn(panggung, lke, sampai=Status.PENETAPAN)
    with panggung.pada(panggung.hari(-6, 13), lke, usulan=lke.usulan):
        putuskan_tpn(
            lke=lke,
            tetapkan=True,
            actor=panggung.orang["tpn"],
            nomor_sk="999 Tahun 2026 (contoh)",
            tanggal_sk=panggung.hari(-7).date(),
            alasan="Memenuhi seluruh ambang WBK; evaluasi lapangan sejalan dengan penilaian TPI.",
        )
    return lke


def menuju_wbbm(panggung: Panggung, kode: str) -> LembarKerjaEvaluasi:
    """Holds WBK since 2024, aims at WBBM, and waits for TPN's visit."""
    PredikatUnit.objects.get_or_create(
        unit=panggung.unit[kode],
        jenis=JenisPredikat.WBK,
        defaults={
            "nomor_sk": "888 Tahun 2024 (contoh)",
            "tanggal_sk": dt.date(TAHUN - 2, 12, 9),
            "dicatat_oleh": panggung.orang["tpn"],
            "dicatat_pada": panggung.hari(-399),
        },
    )
    lke = buka(panggung, kode, hari=-118, tujuan=JenisPredikat.WBBM)
    isi = isi_lke(panggung, kode, lke, UNGGUL, dari=-116, sampai=-83, harus_memenuhi="WBBM")
    ajukan(panggung, kode, lke, hari=-79)
    nilai(panggung, kode, lke, isi, oleh="tpi.kementerian", dari=-75, sampai=-58, beda=4, harus_memenuhi="WBBM")
    selesai(panggung, lke, hari=-55, layak=True, oleh="ketua.kementerian")
    usulkan(panggung, lke, JenisPredikat.WBBM, nomor="B/118/SES/OT.04", hari=-50)
    evaluasi_tpn(panggung, lke, sampai=Status.LAPANGAN)
    return lke


def evaluasi_tpn(panggung: Panggung, lke: LembarKerjaEvaluasi, *, sampai: str) -> None:
    """TPN's team takes the unit through its steps, up to the visit or to where the decree is awaited."""
    tpn, anggota = panggung.orang["tpn"], panggung.orang["tpnanggota"]
    if not TimTPN.objects.filter(musim=lke.musim).exists():
        simpan_tim(
            tim=None,
            musim=lke.musim,
            nama="Tim I",
            nomor_sk=f"SK.7/RB.06/{lke.musim.tahun} (contoh)",
            tanggal_sk=panggung.hari(-60).date(),
            anggota=[anggota],
            instansi=[lke.unit.instansi],
            actor=tpn,
        )
    bersama = {"lke": lke, "actor": anggota}
    with panggung.pada(panggung.hari(-44, 9), lke):
        mulai_seleksi(**bersama)
        butir = butir_untuk(lke.predikat_tujuan)
        simpan_seleksi(isi={b.kode: (HasilButir.SESUAI, "") for b in butir}, versi=None, **bersama)
        selesaikan_seleksi(**bersama)
    with panggung.pada(panggung.hari(-36, 14), lke):
        desk = {"desk_hasil": HasilLangkah.LULUS, "desk_kondisi": "Dokumen lengkap dan sejalan dengan nilai TPI."}
        simpan_langkah(langkah=LangkahTPN.DESK, isi=desk, versi=None, **bersama)
        selesaikan_langkah(langkah=LangkahTPN.DESK, **bersama)
    with panggung.pada(panggung.hari(-28, 15), lke):
        wawancara = {
            "wawancara_waktu": panggung.hari(-28, 10),
            "wawancara_tempat": "https://rapat.contoh.go.id/zi-wawancara",
            "wawancara_hasil": "Pimpinan menguasai perubahan yang dikerjakan; agen perubahan menunjukkan hasilnya.",
        }
        simpan_langkah(langkah=LangkahTPN.WAWANCARA, isi=wawancara, versi=None, **bersama)
        selesaikan_langkah(langkah=LangkahTPN.WAWANCARA, **bersama)
        clear = dict.fromkeys((Lembaga.OMBUDSMAN, Lembaga.KPK), (HasilClearance.CLEAR, ""))
        simpan_clearance(isi=clear, versi=None, **bersama)
    if sampai == Status.LAPANGAN:
        return
    with panggung.pada(panggung.hari(-18, 16), lke):
        lapangan = {
            "lapangan_tanggal": panggung.hari(-18).date(),
            "lapangan_tim": f"{anggota.nama} dan perwakilan Ombudsman provinsi",
            "lapangan_hasil": HasilLapangan.LULUS,
            "lapangan_kondisi": "Layanan sesuai standar yang terpampang; antrean kurang dari sepuluh menit.",
            "lapangan_rekomendasi": "Perluas kanal pengaduan ke lokasi layanan keliling.",
            "penyamaran": "Permohonan diproses tanpa perantara dan tanpa biaya di luar tarif.",
        }
        temuan = dict.fromkeys(BUTIR_LAPANGAN, (HasilTemuan.ADA, ""))
        simpan_langkah(langkah=LangkahTPN.LAPANGAN, isi=lapangan, temuan=temuan, versi=None, **bersama)
        sisa = dict.fromkeys((Lembaga.KOMISI_TEKNIS, Lembaga.APIP), (HasilClearance.CLEAR, ""))
        simpan_clearance(isi=sisa, versi=None, **bersama)
        selesaikan_langkah(langkah=LangkahTPN.LAPANGAN, **bersama)


def usulkan(panggung: Panggung, lke: LembarKerjaEvaluasi, predikat: str, *, nomor: str, hari: float) -> None:
    sejak, actor = timezone.now(), panggung.orang["admin.kementerian"]
    saat = panggung.hari(hari, 11)
    with tercatat(saat):
        usulan = buat_usulan(instansi=lke.unit.instansi, musim=lke.musim, predikat=predikat, actor=actor)
        masukkan_lke(usulan=usulan, lke=lke, actor=actor)
        lengkapi(usulan, actor=actor, tanggal=saat.date())
        kirim_usulan(
            usulan=usulan,
            nomor_surat=f"{nomor}/{panggung.hari(hari).year}",
            tanggal_surat=panggung.hari(hari - 1).date(),
            actor=actor,
        )
    lke.refresh_from_db()
    geser(lke=lke, sejak=sejak, ke=saat, usulan=usulan)
    BerkasEvaluasi.objects.filter(benda=usulan.BENDA, objek_id=usulan.pk).update(diunggah_pada=saat)


def lengkapi(usulan: Usulan, *, actor: User, tanggal: dt.date) -> None:
    """The documents and the contact that a proposal needs."""
    for wajib in BERKAS_WAJIB:
        judul = f"{wajib.jenis.label} {usulan.predikat} {usulan.musim.tahun}"
        isi = pdf(
            kepala=usulan.instansi.nama[:78],
            judul=judul,
            baris=[str(wajib.keterangan), "Contoh untuk peragaan; bukan dokumen resmi."],
            kaki=tanggal_teks(tanggal),
        )
        berkas = ContentFile(isi, name=f"{judul}.pdf")
        unggah_dokumen(usulan=usulan, jenis=wajib.jenis, berkas=berkas, nama=berkas.name, actor=actor)
    ubah_kontak(usulan=usulan, nama=actor.nama, email=actor.email, telepon="021 555 0117", actor=actor)
