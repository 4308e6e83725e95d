"""What the tests of the plan share: one item, on time today, and its history."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from units.models import ButirAksi, RiwayatTahap, UnitKerja, User


def hari(selisih: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=selisih)


def make_butir(unit: UnitKerja, oleh: User, **fields) -> ButirAksi:
    """An item of this year's plan, planned and on time."""
    isi = {
        "tahun": hari().year,
        "nama": "Menyusun SOP layanan",
        "area": 2,
        "keluaran": "SOP yang ditetapkan",
        "target": "5 SOP",
        "pic_nama": "Siti Aminah",
        "mulai": hari(-60),
        "tenggat": hari(30),
    }
    return ButirAksi.objects.create(unit=unit, dibuat_oleh=oleh, **isi | fields)


def jejak(baris) -> list[str]:
    semua = RiwayatTahap.objects.filter(benda=baris.BENDA, objek_id=baris.pk).order_by("pk")
    return list(semua.values_list("aksi", flat=True))
