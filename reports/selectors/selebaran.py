"""What the poster and the slips of a survey say."""

from __future__ import annotations

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from reports.errors import BelumAdaLaporan
from reports.selebaran import Poster, SatuSlip, Slip
from reports.selectors.kop import nama_kop
from surveys.enums import CaraIsi, StatusKampanye
from surveys.models import Kampanye, KodeRespons
from surveys.qr import svg_qr
from surveys.selectors.kampanye import alamat_publik
from surveys.services.kode import kode_nomor
from zi_portal.common.waktu import teks_waktu

# Slips of one file: ten sheets are printed while the person waits, more in parts.
SLIP_TERBANYAK = 80


def _pendek(alamat: str) -> str:
    return alamat.partition("://")[2].rstrip("/")


def isi_poster(kampanye: Kampanye) -> Poster:
    """The poster of a campaign whose unit and instansi are read. No query."""
    alamat = alamat_publik(kampanye)
    berkode = kampanye.cara == CaraIsi.KODE
    langkah = (
        _("Arahkan kamera ponsel ke kode di atas, atau ketik alamatnya."),
        _("Tulis kode dari slip Anda.") if berkode else _("Pilih layanan yang Anda terima."),
        _("Jawab dengan jujur, menurut yang Anda alami."),
    )
    rahasia = (
        _("Nama dan nomor telepon diminta untuk memeriksa keaslian, disimpan terpisah, lalu dihapus.")
        if kampanye.minta_kontak
        else _("Jawaban Anda tidak bernama.")
    )
    return Poster(
        kop=nama_kop(kampanye.unit.instansi),
        unit=kampanye.unit.nama,
        survei=kampanye.nama,
        alamat=alamat,
        pendek=_pendek(alamat),
        qr=svg_qr(alamat, label=_("Kode QR alamat survei")),
        rahasia=rahasia,
        sampai=teks_waktu(kampanye.selesai, kampanye.unit.instansi.tz),
        langkah=langkah,
    )


def isi_slip(kampanye: Kampanye, *, dari: int, sampai: int) -> Slip:
    """The unused codes with these numbers, at most ``SLIP_TERBANYAK``. One query.

    Raises BelumAdaLaporan when the campaign is over, or has none of these.
    """
    if kampanye.status in {StatusKampanye.TUTUP, StatusKampanye.BATAL} or not kampanye.garam:
        raise BelumAdaLaporan(_("Survei ini sudah ditutup, jadi kodenya tidak berlaku lagi."))
    kode = KodeRespons.objects.filter(kampanye=kampanye, nomor__range=(dari, sampai), dipakai_pada=None)
    baris = list(kode.select_related("layanan").order_by("nomor")[:SLIP_TERBANYAK])
    if not baris:
        raise BelumAdaLaporan(_("Tidak ada kode yang belum dipakai dengan nomor itu. Periksa nomornya."))
    alamat = alamat_publik(kampanye)
    return Slip(
        unit=kampanye.unit.nama,
        survei=kampanye.nama,
        pendek=_pendek(alamat),
        sampai=teks_waktu(kampanye.selesai, kampanye.unit.instansi.tz),
        slip=tuple(_satu(kampanye, alamat, b) for b in baris),
    )


def _satu(kampanye: Kampanye, alamat: str, baris: KodeRespons) -> SatuSlip:
    kode = kode_nomor(kampanye, baris.nomor)
    qr = svg_qr(f"{alamat}?{urlencode({'kode': kode})}", label=_("Kode QR survei dengan kode Anda"))
    return SatuSlip(baris.nomor, kode, baris.layanan.nama if baris.layanan else "", qr)
