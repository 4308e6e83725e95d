"""A team of TPI: the places in it, and what happens to it besides being made and changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from units.enums import Peran


class Kedudukan(models.TextChoices):
    """A person's place in a team."""

    DALNIS = "dalnis", _("Pengendali teknis")
    KETUA = "ketua", _("Ketua tim")
    ANGGOTA = "anggota", _("Anggota")


# The role in the instansi that each place asks for.
PERAN_KEDUDUKAN = {
    Kedudukan.DALNIS: Peran.TPI_DALNIS,
    Kedudukan.KETUA: Peran.TPI_KETUA,
    Kedudukan.ANGGOTA: Peran.TPI_ANGGOTA,
}


class JejakTim(models.TextChoices):
    """What stands in the history of teams and of assignments."""

    TAMBAH_UNIT = "tambah_unit", _("Unit dimasukkan")
    LEPAS_UNIT = "lepas_unit", _("Unit dikeluarkan")
    TUGASKAN = "tugaskan", _("Ditugaskan")
    LEPAS = "lepas", _("Tugas dilepas")


JENIS_SK = "sk"
