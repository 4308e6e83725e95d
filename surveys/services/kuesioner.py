"""Versions of questionnaires: loaded or built, frozen once published, followed by another version."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys import kuesioner as baca
from surveys.errors import KuesionerTidakSah, SurveiError
from surveys.models import Kuesioner
from units.enums.tahap import Jejak
from units.models import Instansi, User
from units.services.tahap import catat
from zi_portal.common.baku import sidik_isi

logger = logging.getLogger(__name__)

BAWAAN = Path(__file__).parents[1] / "data"
# The same as SafeLoader in C, where the library has it.
_PEMUAT = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def isi_bawaan() -> list[dict[str, Any]]:
    """The questionnaires that come with the portal, as plain data."""
    return [
        yaml.load(p.read_text(encoding="utf-8"), Loader=_PEMUAT)  # noqa: S506  # safe, only quicker
        for p in sorted(BAWAAN.glob("*.yaml"))
    ]


def muat_bawaan() -> list[Kuesioner]:
    """Store what the portal ships. The same content again changes nothing.

    Raises SurveiError when a version that was published has other content in the file: give the file a new version.
    """
    return [_muat(isi) for isi in isi_bawaan()]


def _muat(isi: Mapping[str, Any]) -> Kuesioner:
    k = urai(isi)
    ada = Kuesioner.objects.filter(instansi=None, kode=k.kode, versi_isi=k.versi).first()
    if ada is None:
        try:
            with transaction.atomic():
                return Kuesioner.objects.create(
                    kode=k.kode,
                    versi_isi=k.versi,
                    nama=str(k.nama),
                    isi=dict(isi),
                    sha256=sidik_isi(isi),
                    terbit_pada=timezone.now(),
                )
        except IntegrityError:
            # Two workers start together and load the same file: whoever came second takes the first one's row.
            ada = Kuesioner.objects.get(instansi=None, kode=k.kode, versi_isi=k.versi)
    if ada.sha256 != sidik_isi(isi):
        raise SurveiError(
            _("Kuesioner %(kode)s versi %(versi)s sudah terbit dengan isi lain. Beri nama versi yang baru.")
            % {"kode": k.kode, "versi": k.versi}
        )
    return ada


def urai(isi: Mapping[str, Any]) -> baca.Kuesioner:
    """Read plain data. Raises KuesionerTidakSah, naming the place."""
    try:
        return baca.Kuesioner.from_dict(isi)
    except baca.KuesionerError as error:
        raise KuesionerTidakSah(_("Kuesioner belum dapat dipakai. %(galat)s.") % {"galat": error}) from error


@transaction.atomic
def simpan_kuesioner(
    *, isi: Mapping[str, Any], instansi: Instansi, actor: User, kuesioner: Kuesioner | None = None, versi: int = 0
) -> Kuesioner:
    """Store an own questionnaire as a draft, new or as it was at ``versi``. Raises KuesionerTidakSah, SurveiError when
    it is published, when somebody was faster, or when the version exists."""
    k = urai(isi)
    kolom = {
        "kode": k.kode,
        "versi_isi": k.versi,
        "nama": str(k.nama)[:200],
        "isi": dict(isi),
        "sha256": sidik_isi(isi),
    }
    try:
        with transaction.atomic():
            if kuesioner is None:
                baru = Kuesioner.objects.create(instansi=instansi, dibuat_oleh=actor, **kolom)
                catat(objek=baru, aksi=Jejak.BUAT, actor=actor)
                return baru
            tetap = Kuesioner.objects.filter(pk=kuesioner.pk, instansi=instansi, terbit_pada=None, versi=versi)
            berubah = tetap.update(versi=versi + 1, diubah_pada=timezone.now(), **kolom)
    except IntegrityError as error:
        raise SurveiError(_("Versi ini sudah ada. Beri nama versi yang baru.")) from error
    kuesioner.refresh_from_db()
    if not berubah:
        raise SurveiError(
            _("Kuesioner ini sudah terbit, jadi tidak dapat diubah. Buat versi berikutnya.")
            if kuesioner.terbit_pada
            else _("Kuesioner ini baru saja diubah orang lain. Muat ulang, lalu ulangi perubahan Anda.")
        )
    catat(objek=kuesioner, aksi=Jejak.UBAH, actor=actor)
    return kuesioner


@transaction.atomic
def terbitkan_kuesioner(*, kuesioner: Kuesioner, actor: User) -> Kuesioner:
    """Freeze a draft so that campaigns may use it. A repeat changes nothing."""
    if Kuesioner.objects.filter(pk=kuesioner.pk, terbit_pada=None).update(terbit_pada=timezone.now()):
        catat(objek=kuesioner, aksi="terbit", actor=actor)
        logger.info("kuesioner %s terbit", kuesioner.pk)
    kuesioner.refresh_from_db()
    return kuesioner
