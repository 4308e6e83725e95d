"""The frame in a real browser: sizes, schemes, keyboard, confirmations, and what works without script."""

import pytest

from tests.factories import make_anggota, make_instansi, make_unit
from units.enums import Peran
from units.models import Notifikasi

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEBAR = [{"width": 1366, "height": 768}, {"width": 390, "height": 844}]


@pytest.fixture
def unit():
    return make_unit(instansi=make_instansi())


@pytest.fixture
def operator(unit):
    user = make_anggota(Peran.OPERATOR, unit=unit, nama="Siti Aminah", username="siti")
    Notifikasi.objects.bulk_create(
        [Notifikasi(user=user, judul=f"Surat {n}", isi="Isi", url="/profil/") for n in range(3)]
    )
    return user


@pytest.fixture
def admin(unit, operator):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi, nama="Dewi Lestari", username="dewi")


def masalah(page) -> list[str]:
    """Serious and critical findings of axe on the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    temuan = Axe().run(page).response["violations"]
    return [f"{t['id']}: {t['nodes'][0]['html'][:120]}" for t in temuan if t["impact"] in {"serious", "critical"}]


def keluhan_csp(page) -> list[str]:
    keluhan: list[str] = []
    page.on("console", lambda m: keluhan.append(m.text) if "Content Security Policy" in m.text else None)
    return keluhan


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ukuran", LEBAR, ids=["laptop", "ponsel"])
def test_pages_fit_obey_the_csp_and_have_no_serious_axe_finding(
    new_page, sign_in, admin, operator, unit, ukuran, scheme
):
    page = new_page(viewport=ukuran, color_scheme=scheme)
    keluhan = keluhan_csp(page)
    alamat = ["/akun/masuk/", "/akun/sandi/lupa/"]
    milik_admin = ["/profil/", "/notifikasi/", "/pegawai/", "/pegawai/baru/", f"/pegawai/{operator.pk}/"]
    milik_admin += [f"/unit/{unit.pk}/", f"/instansi/{unit.instansi_id}/", "/akun/2fa/", "/unit/999999/"]
    for a in alamat + milik_admin:
        if a == milik_admin[0]:
            sign_in(page, admin)
        page.goto(a)
        assert masalah(page) == [], a
        lebar = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert lebar[0] <= lebar[1], a
    assert keluhan == []


def test_the_first_tab_leads_past_the_header(new_page, sign_in, operator):
    page = new_page()
    sign_in(page, operator)
    page.goto("/profil/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"


def test_signing_in_and_out_through_the_menu(new_page, operator):
    operator.set_password("Langkat-bersih-2026")
    operator.save()
    page = new_page()
    page.goto("/akun/masuk/?next=/profil/")
    page.get_by_label("Nama pengguna atau surel").fill("siti")
    page.get_by_label("Kata sandi").fill("Langkat-bersih-2026")
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/profil/")
    page.locator("summary", has_text="Siti Aminah").click()
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Keluar").is_visible()
    page.locator("summary", has_text="Siti Aminah").click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/akun/masuk/")


def test_marking_a_line_as_read_stays_on_the_page(new_page, sign_in, operator):
    page = new_page()
    sign_in(page, operator)
    page.goto("/notifikasi/")
    page.get_by_role("button", name="Tandai dibaca: Surat 1").click()
    page.wait_for_selector("#kotak-masuk .hitung:text-is('2')")
    assert page.locator(".surat-baru").count() == 2
    assert page.url.endswith("/notifikasi/")


def test_closing_an_account_asks_first(new_page, sign_in, admin, operator):
    page = new_page()
    sign_in(page, admin)
    page.goto(f"/pegawai/{operator.pk}/")
    page.get_by_role("button", name="Nonaktifkan").click()
    dialog = page.get_by_role("dialog")
    assert "Siti Aminah tidak dapat masuk lagi" in dialog.inner_text()
    dialog.get_by_role("button", name="Batal").click()
    operator.refresh_from_db()
    assert operator.is_active
    page.get_by_role("button", name="Nonaktifkan").click()
    dialog.get_by_role("button", name="Nonaktifkan").click()
    page.wait_for_selector("text=Akun dinonaktifkan.")
    operator.refresh_from_db()
    assert not operator.is_active


def test_the_list_of_people_answers_while_one_types(new_page, sign_in, admin, operator):
    page = new_page()
    sign_in(page, admin)
    page.goto("/pegawai/")
    assert "2 pegawai" in page.locator("#tabel-pegawai").inner_text()
    page.get_by_label("Cari nama, nama pengguna, atau NIP").press_sequentially("siti")
    page.wait_for_selector("#tabel-pegawai:has-text('1 pegawai')")
    assert "q=siti" in page.url
    page.get_by_role("link", name="Siti Aminah").click()
    page.wait_for_url(f"**/pegawai/{operator.pk}/")
    page.go_back()
    assert page.locator("header").count() == 1
    assert "1 pegawai" in page.locator("#tabel-pegawai").inner_text()


def test_everything_works_without_script(new_page, sign_in, admin, operator):
    page = new_page(java_script_enabled=False)
    sign_in(page, admin)
    page.goto("/pegawai/?q=siti")
    page.get_by_role("link", name="Siti Aminah").click()
    page.get_by_role("link", name="Akhiri").click()
    page.get_by_role("button", name="Akhiri peran").click()
    assert "Peran diakhiri." in page.locator("main").inner_text()
    sign_in(page, operator)
    page.goto("/notifikasi/")
    page.get_by_role("button", name="Tandai semua dibaca").click()
    assert "Semua sudah dibaca" in page.locator("main").inner_text()
