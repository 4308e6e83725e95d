"""One sheet as a workbook that one person may have."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from evaluation.buku_kerja.bentuk import SUSUNAN, Bentuk
from evaluation.buku_kerja.isi import Cap, IsiBuku
from evaluation.enums import Lapis
from evaluation.models import Jawaban, LembarKerjaEvaluasi, TautanBukti
from evaluation.selectors.lembar import lapis_terlihat
from evaluation.selectors.skor import instrumen_lke
from units.models import User
from units.models.bukti import JenisBukti
from zi_portal.common.berkas import nama_aman

LAPIS_BUKU = (Lapis.UNIT, Lapis.TPI)


def isi_buku(lke: LembarKerjaEvaluasi, user: User | None) -> IsiBuku:
    """What goes into the workbook of this sheet for this person: the layers and notes they may read, the unit's proof.

    Only the unit's and TPI's layers have columns. ``user`` None (a command on the server) reads both. Two queries
    beside those of the permissions.
    """
    terlihat = LAPIS_BUKU if user is None else [x for x in lapis_terlihat(user, lke) if x in LAPIS_BUKU]
    lapis: dict[str, dict[str, str | int]] = {}
    catatan: dict[str, dict[str, str]] = {}
    versi: dict[str, dict[str, int]] = {}
    waktu = timezone.now()
    baris = Jawaban.objects.filter(lke=lke, lapis__in=terlihat).order_by("pk")
    for satu, kode, isi, teks, nomor in baris.values_list("lapis", "kode", "isi", "catatan", "versi"):
        lapis.setdefault(satu, {}).update(isi)
        versi.setdefault(satu, {})[kode] = nomor
        if teks:
            catatan.setdefault(satu, {})[kode] = teks
    return IsiBuku(
        instrumen=instrumen_lke(lke),
        unit=lke.unit.nama,
        instansi=lke.unit.instansi.nama,
        tahun=lke.musim.tahun,
        tujuan=lke.predikat_tujuan,
        cap=Cap(lke.pk, lke.instrumen_sha256, waktu, versi, lke.putaran),
        lapis=lapis,
        catatan=catatan,
        bukti=_bukti(lke),
        terlihat_tpi=Lapis.TPI in lapis,
        telah_wbk=lke.telah_wbk,
    )


def _bukti(lke: LembarKerjaEvaluasi) -> dict[str, list[tuple[str, str]]]:
    """Question → its proof: title, and its own address or where the portal shows it."""
    tautan = TautanBukti.objects.terpasang().filter(lke=lke, bukti__dihapus_pada=None).order_by("pk")
    hasil: dict[str, list[tuple[str, str]]] = {}
    for kode, judul, jenis, url in tautan.values_list("kode", "bukti__judul", "bukti__jenis", "bukti__url"):
        if jenis != JenisBukti.TAUTAN:
            url = f"{settings.ZI_ALAMAT}{reverse('evaluation:bukti_daftar', args=[lke.pk, kode])}"
        hasil.setdefault(kode, []).append((judul, url))
    return hasil


def nama_buku(lke: LembarKerjaEvaluasi, bentuk: Bentuk) -> str:
    """A file name such as “LKE 2026 RSUD Langkat (LKE ZI).xlsx”, safe on any disk."""
    unit = lke.unit.nama[:100].replace("/", "-").replace("\\", "-")
    return nama_aman(f"LKE {lke.musim.tahun} {unit} ({SUSUNAN[bentuk].lembar}).xlsx")
