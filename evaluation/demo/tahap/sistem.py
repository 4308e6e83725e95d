"""The demo's story of linked systems: six that DUKCAPIL works with, two elsewhere."""

from __future__ import annotations

from evaluation.demo.data import LANGKAT
from evaluation.demo.panggung import Panggung, tercatat
from units.enums.tahap import JenisSistem
from units.models import SistemTertaut
from units.services.sistem import periksa_sistem
from units.services.tahap import buat_baris

J = JenisSistem
# Unit, name, kind, address, areas, questions, figures, note; days since somebody looked (None: never), and the finding.
SISTEM = (
    (
        "DUKCAPIL",
        "e-Kinerja Langkat",
        J.KINERJA,
        "https://ekinerja.langkatkab.example.go.id/",
        [2, 3],
        ["A.I.2.ii.a", "A.I.3.iv.b", "A.I.3.iv.c"],
        [],
        "Target dan realisasi kinerja individu tiap bulan; dipakai untuk tambahan penghasilan.",
        12,
        True,
    ),
    (
        "DUKCAPIL",
        "SP4N-LAPOR",
        J.PENGADUAN,
        "https://www.lapor.go.id/",
        [5, 6],
        ["A.I.5.iii.b", "A.I.6.iii.a", "A.II.5.ii.a"],
        ["pengaduan_harus", "pengaduan_selesai"],
        "Pengaduan nasional. Rekap triwulan diunduh operator dari akun instansi.",
        20,
        True,
    ),
    (
        "DUKCAPIL",
        "Lapor Langkat",
        J.PENGADUAN,
        "https://lapor.langkatkab.example.go.id/",
        [5, 6],
        ["A.I.5.iii.a", "A.I.6.iii.a"],
        ["pengaduan_harus", "pengaduan_selesai"],
        "Pengaduan daerah lewat situs dan WhatsApp, diteruskan ke SP4N-LAPOR bila di luar kewenangan.",
        6,
        False,
    ),
    (
        "DUKCAPIL",
        "e-LHKPN",
        J.HARTA,
        "https://elhkpn.kpk.go.id/",
        [5],
        ["A.II.5.iii.a"],
        ["lhkpn_pejabat", "lhkpn_sudah"],
        "Yang dicatat di portal hanya jumlah wajib lapor dan yang sudah melapor.",
        130,
        True,
    ),
    (
        "DUKCAPIL",
        "SiHARKA",
        J.HARTA,
        "https://siharka.menpan.go.id/",
        [5],
        ["A.II.5.iii.b"],
        ["lhkasn_lainnya", "lhkasn_sudah"],
        "Laporan harta aparatur sipil negara selain wajib LHKPN.",
        35,
        True,
    ),
    (
        "DUKCAPIL",
        "Antrean Dukcapil",
        J.ANTRIAN,
        "https://antrean.dukcapil.langkatkab.example.go.id/",
        [2, 6],
        ["A.I.2.ii.c", "A.II.2.ii.a"],
        ["layanan_terdata"],
        "Nomor antrean lewat ponsel; waktu tunggu tiap loket tercatat.",
        None,
        True,
    ),
    (
        "DPMPTSP",
        "OSS",
        J.PERIZINAN,
        "https://oss.go.id/",
        [2, 6],
        ["A.I.2.ii.c", "A.II.2.ii.a"],
        [],
        "Perizinan berusaha nasional.",
        50,
        True,
    ),
    (
        "RSUD-TP",
        "Antrean Rumah Sakit",
        J.ANTRIAN,
        "https://antrean.rsudtp.langkatkab.example.go.id/",
        [6],
        ["A.I.2.ii.c"],
        [],
        "Terhubung dengan Mobile JKN.",
        15,
        True,
    ),
)
OPERATOR = {"DUKCAPIL": "operator", "DPMPTSP": "operator.dpmptsp", "RSUD-TP": "operator.rsud"}


def ceritakan(panggung: Panggung) -> None:
    """Told once: what is there is left as it is."""
    if SistemTertaut.objects.filter(unit__instansi=panggung.instansi[LANGKAT]).exists():
        return
    for urut, (kode, nama, jenis, url, area, soal, angka, ket, lihat, berfungsi) in enumerate(SISTEM):
        actor = panggung.orang[OPERATOR[kode]]
        saat = panggung.hari(-200 + urut)
        sistem = SistemTertaut(
            unit=panggung.unit[f"{LANGKAT}/{kode}"],
            tahun=saat.year,
            nama=nama,
            jenis=jenis,
            url=url,
            area=area,
            kode=soal,
            data_pendukung=angka,
            keterangan=ket,
        )
        with tercatat(saat):
            buat_baris(baris=sistem, actor=actor)
        SistemTertaut.objects.filter(pk=sistem.pk).update(dibuat_pada=saat, diubah_pada=saat)
        if lihat is not None:
            diperiksa = panggung.hari(-lihat)
            with tercatat(diperiksa):
                periksa_sistem(sistem=sistem, berfungsi=berfungsi, actor=actor)
            SistemTertaut.objects.filter(pk=sistem.pk).update(diperiksa_pada=diperiksa.date())
