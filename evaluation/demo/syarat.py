"""The demo's requirements: values of two instansi, what TPI said of the sheets it concluded and of one at work."""

from __future__ import annotations

from django.db import transaction

from evaluation.demo.data import KEMENTERIAN, LANGKAT
from evaluation.demo.panggung import TAHUN, Panggung, tercatat
from evaluation.enums import Status
from evaluation.enums.syarat import Pernyataan
from evaluation.models import LembarKerjaEvaluasi, NilaiSyarat
from evaluation.selectors.syarat import kurang_syarat
from evaluation.services.syarat import IsianSyarat, isi_data_instansi, kecualikan_syarat, nyatakan_syarat
from units.models import User

# Rule, value, source. Langkat has its RB index still to come.
INSTANSI = {
    LANGKAT: (
        "admin",
        (
            ("instansi-opini", "WTP", "LHP BPK atas LKPD 2025 (contoh)"),
            ("instansi-sakip", "B", "LHE SAKIP 2025, surat B/31/AA.05/2025 (contoh)"),
            ("instansi-spip", "Level 3", "Laporan penjaminan kualitas BPKP 2025 (contoh)"),
        ),
    ),
    KEMENTERIAN: (
        "admin.kementerian",
        (
            ("instansi-opini", "WTP", "LHP BPK atas laporan keuangan 2025 (contoh)"),
            ("instansi-sakip", "A", "LHE SAKIP 2025 (contoh)"),
            ("instansi-rb-kl", "BB", "Hasil evaluasi RB 2025 (contoh)"),
            ("instansi-spip", "Level 3", "Laporan penjaminan kualitas BPKP 2025 (contoh)"),
        ),
    ),
}
CATATAN = {
    "tpi-komitmen": "Pimpinan memimpin rapat ZI tiap bulan; pegawai yang diwawancarai paham rencana aksinya.",
    "tpi-pengungkit": "Bukti dukung pengungkit diperiksa satu per satu dan sesuai.",
    "tpi-inovasi": "Inovasi dipakai pengguna layanan dan terukur hasilnya.",
    "tpi-survei": "Laporan survei mandiri lengkap dengan nama dan nomor telepon responden.",
    "tpi-kinerja": "Capaian kinerja utama di atas tahun lalu.",
}
# What the lead lets go, where the figures say belum.
ALASAN = "Dalam proses penyelesaian menurut surat keterangan Inspektorat; diperiksa lagi sebelum usulan dikirim."


def nyatakan_semua(lke: LembarKerjaEvaluasi, *, actor: User) -> None:
    """All that is needed before a sheet can be layak."""
    kurang = kurang_syarat(lke)
    isian = {
        h.kode: IsianSyarat(
            nilai="BB" if h.syarat.skala else Pernyataan.MEMENUHI,
            catatan=CATATAN.get(h.kode, "Menurut dokumen unit yang diperiksa TPI."),
            versi=h.versi,
        )
        for h in kurang
        if h.bisa_dinyatakan
    }
    nyatakan_syarat(lke=lke, isian=isian, actor=actor)
    for h in kurang_syarat(lke):
        kecualikan_syarat(lke=lke, kode=h.kode, alasan=ALASAN, actor=actor)


def ceritakan_syarat(panggung: Panggung) -> None:
    """Told once: what somebody said since is left as it is."""
    with transaction.atomic():
        _instansi(panggung)
        _dinilai(panggung)


def _instansi(panggung: Panggung) -> None:
    musim = panggung.musim[TAHUN]
    for kode, (siapa, nilai) in INSTANSI.items():
        instansi = panggung.instansi[kode]
        if NilaiSyarat.objects.filter(instansi=instansi, musim=musim, lke=None).exists():
            continue
        with tercatat(panggung.hari(-60, 10)):
            for syarat, isi, sumber in nilai:
                isi_data_instansi(
                    instansi=instansi,
                    musim=musim,
                    kode=syarat,
                    isian=IsianSyarat(nilai=isi, sumber=sumber),
                    actor=panggung.orang[siapa],
                )
        NilaiSyarat.objects.filter(instansi=instansi, musim=musim, lke=None).update(diubah_pada=panggung.hari(-60, 10))


def _dinilai(panggung: Panggung) -> None:
    """DPMPTSP is being judged: two checks are said, the rest waits for whoever signs in as tpi."""
    lke = LembarKerjaEvaluasi.objects.filter(
        unit=panggung.unit[f"{LANGKAT}/DPMPTSP"], musim=panggung.musim[TAHUN], status=Status.DINILAI_TPI
    )
    satu = lke.select_related("unit__instansi", "musim").first()
    if satu is None or NilaiSyarat.objects.filter(lke=satu).exists():
        return
    isian = {
        "tpi-komitmen": IsianSyarat(nilai=Pernyataan.MEMENUHI, catatan=CATATAN["tpi-komitmen"]),
        "unit-sakip": IsianSyarat(nilai="BB", catatan="LHE SAKIP internal 2025 (contoh)."),
    }
    with panggung.pada(panggung.hari(-2, 15), satu):
        nyatakan_syarat(lke=satu, isian=isian, actor=panggung.orang["tpi"])
