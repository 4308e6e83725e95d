"""A page of the public form with its style inside: on a slow network the first question waits for one trip less."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from csp.decorators import csp_update
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

GAYA = "surveys/isi.css"


def halaman(request: HttpRequest, templat: str, konteks: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """The page, and a policy that lets this very style in and no other."""
    berkas = Path(str(finders.find(GAYA)))
    gaya, sidik = _baca(berkas, berkas.stat().st_mtime_ns)
    return csp_update({"style-src": [sidik]})(render)(request, templat, {**konteks, "gaya": gaya}, status=status)


@lru_cache(maxsize=1)
def _baca(berkas: Path, _kapan: int) -> tuple[SafeString, str]:
    """The style, and its hash as a policy names it; anew when the file was changed."""
    teks = berkas.read_text(encoding="utf-8").strip()
    sidik = base64.b64encode(hashlib.sha256(teks.encode()).digest()).decode()
    return mark_safe(teks), f"'sha256-{sidik}'"  # noqa: S308  # a file of our own
