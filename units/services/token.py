"""Tokens of the API: made, shown once, recognised, revoked; what was fetched with them is written down."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import secrets
import uuid
from collections.abc import Collection, Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums.tahap import Jejak
from units.enums.token import AWALAN, CABUT, HARI_TERLAMA, PANJANG_AWALAN, PINTU, Cakupan
from units.errors import UnitsError
from units.models import AmbilanAPI, Instansi, KirimanAPI, TokenAPI, UnitKerja, User
from units.services.data_pendukung import Isian, simpan_data_pendukung
from units.services.tahap import catat
from zi_portal.common.baku import sidik_isi

logger = logging.getLogger(__name__)

# Last use is told to the minute: to write it at every request would lock the row for each of many at once.
SEMENIT = dt.timedelta(minutes=1)
# 32 bytes are beyond guessing, so a plain hash keeps them as well as a slow one would.
BITA = 32


class TokenSudahDibuat(UnitsError):
    """The same form came twice; the token was shown with the first answer."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Token ini sudah dibuat dan ditampilkan satu kali. Bila Anda belum menyalinnya, cabut token itu, lalu "
                "buat yang baru."
            )
        )


def sidik_token(teks: str) -> str:
    return hashlib.sha256(teks.encode()).hexdigest()


def buat_token(
    *,
    instansi: Instansi,
    nama: str,
    cakupan: Collection[str],
    hari: int,
    actor: User | None,
    kiriman: uuid.UUID | None = None,
) -> tuple[TokenAPI, str]:
    """Make a token; its text is in the answer and nowhere else. ``actor`` None: made on the server.

    Raises UnitsError for what it cannot be, TokenSudahDibuat for a repeat of the same form.
    """
    nama, cakupan = nama.strip(), sorted(set(cakupan))
    if not nama:
        raise UnitsError(_("Isi nama token, misalnya nama sistem yang memakainya."))
    if not cakupan or not set(cakupan) <= set(Cakupan.values):
        raise UnitsError(_("Pilih paling sedikit satu cakupan token."))
    if not 1 <= hari <= HARI_TERLAMA:
        raise UnitsError(_("Masa berlaku token 1 sampai %(n)d hari.") % {"n": HARI_TERLAMA})
    if actor is None and Cakupan.DATA_PENDUKUNG in cakupan:
        raise UnitsError(_("Token yang menulis data pendukung dibuat oleh seseorang, agar jejaknya bernama."))
    teks = AWALAN + secrets.token_urlsafe(BITA)
    try:
        with transaction.atomic():
            token = TokenAPI.objects.create(
                instansi=instansi,
                nama=nama[:100],
                awalan=teks[:PANJANG_AWALAN],
                sidik=sidik_token(teks),
                cakupan=cakupan,
                dibuat_oleh=actor,
                berlaku_sampai=timezone.now() + dt.timedelta(days=hari),
                kiriman=kiriman,
            )
            catat(
                objek=token,
                aksi=Jejak.BUAT,
                actor=actor,
                nama="" if actor else _("Admin server"),
                rincian={"nama": [None, token.nama], "cakupan": [None, ", ".join(cakupan)]},
            )
    except IntegrityError as error:
        raise TokenSudahDibuat from error
    logger.info("token %s of instansi %s made", token.pk, instansi.pk)
    return token, teks


def cabut_token(*, token: TokenAPI, actor: User, alasan: str = "") -> bool:
    """From now on the token opens nothing. Returns whether this call did it: of two who revoke one is written down."""
    with transaction.atomic():
        tetap = TokenAPI.objects.filter(pk=token.pk, dicabut_pada=None)
        if not tetap.update(dicabut_pada=timezone.now(), dicabut_oleh=actor):
            return False
        catat(objek=token, aksi=CABUT, actor=actor, alasan=alasan.strip(), rincian={"nama": [token.nama, token.nama]})
    token.refresh_from_db()
    logger.info("token %s revoked by %s", token.pk, actor.pk)
    return True


def _bentuk_token(teks: str) -> bool:
    """Could it be one of ours? Strangers cost no query."""
    return teks.startswith(AWALAN) and len(teks) <= 100 and teks.isascii()


def kenali(teks: str) -> TokenAPI | None:
    """The valid token of this text, with its instansi and maker; it counts as used now. One query, two where a minute
    has passed since."""
    if not _bentuk_token(teks):
        return None
    token = TokenAPI.objects.berlaku().select_related("instansi", "dibuat_oleh").filter(sidik=sidik_token(teks)).first()
    if token is None:
        return None
    kini = timezone.now()
    if token.dipakai_pada is None or kini - token.dipakai_pada > SEMENIT:
        TokenAPI.objects.filter(pk=token.pk).update(dipakai_pada=kini)
    return token


def catat_ambilan(*, token: TokenAPI, apa: str, status: int, unit: str = "", jumlah: int | None = None) -> None:
    """Write down what PortalRB asked for and what it was answered."""
    AmbilanAPI.objects.create(
        instansi_id=token.instansi_id, token=token, apa=apa, unit=unit[:80], status=status, jumlah=jumlah
    )


def catat_tertahan(*, teks: str, status: int) -> None:
    """Write down that PortalRB was turned away with a token that is one of ours, revoked or past its time included:
    once a minute, however often it knocks. Who it was with another token nobody knows."""
    if not _bentuk_token(teks):
        return
    token = TokenAPI.objects.filter(sidik=sidik_token(teks)).first()
    if token is None or Cakupan.PORTALRB not in token.cakupan:
        return
    baru = AmbilanAPI.objects.filter(token=token, apa=PINTU, status=status, pada__gt=timezone.now() - SEMENIT)
    if not baru.exists():
        catat_ambilan(token=token, apa=PINTU, status=status)


class KunciTerpakai(UnitsError):
    """A key that was used for something else."""

    def __init__(self) -> None:
        super().__init__(_("Kunci kiriman ini sudah dipakai untuk isi yang lain. Pakai kunci baru untuk kiriman baru."))


class TokenTanpaOrang(UnitsError):
    """Nobody stands behind the token in whose name it could write."""

    def __init__(self) -> None:
        super().__init__(_("Pembuat token ini tidak aktif lagi. Buat token baru untuk menulis data."))


def tulis_data(
    *, token: TokenAPI, kunci: str, unit: UnitKerja, tahun: int, triwulan: int, isian: Mapping[str, Isian]
) -> list[str]:
    """Store figures in the name of the token's maker, once for a key; returns the codes that changed, for a repeat
    those of the first time.

    Raises what ``simpan_data_pendukung`` does, KunciTerpakai and TokenTanpaOrang.
    """
    actor = token.dibuat_oleh
    if actor is None or not actor.is_active:
        raise TokenTanpaOrang
    isi = {k: [i.nilai, i.sumber, i.versi] for k, i in isian.items()}
    sidik = sidik_isi({"unit": unit.pk, "tahun": tahun, "triwulan": triwulan, "isian": isi})
    if (ada := _terkirim(token, kunci, sidik)) is not None:
        return ada
    try:
        with transaction.atomic():
            berubah = simpan_data_pendukung(
                unit=unit,
                tahun=tahun,
                triwulan=triwulan,
                isian=isian,
                actor=actor,
                alasan=_("Melalui API, token “%(nama)s”") % {"nama": token.nama},
            )
            KirimanAPI.objects.create(token=token, kunci=kunci, sidik=sidik, jawaban={"berubah": berubah})
    except IntegrityError:
        # Of two with the same key the first has written.
        if (ada := _terkirim(token, kunci, sidik)) is None:
            raise
        return ada
    return berubah


def _terkirim(token: TokenAPI, kunci: str, sidik: str) -> list[str] | None:
    kiriman = KirimanAPI.objects.filter(token=token, kunci=kunci).first()
    if kiriman is None:
        return None
    if kiriman.sidik != sidik:
        raise KunciTerpakai
    return kiriman.jawaban["berubah"]
