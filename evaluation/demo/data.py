"""Who there is in the demo: instansi, units, people. Names are invented; NIP begin with 9999, no year of birth."""

from __future__ import annotations

import random
from dataclasses import dataclass

from units.enums import JenisInstansi, JenisUnit, Peran


@dataclass(frozen=True, slots=True)
class DataInstansi:
    kode: str
    nama: str
    jenis: str
    alamat: str


@dataclass(frozen=True, slots=True)
class DataUnit:
    instansi: str
    kode: str
    nama: str
    jenis: str = JenisUnit.LAINNYA
    alamat: str = ""
    induk: str = ""


@dataclass(frozen=True, slots=True)
class DataOrang:
    """A sign-in with one role. ``lingkup`` is a unit code, an instansi code, or empty for the nation."""

    username: str
    nama: str
    jabatan: str
    peran: str
    lingkup: str = ""


LANGKAT, TRENGGALEK, KEMENTERIAN = "KAB-LANGKAT", "KAB-TRENGGALEK", "KEMEN-PW"

INSTANSI = (
    DataInstansi(
        LANGKAT,
        "Pemerintah Kabupaten Langkat",
        JenisInstansi.KABUPATEN,
        "Jalan T. Amir Hamzah, Stabat, Sumatera Utara",
    ),
    DataInstansi(
        TRENGGALEK,
        "Pemerintah Kabupaten Trenggalek",
        JenisInstansi.KABUPATEN,
        "Jalan Pemuda, Trenggalek, Jawa Timur",
    ),
    DataInstansi(
        KEMENTERIAN,
        "Kementerian Pelayanan Warga",
        JenisInstansi.KEMENTERIAN,
        "Jalan Contoh Raya, Jakarta",
    ),
)

UNIT = (
    DataUnit(LANGKAT, "DUKCAPIL", "Dinas Kependudukan dan Pencatatan Sipil", JenisUnit.DUKCAPIL, "Stabat"),
    DataUnit(LANGKAT, "DPMPTSP", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", JenisUnit.PTSP, "Stabat"),
    DataUnit(LANGKAT, "RSUD-TP", "RSUD Tanjung Pura", JenisUnit.RSUD, "Tanjung Pura"),
    DataUnit(LANGKAT, "BKD", "Badan Kepegawaian Daerah", JenisUnit.LAINNYA, "Stabat"),
    DataUnit(LANGKAT, "DISDIK", "Dinas Pendidikan", JenisUnit.PENDIDIKAN, "Stabat"),
    DataUnit(LANGKAT, "DISNAKER", "Dinas Tenaga Kerja", JenisUnit.KETENAGAKERJAAN, "Stabat"),
    DataUnit(LANGKAT, "SAMSAT", "Unit Layanan Samsat Stabat", JenisUnit.SAMSAT, "Stabat"),
    DataUnit(LANGKAT, "DINKES", "Dinas Kesehatan", JenisUnit.LAINNYA, "Stabat"),
    DataUnit(LANGKAT, "KEC-STABAT", "Kecamatan Stabat", JenisUnit.LAINNYA, "Stabat"),
    DataUnit(LANGKAT, "KEC-TP", "Kecamatan Tanjung Pura", JenisUnit.LAINNYA, "Tanjung Pura"),
    DataUnit(LANGKAT, "KEC-HINAI", "Kecamatan Hinai", JenisUnit.LAINNYA, "Hinai"),
    DataUnit(LANGKAT, "INSPEKTORAT", "Inspektorat Daerah", JenisUnit.LAINNYA, "Stabat"),
    DataUnit(
        TRENGGALEK, "BKD", "Badan Kepegawaian Daerah (BKPSDM)", JenisUnit.LAINNYA, "Jalan Dewi Sartika, Trenggalek"
    ),
    DataUnit(TRENGGALEK, "DUKCAPIL", "Dinas Kependudukan dan Pencatatan Sipil", JenisUnit.DUKCAPIL, "Trenggalek"),
    DataUnit(TRENGGALEK, "RSUD", "RSUD dr. Soedomo", JenisUnit.RSUD, "Trenggalek"),
    DataUnit(KEMENTERIAN, "KL-MEDAN", "Kantor Layanan Warga Kelas I Medan", JenisUnit.LAINNYA, "Medan"),
    DataUnit(KEMENTERIAN, "KL-SURABAYA", "Kantor Layanan Warga Kelas I Surabaya", JenisUnit.LAINNYA, "Surabaya"),
    DataUnit(KEMENTERIAN, "KL-MAKASSAR", "Kantor Layanan Warga Kelas II Makassar", JenisUnit.LAINNYA, "Makassar"),
    DataUnit(KEMENTERIAN, "BALAI-YOGYA", "Balai Pelatihan Aparatur Yogyakarta", JenisUnit.LAINNYA, "Yogyakarta"),
    DataUnit(KEMENTERIAN, "KL-BINJAI", "Kantor Layanan Warga Kelas III Binjai", induk="KL-MEDAN", alamat="Binjai"),
    DataUnit(LANGKAT, "DINSOS", "Dinas Sosial", JenisUnit.LAINNYA, "Stabat"),
)

_PENGELOLA = "Analis Kebijakan Ahli Pertama"

ORANG = (
    # The sign-ins named on the first page
    DataOrang("operator", "Rahmat Hidayat Nasution", _PENGELOLA, Peran.OPERATOR, f"{LANGKAT}/DUKCAPIL"),
    DataOrang("operator2", "Dewi Sartika Lubis", "Pranata Komputer", Peran.OPERATOR, f"{LANGKAT}/DUKCAPIL"),
    DataOrang("ketuatim", "Hendra Gunawan Sitepu", "Sekretaris Dinas", Peran.KETUA_TIM, f"{LANGKAT}/DUKCAPIL"),
    DataOrang("pimpinan", "Dra. Nurhayati Ginting", "Kepala Dinas", Peran.PIMPINAN_UNIT, f"{LANGKAT}/DUKCAPIL"),
    DataOrang("tpi", "Fitriani Harahap", "Auditor Ahli Pertama", Peran.TPI_ANGGOTA, LANGKAT),
    DataOrang("ketua", "Irwansyah Tarigan", "Auditor Ahli Muda", Peran.TPI_KETUA, LANGKAT),
    DataOrang("dalnis", "Ir. Surya Dharma Barus", "Auditor Ahli Madya", Peran.TPI_DALNIS, LANGKAT),
    DataOrang("admin", "Melati Kusuma Wardani", "Kepala Bagian Organisasi", Peran.ADMIN_INSTANSI, LANGKAT),
    DataOrang("tpn", "Bagus Prasetyo Utomo", "Asisten Deputi", Peran.TPN_ADMIN),
    DataOrang("tpnanggota", "Ratna Puspita Dewi", "Analis Kebijakan Ahli Muda", Peran.TPN_ANGGOTA),
    DataOrang("platform", "Yusuf Maulana", "Pengelola Portal", Peran.ADMIN_PLATFORM),
    # Kabupaten Langkat
    DataOrang("operator.dpmptsp", "Anita Rahayu Siregar", _PENGELOLA, Peran.OPERATOR, f"{LANGKAT}/DPMPTSP"),
    DataOrang("pimpinan.dpmptsp", "Ahmad Fauzi Pohan", "Kepala Dinas", Peran.PIMPINAN_UNIT, f"{LANGKAT}/DPMPTSP"),
    DataOrang("operator.rsud", "Yuliana Sembiring", "Kepala Subbagian Program", Peran.OPERATOR, f"{LANGKAT}/RSUD-TP"),
    DataOrang("pimpinan.rsud", "dr. Teuku Iskandar", "Direktur", Peran.PIMPINAN_UNIT, f"{LANGKAT}/RSUD-TP"),
    DataOrang("operator.bkd", "Sri Wahyuni Pane", _PENGELOLA, Peran.OPERATOR, f"{LANGKAT}/BKD"),
    DataOrang("pimpinan.bkd", "Zulkifli Ritonga", "Kepala Badan", Peran.PIMPINAN_UNIT, f"{LANGKAT}/BKD"),
    DataOrang("operator.disdik", "Roslina Manurung", _PENGELOLA, Peran.OPERATOR, f"{LANGKAT}/DISDIK"),
    DataOrang("pimpinan.disdik", "Saiful Bahri Hasibuan", "Kepala Dinas", Peran.PIMPINAN_UNIT, f"{LANGKAT}/DISDIK"),
    DataOrang("operator.disnaker", "Indra Lesmana", _PENGELOLA, Peran.OPERATOR, f"{LANGKAT}/DISNAKER"),
    DataOrang(
        "pimpinan.disnaker", "Hj. Khadijah Matondang", "Kepala Dinas", Peran.PIMPINAN_UNIT, f"{LANGKAT}/DISNAKER"
    ),
    DataOrang("operator.samsat", "Bayu Saputra", "Kepala Seksi Pelayanan", Peran.OPERATOR, f"{LANGKAT}/SAMSAT"),
    DataOrang("pimpinan.samsat", "Linda Marpaung", "Kepala Unit Layanan", Peran.PIMPINAN_UNIT, f"{LANGKAT}/SAMSAT"),
    DataOrang("operator.stabat", "Putri Amelia", "Kepala Seksi Pelayanan", Peran.OPERATOR, f"{LANGKAT}/KEC-STABAT"),
    DataOrang("pimpinan.stabat", "Muhammad Ridwan", "Camat", Peran.PIMPINAN_UNIT, f"{LANGKAT}/KEC-STABAT"),
    DataOrang("tpi2", "Andika Pratama Surbakti", "PPUPD Ahli Pertama", Peran.TPI_ANGGOTA, LANGKAT),
    # Kabupaten Trenggalek
    DataOrang("operator.trenggalek", "Wahyu Setiawan", _PENGELOLA, Peran.OPERATOR, f"{TRENGGALEK}/BKD"),
    DataOrang("ketuatim.trenggalek", "Endah Lestari", "Sekretaris Badan", Peran.KETUA_TIM, f"{TRENGGALEK}/BKD"),
    DataOrang("pimpinan.trenggalek", "Drs. Sugeng Riyanto", "Kepala Badan", Peran.PIMPINAN_UNIT, f"{TRENGGALEK}/BKD"),
    DataOrang("tpi.trenggalek", "Nanik Sulistyowati", "Auditor Ahli Pertama", Peran.TPI_ANGGOTA, TRENGGALEK),
    DataOrang("ketua.trenggalek", "Agus Triyono", "Auditor Ahli Muda", Peran.TPI_KETUA, TRENGGALEK),
    DataOrang("admin.trenggalek", "Titik Handayani", "Kepala Bagian Organisasi", Peran.ADMIN_INSTANSI, TRENGGALEK),
    # The ministry
    DataOrang("operator.medan", "Christina Simbolon", _PENGELOLA, Peran.OPERATOR, f"{KEMENTERIAN}/KL-MEDAN"),
    DataOrang("pimpinan.medan", "Darwin Hutagalung", "Kepala Kantor", Peran.PIMPINAN_UNIT, f"{KEMENTERIAN}/KL-MEDAN"),
    DataOrang("operator.surabaya", "Mochamad Arif", _PENGELOLA, Peran.OPERATOR, f"{KEMENTERIAN}/KL-SURABAYA"),
    DataOrang(
        "pimpinan.surabaya", "Retno Wulandari", "Kepala Kantor", Peran.PIMPINAN_UNIT, f"{KEMENTERIAN}/KL-SURABAYA"
    ),
    DataOrang("operator.makassar", "Andi Nurul Fadilah", _PENGELOLA, Peran.OPERATOR, f"{KEMENTERIAN}/KL-MAKASSAR"),
    DataOrang("tpi.kementerian", "Galih Wicaksono", "Auditor Ahli Pertama", Peran.TPI_ANGGOTA, KEMENTERIAN),
    DataOrang("ketua.kementerian", "Wulan Purnamasari", "Auditor Ahli Muda", Peran.TPI_KETUA, KEMENTERIAN),
    DataOrang("admin.kementerian", "Taufik Rachman", "Kepala Biro Organisasi", Peran.ADMIN_INSTANSI, KEMENTERIAN),
    # At the end, so that the numbers of those before stay as they were
    DataOrang("bupati", "H. Syah Rizal Perangin-angin", "Bupati", Peran.PIMPINAN_INSTANSI, LANGKAT),
    DataOrang("auditor", "Rosmaida Simanjuntak", "Auditor Ahli Madya", Peran.AUDITOR, LANGKAT),
    DataOrang("operator.binjai", "Sri Ulina Ginting", _PENGELOLA, Peran.OPERATOR, f"{KEMENTERIAN}/KL-BINJAI"),
    DataOrang("pimpinan.binjai", "Jonson Pakpahan", "Kepala Kantor", Peran.PIMPINAN_UNIT, f"{KEMENTERIAN}/KL-BINJAI"),
    DataOrang(
        "penilai.medan",
        "Lasmaria Sihombing",
        "Kepala Bagian Umum",
        Peran.PENILAI_PENDAHULUAN,
        f"{KEMENTERIAN}/KL-MEDAN",
    ),
    DataOrang("operator.dinsos", "Winda Safitri", _PENGELOLA, Peran.OPERATOR, f"{LANGKAT}/DINSOS"),
    DataOrang("pimpinan.dinsos", "Marasutan Ritonga", "Kepala Dinas", Peran.PIMPINAN_UNIT, f"{LANGKAT}/DINSOS"),
)

NAMA_DEPAN = [
    "Adi",
    "Agus",
    "Ahmad",
    "Aisyah",
    "Andi",
    "Anita",
    "Ari",
    "Bambang",
    "Bayu",
    "Budi",
    "Citra",
    "Dedi",
    "Dewi",
    "Dian",
    "Eka",
    "Endang",
    "Fajar",
    "Fitri",
    "Gilang",
    "Hadi",
    "Hesti",
    "Imam",
    "Indah",
    "Joko",
    "Kartika",
    "Lestari",
    "Lukman",
    "Maya",
    "Nanda",
    "Novi",
    "Nur",
    "Putra",
    "Rina",
    "Rizki",
    "Rudi",
    "Sari",
    "Siti",
    "Slamet",
    "Sri",
    "Teguh",
    "Tri",
    "Umi",
    "Vina",
    "Wahyu",
    "Wati",
    "Yanti",
    "Yoga",
    "Yudi",
    "Yuni",
    "Zaenal",
]
NAMA_BELAKANG = [
    "Anggraini",
    "Aprilia",
    "Ardiansyah",
    "Cahyono",
    "Damanik",
    "Firmansyah",
    "Gunawan",
    "Handoko",
    "Hartono",
    "Hidayat",
    "Irawan",
    "Kurniawan",
    "Lubis",
    "Maharani",
    "Mulyadi",
    "Nasution",
    "Nugroho",
    "Permana",
    "Prabowo",
    "Pratama",
    "Purnomo",
    "Rahmawati",
    "Ramadhan",
    "Safitri",
    "Santoso",
    "Saputra",
    "Setiawan",
    "Simanjuntak",
    "Siregar",
    "Suharto",
    "Sulistyo",
    "Susanti",
    "Sutrisno",
    "Syahputra",
    "Tanjung",
    "Utami",
    "Wibowo",
    "Wijaya",
    "Winata",
    "Yulianti",
]


def acak(*kunci: object) -> random.Random:
    """A stream of numbers that depends on nothing but these keys."""
    return random.Random(":".join(map(str, kunci)))  # noqa: S311  # demo data, nothing secret


def nama_orang(*kunci: object) -> str:
    r = acak("nama", *kunci)
    return f"{r.choice(NAMA_DEPAN)} {r.choice(NAMA_BELAKANG)}"


def nip(nomor: int) -> str:
    """Eighteen digits that no real NIP has: it would begin with a year of birth."""
    return f"9999{nomor:014d}"
