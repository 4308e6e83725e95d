"""Pages: responses from elsewhere on their way in: the table, what it would bring, and taking it."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys.services.impor import (
    BARIS_TERBANYAK,
    ImporSurveiDitolak,
    kepala_contoh,
    periksa_impor,
    terapkan_impor_survei,
)
from surveys.views.hasil import halaman
from surveys.views.tindakan import ambil_kampanye, jalankan, wajib
from zi_portal.common.berkas import XLSX, nama_aman
from zi_portal.common.tabel import tulis_xlsx

GALAT_TAMPIL = 100


@require_http_methods(["GET", "HEAD", "POST"])
def impor_respons(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in a table; it is only looked at here."""
    kampanye = ambil_kampanye(request, pk)
    wajib(request, "surveys.kelola_kampanye", kampanye)
    konteks: dict[str, object] = {"batas": BARIS_TERBANYAK}
    if request.method == "POST":
        berkas = request.FILES.get("berkas")
        if berkas is None:
            messages.error(request, _("Pilih berkas .xlsx atau .csv lebih dahulu."))
        else:
            try:
                konteks["pratinjau"] = periksa_impor(kampanye=kampanye, berkas=berkas, nama=nama_aman(berkas.name))
            except ImporSurveiDitolak as error:
                konteks |= {"galat": error.galat[:GALAT_TAMPIL], "jumlah_galat": len(error.galat)}
    jawab = halaman(request, "surveys/hasil_impor.html", kampanye, **konteks)
    jawab.status_code = 422 if "galat" in konteks else 200
    return jawab


@require_POST
def impor_respons_terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what the preview showed."""
    kampanye = ambil_kampanye(request, pk)
    wajib(request, "surveys.kelola_kampanye", kampanye)
    tindakan = partial(
        terapkan_impor_survei, kampanye=kampanye, titipan=request.POST.get("titipan", ""), actor=request.user
    )
    if jalankan(request, tindakan, berhasil=_("Respons diimpor dengan penanda “Impor”.")):
        return redirect("surveys:respons_list", pk=kampanye.pk)
    return redirect("surveys:impor_respons", pk=kampanye.pk)


@require_safe
def impor_respons_contoh(request: HttpRequest, pk: int) -> HttpResponse:
    """An empty table with the columns of this campaign."""
    kampanye = ambil_kampanye(request, pk)
    wajib(request, "surveys.kelola_kampanye", kampanye)
    kepala = kepala_contoh(kampanye)
    petunjuk = [
        _("Satu baris satu respons. Isi nilai dengan angka skala; kosongkan yang tidak dijawab."),
        _("Profil dan layanan ditulis persis seperti pada kuesioner. Jangan menulis nama atau nomor telepon."),
    ]
    isi = tulis_xlsx(kepala, [], lebar=[18] * len(kepala), teks=set(), petunjuk=petunjuk)
    jawab = HttpResponse(isi, content_type=XLSX.mime)
    jawab["Content-Disposition"] = f'attachment; filename="contoh-impor-survei-{kampanye.pk}.xlsx"'
    return jawab
