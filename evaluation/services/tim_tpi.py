"""Teams of TPI: made, changed, ended; units given to them by hand or evenly."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import Status
from evaluation.enums.riwayat import Jejak
from evaluation.enums.tim_tpi import PERAN_KEDUDUKAN, JejakTim, Kedudukan
from evaluation.errors import EvaluationError
from evaluation.models import AnggotaTimTPI, LembarKerjaEvaluasi, Musim, PenugasanTPI, TimTPI, UnitTim
from evaluation.selectors.benturan import sebab_blokir
from evaluation.services.penugasan import akhiri_tugas, anggota_aktif, kunci_tim, selaraskan
from evaluation.services.riwayat import catat
from units.models import Instansi, Keanggotaan, UnitKerja, User

logger = logging.getLogger(__name__)

# A sheet in one of these, in its first round, is not touched by TPI yet.
BELUM_DINILAI = Q(status__in=[Status.DRAF, Status.PENDAHULUAN]) | Q(status=Status.DIAJUKAN, putaran=1)


@dataclass(frozen=True, slots=True)
class DataTim:
    """What a team is: ``anggota`` maps a person's id to their place."""

    nama: str
    nomor_sk: str = ""
    tanggal_sk: dt.date | None = None
    berlaku_sampai: dt.date | None = None
    anggota: Mapping[int, str] = field(default_factory=dict)

    @property
    def kolom(self) -> dict[str, object]:
        return {
            "nama": self.nama.strip(),
            "nomor_sk": self.nomor_sk.strip(),
            "tanggal_sk": self.tanggal_sk,
            "berlaku_sampai": self.berlaku_sampai,
        }


class TimBerubah(EvaluationError):
    """Somebody else changed or ended the team first."""

    def __init__(self) -> None:
        super().__init__(_("Tim ini baru saja diubah orang lain. Muat ulang, lihat isinya sekarang, lalu ubah lagi."))


@transaction.atomic
def buat_tim(*, instansi: Instansi, musim: Musim, data: DataTim, actor: User) -> TimTPI:
    """A new team of an instansi for a season. Raises EvaluationError."""
    _pastikan_anggota(instansi, data.anggota)
    tim = TimTPI(instansi=instansi, musim=musim, dibuat_oleh=actor, **data.kolom)
    _simpan(tim)
    _ganti_anggota(tim, data.anggota)
    catat(objek=tim, aksi=Jejak.BUAT, actor=actor, rincian=_isi(tim))
    logger.info("tim TPI %s dibuat oleh %s", tim.pk, actor.pk)
    return tim


@transaction.atomic
def ubah_tim(*, tim: TimTPI, data: DataTim, versi: int, actor: User) -> TimTPI:
    """Change a team; the assignments follow its members. ``versi`` is what the person saw. Raises TimBerubah,
    EvaluationError."""
    kini = next(iter(kunci_tim([tim.pk])), None)
    if kini is None or kini.versi != versi:
        raise TimBerubah
    _pastikan_anggota(kini.instansi, data.anggota)
    lama = _isi(kini)
    for nama, nilai in data.kolom.items():
        setattr(kini, nama, nilai)
    kini.versi += 1
    # The lock is one of PostgreSQL alone; the number holds everywhere.
    if not TimTPI.objects.hidup().filter(pk=tim.pk, versi=versi).update(versi=F("versi") + 1):
        raise TimBerubah
    _simpan(kini)
    _ganti_anggota(kini, data.anggota)
    baru = _isi(kini)
    if beda := {k: [lama[k], baru[k]] for k in baru if lama[k] != baru[k]}:
        catat(objek=kini, aksi=Jejak.UBAH, actor=actor, rincian=beda)
    selaraskan(tim=kini, actor=actor)
    return kini


def _simpan(tim: TimTPI) -> None:
    """Raises EvaluationError with the constraint that stands in the way."""
    try:
        tim.full_clean()
        with transaction.atomic():
            tim.save()
    except ValidationError as error:
        raise EvaluationError(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise EvaluationError(_("Tim dengan nama ini sudah ada pada tahun tersebut.")) from error


def _pastikan_anggota(instansi: Instansi, anggota: Mapping[int, str]) -> None:
    """Each must hold, now, the role that their place asks for in this instansi."""
    aktif = Keanggotaan.objects.aktif().filter(user__in=list(anggota), instansi=instansi, user__is_active=True)
    ada = set(aktif.order_by().values_list("user_id", "peran"))
    for user_id, kedudukan in anggota.items():
        if (user_id, PERAN_KEDUDUKAN[Kedudukan(kedudukan)]) not in ada:
            nama = User.objects.filter(pk=user_id).first() or user_id
            raise EvaluationError(
                _("%(nama)s tidak berperan %(peran)s di instansi ini, sehingga tidak dapat menjadi %(kedudukan)s.")
                % {
                    "nama": nama,
                    "peran": PERAN_KEDUDUKAN[Kedudukan(kedudukan)].label,
                    "kedudukan": Kedudukan(kedudukan).label.lower(),
                }
            )


def _ganti_anggota(tim: TimTPI, anggota: Mapping[int, str]) -> None:
    ada = {a.user_id: a for a in tim.anggota.all()}
    tim.anggota.exclude(user__in=list(anggota)).delete()
    for user_id, kedudukan in anggota.items():
        if user_id not in ada:
            AnggotaTimTPI.objects.create(tim=tim, user_id=user_id, kedudukan=Kedudukan(kedudukan))
        elif ada[user_id].kedudukan != kedudukan:
            tim.anggota.filter(user=user_id).update(kedudukan=Kedudukan(kedudukan))


def _isi(tim: TimTPI) -> dict[str, object]:
    """What history keeps of a team."""
    anggota = tim.anggota.select_related("user").order_by("kedudukan", "user__nama", "pk")
    return {
        "nama": tim.nama,
        "nomor_sk": tim.nomor_sk,
        "tanggal_sk": tim.tanggal_sk.isoformat() if tim.tanggal_sk else "",
        "berlaku_sampai": tim.berlaku_sampai.isoformat() if tim.berlaku_sampai else "",
        "anggota": [f"{a.user} ({a.get_kedudukan_display()})" for a in anggota],
    }


def lke_dinilai(tim: TimTPI) -> models.QuerySet[LembarKerjaEvaluasi]:
    """Sheets of the team's units that TPI has begun with."""
    unit = UnitTim.objects.filter(tim=tim).values("unit")
    return LembarKerjaEvaluasi.objects.filter(musim=tim.musim_id, unit__in=unit).exclude(BELUM_DINILAI)


@transaction.atomic
def hapus_tim(*, tim: TimTPI, actor: User) -> None:
    """End a team that has not begun to score: its units are free again. The row, its SK and its history stay.

    Harmless twice. Raises EvaluationError.
    """
    if not kunci_tim([tim.pk]):
        return
    if lke := lke_dinilai(tim).select_related("unit").first():
        raise EvaluationError(
            _("Tim ini sudah mulai menilai %(unit)s, sehingga tidak dapat dihapus. Keluarkan unitnya dahulu.")
            % {"unit": lke.unit}
        )
    rincian = _isi(tim) | {"unit": [str(u.unit) for u in tim.unit_tim.select_related("unit")]}
    if not TimTPI.objects.hidup().filter(pk=tim.pk).update(dihapus_pada=timezone.now(), dihapus_oleh=actor):
        return
    tim.unit_tim.all().delete()
    selaraskan(tim=tim, actor=actor)
    catat(objek=tim, aksi=Jejak.HAPUS, actor=actor, rincian=rincian)


@transaction.atomic
def masukkan_unit(*, tim: TimTPI, unit: Collection[UnitKerja], actor: User) -> list[UnitKerja]:
    """Give units to a team; its members are assigned to them, without those whom a conflict keeps away.

    Returns the units that are new in it. Raises EvaluationError, TimBerubah: then nothing was given.
    """
    kini = next(iter(kunci_tim([tim.pk])), None)
    if kini is None:
        raise TimBerubah
    baru = _masukkan(kini, unit, actor)
    selaraskan(tim=kini, actor=actor, unit=baru)
    return baru


def _masukkan(tim: TimTPI, unit: Collection[UnitKerja], actor: User) -> list[UnitKerja]:
    if asing := [u for u in unit if u.instansi_id != tim.instansi_id or not u.aktif]:
        raise EvaluationError(_("%(unit)s bukan unit aktif instansi tim ini.") % {"unit": asing[0]})
    orang = anggota_aktif(tim)
    if not orang:
        raise EvaluationError(_("%(tim)s belum mempunyai anggota yang aktif. Susun anggotanya dahulu.") % {"tim": tim})
    tutup = sebab_blokir([o.pk for o in orang], tim.musim)
    pemilik = {
        p.unit_id: p for p in UnitTim.objects.filter(unit__in=unit, musim=tim.musim_id).select_related("tim", "unit")
    }
    baru = []
    for satu in unit:
        if (ada := pemilik.get(satu.pk)) is not None:
            if ada.tim_id == tim.pk:
                continue
            raise EvaluationError(
                _("%(unit)s sudah dipegang %(tim)s. Keluarkan dari sana dahulu.") % {"unit": satu, "tim": ada.tim}
            )
        if all((o.pk, satu.pk) in tutup for o in orang):
            raise EvaluationError(
                _("Semua anggota %(tim)s mempunyai benturan kepentingan dengan %(unit)s. Pilih tim lain.")
                % {"tim": tim, "unit": satu}
            )
        baru.append(satu)
    for satu in baru:
        try:
            with transaction.atomic():
                UnitTim.objects.create(tim=tim, unit=satu, musim=tim.musim, oleh=actor)
        except IntegrityError as error:
            raise EvaluationError(
                _("%(unit)s baru saja diberikan kepada tim lain. Muat ulang halaman.") % {"unit": satu}
            ) from error
        _catat_unit(tim, satu, JejakTim.TAMBAH_UNIT, actor)
    return baru


def _catat_unit(tim: TimTPI, unit: UnitKerja, aksi: JejakTim, actor: User) -> None:
    catat(objek=tim, aksi=aksi, actor=actor, rincian={"unit_id": unit.pk, "unit": str(unit), "tim": str(tim)})


@transaction.atomic
def keluarkan_unit(*, tim: TimTPI, unit: UnitKerja, actor: User) -> bool:
    """Take a unit from a team and end the assignments that came from it; what was scored stays. False when it was
    not there any more."""
    kunci_tim([tim.pk])
    if not UnitTim.objects.filter(tim=tim, unit=unit).delete()[0]:
        return False
    tugas = PenugasanTPI.objects.filter(tim=tim, unit=unit, musim=tim.musim_id)
    for satu in tugas.select_related("unit", "user", "tim"):
        akhiri_tugas(tugas=satu, actor=actor)
    _catat_unit(tim, unit, JejakTim.LEPAS_UNIT, actor)
    return True


@transaction.atomic
def bagikan(*, instansi: Instansi, musim: Musim, pasangan: Mapping[int, int], actor: User) -> int:
    """Carry out a division (unit id → team id) as a whole or not at all. Returns how many units were given; a repeat
    gives none. Raises EvaluationError."""
    tim = {t.pk: t for t in kunci_tim(set(pasangan.values())) if (t.instansi_id, t.musim_id) == (instansi.pk, musim.pk)}
    unit = {u.pk: u for u in UnitKerja.objects.filter(pk__in=pasangan, instansi=instansi).order_by("nama", "pk")}
    if set(pasangan.values()) - set(tim) or set(pasangan) - set(unit):
        raise EvaluationError(_("Tim atau unitnya sudah berubah. Muat ulang, lalu lihat pembagian yang baru."))
    banyak = 0
    for satu in tim.values():
        baru = _masukkan(satu, [u for u in unit.values() if pasangan[u.pk] == satu.pk], actor)
        selaraskan(tim=satu, actor=actor, unit=baru)
        banyak += len(baru)
    logger.info("%s unit dibagi kepada %s tim oleh %s", banyak, len(tim), actor.pk)
    return banyak
