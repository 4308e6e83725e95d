"""Kinds and roles of the organisation. Roles follow PermenPANRB 90/2021 (Tim Kerja, TPI, TPN)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JenisInstansi(models.TextChoices):
    """Kind of government body; decides which RB index and which steps apply (PermenPANRB 5/2024 Tabel 5)."""

    KEMENTERIAN = "kementerian", _("Kementerian")
    LEMBAGA = "lembaga", _("Lembaga")
    PROVINSI = "provinsi", _("Pemerintah provinsi")
    KABUPATEN = "kabupaten", _("Pemerintah kabupaten")
    KOTA = "kota", _("Pemerintah kota")


class JenisUnit(models.TextChoices):
    """Kind of work unit; the six afirmasi kinds of PermenPANRB 5/2024 only warn where others fail a requirement."""

    RSUD = "rsud", _("Rumah sakit umum daerah")
    DUKCAPIL = "dukcapil", _("Kependudukan dan pencatatan sipil")
    SAMSAT = "samsat", _("Penyelenggara Samsat")
    PTSP = "ptsp", _("Pelayanan terpadu satu pintu")
    PENDIDIKAN = "pendidikan", _("Pelayanan pendidikan")
    KETENAGAKERJAAN = "ketenagakerjaan", _("Pelayanan ketenagakerjaan")
    LAINNYA = "lainnya", _("Lainnya")


class Lingkup(models.TextChoices):
    """How far a role reaches."""

    UNIT = "unit", _("Unit kerja")
    INSTANSI = "instansi", _("Instansi")
    NASIONAL = "nasional", _("Nasional")


class Peran(models.TextChoices):
    """A role somebody holds in a scope for a period."""

    OPERATOR = "operator", _("Operator tim kerja")
    KETUA_TIM = "ketua_tim", _("Ketua tim kerja")
    PIMPINAN_UNIT = "pimpinan_unit", _("Pimpinan unit kerja")
    PENILAI_PENDAHULUAN = "penilai_pendahuluan", _("Penilai pendahuluan")
    TPI_ANGGOTA = "tpi_anggota", _("Anggota TPI")
    TPI_KETUA = "tpi_ketua", _("Ketua tim TPI")
    TPI_DALNIS = "tpi_dalnis", _("Pengendali teknis TPI")
    ADMIN_INSTANSI = "admin_instansi", _("Admin instansi")
    PIMPINAN_INSTANSI = "pimpinan_instansi", _("Pimpinan instansi")
    AUDITOR = "auditor", _("Auditor (hanya membaca)")
    TPN_ANGGOTA = "tpn_anggota", _("Anggota TPN")
    TPN_ADMIN = "tpn_admin", _("Admin TPN")
    ADMIN_PLATFORM = "admin_platform", _("Admin platform")


PERAN_UNIT = frozenset({Peran.OPERATOR, Peran.KETUA_TIM, Peran.PIMPINAN_UNIT})
PERAN_PENGISI = frozenset({Peran.OPERATOR, Peran.KETUA_TIM})
# Held in a unit to judge the units under it: who holds it does not thereby work in that unit.
PERAN_UNIT_INDUK = frozenset({Peran.PENILAI_PENDAHULUAN})
PERAN_TPI = frozenset({Peran.TPI_ANGGOTA, Peran.TPI_KETUA, Peran.TPI_DALNIS})
PERAN_TPI_PENGARAH = frozenset({Peran.TPI_KETUA, Peran.TPI_DALNIS})
# Who works for the instansi as a whole, and with them who only reads: the auditor is never among those who serve.
PERAN_PELAYAN = PERAN_TPI | {Peran.ADMIN_INSTANSI, Peran.PIMPINAN_INSTANSI}
PERAN_INSTANSI = PERAN_PELAYAN | {Peran.AUDITOR}
PERAN_TPN = frozenset({Peran.TPN_ANGGOTA, Peran.TPN_ADMIN})
PERAN_NASIONAL = PERAN_TPN | {Peran.ADMIN_PLATFORM}

LINGKUP_PERAN = (
    dict.fromkeys(PERAN_UNIT | PERAN_UNIT_INDUK, Lingkup.UNIT)
    | dict.fromkeys(PERAN_INSTANSI, Lingkup.INSTANSI)
    | dict.fromkeys(PERAN_NASIONAL, Lingkup.NASIONAL)
)
