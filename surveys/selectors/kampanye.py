"""Which campaigns a person sees, and what the public form needs to know of one."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys import kuesioner as baca
from surveys.enums import Golongan, JenisKampanye, Kanal, StatusKampanye
from surveys.indeks import target_sampel
from surveys.models import Kampanye, Kuesioner, LayananKampanye, Respons
from surveys.selectors.rekap import rekap_kini
from units.enums import PERAN_TPN
from units.models import UnitKerja, User
from units.selectors import akses
from units.selectors.organisasi import unit_milik_sendiri
from units.selectors.tahap import q_tahap
from zi_portal.common.waktu import teks_waktu


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
    """What a list of campaigns shows, newest first: with ``masuk`` (responses counted) and ``populasi`` (people
    served, all services together)."""
    populasi = LayananKampanye.objects.filter(kampanye=OuterRef("pk")).order_by().values("kampanye")
    return (
        Kampanye.objects.visible_to(user)
        .select_related("unit__instansi", "kuesioner")
        .defer("kuesioner__isi")
        .annotate(
            masuk=Coalesce("olahan__dihitung", 0),
            populasi=Coalesce(Subquery(populasi.annotate(n=Sum("populasi")).values("n")), 0),
        )
        .order_by("-tahun", "-pk")
    )


def target_semua(populasi: int) -> int:
    """How many responses so many people need, all services together; 0 where their number is not known."""
    return target_sampel({0: populasi})[0]


def saring_kampanye(
    semua: QuerySet[Kampanye],
    *,
    q: str = "",
    tahun: int | None = None,
    status: str = "",
    jenis: str = "",
    unit: int = 0,
) -> QuerySet[Kampanye]:
    """Those a list asks for; what is not asked, or makes no sense, narrows nothing."""
    if q:
        semua = semua.filter(Q(nama__icontains=q) | Q(unit__nama__icontains=q))
    if tahun:
        semua = semua.filter(tahun=tahun)
    if status in StatusKampanye.values:
        semua = semua.filter(status=status)
    if jenis in JenisKampanye.values:
        semua = semua.filter(jenis=jenis)
    return semua.filter(unit=unit) if unit else semua


def unit_bersurvei(user: User) -> QuerySet[UnitKerja]:
    """Units with a survey this person may read: what the list can be narrowed to."""
    terlihat = Kampanye.objects.visible_to(user).order_by().values("unit")
    return UnitKerja.objects.filter(pk__in=terlihat).only("pk", "nama").order_by("nama", "pk")


def tahun_bersurvei(user: User) -> list[int]:
    """Years with a survey this person may read, newest first."""
    return sorted(set(Kampanye.objects.visible_to(user).order_by().values_list("tahun", flat=True)), reverse=True)


@dataclass(frozen=True, slots=True)
class KemajuanLayanan:
    """One service: people served (0: not known), responses wanted and come in."""

    nama: str
    populasi: int
    target: int
    masuk: int


@dataclass(frozen=True, slots=True)
class Kemajuan:
    """How far a campaign is: all, and by service; those without a service are only in ``masuk``."""

    masuk: int
    target: int
    layanan: tuple[KemajuanLayanan, ...]

    @property
    def cukup(self) -> bool:
        return bool(self.target) and self.masuk >= self.target


def kemajuan(kampanye: Kampanye) -> Kemajuan:
    """What came in so far, to the last response, against the sample it needs (Krejcie–Morgan). Four queries."""
    rekap = rekap_kini(kampanye, kuesioner_dari(kampanye.kuesioner), dimensi=("layanan",))
    layanan = list(kampanye.layanan.all())
    target = target_sampel({a.pk: a.populasi for a in layanan})
    return Kemajuan(
        masuk=rekap.masuk.n + rekap.tertinggal,
        target=sum(target.values()),
        layanan=tuple(
            KemajuanLayanan(
                a.nama, a.populasi, target[a.pk], rekap.jumlah(*Golongan, dimensi="layanan", nilai=str(a.pk)).n
            )
            for a in layanan
        ),
    )


def dientri_hari_ini(kampanye: Kampanye, user: User) -> tuple[int, int]:
    """Paper forms typed in today in the zone of the office: by this person, by all."""
    awal = timezone.now().astimezone(kampanye.unit.instansi.tz).replace(hour=0, minute=0, second=0, microsecond=0)
    kertas = Respons.objects.filter(kampanye=kampanye, pada__gte=awal, kanal=Kanal.KERTAS)
    hitung = kertas.aggregate(semua=Count("pk"), sendiri=Count("pk", filter=Q(petugas=user)))
    return hitung["sendiri"], hitung["semua"]


def alamat_publik(kampanye: Kampanye) -> str:
    """The whole address of the public form, as posters and slips print it."""
    return settings.ZI_ALAMAT + reverse("surveys:isi", args=[kampanye.slug])


def alamat_kios(kampanye: Kampanye) -> str:
    """The whole address for a device at the counter; who holds it passes the limits, so it is for managers alone."""
    return settings.ZI_ALAMAT + reverse("surveys:kios", args=[kampanye.slug, kampanye.kunci_kios])


def keadaan_kampanye(kampanye: Kampanye) -> tuple[str, str]:
    """The state in words: tone of the badge, and one sentence with its times."""
    tz, kini, s = kampanye.unit.instansi.tz, timezone.now(), StatusKampanye(kampanye.status)
    mulai, selesai = teks_waktu(kampanye.mulai, tz), teks_waktu(kampanye.selesai, tz)
    if s == StatusKampanye.DRAF:
        return "", _("Belum dibuka. Masyarakat belum dapat mengisi; semua isian masih dapat diubah.")
    if s == StatusKampanye.BATAL:
        return "buruk", _("Dibatalkan sebelum dibuka.")
    if s == StatusKampanye.TUTUP:
        return "", _("Ditutup %(pada)s. Jawaban tersegel dan tidak dapat bertambah.") % {
            "pada": teks_waktu(kampanye.ditutup_pada or kampanye.selesai, tz)
        }
    if kini >= kampanye.selesai:
        return "awas", _("Waktunya habis %(selesai)s; portal menutupnya dalam beberapa menit.") % {"selesai": selesai}
    if s == StatusKampanye.JEDA:
        return "awas", _("Dijeda. Masyarakat membaca bahwa survei sedang berhenti; ditutup %(selesai)s.") % {
            "selesai": selesai
        }
    if kini < kampanye.mulai:
        return "jalan", _("Siap. Formulir terbuka untuk masyarakat mulai %(mulai)s.") % {"mulai": mulai}
    return "baik", _("Menerima jawaban sampai %(selesai)s.") % {"selesai": selesai}


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
    alamat_terima_kasih: str

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
        alamat_terima_kasih=reverse("surveys:terima_kasih", args=[k.slug]),
    )
