"""Own pages, the inbox, and the people an admin looks after."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_anggota, make_instansi, make_unit, make_user
from units.enums import Peran
from units.models import Keanggotaan, Notifikasi, User

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"


@pytest.fixture
def instansi():
    return make_instansi()


@pytest.fixture
def unit(instansi):
    return make_unit(instansi=instansi)


@pytest.fixture
def operator(unit):
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Siti Aminah", username="siti")


@pytest.fixture
def admin(instansi):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi, nama="Dewi Lestari", username="dewi")


@pytest.fixture
def orang_luar():
    return make_anggota(Peran.OPERATOR, unit=make_unit(), nama="Orang Luar", username="luar")


def masuk(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def isi_kotak(user: User, n: int) -> None:
    Notifikasi.objects.bulk_create([Notifikasi(user=user, judul=f"Surat {i}", url="/profil/") for i in range(n)])


# --- Signed out ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("alamat", ["/profil/", "/notifikasi/", "/unit/1/", "/pegawai/", "/instansi/", "/pegawai/1/"])
def test_signed_out_people_are_led_to_sign_in(client, alamat):
    response = client.get(alamat)
    assert (response.status_code, response["Location"]) == (302, f"/akun/masuk/?next={alamat}")


def test_sign_up_is_closed_in_both_directions(client):
    data = {"username": "baru", "password1": "Langkat-bersih-2026", "password2": "Langkat-bersih-2026"}
    assert "Pendaftaran tidak dibuka" in client.get("/akun/daftar/").content.decode()
    client.post("/akun/daftar/", data)
    assert not User.objects.filter(username="baru").exists()


@pytest.mark.parametrize("demo", [True, False])
def test_demo_sign_ins_are_named_in_a_demo_only(client, settings, demo):
    settings.ZI_DEMO = demo
    html = client.get("/akun/masuk/").content.decode()
    assert "Kata sandi" in html
    assert ("Akun peragaan" in html) == demo


@pytest.mark.parametrize(
    "alamat",
    ["/akun/masuk/", "/akun/sandi/lupa/", "/akun/sandi/lupa/terkirim/", "/akun/daftar/", "/akun/sandi/baru/1-x-y/"],
)
def test_account_pages_are_ours_and_in_indonesian(client, alamat):
    html = client.get(alamat, follow=True).content.decode()
    assert "masuk-merek" in html
    assert not re.search(r"\b(Sign|Password|Email|Please|Token|Enter)\b", re.sub(r"<[^>]+>", " ", html))


def test_too_many_tries_get_a_page_that_says_so(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "2/m/ip"}
    status = [client.post("/akun/masuk/", {"login": "x", "password": "y"}).status_code for _ in range(3)]
    assert status == [200, 200, 429]
    response = client.post("/akun/masuk/", {"login": "x", "password": "y"})
    assert "percobaan berikutnya ditahan sebentar" in response.content.decode()


# --- Profile ---------------------------------------------------------------------------------------------------------
def test_profile_shows_own_roles_past_and_present(client, operator, unit):
    Keanggotaan.objects.create(
        user=operator, peran=Peran.KETUA_TIM, unit=unit, mulai=dt.date(2024, 1, 1), selesai=dt.date(2025, 1, 1)
    )
    response = masuk(client, operator).get("/profil/")
    assert [(k.peran, berlaku) for k, berlaku in response.context["keanggotaan"]] == [
        (Peran.OPERATOR, True),
        (Peran.KETUA_TIM, False),
    ]


def test_what_people_typed_is_shown_as_text(client, operator, unit):
    User.objects.filter(pk=operator.pk).update(nama=CANARY, jabatan=CANARY)
    unit.nama = unit.alamat = CANARY
    unit.save()
    Notifikasi.objects.create(user=operator, judul=CANARY, isi=CANARY)
    masuk(client, operator)
    for alamat in ("/profil/", "/notifikasi/", f"/unit/{unit.pk}/"):
        html = client.get(alamat).content.decode()
        assert "&lt;script&gt;alert(1)" in html
        assert CANARY not in html


def test_pages_carry_no_inline_script_style_or_handler(client, admin, operator, unit):
    isi_kotak(admin, 2)
    masuk(client, admin)
    alamat = ["/profil/", "/notifikasi/", "/pegawai/", "/pegawai/baru/", f"/pegawai/{operator.pk}/", "/akun/2fa/"]
    for a in alamat:
        html = client.get(a).content.decode()
        assert "<main" in html
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html), a


# --- Inbox -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_inbox_query_count_stays_flat(client, operator, banyak, django_assert_num_queries):
    isi_kotak(operator, banyak)
    masuk(client, operator).get("/notifikasi/")
    # session, person, roles, years, unread, count, page
    with django_assert_num_queries(7):
        response = client.get("/notifikasi/")
    assert len(response.context["page"].object_list) == min(banyak, 20)


def test_inbox_has_pages_and_only_own_lines(client, operator, orang_luar):
    isi_kotak(operator, 21)
    isi_kotak(orang_luar, 5)
    masuk(client, operator)
    page = client.get("/notifikasi/?halaman=2").context["page"]
    assert (page.paginator.count, len(page.object_list)) == (21, 1)
    assert page.object_list[0].user_id == operator.pk


def test_opening_a_line_reads_it_and_goes_to_its_page(client, operator):
    isi_kotak(operator, 2)
    satu, dua = Notifikasi.objects.filter(user=operator)
    response = masuk(client, operator).get(f"/notifikasi/{satu.pk}/")
    assert (response.status_code, response["Location"]) == (302, "/profil/")
    assert list(Notifikasi.objects.belum_dibaca()) == [dua]


@pytest.mark.parametrize("url", ["https://jahat.example/", "//jahat.example/", "javascript:alert(1)", ""])
def test_a_line_never_leads_out_of_the_portal(client, operator, url):
    n = Notifikasi.objects.create(user=operator, judul="x", url=url)
    assert masuk(client, operator).get(f"/notifikasi/{n.pk}/")["Location"] == "/notifikasi/"


def test_nobody_reads_or_marks_the_lines_of_others(client, operator, orang_luar):
    isi_kotak(orang_luar, 1)
    n = Notifikasi.objects.get()
    masuk(client, operator)
    assert client.get(f"/notifikasi/{n.pk}/").status_code == 404
    assert client.post(f"/notifikasi/{n.pk}/baca/").status_code == 404
    assert client.post("/notifikasi/baca-semua/").status_code == 302
    assert Notifikasi.objects.belum_dibaca().count() == 1


def test_marking_one_and_all(client, operator):
    isi_kotak(operator, 3)
    n = Notifikasi.objects.first()
    masuk(client, operator)
    assert client.post(f"/notifikasi/{n.pk}/baca/").status_code == 302
    assert Notifikasi.objects.belum_dibaca().count() == 2
    assert client.post("/notifikasi/baca-semua/").status_code == 302
    assert Notifikasi.objects.belum_dibaca().count() == 0


def test_htmx_gets_the_line_back_and_the_new_count(client, operator):
    isi_kotak(operator, 2)
    n = Notifikasi.objects.first()
    html = masuk(client, operator).post(f"/notifikasi/{n.pk}/baca/", headers={"HX-Request": "true"}).content.decode()
    assert f'id="notifikasi-{n.pk}"' in html
    assert "Tandai dibaca" not in html
    assert 'hx-swap-oob="true"' in html
    assert "1 notifikasi belum dibaca" in html


def test_marking_needs_a_post(client, operator):
    isi_kotak(operator, 1)
    n = Notifikasi.objects.get()
    masuk(client, operator)
    assert client.get(f"/notifikasi/{n.pk}/baca/").status_code == 405
    assert client.get("/notifikasi/baca-semua/").status_code == 405


# --- Unit and instansi -----------------------------------------------------------------------------------------------
def test_a_unit_page_is_for_its_people_its_instansi_and_national_roles(client, unit, operator, admin, orang_luar):
    make_anggota(Peran.PIMPINAN_UNIT, unit=unit, nama="Rahmat")
    tpn = make_anggota(Peran.TPN_ANGGOTA)
    alamat = f"/unit/{unit.pk}/"
    dilihat = {u.username: masuk(Client(), u).get(alamat).status_code for u in (operator, admin, tpn, orang_luar)}
    assert dilihat == {"siti": 200, "dewi": 200, tpn.username: 200, "luar": 404}
    anggota = masuk(client, operator).get(alamat).context["anggota"]
    assert [k.peran for k in anggota] == [Peran.PIMPINAN_UNIT, Peran.OPERATOR]


def test_who_sees_an_instansi_and_its_people(client, instansi, unit, operator, admin, orang_luar):
    platform = make_anggota(Peran.ADMIN_PLATFORM)
    admin_lain = make_anggota(Peran.ADMIN_INSTANSI, instansi=make_instansi())
    tpi = make_anggota(Peran.TPI_KETUA, instansi=instansi)
    alamat = ("/pegawai/", "/instansi/", f"/instansi/{instansi.pk}/", f"/pegawai/{operator.pk}/")
    boleh = {
        u: tuple(masuk(Client(), u).get(a).status_code for a in alamat)
        for u in (admin, platform, admin_lain, tpi, operator, orang_luar)
    }
    assert boleh == {
        admin: (200, 200, 200, 200),
        platform: (200, 200, 200, 200),
        admin_lain: (200, 200, 404, 404),
        tpi: (403, 403, 404, 403),
        operator: (403, 403, 404, 403),
        orang_luar: (403, 403, 404, 403),
    }


@pytest.mark.parametrize("banyak", [1, 3, 24])
def test_people_list_query_count_stays_flat(client, admin, unit, banyak, django_assert_num_queries):
    for n in range(banyak):
        make_anggota(Peran.OPERATOR, unit=unit, nama=f"Pegawai {n}")
    masuk(client, admin).get("/pegawai/")
    # session, person, roles, count, page, its roles, years, unread
    with django_assert_num_queries(8):
        response = client.get("/pegawai/")
    assert response.context["page"].paginator.count == banyak + 1


def test_people_are_found_by_name_number_and_role(client, admin, operator, unit):
    User.objects.filter(pk=operator.pk).update(nip="199001012020121001")
    make_anggota(Peran.KETUA_TIM, unit=unit, nama="Budi")
    masuk(client, admin)

    def nama(query: str) -> list[str]:
        return [u.nama for u in client.get(f"/pegawai/?{query}").context["page"]]

    assert nama("q=siti") == ["Siti Aminah"]
    assert nama("q=19900101") == ["Siti Aminah"]
    assert nama("peran=ketua_tim") == ["Budi"]
    assert nama("q=tidak-ada") == []
    assert nama("") == ["Budi", "Dewi Lestari", "Siti Aminah"]


def test_htmx_gets_the_table_alone(client, admin):
    html = masuk(client, admin).get("/pegawai/", headers={"HX-Request": "true"}).content.decode()
    assert "1 pegawai" in html
    assert "<main" not in html


def test_an_admin_sees_roles_of_the_own_instansi_only(client, admin, operator):
    Keanggotaan.objects.create(
        user=operator, peran=Peran.KETUA_TIM, unit=make_unit("Unit Rahasia"), mulai=dt.date(2026, 1, 1)
    )
    html = masuk(client, admin).get(f"/pegawai/{operator.pk}/").content.decode()
    assert "Operator tim kerja" in html
    assert "Unit Rahasia" not in html


# --- Changing people -------------------------------------------------------------------------------------------------
def data_pegawai(unit=None, **ubah):
    return {
        "nama": "Rina Marlina",
        "username": "rina",
        "nip": "",
        "jabatan": "Analis",
        "email": "",
        "peran": Peran.OPERATOR,
        "unit": unit.pk if unit else "",
        "mulai": timezone.localdate().isoformat(),
        "selesai": "",
    } | ubah


def test_an_admin_adds_a_person_who_sets_a_password_by_the_shown_link(client, admin, unit):
    masuk(client, admin)
    response = client.post("/pegawai/baru/", data_pegawai(unit))
    rina = User.objects.get(username="rina")
    assert response["Location"] == f"/pegawai/{rina.pk}/"
    assert not rina.has_usable_password()
    assert [(k.peran, k.unit) for k in rina.keanggotaan.all()] == [(Peran.OPERATOR, unit)]
    halaman = client.post(f"/pegawai/{rina.pk}/sandi/")
    assert "no-store" in halaman["Cache-Control"]
    tautan = re.search(r"https?://testserver(/akun/sandi/baru/[^\"]+)", halaman.content.decode())[1]
    pegawai = Client()
    form_url = pegawai.get(tautan, follow=True).redirect_chain[-1][0]
    pegawai.post(form_url, {"password1": "Langkat-bersih-2026", "password2": "Langkat-bersih-2026"})
    rina.refresh_from_db()
    assert rina.check_password("Langkat-bersih-2026")


def test_the_link_of_a_person_with_an_address_is_mailed_not_shown(client, admin, operator):
    User.objects.filter(pk=operator.pk).update(email="siti@langkat.example.id")
    response = masuk(client, admin).post(f"/pegawai/{operator.pk}/sandi/")
    assert response.status_code == 302
    assert [m.to for m in mail.outbox] == [["siti@langkat.example.id"]]
    assert "/akun/sandi/baru/" in mail.outbox[0].body
    assert "Nama pengguna Anda: siti" in mail.outbox[0].body


@pytest.mark.parametrize("di_luar", [Peran.TPN_ADMIN, Peran.ADMIN_PLATFORM, Peran.OPERATOR, Peran.TPI_ANGGOTA])
def test_an_admin_gets_no_way_into_accounts_that_also_serve_elsewhere(client, admin, operator, di_luar):
    masuk(client, admin)
    assert client.post(f"/pegawai/{operator.pk}/sandi/").status_code == 200
    lain = make_unit()
    make_anggota(di_luar, unit=lain, instansi=lain.instansi, user=operator)
    for alamat in ("sandi", "aktif"):
        assert client.post(f"/pegawai/{operator.pk}/{alamat}/").status_code == 403
    ubah = {"nama": "X", "username": "siti", "email": "milik-admin@example.id"}
    assert client.post(f"/pegawai/{operator.pk}/ubah/", ubah).status_code == 403
    operator.refresh_from_db()
    assert (operator.email, operator.is_active, len(mail.outbox)) == ("", True, 0)


def test_a_role_elsewhere_that_starts_later_counts_as_well(client, admin, operator):
    Keanggotaan.objects.create(user=operator, peran=Peran.TPN_ADMIN, mulai=timezone.localdate() + dt.timedelta(days=7))
    assert masuk(client, admin).post(f"/pegawai/{operator.pk}/sandi/").status_code == 403


def test_a_person_is_refused_whole_when_the_role_is_wrong(client, admin, unit):
    masuk(client, admin)
    besok, kemarin = timezone.localdate(), timezone.localdate() - dt.timedelta(days=1)
    salah = [
        data_pegawai(),
        data_pegawai(make_unit()),
        data_pegawai(unit, peran=Peran.TPN_ADMIN),
        data_pegawai(unit, peran="raja"),
        data_pegawai(unit, mulai=besok.isoformat(), selesai=kemarin.isoformat()),
        data_pegawai(unit, username="dewi"),
        data_pegawai(unit, email="bukan surel"),
    ]
    for data in salah:
        assert client.post("/pegawai/baru/", data).status_code == 422
    assert not User.objects.filter(nama="Rina Marlina").exists()
    assert client.post("/pegawai/baru/", data_pegawai(unit)).status_code == 302


def test_one_address_belongs_to_one_person(client, admin, operator, unit):
    User.objects.filter(pk=operator.pk).update(email="siti@langkat.example.id")
    response = masuk(client, admin).post("/pegawai/baru/", data_pegawai(unit, email="SITI@langkat.example.id"))
    assert response.context["form"].errors["email"] == ["Surel ini sudah dipakai akun lain."]


def test_only_the_platform_gives_national_roles(client, admin, operator):
    data = {"peran": Peran.TPN_ANGGOTA, "mulai": timezone.localdate().isoformat()}
    assert masuk(client, admin).post(f"/pegawai/{operator.pk}/peran/", data).status_code == 422
    platform = make_anggota(Peran.ADMIN_PLATFORM)
    make_instansi()
    assert masuk(client, platform).post(f"/pegawai/{operator.pk}/peran/", data).status_code == 302
    assert operator.keanggotaan.filter(peran=Peran.TPN_ANGGOTA, unit=None, instansi=None).count() == 1


def test_an_admin_gives_and_ends_roles_of_the_own_instansi(client, admin, instansi, operator, orang_luar):
    masuk(client, admin)
    data = {"peran": Peran.TPI_ANGGOTA, "mulai": timezone.localdate().isoformat()}
    assert client.post(f"/pegawai/{operator.pk}/peran/", data).status_code == 302
    baru = operator.keanggotaan.get(peran=Peran.TPI_ANGGOTA)
    assert (baru.instansi, baru.unit) == (instansi, None)
    alamat = f"/keanggotaan/{baru.pk}/akhiri/"
    assert client.get(alamat).status_code == 200
    baru.refresh_from_db()
    assert baru.selesai is None
    kemarin = timezone.localdate() - dt.timedelta(days=1)
    assert client.post(alamat, {"tanggal": kemarin.isoformat()}).status_code == 422
    assert client.post(alamat, {"tanggal": timezone.localdate().isoformat()}).status_code == 302
    baru.refresh_from_db()
    assert baru.selesai == timezone.localdate()
    luar = orang_luar.keanggotaan.get()
    assert client.post(f"/keanggotaan/{luar.pk}/akhiri/", {"tanggal": "2030-01-01"}).status_code == 404
    assert client.post(f"/pegawai/{orang_luar.pk}/peran/", data).status_code == 404


def test_closing_an_account_shuts_its_owner_out_but_not_oneself(client, admin, operator):
    milik_operator = masuk(Client(), operator)
    assert milik_operator.get("/profil/").status_code == 200
    masuk(client, admin)
    assert client.post(f"/pegawai/{operator.pk}/aktif/", {"aktif": "0"}).status_code == 302
    assert milik_operator.get("/profil/").status_code == 302
    assert client.post(f"/pegawai/{operator.pk}/aktif/", {"aktif": "1"}).status_code == 302
    operator.refresh_from_db()
    assert operator.is_active
    assert client.post(f"/pegawai/{admin.pk}/aktif/").status_code == 403


def test_changed_data_is_stored(client, admin, operator):
    data = {"nama": "Siti Aminah Nasution", "username": "siti", "nip": "1", "jabatan": "Analis", "email": ""}
    assert masuk(client, admin).post(f"/pegawai/{operator.pk}/ubah/", data).status_code == 302
    operator.refresh_from_db()
    assert (operator.nama, operator.jabatan) == ("Siti Aminah Nasution", "Analis")


# --- The frame -------------------------------------------------------------------------------------------------------
def test_errors_speak_plainly(client, operator):
    masuk(client, operator)
    tidak_ada = client.get("/unit/999999/")
    ditolak = client.get("/pegawai/")
    assert (tidak_ada.status_code, ditolak.status_code) == (404, 403)
    assert "Halaman ini tidak ditemukan" in tidak_ada.content.decode()
    assert "Anda tidak berwenang melakukan ini" in ditolak.content.decode()


def test_a_crash_answers_without_touching_the_database(django_assert_num_queries):
    from django.views.defaults import server_error

    with django_assert_num_queries(0):
        response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Terjadi gangguan di server" in response.content.decode()


def test_somebody_without_a_role_is_told_what_to_do(client):
    html = masuk(client, make_user("Orang Baru")).get("/profil/").content.decode()
    assert "Anda belum punya peran" in html


def test_closing_an_account_twice_leaves_it_closed(client):
    instansi = make_instansi()
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    pegawai = make_anggota(Peran.OPERATOR, unit=make_unit(instansi=instansi))
    client.force_login(admin)
    for _ in range(2):
        client.post(reverse("units:pegawai_aktif", args=[pegawai.pk]), {"aktif": "0"})
    pegawai.refresh_from_db()
    assert not pegawai.is_active
    client.post(reverse("units:pegawai_aktif", args=[pegawai.pk]), {"aktif": "1"})
    pegawai.refresh_from_db()
    assert pegawai.is_active
