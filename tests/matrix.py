"""The world of the permission matrix: one instansi with a unit, everybody around it, and who sees what, said apart
from the code under test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.files.base import ContentFile

from evaluation.enums import Status, StatusUsulan
from evaluation.models import Komentar, LembarKerjaEvaluasi, TautanBukti, Usulan
from reports.enums import JenisDokumen
from reports.models import Dokumen, Pekerjaan
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    make_anggota,
    make_instansi,
    make_lke,
    make_penugasan,
    make_tim_tpn,
    make_unit,
    make_user,
)
from units.enums import Peran
from units.models import BerkasBukti, BuktiDukung, Instansi, Notifikasi, UnitKerja, User

PENGISI = frozenset({"operator", "ketua_tim"})
ORANG_UNIT = PENGISI | {"pimpinan"}
PENGARAH = frozenset({"tpi_ketua", "tpi_dalnis"})
TPI = PENGARAH | {"tpi_anggota"}
INSTANSI = TPI | {"admin"}
TPN = frozenset({"tpn_anggota", "tpn_admin"})
# People who have a role, but none that reaches this unit.
ORANG_LUAR = frozenset(
    {
        "operator_lain",
        "operator_instansi_lain",
        "tpi_lepas",
        "penilai_lain",
        "tpi_lain",
        "admin_lain",
        "auditor_lain",
        "platform",
        "tanpa_peran",
    }
)
# Judges for the parent unit: sees the sheet where it lies with them.
PENILAI = frozenset({"penilai"})
# Follows the building of all units of the instansi, and reads no sheet.
PIMPINAN_INSTANSI = frozenset({"pimpinan_instansi"})
# Reads what was submitted, released and decided, and acts on nothing.
AUDITOR = frozenset({"auditor"})
SEMUA = ORANG_UNIT | PENILAI | INSTANSI | PIMPINAN_INSTANSI | AUDITOR | TPN | ORANG_LUAR
# Whose list of units holds this one, and who among them may follow its building.
UNIT_TERLIHAT = ORANG_UNIT | PENILAI | INSTANSI | PIMPINAN_INSTANSI | AUDITOR | TPN | {"tpi_lepas", "platform"}
PENGIKUT = ORANG_UNIT | INSTANSI | PIMPINAN_INSTANSI

DRAF, DIAJUKAN, DINILAI, PERBAIKAN = Status.DRAF, Status.DIAJUKAN, Status.DINILAI_TPI, Status.PERBAIKAN
LAYAK, TIDAK_LAYAK, DIUSULKAN = Status.LAYAK, Status.TIDAK_LAYAK, Status.DIUSULKAN
DITETAPKAN, TIDAK_DITETAPKAN, DITARIK = Status.DITETAPKAN, Status.TIDAK_DITETAPKAN, Status.DITARIK
# With TPN, on the way and at the end.
PROSES_TPN = frozenset(
    {
        DIUSULKAN,
        Status.SELEKSI,
        Status.SANGGAH,
        Status.DESK,
        Status.WAWANCARA,
        Status.LAPANGAN,
        Status.PANEL,
        Status.PENETAPAN,
    }
)
DI_TPN = PROSES_TPN | {DITETAPKAN, TIDAK_DITETAPKAN, Status.GUGUR, DITARIK}
SESUDAH_TPI = frozenset({LAYAK, TIDAK_LAYAK}) | DI_TPN


def melihat_lke(status: str) -> frozenset[str]:
    """Who may see that a sheet in this state exists at all."""
    terlihat = ORANG_UNIT
    if status != DRAF:
        terlihat |= INSTANSI | AUDITOR
    if status == Status.PENDAHULUAN:
        terlihat |= PENILAI
    if status in DI_TPN:
        terlihat |= TPN
    return terlihat


@dataclass
class Dunia:
    """The objects a row of the matrix may point at."""

    instansi: Instansi
    unit: UnitKerja
    lke: LembarKerjaEvaluasi
    orang: dict[str, User] = field(default_factory=dict)


def buat_dunia(status: str) -> Dunia:
    """One sheet in ``status``, and one person of each kind."""
    instansi, lain = make_instansi(), make_instansi("Kabupaten Lain")
    unit_lain = make_unit("Unit lain", instansi=instansi)
    unit, unit_jauh = (
        make_unit(instansi=instansi, induk=unit_lain),
        make_unit("Unit jauh", instansi=lain),
    )
    orang = {
        "operator": make_anggota(Peran.OPERATOR, unit=unit),
        "ketua_tim": make_anggota(Peran.KETUA_TIM, unit=unit),
        "pimpinan": make_anggota(Peran.PIMPINAN_UNIT, unit=unit),
        "operator_lain": make_anggota(Peran.OPERATOR, unit=unit_lain),
        "operator_instansi_lain": make_anggota(Peran.OPERATOR, unit=unit_jauh),
        "penilai": make_anggota(Peran.PENILAI_PENDAHULUAN, unit=unit_lain),
        "penilai_lain": make_anggota(Peran.PENILAI_PENDAHULUAN, unit=unit_jauh),
        "tpi_anggota": make_anggota(Peran.TPI_ANGGOTA, instansi=instansi),
        "tpi_lepas": make_anggota(Peran.TPI_ANGGOTA, instansi=instansi),
        "tpi_ketua": make_anggota(Peran.TPI_KETUA, instansi=instansi),
        "tpi_dalnis": make_anggota(Peran.TPI_DALNIS, instansi=instansi),
        "tpi_lain": make_anggota(Peran.TPI_KETUA, instansi=lain),
        "admin": make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi),
        "pimpinan_instansi": make_anggota(Peran.PIMPINAN_INSTANSI, instansi=instansi),
        "auditor": make_anggota(Peran.AUDITOR, instansi=instansi),
        "auditor_lain": make_anggota(Peran.AUDITOR, instansi=lain),
        "admin_lain": make_anggota(Peran.ADMIN_INSTANSI, instansi=lain),
        "tpn_anggota": make_anggota(Peran.TPN_ANGGOTA),
        "tpn_admin": make_anggota(Peran.TPN_ADMIN),
        "platform": make_anggota(Peran.ADMIN_PLATFORM),
        "tanpa_peran": make_user(),
    }
    assert set(orang) == SEMUA
    lke = make_lke(unit=unit, actor=orang["operator"])
    isi_lapis_penuh(lke)
    make_penugasan(orang["tpi_anggota"], lke)
    make_tim_tpn(orang["tpn_anggota"], instansi=instansi, musim=lke.musim)
    bawa_ke(lke, status, actor=orang["tpi_dalnis"])
    return Dunia(instansi=instansi, unit=unit, lke=lke, orang=orang)


Orang = frozenset[str]


def selalu(*orang: str) -> Callable[[str], Orang]:
    return lambda status: frozenset(orang)


def semua(status: str) -> Orang:
    return SEMUA


def tidak_ada(status: str) -> Orang:
    return frozenset()


@dataclass(frozen=True)
class Baris:
    """One address: who finds it (others get 404) and who may (others get 403), both by the state of the sheet.

    ``boleh`` counts as: the answer is neither 403 nor 404 nor an error of ours. Whether the act itself can be done in
    that state is the business of the service tests.
    """

    kwargs: Callable[[Dunia], dict[str, object]] = lambda d: {}
    terlihat: Callable[[str], Orang] = semua
    boleh: Callable[[str], Orang] | None = None
    metode: str = "get"
    data: dict[str, object] = field(default_factory=dict)
    # Which answer tells an allowed person "not like this": a resource that isn't there in this state.
    kosong: Callable[[str], Orang] = tidak_ada
    # Nothing in it changes with the state of the sheet: asked in one state only.
    sekali: bool = False


def unit(d: Dunia) -> dict[str, object]:
    return {"pk": d.unit.pk}


def status_final(status: str) -> bool:
    return status in SESUDAH_TPI


def lengkapi(dunia: Dunia) -> Dunia:
    """Hang on the sheet what addresses point at: a proof, a comment, a message, a proposal, a report and its job."""
    lke, operator, dalnis = dunia.lke, dunia.orang["operator"], dunia.orang["tpi_dalnis"]
    dunia.kode = "A.I.1.i.a"
    bukti = BuktiDukung.objects.create(unit=dunia.unit, judul="SK Tim", dibuat_oleh=operator)
    isi = ContentFile(b"Surat keputusan tim kerja\n", name="sk.txt")
    dunia.bukti = bukti
    dunia.berkas = BerkasBukti.objects.create(
        bukti=bukti,
        versi=1,
        nama="sk.txt",
        mime="text/plain",
        ukuran=26,
        sha256="0" * 64,
        isi=isi,
        diunggah_oleh=operator,
    )
    dunia.tautan = TautanBukti.objects.create(
        lke=lke, kode=dunia.kode, bukti=bukti, berkas=dunia.berkas if lke.beku else None, oleh=operator
    )
    dunia.komentar = Komentar.objects.create(lke=lke, kode=dunia.kode, penulis=operator, isi="Mohon arahan")
    dunia.pesan = Notifikasi.objects.create(user=operator, judul="Kabar", url="/")
    dunia.usulan = Usulan.objects.create(
        instansi=dunia.instansi, musim=lke.musim, predikat="WBK", dibuat_oleh=dunia.orang["admin"]
    )
    if lke.status in DI_TPN:
        Usulan.objects.filter(pk=dunia.usulan.pk).update(status=StatusUsulan.DIAJUKAN)
        LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(usulan=dunia.usulan)
    dunia.tugas = lke.unit.penugasan_tpi.get()
    dunia.keanggotaan = operator.keanggotaan.get()
    dunia.pegawai = operator
    dirilis = lke.tpi_dirilis
    dunia.dokumen = Dokumen.objects.create(
        kind=JenisDokumen.LHE,
        lke=lke,
        kunci="k",
        nomor="LHE-1",
        lapis="unit,tpi",
        dirilis=dirilis,
        final=status_final(lke.status),
        data_per=lke.created_at,
        sha256="0" * 64,
        ukuran=4,
        halaman=1,
        berkas=ContentFile(b"%PDF", name="lhe.pdf"),
    )
    dunia.pekerjaan = Pekerjaan.objects.create(
        kind=JenisDokumen.LHE, lke=lke, lapis="unit,tpi", kunci="k", diminta_oleh=dalnis
    )
    return dunia
