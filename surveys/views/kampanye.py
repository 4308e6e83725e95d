"""Surveys on the screen of those who run them: lists, one survey, its form, its moves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from surveys.enums import CaraIsi, JenisKampanye, StatusKampanye
from surveys.flow import FLOW_KAMPANYE, KELOLA
from surveys.forms.kampanye import AlasanForm, KampanyeForm, PerpanjangForm, daftar_layanan
from surveys.models import Kampanye
from surveys.qr import svg_qr
from surveys.selectors.kampanye import (
    alamat_kios,
    alamat_publik,
    kampanye_table,
    keadaan_kampanye,
    kemajuan,
    publik_dari,
    saring_kampanye,
    tahun_bersurvei,
    target_semua,
    unit_bersurvei,
)
from surveys.services.kampanye import LAYANAN_TERBANYAK, buat_kampanye, gerakkan, perpanjang, ubah_kampanye
from surveys.views.publik import pratinjau
from surveys.views.tindakan import ambil_kampanye, jalankan
from units.errors import BarisBentrok, UnitsError
from units.models import LayananUtama, UnitKerja
from units.selectors.tahap import riwayat
from units.views.tindakan import ambil_unit, tahun_diminta
from zi_portal.common.masukan import angka, bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25
# More units than this are found by their name, not in a list.
UNIT_DIPILIH = 200

# Whose survey it becomes, by the right to make it on the unit.
HAK_BUAT = {
    JenisKampanye.MANDIRI: "surveys.buat_mandiri",
    JenisKampanye.TPI: "surveys.buat_tpi",
    JenisKampanye.TPN: "surveys.buat_tpn",
}

# What a move does, asked before it is made: title, sentence, button, what is said afterwards.
GERAK = {
    "buka": (
        gettext_lazy("Buka survei"),
        gettext_lazy(
            "Formulir dapat diisi masyarakat sejak waktu dibuka. Sesudah ini kuesioner, waktu, dan cara mengisi tidak "
            "dapat diubah lagi; waktu tutup dapat diperpanjang dengan alasan."
        ),
        gettext_lazy("Buka"),
        gettext_lazy("Survei dibuka."),
    ),
    "jeda": (
        gettext_lazy("Jeda survei"),
        gettext_lazy(
            "Formulir berhenti menerima jawaban. Masyarakat membaca bahwa survei sedang dijeda. Jawaban yang sudah "
            "masuk tetap ada."
        ),
        gettext_lazy("Jeda"),
        gettext_lazy("Survei dijeda."),
    ),
    "lanjut": (
        gettext_lazy("Lanjutkan survei"),
        gettext_lazy("Formulir menerima jawaban lagi."),
        gettext_lazy("Lanjutkan"),
        gettext_lazy("Survei dilanjutkan."),
    ),
    "tutup": (
        gettext_lazy("Tutup survei sekarang"),
        gettext_lazy(
            "Sesudah ditutup, survei tidak dapat dibuka lagi dan tidak menerima jawaban, juga formulir kertas yang "
            "belum dientri. Semua jawaban disegel, dan kunci sidik jaringannya dibuang."
        ),
        gettext_lazy("Tutup survei"),
        gettext_lazy("Survei ditutup. Jawabannya sedang disegel."),
    ),
    "batal": (
        gettext_lazy("Batalkan survei"),
        gettext_lazy("Survei ini tidak akan dibuka. Catatannya tetap ada."),
        gettext_lazy("Batalkan survei"),
        gettext_lazy("Survei dibatalkan."),
    ),
}


# Lists ----------------------------------------------------------------------------------------------------------------


def _halaman(request: HttpRequest, semua: Any) -> Any:
    page = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman"))
    for kampanye in page.object_list:
        kampanye.target = target_semua(kampanye.populasi)
        kampanye.nada = keadaan_kampanye(kampanye)[0]
    return page


# The columns of the list as a table to take away.
KOLOM = (
    (gettext_lazy("Survei"), lambda k: k.nama),
    (gettext_lazy("Unit kerja"), lambda k: k.unit.nama),
    (gettext_lazy("Kuesioner"), lambda k: k.kuesioner.nama),
    (gettext_lazy("Jenis"), lambda k: k.get_jenis_display()),
    (gettext_lazy("Mulai"), lambda k: k.mulai),
    (gettext_lazy("Selesai"), lambda k: k.selesai),
    (gettext_lazy("Untuk LKE"), lambda k: k.tahun),
    (gettext_lazy("Status"), lambda k: k.get_status_display()),
    (gettext_lazy("Respons"), lambda k: k.masuk),
    (gettext_lazy("Target"), lambda k: target_semua(k.populasi)),
)


@require_safe
def kampanye_list(request: HttpRequest) -> HttpResponse:
    """All surveys the person may read."""
    saring = {
        "q": bersih_teks(request.GET.get("q"), 100),
        "tahun": angka(request.GET.get("tahun")),
        "status": bersih_teks(request.GET.get("status"), 10),
        "jenis": bersih_teks(request.GET.get("jenis"), 10),
        "unit": angka(request.GET.get("unit")) or 0,
    }
    semua = saring_kampanye(kampanye_table(request.user), **saring)
    if (jawab := unduhan(request, nama="survei", kolom=KOLOM, semua=semua)) is not None:
        return jawab
    pilihan_unit = list(unit_bersurvei(request.user)[: UNIT_DIPILIH + 1])
    konteks = {
        "page": _halaman(request, semua),
        "saring": saring,
        "disaring": any(saring.values()),
        "tahun": tahun_bersurvei(request.user),
        "unit": pilihan_unit if len(pilihan_unit) <= UNIT_DIPILIH else [],
        "status": StatusKampanye.choices,
        "jenis": JenisKampanye.choices,
        "lihat_kuesioner": request.user.has_perm("surveys.lihat_kuesioner"),
    }
    return render(request, "surveys/kampanye_list.html", konteks)


@require_safe
def kampanye_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """The surveys of a unit in one year, and the way to a new one."""
    unit = ambil_unit(request, pk, "surveys.lihat_survei_unit")
    tahun = tahun_diminta(request)
    q = bersih_teks(request.GET.get("q"), 100)
    konteks = {
        "unit": unit,
        "tahun": tahun,
        "q": q,
        "page": _halaman(request, saring_kampanye(kampanye_table(request.user), q=q, tahun=tahun, unit=unit.pk)),
        "boleh_buat": bool(_jenis_boleh(request, unit)),
    }
    return render(request, "surveys/kampanye_unit.html", konteks)


# The form -------------------------------------------------------------------------------------------------------------


def _jenis_boleh(request: HttpRequest, unit: UnitKerja) -> list[str]:
    return [str(jenis.value) for jenis, hak in HAK_BUAT.items() if request.user.has_perm(hak, unit)]


@require_http_methods(["GET", "POST"])
def kampanye_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """A new draft; its services begin with the unit's main services of the year."""
    unit = ambil_unit(request, pk, "surveys.lihat_survei_unit")
    jenis = _jenis_boleh(request, unit)
    if not jenis:
        raise PermissionDenied
    tahun = tahun_diminta(request)
    form = KampanyeForm(
        request.POST or None, unit=unit, jenis=jenis, instance=Kampanye(jenis=jenis[0]), initial={"tahun": tahun}
    )
    utama = LayananUtama.objects.hidup().filter(unit=unit, tahun=tahun).values_list("nama", flat=True)
    layanan, hanya_hitung = _layanan(request, [(nama[:150], None) for nama in utama[:LAYANAN_TERBANYAK]])
    if request.method == "POST" and not hanya_hitung and form.is_valid() & layanan.is_valid():
        try:
            kampanye = buat_kampanye(
                kampanye=form.instance,
                layanan=layanan.baris(),
                actor=request.user,
                kiriman=form.cleaned_data["kiriman"],
            )
        except UnitsError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Survei tersimpan sebagai draf. Periksa pratinjaunya, lalu buka."))
            return redirect(kampanye)
    return _formulir(request, form, layanan, unit, hanya_hitung=hanya_hitung)


@require_http_methods(["GET", "POST"])
def kampanye_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    kampanye = ambil_kampanye(request, pk, KELOLA)
    if kampanye.status in {StatusKampanye.TUTUP, StatusKampanye.BATAL}:
        messages.warning(request, _("Survei ini sudah berakhir, jadi tidak dapat diubah."))
        return redirect(kampanye)
    form = KampanyeForm(request.POST or None, unit=kampanye.unit, jenis=[kampanye.jenis], instance=kampanye)
    layanan, hanya_hitung = _layanan(request, list(kampanye.layanan.values_list("nama", "populasi")))
    status = 200
    if request.method == "POST" and not hanya_hitung and form.is_valid() & layanan.is_valid():
        try:
            ubah_kampanye(
                kampanye=form.instance,
                ubah=form.isi(),
                layanan=layanan.baris(),
                versi=form.cleaned_data["versi"] or 0,
                actor=request.user,
            )
        except BarisBentrok as error:
            form.add_error(None, error.message)
            form.data = form.data.copy()
            form.data["versi"] = str(error.kini.versi)
            status = 409
        except UnitsError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Survei tersimpan."))
            return redirect(kampanye)
    return _formulir(request, form, layanan, kampanye.unit, kampanye, hanya_hitung=hanya_hitung, status=status)


def _layanan(request: HttpRequest, awal: list[tuple[str, int | None]]) -> tuple[Any, bool]:
    """The list of services, and whether a button only asked for more rows or the target."""
    if request.method != "POST":
        kelas = daftar_layanan(max(1, 3 - len(awal)))
        return kelas(prefix="layanan", initial=[{"nama": n, "populasi": p or None} for n, p in awal]), False
    data = request.POST
    if "tambah" in data:
        data = data.copy()
        jumlah = min(angka(data.get("layanan-TOTAL_FORMS")) or 0, LAYANAN_TERBANYAK - 3)
        data["layanan-TOTAL_FORMS"] = str(jumlah + 3)
    return daftar_layanan(0)(data, prefix="layanan"), "tambah" in data or "hitung" in data


def _formulir(
    request: HttpRequest,
    form: KampanyeForm,
    layanan: Any,
    unit: UnitKerja,
    kampanye: Kampanye | None = None,
    *,
    hanya_hitung: bool,
    status: int = 200,
) -> HttpResponse:
    target = layanan.hitung_target()
    if hanya_hitung:
        # Nobody asked to save yet: what is still missing is not called wrong.
        form.errors.clear()
    konteks = {
        "form": form,
        "layanan": layanan,
        "target": target,
        "salah": form.is_bound and not hanya_hitung,
        "unit": unit,
        "kampanye": kampanye,
        "penuh": layanan.total_form_count() >= LAYANAN_TERBANYAK,
    }
    gagal = request.method == "POST" and not hanya_hitung and status == 200
    return render(request, "surveys/kampanye_form.html", konteks, status=422 if gagal else status)


# One survey -----------------------------------------------------------------------------------------------------------


@require_safe
def kampanye_detail(request: HttpRequest, pk: int) -> HttpResponse:
    kampanye = ambil_kampanye(request, pk)
    nada, kalimat = keadaan_kampanye(kampanye)
    kelola = request.user.has_perm(KELOLA, kampanye)
    konteks = {
        "kampanye": kampanye,
        "unit": kampanye.unit,
        "nada": nada,
        "kalimat": kalimat,
        "kelola": kelola,
        "gerak": [(aksi, GERAK[aksi][2]) for aksi in _gerak_mungkin(kampanye)] if kelola else [],
        "perpanjangan": list(kampanye.perpanjangan.select_related("oleh")),
        "riwayat": riwayat(kampanye.BENDA, kampanye.pk),
        "alamat": alamat_publik(kampanye),
        "tz": kampanye.unit.instansi.tz,
        "berkode": kampanye.cara == CaraIsi.KODE,
    } | _jumlah(kampanye)
    return render(request, "surveys/kampanye_detail.html", konteks)


def _jumlah(kampanye: Kampanye) -> dict[str, Any]:
    return {
        "kemajuan": kemajuan(kampanye),
        "segarkan": kampanye.status in {StatusKampanye.BUKA, StatusKampanye.JEDA},
    }


@require_safe
def kampanye_jumlah(request: HttpRequest, pk: int) -> HttpResponse:
    """How many came in: the part of the page that asks again while the survey runs."""
    kampanye = ambil_kampanye(request, pk)
    if not request.htmx:
        return redirect(kampanye)
    return render(request, "surveys/_kampanye_jumlah.html", {"kampanye": kampanye} | _jumlah(kampanye))


@require_safe
def kampanye_pratinjau(request: HttpRequest, pk: int) -> HttpResponse:
    """The public form as people will see it; nothing can be sent from here."""
    kampanye = ambil_kampanye(request, pk)
    return pratinjau(request, publik_dari(kampanye), kembali=kampanye.get_absolute_url())


@require_safe
def kampanye_bagikan(request: HttpRequest, pk: int) -> HttpResponse:
    """The link, its QR code, what can be printed, and for managers the device at the counter."""
    kampanye = ambil_kampanye(request, pk)
    alamat = alamat_publik(kampanye)
    kelola = request.user.has_perm(KELOLA, kampanye)
    konteks = {
        "kampanye": kampanye,
        "unit": kampanye.unit,
        "alamat": alamat,
        "qr": svg_qr(alamat, label=_("Kode QR alamat survei")),
        "kelola": kelola,
        "kios": alamat_kios(kampanye) if kelola else "",
        "berkode": kampanye.cara == CaraIsi.KODE,
        "kalimat": keadaan_kampanye(kampanye)[1],
    }
    return render(request, "surveys/kampanye_bagikan.html", konteks)


# Moves ----------------------------------------------------------------------------------------------------------------


def _gerak_mungkin(kampanye: Kampanye) -> list[str]:
    return [aksi for aksi, langkah in FLOW_KAMPANYE.items() if kampanye.status in langkah.sources]


@require_http_methods(["GET", "POST"])
def kampanye_gerak(request: HttpRequest, pk: int, aksi: str) -> HttpResponse:
    """Ask, with what will happen; POST makes the move."""
    if aksi not in FLOW_KAMPANYE:
        raise Http404
    kampanye = ambil_kampanye(request, pk, KELOLA)
    judul, tanya, tombol, berhasil = GERAK[aksi]
    if aksi not in _gerak_mungkin(kampanye):
        messages.warning(
            request,
            _("Survei ini berstatus “%(status)s”, jadi langkah itu tidak berlaku lagi. Tidak ada yang berubah.")
            % {"status": kampanye.get_status_display()},
        )
        return redirect(kampanye)
    form = AlasanForm(request.POST or None) if FLOW_KAMPANYE[aksi].butuh_alasan else None
    if request.method == "POST" and (form is None or form.is_valid()):
        alasan = form.cleaned_data["alasan"] if form else ""
        jalankan(
            request,
            lambda: gerakkan(kampanye=kampanye, aksi=aksi, actor=request.user, alasan=alasan),
            berhasil=str(berhasil),
        )
        return redirect(kampanye)
    konteks = {
        "kampanye": kampanye,
        "unit": kampanye.unit,
        "judul": judul,
        "tanya": tanya,
        "tombol": tombol,
        "bahaya": aksi in {"tutup", "batal"},
        "form": form,
    }
    return render(request, "surveys/kampanye_gerak.html", konteks, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def kampanye_perpanjang(request: HttpRequest, pk: int) -> HttpResponse:
    """A later end, with its reason."""
    kampanye = ambil_kampanye(request, pk, KELOLA)
    if kampanye.status not in {StatusKampanye.BUKA, StatusKampanye.JEDA}:
        messages.warning(request, _("Hanya survei yang dibuka atau dijeda yang dapat diperpanjang."))
        return redirect(kampanye)
    form = PerpanjangForm(request.POST or None, unit=kampanye.unit, initial={"sampai": kampanye.selesai})
    if request.method == "POST" and form.is_valid():
        try:
            perpanjang(kampanye=kampanye, actor=request.user, **form.cleaned_data)
        except UnitsError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Waktu tutup survei diperpanjang."))
            return redirect(kampanye)
    konteks = {
        "kampanye": kampanye,
        "unit": kampanye.unit,
        "judul": _("Perpanjang survei"),
        "tanya": _("Waktu tutup hanya dapat dimundurkan, dan perpanjangan tidak dapat ditarik kembali."),
        "tombol": _("Perpanjang"),
        "form": form,
    }
    return render(request, "surveys/kampanye_gerak.html", konteks, status=422 if request.method == "POST" else 200)
