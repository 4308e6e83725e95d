"""What a proof is, in an icon and a few words."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

from units.models import BerkasBukti, BuktiDukung
from units.selectors.bukti import kata_pindai
from zi_portal.common.berkas import JENIS_MIME, teks_ukuran

register = template.Library()

IKON = {
    "pdf": "file-earmark-pdf",
    "docx": "file-earmark-word",
    "xlsx": "file-earmark-excel",
    "csv": "file-earmark-excel",
    "pptx": "file-earmark-ppt",
    "mp4": "file-earmark-play",
    "jpg": "file-earmark-image",
    "png": "file-earmark-image",
    "webp": "file-earmark-image",
    "txt": "file-earmark-text",
}


@register.filter
def ikon_bukti(versi: BerkasBukti | None, bukti: BuktiDukung) -> str:
    """The icon of a file's kind, or that of a link."""
    if versi is None:
        return "link-45deg" if bukti.url else "file-earmark"
    jenis = JENIS_MIME.get(versi.mime)
    return IKON[jenis.kunci] if jenis else "file-earmark"


@register.filter
def nama_jenis(versi: BerkasBukti) -> str:
    jenis = JENIS_MIME.get(versi.mime)
    return str(jenis.nama) if jenis else _("Berkas")


register.filter("ditahan", kata_pindai)


@register.filter
def gambar(mime: str) -> bool:
    """Is it a picture of a kind the portal takes?"""
    return mime in JENIS_MIME and JENIS_MIME[mime].gambar


@register.filter
def ukuran(bita: int) -> str:
    """2,4 MB."""
    return teks_ukuran(bita)


@register.simple_tag
def batas_bukti() -> dict[str, int]:
    """The largest sizes in bytes, for a browser to ask before it sends."""
    return {"maks": settings.BUKTI_MAKS_BITA, "video": settings.BUKTI_MAKS_BITA_VIDEO}


@register.filter
def host(url: str) -> str:
    """The name of the site a link leads to, which is what a reader should judge it by."""
    return urlsplit(url).hostname or ""
