"""The teams of TPN: made, changed and dissolved by its admin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from evaluation.enums.riwayat import Jejak
from evaluation.errors import EvaluationError
from evaluation.models import AnggotaTimTPN, InstansiTimTPN, Musim, TimTPN
from evaluation.selectors.tim_tpn import instansi_sendiri
from evaluation.services.riwayat import catat
from units.models import Instansi, User


@transaction.atomic
def simpan_tim(
    *,
    tim: TimTPN | None,
    musim: Musim,
    nama: str,
    nomor_sk: str,
    tanggal_sk: dt.date,
    anggota: Iterable[User],
    instansi: Iterable[Instansi],
    actor: User,
) -> TimTPN:
    """Make a team, or put it as given. Nobody is put on an instansi they belong to. Raises EvaluationError."""
    anggota, instansi = list(anggota), list(instansi)
    if not nama.strip() or not nomor_sk.strip():
        raise EvaluationError(_("Isi nama tim dan nomor SK-nya."))
    if not anggota:
        raise EvaluationError(_("Tim paling sedikit mempunyai satu anggota."))
    for orang in anggota:
        sendiri = instansi_sendiri(orang)
        if bentrok := [i.nama for i in instansi if i.pk in sendiri]:
            raise EvaluationError(
                _("%(orang)s bekerja di %(i)s, sehingga tidak dapat mengevaluasinya.")
                % {"orang": orang, "i": ", ".join(bentrok)}
            )
    kolom = {"nama": nama.strip(), "nomor_sk": nomor_sk.strip(), "tanggal_sk": tanggal_sk}
    baru = tim is None
    try:
        with transaction.atomic():
            if tim is None:
                tim = TimTPN.objects.create(musim=musim, dibuat_oleh=actor, **kolom)
            else:
                TimTPN.objects.filter(pk=tim.pk).update(**kolom)
                tim.refresh_from_db()
            tim.keanggotaan.exclude(user__in=anggota).delete()
            AnggotaTimTPN.objects.bulk_create([AnggotaTimTPN(tim=tim, user=u) for u in anggota], ignore_conflicts=True)
            tim.penugasan.exclude(instansi__in=instansi).delete()
            ada = set(tim.penugasan.values_list("instansi", flat=True))
            InstansiTimTPN.objects.bulk_create(
                [InstansiTimTPN(tim=tim, musim_id=tim.musim_id, instansi=i) for i in instansi if i.pk not in ada]
            )
    except IntegrityError as error:
        raise EvaluationError(
            _("Nama tim sudah dipakai, atau salah satu instansi sudah ditangani tim lain tahun ini.")
        ) from error
    rincian = {
        **{k: str(v) for k, v in kolom.items()},
        "anggota": sorted(u.pk for u in anggota),
        "instansi": sorted(i.pk for i in instansi),
    }
    catat(objek=tim, aksi=Jejak.BUAT if baru else Jejak.UBAH, actor=actor, rincian=rincian)
    return tim


@transaction.atomic
def bubarkan_tim(*, tim: TimTPN, actor: User) -> None:
    """Dissolve a team: its instansi have none from then on. Its history stays."""
    catat(objek=tim, aksi=Jejak.HAPUS, actor=actor, rincian={"nama": tim.nama, "nomor_sk": tim.nomor_sk})
    TimTPN.objects.filter(pk=tim.pk).delete()
