"""What the document of a declaration tells, read in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from django.db.models import Max
from django.utils.translation import gettext as _

from reports.errors import BelumAdaLaporan
from reports.pencanangan import IsiPencanangan, Orang, Register, TandaTangan, Terbitan, UnitPeserta
from reports.selectors.kop import nama_kop
from units.enums.tahap import STATUS_DICANANGKAN, Benda, CaraTandaTangan, LingkupPencanangan, StatusPencanangan
from units.models import Pakta, PegawaiUnit, Pencanangan, RegisterPakta, UnitKerja
from units.selectors.pakta import keadaan_pakta, pakta_berlaku, q_bertugas
from units.selectors.pencanangan import pakta_peserta
from units.selectors.tahap import bukti_tahap


def isi_pencanangan(pencanangan_id: int) -> IsiPencanangan:
    """The document of one declaration, with the register of the unit that declared it.

    Raises BelumAdaLaporan when it was cancelled or deleted, Pencanangan.DoesNotExist.
    """
    p = Pencanangan.objects.select_related("unit__instansi").get(pk=pencanangan_id)
    if p.dihapus_pada or p.status == StatusPencanangan.DIBATALKAN:
        raise BelumAdaLaporan(_("Pencanangan ini sudah dibatalkan, jadi dokumennya tidak dibuat."))
    bersama = p.lingkup == LingkupPencanangan.INSTANSI
    instansi = p.unit.instansi
    terbitan = list(p.publikasi.filter(dihapus_pada=None).order_by("tanggal", "pk"))
    bukti = bukti_tahap(Benda.PENCANANGAN, [p.pk]).get(p.pk, [])
    peserta = pakta_peserta(p) if bersama else {}
    register = None if bersama else _register(p.unit)
    saat = [
        p.diubah_pada,
        *(t.diubah_pada for t in terbitan),
        *(b.pada for b in bukti),
        *_saat_pakta([u.pk for u in peserta] if bersama else [p.unit_id]),
    ]
    return IsiPencanangan(
        pencanangan=p.pk,
        kop=(nama_kop(instansi).upper(),) if bersama else (nama_kop(instansi).upper(), p.unit.nama.upper()),
        alamat=instansi.alamat if bersama else (p.unit.alamat or instansi.alamat),
        instansi=instansi.nama,
        unit=instansi.nama if bersama else p.unit.nama,
        zona=instansi.zona_waktu,
        tahun=p.tahun,
        bersama=bersama,
        final=p.status in STATUS_DICANANGKAN,
        keadaan=_keadaan(p),
        lengkap=p.status == StatusPencanangan.LENGKAP,
        data_per=max(saat),
        tanggal=p.tanggal,
        tempat=p.tempat,
        pemimpin=Orang(p.pemimpin_nama, p.pemimpin_jabatan),
        uraian=p.uraian,
        saksi=tuple(Orang(s.nama, s.asal) for s in p.saksi.all()),
        terbitan=tuple(Terbitan(t.judul, str(t.get_kanal_display()), t.tanggal, t.url, t.keterangan) for t in terbitan),
        berkas=tuple(b.bukti.judul for b in bukti),
        peserta=tuple(UnitPeserta(u.nama, k.jumlah, k.ditandatangani, k.persen) for u, k in peserta.items()),
        register=register,
    )


def _keadaan(p: Pencanangan) -> str:
    """Why it is a draft; empty once it was declared."""
    if p.status in STATUS_DICANANGKAN:
        return ""
    if p.status == StatusPencanangan.DIAJUKAN:
        return _("menunggu konfirmasi pimpinan")
    return _("belum diajukan ke pimpinan")


def _saat_pakta(unit_ids: Collection[int]) -> Iterator[dt.datetime]:
    """When the pakta of these units last changed: who signed or withdrew, and who there is to sign."""
    tanda = Pakta.objects.filter(register__unit__in=unit_ids, register__ditutup_pada=None)
    pegawai = PegawaiUnit.objects.filter(unit__in=unit_ids)
    register = RegisterPakta.objects.filter(unit__in=unit_ids, ditutup_pada=None)
    for semua, kolom in (
        (tanda, ("pada", "ditarik_pada")),
        (pegawai, ("diubah_pada", "dihapus_pada")),
        (register, ("diubah_pada",)),
    ):
        akhir = semua.aggregate(**{f"akhir_{k}": Max(k) for k in kolom})
        yield from (saat for saat in akhir.values() if saat)


def _register(unit: UnitKerja) -> Register | None:
    """The pakta of the unit under its present pimpinan, those missing too."""
    keadaan = keadaan_pakta(unit)
    if (register := keadaan.register) is None:
        return None
    tanda = list(
        pakta_berlaku(register)
        .filter(q_bertugas("pegawai"))
        .select_related("pegawai")
        .order_by("pegawai__nama", "pegawai_id")
    )
    return Register(
        pemimpin=Orang(register.pemimpin_nama, register.pemimpin_jabatan),
        mulai=register.mulai,
        janji=tuple(register.janji),
        tanda=tuple(
            TandaTangan(t.pegawai.nama, t.pegawai.jabatan, str(t.get_cara_display()), t.tanggal) for t in tanda
        ),
        belum=tuple(Orang(o.nama, o.jabatan) for o in keadaan.belum.order_by("nama", "pk")),
        per_cara=_per_cara(tanda),
        persen=keadaan.persen,
    )


def _per_cara(tanda: Iterable[Pakta]) -> tuple[tuple[str, int], ...]:
    cara = [t.cara for t in tanda]
    return tuple((str(c.label), n) for c in CaraTandaTangan if (n := cara.count(c.value)))
