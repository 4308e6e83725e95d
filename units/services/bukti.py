"""Proof enters the archive of a unit: checked, scanned, hashed, stored, and kept in versions.

The stored file and its row come together or not at all: ``berkas_tersimpan`` removes the file again unless a row took
it. Nothing is ever overwritten, and a proof that is deleted keeps its row and its files.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import URLValidator
from django.db import models, transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from units.errors import UnitsError
from units.models import BerkasBukti, BuktiDukung, UnitKerja, User
from units.models.bukti import JenisBukti
from units.services.tahap import kunci_unit
from zi_portal.common import berkas as pemeriksa

logger = logging.getLogger(__name__)

PINDAI_SEKALI = 20


class BuktiSalah(UnitsError):
    """A file, a link or its data cannot be taken as proof."""


@dataclass(frozen=True, slots=True)
class DataBukti:
    """What people say about a proof. An empty title is taken from the file's name or the link."""

    judul: str = ""
    nomor: str = ""
    tanggal: dt.date | None = None
    periode_mulai: dt.date | None = None
    periode_selesai: dt.date | None = None
    keterangan: str = ""


@dataclass(slots=True)
class BerkasSiap:
    """A file that passed every check and lies in storage at ``lokasi``; ``terpakai`` once a row points to it, ``unit``
    whose archive it is for, if any."""

    nama: str
    mime: str
    ukuran: int
    sha256: str
    pindai: str
    lokasi: str
    unit: UnitKerja | None = None
    terpakai: bool = False

    @property
    def kolom(self) -> dict[str, object]:
        """What a row that points to the file takes over from it."""
        return {
            "nama": self.nama,
            "mime": self.mime,
            "ukuran": self.ukuran,
            "sha256": self.sha256,
            "isi": self.lokasi,
            "pindai": self.pindai,
        }


@contextmanager
def tersimpan(*, baris: models.Model, berkas: File, nama: str) -> Iterator[BerkasSiap]:
    """Check and store an uploaded file for the length of the block; wrap the transaction that writes its row.

    ``baris`` is an unsaved row whose file field ``isi`` says where. The stored file is removed when the block fails or
    leaves it unused. Raises BuktiSalah.
    """
    nama = pemeriksa.nama_aman(nama)
    try:
        jenis = pemeriksa.periksa(berkas, nama)
    except pemeriksa.BerkasDitolak as error:
        raise BuktiSalah(error.message) from error
    hasil = pemeriksa.pindai(berkas)
    if hasil == pemeriksa.BERBAHAYA:
        raise BuktiSalah(
            _("Berkas ini terdeteksi berbahaya, jadi tidak disimpan. Periksa komputer Anda dengan antivirus.")
        )
    bidang = baris._meta.get_field("isi")
    sidik = pemeriksa.sidik(berkas)
    siap = BerkasSiap(
        nama=nama,
        mime=jenis.mime,
        ukuran=berkas.size,
        sha256=sidik,
        pindai=hasil,
        lokasi=bidang.storage.save(bidang.generate_filename(baris, nama), berkas),
    )
    try:
        yield siap
    except BaseException:
        siap.terpakai = False
        raise
    finally:
        if not siap.terpakai:
            bidang.storage.delete(siap.lokasi)


@contextmanager
def berkas_tersimpan(*, unit: UnitKerja, berkas: File, nama: str) -> Iterator[BerkasSiap]:
    """``tersimpan`` for a proof of this unit, within its quota. Raises BuktiSalah."""
    _pastikan_kuota(unit, berkas.size)
    with tersimpan(baris=BerkasBukti(bukti=BuktiDukung(unit=unit)), berkas=berkas, nama=nama) as siap:
        siap.unit = unit
        yield siap


def buat_bukti_berkas(*, siap: BerkasSiap, data: DataBukti, actor: User) -> BuktiDukung:
    """A new proof with this file as its first version. Call inside the transaction in ``berkas_tersimpan``."""
    with transaction.atomic():
        _kunci_kuota(siap.unit, siap.ukuran)
        bukti = _bukti_baru(siap.unit, JenisBukti.BERKAS, data, actor, judul=pemeriksa.pokok_nama(siap.nama))
        bukti.berkas_terakhir = _tulis_versi(bukti, siap, 1, actor)
    logger.info("bukti %s dibuat oleh %s", bukti.pk, actor.pk)
    return bukti


def buat_bukti_tautan(*, unit: UnitKerja, url: str, data: DataBukti, actor: User) -> BuktiDukung:
    """A new proof that is a link. The server never opens it. Raises BuktiSalah."""
    url = bersihkan_url(url)
    with transaction.atomic():
        _kunci_kuota(unit, 0)
        bukti = _bukti_baru(unit, JenisBukti.TAUTAN, data, actor, judul=url.split("://", 1)[1], url=url)
    bukti.berkas_terakhir = None
    logger.info("bukti %s (tautan) dibuat oleh %s", bukti.pk, actor.pk)
    return bukti


def tambah_versi(*, bukti: BuktiDukung, siap: BerkasSiap, actor: User) -> BerkasBukti:
    """The file becomes the newest version; earlier ones stay. Raises BuktiSalah for a link, a deleted or equal one."""
    with transaction.atomic():
        _kunci_kuota(siap.unit, siap.ukuran)
        # Read behind the lock, so that two replacements get two numbers.
        hidup = BuktiDukung.objects.hidup().filter(pk=bukti.pk, unit=siap.unit, jenis=JenisBukti.BERKAS)
        if not hidup.exists():
            raise BuktiSalah(_("Bukti ini sudah dihapus atau berupa tautan, sehingga berkasnya tidak dapat diganti."))
        akhir = BerkasBukti.objects.filter(bukti=bukti).order_by("-versi").first()
        if akhir and akhir.sha256 == siap.sha256:
            raise BuktiSalah(
                _("Berkas ini sama persis dengan versi %(versi)d, jadi tidak ada yang diganti.")
                % {"versi": akhir.versi}
            )
        versi = _tulis_versi(bukti, siap, (akhir.versi if akhir else 0) + 1, actor)
    logger.info("bukti %s versi %s oleh %s", bukti.pk, versi.versi, actor.pk)
    return versi


def ubah_data_bukti(*, bukti: BuktiDukung, data: DataBukti, actor: User, url: str = "") -> BuktiDukung:
    """Change what is said about a proof, and the address of a link. Raises BuktiSalah."""
    if bukti.dihapus_pada:
        raise BuktiSalah(_("Bukti ini sudah dihapus."))
    bukti.judul = data.judul.strip() or bukti.judul
    bukti.nomor, bukti.keterangan = data.nomor.strip(), data.keterangan.strip()
    bukti.tanggal, bukti.periode_mulai, bukti.periode_selesai = data.tanggal, data.periode_mulai, data.periode_selesai
    if bukti.jenis == JenisBukti.TAUTAN and url:
        bukti.url = bersihkan_url(url)
    _sahkan(bukti)
    bukti.save(
        update_fields=["judul", "nomor", "keterangan", "tanggal", "periode_mulai", "periode_selesai", "url"],
    )
    logger.info("bukti %s diubah oleh %s", bukti.pk, actor.pk)
    return bukti


def hapus_bukti(*, bukti: BuktiDukung, actor: User) -> None:
    """Take a proof out of the archive; the row stays with who and when, and so do the files. A repeat changes nothing.

    Whether a sheet still needs it is evaluation's to know: ask its service, not this one.
    """
    kini = timezone.now()
    if BuktiDukung.objects.hidup().filter(pk=bukti.pk).update(dihapus_pada=kini, dihapus_oleh=actor):
        logger.info("bukti %s dihapus oleh %s", bukti.pk, actor.pk)
    bukti.refresh_from_db(fields=["dihapus_pada", "dihapus_oleh"])


_berkas_dipindai: list[type[models.Model]] = [BerkasBukti]


def daftarkan_berkas(model: type[models.Model]) -> None:
    """Register another model with files (``isi``, ``pindai``) that may still wait for the scanner."""
    _berkas_dipindai.append(model)


def pindai_tertunda() -> int:
    """Scan files that came while the scanner was away, a few at a time. Returns how many got a result."""
    return sum(_pindai_tertunda(model) for model in _berkas_dipindai) if settings.CLAMD_URL else 0


def _pindai_tertunda(model: type[models.Model]) -> int:
    selesai = 0
    for versi in model.objects.filter(pindai=pemeriksa.TERTUNDA).order_by("pk")[:PINDAI_SEKALI]:
        try:
            with versi.isi.open("rb") as berkas:
                hasil = pemeriksa.pindai(berkas)
        except FileNotFoundError:
            logger.error("berkas %s is missing in storage", versi.pk)
            continue
        if hasil == pemeriksa.TERTUNDA:
            break
        model.objects.filter(pk=versi.pk).update(pindai=hasil)
        selesai += 1
    return selesai


def bersihkan_url(url: str) -> str:
    """A web address as people may follow it: http or https, with a host, without a password. Raises BuktiSalah."""
    url = url.strip()
    try:
        bagian = urlsplit(url)
        # urlsplit drops tabs and line breaks silently; what a browser would then open is not what one reads.
        if bagian.scheme not in {"http", "https"} or bagian.username or any(c.isspace() or ord(c) < 32 for c in url):
            raise ValueError
        URLValidator(schemes=["http", "https"])(url)
    except (ValueError, ValidationError) as error:
        raise BuktiSalah(_("Isi alamat lengkap yang diawali https:// atau http://.")) from error
    if len(url) > 500:
        raise BuktiSalah(_("Tautan paling panjang 500 huruf. Pakai alamat yang lebih pendek."))
    return url


def kuota(unit: UnitKerja) -> tuple[int, int]:
    """How many files the archive of a unit holds, versions and deleted ones included, and their bytes."""
    isi = BerkasBukti.objects.filter(bukti__unit=unit).aggregate(n=Count("pk"), b=Sum("ukuran"))
    return isi["n"], isi["b"] or 0


def _pastikan_kuota(unit: UnitKerja, tambahan: int) -> None:
    jumlah, bita = kuota(unit)
    if jumlah >= settings.BUKTI_KUOTA_BERKAS:
        raise BuktiSalah(
            _("Arsip unit sudah penuh: %(n)d berkas. Pakai bukti yang sudah ada, atau hubungi admin instansi.")
            % {"n": jumlah}
        )
    if bita + tambahan > settings.BUKTI_KUOTA_BITA:
        raise BuktiSalah(
            _("Arsip unit sudah %(isi)s dari %(batas)s. Kecilkan berkas, atau hubungi admin instansi.")
            % {"isi": pemeriksa.teks_ukuran(bita), "batas": pemeriksa.teks_ukuran(settings.BUKTI_KUOTA_BITA)}
        )


def _kunci_kuota(unit: UnitKerja, tambahan: int) -> None:
    """Count again behind a lock on the unit, so that many uploads at once cannot pass the limit together."""
    kunci_unit(unit)
    _pastikan_kuota(unit, tambahan)


def _bukti_baru(unit: UnitKerja, jenis: str, data: DataBukti, actor: User, *, judul: str, url: str = "") -> BuktiDukung:
    bukti = BuktiDukung(
        unit=unit,
        jenis=jenis,
        judul=(data.judul.strip() or judul)[:200],
        url=url,
        nomor=data.nomor.strip(),
        tanggal=data.tanggal,
        periode_mulai=data.periode_mulai,
        periode_selesai=data.periode_selesai,
        keterangan=data.keterangan.strip(),
        dibuat_oleh=actor,
    )
    _sahkan(bukti)
    bukti.save()
    return bukti


def _sahkan(bukti: BuktiDukung) -> None:
    try:
        bukti.full_clean(exclude=["unit", "dibuat_oleh", "dihapus_oleh"])
    except ValidationError as error:
        raise BuktiSalah(" ".join(error.messages)) from error


def _tulis_versi(bukti: BuktiDukung, siap: BerkasSiap, versi: int, actor: User) -> BerkasBukti:
    baris = BerkasBukti.objects.create(bukti=bukti, versi=versi, diunggah_oleh=actor, **siap.kolom)
    siap.terpakai = True
    return baris
