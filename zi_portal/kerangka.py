"""What the frame around every page shows: main places, the year, unread notifications. Read only when it is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from evaluation.models import Musim
from evaluation.selectors.musim import musim_berjalan
from units.enums import (
    PERAN_INSTANSI,
    PERAN_PELAYAN,
    PERAN_TPI,
    PERAN_TPI_PENGARAH,
    PERAN_TPN,
    PERAN_UNIT,
    PERAN_UNIT_INDUK,
    Peran,
)
from units.models import Notifikasi
from units.selectors import akses
from units.selectors.tahap import tahun_dipilih, tahun_kerja
from zi_portal.common.masukan import angka
from zi_portal.oidc import penyedia_semua

SEMUA_PENILAI = (PERAN_UNIT | PERAN_UNIT_INDUK | PERAN_INSTANSI | PERAN_TPN) - {Peran.PIMPINAN_INSTANSI}

AWALAN_LKE = tuple(
    f"evaluation:{nama}"
    for nama in (
        "lke_",
        "soal",
        "jawaban_",
        "penjelasan",
        "bukti_",
        "komentar_",
        "utas",
        "jenjang",
        "kursi_",
        "perbedaan",
    )
)

# Pages of a unit's year, by how their names begin: they belong to one place in the menu, and each shows one year.
AWALAN_TAHAP = tuple(
    f"units:{nama}"
    for nama in (
        "unit_detail",
        "tahap_",
        "pencanangan_",
        "pakta",
        "pegawai_unit_",
        "impor_",
        "penetapan",
        "calon_",
        "sk_penetapan_",
        "layanan_",
        "isu_",
        "risiko_",
        "inovasi_",
        "aksi_",
        "tim_kerja_",
        "agen_",
        "publikasi_",
        "program_",
        "monev_",
        "tindak_lanjut_",
        "kewajiban",
        "temuan_",
        "pemantauan_",
        "konsultasi_",
        "pendampingan_",
        "rekomendasi_",
        "data_pendukung",
        "iku_",
        "sistem_",
        "bukti_tahap_",
    )
)

# The archive of a unit and what it offers to the LKE: reached from the unit's rail.
ARSIP = ("evaluation:bukti_arsip", "evaluation:bukti_usul", "evaluation:bukti_detail", "evaluation:bukti_hapus")

# View name, label, roles that see it (None: everybody), and how the names of the pages under it begin.
TEMPAT = (
    ("evaluation:beranda", _("Beranda"), None, ("evaluation:beranda",)),
    (
        "units:tahap_saya",
        _("Pembangunan ZI"),
        PERAN_UNIT | PERAN_PELAYAN,
        AWALAN_TAHAP + ARSIP + ("evaluation:persyaratan",),
    ),
    ("evaluation:lke_list", _("LKE"), SEMUA_PENILAI, AWALAN_LKE),
    ("evaluation:pendahuluan_antrean", _("Penilaian pendahuluan"), PERAN_UNIT_INDUK, ("evaluation:pendahuluan",)),
    (
        "evaluation:tpi_antrean",
        _("Penilaian TPI"),
        PERAN_TPI | {Peran.ADMIN_INSTANSI},
        ("evaluation:tpi_", "evaluation:pleno_", "evaluation:catatan_siap_"),
    ),
    (
        "units:temuan_tpi",
        _("Pemantauan"),
        PERAN_TPI,
        ("units:temuan_tpi", "units:pendampingan_kalender", "units:konsultasi_tpn"),
    ),
    ("surveys:kampanye_list", _("Survei"), PERAN_UNIT | PERAN_PELAYAN | PERAN_TPN, ("surveys:",)),
    ("evaluation:usulan_list", _("Usulan"), frozenset({Peran.ADMIN_INSTANSI}), ("evaluation:usulan_",)),
    (
        "evaluation:tpn_antrean",
        _("Evaluasi TPN"),
        PERAN_TPN,
        ("evaluation:tpn_", "evaluation:mandiri_", "evaluation:catatan_siap_"),
    ),
    (
        "evaluation:riwayat_saya",
        _("Riwayat"),
        PERAN_TPI_PENGARAH | {Peran.ADMIN_INSTANSI, Peran.AUDITOR},
        ("evaluation:riwayat_",),
    ),
    (
        "evaluation:predikat_list",
        _("Predikat"),
        PERAN_PELAYAN | PERAN_TPN,
        ("evaluation:predikat_", "evaluation:laporan_predikat", "evaluation:klarifikasi_predikat"),
    ),
    ("units:konsultasi_tpn", _("Konsultasi TPI"), PERAN_TPN, ("units:konsultasi_tpn",)),
    (
        "evaluation:musim_list",
        _("Musim"),
        frozenset({Peran.TPN_ADMIN, Peran.ADMIN_PLATFORM}),
        ("evaluation:musim_",),
    ),
    (
        "units:pegawai_list",
        _("Pegawai dan peran"),
        frozenset({Peran.ADMIN_INSTANSI, Peran.ADMIN_PLATFORM}),
        (
            "units:pegawai_",
            "units:keanggotaan_",
            "units:instansi_",
            "units:induk_",
            "units:token_",
            "units:webhook_",
            "evaluation:portalrb",
        ),
    ),
    ("units:surel_list", _("Kotak keluar"), frozenset({Peran.ADMIN_PLATFORM}), ("units:surel_",)),
    ("units:host_webhook_list", _("Host webhook"), frozenset({Peran.ADMIN_PLATFORM}), ("units:host_webhook_",)),
)


# Besides those of AWALAN_TAHAP: pages that show one year and change with it. Elsewhere the switch leads home.
MENURUT_TAHUN = frozenset(
    f"evaluation:{nama}"
    for nama in (
        "beranda",
        "lke_list",
        "pendahuluan_antrean",
        "tpi_antrean",
        "tpi_tim_list",
        "tpi_tugas",
        "tpi_tugas_riwayat",
        "tpi_benturan",
        "tpi_benturan_list",
        "persyaratan",
        "usulan_list",
        "tpn_antrean",
        "tpn_penetapan",
        "tpn_tim_list",
    )
)
DEMO = (
    "operator",
    "operator2",
    "ketuatim",
    "pimpinan",
    "tpi",
    "ketua",
    "dalnis",
    "admin",
    "bupati",
    "auditor",
    "tpn",
    "tpnanggota",
    "platform",
)


@dataclass(frozen=True, slots=True)
class Tempat:
    """One entry of the main menu."""

    url: str
    label: str
    kini: bool


def _kedekatan(kini: str, awalan: tuple[str, ...]) -> int:
    """How much of a page's name the place's names cover; 0 for a page of another place."""
    return max((len(a) for a in awalan if kini.startswith(a)), default=0)


class Kerangka:
    """Each part is read at its first use, so a fragment without a frame pays nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def menu(self) -> list[Tempat]:
        peran = akses(self.request.user).peran
        kini = self.request.resolver_match.view_name if self.request.resolver_match else ""
        tampak = [t for t in TEMPAT if t[2] is None or not t[2].isdisjoint(peran)]
        # The place that names a page most closely: pegawai_unit_ is of building, and not of the accounts (pegawai_).
        dekat = max(((_kedekatan(kini, awalan), nama) for nama, _label, _untuk, awalan in tampak), default=(0, ""))
        return [Tempat(reverse(nama), label, dekat == (dekat[0] or -1, nama)) for nama, label, *_lain in tampak]

    @cached_property
    def peran(self) -> list[str]:
        milik = akses(self.request.user).peran
        return [p.label for p in Peran if p in milik]

    @cached_property
    def belum_dibaca(self) -> int:
        return Notifikasi.objects.visible_to(self.request.user).belum_dibaca().count()

    @cached_property
    def _musim(self) -> list[Musim]:
        return list(Musim.objects.dibuka().only("tahun", "isi_mulai"))

    @cached_property
    def musim(self) -> list[int]:
        return [m.tahun for m in self._musim]

    @cached_property
    def pilihan_tahun(self) -> list[int]:
        """Years the switch offers, newest first: the seasons, and on the pages of a unit's year also the present one
        and the one shown, whether a season was opened for them or not."""
        if not self._tahap:
            return self.musim
        return sorted({*self.musim, tahun_kerja(), self.tahun}, reverse=True)

    @cached_property
    def tahun(self) -> int | None:
        """The year asked for in the address, else the running season, or on the pages of a unit's year the present."""
        diminta = angka(self.request.GET.get("tahun"))
        if self._tahap:
            return tahun_dipilih(diminta)
        if diminta in self.musim:
            return diminta
        berjalan = musim_berjalan(self._musim)
        return berjalan and berjalan.tahun

    @property
    def alamat_tahun(self) -> str:
        """The page the year switch leads to. One row of a unit belongs to its year: from there, to the unit's page."""
        kini = self.request.resolver_match
        if self._tahap and kini.kwargs.keys() - {"pk"}:
            return reverse("units:unit_detail", args=[kini.kwargs["pk"]]) if kini.route.startswith("unit/") else "/"
        return self.request.path if kini and (self._tahap or kini.view_name in MENURUT_TAHUN) else "/"

    @property
    def _tahap(self) -> bool:
        kini = self.request.resolver_match
        return bool(kini) and kini.view_name.startswith((*AWALAN_TAHAP, "surveys:kampanye_unit"))

    @property
    def oidc(self) -> list[dict[str, str]]:
        """Other ways in that the sign-in page offers."""
        return [
            {"nama": p.nama, "url": reverse("openid_connect_login", args=[p.kode])} for p in penyedia_semua().values()
        ]

    @property
    def demo(self) -> tuple[str, ...]:
        """Sign-ins of the demo data, named on the sign-in page of a demo only."""
        return DEMO if settings.ZI_DEMO else ()

    @cached_property
    def url_cari(self) -> str:
        return "" if SEMUA_PENILAI.isdisjoint(akses(self.request.user).peran) else reverse("evaluation:lke_list")


def kerangka(request: HttpRequest) -> dict[str, Kerangka]:
    return {"kerangka": Kerangka(request)}
