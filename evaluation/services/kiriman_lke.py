"""Many workbooks handed in together: each becomes an import of its own sheet, compared and written by itself.

There is no job of the whole: what a killed worker left is one workbook, and the sweep sends that again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from functools import partial

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.buku_kerja.baca import BITA_MAKS
from evaluation.enums.impor_lke import AksiImporLKE
from evaluation.enums.impor_lke import StatusImporLKE as S
from evaluation.enums.riwayat import Jejak
from evaluation.errors import EvaluationError
from evaluation.models import ImporLKE, KirimanLKE, LembarKerjaEvaluasi, Musim, RiwayatEvaluasi
from evaluation.selectors.kiriman_lke import TakTerjodoh, boleh_terapkan, lapis_kiriman_lke, lke_sasaran
from evaluation.services.impor_lke import ImporDitolak, kirim, pastikan_aman
from evaluation.services.riwayat import catat, jejak
from units.models import Instansi, User
from zi_portal.common import berkas as pemeriksa
from zi_portal.common.arsip import isi_zip

logger = logging.getLogger(__name__)

BUKU_MAKS = 400
JUMLAH_MAKS = 400 * pemeriksa.MB
DILEWATI_DISIMPAN = 200
TERBUKA_TERBANYAK = 3


def unggah_kiriman(*, instansi: Instansi, musim: Musim, lapis: str, berkas: Sequence[File], actor: User) -> KirimanLKE:
    """Take a zip, or many workbooks, and let each be compared. Files that are none are named in ``dilewati``.

    Raises ImporDitolak; then nothing is kept.
    """
    berjalan = KirimanLKE.objects.filter(diunggah_oleh=actor, impor__status=S.ANTRE).distinct().count()
    if berjalan >= TERBUKA_TERBANYAK:
        raise ImporDitolak(_("Kiriman Anda sebelumnya masih diperiksa. Tunggu sampai selesai, lalu unggah lagi."))
    dilewati: list[str] = []
    impor: list[ImporLKE] = []
    kini = timezone.now()
    try:
        for jalur, isi in _semua(berkas, dilewati):
            nama = pemeriksa.nama_aman(jalur)
            if len(impor) >= BUKU_MAKS:
                raise ImporDitolak(
                    _("Sekali kirim paling banyak %(n)d berkas LKE. Bagi menjadi beberapa kiriman.") % {"n": BUKU_MAKS}
                )
            satu = ImporLKE(
                lapis=lapis,
                nama=nama,
                ukuran=len(isi),
                sha256=hashlib.sha256(isi).hexdigest(),
                hasil={"jalur": jalur[-300:]},
                denyut=kini,
                diunggah_oleh=actor,
            )
            satu.isi.save(nama, ContentFile(isi), save=False)
            impor.append(satu)
        if not impor:
            raise ImporDitolak(
                _("Tidak ada berkas .xlsx di antara yang dipilih. Pilih berkas LKE, atau zip berisi LKE.")
            )
        with transaction.atomic():
            kiriman = KirimanLKE.objects.create(
                instansi=instansi,
                musim=musim,
                lapis=lapis,
                nama=_nama(berkas),
                dilewati=[pemeriksa.nama_aman(n) for n in dilewati[:DILEWATI_DISIMPAN]],
                diunggah_oleh=actor,
            )
            for satu in impor:
                satu.kiriman = kiriman
            ImporLKE.objects.bulk_create(impor)
            transaction.on_commit(partial(_kirim_semua, kiriman.pk, S.ANTRE))
    except BaseException as error:
        for satu in impor:
            satu.isi.delete(save=False)
        if isinstance(error, pemeriksa.BerkasDitolak):
            raise ImporDitolak(error.message) from error
        raise
    logger.info("kiriman lke %s: %s berkas oleh %s", kiriman.pk, len(impor), actor.pk)
    return kiriman


def _semua(berkas: Sequence[File], dilewati: list[str]) -> Iterator[tuple[str, bytes]]:
    """Every workbook of what was handed in, one at a time."""
    for satu in berkas:
        pastikan_aman(satu)
        match pemeriksa.akhiran_nama(satu.name):
            case "zip":
                yield from isi_zip(
                    satu,
                    akhiran="xlsx",
                    berkas_maks=BUKU_MAKS,
                    bita_maks=BITA_MAKS,
                    jumlah_maks=JUMLAH_MAKS,
                    dilewati=dilewati,
                )
            case "xlsx":
                if satu.size > BITA_MAKS:
                    dilewati.append(satu.name)
                    continue
                satu.seek(0)
                yield satu.name, satu.read()
            case _:
                dilewati.append(satu.name)


def _nama(berkas: Sequence[File]) -> str:
    if len(berkas) == 1:
        return pemeriksa.nama_aman(berkas[0].name)
    return _("%(n)d berkas") % {"n": len(berkas)}


def _kirim_semua(kiriman_id: int, status: str) -> None:
    """Those in this state into the queue one by one; where that cannot be reached the sweep sends the rest."""
    belum = ImporLKE.objects.filter(kiriman=kiriman_id, status=status, tugas="")
    for pk in belum.order_by("pk").values_list("pk", flat=True):
        if not kirim(pk):
            belum.update(denyut=None)
            return


def pilih_unit(*, impor: ImporLKE, lke: LembarKerjaEvaluasi, actor: User) -> None:
    """Say whose a workbook is that could not be told; it is compared then. ``lke`` is one of ``lke_sasaran``.

    Raises EvaluationError once it no longer waits for that, or when the layer cannot be written.
    """
    kiriman = impor.kiriman
    try:
        lapis = lapis_kiriman_lke(actor, kiriman, lke)
    except TakTerjodoh as error:
        raise EvaluationError(error.message) from error
    with transaction.atomic():
        menunggu = ImporLKE.objects.filter(pk=impor.pk, status=S.TANPA_UNIT)
        if not menunggu.update(
            lke=lke, lapis=lapis, status=S.ANTRE, tugas="", percobaan=0, galat="", denyut=timezone.now()
        ):
            impor.refresh_from_db()
            if impor.lke_id == lke.pk:
                return
            raise EvaluationError(_("Berkas ini sudah mempunyai unit. Muat ulang halaman."))
        impor.refresh_from_db()
        catat(objek=impor, aksi=Jejak.UNGGAH, actor=actor, rincian={"berkas": impor.nama})
        transaction.on_commit(partial(kirim, impor.pk))


def dapat_diterapkan(kiriman: KirimanLKE, user: User) -> list[ImporLKE]:
    """The workbooks of a batch that wait with something to write, and which this person may write."""
    siap = (
        kiriman.impor.filter(status=S.SIAP, baris__dipilih=True)
        .select_related("lke__unit__instansi", "lke__musim")
        .distinct()
        .order_by("pk")
    )
    return [impor for impor in siap if boleh_terapkan(user, impor)]


def terapkan_kiriman(*, kiriman: KirimanLKE, actor: User) -> int:
    """Let every workbook that waits and may be written by this person be written, each by itself in the background.
    Returns how many were let go; a repeat lets go none. A fixed number of statements."""
    siap = {impor.pk: impor for impor in dapat_diterapkan(kiriman, actor)}
    with transaction.atomic():
        # One that somebody changed or cancelled meanwhile stays behind; its own page says what.
        menunggu = ImporLKE.objects.select_for_update().filter(pk__in=siap, status=S.SIAP).order_by("pk")
        lepas = [siap[pk] for pk, hasil in menunggu.values_list("pk", "hasil") if hasil.get("sidik") == siap[pk].sidik]
        ImporLKE.objects.filter(pk__in=[impor.pk for impor in lepas]).update(
            status=S.DITERAPKAN, diterapkan_oleh=actor, tugas="", percobaan=0, galat="", denyut=timezone.now()
        )
        RiwayatEvaluasi.objects.bulk_create(
            jejak(objek=impor, aksi=AksiImporLKE.TERAPKAN, actor=actor, rincian={"berkas": impor.nama})
            for impor in lepas
        )
        transaction.on_commit(partial(_kirim_semua, kiriman.pk, S.DITERAPKAN))
    logger.info("kiriman lke %s: %s workbooks let go by %s", kiriman.pk, len(lepas), actor.pk)
    return len(lepas)


def sasaran_kiriman(kiriman: KirimanLKE, user: User) -> list[LembarKerjaEvaluasi]:
    """The sheets from which a person chooses for a workbook without one."""
    return list(lke_sasaran(user, kiriman.instansi, kiriman.musim, kiriman.lapis))
