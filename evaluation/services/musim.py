"""A season: prepared from the one before, opened once it is whole, frozen once in use, and only ever extended."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.enums.musim import FLOW_MUSIM, AksiMusim, Jendela, StatusMusim
from evaluation.enums.riwayat import Jejak
from evaluation.errors import EvaluationError
from evaluation.models import Musim, Perpanjangan, RiwayatEvaluasi
from evaluation.selectors.masa import tutup_jendela
from evaluation.selectors.musim import teks_isian, temuan_musim
from evaluation.services.riwayat import catat, gerak
from units.enums import PERAN_TPI_PENGARAH, Peran
from units.models import Instansi, Keanggotaan, User
from units.services import beri_tahu
from zi_portal.common.waktu import teks_waktu

TANGGAL = (
    "isi_mulai",
    "isi_selesai",
    "tpi_selesai",
    "usulan_mulai",
    "usulan_selesai",
    "sanggah_mulai",
    "sanggah_selesai",
)
ATURAN = (
    "instrumen",
    "cara_nilai",
    "wajib_pleno",
    "putaran_maks",
    "pendahuluan",
    "konversi_survei",
    "bulan_bangun",
    "bulan_wbbm",
    "portalrb_dalam_jendela",
)
TAHUN_BUKTI = ("tahun_bukti_awal", "tahun_bukti_akhir")
DAPAT_DIUBAH = (*TANGGAL, *TAHUN_BUKTI, *ATURAN)


class MusimBerubah(EvaluationError):
    """Somebody changed the season since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("Musim ini diubah orang lain sejak halaman ini dibuka. Buka lagi halaman ubah, lalu isi yang perlu.")
        )


class MusimTerpakai(EvaluationError):
    """A sheet is bound to the season: its rules stand."""

    def __init__(self, musim: Musim) -> None:
        super().__init__(
            _(
                "Musim %(tahun)s sudah dipakai LKE, sehingga aturannya tidak dapat diubah. "
                "Tanggal penutupan hanya dapat diperpanjang."
            )
            % {"tahun": musim.tahun}
        )


def _kunci(musim: Musim) -> Musim:
    """The season as it stands, locked: no sheet is bound to it and no one else changes it until this is done."""
    return Musim.objects.select_for_update().get(pk=musim.pk)


def _setahun_kemudian(saat: dt.datetime | None, tz: dt.tzinfo) -> dt.datetime | None:
    """The same day and hour of the next year in the season's zone; 28 February after a 29th."""
    if saat is None:
        return None
    lama = saat.astimezone(tz)
    hari = min(lama.day, calendar.monthrange(lama.year + 1, lama.month)[1])
    return lama.replace(year=lama.year + 1, day=hari)


@transaction.atomic
def siapkan_musim(*, dari: Musim, actor: User) -> Musim:
    """The next year's season, out of sight: the dates of ``dari`` a year later, its rules taken over, without its
    extensions. Raises EvaluationError when that year has one."""
    tahun = dari.tahun + 1
    isi = {nama: _setahun_kemudian(getattr(dari, nama), dari.tz) for nama in TANGGAL}
    isi |= {nama: getattr(dari, nama) + 1 for nama in TAHUN_BUKTI}
    isi |= {nama: getattr(dari, nama) for nama in ATURAN}
    try:
        with transaction.atomic():
            musim = Musim.objects.create(tahun=tahun, status=StatusMusim.DISIAPKAN, **isi)
    except IntegrityError as error:
        raise EvaluationError(_("Musim %(tahun)s sudah ada.") % {"tahun": tahun}) from error
    catat(objek=musim, aksi=Jejak.BUAT, actor=actor, ke=musim.status, rincian={"dari": dari.tahun})
    return musim


@transaction.atomic
def ubah_musim(*, musim: Musim, isi: Mapping[str, Any], versi: int, actor: User) -> Musim:
    """Change what a season says while no sheet is bound to it; ``versi`` is the one the person has read.

    Raises MusimTerpakai, MusimBerubah, or EvaluationError when the dates cannot stand or an open season would no
    longer be whole. The same content again changes nothing.
    """
    ini = _kunci(musim)
    if ini.lke.exists():
        raise MusimTerpakai(ini)
    dahulu = {nama: teks_isian(ini, nama) for nama in DAPAT_DIUBAH}
    for nama in DAPAT_DIUBAH:
        setattr(ini, nama, isi.get(nama, getattr(ini, nama)))
    kini = {nama: teks_isian(ini, nama) for nama in DAPAT_DIUBAH}
    ubah = {nama: [dahulu[nama], kini[nama]] for nama in DAPAT_DIUBAH if dahulu[nama] != kini[nama]}
    if not ubah:
        return ini
    if ini.versi != versi:
        raise MusimBerubah
    try:
        ini.clean_fields()
        ini.validate_constraints()
    except ValidationError as error:
        raise EvaluationError(" ".join(error.messages)) from error
    if ini.status == StatusMusim.DIBUKA and (temuan := temuan_musim(ini)):
        raise EvaluationError(_("Musim yang sudah dibuka harus tetap utuh. %(temuan)s") % {"temuan": " ".join(temuan)})
    ini.versi += 1
    ini.save(update_fields=[*DAPAT_DIUBAH, "versi"])
    catat(objek=ini, aksi=Jejak.UBAH, actor=actor, rincian={"ubah": ubah})
    return ini


@transaction.atomic
def buka_musim(*, musim: Musim, actor: User) -> RiwayatEvaluasi:
    """Open a prepared season to everybody; units fill in from its first date on. Raises EvaluationError when the check
    finds something, BendaMoved when it is open already."""
    ini = _kunci(musim)
    if ini.status == StatusMusim.DISIAPKAN and (temuan := temuan_musim(ini)):
        kalimat = ngettext(
            "Musim belum dapat dibuka: %(n)d temuan harus diselesaikan dahulu.",
            "Musim belum dapat dibuka: %(n)d temuan harus diselesaikan dahulu.",
            len(temuan),
        )
        raise EvaluationError(kalimat % {"n": len(temuan)})
    return gerak(objek=musim, aksi=AksiMusim.BUKA, langkah=FLOW_MUSIM[AksiMusim.BUKA], actor=actor)


@transaction.atomic
def perpanjang_musim(
    *, musim: Musim, jendela: Jendela, sampai: dt.datetime, alasan: str, actor: User, instansi: Instansi | None = None
) -> Perpanjangan:
    """Leave a window of a season in use open longer, for all or for one instansi. Tells those who lead there.

    Raises EvaluationError when the date is not later than what stands, reaches past the window that follows, a reason
    is missing or the season is not in use.
    """
    if not alasan.strip():
        raise EvaluationError(_("Tuliskan alasan perpanjangan."))
    # Locked: of two at once the second compares with what the first left.
    ini = _kunci(musim)
    if not ini.lke.exists():
        raise EvaluationError(_("Musim ini belum dipakai LKE. Ubah saja tanggalnya."))
    semula = tutup_jendela(ini, jendela, instansi)
    _pastikan_dapat(ini, jendela, instansi, semula, sampai)
    baris = Perpanjangan.objects.create(
        musim=ini, jendela=jendela, instansi=instansi, sampai=sampai, alasan=alasan.strip(), oleh=actor
    )
    untuk = str(instansi.pk) if instansi else ""
    ini.diperpanjang = ini.diperpanjang | {
        str(jendela): ini.diperpanjang.get(jendela, {}) | {untuk: sampai.astimezone(dt.UTC).isoformat()}
    }
    ini.save(update_fields=["diperpanjang"])
    musim.diperpanjang = ini.diperpanjang
    catat(
        objek=ini,
        aksi=AksiMusim.PERPANJANG,
        actor=actor,
        alasan=alasan,
        rincian={
            "perpanjangan": baris.pk,
            "jendela": str(jendela),
            "instansi": instansi.nama if instansi else "",
            "semula": teks_waktu(semula, ini.tz),
            "sampai": teks_waktu(sampai, ini.tz),
        },
    )
    _beri_tahu(baris, actor)
    return baris


def _pastikan_dapat(
    musim: Musim, jendela: Jendela, instansi: Instansi | None, semula: dt.datetime | None, sampai: dt.datetime
) -> None:
    nama = {"jendela": Jendela(jendela).label}
    if semula is None:
        raise EvaluationError(_("%(jendela)s tidak dibatasi pada musim ini, sehingga tidak perlu diperpanjang.") % nama)
    if sampai <= semula:
        raise EvaluationError(
            _("%(jendela)s sudah terbuka sampai %(waktu)s. Pilih tanggal sesudahnya.")
            % (nama | {"waktu": teks_waktu(semula, musim.tz)})
        )
    if sampai <= timezone.now():
        raise EvaluationError(_("Pilih tanggal yang belum lewat."))
    # What is filled in must still be assessed: by everybody who is given the time.
    tutup_tpi = tutup_jendela(musim, Jendela.TPI, instansi)
    if jendela == Jendela.ISI and sampai > tutup_tpi:
        raise EvaluationError(
            _("Pengisian tidak dapat melewati penutupan penilaian TPI, %(waktu)s. Perpanjang penilaian TPI dahulu.")
            % {"waktu": teks_waktu(tutup_tpi, musim.tz)}
        )


def _beri_tahu(baris: Perpanjangan, actor: User) -> None:
    aktif = Keanggotaan.objects.aktif().filter(peran__in={*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI})
    if baris.instansi_id:
        aktif = aktif.filter(instansi=baris.instansi_id)
    beri_tahu(
        kepada=User.objects.filter(is_active=True, pk__in=aktif.values("user")),
        judul=_("%(jendela)s Musim %(tahun)s diperpanjang")
        % {"jendela": baris.get_jendela_display(), "tahun": baris.musim.tahun},
        isi=_("Sampai %(waktu)s. %(alasan)s")
        % {"waktu": teks_waktu(baris.sampai, baris.musim.tz), "alasan": baris.alasan},
        url=f"{reverse('evaluation:lke_list')}?tahun={baris.musim.tahun}",
        kecuali=actor,
    )
