"""From a poster or slips to their pages. Neither is kept: they follow the survey, and codes must not lie in files."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation

from reports.selebaran import Poster, Slip


def html_poster(poster: Poster) -> str:
    with translation.override("id"):
        return render_to_string("reports/poster_survei.html", {"p": poster})


def html_slip(slip: Slip) -> str:
    with translation.override("id"):
        return render_to_string("reports/slip_survei.html", {"s": slip})


def cetak_poster(poster: Poster) -> bytes:
    """The poster as a PDF of one page."""
    return _cetak(html_poster(poster), poster.kunci())


def cetak_slip(slip: Slip) -> bytes:
    """The slips as a PDF, eight to a page."""
    return _cetak(html_slip(slip), slip.kunci())


def _cetak(html: str, sidik: str) -> bytes:
    from reports.pdf import cetak  # late: WeasyPrint takes seconds to import

    return cetak(html, lembar=("reports/selebaran.css",), sidik=sidik).isi
