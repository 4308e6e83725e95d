"""Reminding: each new thing once in the inbox, and at most one mail a day to a person, with the unread news of the day
before.

A round reads what waits, writes what was not told yet, and puts a mail into the outbox for everybody for whom something
still waits. It may run twice, and on two workers at once: an inbox line is written behind a lock on the instansi, a
person has one row of the outbox a day. What a mail says is put together when it leaves (``susun_harian``).
"""

from __future__ import annotations

import datetime as dt
import itertools
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from units.enums import PERAN_NASIONAL
from units.enums.surel import JenisSurel, StatusSurel
from units.enums.tahap import JenisPengingat
from units.models import Instansi, Keanggotaan, Notifikasi, Pengingat, PilihanPengingat, SurelKeluar, UnitKerja, User
from units.models.organisasi import ZonaWaktu
from units.selectors.kabar import kabar_menunggu, kabar_terbuka
from units.selectors.pengingat import Hal, Saat, dengan_unit, hal_menunggu, petugas_instansi
from units.services import surel
from units.services.surel import HasilSurat, Surat, menyusun
from units.services.tahap import kunci_instansi

logger = logging.getLogger(__name__)

JAM_KIRIM = 7
# The morning of those who serve the whole country, and of no instansi.
ZONA_NASIONAL = ZonaWaktu.WIB
UNIT_SEKALI = 100
ORANG_SEKALI = 50
BARIS_SURAT = 100
# A row of another instansi counts as seen when its own last round, at the latest last evening, saw it.
UMUR_SEGAR = dt.timedelta(hours=12)


def zona_tiba(kini: dt.datetime) -> list[str]:
    """Time zones where it is 07.00 or later on the day of ``kini``."""
    return [z for z in ZonaWaktu.values if kini.astimezone(ZoneInfo(z)).hour >= JAM_KIRIM]


def instansi_tiba(kini: dt.datetime) -> list[int]:
    """Ids of the instansi that may be reminded now."""
    return list(Instansi.objects.filter(zona_waktu__in=zona_tiba(kini)).order_by("pk").values_list("pk", flat=True))


def putaran(*, paksa: bool = False) -> tuple[int, int]:
    """One round over every instansi whose morning has come; ``paksa`` does not look at the clock.

    Returns how many reminders were new, and how many mails went out.
    """
    semua = Instansi.objects.order_by("pk") if paksa else Instansi.objects.filter(pk__in=instansi_tiba(timezone.now()))
    baru = terkirim = 0
    for instansi in semua:
        baru += kumpulkan(instansi=instansi)
        terkirim += kirim_surat(instansi=instansi).terkirim
    return baru, terkirim


# --- What is new ------------------------------------------------------------------------------------------------------


def kumpulkan(*, instansi: Instansi) -> int:
    """Write what waits in this instansi and was not told yet. Returns how many reminders were new."""
    kini = timezone.now()
    saat = Saat(kini.astimezone(instansi.tz), timezone.localdate(kini, timezone=instansi.tz))
    petugas = petugas_instansi(instansi)
    baru = 0
    for unit in _kelompok(UnitKerja.objects.filter(instansi=instansi, aktif=True), UNIT_SEKALI):
        orang = dengan_unit(petugas, [u.pk for u in unit])
        hal = hal_menunggu(unit, orang, saat)
        baru += _tulis(instansi, hal, orang.surel, kini)
    # Settled, or no longer this person's to know: not worth a mail any more.
    usang = _menunggu().filter(unit__instansi=instansi, masih_pada__lt=kini)
    usang.update(perlu_surel=False)
    if baru:
        logger.info("instansi %s: %s pengingat baru", instansi.pk, baru)
    return baru


def _kelompok(baris: QuerySet, banyak: int) -> Iterator[list]:
    """Rows by id, a batch at a time: no cursor stays open while the batch is written about."""
    akhir = 0
    while kelompok := list(baris.filter(pk__gt=akhir).order_by("pk")[:banyak]):
        yield kelompok
        akhir = kelompok[-1].pk


def _menunggu() -> QuerySet[Pengingat]:
    return Pengingat.objects.filter(surel_pada=None, perlu_surel=True)


def _pilihan(user_ids: Collection[int]) -> dict[tuple[int, str], tuple[bool, bool]]:
    """(person, kind) → inbox, mail; only where somebody chose."""
    baris = PilihanPengingat.objects.filter(user__in=user_ids).order_by()
    return {(u, j): (k, s) for u, j, k, s in baris.values_list("user_id", "jenis", "kotak", "surel")}


def _tulis(instansi: Instansi, hal: Iterable[Hal], surel: Mapping[int, str], kini: dt.datetime) -> int:
    semua = {(user_id, h.kunci): h for h in hal for user_id in h.kepada}
    if not semua:
        return 0
    orang = {user_id for user_id, _ in semua}
    pilihan = _pilihan(orang)
    baru: list[Pengingat] = []
    kotak: list[Notifikasi] = []
    with transaction.atomic():
        kunci_instansi(instansi)
        lama = Pengingat.objects.filter(user__in=orang, kunci__in={kunci for _, kunci in semua})
        ada = {(p.user_id, p.kunci): p for p in lama.only("user_id", "kunci", "surel_pada", "perlu_surel")}
        segar, padam = [], []
        for (user_id, kunci), h in semua.items():
            mau_kotak, mau_surel = pilihan.get((user_id, h.jenis), (True, True))
            if p := ada.get((user_id, kunci)):
                if p.perlu_surel and p.surel_pada is None:
                    (segar if mau_surel else padam).append(p.pk)
                continue
            if not mau_kotak and not mau_surel:
                continue
            judul = h.judul[:200]
            baru.append(
                Pengingat(
                    user_id=user_id,
                    jenis=h.jenis,
                    unit_id=h.unit_id,
                    kunci=kunci,
                    judul=judul,
                    url=h.url,
                    dibuat_pada=kini,
                    masih_pada=kini,
                    perlu_surel=mau_surel and bool(surel.get(user_id)),
                )
            )
            if mau_kotak:
                kotak.append(Notifikasi(user_id=user_id, judul=judul, url=h.url))
        Pengingat.objects.bulk_create(baru)
        Notifikasi.objects.bulk_create(kotak)
        Pengingat.objects.filter(pk__in=segar, masih_pada__lt=kini).update(masih_pada=kini)
        Pengingat.objects.filter(pk__in=padam).update(perlu_surel=False)
    return len(baru)


# --- The day's mail ---------------------------------------------------------------------------------------------------


def kirim_surat(*, instansi: Instansi, batas_detik: float | None = None) -> HasilSurat:
    """Queue the day's mail to everybody in this instansi for whom something waits, and send what is in the outbox."""
    antre_surat(instansi=instansi)
    return surel.kirim(batas_detik=batas_detik)


def antre_surat(*, instansi: Instansi) -> None:
    """A row of the outbox for everybody in this instansi for whom something waits and who had no mail today."""
    kini = timezone.now()
    hari = timezone.localdate(kini, timezone=instansi.tz)
    for orang in _kelompok(_penerima(instansi, hari, kini), ORANG_SEKALI):
        SurelKeluar.objects.bulk_create(
            [SurelKeluar(jenis=JenisSurel.HARIAN, user=user, hari=hari) for user in orang], ignore_conflicts=True
        )


def _penerima(instansi: Instansi, hari: dt.date, kini: dt.datetime) -> QuerySet[User]:
    """Active people with an address, without a mail today. Who also serves where it is not 07.00 yet waits for that."""
    menunggu, tiba = _menunggu(), set(zona_tiba(kini)) | {instansi.zona_waktu}
    belum_tiba = set(ZonaWaktu.values) - tiba
    milik = Q(instansi=instansi) | Q(unit__instansi=instansi)
    if ZONA_NASIONAL in tiba:
        milik |= Q(peran__in=PERAN_NASIONAL)
    bertugas = Keanggotaan.objects.aktif().filter(milik).order_by()
    berkabar = kabar_menunggu(kini).filter(user__in=bertugas.values("user"))
    return (
        User.objects.filter(
            Q(pk__in=menunggu.filter(unit__instansi=instansi).values("user"))
            | Q(pk__in=berkabar.order_by().values("user")),
            is_active=True,
        )
        .exclude(email="")
        .exclude(pk__in=_bersurat(instansi, hari).values("user"))
        .exclude(pk__in=menunggu.filter(unit__instansi__zona_waktu__in=belum_tiba).values("user"))
    )


def _bersurat(instansi: Instansi, hari: dt.date) -> QuerySet[SurelKeluar]:
    """Mails of that day, and older ones that wait or left only then."""
    pagi = dt.datetime.combine(hari, dt.time(), tzinfo=instansi.tz)
    kini = Q(hari=hari) | Q(status=StatusSurel.MENUNGGU) | Q(selesai_pada__gte=pagi, status=StatusSurel.TERKIRIM)
    return SurelKeluar.objects.filter(kini, jenis=JenisSurel.HARIAN)


def _isi_surat(orang: list[User], kini: dt.datetime) -> dict[int, list[Pengingat]]:
    """Person → what their mail says. Roles and choices are asked again: this is the moment at which it leaves."""
    ids = [u.pk for u in orang]
    unit, instansi = defaultdict(set), defaultdict(set)
    aktif = Keanggotaan.objects.aktif().filter(user__in=ids).order_by()
    for user_id, unit_id, instansi_id in aktif.values_list("user_id", "unit_id", "instansi_id"):
        unit[user_id].add(unit_id)
        instansi[user_id].add(instansi_id)
    pilihan = _pilihan(ids)
    baris = _menunggu().filter(user__in=ids, masih_pada__gte=kini - UMUR_SEGAR).select_related("unit__instansi")
    hasil: dict[int, list[Pengingat]] = defaultdict(list)
    for p in baris.order_by("unit__nama", "unit_id", "pk"):
        terlihat = p.unit_id in unit[p.user_id] or p.unit.instansi_id in instansi[p.user_id]
        if terlihat and pilihan.get((p.user_id, p.jenis), (True, True))[1]:
            hasil[p.user_id].append(p)
    return hasil


def _kabar_surat(orang: list[User], kini: dt.datetime) -> dict[int, list[Notifikasi]]:
    """Person → the unread news they may still open, oldest first."""
    hasil: dict[int, list[Notifikasi]] = defaultdict(list)
    for satu in kabar_menunggu(kini).filter(user__in=orang).order_by("pk"):
        hasil[satu.user_id].append(satu)
    return {user.pk: kabar_terbuka(user, hasil[user.pk]) for user in orang if user.pk in hasil}


@menyusun(JenisSurel.HARIAN)
def susun_harian(baris: Sequence[SurelKeluar]) -> dict[int, Surat]:
    """What waits for each person now; nothing for who has left, or for whom nothing waits any more."""
    kini = timezone.now()
    # Of a person's mails of several days the first says all.
    untuk = {b.user: b.pk for b in reversed(baris) if b.user.is_active and b.user.email}
    isi, kabar = _isi_surat(list(untuk), kini), _kabar_surat(list(untuk), kini)
    return {
        pk: _surat(user, isi.get(user.pk, []), kabar.get(user.pk, []))
        for user, pk in untuk.items()
        if isi.get(user.pk) or kabar.get(user.pk)
    }


def _judul_surat(hal: int, kabar: int) -> str:
    bagian = []
    if hal:
        bagian.append(ngettext("%(n)d hal menunggu Anda", "%(n)d hal menunggu Anda", hal) % {"n": hal})
    if kabar:
        bagian.append(ngettext("%(n)d kabar baru", "%(n)d kabar baru", kabar) % {"n": kabar})
    return ", ".join(bagian)


def _surat(user: User, baris: list[Pengingat], kabar: list[Notifikasi]) -> Surat:
    kelompok = [
        (unit.nama, [(p.judul, f"{settings.ZI_ALAMAT}{p.url}") for p in milik])
        for unit, milik in itertools.groupby(baris[:BARIS_SURAT], key=lambda p: p.unit)
    ]
    n = len(baris)
    konteks = {
        "user": user,
        "jumlah": n,
        "kelompok": kelompok,
        "kabar": [(k.judul, k.isi, f"{settings.ZI_ALAMAT}{k.url}") for k in kabar[:BARIS_SURAT]],
        "lebih": max(0, n - BARIS_SURAT) + max(0, len(kabar) - BARIS_SURAT),
        "kotak": settings.ZI_ALAMAT + reverse("units:notifikasi"),
        "atur": settings.ZI_ALAMAT + reverse("units:pengingat_atur"),
    }

    def terkirim(kini: dt.datetime) -> None:
        Pengingat.objects.filter(pk__in=[p.pk for p in baris]).update(surel_pada=kini)
        Notifikasi.objects.filter(pk__in=[k.pk for k in kabar]).update(surel_pada=kini)
        logger.info("surel harian untuk pengguna %s: %s hal, %s kabar", user.pk, n, len(kabar))

    return Surat(
        kepada=user.email,
        judul=_judul_surat(n, len(kabar)),
        teks=render_to_string("units/surat_harian.txt", konteks),
        html=render_to_string("units/surat_harian.html", konteks),
        terkirim=terkirim,
    )


# --- What a person wants ----------------------------------------------------------------------------------------------


def atur_pengingat(*, user: User, pilihan: Mapping[JenisPengingat, tuple[bool, bool]]) -> None:
    """Keep for each of these kinds whether the person wants it in the inbox and in the mail."""
    baris = [PilihanPengingat(user=user, jenis=j, kotak=k, surel=s) for j, (k, s) in pilihan.items()]
    PilihanPengingat.objects.bulk_create(
        baris, update_conflicts=True, unique_fields=["user", "jenis"], update_fields=["kotak", "surel"]
    )
    logger.info("pilihan pengingat pengguna %s diatur", user.pk)
