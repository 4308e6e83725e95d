"""Telling other systems of an instansi what happened: written down with its cause, sent by a worker, tried again.

Messages are signed as Standard Webhooks has it, so that a receiver checks them with a library. What is told is what
the API would answer to the instansi; who wants more asks there. Each message is its own: a later one may arrive first.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
import logging
import secrets
import time
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums import Peran
from units.enums.tahap import Jejak
from units.enums.webhook import AWALAN_RAHASIA, HENTIKAN, UJI, Peristiwa, StatusKiriman
from units.errors import UnitsError
from units.models import HostWebhook, Instansi, KirimanWebhook, User, Webhook
from units.selectors.organisasi import anggota
from units.services.notifikasi import beri_tahu
from units.services.tahap import catat
from zi_portal.common import keluar
from zi_portal.common.antrean import ke_antrean
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.rahasia import buka, kunci

logger = logging.getLogger(__name__)

TUJUAN = "webhook"
BITA = 32
TERBANYAK = 20
# Longer than one call may take, so that nobody takes what a living run still holds.
MASA_PEGANG = dt.timedelta(minutes=2)
# 1, 3, 9, 27 minutes, then 1, 4 and 12 hours between the tries: a night without a receiver loses nothing.
JEDA, KALI, PERCOBAAN_TERBANYAK = dt.timedelta(minutes=1), 3, 8
JEDA_TERLAMA = dt.timedelta(minutes=30)
UMUR = dt.timedelta(days=30)
# HTTP: the receiver will never want it again.
TIADA = 410


class WebhookSudahDibuat(UnitsError):
    """The same form came twice; the secret was shown with the first answer."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Webhook ini sudah dibuat dan rahasianya ditampilkan satu kali. Bila Anda belum menyalinnya, hentikan "
                "webhook itu, lalu buat yang baru."
            )
        )


# Where messages may go ------------------------------------------------------------------------------------------------


def izinkan_host(*, nama: str, actor: User) -> HostWebhook:
    """Put a host on the list; one that is there already is given again. Raises UnitsError."""
    nama = nama.strip().lower()
    try:
        tujuan = keluar.baca_alamat(nama if "://" in nama else f"https://{nama}")
    except keluar.KeluarDitolak as error:
        raise UnitsError(_("Tulis nama host saja, misalnya sistem.contoh.go.id.")) from error
    if tujuan.jalan != "/":
        raise UnitsError(_("Tulis nama host saja, tanpa jalan di belakangnya."))
    try:
        with transaction.atomic():
            host = HostWebhook.objects.create(nama=tujuan.nama_host, dibuat_oleh=actor)
    except IntegrityError:
        return HostWebhook.objects.get(nama=tujuan.nama_host, dicabut_pada=None)
    logger.info("host %s allowed by %s", host.pk, actor.pk)
    return host


def cabut_host(*, host: HostWebhook, actor: User) -> bool:
    """From now on nothing goes there. Returns whether this call did it."""
    tetap = HostWebhook.objects.filter(pk=host.pk, dicabut_pada=None)
    n = tetap.update(dicabut_pada=timezone.now(), dicabut_oleh=actor)
    host.refresh_from_db()
    return bool(n)


def pastikan_boleh(alamat: str) -> keluar.Tujuan:
    """Where this address leads. Raises KeluarDitolak where it may not."""
    tujuan = keluar.baca_alamat(alamat)
    if not HostWebhook.objects.filter(nama=tujuan.nama_host, dicabut_pada=None).exists():
        raise keluar.KeluarDitolak(
            _("Host %(host)s belum diizinkan. Mintalah admin platform menambahkannya ke daftar host webhook.")
            % {"host": tujuan.nama_host}
        )
    return tujuan


# Webhooks -------------------------------------------------------------------------------------------------------------


def buat_webhook(
    *,
    instansi: Instansi,
    nama: str,
    alamat: str,
    peristiwa: Collection[str],
    actor: User,
    kiriman: uuid.UUID | None = None,
) -> tuple[Webhook, str]:
    """Make a webhook; the text of its secret is in the answer and nowhere else.

    Raises UnitsError for what it cannot be, WebhookSudahDibuat for a repeat of the same form.
    """
    nama, alamat, peristiwa = nama.strip(), alamat.strip(), sorted(set(peristiwa))
    if not nama:
        raise UnitsError(_("Isi nama webhook, misalnya nama sistem yang menerimanya."))
    if not peristiwa or not set(peristiwa) <= set(Peristiwa.values):
        raise UnitsError(_("Pilih paling sedikit satu peristiwa."))
    try:
        keluar.cari(pastikan_boleh(alamat))
    except keluar.KeluarGagal as error:
        raise UnitsError(error.message) from error
    if instansi.webhook.filter(dihentikan_pada=None).count() >= TERBANYAK:
        raise UnitsError(
            _("Sebuah instansi paling banyak mempunyai %(n)d webhook. Hentikan yang tidak dipakai.") % {"n": TERBANYAK}
        )
    teks = AWALAN_RAHASIA + base64.b64encode(secrets.token_bytes(BITA)).decode()
    try:
        with transaction.atomic():
            webhook = Webhook.objects.create(
                instansi=instansi,
                nama=nama[:100],
                alamat=alamat,
                peristiwa=peristiwa,
                rahasia=kunci(TUJUAN).encrypt(teks.encode()).decode(),
                dibuat_oleh=actor,
                kiriman=kiriman,
            )
            rincian = {"nama": [None, webhook.nama], "alamat": [None, alamat]}
            catat(objek=webhook, aksi=Jejak.BUAT, actor=actor, rincian=rincian)
    except IntegrityError as error:
        raise WebhookSudahDibuat from error
    logger.info("webhook %s of instansi %s made", webhook.pk, instansi.pk)
    return webhook, teks


def hentikan_webhook(*, webhook: Webhook, actor: User, alasan: str = "") -> bool:
    """From now on nothing is sent; what waits is given up. Returns whether this call did it."""
    kini = timezone.now()
    with transaction.atomic():
        tetap = Webhook.objects.filter(pk=webhook.pk, dihentikan_pada=None)
        if not tetap.update(dihentikan_pada=kini, dihentikan_oleh=actor):
            return False
        KirimanWebhook.objects.filter(webhook=webhook, status=StatusKiriman.MENUNGGU).update(
            status=StatusKiriman.GAGAL, selesai_pada=kini, galat=_("Webhook dihentikan.")
        )
        rincian = {"nama": [webhook.nama, webhook.nama]}
        catat(objek=webhook, aksi=HENTIKAN, actor=actor, alasan=alasan.strip(), rincian=rincian)
    webhook.refresh_from_db()
    return True


# Messages -------------------------------------------------------------------------------------------------------------


def siarkan(*, instansi_id: int, peristiwa: Peristiwa, isi: Mapping[str, Any]) -> int:
    """Write a message for every webhook of the instansi that wants to hear of this. Call in the transaction of the
    cause. Returns how many. One query where there is no webhook."""
    webhook = [
        w
        for w in Webhook.objects.filter(instansi=instansi_id, dihentikan_pada=None).only("pk", "peristiwa")
        if peristiwa in w.peristiwa
    ]
    _antre([KirimanWebhook(webhook=w, peristiwa=peristiwa, isi=dict(isi)) for w in webhook])
    return len(webhook)


def uji_webhook(*, webhook: Webhook, actor: User) -> KirimanWebhook:
    """Send a message that says nothing but that it arrived. Raises UnitsError for a webhook that was stopped."""
    _pastikan_jalan(webhook)
    kiriman = KirimanWebhook(webhook=webhook, peristiwa=UJI, isi={"diminta_oleh": actor.nama})
    with transaction.atomic():
        # Who asks for a test wants it now, also where the address is at rest.
        Webhook.objects.filter(pk=webhook.pk).update(istirahat_sampai=None)
        _antre([kiriman])
    return kiriman


def kirim_ulang(*, kiriman: KirimanWebhook) -> bool:
    """Put a message that was given up back into the queue, under the id it has. Returns whether it was. Raises
    UnitsError for a webhook that was stopped."""
    _pastikan_jalan(kiriman.webhook)
    with transaction.atomic():
        n = KirimanWebhook.objects.filter(pk=kiriman.pk, status=StatusKiriman.GAGAL).update(
            status=StatusKiriman.MENUNGGU, percobaan=0, coba_pada=timezone.now(), selesai_pada=None, galat=""
        )
        if n:
            Webhook.objects.filter(pk=kiriman.webhook_id).update(istirahat_sampai=None)
            transaction.on_commit(kirim_segera)
    return bool(n)


def _pastikan_jalan(webhook: Webhook) -> None:
    if webhook.dihentikan_pada is not None:
        raise UnitsError(_("Webhook ini sudah dihentikan. Buat yang baru untuk mengirim lagi."))


def _antre(kiriman: list[KirimanWebhook]) -> None:
    if kiriman:
        KirimanWebhook.objects.bulk_create(kiriman)
        transaction.on_commit(kirim_segera)


def kirim_segera() -> bool:
    """Ask a worker to send what waits. When the queue cannot be reached the sweep will."""
    from units.tasks import kirim_webhook  # late: the task imports this module

    return ke_antrean(kirim_webhook)


def sapu_webhook() -> int:
    """Forget what is long over, and send what is due. Returns how many were forgotten."""
    n, _apa = KirimanWebhook.objects.filter(selesai_pada__lt=timezone.now() - UMUR).delete()
    if KirimanWebhook.objects.bebas().exists():
        kirim_segera()
    return n


# Sending --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Jawab:
    """What came of one try: ``status`` of the answer, None where nobody answered; ``galat`` is "" when it was taken.
    ``tetap``: no other try will help."""

    status: int | None = None
    galat: str = ""
    tetap: bool = False


def kirim(*, batas_detik: float) -> bool:
    """Send what is due, oldest first, until ``batas_detik`` are over. Returns whether some is left."""
    mulai = time.monotonic()
    while (kiriman := _pegang()) is not None:
        _selesaikan(kiriman, _coba(kiriman))
        if time.monotonic() - mulai > batas_detik:
            return KirimanWebhook.objects.bebas().exists()
    return False


def _pegang() -> KirimanWebhook | None:
    """Claim the oldest that is due, by one conditional UPDATE; it counts as tried from then on."""
    while (pk := KirimanWebhook.objects.bebas().order_by("pk").values_list("pk", flat=True).first()) is not None:
        # By the row's own columns alone: who waits for its lock then looks at it as it has become.
        milik = KirimanWebhook.objects.lepas().filter(pk=pk)
        if milik.update(dipegang_sampai=timezone.now() + MASA_PEGANG, percobaan=F("percobaan") + 1):
            return KirimanWebhook.objects.select_related("webhook__instansi").get(pk=pk)
    return None


def _coba(kiriman: KirimanWebhook) -> Jawab:
    webhook = kiriman.webhook
    if kiriman.percobaan > PERCOBAAN_TERBANYAK:
        return Jawab(galat=_("Pengirimannya terhenti berulang kali."), tetap=True)
    rahasia = buka(TUJUAN, webhook.rahasia)
    if rahasia is None:
        return Jawab(galat=_("Rahasia webhook tidak dapat dibuka lagi. Buat webhook baru."), tetap=True)
    badan = susun(kiriman)
    try:
        tujuan = pastikan_boleh(webhook.alamat)
        status = keluar.kirim(tujuan, badan, kepala(kiriman, badan, rahasia, pada=int(time.time())))
    except keluar.KeluarGagal as error:
        return Jawab(galat=error.message)
    except Exception:
        logger.exception("webhook message %s cannot be sent", kiriman.pk)
        return Jawab(galat=_("Pesan tidak dapat dikirim."))
    if 200 <= status < 300:
        return Jawab(status)
    if 300 <= status < 400:
        return Jawab(
            status, _("Penerima mengalihkan ke alamat lain (%(n)d); portal tidak mengikutinya.") % {"n": status}
        )
    return Jawab(status, _("Penerima menjawab %(n)d.") % {"n": status}, tetap=status == TIADA)


def susun(kiriman: KirimanWebhook) -> bytes:
    """The body: the same at every try."""
    isi = {
        "id": str(kiriman.uuid),
        "peristiwa": kiriman.peristiwa,
        "pada": kiriman.dibuat_pada.isoformat(),
        "instansi": kiriman.webhook.instansi.kode,
        "data": kiriman.isi,
    }
    return json.dumps(isi, ensure_ascii=False).encode()


def kepala(kiriman: KirimanWebhook, badan: bytes, rahasia: str, *, pada: int) -> dict[str, str]:
    """Headers with the signature of id, time and body (Standard Webhooks); ``pada`` in seconds since 1970."""
    nomor = str(kiriman.uuid)
    bahan = f"{nomor}.{pada}.".encode() + badan
    kunci_tanda = base64.b64decode(rahasia.removeprefix(AWALAN_RAHASIA))
    tanda = base64.b64encode(hmac.new(kunci_tanda, bahan, hashlib.sha256).digest()).decode()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Portal-ZI",
        "webhook-id": nomor,
        "webhook-timestamp": str(pada),
        "webhook-signature": f"v1,{tanda}",
    }


def _selesaikan(kiriman: KirimanWebhook, jawab: Jawab) -> None:
    """Write down what came of it, unless another run has taken it over."""
    kini = timezone.now()
    milik = KirimanWebhook.objects.filter(
        pk=kiriman.pk, percobaan=kiriman.percobaan, status=StatusKiriman.MENUNGGU, dipegang_sampai__isnull=False
    )
    isi: dict[str, Any] = {"dipegang_sampai": None, "jawaban": jawab.status, "galat": bersih_teks(jawab.galat, 300)}
    if not jawab.galat:
        isi |= {"status": StatusKiriman.TERKIRIM, "selesai_pada": kini}
    elif jawab.tetap or kiriman.percobaan >= PERCOBAAN_TERBANYAK:
        isi |= {"status": StatusKiriman.GAGAL, "selesai_pada": kini}
    else:
        isi |= {"coba_pada": kini + JEDA * KALI ** (kiriman.percobaan - 1)}
    with transaction.atomic():
        if not milik.update(**isi):
            return
        _rawat(kiriman.webhook, jawab, kini)
        if isi.get("status") == StatusKiriman.GAGAL:
            _kabari_gagal(kiriman, kini)
    logger.info("webhook message %s: %s", kiriman.pk, isi.get("status", "again later"))


def _rawat(webhook: Webhook, jawab: Jawab, kini: dt.datetime) -> None:
    """An address where nobody answers rests, longer each time, so that it keeps no worker from the others."""
    if jawab.status is not None:
        Webhook.objects.filter(pk=webhook.pk).exclude(gagal_beruntun=0, istirahat_sampai=None).update(
            gagal_beruntun=0, istirahat_sampai=None
        )
    elif jawab.galat:
        jeda = min(JEDA * 2 ** min(webhook.gagal_beruntun, 10), JEDA_TERLAMA)
        Webhook.objects.filter(pk=webhook.pk).update(
            gagal_beruntun=F("gagal_beruntun") + 1, istirahat_sampai=kini + jeda
        )


def _kabari_gagal(kiriman: KirimanWebhook, kini: dt.datetime) -> None:
    """The admins hear of it once a day at most, not once a message."""
    hari = KirimanWebhook.objects.filter(
        webhook=kiriman.webhook_id, status=StatusKiriman.GAGAL, selesai_pada__gte=kini - dt.timedelta(days=1)
    )
    if hari.exclude(pk=kiriman.pk).exists():
        return
    beri_tahu(
        kepada=anggota(Peran.ADMIN_INSTANSI, instansi=kiriman.webhook.instansi),
        judul=_("Kiriman webhook “%(nama)s” gagal") % {"nama": kiriman.webhook.nama},
        isi=_("Penerima tidak mengambilnya sesudah beberapa kali dicoba. Periksa sistem penerima, lalu kirim ulang."),
        url=kiriman.webhook.get_absolute_url(),
        kecuali=None,
    )
