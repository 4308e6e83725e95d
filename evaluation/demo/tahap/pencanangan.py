"""The demo's story of stage I: who declared, who signed, who still waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.utils import timezone

from evaluation.demo.data import LANGKAT, acak, nama_orang
from evaluation.demo.dokumen import pdf, tanggal_teks
from evaluation.demo.panggung import Panggung, tercatat
from units.enums.tahap import CaraTandaTangan, Kanal, LingkupPencanangan
from units.models import (
    BerkasBukti,
    BuktiDukung,
    BuktiTahap,
    Notifikasi,
    Pakta,
    PegawaiUnit,
    Pencanangan,
    Publikasi,
    RegisterPakta,
    TautanPakta,
    User,
)
from units.services.pakta import (
    buat_tautan,
    buka_register,
    catat_pindaian,
    tanda_tangani_sendiri,
    tanda_tangani_tautan,
)
from units.services.pencanangan import buat_pencanangan, gerakkan_pencanangan, tambah_publikasi
from units.services.tahap import buat_baris

DUKCAPIL, RSUD, BKD = f"{LANGKAT}/DUKCAPIL", f"{LANGKAT}/RSUD-TP", f"{LANGKAT}/BKD"
WAKTU_BARIS = (
    (BerkasBukti, ("diunggah_pada",)),
    (BuktiDukung, ("dibuat_pada",)),
    (BuktiTahap, ("pada",)),
    (Notifikasi, ("dibuat_pada",)),
    (Pakta, ("pada",)),
    (PegawaiUnit, ("dibuat_pada", "diubah_pada")),
    (Pencanangan, ("dibuat_pada", "diubah_pada", "dicanangkan_pada")),
    (Publikasi, ("dibuat_pada", "diubah_pada")),
    (RegisterPakta, ("dibuat_pada", "diubah_pada")),
    (TautanPakta, ("dibuat_pada", "dipakai_pada")),
)
JABATAN = (
    "Pengadministrasi Umum",
    "Analis Kependudukan",
    "Operator Layanan",
    "Pranata Komputer",
    "Arsiparis",
    "Pengelola Keuangan",
    "Verifikator Data",
)
JABATAN_RSUD = ("Perawat", "Bidan", "Dokter", "Apoteker", "Perekam Medis", "Radiografer", "Pengadministrasi Umum")
PEGAWAI_DUKCAPIL, PEGAWAI_RSUD, PEGAWAI_BKD = 40, 30, 12


def ceritakan(panggung: Panggung) -> None:
    """Told once: what is there is left as it is."""
    if Pencanangan.objects.filter(unit__in=[panggung.unit[k] for k in (DUKCAPIL, RSUD, BKD)]).exists():
        return
    _bersama(panggung)
    _dukcapil(panggung)
    _rsud(panggung)
    _bkd(panggung)


@contextmanager
def _pada(saat: dt.datetime) -> Iterator[None]:
    """What services do inside is set back to ``saat``."""
    sejak = timezone.now()
    with tercatat(saat):
        yield
    for model, kolom in WAKTU_BARIS:
        for satu in kolom:
            model.objects.filter(**{f"{satu}__gte": sejak}).update(**{satu: saat})


def _bersama(p: Panggung) -> None:
    """Last year the instansi declared with seven units at once."""
    admin, bupati = p.orang["admin"], p.orang["bupati"]
    unit = p.unit[DUKCAPIL]
    kode = ("DUKCAPIL", "DPMPTSP", "RSUD-TP", "DISDIK", "DISNAKER", "SAMSAT", "KEC-STABAT")
    with _pada(p.hari(-492)):
        pencanangan = buat_pencanangan(
            baris=Pencanangan(
                unit=unit,
                lingkup=LingkupPencanangan.INSTANSI,
                tanggal=p.hari(-485).date(),
                tempat="Alun-alun Tengku Amir Hamzah, Stabat",
                pemimpin_nama=bupati.nama,
                pemimpin_jabatan="Bupati Langkat",
                uraian=(
                    "Bupati membacakan pernyataan bersama tujuh kepala unit kerja, diikuti penandatanganan naskah. "
                    "Warga dan pelaku usaha yang hadir diajak ikut mengawasi."
                ),
            ),
            saksi=[
                ("Kepala Kejaksaan Negeri Langkat", "Kejaksaan Negeri Langkat"),
                ("Ketua Forum Warga Langkat", "Perwakilan masyarakat"),
            ],
            peserta=[p.unit[f"{LANGKAT}/{k}"] for k in kode],
            actor=admin,
        )
        gerakkan_pencanangan(pencanangan=pencanangan, aksi="ajukan", actor=admin)
    with _pada(p.hari(-485, 11)):
        gerakkan_pencanangan(pencanangan=pencanangan, aksi="canangkan", actor=bupati)
    with _pada(p.hari(-484)):
        _terbitkan(
            pencanangan,
            admin,
            "Tujuh unit pelayanan Langkat canangkan Zona Integritas",
            Kanal.SITUS,
            p.hari(-484).date(),
            url="https://langkatkab.go.id/berita/pencanangan-zona-integritas",
        )
        gerakkan_pencanangan(pencanangan=pencanangan, aksi="lengkapi", actor=admin)


def _dukcapil(p: Panggung) -> None:
    """Declared and complete; 38 of 40 signed, in all three ways."""
    unit, operator, pimpinan = p.unit[DUKCAPIL], p.orang["operator"], p.orang["pimpinan"]
    akun = [p.orang[nama] for nama in ("pimpinan", "ketuatim", "operator", "operator2")]
    with _pada(p.hari(-262)):
        pegawai = _pegawai(p, DUKCAPIL, operator, akun, PEGAWAI_DUKCAPIL, JABATAN)
    register = _register(p, DUKCAPIL, pimpinan, operator, -260)
    for selisih, satu in ((-259, "pimpinan"), (-259, "ketuatim"), (-258, "operator")):
        with _pada(p.hari(selisih, 10)):
            baris = next(o for o in pegawai if o.user_id == p.orang[satu].pk)
            tanda_tangani_sendiri(register=register, pegawai=baris, actor=p.orang[satu])
    tanpa_akun = [o for o in pegawai if o.user_id is None]
    with _pada(p.hari(-256, 8)):
        _pindai(register, tanpa_akun[:24], p.hari(-256).date(), operator)
    lewat_tautan = tanpa_akun[24:36]
    with _pada(p.hari(-250)):
        tautan = buat_tautan(register=register, pegawai=lewat_tautan, actor=operator)
    for urut, satu in enumerate(tautan[:-1]):
        with _pada(p.hari(-249 + urut // 3, 9 + urut % 3)):
            tanda_tangani_tautan(tautan=satu.tautan)
    TautanPakta.objects.filter(register=register).update(kedaluwarsa=p.hari(-236))
    Pakta.objects.filter(register=register, cara=CaraTandaTangan.TAUTAN).update(tanggal=p.hari(-248).date())
    Pakta.objects.filter(register=register, cara=CaraTandaTangan.PORTAL).update(tanggal=p.hari(-259).date())
    with _pada(p.hari(-247)):
        pencanangan = buat_pencanangan(
            baris=Pencanangan(
                unit=unit,
                tanggal=p.hari(-240).date(),
                tempat="Aula Dinas Kependudukan dan Pencatatan Sipil, Stabat",
                pemimpin_nama=pimpinan.nama,
                pemimpin_jabatan=pimpinan.jabatan,
                uraian=(
                    "Pernyataan dibacakan kepala dinas pada apel pagi yang dihadiri seluruh pegawai, camat se-Langkat, "
                    "dan perwakilan pengguna layanan. Maklumat pelayanan dipasang di ruang tunggu pada hari yang sama."
                ),
            ),
            saksi=[
                ("Ir. Surya Dharma Barus", "Inspektorat Daerah"),
                ("Hj. Maimunah Lubis", "Forum Konsultasi Publik Disdukcapil"),
            ],
            actor=operator,
        )
        gerakkan_pencanangan(pencanangan=pencanangan, aksi="ajukan", actor=operator)
    with _pada(p.hari(-240, 11)):
        gerakkan_pencanangan(pencanangan=pencanangan, aksi="canangkan", actor=pimpinan)
    with _pada(p.hari(-238)):
        _terbitkan(
            pencanangan,
            operator,
            "Disdukcapil Langkat mencanangkan pembangunan Zona Integritas",
            Kanal.SITUS,
            p.hari(-239).date(),
            url="https://disdukcapil.langkatkab.go.id/berita/pencanangan-zi",
        )
        _terbitkan(
            pencanangan,
            operator,
            "Spanduk janji layanan tanpa pungutan",
            Kanal.CETAK,
            p.hari(-238).date(),
            keterangan="Dipasang di gerbang, ruang tunggu, dan dua gerai layanan kecamatan.",
        )
        gerakkan_pencanangan(pencanangan=pencanangan, aksi="lengkapi", actor=operator)


def _rsud(p: Panggung) -> None:
    """Declared, and nothing published of it yet."""
    unit, operator, pimpinan = p.unit[RSUD], p.orang["operator.rsud"], p.orang["pimpinan.rsud"]
    with _pada(p.hari(-120)):
        pegawai = _pegawai(p, RSUD, operator, [pimpinan, operator], PEGAWAI_RSUD, JABATAN_RSUD)
    register = _register(p, RSUD, pimpinan, operator, -118)
    with _pada(p.hari(-110)):
        _pindai(register, pegawai[2:22], p.hari(-110).date(), operator)
    with _pada(p.hari(-104)):
        pencanangan = buat_pencanangan(
            baris=Pencanangan(
                unit=unit,
                tanggal=p.hari(-100).date(),
                tempat="Lobi RSUD Tanjung Pura",
                pemimpin_nama=pimpinan.nama,
                pemimpin_jabatan=pimpinan.jabatan,
                uraian="Dibacakan pada apel gabungan shift pagi dan siang.",
            ),
            saksi=[],
            actor=operator,
        )
        gerakkan_pencanangan(pencanangan=pencanangan, aksi="ajukan", actor=operator)
    with _pada(p.hari(-100, 10)):
        gerakkan_pencanangan(pencanangan=pencanangan, aksi="canangkan", actor=pimpinan)


def _bkd(p: Panggung) -> None:
    """Handed to its pimpinan, who has yet to confirm."""
    unit, operator, pimpinan = p.unit[BKD], p.orang["operator.bkd"], p.orang["pimpinan.bkd"]
    with _pada(p.hari(-12)):
        _pegawai(p, BKD, operator, [pimpinan, operator], PEGAWAI_BKD, JABATAN)
        pencanangan = buat_pencanangan(
            baris=Pencanangan(
                unit=unit,
                tanggal=p.hari(-4).date(),
                tempat="Ruang rapat Badan Kepegawaian Daerah",
                pemimpin_nama=pimpinan.nama,
                pemimpin_jabatan=pimpinan.jabatan,
            ),
            saksi=[("Irwansyah Tarigan", "Inspektorat Daerah")],
            actor=operator,
        )
    with _pada(p.hari(-3)):
        gerakkan_pencanangan(pencanangan=pencanangan, aksi="ajukan", actor=operator)


def _pegawai(
    p: Panggung, kode: str, oleh: User, akun: list[User], banyak: int, jabatan: tuple[str, ...]
) -> list[PegawaiUnit]:
    """The register of pegawai: those with a sign-in first, then others, each name once."""
    unit = p.unit[kode]
    tahun = timezone.localdate().year
    baris = [
        PegawaiUnit(unit=unit, tahun=tahun, nama=u.nama, nip=u.nip, jabatan=u.jabatan, user=u, surel=u.email)
        for u in akun
    ]
    nama: list[str] = []
    urut = 0
    while len(nama) < banyak - len(akun):
        urut += 1
        if (satu := nama_orang("pegawai", kode, urut)) not in nama:
            nama.append(satu)
    r = acak("pegawai", kode)
    for nomor, satu in enumerate(nama):
        surel = f"{satu.lower().replace(' ', '.')}@contoh.go.id" if nomor % 4 == 0 else ""
        baris.append(PegawaiUnit(unit=unit, tahun=tahun, nama=satu, jabatan=r.choice(jabatan), surel=surel))
    return [buat_baris(baris=satu, actor=oleh) for satu in baris]


def _register(p: Panggung, kode: str, pimpinan: User, oleh: User, selisih: int) -> RegisterPakta:
    with _pada(p.hari(selisih)):
        return buka_register(
            unit=p.unit[kode],
            pemimpin_nama=pimpinan.nama,
            pemimpin_jabatan=pimpinan.jabatan,
            mulai=p.hari(selisih).date(),
            actor=oleh,
        )


def _pindai(register: RegisterPakta, pegawai: list[PegawaiUnit], tanggal: dt.date, oleh: User) -> None:
    unit = register.unit
    isi = pdf(
        kepala=f"{unit.instansi.nama} – {unit.nama}"[:78],
        judul="Daftar tanda tangan pakta integritas",
        baris=[f"Tanggal: {tanggal_teks(tanggal)}", "", *(f"{n}. {o.nama}" for n, o in enumerate(pegawai, start=1))],
        kaki="Dokumen contoh Portal ZI. Bukan dokumen resmi.",
    )
    berkas = ContentFile(isi, name="pakta-integritas-bertanda-tangan.pdf")
    catat_pindaian(register=register, pegawai=pegawai, tanggal=tanggal, berkas=berkas, nama=berkas.name, actor=oleh)


def _terbitkan(
    pencanangan: Pencanangan,
    oleh: User,
    judul: str,
    kanal: str,
    tanggal: dt.date,
    *,
    url: str = "",
    keterangan: str = "",
) -> None:
    terbitan = Publikasi(judul=judul, kanal=kanal, tanggal=tanggal, url=url, keterangan=keterangan)
    tambah_publikasi(pencanangan=pencanangan, publikasi=terbitan, actor=oleh)
