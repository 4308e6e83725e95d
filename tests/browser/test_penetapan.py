"""An admin chooses two candidates by one SK, and the unit reads it."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.berkas import pdf
from tests.factories import make_anggota, make_instansi, make_unit
from units.enums import Peran
from units.models import BerkasBukti, CalonUnit, SistemTertaut, SKPenetapan
from units.selectors.penetapan import KRITERIA_WAJIB
from units.services.penetapan import IsiKriteria, calonkan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("lebar", [1366, 390])
def test_an_admin_chooses_two_units_by_one_sk(new_page, sign_in, lebar):
    instansi = make_instansi()
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    unit = [make_unit(nama, instansi=instansi) for nama in ("Dinas Kesehatan", "Dinas Sosial", "Kecamatan Hinai")]
    kriteria = [IsiKriteria(j.value, "ya", "Melayani warga") for j in KRITERIA_WAJIB]
    for u in unit[:2]:
        calonkan(calon=CalonUnit(unit=u, tahun=2026), kriteria=kriteria, actor=admin)
    operator = make_anggota(Peran.OPERATOR, unit=unit[1])

    page = new_page(viewport={"width": lebar, "height": 844})
    galat = []
    page.on("pageerror", lambda satu: galat.append(str(satu)))
    sign_in(page, admin)
    page.goto(f"/instansi/{instansi.pk}/penetapan/")

    # A third one is put forward and judged on the way.
    page.get_by_role("link", name="Tambah calon").click()
    page.get_by_role("link", name="Kecamatan Hinai").click()
    page.locator("input[name=nilai_layanan_utama][value=ya]").check()
    page.locator("textarea[name=alasan_layanan_utama]").fill("Pelayanan terpadu kecamatan")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Belum dapat ditetapkan.").wait_for()
    page.get_by_role("navigation", name="Letak halaman").get_by_role("link", name="Penetapan unit").click()

    page.get_by_label("Pilih Dinas Kesehatan").check()
    page.get_by_label("Pilih Dinas Sosial").check()
    page.get_by_role("button", name="Tetapkan dengan SK…").click()
    assert page.locator("input[name=calon]:checked").count() == 2
    page.get_by_label("Nomor SK").fill("188.45/1/2026")
    page.get_by_label("Tanggal SK").fill("2026-01-05")
    page.get_by_label("Ditandatangani oleh").fill("H. Syah Rizal")
    page.get_by_label("Jabatan").fill("Bupati Langkat")
    page.get_by_label("Berkas SK").set_input_files({"name": "sk.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    page.get_by_role("button", name="Tetapkan").click()
    page.get_by_text("2 unit ditetapkan.").wait_for()
    assert page.locator("tbody tr").count() == 2
    assert page.evaluate("() => document.documentElement.scrollWidth") <= lebar
    sk = SKPenetapan.objects.get()
    assert sk.calon.count() == 2
    assert BerkasBukti.objects.values("isi").distinct().count() == 1

    meja = new_page(viewport={"width": lebar, "height": 844})
    sign_in(meja, operator)
    meja.goto(f"/unit/{unit[1].pk}/penetapan/")
    meja.get_by_text("Ditetapkan menuju WBK dengan SK 188.45/1/2026, 5 Januari 2026.").wait_for()
    assert galat == []


@pytest.mark.parametrize("lebar", [1366, 390])
def test_nothing_serious_stands_in_the_way_of_anybody(new_page, sign_in, lebar):
    instansi = make_instansi()
    unit = make_unit(instansi=instansi)
    admin, operator = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi), make_anggota(Peran.OPERATOR, unit=unit)
    kriteria = [IsiKriteria("layanan_utama", "sebagian", "Melayani warga"), IsiKriteria("bebas", "ya", "Siap", "Siap")]
    calon = calonkan(calon=CalonUnit(unit=unit, tahun=2026), kriteria=kriteria, actor=admin)
    sistem = SistemTertaut.objects.create(
        unit=unit,
        tahun=2026,
        nama="SP4N-LAPOR",
        jenis="pengaduan",
        url="https://www.lapor.go.id/",
        area=[5, 6],
        kode=["A.I.5.iii.a"],
        dibuat_oleh=operator,
    )
    dasar, milik = f"/instansi/{instansi.pk}/penetapan/", f"/unit/{unit.pk}/"
    halaman = [
        (admin, dasar),
        (admin, f"{dasar}pilih/"),
        (admin, f"{dasar}calon/{calon.pk}/"),
        (admin, f"{dasar}calon/{calon.pk}/ubah/"),
        (admin, f"{dasar}banding/?calon={calon.pk}"),
        (admin, f"{dasar}tetapkan/?calon={calon.pk}"),
        (admin, f"/instansi/{instansi.pk}/atur/"),
        (operator, f"{milik}penetapan/"),
        (operator, f"{milik}sistem/"),
        (operator, f"{milik}sistem/{sistem.pk}/"),
        (operator, f"{milik}sistem/{sistem.pk}/ubah/"),
        (operator, "/profil/pengingat/"),
    ]
    page = new_page(viewport={"width": lebar, "height": 844})
    for siapa, alamat in halaman:
        sign_in(page, siapa)
        assert page.goto(alamat).status == 200, alamat
        berat = [
            (alamat, v["id"], [n["html"] for n in v["nodes"]][:3])
            for v in Axe().run(page).response["violations"]
            if v["impact"] in {"serious", "critical"}
        ]
        assert berat == []
        assert page.evaluate("document.documentElement.scrollWidth") <= lebar, alamat
