"""Which questionnaires a person reads, and which a unit's survey may use."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from surveys.models import Kuesioner
from units.enums import PERAN_PELAYAN, PERAN_TPI_PENGARAH, PERAN_TPN, PERAN_UNIT, Peran
from units.models import Instansi, UnitKerja, User
from units.selectors import akses

# Who writes an instansi's own questionnaires.
PENYUSUN = PERAN_TPI_PENGARAH | {Peran.ADMIN_INSTANSI}


def bisa_survei(user: User) -> bool:
    """Does this person make, follow or judge surveys anywhere?"""
    return not akses(user).peran.isdisjoint(PERAN_UNIT | PERAN_PELAYAN | PERAN_TPN)


def kuesioner_terlihat(user: User) -> QuerySet[Kuesioner]:
    """What the portal ships; own ones of the person's instansi once published, drafts for those who write them; TPN
    reads everything published."""
    if not bisa_survei(user):
        return Kuesioner.objects.none()
    a = akses(user)
    terlihat = Q(instansi=None) | Q(instansi__in=a.instansi_sebagai(*PENYUSUN))
    terbit = Q(instansi__in=a.instansi_sebagai(*PERAN_PELAYAN))
    terbit |= Q(instansi__in=UnitKerja.objects.filter(pk__in=a.unit_ids).values("instansi"))
    if a.punya_nasional(*PERAN_TPN):
        terbit = Q()
    return Kuesioner.objects.filter(terlihat | Q(terbit_pada__isnull=False) & terbit, dihapus_pada=None)


def kuesioner_pilihan(unit: UnitKerja) -> QuerySet[Kuesioner]:
    """Those a survey of this unit may use."""
    return Kuesioner.objects.terbit().untuk_instansi(unit.instansi_id).filter(dihapus_pada=None).defer("isi")


def instansi_penyusun(user: User) -> QuerySet[Instansi]:
    """Where this person may write questionnaires."""
    return Instansi.objects.filter(pk__in=akses(user).instansi_sebagai(*PENYUSUN)).order_by("nama", "pk")
