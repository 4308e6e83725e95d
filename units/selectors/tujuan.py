"""Who may open the pages of the four stages that news leads to: what their views ask, for many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from django.db.models import Model, Q

from units.models import Konsultasi, Monev, Pemantauan, Pencanangan, Pendampingan, RekomendasiTPI, Temuan, User, Webhook
from units.selectors.kabar import Terlihat, daftarkan_halaman, daftarkan_tujuan
from units.selectors.pencanangan import BERSAMA, STATUS_TERBUKA
from units.selectors.tahap import q_pantau, q_tahap, unit_diikuti


def _baris(model: type[Monev | Pendampingan]) -> Terlihat:
    return lambda user, ids: _pk(model.objects.visible_to(user).hidup(), ids)


def _terbit(model: type[Temuan | Pemantauan | RekomendasiTPI]) -> Terlihat:
    """What TPI has not handed over exists for those alone who monitor the unit."""

    def terlihat(user: User, ids: Collection[int]) -> Iterable[int]:
        semua = model.objects.visible_to(user).hidup()
        return _pk(semua.terbit() | semua.filter(q_pantau(user)), ids)

    return terlihat


def _pencanangan(user: User, ids: Collection[int]) -> Iterable[int]:
    """Also a joint one, of units that take part in it."""
    bersama = BERSAMA & Q(status__in=STATUS_TERBUKA, peserta__in=unit_diikuti(user))
    return _pk(Pencanangan.objects.hidup().filter(q_tahap(user, "unit") | bersama), ids)


def _konsultasi(user: User, ids: Collection[int]) -> Iterable[int]:
    return _pk(Konsultasi.objects.visible_to(user).filter(dihapus_pada=None), ids)


def _pk(baris, ids: Collection[int]) -> Iterable[int]:
    return baris.filter(pk__in=ids).values_list("pk", flat=True)


TUJUAN: dict[str, type[Model] | Terlihat] = {
    "unit": lambda user, ids: _pk(unit_diikuti(user), ids),
    "unit/konsultasi": _konsultasi,
    "unit/monev": _baris(Monev),
    "unit/pemantauan": _terbit(Pemantauan),
    "unit/pencanangan": _pencanangan,
    "unit/pendampingan": _baris(Pendampingan),
    "unit/rekomendasi": _terbit(RekomendasiTPI),
    "unit/temuan": _terbit(Temuan),
    "konsultasi-tpn": _konsultasi,
    "webhook": Webhook,
}
HALAMAN: dict[str, Callable[[User], bool]] = {
    # One's own, whoever one is.
    "units:pakta_saya": lambda _user: True,
}


def daftarkan() -> None:
    for kunci, terlihat in TUJUAN.items():
        daftarkan_tujuan(kunci, terlihat)
    for nama, boleh in HALAMAN.items():
        daftarkan_halaman(nama, boleh)
