"""What is next in a unit's year, and whose act it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from units.enums.tahap import (
    LingkupPencanangan,
    StatusCalon,
    StatusMonev,
    StatusPencanangan,
    StatusRekomendasi,
    Triwulan,
)
from units.models import User
from units.selectors.keadaan import Keadaan
from units.selectors.tahap import tahun_kerja

# By whom an act is done: its permission, in words.
SIAPA = {
    "units.isi_tahap": gettext_lazy("Operator atau ketua tim kerja"),
    "units.sahkan_tahap": gettext_lazy("Pimpinan unit"),
    "units.kelola_pegawai_unit": gettext_lazy("Tim kerja atau pimpinan unit"),
    "units.buat_pencanangan_bersama": gettext_lazy("Admin instansi"),
    "units.kelola_penetapan": gettext_lazy("Admin instansi"),
    "units.pimpin_instansi": gettext_lazy("Pimpinan instansi"),
    "units.pantau": gettext_lazy("TPI"),
    "units.pantau_pengarah": gettext_lazy("Ketua tim atau pengendali teknis TPI"),
}


@dataclass(frozen=True, slots=True)
class LangkahBerikut:
    """One act that is due: ``siapa`` does it, ``untuk_saya`` when the reader may."""

    judul: str
    siapa: str
    untuk_saya: bool
    url: str = ""
    tenggat: dt.date | dt.datetime | None = None

    @property
    def lewat(self) -> bool:
        return bool(self.tenggat) and hari_dari(self.tenggat) < timezone.localdate()


Satu = Callable[..., LangkahBerikut]


def tautan(nama: str, *args: int, tahun: int | None = None) -> str:
    """The address of a page, with its year where that is not the present one."""
    alamat = reverse(f"units:{nama}", args=args)
    return alamat if tahun in (None, tahun_kerja()) else f"{alamat}?tahun={tahun}"


def hari_dari(saat: dt.date | dt.datetime) -> dt.date:
    return timezone.localtime(saat).date() if isinstance(saat, dt.datetime) else saat


def langkah_berikut(user: User, k: Keadaan) -> list[LangkahBerikut]:
    """The acts that are due in a unit's year, the reader's own first, then what is late, then in the order of the
    stages. No queries of its own."""
    return urutkan(list(_langkah(user, k)))


def urutkan(langkah: list[LangkahBerikut]) -> list[LangkahBerikut]:
    return sorted(langkah, key=lambda satu: (not satu.untuk_saya, not satu.lewat))


def _langkah(user: User, k: Keadaan) -> Iterator[LangkahBerikut]:
    def satu(judul: str, perm: str, url: str, tenggat: dt.date | None = None) -> LangkahBerikut:
        return LangkahBerikut(judul, str(SIAPA[perm]), user.has_perm(perm, k.unit), url, tenggat)

    # In a year that is over nothing is begun any more; what stayed open is still to be closed.
    if k.tahun >= tahun_kerja():
        yield from _langkah_awal(k, satu)
    yield from _langkah_temuan(k, satu)
    yield from _langkah_rencana(k, satu)
    yield from _langkah_triwulan(k, satu)
    if k.rekomendasi.get("status") == StatusRekomendasi.DISAMPAIKAN:
        url = url_unit(k, "rekomendasi_detail", k.rekomendasi["pk"])
        yield satu(_("Terima rekomendasi TPI"), "units.pimpin_instansi", url)


def url_unit(k: Keadaan, nama: str, *lain: int) -> str:
    return tautan(nama, k.unit.pk, *lain, tahun=k.tahun)


def _url_benda(k: Keadaan, benda: str, n: int, satu: int | None) -> str:
    """The page of the only one that waits; their list where there are several."""
    return url_unit(k, f"{benda}_detail", satu) if n == 1 and satu else url_unit(k, f"{benda}_list")


def _langkah_awal(k: Keadaan, satu: Satu) -> Iterator[LangkahBerikut]:
    """Declaring, signing, choosing, planning, monitoring for the first time."""
    yield from _langkah_pencanangan(k, satu)
    yield from _langkah_pakta(k, satu)
    if k.calon.get("status") == StatusCalon.CALON:
        judul = _("Lengkapi penilaian kriteria calon") if k.calon["belum_dinilai"] else _("Catat SK penetapan")
        yield satu(judul, "units.kelola_penetapan", url_unit(k, "penetapan_unit"))
    elif not k.ditetapkan and k.dicanangkan:
        yield satu(_("Jadikan unit ini calon"), "units.kelola_penetapan", url_unit(k, "penetapan_unit"))
    if k.ditetapkan and not k.aksi:
        yield satu(_("Susun rencana aksi"), "units.isi_tahap", url_unit(k, "aksi_list"))
    if k.ditetapkan and not k.pemantauan:
        yield satu(_("Pantau pembangunan untuk pertama kali tahun ini"), "units.pantau", url_unit(k, "pemantauan_list"))
    if k.ditetapkan and k.aksi and k.pemantauan and not k.rekomendasi and not k.temuan:
        yield satu(_("Tulis rekomendasi kelayakan"), "units.pantau_pengarah", url_unit(k, "rekomendasi_list"))


def _langkah_pencanangan(k: Keadaan, satu: Satu) -> Iterator[LangkahBerikut]:
    p = k.pencanangan
    if not p:
        yield satu(_("Siapkan pencanangan"), "units.isi_tahap", url_unit(k, "pencanangan_list"))
        return
    bersama = p["lingkup"] == LingkupPencanangan.INSTANSI
    pengisi = "units.buat_pencanangan_bersama" if bersama else "units.isi_tahap"
    # The papers of a joint declaration lie with one unit; the others see it in their list.
    url = url_unit(k, "pencanangan_detail", p["pk"]) if p["unit"] == k.unit.pk else url_unit(k, "pencanangan_list")
    match p["status"]:
        case StatusPencanangan.DRAF:
            yield satu(_("Ajukan pencanangan ke pimpinan"), pengisi, url)
        case StatusPencanangan.DIAJUKAN:
            yield satu(_("Konfirmasi pencanangan"), "units.pimpin_instansi" if bersama else "units.sahkan_tahap", url)
        case StatusPencanangan.DICANANGKAN:
            judul = _("Nyatakan publikasi pencanangan lengkap") if p["publikasi"] else _("Catat publikasi pencanangan")
            yield satu(judul, pengisi, url)


def _langkah_pakta(k: Keadaan, satu: Satu) -> Iterator[LangkahBerikut]:
    perm, url = "units.kelola_pegawai_unit", url_unit(k, "pakta")
    if not k.pegawai:
        yield satu(_("Isi daftar pegawai unit"), perm, url_unit(k, "pegawai_unit_list"))
    elif not k.register:
        yield satu(_("Buka register pakta integritas"), perm, url)
    elif k.belum_pakta:
        judul = ngettext(
            "Lengkapi pakta integritas: %(n)d pegawai belum menandatangani",
            "Lengkapi pakta integritas: %(n)d pegawai belum menandatangani",
            k.belum_pakta,
        )
        yield satu(judul % {"n": k.belum_pakta}, perm, url)


def _langkah_temuan(k: Keadaan, satu: Satu) -> Iterator[LangkahBerikut]:
    if n := k.temuan.get("unit"):
        judul = ngettext(
            "Tindak lanjuti %(n)d temuan TPI",
            "Tindak lanjuti %(n)d temuan TPI",
            n,
        )
        url = _url_benda(k, "temuan", n, k.temuan["satu_unit"])
        yield satu(judul % {"n": n}, "units.isi_tahap", url, k.temuan["tenggat"])
    if n := k.temuan.get("tpi"):
        judul = ngettext(
            "Verifikasi tindak lanjut %(n)d temuan",
            "Verifikasi tindak lanjut %(n)d temuan",
            n,
        )
        yield satu(judul % {"n": n}, "units.pantau", _url_benda(k, "temuan", n, k.temuan["satu_tpi"]))
    if n := k.konsultasi.get("tpi"):
        judul = ngettext("Jawab %(n)d konsultasi unit", "Jawab %(n)d konsultasi unit", n)
        yield satu(judul % {"n": n}, "units.pantau", _url_benda(k, "konsultasi", n, k.konsultasi["satu_tpi"]))
    if n := k.konsultasi.get("unit"):
        judul = ngettext("Baca jawaban TPI atas %(n)d konsultasi", "Baca jawaban TPI atas %(n)d konsultasi", n)
        url = _url_benda(k, "konsultasi", n, k.konsultasi["satu_unit"])
        yield satu(judul % {"n": n}, "units.kelola_pegawai_unit", url)


def _langkah_rencana(k: Keadaan, satu: Satu) -> Iterator[LangkahBerikut]:
    if n := k.aksi.get("lewat"):
        judul = ngettext(
            "Kejar %(n)d butir rencana aksi yang terlambat", "Kejar %(n)d butir rencana aksi yang terlambat", n
        )
        yield satu(judul % {"n": n}, "units.isi_tahap", _url_benda(k, "aksi", n, k.aksi["satu"]), k.aksi["tenggat"])
    if n := k.tindak.get("n"):
        judul = ngettext("Selesaikan %(n)d tindak lanjut monev", "Selesaikan %(n)d tindak lanjut monev", n)
        yield satu(judul % {"n": n}, "units.isi_tahap", url_unit(k, "monev_list"), k.tindak["tenggat"])


def _langkah_triwulan(k: Keadaan, satu: Satu) -> Iterator[LangkahBerikut]:
    """What the last quarter still owes, its figures and its monev, and the monev that lie as drafts."""
    tw = k.triwulan
    nama = {"triwulan": f"{Triwulan(tw.triwulan).label} {tw.tahun}"}
    if k.wajib_triwulan and not k.data:
        judul = _("Isi data pendukung %(triwulan)s") % nama
        yield satu(judul, "units.isi_tahap", tautan("data_pendukung", k.unit.pk, tahun=tw.tahun))
    url = tautan("monev_list", k.unit.pk, tahun=tw.tahun)
    if k.monev.get("status") == StatusMonev.DRAF:
        yield satu(_("Sahkan monev %(triwulan)s") % nama, "units.sahkan_tahap", url)
    elif k.wajib_triwulan and not k.monev:
        yield satu(_("Susun monev %(triwulan)s") % nama, "units.isi_tahap", url)
    if n := k.monev_draf.get("n"):
        judul = ngettext("Sahkan %(n)d monev triwulan sebelumnya", "Sahkan %(n)d monev triwulan sebelumnya", n)
        yield satu(judul % {"n": n}, "units.sahkan_tahap", _url_benda(k, "monev", n, k.monev_draf["satu"]))
