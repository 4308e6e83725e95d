"""What changes in a unit's plan: progress of an item, its moves, and last year's unfinished items carried on."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import Case, F, IntegerField, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.enums.tahap import STATUS_AKSI_TERBUKA, Benda, StatusAksi
from units.errors import BarisBentrok, BarisMoved, UnitsError
from units.flow import FLOW
from units.models import BarisTahap, ButirAksi, KemajuanAksi, UnitKerja, User
from units.selectors.rencana import belum_selesai, calon_salinan
from units.services.tahap import buat_baris, catat, gerak, kunci_unit, terakhir

logger = logging.getLogger(__name__)

# What a second click says, by move.
SUDAH = {
    "mulai": gettext_lazy("Butir ini sudah berjalan."),
    "selesaikan": gettext_lazy("Butir ini sudah dinyatakan selesai."),
    "batalkan": gettext_lazy("Butir ini sudah dibatalkan."),
    "buka_lagi": gettext_lazy("Butir ini sudah terbuka lagi."),
}


def laporkan_kemajuan(
    *,
    butir: ButirAksi,
    persen: int,
    catatan: str = "",
    versi: int,
    actor: User,
    kiriman: uuid.UUID | None = None,
) -> KemajuanAksi:
    """Add a report of progress to an open item as it was at ``versi``; one not begun begins with it.

    A repeat of the same form (``kiriman``) gives the report of the first time. Raises BarisBentrok when somebody was
    faster, BarisMoved when the item is closed, UnitsError where progress goes back without a word why.
    """
    catatan = catatan.strip()
    with transaction.atomic():
        # The lock puts a form that was sent twice at the same moment in a row.
        lama = ButirAksi.objects.select_for_update().get(pk=butir.pk)
        if kiriman and (ada := KemajuanAksi.objects.filter(butir=butir, kiriman=kiriman).first()):
            return ada
        if persen < lama.persen and lama.versi == versi and not catatan:
            raise UnitsError(
                _("Kemajuan turun dari %(lama)s %% ke %(baru)s %%. Tulis catatan yang menjelaskannya.")
                % {"lama": lama.persen, "baru": persen}
            )
        tetap = ButirAksi.objects.hidup().filter(pk=butir.pk, versi=versi, status__in=STATUS_AKSI_TERBUKA)
        if not tetap.update(persen=persen, versi=F("versi") + 1, diubah_pada=timezone.now()):
            raise _tertolak(lama)
        kemajuan = KemajuanAksi.objects.create(butir=butir, persen=persen, catatan=catatan, oleh=actor, kiriman=kiriman)
        catat(objek=butir, aksi="kemajuan", actor=actor, alasan=catatan, rincian={"persen": [lama.persen, persen]})
        if lama.status == StatusAksi.RENCANA:
            gerak(objek=butir, aksi="mulai", actor=actor)
    butir.refresh_from_db()
    logger.info("aksi %s: kemajuan %s persen oleh %s", butir.pk, persen, actor.pk)
    return kemajuan


def _tertolak(kini: ButirAksi) -> UnitsError:
    if kini.dihapus_pada or not kini.terbuka:
        return BarisMoved(kini)
    return BarisBentrok(kini, terakhir(kini))


def gerak_aksi(*, butir: ButirAksi, aksi: str, actor: User, alasan: str = "") -> bool:
    """Make a move of an item. False, and nothing changed, where it already stands where the move leads: a second
    click. Raises BarisMoved from any other state, UnitsError without an owed reason.

    Finishing sets 100 % and the day; reopening what was finished takes the day away and goes back to the last report
    below 100 %.
    """
    try:
        gerak(objek=butir, aksi=aksi, actor=actor, alasan=alasan, **_kolom(butir, aksi))
    except BarisMoved:
        if not butir.dihapus_pada and butir.status == FLOW[Benda.AKSI][aksi].target:
            return False
        raise
    return True


def _kolom(butir: ButirAksi, aksi: str) -> dict[str, object]:
    if aksi == "selesaikan":
        return {"persen": 100, "selesai_pada": timezone.localdate()}
    if aksi == "buka_lagi":
        laporan = KemajuanAksi.objects.filter(butir=butir, persen__lt=100).values_list("persen", flat=True).first()
        semula = Case(
            When(status=StatusAksi.SELESAI, then=Value(laporan or 0)), default=F("persen"), output_field=IntegerField()
        )
        return {"persen": semula, "selesai_pada": None}
    return {}


def salin_belum_selesai(*, unit: UnitKerja, tahun: int, pilihan: Collection[int], actor: User) -> list[ButirAksi]:
    """Carry chosen unfinished items of the year before on into ``tahun``; returns the new ones.

    A copy begins at nothing: status Rencana, 0 %, dates moved along. What it served follows to this year's row of
    the same name, else stays with last year's. Items that were carried on before, or are no longer open, are passed
    over, so a repeat makes no second copy.
    """
    baru: list[ButirAksi] = []
    with transaction.atomic():
        kunci_unit(unit)
        kaitan = ("layanan", "isu", "risiko", "inovasi", "pic")
        for lama in belum_selesai(unit, tahun).filter(pk__in=list(pilihan)).select_related(*kaitan):
            calon = calon_salinan(lama, tahun)
            salinan = ButirAksi(
                unit=unit,
                tahun=tahun,
                mulai=calon.mulai,
                tenggat=calon.tenggat,
                lanjutan_dari=lama,
                **{n: getattr(lama, n) for n in ("nama", "area", "kode", "keluaran", "target", "prioritas")},
                **{n: getattr(lama, n) for n in ("pic", "pic_nama", "menyentuh_masyarakat")},
                **{n: _tahun_ini(getattr(lama, n), tahun) for n in ("layanan", "isu", "risiko", "inovasi")},
            )
            baru.append(buat_baris(baris=salinan, actor=actor))
    return baru


def _tahun_ini(baris: BarisTahap | None, tahun: int) -> BarisTahap | None:
    """This year's row that bears the same name; the row itself where there is none."""
    if baris is None or baris.dihapus_pada:
        return None
    nama = {Benda.ISU: "judul", Benda.RISIKO: "uraian"}.get(baris.BENDA, "nama")
    sama = type(baris).objects.hidup().filter(unit=baris.unit_id, tahun=tahun, **{nama: getattr(baris, nama)})
    return sama.first() or baris
