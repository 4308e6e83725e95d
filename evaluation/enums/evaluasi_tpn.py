"""TPN's evaluation as data: the items of the administrative selection, the field checklist, and the results."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluation.enums.lke import JenisPredikat, Status


class HasilButir(models.TextChoices):
    """How one item of the selection was judged."""

    SESUAI = "sesuai", _("Sesuai")
    TIDAK = "tidak", _("Tidak sesuai")


class HasilSanggah(models.TextChoices):
    """What became of an objection."""

    DITERIMA = "diterima", _("Diterima")
    DITOLAK = "ditolak", _("Ditolak")


class HasilLangkah(models.TextChoices):
    """The result of desk and panel."""

    LULUS = "lulus", _("Lulus")
    TIDAK = "tidak", _("Tidak lulus")


class HasilLapangan(models.TextChoices):
    """The result of the field visit, which alone may lead to the panel."""

    LULUS = "lulus", _("Lulus")
    TIDAK = "tidak", _("Tidak lulus")
    PANEL = "panel", _("Bawa ke panel")


class HasilTemuan(models.TextChoices):
    """What was found in place for one item of the checklist."""

    ADA = "ada", _("Ada")
    SEBAGIAN = "sebagian", _("Sebagian")
    TIDAK = "tidak", _("Tidak ada")


class Lembaga(models.TextChoices):
    """Who is asked whether something stands against the unit (PermenPANRB 90/2021 Bab III)."""

    OMBUDSMAN = "ombudsman", _("Ombudsman RI")
    KPK = "kpk", _("KPK")
    KOMISI_TEKNIS = "komisi_teknis", _("Komisi teknis")
    APIP = "apip", _("APIP")


class HasilClearance(models.TextChoices):
    BELUM = "belum", _("Belum dijawab")
    CLEAR = "clear", _("Bersih (clear)")
    CATATAN = "catatan", _("Ada catatan")


class Rencana(models.TextChoices):
    """What is meant to be decided with the next SK."""

    TETAPKAN = "tetapkan", _("Akan ditetapkan")
    TOLAK = "tolak", _("Tidak akan ditetapkan")


@dataclass(frozen=True, slots=True)
class ButirSeleksi:
    """One item of the selection. ``ambang``: codes of the instrument's thresholds shown beside it."""

    kode: str
    nama: str
    instansi: bool = False
    ambang: tuple[str, ...] = ()
    predikat: str = ""


BUTIR_SELEKSI: tuple[ButirSeleksi, ...] = (
    ButirSeleksi("surat_usulan", _("Surat usulan pimpinan instansi"), instansi=True),
    ButirSeleksi("sptjm", _("Surat pernyataan tanggung jawab mutlak (SPTJM)"), instansi=True),
    ButirSeleksi("nilai_area", _("Nilai tiap area pengungkit"), ambang=tuple(f"area_{n}" for n in range(1, 7))),
    ButirSeleksi("nilai_pengungkit", _("Nilai pengungkit"), ambang=("pengungkit",)),
    ButirSeleksi("nilai_total", _("Nilai total"), ambang=("nilai_total",)),
    ButirSeleksi("ipak", _("Indeks persepsi anti korupsi (IPAK)"), ambang=("survei_anti_korupsi",)),
    ButirSeleksi("ipkp", _("Indeks persepsi kualitas pelayanan (IPKP)"), ambang=("pelayanan_prima",)),
    ButirSeleksi("tlhp", _("Tindak lanjut hasil pengawasan dan pemeriksaan 100 %")),
    ButirSeleksi("survei_mandiri", _("Laporan survei mandiri dengan data responden (nama dan nomor telepon)")),
    ButirSeleksi("lhkpn", _("Kepatuhan LHKAN dan LHKPN 100 %")),
    ButirSeleksi("usia_wbk", _("Sudah cukup lama berpredikat WBK"), predikat=JenisPredikat.WBBM),
)
BUTIR = {b.kode: b for b in BUTIR_SELEKSI}
KODE_INSTANSI = frozenset(b.kode for b in BUTIR_SELEKSI if b.instansi)


def butir_untuk(predikat: str) -> tuple[ButirSeleksi, ...]:
    """The items that count for this aim."""
    return tuple(b for b in BUTIR_SELEKSI if b.predikat in ("", predikat))


BUTIR_LAPANGAN: dict[str, str] = {
    "komitmen": _("Komitmen pimpinan dan agen perubahan dapat dilihat dan diceritakan pegawai"),
    "sop": _("SOP dijalankan di tempat, layanan elektronik benar dipakai"),
    "sdm": _("Kinerja individu diukur dan menjadi dasar penghargaan dan pembinaan"),
    "akuntabilitas": _("Capaian kinerja sesuai dokumen yang dinilai"),
    "gratifikasi": _("Pengendalian gratifikasi dan benturan kepentingan dikenal pegawai dan pengguna"),
    "pengaduan": _("Saluran pengaduan dan WBS mudah ditemukan, laporan ditindaklanjuti"),
    "maklumat": _("Maklumat, standar, dan biaya layanan terpampang dan dipatuhi"),
    "antrean": _("Waktu tunggu dan antrean sesuai standar"),
    "rentan": _("Sarana bagi penyandang disabilitas dan kelompok rentan tersedia dan berfungsi"),
    "calo": _("Tidak ada calo, pungutan, atau jalur khusus"),
    "kompensasi": _("Kompensasi diberikan ketika layanan tidak sesuai standar"),
    "pengguna": _("Pengguna layanan yang ditemui merasa puas"),
}


class LangkahTPN(models.TextChoices):
    """The steps that have a form of their own."""

    SELEKSI = "seleksi", _("Seleksi administrasi")
    SANGGAH = "sanggah", _("Hasil sanggah")
    DESK = "desk", _("Evaluasi dokumen (desk)")
    WAWANCARA = "wawancara", _("Wawancara")
    LAPANGAN = "lapangan", _("Evaluasi lapangan")
    PANEL = "panel", _("Panel")
    SURVEI = "survei", _("Survei TPN")
    CLEARANCE = "clearance", _("Clearance")


# In which states of the sheet a step is worked on, and which columns of EvaluasiTPN are its own.
STATUS_LANGKAH: dict[str, frozenset[str]] = {
    LangkahTPN.SELEKSI: frozenset({Status.SELEKSI}),
    LangkahTPN.SANGGAH: frozenset({Status.SANGGAH}),
    LangkahTPN.DESK: frozenset({Status.DESK}),
    LangkahTPN.WAWANCARA: frozenset({Status.WAWANCARA}),
    LangkahTPN.LAPANGAN: frozenset({Status.LAPANGAN}),
    LangkahTPN.PANEL: frozenset({Status.PANEL}),
    LangkahTPN.SURVEI: frozenset({Status.DESK, Status.LAPANGAN}),
    LangkahTPN.CLEARANCE: frozenset({Status.DESK, Status.WAWANCARA, Status.LAPANGAN, Status.PANEL, Status.PENETAPAN}),
}
KOLOM_LANGKAH: dict[str, tuple[str, ...]] = {
    LangkahTPN.DESK: ("desk_hasil", "desk_kondisi", "desk_rekomendasi"),
    LangkahTPN.WAWANCARA: ("wawancara_waktu", "wawancara_tempat", "wawancara_catatan", "wawancara_hasil"),
    LangkahTPN.LAPANGAN: (
        "lapangan_tanggal",
        "lapangan_tim",
        "lapangan_hasil",
        "lapangan_kondisi",
        "lapangan_rekomendasi",
        "penyamaran",
    ),
    LangkahTPN.PANEL: ("panel_hasil", "panel_alasan"),
}
