"""What the tests of reports share: a sheet TPI has judged, and the words of a PDF."""

from __future__ import annotations

import datetime as dt
import io
import re

from django.utils import timezone
from pypdf import PdfReader

from evaluation.enums import Aksi, Lapis, Status
from evaluation.models import Jawaban, LembarKerjaEvaluasi, TandaPerbaikan
from evaluation.services.lke import gerak
from evaluation.services.skor import buka_lapis, hitung_ulang
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    maju_ke_penetapan,
    make_anggota,
    make_instansi,
    make_lke,
    make_penugasan,
    make_unit,
)
from units.enums import Peran
from units.models import User

UNIT_TPI = ("unit", "tpi")
SEMUA_LAPIS = ("unit", "tpi", "tpn")


def ubah_jawaban(lke: LembarKerjaEvaluasi, lapis: str, isi: dict[str, str | int], catatan: str = "") -> None:
    """Change answers of one layer directly, as set-up: input code (which is the question's) → value."""
    for kode, nilai in isi.items():
        jawaban = Jawaban.objects.filter(lke=lke, lapis=lapis, kode=kode)
        assert jawaban.update(isi={kode: nilai}, catatan=catatan) == 1
    hitung_ulang(lke=lke, lapis=lapis)


def make_lke_dinilai(
    status: str = Status.DINILAI_TPI, *, tpi: dict[str, str | int] | None = None, catatan: str = ""
) -> tuple[LembarKerjaEvaluasi, dict[str, User]]:
    """A sheet in ``status`` with full marks everywhere but in ``tpi``, and its people by role."""
    instansi = make_instansi(alamat="Jalan T. Amir Hamzah No. 1, Stabat")
    unit = make_unit(instansi=instansi)
    orang = {
        "operator": make_anggota(Peran.OPERATOR, unit=unit),
        "dalnis": make_anggota(Peran.TPI_DALNIS, instansi=instansi, nama="Ahmad Fauzi", nip="196805121990031004"),
        "ketua": make_anggota(Peran.TPI_KETUA, instansi=instansi, nama="Rina Marlina", nip="197901152005012008"),
        "tpi": make_anggota(Peran.TPI_ANGGOTA, instansi=instansi, nama="Budi Santoso", nip="198803032012121002"),
        "admin": make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi),
        "tpn": make_anggota(Peran.TPN_ADMIN),
    }
    lke = make_lke(unit=unit, actor=orang["operator"])
    isi_lapis_penuh(lke)
    make_penugasan(orang["tpi"], lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=orang["dalnis"])
    if tpi:
        ubah_jawaban(lke, Lapis.TPI, tpi, catatan)
    lanjut = {
        Status.PERBAIKAN: [Status.PERBAIKAN],
        Status.LAYAK: [Status.LAYAK],
        Status.TIDAK_LAYAK: [Status.TIDAK_LAYAK],
        Status.DIUSULKAN: [Status.LAYAK, Status.DIUSULKAN],
        Status.DITETAPKAN: [Status.LAYAK, Status.DIUSULKAN, Status.DITETAPKAN],
    }
    for target in lanjut.get(Status(status), []):
        maju(lke, target, actor=orang["dalnis"])
    return lke, orang


def maju(lke: LembarKerjaEvaluasi, ke: str, *, actor: User) -> None:
    """One move on from where the sheet is, the real one."""
    aksi = {
        Status.PERBAIKAN: Aksi.KEMBALIKAN,
        Status.LAYAK: Aksi.NYATAKAN_LAYAK,
        Status.TIDAK_LAYAK: Aksi.NYATAKAN_TIDAK_LAYAK,
        Status.DIUSULKAN: Aksi.USULKAN,
        Status.DITETAPKAN: Aksi.TETAPKAN,
    }[Status(ke)]
    ubah: dict[str, object] = {}
    if aksi == Aksi.TETAPKAN:
        maju_ke_penetapan(lke, actor=actor)
    if aksi == Aksi.KEMBALIKAN:
        ubah = {"putaran": 2, "tenggat": timezone.now() + dt.timedelta(days=7)}
        TandaPerbaikan.objects.create(lke=lke, putaran=2, kode="A.I.1.i.b", catatan="Lengkapi notula", oleh=actor)
    if aksi in (Aksi.NYATAKAN_LAYAK, Aksi.NYATAKAN_TIDAK_LAYAK):
        ubah = {"dinilai_pada": timezone.now()}
    gerak(lke=lke, aksi=aksi, actor=actor, alasan="Alasan penilai", **ubah)
    if aksi == Aksi.USULKAN:
        buka_lapis(lke=lke, lapis=Lapis.TPN, salin_dari=Lapis.TPI)


def teks_pdf(isi: bytes) -> str:
    """All words of a PDF, blanks evened out."""
    halaman = PdfReader(io.BytesIO(isi)).pages
    return re.sub(r"\s+", " ", " ".join(satu.extract_text() for satu in halaman))
