"""From HTML to PDF. The only module that knows WeasyPrint, whose import takes seconds: import this one late.

Measured on a report of 113 questions: a small sheet of our own, fixed tables with a colgroup, rows that may break,
one font configuration per process and no garbage collection meanwhile take a bit more than a third of the time of a
page with Bootstrap and automatic tables.
"""

from __future__ import annotations

import contextlib
import gc
import mimetypes
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint.html import UA, UA_COUNTER_STYLE
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

SKEMA = "static:"
# Only what a report is printed with: our print sheets and pictures, and the font.
TEMPAT = ("reports/", "vendor/fonts/")
AKHIRAN = frozenset({".css", ".svg", ".png", ".ttf"})

# Pango and the garbage collector's switch belong to the whole process, and the embedded worker shares one.
_kunci = threading.Lock()


class AlamatDitolak(ValueError):
    """A document asked for something outside the packaged static files."""


class StaticFetcher(URLFetcher):
    """Serves ``static:reports/…`` and ``static:vendor/fonts/…`` from our own packages, and refuses all else.

    No file:, no http:, no data:; whatever somebody managed to write into a document is never fetched.
    """

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        path = _berkas_statis(url)
        mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": mime})


def _berkas_statis(url: str) -> Path:
    """The file behind a ``static:`` address. Raises AlamatDitolak."""
    nama = url.removeprefix(SKEMA)
    bagian = nama.split("/")
    if (
        not url.startswith(SKEMA)
        or not nama.startswith(TEMPAT)
        or Path(nama).suffix not in AKHIRAN
        or any(satu in ("", ".", "..") or "%" in satu or "\\" in satu for satu in bagian)
    ):
        raise AlamatDitolak(url)
    for calon in (finders.find(nama), Path(settings.STATIC_ROOT) / nama):
        if calon and Path(calon).is_file():
            return Path(calon)
    raise AlamatDitolak(url)


@dataclass(frozen=True, slots=True)
class Cetakan:
    """A printed document: the bytes of the PDF and how many pages it has."""

    isi: bytes
    halaman: int


@cache
def _huruf() -> FontConfiguration:
    """Once per process: reading the fonts again for every document would cost a tenth of its time."""
    return FontConfiguration()


@cache
def _lembar(nama: str) -> CSS:
    return CSS(url=f"{SKEMA}{nama}", url_fetcher=StaticFetcher(), font_config=_huruf())


@cache
def _bawaan() -> CSS:
    """WeasyPrint's own sheet without what no report of ours has.

    Its marks of footnotes and notes, and of lists on elements that are none, are six more styles for every element:
    a sixth of the time of a print and most of its garbage.
    """
    aturan = "\n".join(baris for baris in UA.splitlines() if not baris.startswith(("::footnote-", "::note-")))
    return CSS(string=aturan.replace("\n::marker", "\nli::marker"), counter_style=UA_COUNTER_STYLE)


class _Halaman(HTML):
    """An HTML page under the lighter sheet."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_bawaan()]


@contextlib.contextmanager
def _tanpa_sampah() -> Iterator[None]:
    """A layout makes millions of objects that all live until its end: looking for garbage meanwhile finds none."""
    aktif = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if aktif:
            gc.enable()
        gc.collect()


def cetak(
    html: str, *, lembar: tuple[str, ...], kemajuan: Callable[[int], None] = lambda _persen: None, sidik: str = ""
) -> Cetakan:
    """Print a page as tagged PDF/UA-1 with these static style sheets. ``kemajuan`` hears percents between 0 and 100.

    ``sidik`` becomes the PDF's identifier, so the same content keeps its identity.
    """
    with _kunci, _tanpa_sampah():
        dokumen = _Halaman(string=html, base_url=SKEMA, url_fetcher=StaticFetcher()).render(
            stylesheets=[_lembar(nama) for nama in lembar],
            font_config=_huruf(),
            pdf_variant="pdf/ua-1",
        )
        kemajuan(70)
        isi = dokumen.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=bytes.fromhex(sidik) or None)
        halaman = len(dokumen.pages)
        # The layout holds itself in cycles; let go of it before the collector runs.
        del dokumen
    return Cetakan(isi=isi, halaman=halaman)
