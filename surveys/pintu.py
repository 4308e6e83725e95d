"""The short way in: an ordinary response to an open survey is taken here, before Django's chain, at half its cost.

Nothing is decided here that ``views.publik`` would decide otherwise: the same functions read it, count it and store it.
Whatever is out of the ordinary (an error, a code, a contact, a crowd, another language, a kiosk, no script) goes on to
Django as it came, which answers it.
"""

from __future__ import annotations

import json
import logging
import re
import time
from functools import cache
from http import HTTPStatus
from io import BytesIO
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.handlers.wsgi import WSGIRequest
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.http import HttpResponse, UnreadablePostError
from django.http.request import DisallowedHost
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware

from surveys.enums import CaraIsi, Kanal
from surveys.errors import TidakMenerima
from surveys.isian import baca_isian
from surveys.laju import LAJU_DI_PINTU, Laju, nilai_laju
from surveys.selectors.kampanye import KampanyePublik, kampanye_publik
from surveys.services.isi import Asal, terima
from zi_portal.common.alamat import alamat_klien
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.unggahan import minta_json
from zi_portal.logs import id_for_request, log_request, request_id

logger = logging.getLogger(__name__)

_ALAMAT = re.compile(r"/s/([-a-zA-Z0-9_]+)/").fullmatch
_FORMULIR = "application/x-www-form-urlencoded"


class PintuRespons:
    """WSGI application around Django's."""

    def __init__(self, django: WSGIApplication) -> None:
        self.django = django

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse):
        if (cocok := _ALAMAT(environ.get("PATH_INFO", ""))) and environ["REQUEST_METHOD"] == "POST":
            jawab = masuk(environ, cocok[1])
            if jawab is not None:
                kepala, badan = jawab
                start_response("200 OK", kepala)
                return [badan]
        return self.django(environ, start_response)


Jawab = tuple[list[tuple[str, str]], bytes]


def masuk(environ: WSGIEnvironment, slug: str) -> Jawab | None:
    """Take the response and return headers and body; None where Django has to, which can still read it from
    ``environ`` and knows by LAJU_DI_PINTU whether it was counted."""
    awal = time.perf_counter()
    rid = id_for_request(environ.get("HTTP_X_REQUEST_ID", ""))
    tanda = request_id.set(rid)
    # What Django does at both ends of a request.
    basis_data = connections[DEFAULT_DB_ALIAS]
    basis_data.close_if_unusable_or_obsolete()
    try:
        request = WSGIRequest(environ)
        kampanye = _terima(request, slug)
        if kampanye is None:
            return None
        badan = json.dumps({"tujuan": kampanye.alamat_terima_kasih}).encode()
        log_request("POST", "surveys:isi", HTTPStatus.OK, awal)
        return [*kepala_jawaban(request.is_secure()), ("X-Request-ID", rid), ("Content-Length", str(len(badan)))], badan
    except (TidakMenerima, DisallowedHost, RequestDataTooBig, UnreadablePostError, Error):
        return None  # Django meets the same, tells it and logs it
    except Exception:
        logger.exception("a response did not pass the door, and went the long way")
        return None
    finally:
        basis_data.close_if_unusable_or_obsolete()
        request_id.reset(tanda)


def _terima(request: WSGIRequest, slug: str) -> KampanyePublik | None:
    """The campaign that took the response; None where it, or what was sent, is out of the ordinary."""
    environ = request.environ
    if not minta_json(request) or environ.get("QUERY_STRING") or environ.get("SCRIPT_NAME"):
        return None
    request.get_host()
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        return None
    kampanye = kampanye_publik(slug)
    if kampanye is None or kampanye.cara == CaraIsi.KODE or kampanye.minta_kontak:
        return None
    data, bahasa = _baca(request), kampanye.kuesioner.bahasa[0]
    if data is None or not data.get("kiriman") or data.get("bahasa", bahasa) != bahasa:
        return None
    isian, galat = baca_isian(kampanye.kuesioner, [pk for pk, _nama in kampanye.layanan], data)
    if galat:
        return None
    ip, perangkat = alamat_klien(request), bersih_teks(data.get("perangkat"), 64)
    environ[LAJU_DI_PINTU] = nilai_laju(kampanye_id=kampanye.pk, ip=ip, perangkat=perangkat)
    if environ[LAJU_DI_PINTU] is not Laju.BIASA:
        return None
    terima(kampanye=kampanye, isian=isian, kanal=Kanal.TAUTAN, asal=Asal(ip=ip, perangkat=perangkat))
    return kampanye


def _baca(request: WSGIRequest) -> dict[str, str] | None:
    """The last value of each field, as ``request.POST.get`` gives it, and the body put back for Django. None for what
    no page of ours sends."""
    if request.content_type != _FORMULIR:
        return None
    badan = request.body
    request.environ["wsgi.input"] = BytesIO(badan)
    try:
        pasang = parse_qsl(
            badan.decode(), keep_blank_values=True, max_num_fields=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        )
    except ValueError:
        return None
    return dict(pasang)


@cache
def kepala_jawaban(aman: bool) -> tuple[tuple[str, str], ...]:
    """What Django's middleware puts on every answer of this kind, ``aman``: come over https."""

    def jawab(_request: WSGIRequest) -> HttpResponse:
        return HttpResponse(content_type="application/json")

    for lapis in (XFrameOptionsMiddleware, CSPMiddleware, SecurityMiddleware):
        jawab = lapis(jawab)
    asal = {"REQUEST_METHOD": "POST", "wsgi.input": BytesIO(), "wsgi.url_scheme": "https" if aman else "http"}
    if aman and settings.SECURE_PROXY_SSL_HEADER:
        nama, isi = settings.SECURE_PROXY_SSL_HEADER
        asal[nama] = isi
    return tuple(jawab(WSGIRequest(asal)).items())
