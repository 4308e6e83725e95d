"""Talk under a question."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import Ranah
from evaluation.errors import EvaluationError, PertanyaanTidakAda
from evaluation.models import Komentar, LembarKerjaEvaluasi
from evaluation.selectors.lke import orang_tpi, orang_unit
from evaluation.selectors.skor import instrumen_for
from units.models import User
from units.services import beri_tahu

SEBUTAN = re.compile(r"(?<![\w@])@([\w.+-]{2,150})")


@transaction.atomic
def tulis_komentar(
    *,
    lke: LembarKerjaEvaluasi,
    kode: str,
    isi: str,
    actor: User,
    ranah: str = Ranah.BERSAMA,
    induk: Komentar | None = None,
) -> Komentar:
    """Add a remark or a reply; a reply is read by whoever reads what it answers, and reopens a resolved thread.

    ``@nama_pengguna`` of somebody who may read it tells that person. Raises EvaluationError.
    """
    isi = isi.strip()
    if not isi:
        raise EvaluationError(_("Tulis komentar dahulu."))
    if len(isi) > 4000:
        raise EvaluationError(_("Komentar paling panjang 4.000 huruf. Ringkas, atau bagi menjadi dua."))
    if kode not in {p.kode for p in instrumen_for(lke.instrumen_id).semua_pertanyaan}:
        raise PertanyaanTidakAda(kode)
    if induk is not None:
        induk = induk.induk or induk
        if induk.lke_id != lke.pk or induk.kode != kode:
            raise EvaluationError(_("Komentar yang dibalas tidak ada pada pertanyaan ini."))
        ranah = induk.ranah
        Komentar.objects.filter(pk=induk.pk).update(selesai_oleh=None, selesai_pada=None)
    komentar = Komentar.objects.create(lke=lke, kode=kode, isi=isi, penulis=actor, ranah=Ranah(ranah), induk=induk)
    pembaca = orang_tpi(lke) if ranah == Ranah.INTERNAL_TPI else (orang_tpi(lke) | orang_unit(lke)).distinct()
    disebut = list(pembaca.filter(username__in=set(SEBUTAN.findall(isi))))
    komentar.disebut.set(disebut)
    utas = {induk.penulis} if induk else set()
    beri_tahu(
        kepada=[*disebut, *pembaca.filter(pk__in=[u.pk for u in utas])],
        judul=_("%(nama)s menulis pada %(kode)s, %(unit)s") % {"nama": actor, "kode": kode, "unit": lke.unit},
        isi=isi[:280],
        url=f"{lke.get_absolute_url()}soal/{kode}/",
        kecuali=actor,
    )
    return komentar


def selesaikan_komentar(*, komentar: Komentar, selesai: bool, actor: User) -> Komentar:
    """Mark a thread as resolved, or open it again."""
    akar = komentar.induk or komentar
    akar.selesai_oleh = actor if selesai else None
    akar.selesai_pada = timezone.now() if selesai else None
    akar.save(update_fields=["selesai_oleh", "selesai_pada"])
    return akar
