"""The life of a campaign: made, opened, paused, extended, closed."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.enums import StatusKampanye
from surveys.errors import SurveiError
from surveys.models import Kampanye, LayananKampanye, Olahan, PerpanjanganKampanye
from surveys.selectors.kampanye import lupakan
from units.enums.tahap import Jejak
from units.errors import BarisBentrok, BarisMoved
from units.models import User
from units.services.tahap import buat_baris, catat, gerak, terakhir, ubah_baris

logger = logging.getLogger(__name__)

LAYANAN_TERBANYAK = 60
# What a campaign may still change while it runs: nothing that bends what was answered already.
BOLEH_BERUBAH = frozenset({"nama", "pengantar", "jaringan_kantor", "waktu_minimum"})


def buat_kampanye(
    *, kampanye: Kampanye, layanan: Sequence[tuple[str, int]], actor: User, kiriman: uuid.UUID | None = None
) -> Kampanye:
    """Store a new campaign as a draft with its services (name, people served). Raises SurveiError, UnitsError."""
    _periksa_kuesioner(kampanye)
    with transaction.atomic():
        baru = buat_baris(baris=kampanye, actor=actor, kiriman=kiriman)
        if not baru.layanan.exists():
            atur_layanan(kampanye=baru, layanan=layanan)
    return baru


def _periksa_kuesioner(kampanye: Kampanye) -> None:
    k = kampanye.kuesioner
    if k.terbit_pada is None or (k.instansi_id and k.instansi_id != kampanye.unit.instansi_id):
        raise SurveiError(_("Pilih kuesioner yang sudah terbit."))


@transaction.atomic
def ubah_kampanye(
    *, kampanye: Kampanye, ubah: Mapping[str, Any], layanan: Sequence[tuple[str, int]], versi: int, actor: User
) -> Kampanye:
    """Change a draft as it was at ``versi``, or of a running campaign what BOLEH_BERUBAH names; and its services.

    Raises BarisBentrok when somebody was faster, SurveiError, UnitsError.
    """
    kini = Kampanye.objects.select_for_update(no_key=True).get(pk=kampanye.pk)
    if kini.status in {StatusKampanye.TUTUP, StatusKampanye.BATAL}:
        raise SurveiError(_("Survei ini sudah berakhir, jadi tidak dapat diubah."))
    if kini.status != StatusKampanye.DRAF and any(
        getattr(kini, nama) != isi for nama, isi in ubah.items() if nama not in BOLEH_BERUBAH
    ):
        raise SurveiError(_("Survei sudah berjalan. Yang masih dapat diubah hanya nama, pengantar, dan layanannya."))
    if kini.versi != versi:
        raise BarisBentrok(kini, terakhir(kini))
    sebelum = _tulis_layanan(kini)
    hasil = ubah_baris(baris=kampanye, ubah=ubah, versi=versi, actor=actor)
    _periksa_kuesioner(hasil)
    atur_layanan(kampanye=hasil, layanan=layanan)
    if (sesudah := _tulis_layanan(hasil)) != sebelum:
        Kampanye.objects.filter(pk=hasil.pk).update(versi=F("versi") + 1, diubah_pada=timezone.now())
        catat(objek=hasil, aksi=Jejak.UBAH, actor=actor, rincian={"layanan": [sebelum, sesudah]})
        hasil.refresh_from_db()
    transaction.on_commit(lambda: lupakan(hasil.slug))
    return hasil


def _tulis_layanan(kampanye: Kampanye) -> list[str]:
    """The services as the history tells them."""
    return [f"{nama} ({populasi})" for nama, populasi in kampanye.layanan.values_list("nama", "populasi")]


@transaction.atomic
def atur_layanan(*, kampanye: Kampanye, layanan: Sequence[tuple[str, int]]) -> None:
    """Set the services of a draft; in a running campaign only the numbers of people served change, and new services
    come. Raises SurveiError."""
    bersih = [(nama.strip(), max(0, populasi)) for nama, populasi in layanan if nama.strip()]
    if len({n.casefold() for n, _p in bersih}) != len(bersih):
        raise SurveiError(_("Ada layanan yang ditulis dua kali. Sebutkan tiap layanan sekali."))
    if len(bersih) > LAYANAN_TERBANYAK:
        raise SurveiError(_("Paling banyak %(n)d layanan dalam satu survei.") % {"n": LAYANAN_TERBANYAK})
    kini = Kampanye.objects.select_for_update(no_key=True).only("status", "slug").get(pk=kampanye.pk)
    if kini.status == StatusKampanye.TUTUP:
        raise SurveiError(_("Survei ini sudah ditutup, jadi layanannya tidak dapat diubah."))
    ada = {a.nama: a for a in kini.layanan.all()}
    hilang = [a for nama, a in ada.items() if nama not in dict(bersih)]
    if hilang and kini.status != StatusKampanye.DRAF:
        raise SurveiError(
            _("Layanan “%(nama)s” sudah ditanyakan, jadi tidak dapat dihapus selama survei berjalan.")
            % {"nama": hilang[0].nama}
        )
    LayananKampanye.objects.filter(pk__in=[a.pk for a in hilang]).delete()
    for urut, (nama, populasi) in enumerate(bersih):
        LayananKampanye.objects.update_or_create(
            kampanye=kini, nama=nama, defaults={"populasi": populasi, "urut": urut}
        )
    transaction.on_commit(lambda: lupakan(kini.slug))


def gerakkan(*, kampanye: Kampanye, aksi: str, actor: User | None, alasan: str = "") -> Kampanye:
    """Make a move of ``surveys.flow``. Raises BarisMoved, SurveiError when opening one that cannot run."""
    ubah: dict[str, Any] = {}
    if aksi == "buka":
        _periksa_siap(kampanye)
        ubah["dibuka_pada"] = timezone.now()
    elif aksi == "tutup":
        ubah["ditutup_pada"] = timezone.now()
    with transaction.atomic():
        if aksi == "tutup":
            # FOR UPDATE waits for every response on its way, each of which holds the row FOR KEY SHARE: after this
            # commits, none can come any more that the seal does not see.
            Kampanye.objects.select_for_update().values("pk").get(pk=kampanye.pk)
        gerak(objek=kampanye, aksi=aksi, actor=actor, alasan=alasan, nama="" if actor else str(_("Portal ZI")), **ubah)
        if aksi == "buka":
            Olahan.objects.get_or_create(kampanye=kampanye)
        transaction.on_commit(lambda: lupakan(kampanye.slug))
    return kampanye


def _periksa_siap(kampanye: Kampanye) -> None:
    if kampanye.selesai <= timezone.now():
        raise SurveiError(_("Waktu ditutup sudah lewat. Ubah dahulu tanggalnya, lalu buka survei."))
    if kampanye.kontak_hapus_pada and kampanye.kontak_hapus_pada < kampanye.selesai.date():
        raise SurveiError(_("Kontak dihapus sebelum survei ditutup. Pilih tanggal sesudahnya."))
    _periksa_kuesioner(kampanye)


@transaction.atomic
def perpanjang(*, kampanye: Kampanye, sampai: dt.datetime, alasan: str, actor: User) -> Kampanye:
    """A later end, with its reason, while the campaign is open or paused. Raises SurveiError."""
    if not alasan.strip():
        raise SurveiError(_("Tulis alasan perpanjangan: laporan survei mencetaknya."))
    kini = Kampanye.objects.select_for_update(no_key=True).get(pk=kampanye.pk)
    if kini.status not in {StatusKampanye.BUKA, StatusKampanye.JEDA}:
        raise SurveiError(_("Hanya survei yang dibuka atau dijeda yang dapat diperpanjang."))
    if sampai <= kini.selesai or sampai <= timezone.now():
        raise SurveiError(_("Tanggal baru harus sesudah tanggal tutup yang sekarang."))
    PerpanjanganKampanye.objects.create(
        kampanye=kini, dari=kini.selesai, sampai=sampai, alasan=alasan.strip(), oleh=actor
    )
    Kampanye.objects.filter(pk=kini.pk).update(selesai=sampai, versi=kini.versi + 1, diubah_pada=timezone.now())
    catat(
        objek=kini,
        aksi="perpanjang",
        actor=actor,
        alasan=alasan.strip(),
        rincian={"selesai": [kini.selesai.isoformat(), sampai.isoformat()]},
    )
    transaction.on_commit(lambda: lupakan(kini.slug))
    kampanye.refresh_from_db()
    return kampanye


def tutup_yang_lewat() -> int:
    """Close what has run past its end. Returns how many. Harmless when it runs twice."""
    lewat = Kampanye.objects.hidup().filter(
        status__in=[StatusKampanye.BUKA, StatusKampanye.JEDA], selesai__lte=timezone.now()
    )
    ditutup = 0
    for kampanye in lewat.select_related("unit")[:200]:
        try:
            gerakkan(kampanye=kampanye, aksi="tutup", actor=None)
        except BarisMoved:
            logger.info("kampanye %s was closed by somebody else", kampanye.pk)
        else:
            ditutup += 1
    return ditutup
