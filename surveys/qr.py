"""An address as a QR code, drawn into the page."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def svg_qr(alamat: str, *, label: str) -> SafeString:
    """The QR code of ``alamat`` as an SVG that takes the size its place gives it. ``label`` says what it is."""
    # segno escapes the title; everything else it writes are numbers.
    svg = segno.make(alamat, error="m", micro=False).svg_inline(
        omitsize=True, border=3, svgclass="qr", lineclass=None, title=label
    )
    return mark_safe(svg)  # noqa: S308  # drawn by segno from its own grid
