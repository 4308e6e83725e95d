"""Signing in tells nobody who exists, slows guessing down, and asks some roles for a second factor."""

import datetime as dt
import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.factories import make_anggota, make_instansi, make_unit, make_user
from units.enums import Peran

pytestmark = pytest.mark.django_db
PASSWORD = "Langkat-bersih-2026"


@pytest.fixture
def sari():
    user = make_user("Sari", username="sari", email="sari@langkat.example.id")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, login: str, password: str = PASSWORD, address: str = "127.0.0.1"):
    return client.post("/akun/masuk/", {"login": login, "password": password}, REMOTE_ADDR=address)


def errors(response) -> list[str]:
    return list(response.context["form"].non_field_errors())


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.parametrize("login", ["sari", "SARI", "sari@langkat.example.id"])
def test_username_or_email_signs_in(client, sari, login):
    response = sign_in(client, login)
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(sari.pk)


def test_a_wrong_password_and_an_unknown_person_look_the_same(client, sari):
    known, unknown = sign_in(client, "sari", "salah"), sign_in(client, "tidak-ada", "salah")
    assert (known.status_code, errors(known)) == (unknown.status_code, errors(unknown))
    assert errors(known)
    assert "_auth_user_id" not in client.session


def test_an_inactive_person_does_not_get_in(client, sari):
    sari.is_active = False
    sari.save()
    sign_in(client, "sari")
    assert "_auth_user_id" not in client.session


def test_after_five_wrong_passwords_the_right_one_waits_from_any_address(sari):
    for n in range(5):
        sign_in(Client(), "sari", f"salah-{n}", address=f"127.0.1.{n}")
    client = Client()
    sign_in(client, "sari", address="127.0.2.1")
    assert "_auth_user_id" not in client.session


def test_one_address_cannot_try_many_names(sari):
    for n in range(20):
        sign_in(Client(), f"orang-{n}", "salah", address="127.0.3.1")
    client = Client()
    sign_in(client, "sari", address="127.0.3.1")
    assert "_auth_user_id" not in client.session
    sign_in(client, "sari", address="127.0.3.2")
    assert client.session["_auth_user_id"] == str(sari.pk)


def test_reset_answers_the_same_for_everybody_and_mails_only_people_who_exist(client, sari):
    known = client.post("/akun/sandi/lupa/", {"email": sari.email})
    assert len(mail.outbox) == 1
    unknown = Client().post("/akun/sandi/lupa/", {"email": "siapa@example.id"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [m.to for m in mail.outbox] == [[sari.email]]


def test_the_mailed_link_sets_a_new_password_once(client, sari):
    client.post("/akun/sandi/lupa/", {"email": sari.email})
    link = re.search(r"https?://testserver(/akun/sandi/baru/\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    form_url = page.redirect_chain[-1][0]
    new = "Trenggalek-melayani-7"
    done = client.post(form_url, {"password1": new, "password2": new})
    assert done.status_code == 302
    sari.refresh_from_db()
    assert sari.check_password(new)
    again = Client().get(link, follow=True)
    assert again.context["token_fail"] is True


def test_a_weak_new_password_is_refused(client, sari):
    client.force_login(sari)
    response = client.post("/akun/sandi/ubah/", {"oldpassword": PASSWORD, "password1": "12345", "password2": "12345"})
    assert response.status_code == 200
    sari.refresh_from_db()
    assert sari.check_password(PASSWORD)


def test_sign_out_ends_the_session(client, sari):
    client.force_login(sari)
    key = client.session.session_key
    client.post("/akun/keluar/")
    assert "_auth_user_id" not in client.session
    stolen = Client()
    stolen.cookies["zi_sesi"] = key
    assert stolen.get("/profil/").status_code == 302


def test_a_role_that_needs_a_second_factor_gets_no_further_than_its_set_up(client, settings):
    settings.ZI_PERAN_WAJIB_2FA = [Peran.TPI_ANGGOTA]
    unit = make_unit(instansi=make_instansi())
    assessor = make_anggota(Peran.TPI_ANGGOTA, instansi=unit.instansi)
    client.force_login(assessor)
    response = client.get("/profil/")
    assert (response.status_code, response["Location"]) == (302, "/akun/2fa/totp/activate/")
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    client.force_login(operator)
    assert client.get("/profil/").status_code == 200
    client.force_login(assessor)
    TOTP.activate(assessor, "JBSWY3DPEHPK3PXP")
    assert client.get("/profil/").status_code == 200


def test_sign_in_with_a_second_factor_asks_for_the_code(client, sari):
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(sari, secret)
    response = sign_in(client, "sari")
    assert response["Location"].startswith("/akun/2fa/authenticate/")
    assert "_auth_user_id" not in client.session
    wrong = client.post("/akun/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert "_auth_user_id" not in client.session
    client.post("/akun/2fa/authenticate/", {"code": code_now(secret)})
    assert client.session["_auth_user_id"] == str(sari.pk)


def test_the_secret_of_a_second_factor_is_stored_encrypted(sari):
    TOTP.activate(sari, "JBSWY3DPEHPK3PXP")
    stored = Authenticator.objects.get(user=sari, type="totp").data["secret"]
    assert "JBSWY3DPEHPK3PXP" not in stored
    assert len(stored) > 80


def test_a_changed_password_counts_at_once_and_ends_the_other_sessions(client, sari):
    lain = Client()
    for satu in (client, lain):
        sign_in(satu, "sari")
        assert satu.get("/profil/").status_code == 200
    baru = "gerobak-biru-di-stabat-27"
    client.post("/akun/sandi/ubah/", {"oldpassword": PASSWORD, "password1": baru, "password2": baru})
    assert client.get("/profil/").status_code == 200
    assert lain.get("/profil/").status_code == 302
    segar = Client()
    sign_in(segar, "sari")
    assert segar.get("/profil/").status_code == 302
    sign_in(segar, "sari", baru)
    assert segar.get("/profil/").status_code == 200


def test_a_session_left_alone_ends(client, sari, settings):
    sign_in(client, "sari")
    assert client.get("/profil/").status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE + 60)):
        assert client.get("/profil/").status_code == 302
