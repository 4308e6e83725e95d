"""Talk under a question."""

from __future__ import annotations

import datetime as dt
import re

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import Ranah
from evaluation.errors import EvaluationError, PertanyaanTidakAda
from evaluation.models import Komentar, LembarKerjaEvaluasi
from evaluation.selectors.komentar import alamat_soal, pembaca_komentar
from evaluation.selectors.skor import instrumen_lke
from units.models import User
from units.services import beri_tahu
from zi_portal.common.masukan import bersih_teks

KLIK_GANDA = dt.timedelta(minutes=1)
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

    Those named with ``@nama_pengguna`` who may read it are told, and those who wrote in the thread before.
    The same words by the same person within a minute are one remark. Raises EvaluationError.
    """
    isi = bersih_teks(isi)
    if not isi:
        raise EvaluationError(_("Tulis komentar dahulu."))
    if len(isi) > 4000:
        raise EvaluationError(_("Komentar paling panjang 4.000 huruf. Ringkas, atau bagi menjadi dua."))
    if kode not in {p.kode for p in instrumen_lke(lke).semua_pertanyaan}:
        raise PertanyaanTidakAda(kode)
    if induk is not None:
        induk = induk.induk or induk
        if induk.lke_id != lke.pk or induk.kode != kode:
            raise EvaluationError(_("Komentar yang dibalas tidak ada pada pertanyaan ini."))
        ranah = induk.ranah
        Komentar.objects.filter(pk=induk.pk).update(selesai_oleh=None, selesai_pada=None)
    # Writers of one sheet wait for each other here, so that the second click of a button finds what the first wrote.
    LembarKerjaEvaluasi.objects.select_for_update().get(pk=lke.pk)
    sama = {"lke": lke, "kode": kode, "isi": isi, "penulis": actor, "ranah": Ranah(ranah), "induk": induk}
    baru_saja = timezone.now() - KLIK_GANDA
    if kembar := Komentar.objects.filter(**sama, dibuat_pada__gt=baru_saja).first():
        return kembar
    komentar = Komentar.objects.create(**sama)
    disebut = list(pembaca_komentar(lke, ranah).filter(username__in=_sebutan(isi)))
    komentar.disebut.set(disebut)
    beri_tahu(
        kepada=[*disebut, *_peserta(komentar)],
        judul=_("%(nama)s menulis pada %(kode)s, %(unit)s") % {"nama": actor, "kode": kode, "unit": lke.unit},
        isi=isi[:280],
        url=alamat_soal(lke, kode, komentar),
        kecuali=actor,
    )
    return komentar


def _sebutan(isi: str) -> set[str]:
    """Names after an @; a full stop that ends the sentence is not part of the name."""
    return {nama for temuan in SEBUTAN.findall(isi) for nama in (temuan, temuan.rstrip(".+-"))}


def _peserta(komentar: Komentar) -> QuerySet[User]:
    """Who wrote in the thread before and may still read it."""
    if komentar.induk_id is None:
        return User.objects.none()
    utas = Komentar.objects.filter(Q(pk=komentar.induk_id) | Q(induk=komentar.induk_id)).values("penulis")
    return pembaca_komentar(komentar.lke, komentar.ranah).filter(pk__in=utas)


def selesaikan_komentar(*, komentar: Komentar, selesai: bool, actor: User) -> Komentar:
    """Mark a thread as resolved, or open it again. A second click keeps who did it first."""
    akar = komentar.induk or komentar
    if selesai:
        ubah = {"selesai_oleh": actor, "selesai_pada": timezone.now()}
    else:
        ubah = {"selesai_oleh": None, "selesai_pada": None}
    Komentar.objects.filter(pk=akar.pk, selesai_pada__isnull=selesai).update(**ubah)
    akar.refresh_from_db(fields=["selesai_oleh", "selesai_pada"])
    return akar
