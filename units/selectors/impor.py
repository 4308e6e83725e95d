"""Reading the imports: of a unit, of an instansi, of the nation."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from units.enums import Lingkup
from units.imports import JENIS, JenisImpor
from units.models import BarisImpor, Impor, Instansi, JenisBaris, UnitKerja, User
from units.selectors.organisasi import akses, instansi_dikelola


def impor_unit(unit: UnitKerja, jenis: str = "") -> QuerySet[Impor]:
    """Every table handed in, newest first, with who did; of one kind where it is named."""
    semua = Impor.objects.filter(unit=unit).select_related("diunggah_oleh", "diterapkan_oleh")
    return semua.filter(jenis=jenis) if jenis else semua


def baris_impor(impor: Impor, jenis: str) -> QuerySet[BarisImpor]:
    """The rows of one table that do the same."""
    return BarisImpor.objects.filter(impor=impor, jenis=jenis)


def jenis_pertama(impor: Impor) -> str:
    """What a reader wants to see first: changes, then what is new."""
    hitung = impor.hasil.get("hitung", {})
    urut = (JenisBaris.BERUBAH, JenisBaris.BARU, JenisBaris.TETAP)
    return next((j.value for j in urut if hitung.get(j)), JenisBaris.TETAP.value)


# Above the units ------------------------------------------------------------------------------------------------------


def instansi_impor(user: User, kind: JenisImpor, izin: str = "") -> list[Instansi]:
    """The instansi of which this person may hand in tables of a kind. ``izin``: another permission than that."""
    calon = instansi_dikelola(user) | Instansi.objects.filter(pk__in=akses(user).instansi_ids)
    return [i for i in calon.order_by("nama", "pk") if user.has_perm(izin or kind.izin, i)]


def jenis_induk(user: User) -> list[JenisImpor]:
    """The kinds above the unit that this person may hand in somewhere. Without an instansi a permission says whether
    there is one."""
    return [j for j in JENIS.values() if j.lingkup != Lingkup.UNIT and user.has_perm(j.izin)]


def impor_induk(user: User) -> QuerySet[Impor]:
    """Tables of an instansi or of the nation whose rows this person may read, newest first."""
    terlihat = Q(pk__in=[])
    for j in JENIS.values():
        if j.lingkup == Lingkup.NASIONAL and user.has_perm(j.izin_baca):
            terlihat |= Q(jenis=j.kunci, instansi=None)
        elif j.lingkup == Lingkup.INSTANSI and user.has_perm(j.izin_baca):
            terlihat |= Q(jenis=j.kunci, instansi__in=instansi_impor(user, j, j.izin_baca))
    semua = Impor.objects.filter(terlihat, unit=None)
    return semua.select_related("instansi", "diunggah_oleh", "diterapkan_oleh", "dibatalkan_oleh")
