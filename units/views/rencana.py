"""Stage III's plan on the screen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from units.forms.rencana import LayananForm
from units.models import LayananUtama
from units.views.buku import Buku

LAYANAN = Buku(
    model=LayananUtama,
    form=LayananForm,
    slug="layanan",
    judul=_("Layanan utama"),
    penjelasan=_("Layanan yang menjadi alasan unit ini ada. Pembangunan ZI dimulai dari sini."),
    kosong=_("Belum ada layanan utama"),
    cari=("nama", "pengguna"),
)
