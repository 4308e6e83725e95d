"""What exists in the room of the surveys."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class KonversiSurvei(models.TextChoices):
    """How a survey index on another scale becomes one of 1 to 4."""

    SEBANDING = "sebanding", _("Sebanding: x ÷ skala × 4")
    GESER = "geser", _("Rentang 1–4: 1 + (x − 1) × 3 ÷ (skala − 1)")


class JenisKampanye(models.TextChoices):
    """Whose survey it is (PermenPANRB 90/2021): the unit's own, TPI's, or TPN's, which replaces the others."""

    MANDIRI = "mandiri", _("Survei mandiri unit")
    TPI = "tpi", _("Survei TPI")
    TPN = "tpn", _("Survei TPN")


class CaraIsi(models.TextChoices):
    """Who gets in: whoever holds the link, or whoever holds a code given out after a finished service."""

    TERBUKA = "terbuka", _("Tautan terbuka")
    KODE = "kode", _("Kode sekali pakai")


class StatusKampanye(models.TextChoices):
    DRAF = "draf", _("Draf")
    BUKA = "buka", _("Dibuka")
    JEDA = "jeda", _("Dijeda")
    TUTUP = "tutup", _("Ditutup")
    BATAL = "batal", _("Dibatalkan")


class Kanal(models.TextChoices):
    """How a response came."""

    TAUTAN = "tautan", _("Tautan terbuka")
    KODE = "kode", _("Kode")
    KIOS = "kios", _("Kios di loket")
    KERTAS = "kertas", _("Formulir kertas, dientri petugas")
    IMPOR = "impor", _("Impor")


class Golongan(models.IntegerChoices):
    """What counts a response: not looked at yet, clean, flagged (counted, and told apart), excluded with a reason."""

    BARU = 0, _("Belum diperiksa")
    BERSIH = 1, _("Bersih")
    BERTANDA = 2, _("Bertanda")
    DIKELUARKAN = 3, _("Dikeluarkan")


class Tanda(models.TextChoices):
    """Why a response looks bent (process.md §5.8). ``BOBOT_TANDA`` says how much each weighs."""

    CEPAT = "cepat", _("Diisi lebih cepat daripada waktu baca terpendek")
    SERAGAM = "seragam", _("Semua pernyataan dijawab sama")
    LONJAKAN = "lonjakan", _("Banyak isian dari satu jaringan dalam waktu singkat")
    KEMBAR = "kembar", _("Jawaban dan profil yang sama berulang dari satu jaringan")
    PERANGKAT = "perangkat", _("Perangkat yang sama mengisi berulang")
    KANTOR = "kantor", _("Dikirim dari jaringan kantor unit")
    TELEPON = "telepon", _("Nomor telepon yang sama dipakai lebih dari sekali")
    DIARAHKAN = "diarahkan", _("Responden menyatakan diarahkan menjawab baik")


# One strong sign or two weak ones set a response apart. Honest people give top marks everywhere, and forty of them may
# stand behind one address: neither alone may count against them.
BOBOT_TANDA: dict[Tanda, int] = {
    Tanda.CEPAT: 2,
    Tanda.SERAGAM: 1,
    Tanda.LONJAKAN: 1,
    Tanda.KEMBAR: 2,
    Tanda.PERANGKAT: 2,
    Tanda.KANTOR: 2,
    Tanda.TELEPON: 2,
    Tanda.DIARAHKAN: 2,
}
BATAS_TANDA = 2
