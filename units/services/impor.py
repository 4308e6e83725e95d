"""A table on its way into the portal: taken at the door, checked in the background, written when a person says so.

The row of the Impor is the truth: a worker claims it, tells how far it is, and dies without harm. Nothing of the table
is stored before ``_tulis``, which is one transaction.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
from functools import partial

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums import Lingkup
from units.enums.tahap import Jejak, StatusImpor
from units.errors import UnitsError
from units.imports import JENIS, HasilPeriksa, ImporBentrok, ResourceImpor
from units.models import BarisImpor, Impor, Instansi, UnitKerja, User
from units.services.data_pendukung import DataBentrok
from units.services.tahap import catat, kunci_instansi, kunci_unit
from zi_portal.common import berkas as pemeriksa
from zi_portal.common.antrean import PERCOBAAN_TERBANYAK, Antrean, Berhenti, ke_antrean
from zi_portal.common.tabel import BARIS_MAKS, Galat, TabelDitolak, baca_kepala, baca_tabel, periksa_tabel

logger = logging.getLogger(__name__)

S = StatusImpor
ANTREAN = Antrean(Impor, {S.ANTRE: S.DIPERIKSA, S.DITERAPKAN: S.DITERAPKAN}, gagal=S.GAGAL, lahir="diunggah_pada")
GALAT_DISIMPAN = 500
TERBUKA_TERBANYAK = 5
BATALKAN_DARI = frozenset({S.ANTRE, S.DIPERIKSA, S.SIAP})


class ImporDitolak(UnitsError):
    """The file cannot be taken; ``galat`` says where and what to do."""

    def __init__(self, galat: tuple[Galat, ...]) -> None:
        self.galat = galat
        super().__init__(galat[0].pesan)


# At the door -----------------------------------------------------------------------------------------------------


def unggah_impor(
    *,
    tahun: int,
    jenis: str,
    berkas: File,
    nama: str,
    actor: User,
    unit: UnitKerja | None = None,
    instansi: Instansi | None = None,
) -> Impor:
    """Take a file that is a plain table with the right header, keep it, and let it be checked. It is of the unit or
    instansi that its kind asks for, of neither where that is the nation.

    The same file sent again while the first is open gives the first. Raises ImporDitolak; then nothing is kept.
    """
    if JENIS[jenis].lingkup != _lingkup(unit, instansi):
        raise ValueError(jenis)
    nama = pemeriksa.nama_aman(nama)
    try:
        periksa_tabel(berkas, nama)
        JENIS[jenis].periksa_kepala(baca_kepala(berkas, nama))
    except TabelDitolak as error:
        raise ImporDitolak(error.galat) from error
    if pemeriksa.pindai(berkas) == pemeriksa.BERBAHAYA:
        raise ImporDitolak(
            (Galat(_("Berkas ini terdeteksi berbahaya, jadi tidak disimpan. Periksa komputer Anda dengan antivirus.")),)
        )
    sidik = pemeriksa.sidik(berkas)
    with transaction.atomic():
        _kunci(unit, instansi, actor)
        terbuka = Impor.objects.filter(
            unit=unit, instansi=instansi, status__in=[S.ANTRE, S.DIPERIKSA, S.SIAP, S.DITERAPKAN]
        )
        if ada := terbuka.filter(jenis=jenis, tahun=tahun, sha256=sidik).first():
            return ada
        if terbuka.exclude(status=S.SIAP).count() >= TERBUKA_TERBANYAK:
            raise ImporDitolak(
                (
                    Galat(
                        _("Masih ada %(n)d impor yang diperiksa. Tunggu sebentar, lalu unggah lagi.")
                        % {"n": TERBUKA_TERBANYAK}
                    ),
                )
            )
        impor = Impor(
            unit=unit,
            instansi=instansi,
            tahun=tahun,
            jenis=jenis,
            nama=nama,
            ukuran=berkas.size,
            sha256=sidik,
            denyut=timezone.now(),
            diunggah_oleh=actor,
        )
        impor.isi.save(nama, berkas, save=False)
        try:
            impor.save(force_insert=True)
            _jejak(impor, Jejak.BUAT, actor)
        except BaseException:
            impor.isi.delete(save=False)
            raise
        transaction.on_commit(partial(kirim, impor.pk))
    logger.info("impor %s (%s) oleh %s", impor.pk, jenis, actor.pk)
    return impor


def terapkan_impor(*, impor: Impor, sidik: str, actor: User) -> None:
    """Let a checked table be written. ``sidik`` is of the preview the person saw. Raises UnitsError; a repeat after
    the first press changes nothing."""
    if impor.status in {S.DITERAPKAN, S.SELESAI}:
        return
    if impor.status == S.SIAP and impor.sidik != sidik:
        raise UnitsError(_("Pratinjau ini sudah diperbarui. Periksa perubahannya, lalu terapkan."))
    kini = timezone.now()
    with transaction.atomic():
        siap = Impor.objects.filter(pk=impor.pk, status=S.SIAP, hasil__sidik=sidik)
        if not siap.update(
            status=S.DITERAPKAN,
            diterapkan_oleh=actor,
            tugas="",
            percobaan=0,
            maju=0,
            galat="",
            denyut=kini,
        ):
            impor.refresh_from_db()
            if impor.status in {S.DITERAPKAN, S.SELESAI}:
                return
            raise UnitsError(_("Impor ini tidak lagi menunggu diterapkan. Muat ulang halaman."))
        impor.refresh_from_db()
        _jejak(impor, "terapkan", actor, dari=S.SIAP, ke=S.DITERAPKAN)
        transaction.on_commit(partial(kirim, impor.pk))


def batalkan_impor(*, impor: Impor, actor: User) -> None:
    """Leave a table unwritten; the file stays as a record. Raises UnitsError when it is being written already."""
    with transaction.atomic():
        bisa = Impor.objects.filter(pk=impor.pk, status__in=BATALKAN_DARI)
        if not bisa.update(status=S.DIBATALKAN, dibatalkan_oleh=actor):
            impor.refresh_from_db()
            if impor.status == S.DIBATALKAN:
                return
            raise UnitsError(
                _("Impor ini berstatus “%(status)s”, jadi tidak dapat dibatalkan.")
                % {"status": impor.get_status_display()}
            )
        dari = impor.status
        impor.refresh_from_db()
        _jejak(impor, "batalkan", actor, dari=dari, ke=S.DIBATALKAN)


def _lingkup(unit: UnitKerja | None, instansi: Instansi | None) -> Lingkup:
    return Lingkup.UNIT if unit else Lingkup.INSTANSI if instansi else Lingkup.NASIONAL


def _kunci(unit: UnitKerja | None, instansi: Instansi | None, actor: User) -> None:
    """Put those who write here in a row: of one unit, one instansi; of the nation, one person with themselves, as a
    second press is theirs and the rows written are locked by who writes them."""
    if unit is not None:
        kunci_unit(unit)
    elif instansi is not None:
        kunci_instansi(instansi)
    else:
        User.objects.select_for_update(no_key=True).values("pk").get(pk=actor.pk)


def _jejak(impor: Impor, aksi: str, actor: User, **isi: object) -> None:
    """History beside the change; an import of the nation keeps in its row who did what, and every row it wrote."""
    if impor.pemilik is not None:
        catat(objek=impor, aksi=aksi, actor=actor, **isi)
    logger.info("impor %s: %s oleh %s", impor.pk, aksi, actor.pk)


def kirim(impor_id: int) -> bool:
    """Hand an import to the queue. Where that cannot be reached it stays for the sweep."""
    from units.tasks import kerjakan_impor  # late: the task imports this module

    if ke_antrean(kerjakan_impor, impor_id):
        return True
    Impor.objects.filter(pk=impor_id, tugas="").update(denyut=None)
    return False


# The worker ------------------------------------------------------------------------------------------------------


def jalankan_impor(*, impor_id: int, tugas: str) -> None:
    """Check a table that waits to be checked, or write one that waits to be written. ``tugas`` is the queue's id of
    this run. May run twice, even at once; a failure ends in the row, in words, with nothing written."""
    impor = _ambil(impor_id, tugas)
    if impor is None:
        return
    menulis = impor.status == S.DITERAPKAN
    try:
        (_terapkan if menulis else _periksa)(impor, tugas)
    except Berhenti:
        logger.info("impor %s stopped", impor_id)
    except TabelDitolak as error:
        _tolak(impor, tugas, error.galat)
    except SoftTimeLimitExceeded:
        logger.warning("impor %s ran out of time", impor_id)
        _gagal(impor, tugas, _("Tidak selesai dalam batas waktu dan tidak ada yang ditulis. Bagi tabelnya."))
    except FileNotFoundError:
        logger.exception("impor %s: file is missing", impor_id)
        _gagal(impor, tugas, _("Berkasnya tidak ditemukan di penyimpanan. Unggah lagi."))
    except Exception:
        # The edge of the house: whatever it was, the person who waits gets a word, and we get the traceback.
        logger.exception("impor %s failed", impor_id)
        _gagal(impor, tugas, _("Impor gagal dan tidak ada yang ditulis. Coba lagi, atau hubungi admin bila berulang."))


def _ambil(impor_id: int, tugas: str) -> Impor | None:
    """Claim an import: it waits, or its run is dead, or this is that run handed out again."""
    putus_asa = _("Tidak selesai sesudah beberapa percobaan, dan tidak ada yang ditulis. Unggah lagi.")
    if not ANTREAN.ambil(impor_id, tugas, putus_asa=putus_asa, maju=0):
        logger.info("impor %s is not there to take", impor_id)
        return None
    return Impor.objects.select_related("unit__instansi", "instansi", "diunggah_oleh", "diterapkan_oleh").get(
        pk=impor_id
    )


def _maju(impor_id: int, tugas: str, baris: int) -> None:
    """Tell how far the run is. Raises Berhenti when it is no longer its to do."""
    if not ANTREAN.milik(impor_id, tugas).update(maju=baris, denyut=timezone.now()):
        raise Berhenti


def _hasil(impor: Impor, tugas: str, actor: User) -> tuple[ResourceImpor, HasilPeriksa]:
    """Read the file and work out what it would do now."""
    jenis = JENIS[impor.jenis]
    if not actor.has_perm(jenis.izin, impor.pemilik):
        raise TabelDitolak(
            Galat(
                _("%(nama)s tidak lagi berwenang atas tabel ini, jadi tidak ada yang ditulis. Unggah dengan akun lain.")
                % {"nama": actor}
            )
        )
    with impor.isi.open("rb") as berkas:
        isi = io.BytesIO(berkas.read())
    tabel = baca_tabel(isi, impor.nama)
    bentuk = jenis.periksa_kepala(tabel.kepala)
    Impor.objects.filter(pk=impor.pk, tugas=tugas).update(baris=min(len(tabel.baris), BARIS_MAKS))
    resource = jenis.resource(
        unit=impor.unit,
        instansi=impor.instansi,
        tahun=impor.tahun,
        actor=actor,
        kemajuan=partial(_maju, impor.pk, tugas),
    )
    return resource, resource.periksa(tabel, bentuk)


def _periksa(impor: Impor, tugas: str) -> None:
    _resource, hasil = _hasil(impor, tugas, impor.diunggah_oleh)
    if hasil.galat:
        _tolak(impor, tugas, tuple(hasil.galat))
        return
    _simpan_hasil(impor, tugas, hasil, dari=S.DIPERIKSA)


def _simpan_hasil(impor: Impor, tugas: str, hasil: HasilPeriksa, *, dari: str, galat: str = "") -> None:
    """The preview as it now stands, ready to be applied."""
    with transaction.atomic():
        milik = Impor.objects.filter(pk=impor.pk, tugas=tugas, status=dari)
        if not milik.update(
            status=S.SIAP,
            hasil={"hitung": hasil.hitung(), "sidik": hasil.sidik()},
            maju=F("baris"),
            tugas="",
            galat=galat,
        ):
            raise Berhenti
        BarisImpor.objects.filter(impor=impor).delete()
        BarisImpor.objects.bulk_create(
            (BarisImpor(impor=impor, baris=b.nomor, jenis=b.jenis, label=b.label, isi=b.isi) for b in hasil.beda),
            batch_size=1000,
        )


def _terapkan(impor: Impor, tugas: str) -> None:
    """Work out the changes again, see that they are those of the preview, and write them all at once."""
    for _kali in range(PERCOBAAN_TERBANYAK):
        resource, hasil = _hasil(impor, tugas, impor.diterapkan_oleh)
        if hasil.galat or hasil.sidik() != impor.sidik:
            break
        if _tulis(impor, tugas, resource, hasil):
            return
    if hasil.galat:
        _tolak(impor, tugas, tuple(hasil.galat))
        return
    _simpan_hasil(
        impor,
        tugas,
        hasil,
        dari=S.DITERAPKAN,
        galat=_(
            "Data di portal berubah sejak pratinjau dibuat, jadi belum ada yang ditulis. Pratinjau di bawah sudah "
            "diperbarui; periksa lagi, lalu terapkan."
        ),
    )


def _tulis(impor: Impor, tugas: str, resource: ResourceImpor, hasil: HasilPeriksa) -> bool:
    """Everything in one transaction, the end of the import included. False when the ground moved after the check."""
    alasan = _("Impor %(nama)s") % {"nama": impor.nama}
    try:
        with transaction.atomic():
            # A second run of the same import waits here, and then finds it done.
            milik = Impor.objects.select_for_update().filter(pk=impor.pk, tugas=tugas, status=S.DITERAPKAN)
            if not milik.values("pk").first():
                raise Berhenti
            _kunci(impor.unit, impor.instansi, impor.diterapkan_oleh)
            if resource.keadaan_kini() != resource.keadaan:
                return False
            resource.tulis(alasan=alasan)
            Impor.objects.filter(pk=impor.pk).update(
                status=S.SELESAI, diterapkan_pada=timezone.now(), maju=F("baris"), galat=""
            )
            _jejak(
                impor,
                "selesai",
                impor.diterapkan_oleh,
                dari=S.DITERAPKAN,
                ke=S.SELESAI,
                rincian=hasil.hitung(),
            )
    except (IntegrityError, DataBentrok, ImporBentrok):
        return False
    logger.info("impor %s written: %s", impor.pk, hasil.hitung())
    return True


def _tolak(impor: Impor, tugas: str, galat: tuple[Galat, ...]) -> None:
    Impor.objects.filter(pk=impor.pk, tugas=tugas, status__in=[S.DIPERIKSA, S.DITERAPKAN]).update(
        status=S.DITOLAK,
        hasil={
            "galat": [{"baris": g.baris, "kolom": g.kolom, "pesan": g.pesan} for g in galat[:GALAT_DISIMPAN]],
            "jumlah_galat": len(galat),
        },
        galat="",
    )


def _gagal(impor: Impor, tugas: str, pesan: str) -> None:
    Impor.objects.filter(pk=impor.pk, tugas=tugas, status__in=[S.DIPERIKSA, S.DITERAPKAN]).update(
        status=S.GAGAL, galat=pesan[:500]
    )


# Looking after ---------------------------------------------------------------------------------------------------


def sapu_impor(*, kini: dt.datetime | None = None) -> int:
    """Send what never reached the queue, what the queue lost, what died while it ran. Returns how many were sent."""
    return ANTREAN.sapu(kirim, kini=kini)
