"""Pages: the responses of a campaign with their signs, taking them out of the index and back, and the table of all."""

from __future__ import annotations

import tempfile
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys.enums import Golongan
from surveys.forms.hasil import SaringRespons
from surveys.models import Kampanye, Respons
from surveys.selectors.kampanye import kuesioner_dari
from surveys.selectors.respons import (
    TabelRespons,
    dengan_nilai,
    komentar_kampanye,
    komentar_terbuka,
    respons_table,
    tabel_respons,
    terbaca,
)
from surveys.services.impor import MENERIMA
from surveys.services.pengeluaran import keluarkan, masukkan_lagi
from surveys.views.hasil import halaman
from surveys.views.tindakan import ambil_kampanye, jalankan
from zi_portal.common.berkas import CSV, XLSX
from zi_portal.common.masukan import angka, bersih_teks
from zi_portal.common.tabel import alirkan_csv, tulis_xlsx_panjang
from zi_portal.common.unduh import XLSX_TERBANYAK

PER_HALAMAN = 50
SEKALI_TERBANYAK = 500
ALASAN_TERPANJANG = 2000


@require_safe
def respons_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Every response with its marks and signs, in words."""
    kampanye = ambil_kampanye(request, pk)
    form = SaringRespons(request.GET, kampanye=kampanye)
    page = Paginator(respons_table(kampanye, form.saring), PER_HALAMAN).get_page(request.GET.get("halaman"))
    konteks = {
        "form": form,
        "disaring": bool(form.saring),
        "page": page,
        "baris": dengan_nilai(kuesioner_dari(kampanye.kuesioner), page),
        "boleh_keluarkan": request.user.has_perm("surveys.keluarkan_respons", kampanye),
        "boleh_impor": kampanye.status in MENERIMA and request.user.has_perm("surveys.kelola_kampanye", kampanye),
    }
    return halaman(request, "surveys/hasil_respons.html", kampanye, **konteks)


@require_POST
def respons_keluarkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the chosen responses out of the index: shows them first, and asks why."""
    return _pindahkan(request, pk, keluar=True)


@require_POST
def respons_masukkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring the chosen responses back: shows them first, and asks why."""
    return _pindahkan(request, pk, keluar=False)


def _pindahkan(request: HttpRequest, pk: int, *, keluar: bool) -> HttpResponse:
    kampanye = ambil_kampanye(request, pk)
    if not request.user.has_perm("surveys.keluarkan_respons", kampanye):
        raise PermissionDenied
    ids = {n for teks in request.POST.getlist("respons")[:SEKALI_TERBANYAK] if (n := angka(teks)) is not None}
    semua = terbaca(Respons.objects.filter(kampanye=kampanye, pk__in=ids)).order_by("-pk")
    semua = (semua.exclude if keluar else semua.filter)(golongan=Golongan.DIKELUARKAN)
    alasan = bersih_teks(request.POST.get("alasan"), ALASAN_TERPANJANG)
    if "alasan" in request.POST:
        tindakan = partial(
            keluarkan if keluar else masukkan_lagi, kampanye=kampanye, respons=ids, alasan=alasan, actor=request.user
        )
        if jalankan(request, tindakan, berhasil=_("Tersimpan. Angka hasil sudah dihitung ulang.")):
            return redirect("surveys:respons_list", pk=kampanye.pk)
    konteks = {
        "keluar": keluar,
        "baris": dengan_nilai(kuesioner_dari(kampanye.kuesioner), semua),
        "alasan": alasan,
        "batas": SEKALI_TERBANYAK,
    }
    return halaman(request, "surveys/hasil_pindahkan.html", kampanye, **konteks)


# A table to take away -------------------------------------------------------------------------------------------------


@require_safe
def respons_unduh(request: HttpRequest, pk: int, bentuk: str) -> HttpResponseBase:
    """The anonymous responses: ``csv`` however many there are, ``xlsx`` up to a limit with the comments shuffled on a
    sheet of their own, ``komentar`` as CSV of the comments alone."""
    kampanye = ambil_kampanye(request, pk)
    if bentuk == "komentar":
        return _csv(f"komentar-survei-{pk}", [_("Komentar")], ([k] for k in _komentar(kampanye)))
    tabel = tabel_respons(kampanye, kuesioner_dari(kampanye.kuesioner))
    if bentuk == "csv":
        return _csv(_nama(tabel), tabel.kepala, tabel.baris())
    if bentuk != "xlsx":
        raise Http404
    if tabel.jumlah > XLSX_TERBANYAK:
        return halaman(request, "surveys/hasil_terlalu_besar.html", kampanye, batas=XLSX_TERBANYAK)
    return _xlsx(tabel)


def _nama(tabel: TabelRespons) -> str:
    """The file's name tells a missing profile, as a CSV has no place for a note."""
    tanpa = tabel.kuesioner.profil and not tabel.dengan_profil
    return f"respons-survei-{tabel.kampanye.pk}{'-tanpa-profil' if tanpa else ''}"


def _komentar(kampanye: Kampanye):
    if not komentar_terbuka(kampanye):
        return iter(())
    return komentar_kampanye(kampanye).iterator(chunk_size=2000)


def _csv(nama: str, kepala, baris) -> StreamingHttpResponse:
    jawab = StreamingHttpResponse(alirkan_csv(kepala, baris), content_type=f"{CSV.mime}; charset=utf-8")
    jawab["Content-Disposition"] = f'attachment; filename="{nama}.csv"'
    jawab["Cache-Control"] = "private, no-store"
    return jawab


def _xlsx(tabel: TabelRespons) -> FileResponse:
    keterangan = [[_("Satu baris satu respons, tanpa nama, nomor telepon, dan jam.")]]
    if tabel.kuesioner.profil and not tabel.dengan_profil:
        keterangan.append(
            [_("Profil tidak disertakan: ada gabungan jawaban profil yang dimiliki kurang dari 10 responden.")]
        )
    keterangan.append([_("Komentar berada di lembar sendiri dengan urutan acak, agar tidak dapat dipasangkan.")])
    berkas = tempfile.TemporaryFile()  # noqa: SIM115  # the answer closes it
    tulis_xlsx_panjang(
        [
            (_("Respons"), tabel.kepala, tabel.baris()),
            (_("Komentar"), [_("Komentar")], ([k] for k in _komentar(tabel.kampanye))),
            (_("Keterangan"), [_("Keterangan")], keterangan),
        ],
        berkas,
    )
    berkas.seek(0)
    jawab = FileResponse(berkas, as_attachment=True, filename=f"{_nama(tabel)}.xlsx", content_type=XLSX.mime)
    jawab["Cache-Control"] = "private, no-store"
    return jawab
