"""What the pages of the stages draw again and again: the rail of a unit, a history, the proof of a thing."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import Benda, Jejak
from units.models import RiwayatTahap, UnitKerja, User
from units.selectors import akses
from units.selectors.bukti_tahap import PEMBAWA
from zi_portal.common.templatetags.zi import tanggal, waktu

register = template.Library()

# Heading, and under it: view name, label, how the names of the pages under it begin, and the permission to open it
# where the right to follow the unit's building does not do.
REL = (
    (
        "",
        (
            ("units:unit_detail", _("Ringkasan tahun ini"), ("units:unit_",)),
            ("units:pencanangan_list", _("Pencanangan"), ("units:pencanangan_",)),
            ("units:pakta", _("Pegawai dan pakta integritas"), ("units:pakta", "units:pegawai_unit_")),
            ("units:penetapan_unit", _("Penetapan"), ("units:penetapan_",)),
        ),
    ),
    (
        _("Pembangunan"),
        (
            ("units:aksi_list", _("Rencana aksi"), ("units:aksi_",)),
            ("units:layanan_list", _("Layanan utama"), ("units:layanan_",)),
            ("units:isu_list", _("Isu strategis"), ("units:isu_",)),
            ("units:risiko_list", _("Risiko"), ("units:risiko_",)),
            ("units:inovasi_list", _("Inovasi"), ("units:inovasi_",)),
            ("units:tim_kerja_list", _("Tim kerja"), ("units:tim_kerja_",)),
            ("units:agen_list", _("Agen perubahan"), ("units:agen_",)),
            ("units:publikasi_list", _("Publikasi"), ("units:publikasi_",)),
            ("units:program_list", _("Program masyarakat"), ("units:program_",)),
            ("units:monev_list", _("Monev triwulan"), ("units:monev_", "units:tindak_lanjut_")),
            ("units:kewajiban", _("Tujuh kewajiban"), ("units:kewajiban",)),
        ),
    ),
    (
        _("Pemantauan TPI"),
        (
            ("units:temuan_list", _("Temuan"), ("units:temuan_",)),
            ("units:pemantauan_list", _("Pemantauan berkala"), ("units:pemantauan_",)),
            ("units:konsultasi_list", _("Konsultasi"), ("units:konsultasi_",)),
            ("units:pendampingan_list", _("Asistensi dan pendampingan"), ("units:pendampingan_",)),
            ("units:rekomendasi_list", _("Rekomendasi"), ("units:rekomendasi_",)),
        ),
    ),
    (
        _("Survei"),
        (("surveys:kampanye_unit", _("Survei masyarakat"), ("surveys:kampanye_", "surveys:kode_", "surveys:entri")),),
    ),
    (
        _("Data"),
        (
            ("units:data_pendukung", _("Data pendukung"), ("units:data_pendukung", "units:iku_")),
            ("units:sistem_list", _("Sistem tertaut"), ("units:sistem_",)),
            ("units:impor_list", _("Impor"), ("units:impor_",), "units.isi_tahap"),
            (
                "evaluation:bukti_arsip",
                _("Arsip bukti"),
                ("evaluation:bukti_arsip", "evaluation:bukti_detail"),
                "evaluation.lihat_arsip",
            ),
            ("evaluation:bukti_usul", _("Usulan bukti LKE"), ("evaluation:bukti_usul",), "evaluation.kelola_bukti"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class BarisRel:
    url: str
    label: str
    kini: bool


@register.inclusion_tag("units/_rel_tahap.html", takes_context=True)
def rel_tahap(context: template.Context, unit: UnitKerja) -> dict[str, object]:
    """The rail of a unit's year, with what the person may open; keeps ``?tahun=``."""
    request = context["request"]
    kini = _kini(request)
    tahun = request.GET.get("tahun", "")
    akhir = f"?tahun={tahun}" if tahun.isdecimal() else ""
    return {
        "kelompok": [
            (
                judul,
                [
                    BarisRel(f"{url}{akhir}", label, kini.startswith(awalan))
                    for url, label, awalan in _ada(request.user, unit, isi)
                ],
            )
            for judul, isi in REL
        ]
    }


def _kini(request: HttpRequest) -> str:
    """The page's name; that of the thing's own page for the proof that hangs on it."""
    kini = request.resolver_match
    if kini is None:
        return ""
    if kini.view_name.startswith("units:bukti_tahap_"):
        return f"units:{HALAMAN_BENDA.get(kini.kwargs['benda'], kini.kwargs['benda'])}_"
    return kini.view_name


# Things whose pages are not named after them.
HALAMAN_BENDA = {
    Benda.REGISTER_PAKTA: "pakta",
    Benda.CALON_UNIT: "penetapan",
    Benda.SK_PENETAPAN: "penetapan",
}


def _ada(user: User, unit: UnitKerja, isi: tuple) -> list[tuple]:
    """The entries this person may open."""
    return [
        (reverse(nama, args=[unit.pk]), label, awalan)
        for nama, label, awalan, *izin in isi
        if not izin or user.has_perm(izin[0], unit)
    ]


# What happened, in a reader's words; moves by (benda, aksi), everything else by its kind.
KATA_AKSI = {
    (Benda.PENCANANGAN, "ajukan"): _("Diajukan ke pimpinan"),
    (Benda.PENCANANGAN, "kembalikan"): _("Dikembalikan pimpinan"),
    (Benda.PENCANANGAN, "canangkan"): _("Dicanangkan"),
    (Benda.PENCANANGAN, "lengkapi"): _("Publikasi dinyatakan lengkap"),
    (Benda.PENCANANGAN, "batalkan"): _("Dibatalkan"),
    (Benda.PEGAWAI_UNIT, "tanda_tangan"): _("Pakta integritas ditandatangani"),
    (Benda.PEGAWAI_UNIT, "tarik_pakta"): _("Tanda tangan pakta ditarik"),
    (Benda.REGISTER_PAKTA, "buat"): _("Register dibuka"),
    (Benda.REGISTER_PAKTA, "tutup"): _("Register ditutup, pimpinan berganti"),
    (Benda.REGISTER_PAKTA, "buat_tautan"): _("Tautan pribadi dibuat"),
    (Benda.REGISTER_PAKTA, "cabut_tautan"): _("Tautan pribadi dicabut"),
    (Benda.CALON_UNIT, "tetapkan"): _("Ditetapkan dengan SK"),
    (Benda.CALON_UNIT, "keluarkan"): _("Dikeluarkan dari penetapan"),
    (Benda.AKSI, "kemajuan"): _("Kemajuan dilaporkan"),
    (Benda.AKSI, "mulai"): _("Mulai dikerjakan"),
    (Benda.AKSI, "selesaikan"): _("Diselesaikan"),
    (Benda.AKSI, "batalkan"): _("Dibatalkan"),
    (Benda.AKSI, "buka_lagi"): _("Dibuka lagi"),
    (Benda.MONEV, "sahkan"): _("Disahkan pimpinan"),
    (Benda.MONEV, "buka_lagi"): _("Dibuka lagi"),
    (Benda.TINDAK_LANJUT, "selesaikan"): _("Diselesaikan"),
    (Benda.KONSULTASI, "jawab"): _("Dijawab"),
    (Benda.KONSULTASI, "tanya_lagi"): _("Ditanyakan lagi"),
    (Benda.KONSULTASI, "tutup"): _("Ditutup"),
    (Benda.PEMANTAUAN, "terbitkan"): _("Disampaikan ke unit"),
    (Benda.TEMUAN, "tindak_lanjuti"): _("Ditindaklanjuti unit"),
    (Benda.TEMUAN, "verifikasi"): _("Diverifikasi TPI"),
    (Benda.TEMUAN, "kembalikan"): _("Dikembalikan TPI"),
    (Benda.TEMUAN, "buka_lagi"): _("Dibuka lagi"),
    (Benda.SISTEM, "periksa"): _("Diperiksa"),
    (Benda.KAMPANYE, "baca_kontak"): _("Kontak responden dibaca"),
    (Benda.KAMPANYE, "hapus_kontak"): _("Kontak dihapus oleh respondennya"),
    (Benda.KAMPANYE, "tindak_lanjut"): _("Rencana tindak lanjut ditulis"),
    (Benda.KAMPANYE, "impor"): _("Respons diimpor"),
    (Benda.TEMUAN, "perpanjang"): _("Tenggat diperpanjang"),
    (Benda.PENDAMPINGAN, "batalkan"): _("Dibatalkan"),
    (Benda.REKOMENDASI, "sampaikan"): _("Disampaikan ke pimpinan instansi"),
    (Benda.REKOMENDASI, "terima"): _("Diterima pimpinan instansi"),
    (Benda.REKOMENDASI, "tarik"): _("Ditarik TPI"),
    (Benda.KAMPANYE, "buka"): _("Dibuka"),
    (Benda.KAMPANYE, "jeda"): _("Dijeda"),
    (Benda.KAMPANYE, "lanjut"): _("Dilanjutkan"),
    (Benda.KAMPANYE, "tutup"): _("Ditutup"),
    (Benda.KAMPANYE, "batal"): _("Dibatalkan"),
    (Benda.KAMPANYE, "segel"): _("Jawaban disegel"),
    (Benda.KAMPANYE, "perpanjang"): _("Waktu tutup diperpanjang"),
    (Benda.KAMPANYE, "buat_kode"): _("Kode sekali pakai dibuat"),
    (Benda.KAMPANYE, "masukkan_kode"): _("Kode dari luar dimasukkan"),
    (Benda.KAMPANYE, "keluarkan"): _("Respons dikeluarkan dari indeks"),
    (Benda.KAMPANYE, "masukkan_lagi"): _("Respons dimasukkan lagi"),
    (Benda.KUESIONER, "terbit"): _("Diterbitkan"),
    (Benda.IMPOR, "buat"): _("Berkas diunggah"),
    (Benda.IMPOR, "terapkan"): _("Diminta diterapkan"),
    (Benda.IMPOR, "selesai"): _("Diterapkan"),
    (Benda.IMPOR, "batalkan"): _("Dibatalkan"),
    (Benda.TOKEN_API, "cabut"): _("Dicabut"),
}


@register.filter
def kata_aksi(jejak: RiwayatTahap) -> str:
    """What a row of the history tells, in words."""
    if kata := KATA_AKSI.get((jejak.benda, jejak.aksi)):
        return str(kata)
    return str(Jejak(jejak.aksi).label) if jejak.aksi in Jejak.values else jejak.aksi.replace("_", " ").capitalize()


@register.inclusion_tag("units/_riwayat_tahap.html")
def riwayat_tahap(jejak: list[RiwayatTahap], model: object = None) -> dict[str, object]:
    """The history of one thing, newest first. ``model`` (an instance) names the fields that changed."""
    return {"jejak": [(j, _perubahan(j, model)) for j in jejak]}


def _perubahan(jejak: RiwayatTahap, model: object) -> list[tuple[str, object, object]]:
    bidang = {f.name: f for f in model._meta.get_fields() if hasattr(f, "verbose_name")} if model is not None else {}
    return [
        (getattr(bidang.get(kolom), "verbose_name", kolom), *(_tampil(bidang.get(kolom), n) for n in isi))
        for kolom, isi in jejak.rincian.items()
        if isinstance(isi, list) and len(isi) == 2
    ]


def _tampil(bidang: object, nilai: object) -> object:
    """A value of the history as the page shows it: the word of a choice, a day as people write it, codes in a row."""
    if isinstance(nilai, bool):
        return _("ya") if nilai else _("tidak")
    if isinstance(nilai, list):
        return ", ".join(map(str, nilai))
    if isinstance(bidang, models.DateTimeField) and isinstance(nilai, str):
        return waktu(parse_datetime(nilai))
    if isinstance(bidang, models.DateField) and isinstance(nilai, str):
        return tanggal(parse_date(nilai))
    return dict(getattr(bidang, "flatchoices", ()) or ()).get(nilai, nilai)


@register.inclusion_tag("units/_bukti_tahap.html", takes_context=True)
def bukti_tahap(context: template.Context, objek: object, bukti: list, boleh_isi: bool) -> dict[str, object]:
    """The proof that hangs on a thing of a stage, with the ways to add some for those who may. A thing that is no
    unit's own (a decree) is shown for the page's ``unit``."""
    unit = getattr(objek, "unit", None) or context["unit"]
    return {
        "unit": unit,
        "benda": objek.BENDA.value,
        "objek_id": objek.pk,
        "tahun": getattr(objek, "tahun", None),
        "bukti": bukti,
        "boleh_isi": boleh_isi and objek.BENDA in PEMBAWA,
        "orang_unit": unit.pk in akses(context["user"]).unit_ids,
        "csrf_token": context.get("csrf_token"),
        "user": context["user"],
    }
