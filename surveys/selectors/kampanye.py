"""Which campaigns a person sees, and what the public form needs to know of one."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.utils import timezone

from surveys import kuesioner as baca
from surveys.enums import JenisKampanye, StatusKampanye
from surveys.models import Kampanye, Kuesioner
from units.enums import PERAN_TPN
from units.models import User
from units.selectors import akses
from units.selectors.organisasi import unit_milik_sendiri
from units.selectors.tahap import q_tahap


def q_kampanye(user: User) -> Q:
    """Campaigns this person may read: the unit's own by all who follow its building, TPI's by these without the unit,
    TPN's by TPN alone; TPN reads the others once they are closed. Says the same as ``surveys.lihat_kampanye``."""
    bukan_sendiri = ~Q(unit__in=unit_milik_sendiri(user))
    diikuti = q_tahap(user, "unit")
    hasil = Q(jenis=JenisKampanye.MANDIRI) & diikuti | Q(jenis=JenisKampanye.TPI) & diikuti & bukan_sendiri
    if akses(user).punya_nasional(*PERAN_TPN):
        hasil |= Q(jenis=JenisKampanye.MANDIRI, status=StatusKampanye.TUTUP)
        hasil |= Q(jenis=JenisKampanye.TPI, status=StatusKampanye.TUTUP) & bukan_sendiri
        hasil |= Q(jenis=JenisKampanye.TPN) & bukan_sendiri
    return hasil & Q(dihapus_pada=None)


def kampanye_table(user: User) -> QuerySet[Kampanye]:
    """What a list of campaigns shows, newest first."""
    return Kampanye.objects.visible_to(user).select_related("unit__instansi", "kuesioner").order_by("-tahun", "-pk")


def kuesioner_dari(baris: Kuesioner) -> baca.Kuesioner:
    """The questionnaire of this row, parsed once per process and content."""
    return _terurai(baris.pk, baris.sha256)


@lru_cache(maxsize=64)
def _terurai(pk: int, sha256: str) -> baca.Kuesioner:
    return baca.Kuesioner.from_dict(Kuesioner.objects.values_list("isi", flat=True).get(pk=pk, sha256=sha256))


@dataclass(frozen=True, slots=True)
class KampanyePublik:
    """What the public form needs; remembered for a few seconds, so that a page costs no query. Whether a response is
    taken is asked of the database when it comes (``services.isi``)."""

    pk: int
    slug: str
    nama: str
    unit: str
    instansi: str
    tz: dt.tzinfo
    pengantar: str
    status: str
    cara: str
    mulai: dt.datetime
    selesai: dt.datetime
    minta_kontak: bool
    kontak_hapus_pada: dt.date | None
    kunci_kios: str
    garam: str
    jaringan_kantor: tuple[str, ...]
    kuesioner: baca.Kuesioner
    layanan: tuple[tuple[int, str], ...]

    @property
    def terbuka(self) -> bool:
        return self.status == StatusKampanye.BUKA and self.mulai <= timezone.now() < self.selesai


INGAT_DETIK = 3.0
_ingatan: dict[str, tuple[float, KampanyePublik | None]] = {}


def kampanye_publik(slug: str) -> KampanyePublik | None:
    """The campaign at this public address; None when there is none, or it is still a draft."""
    ada = _ingatan.get(slug)
    if ada and time.monotonic() - ada[0] < INGAT_DETIK:
        return ada[1]
    if len(_ingatan) > 2000:
        _ingatan.clear()
    hasil = _baca_publik(slug)
    _ingatan[slug] = (time.monotonic(), hasil)
    return hasil


def lupakan(slug: str) -> None:
    """A campaign changed: this process reads it anew, the others within seconds."""
    _ingatan.pop(slug, None)


def _baca_publik(slug: str) -> KampanyePublik | None:
    k = (
        Kampanye.objects.filter(slug=slug, dihapus_pada=None)
        .exclude(status__in=[StatusKampanye.DRAF, StatusKampanye.BATAL])
        .select_related("unit__instansi", "kuesioner")
        .first()
    )
    return k and publik_dari(k)


def publik_dari(k: Kampanye) -> KampanyePublik:
    """The same of a row at hand, whatever its state: for the preview."""
    return KampanyePublik(
        pk=k.pk,
        slug=k.slug,
        nama=k.nama,
        unit=k.unit.nama,
        instansi=k.unit.instansi.nama,
        tz=k.unit.instansi.tz,
        pengantar=k.pengantar,
        status=k.status,
        cara=k.cara,
        mulai=k.mulai,
        selesai=k.selesai,
        minta_kontak=k.minta_kontak,
        kontak_hapus_pada=k.kontak_hapus_pada,
        kunci_kios=k.kunci_kios,
        garam=k.garam,
        jaringan_kantor=tuple(k.jaringan_kantor),
        kuesioner=kuesioner_dari(k.kuesioner),
        layanan=tuple(k.layanan.values_list("pk", "nama")),
    )
