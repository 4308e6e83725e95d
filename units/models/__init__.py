"""What the portal stores of the organisation: who there is, who may act where, the archive of proof, and the four
stages by which a unit builds its Zona Integritas."""

from units.models.bukti import BerkasBukti, BuktiDukung
from units.models.data_pendukung import IKU, DataPendukung, RealisasiIKU
from units.models.impor import BarisImpor, Impor, JenisBaris
from units.models.notifikasi import Notifikasi
from units.models.orang import Keanggotaan, User
from units.models.organisasi import Instansi, UnitKerja
from units.models.pemantauan import Konsultasi, Pemantauan, Pendampingan, PesanKonsultasi, RekomendasiTPI, Temuan
from units.models.pembangunan import (
    AgenPerubahan,
    AnggotaTim,
    ButirAksi,
    Inovasi,
    IsuStrategis,
    KemajuanAksi,
    LayananUtama,
    Monev,
    Perubahan,
    ProgramMasyarakat,
    Publikasi,
    Risiko,
    TimKerja,
    TindakLanjutMonev,
)
from units.models.pencanangan import (
    Pakta,
    PegawaiUnit,
    Pencanangan,
    RegisterPakta,
    SaksiPencanangan,
    TautanPakta,
)
from units.models.penetapan import CalonUnit, KriteriaCalon, SKPenetapan
from units.models.pengingat import Pengingat, PilihanPengingat
from units.models.sistem import SistemTertaut
from units.models.surel import SurelKeluar
from units.models.tahap import BarisTahap, BuktiTahap, RiwayatTahap
from units.models.token import AmbilanAPI, KirimanAPI, TokenAPI
from units.models.unduhan import Unduhan
from units.models.webhook import HostWebhook, KirimanWebhook, Webhook

__all__ = [
    "IKU",
    "AgenPerubahan",
    "AmbilanAPI",
    "AnggotaTim",
    "BarisImpor",
    "BarisTahap",
    "BerkasBukti",
    "BuktiDukung",
    "BuktiTahap",
    "ButirAksi",
    "CalonUnit",
    "DataPendukung",
    "HostWebhook",
    "Impor",
    "Inovasi",
    "Instansi",
    "IsuStrategis",
    "JenisBaris",
    "Keanggotaan",
    "KemajuanAksi",
    "KirimanAPI",
    "KirimanWebhook",
    "Konsultasi",
    "KriteriaCalon",
    "LayananUtama",
    "Monev",
    "Notifikasi",
    "Pakta",
    "PegawaiUnit",
    "Pemantauan",
    "Pencanangan",
    "Pendampingan",
    "Pengingat",
    "Perubahan",
    "PesanKonsultasi",
    "PilihanPengingat",
    "ProgramMasyarakat",
    "Publikasi",
    "RealisasiIKU",
    "RegisterPakta",
    "RekomendasiTPI",
    "Risiko",
    "RiwayatTahap",
    "SKPenetapan",
    "SaksiPencanangan",
    "SistemTertaut",
    "SurelKeluar",
    "TautanPakta",
    "Temuan",
    "TimKerja",
    "TindakLanjutMonev",
    "TokenAPI",
    "Unduhan",
    "UnitKerja",
    "User",
    "Webhook",
]
