"""Pages outside the workspace, on a desk and on a phone: nothing serious in anybody's way, nothing wider than the
screen."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from evaluation.enums import Status
from tests.matriks import token, webhook
from tests.matrix import buat_dunia, lengkapi

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# State of the sheet → who opens which page; the argument is an attribute of the world.
HALAMAN = {
    Status.DRAF: [("operator", "evaluation:beranda", ""), ("pimpinan", "evaluation:beranda", "")],
    Status.DINILAI_TPI: [
        ("tpi_anggota", "evaluation:beranda", ""),
        ("tpi_dalnis", "evaluation:beranda", ""),
        ("tpi_dalnis", "evaluation:tpi_antrean", ""),
        ("tpi_dalnis", "evaluation:tpi_kembalikan", "lke"),
        ("tpi_dalnis", "evaluation:tpi_selesai", "lke"),
        ("tpi_dalnis", "evaluation:lke_syarat", "lke"),
        ("admin", "evaluation:persyaratan", "instansi"),
    ],
    Status.LAYAK: [
        ("admin", "evaluation:beranda", ""),
        ("admin", "evaluation:usulan_detail", "usulan"),
        ("tpi_dalnis", "reports:laporan_lke", "lke"),
        ("admin", "units:token_list", "instansi"),
        ("admin", "units:token_ambilan", "instansi"),
        ("admin", "units:webhook_list", "instansi"),
        ("admin", "units:webhook_baru", "instansi"),
        ("admin", "units:webhook_detail", "webhook"),
        ("admin", "units:pegawai_unduhan", ""),
        ("admin", "api_panduan", ""),
        ("platform", "units:host_webhook_list", ""),
    ],
    Status.DIUSULKAN: [
        ("platform", "evaluation:beranda", ""),
        ("tpn_admin", "evaluation:beranda", ""),
        ("tpn_admin", "evaluation:tpn_antrean", ""),
        ("tpn_admin", "evaluation:usulan_detail", "usulan"),
        ("tpn_admin", "evaluation:tpn_tim_list", ""),
        ("tpn_admin", "evaluation:tpn_tim_buat", ""),
    ],
    Status.SANGGAH: [("admin", "evaluation:lke_seleksi", "lke"), ("tpn_anggota", "evaluation:tpn_evaluasi", "lke")],
    Status.PENETAPAN: [
        ("tpn_admin", "evaluation:tpn_putuskan", "lke"),
        ("tpn_admin", "evaluation:tpn_penetapan", ""),
        ("tpn_admin", "evaluation:tpn_hasil", "usulan"),
    ],
}


@pytest.mark.parametrize("lebar", [1366, 390])
@pytest.mark.parametrize("status", HALAMAN)
def test_nothing_serious_stands_in_the_way_of_anybody(new_page, sign_in, status, lebar):
    dunia = lengkapi(buat_dunia(status))
    for topik in (token, webhook):
        topik.lengkapi(dunia)
    page = new_page(viewport={"width": lebar, "height": 844})
    for siapa, nama, milik in HALAMAN[status]:
        sign_in(page, dunia.orang[siapa])
        jalan = reverse(nama, args=[getattr(dunia, milik).pk] if milik else [])
        jawab = page.goto(jalan)
        # A page one may not open would lead elsewhere, and prove nothing here.
        assert (jawab.status, urlsplit(page.url).path) == (200, jalan), (siapa, nama)
        berat = [
            (siapa, nama, v["id"], [n["html"] for n in v["nodes"]][:3])
            for v in Axe().run(page).response["violations"]
            if v["impact"] in {"serious", "critical"}
        ]
        assert berat == []
        assert page.evaluate("document.documentElement.scrollWidth") <= lebar, (siapa, nama)
