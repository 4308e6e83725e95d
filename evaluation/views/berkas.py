"""The bytes of files on the things around a sheet: one view, which asks whose thing it is."""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from evaluation.models import BerkasEvaluasi
from evaluation.selectors import bukti as baca
from evaluation.selectors.berkas import boleh_baca
from zi_portal.common import berkas as pemeriksa

logger = logging.getLogger(__name__)


@require_safe
def berkas_evaluasi(request: HttpRequest, pk: int, bentuk: str) -> HttpResponseBase:
    """``bentuk``: "unduh" or "pratinjau" (PDF and pictures in place). 404 for who may not read its thing."""
    berkas = get_object_or_404(BerkasEvaluasi.objects.hidup(), pk=pk)
    if not boleh_baca(request.user, berkas):
        raise Http404
    if berkas.pindai in {pemeriksa.BERBAHAYA, pemeriksa.TERTUNDA}:
        konteks = {"versi": berkas, "pesan": baca.kata_pindai(berkas)}
        return render(request, "evaluation/bukti_ditahan.html", konteks, status=403)
    logger.info("berkas evaluasi %s %s untuk %s", berkas.pk, bentuk, request.user.pk)
    return sajikan_tersimpan(request, berkas, langsung=bentuk == "pratinjau")


def sajikan_tersimpan(request: HttpRequest, berkas: object, *, langsung: bool) -> HttpResponseBase:
    """The stored bytes of a row with ``isi``, ``nama``, ``mime``, ``ukuran``, ``sha256``; 404 where they are gone."""
    try:
        isi = berkas.isi.open("rb")
    except FileNotFoundError:
        logger.error("berkas %s %s is missing in storage", type(berkas).__name__, berkas.pk)
        raise Http404 from None
    return pemeriksa.sajikan(
        isi,
        nama=berkas.nama,
        mime=berkas.mime,
        ukuran=berkas.ukuran,
        sidik=berkas.sha256,
        langsung=langsung and pemeriksa.masih_sejenis(isi, berkas.mime),
        rentang=request.headers.get("Range", ""),
    )
