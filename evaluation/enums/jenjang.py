"""The levels through which TPI's value comes about, and the moves between them as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluation.enums.lke import Lapis


class Jenjang(models.TextChoices):
    """At which level a sheet is while TPI evaluates it; it keeps the last one afterwards. ``TANPA``: no levels."""

    TANPA = "", _("Satu nilai tim")
    ANGGOTA = "at", _("Kedua anggota menilai")
    ANGGOTA_1 = "at1", _("Anggota 1 menilai")
    ANGGOTA_2 = "at2", _("Anggota 2 menilai")
    KETUA = "kt", _("Ketua tim menilai")
    DALNIS = "tpi", _("Pengendali teknis menilai")


class AksiJenjang(models.TextChoices):
    """What happens to a seat; each is one row of the history, which only TPI reads."""

    AMBIL = "ambil", _("Mulai menilai")
    TERUSKAN = "teruskan", _("Meneruskan ke jenjang berikutnya")
    KEMBALIKAN = "kembalikan", _("Mengembalikan ke jenjang sebelumnya")
    LEPAS = "lepas", _("Melepas penilai")


# At which levels a layer may be written. TPI's own is the only one of a team that scores together.
GILIRAN: dict[str, frozenset[str]] = {
    Lapis.AT1: frozenset({Jenjang.ANGGOTA, Jenjang.ANGGOTA_1}),
    Lapis.AT2: frozenset({Jenjang.ANGGOTA, Jenjang.ANGGOTA_2}),
    Lapis.KT: frozenset({Jenjang.KETUA}),
    Lapis.TPI: frozenset({Jenjang.TANPA, Jenjang.DALNIS}),
}

# (layer handed over, level) -> the level after it. Of two blind members the first leaves the other at work.
LANJUT: dict[tuple[str, str], Jenjang] = {
    (Lapis.AT1, Jenjang.ANGGOTA): Jenjang.ANGGOTA_2,
    (Lapis.AT2, Jenjang.ANGGOTA): Jenjang.ANGGOTA_1,
    (Lapis.AT1, Jenjang.ANGGOTA_1): Jenjang.KETUA,
    (Lapis.AT2, Jenjang.ANGGOTA_2): Jenjang.KETUA,
    (Lapis.KT, Jenjang.KETUA): Jenjang.DALNIS,
}

# Levels at which all members have handed over, so that those above them may compare.
SESUDAH_ANGGOTA = frozenset({Jenjang.KETUA, Jenjang.DALNIS})
