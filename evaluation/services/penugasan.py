"""Assignments as rows: made and ended with a trace, and kept in step with the teams they come from.

Whoever makes an assignment or declares a conflict locks the person first, so that of the two one sees the other; a
team is locked before its people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.enums.tim_tpi import JejakTim, Kedudukan
from evaluation.models import AnggotaTimTPI, Musim, PenugasanTPI, TimTPI, UnitTim
from evaluation.selectors.benturan import sebab_blokir
from evaluation.services.riwayat import catat
from units.enums import Peran
from units.models import UnitKerja, User
from units.selectors import anggota
from units.services import beri_tahu


def kunci_orang(orang: Iterable[int]) -> None:
    """Lock these people's rows, where the database can, until the transaction ends."""
    list(User.objects.select_for_update(no_key=True).filter(pk__in=orang).order_by("pk").values_list("pk"))


def kunci_tim(tim: Iterable[int]) -> list[TimTPI]:
    """Lock living teams, always in the same order. Returns those that are still there."""
    return list(TimTPI.objects.hidup().select_for_update().filter(pk__in=tim).order_by("pk"))


def buat_tugas(*, unit: UnitKerja, musim: Musim, user: User, actor: User, tim: TimTPI | None = None) -> bool:
    """Assign, with its history; False when the person is assigned already. The caller has checked who may be."""
    tugas, baru = PenugasanTPI.objects.get_or_create(
        unit=unit, musim=musim, user=user, defaults={"oleh": actor, "tim": tim}
    )
    if baru:
        catat(objek=tugas, aksi=JejakTim.TUGASKAN, actor=actor, rincian=_rincian(tugas))
    return baru


def akhiri_tugas(*, tugas: PenugasanTPI, actor: User, alasan: str = "") -> bool:
    """End an assignment, with its history; False when somebody ended it before."""
    rincian = _rincian(tugas)
    if not PenugasanTPI.objects.filter(pk=tugas.pk).delete()[0]:
        return False
    catat(objek=tugas, aksi=JejakTim.LEPAS, actor=actor, alasan=alasan, rincian=rincian)
    return True


def _rincian(tugas: PenugasanTPI) -> dict[str, object]:
    return {
        "user": tugas.user_id,
        "nama": str(tugas.user),
        "unit": str(tugas.unit),
        "tim": str(tugas.tim) if tugas.tim else "",
    }


def anggota_aktif(tim: TimTPI) -> list[User]:
    """Members of the team (not its leads) who hold the role in the instansi now."""
    ikut = AnggotaTimTPI.objects.filter(tim=tim, kedudukan=Kedudukan.ANGGOTA).values("user")
    return list(anggota(Peran.TPI_ANGGOTA, instansi=tim.instansi).filter(pk__in=ikut))


def selaraskan(*, tim: TimTPI, actor: User, unit: Collection[UnitKerja] | None = None) -> None:
    """Bring the assignments of a locked team in step with its members and units; only of these units when given.

    Whom a conflict keeps away is left out. An assignment by hand stays as it is.
    """
    pasangan = UnitTim.objects.filter(tim=tim).select_related("unit")
    if unit is not None:
        pasangan = pasangan.filter(unit__in=unit)
    orang = {u.pk: u for u in anggota_aktif(tim)}
    kunci_orang(orang)
    tutup = sebab_blokir(list(orang), tim.musim)
    perlu = {(user_id, p.unit_id): p.unit for p in pasangan for user_id in orang if (user_id, p.unit_id) not in tutup}
    ada = PenugasanTPI.objects.filter(musim=tim.musim_id).select_related("unit__instansi", "user", "tim")
    milik_tim = ada.filter(tim=tim)
    if unit is not None:
        milik_tim = milik_tim.filter(unit__in=unit)
    for tugas in milik_tim:
        if (tugas.user_id, tugas.unit_id) not in perlu:
            akhiri_tugas(tugas=tugas, actor=actor)
    sudah = set(ada.filter(user__in=orang).order_by().values_list("user_id", "unit_id"))
    baru: dict[int, list[UnitKerja]] = {}
    for (user_id, unit_id), satu in perlu.items():
        if (user_id, unit_id) in sudah:
            continue
        if buat_tugas(unit=satu, musim=tim.musim, user=orang[user_id], actor=actor, tim=tim):
            baru.setdefault(user_id, []).append(satu)
    for user_id, daftar in baru.items():
        beri_tahu_tugas(user=orang[user_id], unit=daftar, musim=tim.musim, actor=actor)


def beri_tahu_tugas(*, user: User, unit: Collection[UnitKerja], musim: Musim, actor: User) -> None:
    """One message for all units somebody was just assigned to."""
    if len(unit) == 1:
        (satu,) = unit
        judul = _("Anda ditugaskan menilai %(unit)s tahun %(tahun)s") % {"unit": satu, "tahun": musim}
        isi = ""
    else:
        judul = _("Anda ditugaskan menilai %(n)d unit tahun %(tahun)s") % {"n": len(unit), "tahun": musim}
        isi = ", ".join(str(u) for u in unit)[:1000]
    beri_tahu(kepada=[user], judul=judul, isi=isi, url=reverse("evaluation:tpi_benturan"), kecuali=actor)
