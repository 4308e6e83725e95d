"""A workbook on its way into a sheet: taken at the door, compared in the background, written as a person chose.

The row of the ImporLKE is the truth: a worker claims it and dies without harm. What the comparison found is kept as
rows with a tick; applying writes the ticked ones in one transaction, through the ordinary save.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Collection
from functools import partial

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.buku_kerja.baca import BukuDitolak, BukuTerbaca, baca_buku, periksa_buku
from evaluation.enums.impor_lke import STATUS_BATAL, STATUS_TERBUKA, AksiImporLKE
from evaluation.enums.impor_lke import StatusImporLKE as S
from evaluation.enums.riwayat import Jejak
from evaluation.errors import EvaluationError
from evaluation.models import BarisImporLKE, ImporLKE, LembarKerjaEvaluasi
from evaluation.permissions import ISI_LAPIS
from evaluation.selectors.kiriman_lke import TakTerjodoh, jodohkan
from evaluation.selectors.skor import instrumen_for, instrumen_lke
from evaluation.services.buku import Diterapkan, Rencana, RencanaBergerak, rencana_impor, terapkan_impor_lke
from evaluation.services.riwayat import catat
from units.enums import PERAN_PENGISI
from units.models import User
from units.selectors import anggota
from units.services import beri_tahu
from zi_portal.common import berkas as pemeriksa
from zi_portal.common.antrean import Antrean, Berhenti, ke_antrean

logger = logging.getLogger(__name__)

TERBUKA_TERBANYAK = 5
PERINGATAN_DISIMPAN = 100
ANTREAN = Antrean(ImporLKE, {S.ANTRE: S.DIPERIKSA, S.DITERAPKAN: S.DITERAPKAN}, gagal=S.GAGAL, lahir="diunggah_pada")


class ImporDitolak(EvaluationError):
    """The file cannot be taken; the message says what to do. Nothing was kept."""


# At the door ----------------------------------------------------------------------------------------------------------


def unggah_impor_lke(*, lke: LembarKerjaEvaluasi, lapis: str, berkas: File, nama: str, actor: User) -> ImporLKE:
    """Take a workbook for one layer of a sheet, keep it, and let it be compared.

    The same file sent again while the first is open gives the first. Raises ImporDitolak; then nothing is kept.
    """
    nama = pemeriksa.nama_aman(nama)
    periksa_pintu(berkas, nama)
    sidik = pemeriksa.sidik(berkas)
    with transaction.atomic():
        # Behind the sheet's lock: a double press is one import.
        LembarKerjaEvaluasi.objects.select_for_update().filter(pk=lke.pk).values("pk").first()
        ada = ImporLKE.objects.filter(lke=lke, lapis=lapis, status__in=[*STATUS_TERBUKA, S.SIAP])
        if sama := ada.filter(sha256=sidik, diunggah_oleh=actor).first():
            return sama
        if ada.exclude(status=S.SIAP).count() >= TERBUKA_TERBANYAK:
            raise ImporDitolak(
                _("Masih ada %(n)d berkas yang diperiksa. Tunggu sebentar, lalu unggah lagi.")
                % {"n": TERBUKA_TERBANYAK}
            )
        impor = ImporLKE(
            lke=lke,
            lapis=lapis,
            nama=nama,
            ukuran=berkas.size,
            sha256=sidik,
            denyut=timezone.now(),
            diunggah_oleh=actor,
        )
        impor.isi.save(nama, berkas, save=False)
        try:
            impor.save(force_insert=True)
            catat(objek=impor, aksi=Jejak.UNGGAH, actor=actor, rincian={"berkas": nama})
        except BaseException:
            impor.isi.delete(save=False)
            raise
        transaction.on_commit(partial(kirim, impor.pk))
    logger.info("impor lke %s untuk lke %s %s oleh %s", impor.pk, lke.pk, lapis, actor.pk)
    return impor


def periksa_pintu(berkas: File, nama: str) -> None:
    """Is this a workbook we read, and harmless? Raises ImporDitolak."""
    try:
        periksa_buku(berkas, nama)
    except BukuDitolak as error:
        raise ImporDitolak(error.message) from error
    finally:
        berkas.seek(0)
    pastikan_aman(berkas)


def pastikan_aman(berkas: File) -> None:
    """Raises ImporDitolak for what the scanner knows as dangerous."""
    if pemeriksa.pindai(berkas) == pemeriksa.BERBAHAYA:
        raise ImporDitolak(
            _("Berkas ini terdeteksi berbahaya, jadi tidak disimpan. Periksa komputer Anda dengan antivirus.")
        )
    berkas.seek(0)


def pilih_baris(*, impor: ImporLKE, tampil: Collection[int], pilih: Collection[int]) -> None:
    """Remember the ticks of the rows that a page showed (``tampil``, ids); the others keep theirs. A row that cannot be
    written stays unticked. Raises EvaluationError once the import no longer waits for a choice."""
    with transaction.atomic():
        if not ImporLKE.objects.select_for_update().filter(pk=impor.pk, status=S.SIAP).values("pk").first():
            impor.refresh_from_db()
            raise EvaluationError(_tidak_menunggu(impor))
        baris = BarisImporLKE.objects.filter(impor=impor, pk__in=list(tampil), galat="")
        baris.filter(pk__in=list(pilih), dipilih=False).update(dipilih=True)
        baris.exclude(pk__in=list(pilih)).filter(dipilih=True).update(dipilih=False)


def terapkan_impor(*, impor: ImporLKE, sidik: str, actor: User) -> None:
    """Let the ticked rows be written. ``sidik`` is of the preview the person saw. Raises EvaluationError; a repeat
    after the first press changes nothing."""
    if impor.status in {S.DITERAPKAN, S.SELESAI}:
        return
    if impor.status == S.SIAP and impor.sidik != sidik:
        raise EvaluationError(_("Pratinjau ini sudah diperbarui. Periksa perubahannya, lalu terapkan."))
    if not impor.baris.filter(dipilih=True).exists():
        raise EvaluationError(_("Centang paling sedikit satu baris yang akan ditulis."))
    with transaction.atomic():
        siap = ImporLKE.objects.filter(pk=impor.pk, status=S.SIAP, hasil__sidik=sidik)
        if not siap.update(
            status=S.DITERAPKAN, diterapkan_oleh=actor, tugas="", percobaan=0, galat="", denyut=timezone.now()
        ):
            impor.refresh_from_db()
            if impor.status in {S.DITERAPKAN, S.SELESAI}:
                return
            raise EvaluationError(_tidak_menunggu(impor))
        impor.refresh_from_db()
        catat(objek=impor, aksi=AksiImporLKE.TERAPKAN, actor=actor, rincian={"berkas": impor.nama})
        transaction.on_commit(partial(kirim, impor.pk))


def batalkan_impor_lke(*, impor: ImporLKE, actor: User) -> None:
    """Leave a workbook unwritten; the file stays as a record. Raises EvaluationError when it is being written."""
    with transaction.atomic():
        if not ImporLKE.objects.filter(pk=impor.pk, status__in=STATUS_BATAL).update(status=S.DIBATALKAN):
            impor.refresh_from_db()
            if impor.status == S.DIBATALKAN:
                return
            raise EvaluationError(_tidak_menunggu(impor))
        impor.refresh_from_db()
        if impor.lke_id:
            catat(objek=impor, aksi=AksiImporLKE.BATALKAN, actor=actor, rincian={"berkas": impor.nama})


def _tidak_menunggu(impor: ImporLKE) -> str:
    return _("Impor ini berstatus “%(status)s”. Muat ulang halaman untuk melihat hasilnya.") % {
        "status": impor.get_status_display()
    }


def kirim(impor_id: int) -> bool:
    """Hand an import to the queue. Where that cannot be reached it stays for the sweep."""
    from evaluation.tasks import kerjakan_impor_lke  # late: the task imports this module

    if ke_antrean(kerjakan_impor_lke, impor_id):
        return True
    ImporLKE.objects.filter(pk=impor_id, tugas="").update(denyut=None)
    return False


# The worker -----------------------------------------------------------------------------------------------------------


def jalankan_impor_lke(*, impor_id: int, tugas: str) -> None:
    """Compare a workbook that waits, or write one that was let go. ``tugas`` is the queue's id of this run. May run
    twice, even at once; a failure ends in the row, in words, with nothing written."""
    putus_asa = _("Tidak selesai sesudah beberapa percobaan, dan tidak ada yang ditulis. Unggah lagi.")
    if not ANTREAN.ambil(impor_id, tugas, putus_asa=putus_asa):
        logger.info("impor lke %s is not there to take", impor_id)
        return
    impor = ImporLKE.objects.select_related(
        "lke__unit__instansi", "lke__musim", "kiriman__instansi", "kiriman__musim", "diunggah_oleh", "diterapkan_oleh"
    ).get(pk=impor_id)
    try:
        (_terapkan if impor.status == S.DITERAPKAN else _periksa)(impor, tugas)
    except Berhenti:
        logger.info("impor lke %s stopped", impor_id)
    except BukuDitolak as error:
        _akhiri(impor, tugas, S.DITOLAK, error.message)
    except TakTerjodoh as error:
        _akhiri(impor, tugas, S.TANPA_UNIT if error.dapat_dipilih else S.DITOLAK, error.message)
    except SoftTimeLimitExceeded:
        logger.warning("impor lke %s ran out of time", impor_id)
        _akhiri(impor, tugas, S.GAGAL, _("Tidak selesai dalam batas waktu dan tidak ada yang ditulis. Unggah lagi."))
    except FileNotFoundError:
        logger.exception("impor lke %s: file is missing", impor_id)
        _akhiri(impor, tugas, S.GAGAL, _("Berkasnya tidak ditemukan di penyimpanan. Unggah lagi."))
    except Exception:
        # The edge of the house: whatever it was, the person who waits gets a word, and we get the traceback.
        logger.exception("impor lke %s failed", impor_id)
        _akhiri(
            impor,
            tugas,
            S.GAGAL,
            _("Impor gagal dan tidak ada yang ditulis. Coba lagi, atau hubungi admin bila berulang."),
        )


def _buku(impor: ImporLKE) -> BukuTerbaca:
    """The workbook, read against the instrument of its sheet, or of the season while its sheet is not known."""
    with impor.isi.open("rb") as berkas:
        isi = io.BytesIO(berkas.read())
    instrumen = instrumen_lke(impor.lke) if impor.lke else instrumen_for(impor.kiriman.musim.instrumen_id)
    return baca_buku(isi, impor.nama, instrumen)


def _periksa(impor: ImporLKE, tugas: str) -> None:
    buku = _buku(impor)
    ANTREAN.hidup(impor.pk, tugas)
    if impor.lke is None:
        lke, lapis = jodohkan(impor=impor, buku=buku)
        if not ANTREAN.milik(impor.pk, tugas).update(lke=lke, lapis=lapis):
            raise Berhenti
        beda = lke.instrumen_id != impor.kiriman.musim.instrumen_id
        impor.lke, impor.lapis = lke, lapis
        catat(objek=impor, aksi=Jejak.UNGGAH, actor=impor.diunggah_oleh, rincian={"berkas": impor.nama})
        buku = _buku(impor) if beda else buku
    rencana = _rencana(impor, buku, impor.diunggah_oleh)
    _simpan_rencana(impor, tugas, buku, rencana)
    if rencana.baris and impor.lke.unit_mengisi and not impor.diunggah_oleh.has_perm(ISI_LAPIS[impor.lapis], impor.lke):
        _serahkan(impor)


def _serahkan(impor: ImporLKE) -> None:
    """Tell those who fill the unit's sheet of a workbook that somebody brought for them."""
    beri_tahu(
        kepada=anggota(*PERAN_PENGISI, unit=impor.lke.unit),
        judul=_("Berkas LKE (Excel) menunggu Anda periksa: %(nama)s") % {"nama": impor.nama},
        url=reverse("evaluation:impor_lke_detail", args=[impor.lke_id, impor.pk]),
        kecuali=impor.diunggah_oleh,
    )


def _rencana(impor: ImporLKE, buku: BukuTerbaca, actor: User) -> Rencana:
    return rencana_impor(lke=impor.lke, buku=buku, lapis=impor.lapis, actor=actor)


def _simpan_rencana(impor: ImporLKE, tugas: str, buku: BukuTerbaca, rencana: Rencana, galat: str = "") -> None:
    """The preview as it now stands, ready to be applied. What a person ticked or unticked stays so where the row still
    says the same."""
    lama = {b.kunci: b for b in impor.baris.all()}
    baris = _baris(impor, rencana)
    for b in baris:
        if (ada := lama.get(b.kunci)) and (ada.lama, ada.baru, ada.bentrok) == (b.lama, b.baru, b.bentrok):
            b.dipilih = ada.dipilih and not b.galat
    with transaction.atomic():
        siap = {"status": S.SIAP, "hasil": _hasil(buku, rencana), "tugas": "", "galat": galat[:500]}
        if not ANTREAN.milik(impor.pk, tugas).update(**siap):
            raise Berhenti
        impor.baris.all().delete()
        BarisImporLKE.objects.bulk_create(baris)


def _baris(impor: ImporLKE, rencana: Rencana) -> list[BarisImporLKE]:
    """The rows of a plan to be kept, ticked as the plan has it."""
    return [
        BarisImporLKE(
            impor=impor,
            urut=urut,
            kunci=b.kunci,
            kode=b.kode,
            masukan=b.masukan,
            label=b.label[:300],
            lama=b.lama,
            baru=b.baru,
            lembar=b.lembar[:100],
            alamat=b.alamat[:20],
            diubah_oleh=b.diubah_oleh[:200],
            diubah_pada=b.diubah_pada,
            bentrok=b.bentrok,
            galat=b.galat[:500],
            dipilih=b.terpilih,
        )
        for urut, b in enumerate(rencana.baris)
    ]


def _hasil(buku: BukuTerbaca, rencana: Rencana) -> dict[str, object]:
    return {
        "sidik": rencana.sidik,
        "ringkas": dict(rencana.ringkas),
        "bentuk": buku.bentuk.label,
        "peringatan": [
            {"pesan": p.pesan, "lembar": p.lembar, "alamat": p.alamat}
            for p in (*rencana.peringatan,)[:PERINGATAN_DISIMPAN]
        ],
    }


def _terapkan(impor: ImporLKE, tugas: str) -> None:
    """Write the ticked rows if the sheet is still as the preview shows it; else show it anew, with nothing written."""
    actor = impor.diterapkan_oleh
    buku = _buku(impor)
    galat = ""
    if not actor.has_perm(ISI_LAPIS[impor.lapis], impor.lke):
        galat = _("LKE ini tidak lagi terbuka bagi yang menerapkan, jadi belum ada yang ditulis.")
    else:
        try:
            _tulis(impor, tugas, buku, actor)
        except RencanaBergerak:
            galat = _(
                "Isi LKE berubah sejak pratinjau dibuat, jadi belum ada yang ditulis. Pratinjau di bawah sudah "
                "diperbarui; periksa lagi, lalu terapkan."
            )
        except EvaluationError as error:
            galat = error.message
    if galat:
        impor.lke.refresh_from_db()
        _simpan_rencana(impor, tugas, buku, _rencana(impor, buku, actor), galat)


def _tulis(impor: ImporLKE, tugas: str, buku: BukuTerbaca, actor: User) -> None:
    """Everything in one transaction, the end of the import included."""
    with transaction.atomic():
        # A second run of the same import waits here, and then finds it done.
        if not ANTREAN.milik(impor.pk, tugas).select_for_update().values("pk").first():
            raise Berhenti
        kunci = set(impor.baris.filter(dipilih=True).values_list("kunci", flat=True))
        hasil: Diterapkan = terapkan_impor_lke(
            lke=impor.lke, buku=buku, lapis=impor.lapis, kunci=kunci, sidik=impor.sidik, actor=actor
        )
        tertulis = _tertulis(hasil)
        ImporLKE.objects.filter(pk=impor.pk).update(
            status=S.SELESAI,
            hasil=impor.hasil | {"tertulis": tertulis},
            diterapkan_pada=timezone.now(),
            tugas="",
            galat="",
        )
        catat(objek=impor, aksi=AksiImporLKE.SELESAI, actor=actor, rincian={"berkas": impor.nama} | tertulis)
    logger.info("impor lke %s written: %s", impor.pk, tertulis)


def _tertulis(hasil: Diterapkan) -> dict[str, object]:
    return {"sel": hasil.sel, "jawaban": hasil.jawaban, "total": hasil.total}


def terapkan_langsung(
    *, lke: LembarKerjaEvaluasi, lapis: str, isi: bytes, buku: BukuTerbaca, rencana: Rencana, actor: User
) -> int:
    """Write what a plan takes without a person's ticks, and keep the workbook with it as a finished import. ``isi`` is
    the file that ``buku`` was read from. Returns how many cells were written; where there was none nothing is kept.

    Raises what ``terapkan_impor_lke`` raises."""
    kini = timezone.now()
    impor = ImporLKE(
        lke=lke,
        lapis=lapis,
        nama=pemeriksa.nama_aman(buku.nama),
        ukuran=len(isi),
        sha256=buku.sha256,
        status=S.SELESAI,
        diunggah_oleh=actor,
        diunggah_pada=kini,
        diterapkan_oleh=actor,
        diterapkan_pada=kini,
    )
    try:
        with transaction.atomic():
            hasil = terapkan_impor_lke(lke=lke, buku=buku, lapis=lapis, kunci=None, sidik=rencana.sidik, actor=actor)
            if not hasil.sel:
                return 0
            impor.hasil = _hasil(buku, rencana) | {"tertulis": _tertulis(hasil)}
            impor.isi.save(impor.nama, ContentFile(isi), save=False)
            impor.save(force_insert=True)
            BarisImporLKE.objects.bulk_create(_baris(impor, rencana))
            rincian = {"berkas": impor.nama, "sha256": impor.sha256} | _tertulis(hasil)
            catat(objek=impor, aksi=AksiImporLKE.SELESAI, actor=actor, rincian=rincian)
    except BaseException:
        if impor.isi:
            impor.isi.delete(save=False)
        raise
    logger.info("impor lke %s written at once: %s cells", impor.pk, hasil.sel)
    return hasil.sel


def _akhiri(impor: ImporLKE, tugas: str, status: str, pesan: str) -> None:
    ANTREAN.milik(impor.pk, tugas).update(status=status, galat=pesan[:500], tugas="")


def sapu_impor_lke() -> int:
    """Send what was left lying. Returns how many."""
    return ANTREAN.sapu(kirim)
