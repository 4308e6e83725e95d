"""A declaration is drafted, confirmed, and completed by what was published of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums import PERAN_PENGISI, PERAN_UNIT, Peran
from units.enums.tahap import Benda, Jejak, LingkupPencanangan, StatusPencanangan
from units.errors import BarisBentrok, BarisMoved, UnitsError
from units.flow import FLOW
from units.models import Keanggotaan, Pencanangan, Publikasi, SaksiPencanangan, UnitKerja, User
from units.selectors.organisasi import anggota, orang_unit
from units.selectors.pencanangan import kekurangan
from units.services.notifikasi import beri_tahu
from units.services.tahap import buat_baris, catat, gerak, hapus_baris, kunci_unit, terakhir, ubah_baris

Saksi = tuple[str, str]
SAKSI_TERBANYAK = 30


def buat_pencanangan(
    *,
    baris: Pencanangan,
    saksi: Iterable[Saksi],
    actor: User,
    peserta: Iterable[UnitKerja] = (),
    kiriman: uuid.UUID | None = None,
) -> Pencanangan:
    """A new draft with its witnesses and, of a joint one, the units that take part. A repeat of the form makes no
    second one. Raises UnitsError."""
    baris.tahun = baris.tanggal.year
    with transaction.atomic():
        hasil = buat_baris(baris=baris, actor=actor, kiriman=kiriman)
        if hasil is baris:
            _simpan_saksi(baris, list(saksi))
            baris.peserta.set(_seinstansi(baris, peserta))
    return hasil


def ubah_pencanangan(
    *,
    baris: Pencanangan,
    ubah: Mapping[str, Any],
    saksi: Iterable[Saksi],
    versi: int,
    actor: User,
    peserta: Iterable[UnitKerja] | None = None,
) -> Pencanangan:
    """Change a draft as it was at ``versi``. Raises BarisBentrok, BarisMoved once it is no draft, UnitsError."""
    saksi = list(saksi)
    with transaction.atomic():
        kunci_unit(baris.unit)
        kini = Pencanangan.objects.get(pk=baris.pk)
        if kini.versi != versi:
            raise BarisBentrok(kini, terakhir(kini))
        if kini.status != StatusPencanangan.DRAF:
            raise BarisMoved(kini)
        isi = dict(ubah) | {"tahun": ubah["tanggal"].year}
        hasil = ubah_baris(baris=baris, ubah=isi, versi=versi, actor=actor)
        rincian: dict[str, list[str]] = {}
        lama = [_tulis_saksi(s.nama, s.asal) for s in kini.saksi.all()]
        baru = [_tulis_saksi(*s) for s in saksi]
        if lama != baru:
            _simpan_saksi(hasil, saksi)
            rincian["saksi"] = ["; ".join(lama)[:500], "; ".join(baru)[:500]]
        if peserta is not None:
            ikut_lama = [u.nama for u in hasil.peserta.order_by("nama")]
            hasil.peserta.set(_seinstansi(hasil, peserta))
            ikut = [u.nama for u in hasil.peserta.order_by("nama")]
            if ikut != ikut_lama:
                rincian["unit peserta"] = ["; ".join(ikut_lama)[:500], "; ".join(ikut)[:500]]
        if rincian:
            if hasil.versi == versi:
                Pencanangan.objects.filter(pk=hasil.pk).update(versi=F("versi") + 1, diubah_pada=timezone.now())
                hasil.refresh_from_db()
            catat(objek=hasil, aksi=Jejak.UBAH, actor=actor, rincian=rincian)
    return hasil


def _tulis_saksi(nama: str, asal: str) -> str:
    return f"{nama}, {asal}" if asal else nama


def _simpan_saksi(pencanangan: Pencanangan, saksi: list[Saksi]) -> None:
    pencanangan.saksi.all().delete()
    SaksiPencanangan.objects.bulk_create(
        SaksiPencanangan(pencanangan=pencanangan, nama=nama, asal=asal) for nama, asal in saksi[:SAKSI_TERBANYAK]
    )


def _seinstansi(pencanangan: Pencanangan, peserta: Iterable[UnitKerja]) -> list[UnitKerja]:
    peserta = list(peserta)
    if any(u.instansi_id != pencanangan.unit.instansi_id for u in peserta):
        raise UnitsError(_("Unit peserta harus dari instansi yang sama."))
    return peserta


def hapus_pencanangan(*, pencanangan: Pencanangan, actor: User) -> None:
    """Take a draft out of the list. What was handed in is cancelled instead, with a reason. Raises UnitsError."""
    with transaction.atomic():
        kunci_unit(pencanangan.unit)
        pencanangan.refresh_from_db()
        if pencanangan.dihapus_pada is None and pencanangan.status != StatusPencanangan.DRAF:
            raise UnitsError(_("Hanya draf yang dapat dihapus. Yang sudah diajukan dapat dibatalkan dengan alasan."))
        hapus_baris(baris=pencanangan, actor=actor)


def gerakkan_pencanangan(*, pencanangan: Pencanangan, aksi: str, actor: User, alasan: str = "") -> Pencanangan:
    """Make a move of the declaration and tell those it concerns.

    Raises UnitsError with everything that is missing, without an owed reason, or when the state no longer allows it.
    """
    langkah = FLOW[Benda.PENCANANGAN][aksi]
    with transaction.atomic():
        # Publications and participants stay as they are while the list of what is missing is read.
        kunci_unit(pencanangan.unit)
        pencanangan.refresh_from_db()
        if pencanangan.dihapus_pada or pencanangan.status not in langkah.sources:
            raise BarisMoved(pencanangan)
        if kurang := [f"{k.apa}. {k.saran}" for k in kekurangan(pencanangan, aksi) if k.menghalangi]:
            raise UnitsError(" ".join(kurang))
        kini = {"dicanangkan_pada": timezone.now()} if aksi == "canangkan" else {}
        gerak(objek=pencanangan, aksi=aksi, actor=actor, alasan=alasan, **kini)
    _kabari(pencanangan, aksi, actor)
    return pencanangan


def _kabari(p: Pencanangan, aksi: str, actor: User) -> None:
    bersama = p.lingkup == LingkupPencanangan.INSTANSI
    unit, instansi = p.unit, p.unit.instansi
    siapa = instansi.nama if bersama else unit.nama
    match aksi:
        case "ajukan":
            kepada = (
                anggota(Peran.PIMPINAN_INSTANSI, instansi=instansi)
                if bersama
                else anggota(Peran.PIMPINAN_UNIT, unit=unit)
            )
            judul = _("Pencanangan %(siapa)s menunggu konfirmasi Anda") % {"siapa": siapa}
        case "kembalikan":
            kepada = anggota(Peran.ADMIN_INSTANSI, instansi=instansi) if bersama else anggota(*PERAN_PENGISI, unit=unit)
            judul = _("Pencanangan %(siapa)s dikembalikan pimpinan") % {"siapa": siapa}
        case "canangkan" | "batalkan":
            kata = _("dicanangkan") if aksi == "canangkan" else _("dibatalkan")
            judul = _("Pencanangan %(siapa)s %(kata)s") % {"siapa": siapa, "kata": kata}
            if bersama:
                _kabari_peserta(p, judul, actor)
                return
            kepada = orang_unit(unit)
        case _:
            return
    beri_tahu(kepada=kepada, judul=judul, url=reverse("units:pencanangan_detail", args=[unit.pk, p.pk]), kecuali=actor)


def _kabari_peserta(p: Pencanangan, judul: str, actor: User) -> None:
    """Each unit's people are led to the declaration on their own page, as they see no other unit's."""
    aktif = Keanggotaan.objects.aktif().filter(peran__in=PERAN_UNIT, unit__in=p.peserta.all(), user__is_active=True)
    per_unit: dict[int, list[User]] = {}
    for k in aktif.select_related("user"):
        per_unit.setdefault(k.unit_id, []).append(k.user)
    for unit_id, orang in per_unit.items():
        beri_tahu(
            kepada=orang,
            judul=judul,
            url=reverse("units:pencanangan_detail", args=[unit_id, p.pk]),
            kecuali=actor,
        )


def tambah_publikasi(
    *, pencanangan: Pencanangan, publikasi: Publikasi, actor: User, kiriman: uuid.UUID | None = None
) -> Publikasi:
    """Record where the declaration was made known. Raises UnitsError once it is cancelled."""
    with transaction.atomic():
        kunci_unit(pencanangan.unit)
        pencanangan.refresh_from_db()
        if pencanangan.dihapus_pada or pencanangan.status == StatusPencanangan.DIBATALKAN:
            raise BarisMoved(pencanangan)
        publikasi.pencanangan, publikasi.unit = pencanangan, pencanangan.unit
        publikasi.tahun = publikasi.tanggal.year
        return buat_baris(baris=publikasi, actor=actor, kiriman=kiriman)
