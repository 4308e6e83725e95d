"""The demo's story of stage II: one SK for nine units of Langkat, one of them taken out, two candidates."""

from __future__ import annotations

from django.core.files.base import ContentFile

from evaluation.demo.data import LANGKAT
from evaluation.demo.dokumen import pdf, tanggal_teks
from evaluation.demo.panggung import Panggung, tercatat
from units.enums.tahap import JalurPenetapan, JenisKriteria
from units.models import BerkasBukti, BuktiDukung, CalonUnit, Notifikasi, SKPenetapan
from units.services.penetapan import DataSK, IsiKriteria, calonkan, keluarkan, tetapkan

NOMOR = "188.45/217/K/2025"
LAYANAN, RISIKO, DAMPAK = (
    JenisKriteria.LAYANAN_UTAMA.value,
    JenisKriteria.RISIKO_TINGGI.value,
    JenisKriteria.DAMPAK_LUAS.value,
)
STRANAS, REGULER, PRIORITAS = JalurPenetapan.STRANAS, JalurPenetapan.REGULER, JalurPenetapan.PRIORITAS

# Unit, route, and why: main service, risk, reach.
DITETAPKAN = (
    (
        "DUKCAPIL",
        STRANAS,
        "Dokumen kependudukan adalah layanan dasar yang wajib dimiliki setiap warga.",
        "Tatap muka tinggi dan pernah ada aduan percaloan KTP elektronik.",
        "Melayani lebih dari satu juta penduduk Langkat di 23 kecamatan.",
    ),
    (
        "DPMPTSP",
        STRANAS,
        "Pintu tunggal perizinan dan penanaman modal kabupaten.",
        "Perizinan rawan gratifikasi dan pungutan di luar tarif.",
        "Pelaku usaha, dari usaha mikro sampai perkebunan.",
    ),
    (
        "RSUD-TP",
        STRANAS,
        "Rujukan layanan kesehatan untuk wilayah teluk.",
        "Pengadaan obat dan alat kesehatan, serta antrean layanan.",
        "Pasien dari enam kecamatan, sebagian besar peserta JKN.",
    ),
    (
        "BKD",
        REGULER,
        "Manajemen ASN menentukan mutu semua layanan lain.",
        "Mutasi dan promosi rawan jual beli jabatan.",
        "Menyangkut seluruh pegawai pemerintah kabupaten.",
    ),
    (
        "DISDIK",
        STRANAS,
        "Pendidikan dasar adalah urusan wajib kabupaten.",
        "Penerimaan murid baru dan pengelolaan dana BOS.",
        "Murid, orang tua, dan guru di seluruh kabupaten.",
    ),
    (
        "DISNAKER",
        STRANAS,
        "Penempatan dan pelatihan tenaga kerja.",
        "Penyaluran pelatihan dan rekomendasi penempatan rawan titipan.",
        "Pencari kerja muda dan pekerja migran.",
    ),
    (
        "SAMSAT",
        STRANAS,
        "Pembayaran pajak kendaraan dan pengesahan STNK.",
        "Penerimaan tunai dan percaloan di loket.",
        "Pemilik kendaraan di Stabat dan sekitarnya.",
    ),
    (
        "DINSOS",
        REGULER,
        "Bantuan sosial dan rekomendasi jaminan kesehatan.",
        "Pemutakhiran data penerima rawan titipan.",
        "Keluarga penerima bantuan di 23 kecamatan.",
    ),
    (
        "KEC-STABAT",
        REGULER,
        "Pelayanan administrasi terpadu kecamatan di ibu kota kabupaten.",
        "Surat keterangan dan legalisasi rawan pungutan.",
        "Warga dua belas desa dan kelurahan.",
    ),
    (
        "KEC-HINAI",
        REGULER,
        "Pelayanan administrasi terpadu kecamatan.",
        "Surat keterangan tanah rawan pungutan.",
        "Warga tiga belas desa.",
    ),
)


def ceritakan(panggung: Panggung) -> None:
    """Told once: what is there is left as it is."""
    instansi = panggung.instansi[LANGKAT]
    if SKPenetapan.objects.filter(instansi=instansi).exists():
        return
    _sk(panggung)
    _keluar(panggung)
    _calon(panggung)
    Notifikasi.objects.filter(url__endswith="/penetapan/").update(
        dibuat_pada=panggung.hari(-470), dibaca_pada=panggung.hari(-469)
    )


def _buat(panggung: Panggung, kode: str, jalur: str, kriteria: list[IsiKriteria], hari: int, **isi) -> CalonUnit:
    saat = panggung.hari(hari)
    calon = CalonUnit(unit=panggung.unit[f"{LANGKAT}/{kode}"], tahun=saat.year, jalur=jalur, **isi)
    with tercatat(saat):
        calonkan(calon=calon, kriteria=kriteria, actor=panggung.orang["admin"])
    CalonUnit.objects.filter(pk=calon.pk).update(dibuat_pada=saat, diubah_pada=saat)
    return calon


def _sk(panggung: Panggung) -> None:
    saat = panggung.hari(-470)
    data = DataSK(
        nomor=NOMOR, tanggal=saat.date(), pejabat_nama="H. Syah Rizal Perangin-angin", pejabat_jabatan="Bupati Langkat"
    )
    calon = [
        _buat(
            panggung,
            kode,
            jalur,
            [IsiKriteria(LAYANAN, "ya", a), IsiKriteria(RISIKO, "ya", b), IsiKriteria(DAMPAK, "ya", c)],
            -495,
        )
        for kode, jalur, a, b, c in DITETAPKAN
    ]
    with tercatat(saat):
        sk = tetapkan(
            instansi=panggung.instansi[LANGKAT],
            calon_ids=[c.pk for c in calon],
            data=data,
            berkas=ContentFile(_naskah(data, [c.unit.nama for c in calon]), name="sk.pdf"),
            nama="SK Penetapan Unit Kerja Pembangunan ZI.pdf",
            actor=panggung.orang["admin"],
        )
    SKPenetapan.objects.filter(pk=sk.pk).update(dibuat_pada=saat)
    CalonUnit.objects.filter(sk=sk).update(diubah_pada=saat)
    bukti = BuktiDukung.objects.filter(nomor=NOMOR)
    BerkasBukti.objects.filter(bukti__in=bukti).update(diunggah_pada=saat)
    bukti.update(dibuat_pada=saat)


def _naskah(data: DataSK, unit: list[str]) -> bytes:
    return pdf(
        kepala="Bupati Langkat",
        judul="Keputusan Bupati tentang Penetapan Unit Kerja Pembangunan Zona Integritas",
        baris=[
            f"Nomor: {data.nomor}",
            f"Tanggal: {tanggal_teks(data.tanggal)}",
            "",
            "Menetapkan unit kerja berikut sebagai unit yang membangun Zona Integritas menuju WBK:",
            *(f"{n}. {nama}" for n, nama in enumerate(unit, start=1)),
            "",
            "Ditetapkan di Stabat,",
            "Bupati Langkat",
        ],
        kaki="Dokumen contoh Portal ZI. Bukan dokumen resmi.",
    )


def _keluar(panggung: Panggung) -> None:
    saat = panggung.hari(-210)
    calon = CalonUnit.objects.select_related("unit__instansi").get(
        unit=panggung.unit[f"{LANGKAT}/KEC-HINAI"], sk__nomor=NOMOR
    )
    with tercatat(saat):
        keluarkan(
            calon=calon,
            tanggal=saat.date(),
            alasan="Kantor camat dipindahkan karena banjir; layanan sementara bergabung dengan Kecamatan Stabat.",
            actor=panggung.orang["admin"],
        )
    CalonUnit.objects.filter(pk=calon.pk).update(diubah_pada=saat)


def _calon(panggung: Panggung) -> None:
    _buat(
        panggung,
        "DINKES",
        PRIORITAS,
        [
            IsiKriteria(LAYANAN, "ya", "Membina 30 puskesmas sebagai layanan kesehatan pertama."),
            IsiKriteria(RISIKO, "ya", "Belanja obat dan dana kapitasi JKN bernilai besar."),
            IsiKriteria(DAMPAK, "sebagian", "Layanan langsung diberikan puskesmas; dinas lebih banyak membina."),
            IsiKriteria(
                JenisKriteria.BEBAS.value, "ya", "Kepala dinas sudah memimpin WBK di tempat lama.", "Kesiapan pimpinan"
            ),
        ],
        -40,
        catatan="Diminta Bupati masuk penetapan tahun depan.",
    )
    _buat(
        panggung,
        "KEC-TP",
        REGULER,
        [
            IsiKriteria(LAYANAN, "ya", "Pelayanan administrasi terpadu kecamatan di kota tua Tanjung Pura."),
            IsiKriteria(RISIKO, "sebagian", "Belum ada aduan, tetapi surat keterangan tanah masih manual."),
        ],
        -25,
        kawasan="Kawasan wisata religi Tanjung Pura",
    )
