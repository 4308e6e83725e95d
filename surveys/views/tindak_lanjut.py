"""Page: what the unit plans about its weak unsur, printed in the report of the survey."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from surveys.forms.hasil import RencanaForm
from surveys.models import TindakLanjutSurvei
from surveys.selectors.hasil import hasil_kampanye
from surveys.selectors.tindak_lanjut import rencana_kini
from surveys.services.tindak_lanjut import tulis_rencana
from surveys.views.hasil import halaman
from surveys.views.tindakan import ambil_kampanye, jalankan, wajib

RIWAYAT_TERBANYAK = 50


@require_http_methods(["GET", "HEAD", "POST"])
def tindak_lanjut_survei(request: HttpRequest, pk: int) -> HttpResponse:
    """The plans by unsur, lowest first; whoever manages the campaign writes one at a time."""
    kampanye = ambil_kampanye(request, pk)
    if request.method == "POST":
        wajib(request, "surveys.kelola_kampanye", kampanye)
    hasil = hasil_kampanye(kampanye, ringkas=True)
    urut = sorted((u for i in hasil.indeks for u in i.unsur), key=lambda u: (u.empat is None, u.empat, u.unsur.kode))
    form = RencanaForm(request.POST or None, unsur=[(u.unsur.kode, u.unsur.nama) for u in urut])
    if request.method == "POST" and form.is_valid():
        tindakan = partial(tulis_rencana, kampanye=kampanye, actor=request.user, **form.cleaned_data)
        if jalankan(request, tindakan, berhasil=_("Rencana tersimpan dan dicetak di laporan survei.")):
            return redirect("surveys:tindak_lanjut_survei", pk=kampanye.pk)
    kini = rencana_kini(kampanye)
    nama = {u.unsur.kode: u.unsur.nama for u in urut}
    riwayat = TindakLanjutSurvei.objects.filter(kampanye=kampanye).select_related("oleh")[:RIWAYAT_TERBANYAK]
    return halaman(
        request,
        "surveys/hasil_tindak_lanjut.html",
        kampanye,
        form=form,
        baris=[(u, kini.get(u.unsur.kode)) for u in urut],
        riwayat=[(r, nama.get(r.unsur, r.unsur)) for r in riwayat],
        boleh_tulis=request.user.has_perm("surveys.kelola_kampanye", kampanye),
    )
