"""Declaring a conflict of interest, recording one about somebody, withdrawing it."""

from __future__ import annotations

import logging

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import Lapis
from evaluation.enums.benturan import JejakBenturan, JenisBenturan
from evaluation.errors import EvaluationError
from evaluation.models import BenturanKepentingan, LembarKerjaEvaluasi, Musim, PenugasanTPI, UnitTim
from evaluation.selectors.benturan import blokir, hitung_blokir
from evaluation.services.penugasan import akhiri_tugas, kunci_orang, kunci_tim, selaraskan
from evaluation.services.riwayat import catat
from units.enums import PERAN_TPI, PERAN_TPI_PENGARAH, PERAN_TPN, Peran
from units.models import UnitKerja, User
from units.selectors.organisasi import akses, anggota, orang_unit
from units.services import beri_tahu
from zi_portal.common.masukan import bersih_teks

logger = logging.getLogger(__name__)

URAIAN_MAKS = 2000


class BenturanMenghalangi(EvaluationError):
    """A conflict of interest keeps the person from this unit."""

    def __init__(self, user: User, unit: UnitKerja) -> None:
        super().__init__(
            _("%(nama)s mempunyai benturan kepentingan dengan %(unit)s, sehingga tidak dapat menilainya.")
            % {"nama": user, "unit": unit}
        )


def pastikan_bebas(*, user: User, unit: UnitKerja, musim_id: int) -> None:
    """Raises BenturanMenghalangi, by what stands in the database now."""
    if hitung_blokir(user).kena(unit.pk, musim_id):
        raise BenturanMenghalangi(user, unit)


def pastikan_bebas_lke(*, lke: LembarKerjaEvaluasi, actor: User, ingat: bool = False) -> None:
    """The same for who acts on a sheet; with ``ingat`` by what this request read before, for the most frequent act."""
    if (blokir(actor) if ingat else hitung_blokir(actor)).kena(lke.unit_id, lke.musim_id):
        raise BenturanMenghalangi(actor, lke.unit)


@transaction.atomic
def nyatakan(
    *,
    user: User,
    unit: UnitKerja,
    musim: Musim,
    ada: bool,
    actor: User,
    jenis: str = "",
    uraian: str = "",
    lapis: str = Lapis.TPI,
) -> BenturanKepentingan:
    """Declare for oneself (``actor`` is ``user``), or record about an assessor, that there is a conflict or none.

    The same again changes nothing. A conflict that stands is only withdrawn by a lead (``cabut``). One that is declared
    ends the person's assignment to the unit. Raises EvaluationError.
    """
    jenis, uraian = _periksa(ada, jenis, uraian)
    _pastikan_penilai(user, unit, lapis)
    kunci_orang([user.pk])
    lama = BenturanKepentingan.objects.berlaku().filter(user=user, unit=unit, musim=musim).first()
    if lama is not None:
        if (lama.ada, lama.jenis, lama.uraian) == (ada, jenis, uraian):
            return lama
        if lama.ada:
            raise EvaluationError(
                _("Benturan %(nama)s dengan %(unit)s sudah tercatat. Hanya pimpinan tim yang dapat mencabutnya.")
                % {"nama": user, "unit": unit}
            )
        _akhiri(lama, actor=actor, alasan=str(JejakBenturan.GANTI.label))
        catat(objek=lama, aksi=JejakBenturan.GANTI, actor=actor)
    baris = BenturanKepentingan.objects.create(
        user=user,
        unit=unit,
        musim=musim,
        lapis=Lapis(lapis),
        ada=ada,
        jenis=jenis,
        uraian=uraian,
        dinyatakan_oleh=actor,
    )
    rincian = {"user": user.pk, "nama": str(user), "ada": ada, "jenis": jenis}
    catat(objek=baris, aksi=JejakBenturan.NYATAKAN, actor=actor, rincian=rincian)
    if ada:
        _lepas(baris, actor=actor)
        _beri_tahu(baris, actor=actor)
    logger.info("benturan %s dinyatakan oleh %s", baris.pk, actor.pk)
    return baris


def _pastikan_penilai(user: User, unit: UnitKerja, lapis: str) -> None:
    a = akses(user)
    penilai = a.punya_nasional(*PERAN_TPN) if lapis == Lapis.TPN else unit.instansi_id in a.instansi_sebagai(*PERAN_TPI)
    if not penilai:
        raise EvaluationError(_("%(nama)s bukan penilai %(unit)s.") % {"nama": user, "unit": unit})


def _periksa(ada: bool, jenis: str, uraian: str) -> tuple[str, str]:
    if not ada:
        return "", ""
    uraian = bersih_teks(uraian)
    if jenis not in JenisBenturan.values:
        raise EvaluationError(_("Pilih jenis benturan kepentingannya."))
    if not uraian:
        raise EvaluationError(_("Uraikan benturan kepentingannya."))
    if len(uraian) > URAIAN_MAKS:
        raise EvaluationError(_("Uraian paling panjang 2.000 huruf. Ringkas dahulu."))
    return JenisBenturan(jenis).value, uraian


def _akhiri(baris: BenturanKepentingan, *, actor: User, alasan: str) -> bool:
    return bool(
        BenturanKepentingan.objects.berlaku()
        .filter(pk=baris.pk)
        .update(dicabut_oleh=actor, dicabut_pada=timezone.now(), alasan_cabut=alasan)
    )


def _lepas(baris: BenturanKepentingan, *, actor: User) -> None:
    tugas = PenugasanTPI.objects.filter(user=baris.user, unit=baris.unit, musim=baris.musim)
    for satu in tugas.select_related("unit", "user", "tim"):
        akhiri_tugas(tugas=satu, actor=actor, alasan=_("Benturan kepentingan"))


def _beri_tahu(baris: BenturanKepentingan, *, actor: User) -> None:
    """Who leads TPI learns of it, and the person when somebody else recorded it; nobody of the unit."""
    if baris.lapis != Lapis.TPI:
        return
    judul = _("Benturan kepentingan: %(nama)s dengan %(unit)s") % {"nama": baris.user, "unit": baris.unit}
    pengatur = anggota(*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI, instansi=baris.unit.instansi)
    beri_tahu(
        kepada=pengatur.exclude(pk__in=orang_unit(baris.unit).values("pk")).exclude(pk=baris.user_id),
        judul=judul,
        isi=_("Atur penilai penggantinya."),
        url=f"{reverse('evaluation:tpi_benturan_list')}?benturan={baris.pk}",
        kecuali=actor,
    )
    beri_tahu(kepada=[baris.user], judul=judul, url=reverse("evaluation:tpi_benturan"), kecuali=actor)


@transaction.atomic
def cabut(*, benturan: BenturanKepentingan, alasan: str, actor: User) -> None:
    """Withdraw what was declared, with a reason; the unit's team takes the person in again. Raises EvaluationError."""
    alasan = bersih_teks(alasan)
    if not alasan:
        raise EvaluationError(_("Tuliskan alasan pencabutannya."))
    if len(alasan) > URAIAN_MAKS:
        raise EvaluationError(_("Alasan paling panjang 2.000 huruf. Ringkas dahulu."))
    if actor.pk == benturan.user_id:
        raise EvaluationError(_("Pernyataan tentang diri sendiri dicabut oleh pimpinan tim yang lain."))
    di_tim = UnitTim.objects.filter(unit=benturan.unit, musim=benturan.musim)
    tim = kunci_tim(di_tim.values_list("tim_id", flat=True)) if benturan.ada else []
    kunci_orang([benturan.user_id])
    if not _akhiri(benturan, actor=actor, alasan=alasan):
        raise EvaluationError(_("Pernyataan ini sudah dicabut. Muat ulang halaman."))
    benturan.refresh_from_db()
    catat(objek=benturan, aksi=JejakBenturan.CABUT, actor=actor, alasan=alasan)
    for satu in tim:
        selaraskan(tim=satu, actor=actor, unit=[benturan.unit])
    if benturan.lapis == Lapis.TPI:
        beri_tahu(
            kepada=[benturan.user],
            judul=_("Pernyataan benturan Anda dengan %(unit)s dicabut") % {"unit": benturan.unit},
            isi=alasan,
            url=reverse("evaluation:tpi_benturan"),
            kecuali=actor,
        )
    logger.info("benturan %s dicabut oleh %s", benturan.pk, actor.pk)
