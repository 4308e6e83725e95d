"""TPI's pages: its queue, and the acts on one sheet."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.enums import Lapis, Status
from evaluation.errors import EvaluationError, SoalBergerak
from evaluation.forms.dasar import SaringAntrean
from evaluation.forms.tpi import KembalikanForm, SelesaiForm, TenggatForm, TugasForm
from evaluation.models import LembarKerjaEvaluasi, Musim, PenugasanTPI
from evaluation.permissions import ISI_LAPIS, lapis_menilai, ranah_terbaca
from evaluation.selectors.benturan import banyak_belum_dinyatakan
from evaluation.selectors.komentar import alamat_soal
from evaluation.selectors.lke import orang_unit
from evaluation.selectors.musim import kata_putaran_habis, musim_dipilih, putaran_habis
from evaluation.selectors.syarat import kurang_syarat
from evaluation.selectors.tpi import (
    STATUS_DI_TPI,
    URUTAN_TPI,
    Banding,
    Perubahan,
    anggota_tpi,
    antrean_tpi,
    banding_gerbang,
    banding_lapis,
    belum_dinilai,
    dinilai_jenjang,
    hitung_status,
    lapis_dinilai,
    lke_tpi,
    perubahan_sejak,
    perubahan_sejak_dinilai,
    rinci_antrean,
    sejak_kunjungan,
    tutup_tpi,
    unit_penugasan,
    unit_terkelola,
)
from evaluation.services import tpi as tpi_services
from evaluation.services.lke import perpanjang_tenggat
from evaluation.views.tindakan import ambil_lke, jalankan, masih_dapat, wajib
from units.models import UnitKerja, User
from units.selectors import unit_milik_sendiri
from zi_portal.common.halaman import rinci_halaman
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25


# The queue ------------------------------------------------------------------------------------------------------------


# The columns of the queue as a table to take away.
KOLOM = (
    (gettext_lazy("Unit kerja"), lambda x: x.unit.nama),
    (gettext_lazy("Instansi"), lambda x: x.unit.instansi.nama),
    (gettext_lazy("Menuju"), lambda x: x.predikat_tujuan),
    (gettext_lazy("Status"), lambda x: x.get_status_display()),
    (gettext_lazy("Putaran"), lambda x: x.putaran),
    (gettext_lazy("Tenggat"), lambda x: x.batas),
    (gettext_lazy("Mandiri"), lambda x: x.nilai_mandiri),
    (gettext_lazy("TPI"), lambda x: x.nilai_tpi),
)


@require_GET
def tpi_antrean(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.antrean_tpi")
    musim = musim_dipilih(request.GET.get("tahun", ""))
    saring = SaringAntrean(request.GET, urutan=tuple(URUTAN_TPI)).nilai
    jumlah = hitung_status(lke_tpi(request.user, tahun=musim and musim.tahun))
    baris = antrean_tpi(request.user, tahun=musim and musim.tahun)
    if q := saring.get("q"):
        baris = baris.filter(unit__nama__icontains=q)
    if status := saring.get("status"):
        baris = baris.filter(status=status)
    if urut := saring.get("urut"):
        baris = baris.order_by(*URUTAN_TPI[urut])
    if (jawab := unduhan(request, nama="penilaian-tpi", kolom=KOLOM, semua=baris)) is not None:
        return jawab
    paginator = Paginator(baris, PER_HALAMAN)
    if not q:
        # Counted already, state by state.
        paginator.count = jumlah.get(status, 0) if status else sum(jumlah.values())
    page = paginator.get_page(request.GET.get("halaman"))
    rinci_halaman(page, lambda baris: rinci_antrean(baris, request.user))
    berjenjang = [lke for lke in page.object_list if lke.jenjang]
    jenjang = dinilai_jenjang(request.user, berjenjang) if berjenjang else {}
    for lke in page.object_list:
        lke.dinilai, lke.semua = lapis_dinilai(lke)
        if lke.jenjang:
            # How far others are is theirs.
            lke.dinilai, lke.bergerak = jenjang.get(lke.pk, (None, 0))
        lke.tz = lke.unit.instansi.tz
        lke.boleh_mulai = lke.status == Status.DIAJUKAN and request.user.has_perm("evaluation.mulai_nilai", lke)
    context = {
        "page": page,
        "musim": musim,
        "saring": saring,
        "butir": butir_status(request, jumlah, saring.get("status", "")),
        "jumlah": jumlah,
        "menunggu": sum(jumlah.get(s, 0) for s in STATUS_DI_TPI),
        "boleh_tugas": request.user.has_perm("evaluation.tugaskan_tpi"),
        "boleh_nyatakan": request.user.has_perm("evaluation.nyatakan_benturan"),
        "belum_nyata": banyak_belum_dinyatakan(request.user, musim) if musim else 0,
        "tutup": musim and tutup_tpi(request.user, musim),
    }
    return render(request, "evaluation/tpi_antrean.html", context)


def butir_status(request: HttpRequest, jumlah: dict[str, int], kini: str) -> list[dict[str, object]]:
    """Filter chips: all, then each state that has sheets; they keep the other filters and drop the page."""
    query = request.GET.copy()
    query.pop("halaman", None)

    def url(status: str) -> str:
        query["status"] = status
        return f"?{query.urlencode()}"

    butir = [{"url": url(""), "label": _("Semua"), "jumlah": sum(jumlah.values()), "kini": not kini}]
    return butir + [
        {"url": url(s), "label": s.label, "jumlah": jumlah[s], "kini": s == kini} for s in Status if jumlah.get(s)
    ]


@require_POST
def tpi_mulai(request: HttpRequest, pk: int) -> HttpResponse:
    lke = ambil_lke(request, pk)
    if masih_dapat(request, "evaluation.mulai_nilai", lke, peran="evaluation.tpi"):
        berhasil = _("Penilaian %(unit)s dimulai.") % {"unit": lke.unit}
        jalankan(request, lambda: tpi_services.mulai_nilai(lke=lke, actor=request.user), berhasil=berhasil)
    return redirect(lke)


# On one sheet ---------------------------------------------------------------------------------------------------------


@require_GET
def tpi_berikutnya(request: HttpRequest, pk: int) -> HttpResponse:
    """To the first question TPI has still to judge, after the one in ``?dari=`` when there is one."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.tpi", lke)
    lapis = lapis_menilai(request.user, lke) or Lapis.TPI
    if lke.jenjang and not request.user.has_perm(ISI_LAPIS[Lapis(lapis)], lke):
        return redirect("evaluation:jenjang", lke.pk)
    sisa = belum_dinilai(lke, lapis)
    if not sisa:
        messages.success(request, _("Semua pertanyaan sudah dinilai."))
        return redirect(lke)
    urutan = [b.kode for b in banding_lapis(lke, Lapis.UNIT).baris]
    dari = request.GET.get("dari", "")
    letak = urutan.index(dari) if dari in urutan else -1
    tujuan = next((kode for kode in sisa if urutan.index(kode) > letak), sisa[0])
    return redirect(alamat_soal(lke, tujuan))


@require_GET
def tpi_berubah(request: HttpRequest, pk: int) -> HttpResponse:
    """What moved since the visit before this one: the unit's answers and proof, and the talk. ``?sejak=nilai``: since
    each question was judged."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.tpi", lke)
    ranah, lapis = ranah_terbaca(request.user, lke), lapis_menilai(request.user, lke)
    if not lapis and request.user.has_perm("evaluation.lihat_tpi", lke):
        lapis = Lapis.TPI
    dinilai = bool(lapis) and request.GET.get("sejak") == "nilai"
    sejak = None if dinilai else sejak_kunjungan(lke, request.user)
    if dinilai:
        perubahan = perubahan_sejak_dinilai(lke, lapis, request.user, ranah)
    else:
        perubahan = perubahan_sejak(lke, sejak, request.user, ranah) if sejak else ()
    context = _konteks(lke) | {"sejak": sejak, "perubahan": perubahan, "dinilai": dinilai, "ada_nilai": bool(lapis)}
    return render(request, "evaluation/tpi_berubah.html", context)


@require_http_methods(["GET", "POST"])
def tpi_terima(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the unit's answer where it is not judged yet: a list to choose from, which says what is taken. A POST brings
    back what the list showed; when something of it moved, the list is drawn again and nothing is taken."""
    lke = ambil_lke(request, pk)
    lapis = Lapis(lapis_menilai(request.user, lke) or Lapis.TPI)
    if not masih_dapat(request, ISI_LAPIS[lapis], lke, peran="evaluation.tpi"):
        return redirect(lke)
    galat, bergerak, dipilih = "", (), None
    if request.method == "POST":
        dipilih = request.POST.getlist("kode")
        dilihat = {kode: request.POST.get(f"cap-{kode}", "") for kode in dipilih}
        if not dipilih:
            galat = _("Pilih paling sedikit satu pertanyaan.")
        else:
            try:
                kode = tpi_services.terima_sisanya(lke=lke, actor=request.user, lapis=lapis, dilihat=dilihat)
            except SoalBergerak as error:
                galat, bergerak = error.message, error.kode
            except EvaluationError as error:
                messages.error(request, error.message)
                return redirect("evaluation:tpi_terima", lke.pk)
            else:
                _kabar_terima(request, kode)
                return redirect(lke)
    banding = banding_lapis(lke, Lapis.UNIT, lapis, dengan_cap=True)
    sisa = [b for b in banding.baris if b.perlu_dinilai]
    semula = {p.pertanyaan.kode: p for p in perubahan_sejak_dinilai(lke, lapis, request.user, [])}
    context = _konteks(lke) | {
        "sisa": sisa,
        "kelompok": _kelompok_terima(sisa, dipilih, bergerak, semula),
        "galat": galat,
        "hilang": [kode for kode in bergerak if kode not in {b.kode for b in sisa}],
    }
    return render(request, "evaluation/tpi_terima.html", context, status=409 if bergerak else 422 if galat else 200)


def _kabar_terima(request: HttpRequest, kode: tuple[str, ...]) -> None:
    if not kode:
        messages.info(request, _("Yang Anda pilih sudah diterima sebelumnya. Tidak ada yang berubah."))
        return
    teks = ngettext(
        "%(n)d jawaban unit diterima sebagai penilaian TPI.",
        "%(n)d jawaban unit diterima sebagai penilaian TPI.",
        len(kode),
    )
    messages.success(request, teks % {"n": len(kode)})


def _kelompok_terima(
    sisa: list[Banding], dipilih: list[str] | None, bergerak: tuple[str, ...], semula: Mapping[str, Perubahan]
) -> list[dict[str, object]]:
    """Rows by page of the workspace. At first all are chosen but those that would replace an earlier judgement."""
    kelompok: list[dict[str, object]] = []
    for b in sisa:
        if not kelompok or kelompok[-1]["bagian"] is not b.bagian:
            kelompok.append({"bagian": b.bagian, "baris": []})
        pilih = not b.bergerak if dipilih is None else b.kode in dipilih and b.kode not in bergerak
        kelompok[-1]["baris"].append(
            {"b": b, "dipilih": pilih, "bergerak": b.kode in bergerak, "semula": semula.get(b.kode)}
        )
    return kelompok


@require_http_methods(["GET", "POST"])
def tpi_kembalikan(request: HttpRequest, pk: int) -> HttpResponse:
    lke = ambil_lke(request, pk)
    if not masih_dapat(request, "evaluation.kembalikan_lke", lke, peran="evaluation.tpi_pengarah"):
        return redirect(lke)
    banding = banding_lapis(lke, Lapis.UNIT, Lapis.TPI)
    form = KembalikanForm(request.POST or None, lke=lke, baris=banding.baris)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            tpi_services.kembalikan_lke(
                lke=lke, tanda=data["tanda"], alasan=data["alasan"], tenggat=data["tenggat"], actor=request.user
            )
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(
                request,
                _("LKE dikembalikan. %(unit)s dapat memperbaiki %(n)d pertanyaan.")
                % {"unit": lke.unit, "n": len(data["tanda"])},
            )
            return redirect(lke)
    context = _konteks(lke) | {
        "form": form,
        "kelompok": _per_bagian(form.baris()),
        "penerima": orang_unit(lke),
        "putaran": lke.putaran + 1,
        "habis": kata_putaran_habis(lke.musim) if putaran_habis(lke.musim, lke.putaran) else "",
    }
    return render(request, "evaluation/tpi_kembalikan.html", context, status=_status(form))


def _per_bagian(baris: list[dict[str, object]]) -> list[dict[str, object]]:
    """Rows in LKE order, grouped by the page of the workspace they stand on, the marked ones apart."""
    kelompok: list[dict[str, object]] = []
    for satu in baris:
        bagian = satu["banding"].bagian
        if not kelompok or kelompok[-1]["bagian"] is not bagian:
            kelompok.append({"bagian": bagian, "dipilih": [], "lain": []})
        kelompok[-1]["dipilih" if satu["dipilih"] else "lain"].append(satu)
    return kelompok


@require_http_methods(["GET", "POST"])
def tpi_perpanjang(request: HttpRequest, pk: int) -> HttpResponse:
    lke = ambil_lke(request, pk)
    if not masih_dapat(request, "evaluation.perpanjang_tenggat", lke, peran="evaluation.tpi_pengarah"):
        return redirect(lke)
    form = TenggatForm(request.POST or None, lke=lke)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            perpanjang_tenggat(lke=lke, tenggat=data["tenggat"], alasan=data["alasan"], actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Tenggat diperpanjang. Unit sudah diberi tahu."))
            return redirect(lke)
    return render(request, "evaluation/tpi_perpanjang.html", _konteks(lke) | {"form": form}, status=_status(form))


@require_http_methods(["GET", "POST"])
def tpi_selesai(request: HttpRequest, pk: int) -> HttpResponse:
    lke = ambil_lke(request, pk)
    if not masih_dapat(request, "evaluation.selesaikan_tpi", lke, peran="evaluation.tpi_pengarah"):
        return redirect(lke)
    form = SelesaiForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        layak = form.cleaned_data["hasil"] == Status.LAYAK
        try:
            tpi_services.selesaikan_tpi(lke=lke, layak=layak, alasan=form.cleaned_data["alasan"], actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(
                request,
                _("Evaluasi %(unit)s selesai: %(hasil)s.")
                % {"unit": lke.unit, "hasil": lke.get_status_display().lower()},
            )
            return redirect(lke)
    banding = banding_lapis(lke, Lapis.UNIT, Lapis.TPI)
    skor = banding.skor[Lapis.TPI]
    context = _konteks(lke) | {
        "form": form,
        "skor": banding.skor,
        "gerbang": banding_gerbang(banding.skor, lke.predikat_tujuan),
        "tambahan": skor.gerbang_tambahan(lke.predikat_tujuan),
        "memenuhi": skor.memenuhi(lke.predikat_tujuan),
        "belum": [b for b in banding.baris if b.perlu_dinilai],
        "tanpa_catatan": [b for b in banding.berbeda if not b.catatan_tpi],
        "berbeda": banding.berbeda,
        "kurang_syarat": kurang_syarat(lke),
    }
    return render(request, "evaluation/tpi_selesai.html", context, status=_status(form))


def _konteks(lke: LembarKerjaEvaluasi) -> dict[str, object]:
    return {"lke": lke, "unit": lke.unit, "tz": lke.unit.instansi.tz}


def _status(form) -> int:
    """422 draws the form again with what was typed; htmx swaps it in, a browser shows it."""
    return 422 if form.is_bound and not form.is_valid() else 200


# Who assesses what ----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def tpi_tugas(request: HttpRequest) -> HttpResponse:
    """Units and who assesses them this season; a POST assigns one member to one unit."""
    wajib(request, "evaluation.tugaskan_tpi")
    musim = musim_dipilih(request.GET.get("tahun", ""))
    if musim is None:
        return render(request, "evaluation/tpi_tugas.html", {"musim": None})
    unit = unit_penugasan(request.user, musim)
    if request.method == "POST":
        return _tugaskan(request, musim, unit_terkelola(request.user))
    if q := bersih_teks(request.GET.get("q"), 100):
        unit = unit.filter(nama__icontains=q)
    if request.GET.get("kosong"):
        unit = unit.exclude(pk__in=PenugasanTPI.objects.filter(musim=musim).values("unit"))
    page = Paginator(unit, PER_HALAMAN).get_page(request.GET.get("halaman"))
    anggota = anggota_tpi(frozenset(u.instansi_id for u in page.object_list), musim)
    sendiri = unit_milik_sendiri(request.user)
    for satu in page.object_list:
        bertugas = {t.user_id for t in satu.tugas}
        satu.status_label = Status(satu.lke_status).label if satu.lke_status else ""
        terhalang = {a.user.pk: a.tertutup[satu.pk] for a in anggota if satu.pk in a.tertutup}
        for tugas in satu.tugas:
            # Why is not for the unit's own people, though they lead or administer TPI.
            tugas.terhalang = None if satu.pk in sendiri else terhalang.get(tugas.user_id)
        satu.calon = [
            (a, satu.pk in a.didampingi)
            for a in anggota
            if a.instansi_id == satu.instansi_id and satu.pk not in a.tertutup and a.user.pk not in bertugas
        ]
    context = {"musim": musim, "page": page, "anggota": anggota, "q": q, "kosong": request.GET.get("kosong", "")}
    return render(request, "evaluation/tpi_tugas.html", context)


def _tugaskan(request: HttpRequest, musim: Musim, unit: QuerySet[UnitKerja]) -> HttpResponse:
    orang = User.objects.filter(keanggotaan__instansi__in=unit.values("instansi")).distinct()
    form = TugasForm(request.POST, unit=unit, anggota=orang)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
    else:
        satu, anggota = form.cleaned_data["unit"], form.cleaned_data["anggota"]
        wajib(request, "evaluation.tugaskan_tpi", satu)
        jalankan(
            request,
            lambda: tpi_services.tugaskan_tpi(unit=satu, musim=musim, anggota=anggota, actor=request.user),
            berhasil=_("%(nama)s ditugaskan menilai %(unit)s.") % {"nama": anggota, "unit": satu},
        )
    return redirect(_kembali_ke_tugas(request))


def _kembali_ke_tugas(request: HttpRequest) -> str:
    """The list as it was: same filters and page."""
    query = request.GET.urlencode()
    return reverse("evaluation:tpi_tugas") + (f"?{query}" if query else "")


@require_http_methods(["GET", "POST"])
def tpi_tugas_lepas(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then end one assignment."""
    wajib(request, "evaluation.tugaskan_tpi")
    tugas = get_object_or_404(
        PenugasanTPI.objects.filter(unit__in=unit_terkelola(request.user)).select_related(
            "unit", "musim", "user", "tim"
        ),
        pk=pk,
    )
    wajib(request, "evaluation.tugaskan_tpi", tugas.unit)
    if request.method == "POST":
        jalankan(
            request,
            lambda: tpi_services.lepas_tugas(tugas=tugas, actor=request.user),
            berhasil=_("%(nama)s tidak lagi menilai %(unit)s.") % {"nama": tugas.user, "unit": tugas.unit},
        )
        return redirect(_kembali_ke_tugas(request))
    return render(request, "evaluation/tpi_tugas_lepas.html", {"tugas": tugas, "kembali": _kembali_ke_tugas(request)})
