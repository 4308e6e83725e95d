"""How an API of the portal refuses: one form for every status, also for addresses and methods it does not know."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import ConfigDict, Field

from units.errors import UnitsError

logger = logging.getLogger(__name__)

KODE = {
    401: "UNAUTHORIZED",
    403: "FORBIDDEN",
    404: "DATA_NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    409: "CONFLICT",
    422: "VALIDATION_ERROR",
    429: "TOO_MANY_REQUESTS",
    500: "INTERNAL_SERVER_ERROR",
}


class Galat(Schema):
    """What every answer other than 2xx holds."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"error": True, "code": "DATA_NOT_FOUND", "message": "Unit itu tidak ada dalam usulan."}
        }
    )

    error: bool = Field(description="selalu true")
    code: str = Field(description="sebab yang dibaca mesin")
    message: str = Field(description="sebab yang dibaca orang")


# For the documents: which refusals every operation may give.
GALAT = dict.fromkeys((401, 403, 404, 422, 429, 500), Galat)


class GalatAPI(Exception):
    """Refuses a request with this status and sentence; ``tunggu`` are the seconds after which to come again."""

    def __init__(self, status: int, pesan: str, *, kode: str = "", tunggu: float | None = None) -> None:
        super().__init__(pesan)
        self.status, self.pesan, self.kode, self.tunggu = status, pesan, kode or KODE[status], tunggu


def jawab_galat(status: int, pesan: str, *, kode: str = "", tunggu: float | None = None) -> HttpResponse:
    jawab = JsonResponse({"error": True, "code": kode or KODE[status], "message": str(pesan)}, status=status)
    if tunggu is not None:
        jawab["Retry-After"] = str(max(1, math.ceil(tunggu)))
    if status == 401:
        jawab["WWW-Authenticate"] = 'Bearer realm="Portal ZI"'
    return jawab


def pasang_galat(api: NinjaAPI) -> None:
    """Let this API refuse in our form, whatever went wrong."""
    api.exception_handler(GalatAPI)(_galat_sendiri)
    api.exception_handler(UnitsError)(lambda request, error: jawab_galat(422, error.message))
    api.exception_handler(AuthenticationError)(_belum_dikenal)
    api.exception_handler(Http404)(lambda request, error: jawab_galat(404, _("Data itu tidak ada.")))
    api.exception_handler(ValidationError)(_tidak_terbaca)
    api.exception_handler(HttpError)(_tidak_terbaca)
    api.exception_handler(Exception)(_tak_terduga)


def _galat_sendiri(request: HttpRequest, error: GalatAPI) -> HttpResponse:
    return jawab_galat(error.status, error.pesan, kode=error.kode, tunggu=error.tunggu)


def _belum_dikenal(request: HttpRequest, error: Exception) -> HttpResponse:
    return jawab_galat(401, _("Token tidak ada, salah, sudah dicabut, atau habis masa berlakunya."))


def _tidak_terbaca(request: HttpRequest, error: Exception) -> HttpResponse:
    """Names the places that are wrong, never what stood there."""
    tempat = sorted({str(satu["loc"][-1])[:60] for satu in getattr(error, "errors", []) if satu.get("loc")})
    if tempat:
        return jawab_galat(422, _("Isian ini tidak dapat dipakai: %(apa)s.") % {"apa": ", ".join(tempat)})
    return jawab_galat(422, _("Isi permintaan tidak dapat dibaca sebagai JSON."))


def _tak_terduga(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("api failed", exc_info=error)
    return jawab_galat(500, _("Terjadi galat di portal. Tidak ada data yang berubah. Coba lagi nanti."))


def alamat_api(api: NinjaAPI) -> tuple[list[URLPattern], str, str]:
    """The addresses of an API for ``include``: without sign-in, session and CSRF, and none that answers in another
    form."""
    pola, ruang, nama = api.urls
    for satu in pola:
        # The document needs the address of the root; there is nothing at it.
        satu.callback = _tidak_ada if satu.name == "api-root" else _seragam(satu.callback)
    return [*pola, re_path(r"^.*$", _tidak_ada, name="lain")], ruang, nama


def _seragam(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @login_not_required
    @csrf_exempt
    @wraps(view)
    def dibungkus(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        jawab = view(request, *args, **kwargs)
        if jawab.status_code == 405:
            boleh = jawab["Allow"]
            jawab = jawab_galat(405, _("Cara %(cara)s tidak dikenal di alamat ini.") % {"cara": request.method[:20]})
            jawab["Allow"] = boleh
        # The data is one instansi's: no cache on the way may keep it.
        jawab["Cache-Control"] = "no-store"
        return jawab

    return dibungkus


@login_not_required
@csrf_exempt
def _tidak_ada(request: HttpRequest) -> HttpResponse:
    return jawab_galat(404, _("Alamat itu tidak ada di API ini."), kode="NOT_FOUND")
