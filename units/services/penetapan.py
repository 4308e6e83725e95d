"""Stage II changes here: candidates are put forward, judged, chosen by SK, and perhaps taken out again."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums.tahap import Benda, DasarMasa, Jejak, JenisKriteria, NilaiKriteria, StatusCalon
from units.errors import BarisBentrok, BarisMoved, UnitsError
from units.models import BuktiTahap, CalonUnit, Instansi, KriteriaCalon, SKPenetapan, UnitKerja, User
from units.selectors.organisasi import orang_unit
from units.selectors.penetapan import STATUS_MENJABAT, kriteria_kurang
from units.services.bukti import BerkasSiap, BuktiSalah, DataBukti, berkas_tersimpan, buat_bukti_berkas
from units.services.notifikasi import beri_tahu
from units.services.tahap import buat_baris, catat, gerak, hapus_baris, kunci_instansi, terakhir, ubah_baris
from zi_portal.common.waktu import teks_tanggal

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IsiKriteria:
    """How one criterion was judged, as it came in; ``nama`` only for criteria beyond the three."""

    jenis: str
    nilai: str = ""
    alasan: str = ""
    nama: str = ""

    @property
    def judul(self) -> str:
        return self.nama or str(JenisKriteria(self.jenis).label)

    @property
    def ringkas(self) -> str:
        """For the history: "Memenuhi: alasan"."""
        nilai = str(NilaiKriteria(self.nilai).label) if self.nilai else ""
        return ": ".join(bagian for bagian in (nilai, self.alasan) if bagian)[:500]


@dataclass(frozen=True, slots=True)
class DataSK:
    """What stands on the SK."""

    nomor: str
    tanggal: dt.date
    pejabat_nama: str
    pejabat_jabatan: str


# --- Candidates -------------------------------------------------------------------------------------------------------


def calonkan(
    *, calon: CalonUnit, kriteria: Iterable[IsiKriteria], actor: User, kiriman: uuid.UUID | None = None
) -> CalonUnit:
    """Put a unit forward with what is known of its criteria. A repeat of the form gives the candidate of the first.

    Raises UnitsError where the unit is a candidate already, or chosen.
    """
    with transaction.atomic():
        ada = kiriman and CalonUnit.objects.filter(kiriman=kiriman, unit=calon.unit).exists()
        if not ada and CalonUnit.objects.hidup().filter(unit=calon.unit, status__in=STATUS_MENJABAT).exists():
            raise UnitsError(_("Unit ini sudah menjadi calon atau sudah ditetapkan. Buka dari daftar penetapan."))
        baru = buat_baris(baris=calon, actor=actor, kiriman=kiriman)
        if baru is calon:
            _tulis_kriteria(baru, kriteria)
    return baru


def ubah_calon(
    *, calon: CalonUnit, ubah: Mapping[str, Any], kriteria: Iterable[IsiKriteria], versi: int, actor: User
) -> CalonUnit:
    """Change a candidate and its criteria as they were at ``versi``. What a SK has named stays as it was then.

    Raises BarisBentrok when somebody was faster, BarisMoved once the unit is chosen.
    """
    with transaction.atomic():
        kini = CalonUnit.objects.select_for_update().get(pk=calon.pk)
        if kini.status != StatusCalon.CALON:
            raise BarisMoved(kini)
        if kini.dihapus_pada or kini.versi != versi:
            raise BarisBentrok(kini, terakhir(kini))
        ubah_baris(baris=calon, ubah=ubah, versi=versi, actor=actor)
        if beda := _tulis_kriteria(calon, kriteria):
            CalonUnit.objects.filter(pk=calon.pk).update(versi=F("versi") + 1, diubah_pada=timezone.now())
            catat(objek=calon, aksi=Jejak.UBAH, actor=actor, rincian=beda)
    calon.refresh_from_db()
    return calon


def batalkan_calon(*, calon: CalonUnit, actor: User, alasan: str = "") -> None:
    """Take a candidate off the list. A repeat changes nothing. Raises BarisMoved once the unit is chosen."""
    with transaction.atomic():
        kini = CalonUnit.objects.select_for_update().get(pk=calon.pk)
        if kini.status != StatusCalon.CALON:
            raise BarisMoved(kini)
        hapus_baris(baris=calon, actor=actor, alasan=alasan)


def _tulis_kriteria(calon: CalonUnit, kriteria: Iterable[IsiKriteria]) -> dict[str, list[str]]:
    """Let the stored criteria be these. Returns what changed: title → [before, after]."""
    baru = [replace(k, nilai=k.nilai, alasan=k.alasan.strip(), nama=k.nama.strip()) for k in kriteria]
    baru = [k for k in baru if k.nilai or k.alasan or k.nama]
    lama = [IsiKriteria(k.jenis, k.nilai, k.alasan, k.nama) for k in calon.kriteria.order_by("pk")]
    if baru == lama:
        return {}
    calon.kriteria.all().delete()
    baris = [KriteriaCalon(calon=calon, jenis=k.jenis, nilai=k.nilai, alasan=k.alasan, nama=k.nama) for k in baru]
    for satu in baris:
        try:
            satu.full_clean(exclude=["calon"])
        except ValidationError as error:
            raise UnitsError(" ".join(error.messages)) from error
    KriteriaCalon.objects.bulk_create(baris)
    dulu, kini = ({k.judul: k.ringkas for k in daftar} for daftar in (lama, baru))
    judul = dict.fromkeys([*dulu, *kini])
    return {j[:200]: [dulu.get(j, ""), kini.get(j, "")] for j in judul if dulu.get(j) != kini.get(j)}


# --- The SK -----------------------------------------------------------------------------------------------------------


def tetapkan(
    *,
    instansi: Instansi,
    calon_ids: Collection[int],
    data: DataSK,
    berkas: File,
    nama: str,
    actor: User,
    kiriman: uuid.UUID | None = None,
) -> SKPenetapan:
    """Choose candidates by one SK: all of them or none. Its file is stored once and filed in the archive of each unit.

    A repeat of the form gives the SK of the first time. Raises UnitsError: nobody chosen, a candidate that somebody
    else chose meanwhile or whose three criteria are not judged with a reason, a date to come, a number in use, a file
    that cannot be taken.
    """
    if kiriman and (ada := _sk_terkirim(instansi, kiriman)):
        return ada
    if data.tanggal > timezone.localdate(timezone=instansi.tz):
        raise UnitsError(_("Tanggal SK tidak boleh sesudah hari ini."))
    utama = CalonUnit.objects.hidup().filter(pk__in=calon_ids, unit__instansi=instansi).select_related("unit").first()
    if utama is None:
        raise UnitsError(_("Pilih paling sedikit satu calon."))
    with berkas_tersimpan(unit=utama.unit, berkas=berkas, nama=nama) as siap, transaction.atomic():
        kunci_instansi(instansi)
        if kiriman and (ada := _sk_terkirim(instansi, kiriman)):
            return ada  # a second click that waited; its copy of the file is dropped
        calon = _pastikan_dapat_ditetapkan(instansi, calon_ids)
        sk = _tulis_sk(instansi, data, actor, kiriman)
        for satu in calon:
            gerak(objek=satu, aksi="tetapkan", actor=actor, sk=sk, ditetapkan_pada=data.tanggal)
            _arsipkan(satu, sk, siap, actor)
            _kabari(satu.unit, _("Unit Anda ditetapkan membangun Zona Integritas"), actor)
        siap.terpakai = True
    logger.info("sk penetapan %s: %s unit oleh %s", sk.pk, len(calon), actor.pk)
    return sk


def _sk_terkirim(instansi: Instansi, kiriman: uuid.UUID) -> SKPenetapan | None:
    return SKPenetapan.objects.filter(instansi=instansi, kiriman=kiriman).first()


def _pastikan_dapat_ditetapkan(instansi: Instansi, calon_ids: Collection[int]) -> list[CalonUnit]:
    """The candidates behind the lock, fit to be named. Raises UnitsError that says which are not, and why."""
    baris = CalonUnit.objects.filter(pk__in=set(calon_ids), unit__instansi=instansi)
    calon = list(baris.select_related("unit__instansi").prefetch_related("kriteria").order_by("unit__nama", "pk"))
    if len(calon) != len(set(calon_ids)):
        raise UnitsError(_("Salah satu calon tidak ditemukan lagi. Muat ulang daftar, lalu pilih lagi."))
    lain = [c.unit.nama for c in calon if c.dihapus_pada or c.status != StatusCalon.CALON]
    if lain:
        raise UnitsError(
            _("Bukan calon lagi: %(unit)s. Tidak ada unit yang ditetapkan; muat ulang daftar, lalu pilih lagi.")
            % {"unit": ", ".join(lain)}
        )
    kurang = [(c.unit.nama, kriteria_kurang(c)) for c in calon]
    if teks := [f"{unit} ({', '.join(str(j.label) for j in jenis)})" for unit, jenis in kurang if jenis]:
        raise UnitsError(
            _("Nilai dahulu kriteria ini beserta alasannya: %(daftar)s. Tidak ada unit yang ditetapkan.")
            % {"daftar": "; ".join(teks)}
        )
    return calon


def _tulis_sk(instansi: Instansi, data: DataSK, actor: User, kiriman: uuid.UUID | None) -> SKPenetapan:
    sk = SKPenetapan(
        instansi=instansi,
        nomor=data.nomor.strip(),
        tanggal=data.tanggal,
        pejabat_nama=data.pejabat_nama.strip(),
        pejabat_jabatan=data.pejabat_jabatan.strip(),
        kiriman=kiriman,
        dibuat_oleh=actor,
    )
    try:
        sk.full_clean(exclude=["dibuat_oleh"])
    except ValidationError as error:
        raise UnitsError(" ".join(error.messages)) from error
    sk.save(force_insert=True)
    catat(objek=sk, aksi=Jejak.BUAT, actor=actor)
    return sk


def _arsipkan(calon: CalonUnit, sk: SKPenetapan, siap: BerkasSiap, actor: User) -> None:
    """The SK as a proof of this unit; every unit's version points to the same stored file."""
    data = DataBukti(
        judul=_("SK penetapan unit kerja pembangunan ZI"),
        nomor=sk.nomor,
        tanggal=sk.tanggal,
        keterangan=_("Ditandatangani %(nama)s, %(jabatan)s.")
        % {"nama": sk.pejabat_nama, "jabatan": sk.pejabat_jabatan},
    )
    try:
        bukti = buat_bukti_berkas(siap=replace(siap, unit=calon.unit), data=data, actor=actor)
    except BuktiSalah as error:
        raise UnitsError(f"{calon.unit.nama}: {error.message}") from error
    letak = ((Benda.SK_PENETAPAN, sk.pk), (Benda.CALON_UNIT, calon.pk))
    BuktiTahap.objects.bulk_create(
        BuktiTahap(bukti=bukti, unit=calon.unit, benda=benda, objek_id=objek_id, oleh=actor)
        for benda, objek_id in letak
    )


def keluarkan(*, calon: CalonUnit, tanggal: dt.date, alasan: str, actor: User) -> CalonUnit:
    """Take a chosen unit out again, from a day and for a reason; it may become a candidate later.

    Raises UnitsError for a day before the SK or to come, BarisMoved where the unit is not chosen now.
    """
    if tanggal > timezone.localdate(timezone=calon.unit.instansi.tz):
        raise UnitsError(_("Tanggal dikeluarkan tidak boleh sesudah hari ini."))
    if calon.ditetapkan_pada and tanggal < calon.ditetapkan_pada:
        raise UnitsError(
            _("Tanggal dikeluarkan tidak boleh mendahului SK (%(tanggal)s).")
            % {"tanggal": teks_tanggal(calon.ditetapkan_pada)}
        )
    with transaction.atomic():
        gerak(objek=calon, aksi="keluarkan", actor=actor, alasan=alasan, dikeluarkan_pada=tanggal)
        _kabari(calon.unit, _("Unit Anda dikeluarkan dari penetapan Zona Integritas"), actor)
    return calon


def _kabari(unit: UnitKerja, judul: str, actor: User) -> None:
    url = reverse("units:penetapan_unit", args=[unit.pk])
    beri_tahu(kepada=orang_unit(unit), judul=judul, isi=unit.nama, url=url, kecuali=actor)


def atur_dasar_masa(*, instansi: Instansi, dasar: str, actor: User) -> Instansi:
    """Set from which date the instansi counts a year of building."""
    instansi.dasar_masa = DasarMasa(dasar)
    instansi.save(update_fields=["dasar_masa"])
    logger.info("instansi %s: masa dihitung dari %s oleh %s", instansi.pk, dasar, actor.pk)
    return instansi
