"""Any list as one sees it, as a table to take away: the filters and the order of the address, and the same rights,
since it is the list's own address that answers (``?unduh=csv`` or ``xlsx``).

Rows come from the database in pieces and leave in pieces, so that memory stays flat however many there are.
"""

from __future__ import annotations

import datetime as dt
import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from zi_portal.common.berkas import CSP_UNDUH, CSV, XLSX, kunci_jawaban, nama_aman
from zi_portal.common.tabel import alirkan_csv, tulis_xlsx_panjang

logger = logging.getLogger(__name__)

KEPING = 500
# A workbook is written before it is sent: more would keep a person waiting longer than a request lasts.
XLSX_TERBANYAK = 50_000
BENTUK = ("xlsx", "csv")

Kolom = tuple[Any, Callable[[Any], Any]]


def unduhan(
    request: HttpRequest,
    *,
    nama: str,
    kolom: Sequence[Kolom],
    semua: QuerySet | Sequence[Any],
    rinci: Callable[[list[Any]], Iterable[Any]] = lambda keping: keping,
    jejak: Callable[[str, int], object] | None = None,
) -> HttpResponseBase | None:
    """The whole of a list when its address asks for one, else None.

    ``kolom`` are (header, what a row says under it). ``semua`` is what the pages are cut from, already filtered and in
    order; ``rinci`` gives a piece of it what a page of the list is given. ``jejak`` is told the format and how many
    rows leave: for lists that hold personal data.
    """
    bentuk = request.GET.get("unduh")
    if bentuk not in BENTUK or request.method not in {"GET", "HEAD"}:
        return None
    jumlah = semua.count() if isinstance(semua, QuerySet) else len(semua)
    if bentuk == "xlsx" and jumlah > XLSX_TERBANYAK:
        messages.error(
            request, _("Daftar ini melewati 50.000 baris, terlalu banyak untuk .xlsx. Saring dahulu, atau unduh .csv.")
        )
        tanpa = request.GET.copy()
        del tanpa["unduh"]
        return HttpResponseRedirect(f"{request.path}?{tanpa.urlencode()}")
    if jejak is not None:
        jejak(bentuk, jumlah)
    logger.info("daftar %s diunduh sebagai %s oleh %s: %s baris", nama, bentuk, request.user.pk, jumlah)
    kepala = [str(judul) for judul, _isi in kolom]
    baris = ([isi(satu) for _judul, isi in kolom] for keping in _keping(semua) for satu in rinci(keping))
    tanggal = timezone.localdate().isoformat()
    if bentuk == "csv":
        sel = ([_sel_csv(nilai) for nilai in satu] for satu in baris)
        jawab: HttpResponseBase = StreamingHttpResponse(
            alirkan_csv(kepala, sel), content_type=f"{CSV.mime}; charset=utf-8"
        )
    else:
        berkas = tempfile.TemporaryFile()  # noqa: SIM115  # the answer closes it
        tulis_xlsx_panjang([(_("Data"), kepala, ([_sel_xlsx(n) for n in satu] for satu in baris))], berkas)
        berkas.seek(0)
        jawab = FileResponse(berkas, content_type=XLSX.mime)
    jawab["Content-Disposition"] = content_disposition_header(True, nama_aman(f"{nama}-{tanggal}.{bentuk}"))
    return kunci_jawaban(jawab, csp=CSP_UNDUH)


def _keping(semua: QuerySet | Sequence[Any]) -> Iterator[list[Any]]:
    sumber = semua.iterator(chunk_size=KEPING) if isinstance(semua, QuerySet) else iter(semua)
    keping: list[Any] = []
    for satu in sumber:
        keping.append(satu)
        if len(keping) == KEPING:
            yield keping
            keping = []
    if keping:
        yield keping


def _sel_csv(nilai: Any) -> Any:
    """As a spreadsheet set to Indonesian reads it: a decimal comma, days as the year first."""
    match nilai:
        case None:
            return ""
        case bool():
            return _("ya") if nilai else _("tidak")
        case Decimal() | float() | Fraction():
            return f"{float(nilai):.10g}".replace(".", ",")
        case dt.datetime():
            return _setempat(nilai).isoformat(" ", "minutes")
        case dt.date():
            return nilai.isoformat()
        case Promise():
            return str(nilai)
    return nilai


def _sel_xlsx(nilai: Any) -> Any:
    match nilai:
        case bool():
            return _("ya") if nilai else _("tidak")
        case Decimal() | Fraction():
            return float(nilai)
        case dt.datetime():
            return _setempat(nilai)
        case Promise():
            return str(nilai)
    return nilai


def _setempat(saat: dt.datetime) -> dt.datetime:
    return (timezone.localtime(saat) if timezone.is_aware(saat) else saat).replace(tzinfo=None)
