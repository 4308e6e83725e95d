"""One-time codes: made by the portal or brought from a queue machine, used once."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.enums import CaraIsi, StatusKampanye
from surveys.errors import KodeDitolak, SurveiError
from surveys.models import Kampanye, KodeRespons, LayananKampanye
from surveys.selectors.kampanye import KampanyePublik
from units.models import User
from units.services.tahap import catat
from zi_portal.common.rahasia import sidik

SEKALI_BUAT = 2000
# Base 32 without letters that look alike; eight of them are forty bits.
_TABEL = str.maketrans("abcdefghijklmnopqrstuvwxyz234567", "23456789ABCDEFGHJKMNPQRSTUVWXYZW")
PANJANG = 8
SATU_KODE_TERPENDEK, SATU_KODE_TERPANJANG = 6, 40


def kode_nomor(kampanye: Kampanye, nomor: int) -> str:
    """The code with this number, always the same while the campaign runs: “7KQM-3XPA”."""
    bita = bytes.fromhex(sidik("survei-kode", kampanye.garam, str(nomor), panjang=10))
    teks = base64.b32encode(bita).decode().lower().translate(_TABEL)[:PANJANG]
    return f"{teks[:4]}-{teks[4:]}"


def sidik_kode(kampanye_id: int, kode: str) -> str:
    """The fingerprint a code is found by; blanks, hyphens and case don't matter."""
    rapi = "".join(c for c in kode.upper() if c.isalnum())[:SATU_KODE_TERPANJANG]
    return sidik("survei-kode-cari", str(kampanye_id), rapi)


@transaction.atomic
def buat_kode(
    *, kampanye: Kampanye, jumlah: int, layanan: LayananKampanye | None, actor: User
) -> Sequence[KodeRespons]:
    """Make this many new codes. Raises SurveiError."""
    if not 1 <= jumlah <= SEKALI_BUAT:
        raise SurveiError(_("Buat 1 sampai %(n)d kode sekali jalan.") % {"n": SEKALI_BUAT})
    kini = _pastikan_berkode(kampanye)
    awal = kini.kode_dibuat
    Kampanye.objects.filter(pk=kini.pk).update(kode_dibuat=F("kode_dibuat") + jumlah)
    baris = KodeRespons.objects.bulk_create(
        KodeRespons(kampanye=kini, nomor=n, sidik=sidik_kode(kini.pk, kode_nomor(kini, n)), layanan=layanan)
        for n in range(awal + 1, awal + jumlah + 1)
    )
    catat(objek=kini, aksi="buat_kode", actor=actor, rincian={"jumlah": jumlah})
    kampanye.refresh_from_db()
    return baris


@transaction.atomic
def masukkan_kode(*, kampanye: Kampanye, kode: Iterable[str], actor: User) -> int:
    """Take codes that another system gave out (ticket numbers, say). Those known already are passed over. Returns how
    many are new. Raises SurveiError."""
    kini = _pastikan_berkode(kampanye)
    rapi = {"".join(c for c in satu.upper() if c.isalnum()) for satu in kode} - {""}
    if pendek := sorted(satu for satu in rapi if len(satu) < SATU_KODE_TERPENDEK):
        raise SurveiError(
            _("Kode “%(kode)s” terlalu pendek: sedikitnya 6 huruf atau angka, supaya tidak dapat ditebak.")
            % {"kode": pendek[0]}
        )
    if any(len(satu) > SATU_KODE_TERPANJANG for satu in rapi):
        raise SurveiError(_("Ada kode yang lebih panjang daripada 40 huruf. Periksa pemisahnya: satu kode per baris."))
    if len(rapi) > SEKALI_BUAT:
        raise SurveiError(_("Paling banyak %(n)d kode sekali masuk. Kirim dalam beberapa bagian.") % {"n": SEKALI_BUAT})
    sidik_baru = {sidik_kode(kini.pk, satu) for satu in rapi}
    ada = set(KodeRespons.objects.filter(kampanye=kini, sidik__in=sidik_baru).values_list("sidik", flat=True))
    KodeRespons.objects.bulk_create(KodeRespons(kampanye=kini, sidik=s) for s in sorted(sidik_baru - ada))
    baru = len(sidik_baru - ada)
    if baru:
        catat(objek=kini, aksi="masukkan_kode", actor=actor, rincian={"jumlah": baru})
    return baru


def _pastikan_berkode(kampanye: Kampanye) -> Kampanye:
    kini = Kampanye.objects.select_for_update(no_key=True).get(pk=kampanye.pk)
    if kini.cara != CaraIsi.KODE:
        raise SurveiError(_("Survei ini memakai tautan terbuka, jadi tidak memerlukan kode."))
    if kini.status in {StatusKampanye.TUTUP, StatusKampanye.BATAL}:
        raise SurveiError(_("Survei ini sudah ditutup, jadi tidak dapat diberi kode baru."))
    kini.unit = kampanye.unit
    return kini


def pakai_kode(*, kampanye: KampanyePublik, kode: str, kiriman: uuid.UUID) -> int | None:
    """Use a code up for the response ``kiriman``, inside its transaction; the same response again is not a second use.
    Returns the service the code was given for. Raises KodeDitolak."""
    milik = KodeRespons.objects.filter(kampanye=kampanye.pk, sidik=sidik_kode(kampanye.pk, kode))
    if not milik.filter(dipakai_pada=None).update(dipakai_pada=timezone.now(), kiriman=kiriman):
        if milik.filter(kiriman=kiriman).exists():
            return None
        if milik.exists():
            raise KodeDitolak(_("Kode ini sudah dipakai. Minta kode lain kepada petugas."), "kode_terpakai")
        raise KodeDitolak(_("Kode ini tidak dikenal. Periksa hurufnya pada slip Anda."), "kode_asing")
    return milik.values_list("layanan_id", flat=True).get()
