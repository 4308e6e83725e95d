"""Files on their way in: what a page says about the limits, and the answer to a body that cannot be taken."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from zi_portal.common import berkas as pemeriksa
from zi_portal.common.masukan import angka


def batas_unggahan() -> dict[str, object]:
    """What a browser may check before it sends a file; the server checks it all again."""
    return {
        "terima": pemeriksa.TERIMA,
        "daftar_jenis": pemeriksa.DAFTAR_JENIS,
        "maks": settings.BUKTI_MAKS_BITA,
        "maks_video": settings.BUKTI_MAKS_BITA_VIDEO,
        "maks_teks": pemeriksa.teks_ukuran(settings.BUKTI_MAKS_BITA),
        "maks_video_teks": pemeriksa.teks_ukuran(settings.BUKTI_MAKS_BITA_VIDEO),
    }


def galat_badan(request: HttpRequest) -> str:
    """Why this upload cannot be read as a whole, "" when it can."""
    panjang = angka(request.META.get("CONTENT_LENGTH") or "0")
    if panjang is None or panjang > settings.BUKTI_MAKS_BITA_KIRIMAN:
        batas = pemeriksa.teks_ukuran(settings.BUKTI_MAKS_BITA_KIRIMAN)
        return _("Sekali kirim paling besar %(batas)s. Kirim berkas dalam beberapa bagian.") % {"batas": batas}
    try:
        # The form's last field stands after the files: without it the connection broke on the way.
        utuh = request.POST.get("lengkap")
    except TooManyFilesSent:
        return _("Sekali kirim paling banyak %(n)d berkas. Kirim dalam beberapa bagian.") % {
            "n": settings.DATA_UPLOAD_MAX_NUMBER_FILES
        }
    except (MultiPartParserError, UnreadablePostError):
        utuh = None
    return "" if utuh else _("Unggahan terputus sebelum selesai, jadi belum disimpan. Unggah lagi.")


def minta_json(request: HttpRequest) -> bool:
    """Does a script send this, that wants its answer as JSON?"""
    return request.META.get("HTTP_ACCEPT", "").startswith("application/json")


def tolak(request: HttpRequest, pesan: str, kembali: str, *, status: int = 422) -> HttpResponse:
    """Say why nothing was taken: as JSON to a script, else on the page one came from."""
    if minta_json(request):
        return JsonResponse({"pesan": pesan}, status=status)
    messages.error(request, pesan)
    return redirect(kembali)
