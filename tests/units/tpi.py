"""The people of stage IV around one unit, and one small builder per thing they make."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from evaluation.models import PenugasanTPI
from tests.factories import make_anggota, make_instansi, make_musim, make_unit
from units.enums import Peran
from units.enums.tahap import ArahKonsultasi, Area, StatusPemantauan, StatusTemuan, Tingkat
from units.models import (
    Instansi,
    Konsultasi,
    Notifikasi,
    Pemantauan,
    Pendampingan,
    RekomendasiTPI,
    RiwayatTahap,
    Temuan,
    UnitKerja,
    User,
)
from units.services.konsultasi import tanya

CANARY = "<script>alert(1)</script>"
TAHUN = timezone.localdate().year
# Who monitors the unit: assigned, or a lead, and not of the unit itself.
PEMANTAU = frozenset({"tpi", "ketua", "dalnis"})
PENGARAH = frozenset({"ketua", "dalnis"})
# Has both roles: operator of this very unit, and lead of the TPI. Here they are the unit's.
RANGKAP = "ketua_sendiri"
ORANG_UNIT = frozenset({"operator", "ketua_tim", "pimpinan", RANGKAP})
PENGISI = frozenset({"operator", "ketua_tim", RANGKAP})
PENGIKUT = PEMANTAU | ORANG_UNIT | {"admin", "bupati"}
# The unit exists for these, and they may not follow its building; for the rest it does not exist.
LIHAT_UNIT = PENGIKUT | {"tpi_lepas", "tpn", "tpn_admin"}


@dataclass
class Dunia:
    instansi: Instansi
    unit: UnitKerja
    unit_lain: UnitKerja
    orang: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, siapa: str) -> User:
        """The person as one request finds them: nothing remembered."""
        return User.objects.get(pk=self.orang[siapa].pk)

    def alamat(self, *bagian: object) -> str:
        return f"/unit/{self.unit.pk}/" + "".join(f"{b}/" for b in bagian)


def buat_dunia() -> Dunia:
    instansi, jauh = make_instansi(), make_instansi("Kabupaten Lain")
    unit, lain = make_unit(instansi=instansi), make_unit("Dinas Kesehatan", instansi=instansi)
    orang = {
        "operator": make_anggota(Peran.OPERATOR, unit=unit, nama="Rahmat Operator"),
        "ketua_tim": make_anggota(Peran.KETUA_TIM, unit=unit, nama="Hendra Ketua Tim"),
        "pimpinan": make_anggota(Peran.PIMPINAN_UNIT, unit=unit, nama="Nurhayati Pimpinan"),
        "operator_lain": make_anggota(Peran.OPERATOR, unit=lain, nama="Dewi Unit Lain"),
        "tpi": make_anggota(Peran.TPI_ANGGOTA, instansi=instansi, nama="Fitriani Anggota"),
        "tpi_lepas": make_anggota(Peran.TPI_ANGGOTA, instansi=instansi, nama="Andika Lepas"),
        "ketua": make_anggota(Peran.TPI_KETUA, instansi=instansi, nama="Irwansyah Ketua"),
        "dalnis": make_anggota(Peran.TPI_DALNIS, instansi=instansi, nama="Surya Dalnis"),
        RANGKAP: make_anggota(Peran.TPI_KETUA, instansi=instansi, nama="Rangkap Jabatan"),
        "tpi_lain": make_anggota(Peran.TPI_KETUA, instansi=jauh, nama="Agus Kabupaten Lain"),
        "admin": make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi, nama="Melati Admin"),
        "bupati": make_anggota(Peran.PIMPINAN_INSTANSI, instansi=instansi, nama="Syah Bupati"),
        "tpn": make_anggota(Peran.TPN_ANGGOTA, nama="Ratna TPN"),
        "tpn_admin": make_anggota(Peran.TPN_ADMIN, nama="Bagus TPN"),
    }
    make_anggota(Peran.OPERATOR, unit=unit, user=orang[RANGKAP])
    PenugasanTPI.objects.create(unit=unit, musim=make_musim(), user=orang["tpi"], oleh=orang["ketua"])
    return Dunia(instansi, unit, lain, orang)


def make_temuan(d: Dunia, status: str = StatusTemuan.TERBUKA, **isi) -> Temuan:
    isi.setdefault("unit", d.unit)
    isi.setdefault("tahun", TAHUN)
    isi.setdefault("area", Area.PENGAWASAN)
    isi.setdefault("tingkat", Tingkat.SEDANG)
    isi.setdefault("uraian", "WBS belum dikelola")
    isi.setdefault("rekomendasi", "Tunjuk pengelola")
    isi.setdefault("tenggat", timezone.localdate() + dt.timedelta(days=30))
    return Temuan.objects.create(status=status, dibuat_oleh=d.orang["tpi"], **isi)


def make_pemantauan(d: Dunia, *, terbit: bool = True, **isi) -> Pemantauan:
    isi.setdefault("unit", d.unit)
    isi.setdefault("tahun", TAHUN)
    isi.setdefault("periode", "Triwulan III")
    isi.setdefault("ringkasan", "Berjalan baik")
    if terbit:
        isi |= {"status": StatusPemantauan.TERBIT, "terbit_pada": timezone.now()}
    return Pemantauan.objects.create(dibuat_oleh=d.orang["tpi"], **isi)


def make_pendampingan(d: Dunia, mulai: dt.datetime, *petugas: str, jam: int = 2, **isi) -> Pendampingan:
    isi.setdefault("unit", d.unit)
    isi.setdefault("topik", "Bedah LKE")
    baris = Pendampingan.objects.create(
        tahun=mulai.year, mulai=mulai, selesai=mulai + dt.timedelta(hours=jam), dibuat_oleh=d.orang["ketua"], **isi
    )
    baris.petugas.set([d.orang[nama] for nama in petugas])
    return baris


def make_rekomendasi(d: Dunia, **isi) -> RekomendasiTPI:
    isi.setdefault("unit", d.unit)
    isi.setdefault("tahun", TAHUN)
    isi.setdefault("layak", True)
    isi.setdefault("alasan", "Memenuhi keenam area")
    return RekomendasiTPI.objects.create(dibuat_oleh=d.orang["ketua"], **isi)


def make_konsultasi(d: Dunia, *, tpn: bool = False, topik: str = "Pakta integritas", isi: str = "Bagaimana?", **lain):
    """A question as its service makes it: of the operator to TPI, or of the TPI lead to TPN."""
    lain.setdefault("unit", d.unit)
    konsultasi = Konsultasi(
        instansi=d.instansi,
        tahun=TAHUN,
        arah=ArahKonsultasi.TPI_TPN if tpn else ArahKonsultasi.UNIT_TPI,
        topik=topik,
        **lain,
    )
    return tanya(konsultasi=konsultasi, isi=isi, actor=d["ketua" if tpn else "operator"])


def jejak(baris) -> list[tuple[str, str]]:
    """What happened to it, oldest first: act and who."""
    semua = RiwayatTahap.objects.filter(benda=baris.BENDA, objek_id=baris.pk).order_by("pk")
    return list(semua.values_list("aksi", "pelaku_nama"))


def diberi_tahu(awalan: str) -> set[str]:
    """Names of those with an inbox line that begins so."""
    return set(Notifikasi.objects.filter(judul__startswith=awalan).values_list("user__nama", flat=True))
