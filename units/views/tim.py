"""The tim kerja, agents of change, publications and programmes on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from units.errors import BarisBentrok, UnitsError
from units.forms.tim import (
    MAKS_BARIS,
    AgenForm,
    DaftarAnak,
    DaftarAnggota,
    DaftarPerubahan,
    ProgramForm,
    PublikasiForm,
    TimKerjaForm,
)
from units.models import AgenPerubahan, AnggotaTim, BarisTahap, PegawaiUnit, ProgramMasyarakat, Publikasi, TimKerja
from units.selectors.tim import dengan_hitungan, hitung_agen, kekurangan_tim, pegawai_pilihan
from units.services.tim import buat_tim, susun_anggota, susun_perubahan, ubah_tim
from units.views.buku import Buku
from units.views.tindakan import ambil_unit
from zi_portal.common.masukan import angka

GAYA = "units/tim.css"
TAMBAH_BARIS = 3


def _sesudah_tim(tim: TimKerja) -> str:
    """A team without members has its members to be written next."""
    nama = "units:tim_kerja_detail" if tim.anggota.exists() else "units:tim_kerja_anggota"
    return reverse(nama, args=[tim.unit_id, tim.pk])


def _daftar_tim(request: HttpRequest, page: Sequence[TimKerja]) -> dict[str, Any]:
    for tim in page:
        tim.kekurangan = kekurangan_tim(tim.anggota.all())
    return {}


def _isi_tim(request: HttpRequest, tim: TimKerja) -> dict[str, Any]:
    anggota = list(tim.anggota.all())
    return {"anggota": anggota, "kekurangan": kekurangan_tim(anggota)}


TIM = Buku(
    model=TimKerja,
    form=TimKerjaForm,
    slug="tim-kerja",
    judul=_("Tim kerja"),
    penjelasan=_("Tim yang membangun ZI di unit ini: SK, cara anggotanya dipilih, dan siapa mengerjakan area mana."),
    kosong=_("Belum ada tim kerja"),
    cari=("nomor_sk", "mekanisme", "anggota__nama"),
    saring=lambda tim, request: tim.prefetch_related("anggota").distinct(),
    konteks_daftar=_daftar_tim,
    konteks_baris=_isi_tim,
    buat=buat_tim,
    ubah=ubah_tim,
    sesudah=_sesudah_tim,
    gaya=GAYA,
)


def _daftar_agen(request: HttpRequest, page: Any) -> dict[str, Any]:
    return {"hitung": hitung_agen(page.object_list[0].unit, page.object_list[0].tahun)} if page.object_list else {}


AGEN = Buku(
    model=AgenPerubahan,
    form=AgenForm,
    slug="agen-perubahan",
    judul=_("Agen perubahan"),
    penjelasan=_("Pegawai yang menggerakkan perubahan, apa yang mereka ubah, dan mana yang sudah menjadi sistem."),
    kosong=_("Belum ada agen perubahan"),
    cari=("nama", "jabatan", "nomor_sk"),
    saring=lambda agen, request: dengan_hitungan(agen),
    kaitan=("unit",),
    konteks_daftar=_daftar_agen,
    konteks_baris=lambda request, agen: {"perubahan": list(agen.perubahan.all())},
    gaya=GAYA,
)

PUBLIKASI = Buku(
    model=Publikasi,
    form=PublikasiForm,
    slug="publikasi",
    judul=_("Publikasi"),
    penjelasan=_("Apa yang sudah disampaikan kepada masyarakat tentang pembangunan ZI: di mana dan kapan."),
    kosong=_("Belum ada publikasi"),
    cari=("judul", "keterangan", "url"),
    kaitan=("pencanangan",),
)

PROGRAM = Buku(
    model=ProgramMasyarakat,
    form=ProgramForm,
    slug="program",
    judul=_("Program menyentuh masyarakat"),
    penjelasan=_("Kegiatan unit yang langsung dirasakan masyarakat: siapa yang dituju, kapan, dan apa hasilnya."),
    kosong=_("Belum ada program"),
    cari=("nama", "sasaran", "hasil"),
)


# --- Lists under a team or an agent -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Susunan:
    """A page that edits all rows under one row of a register as a list."""

    buku: Buku
    anak: str
    daftar: type[DaftarAnak]
    simpan: Callable[[BarisTahap, list[Any], int, Any], bool]
    judul: str
    petunjuk: str
    berubah: str
    tetap: str


def _simpan_anggota(tim: TimKerja, anggota: list[AnggotaTim], versi: int, actor: Any) -> bool:
    pegawai = pegawai_pilihan(tim.unit)
    for a in anggota:
        _kenali(a, pegawai.get(a.nama))
    return susun_anggota(tim=tim, anggota=anggota, versi=versi, actor=actor)


def _kenali(anggota: AnggotaTim, pegawai: PegawaiUnit | None) -> None:
    """Who was picked from the register is the pegawai of that name; a typed name stays a name."""
    if pegawai:
        anggota.pegawai, anggota.nama = pegawai, pegawai.nama
        anggota.jabatan = anggota.jabatan or pegawai.jabatan


ANGGOTA = Susunan(
    buku=TIM,
    anak="anggota",
    daftar=DaftarAnggota,
    simpan=_simpan_anggota,
    judul=_("Anggota tim kerja"),
    petunjuk=_(
        "Pilih nama dari daftar pegawai, atau ketik. Baris tanpa nama tidak disimpan; kolom No. menentukan urutannya."
    ),
    berubah=_("Anggota tim kerja tersimpan."),
    tetap=_("Tidak ada yang berubah."),
)

PERUBAHAN = Susunan(
    buku=AGEN,
    anak="perubahan",
    daftar=DaftarPerubahan,
    simpan=lambda agen, perubahan, versi, actor: susun_perubahan(
        agen=agen, perubahan=perubahan, versi=versi, actor=actor
    ),
    judul=_("Perubahan yang dilakukan"),
    petunjuk=_(
        "Satu baris satu perubahan. Tandai yang sudah terintegrasi, yaitu menjadi bagian dari sistem manajemen unit."
    ),
    berubah=_("Perubahan tersimpan."),
    tetap=_("Tidak ada yang berubah."),
)


def _halaman(susunan: Susunan) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "POST"])
    def susun(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
        """Show all rows with a few empty ones; more rows, or save them all. 409 when somebody was faster."""
        buku = susunan.buku
        unit = ambil_unit(request, pk, buku.isi)
        baris = get_object_or_404(buku.model.objects.hidup().filter(unit=unit).select_related("unit"), pk=baris_pk)
        kini = list(getattr(baris, susunan.anak).all())
        konteks = {"susunan": susunan, "buku": buku, "unit": unit, "baris": baris, "versi": baris.versi}
        if request.method == "GET":
            awal = [model_to_dict(b) for b in kini]
            return _susun(request, konteks, susunan.daftar(initial=awal))
        versi = angka(request.POST.get("versi")) or 0
        if "tambah" in request.POST:
            daftar = susunan.daftar(_lebih_banyak(request.POST, susunan.daftar))
            for form in daftar.forms[-TAMBAH_BARIS:][:1]:
                form.fields[form.utama].widget.attrs["autofocus"] = True
            return _susun(request, konteks | {"versi": versi}, daftar)
        daftar = susunan.daftar(request.POST)
        if not daftar.is_valid():
            return _susun(request, konteks | {"versi": versi, "salah": True}, daftar, status=422)
        try:
            berubah = susunan.simpan(baris, daftar.baris(), versi, request.user)
        except BarisBentrok as error:
            messages.error(request, error.message)
            return _susun(request, konteks | {"versi": error.kini.versi, "kini": kini}, daftar, status=409)
        except UnitsError as error:
            messages.error(request, error.message)
            return _susun(request, konteks | {"versi": versi}, daftar, status=422)
        messages.success(request, susunan.berubah if berubah else susunan.tetap)
        return redirect(buku.alamat("detail", unit, baris.pk))

    return susun


def _lebih_banyak(post: QueryDict, daftar: type[DaftarAnak]) -> QueryDict:
    """The same form with more rows at its end, which start as any empty row does."""
    data = post.copy()
    ada = min(angka(post.get("form-TOTAL_FORMS")) or 0, MAKS_BARIS)
    jumlah = min(ada + TAMBAH_BARIS, MAKS_BARIS)
    awal = {nama: bidang.initial for nama, bidang in daftar.form.base_fields.items() if bidang.initial}
    data.update({f"form-{i}-{nama}": nilai for i in range(ada, jumlah) for nama, nilai in awal.items()})
    data["form-TOTAL_FORMS"] = str(jumlah)
    return data


def _susun(request: HttpRequest, konteks: dict[str, Any], daftar: DaftarAnak, *, status: int = 200) -> HttpResponse:
    konteks |= {"daftar": daftar, "penuh": daftar.total_form_count() >= MAKS_BARIS}
    if konteks["susunan"] is ANGGOTA:
        konteks["pegawai"] = pegawai_pilihan(konteks["unit"])
    return render(request, "units/susun.html", konteks, status=status)


tim_kerja_anggota = _halaman(ANGGOTA)
agen_perubahan = _halaman(PERUBAHAN)
