"""Sign-in by the provider of an instansi: whom it lets in, with which roles, and every token it must not believe."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.messages import get_messages
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from tests.factories import make_anggota, make_instansi, make_unit
from tests.zi_portal.penyedia import CLIENT, RAHASIA, PenyediaUji, kunci_baru
from units.enums import Peran
from units.models import Keanggotaan, User
from units.services import buat_keanggotaan
from zi_portal.oidc import penyedia_semua

pytestmark = pytest.mark.django_db
NIP = "198001012005011001"
MASUK, KEMBALI = "/akun/oidc/langkat/", "/akun/oidc/langkat/kembali/"


@pytest.fixture(scope="module")
def penyedia():
    satu = PenyediaUji()
    yield satu
    satu.tutup()


@pytest.fixture
def instansi():
    return make_instansi(kode="1205")


@pytest.fixture
def unit(instansi):
    return make_unit(instansi=instansi, kode="D1")


@pytest.fixture
def atur(settings, penyedia):
    """Name the provider, with what else is said of it."""

    def atur_dengan(**isi) -> None:
        dasar = {
            "kode": "langkat",
            "nama": "SSO Langkat",
            "instansi": "1205",
            "server": penyedia.alamat,
            "client_id": CLIENT,
            "client_secret": RAHASIA,
            "klaim_nip": "nip",
        }
        settings.OIDC_PENYEDIA = [dasar | isi]
        settings.DEBUG = True  # http on this machine

    atur_dengan()
    return atur_dengan


@pytest.fixture
def budi(unit) -> User:
    return make_anggota(Peran.OPERATOR, unit=unit, nip=NIP, nama="Budi", username="budi", email="budi@contoh.go.id")


def mulai(client) -> dict[str, str]:
    jawab = client.get(MASUK)
    assert jawab.status_code == 302, jawab.content[:300]
    return {k: v[0] for k, v in parse_qs(urlsplit(jawab["Location"]).query).items()}


def masuk(client, penyedia, *, cara=None, **klaim):
    """The whole way: to the provider and back. ``cara`` is how the token is signed."""
    tanya = mulai(client)
    isi = penyedia.klaim(tanya["nonce"], **klaim)
    kode = penyedia.beri(isi, tanya["code_challenge"], **(cara or {}))
    return client.get(KEMBALI, {"code": kode, "state": tanya["state"]})


def siapa(client) -> int | None:
    pk = client.session.get("_auth_user_id")
    return int(pk) if pk else None


def pesan(jawab) -> str:
    return " ".join(str(m) for m in get_messages(jawab.wsgi_request))


# Off ------------------------------------------------------------------------------------------------------------------


def test_without_a_provider_there_is_no_such_way_in(client, settings):
    assert settings.OIDC_PENYEDIA == []
    for alamat in (MASUK, KEMBALI, "/akun/oidc/openid_connect/"):
        assert client.get(alamat).status_code == 404
    assert "Masuk dengan SSO" not in client.get("/akun/masuk/").content.decode()


@pytest.mark.parametrize(
    "isi",
    [
        {"peran": ["tpn_admin"]},
        {"peran": ["raja"]},
        {"klaim_nip": ""},
        {"kode": "a/b"},
        {"salah": 1},
    ],
)
def test_a_description_that_cannot_be_is_refused(atur, isi):
    atur(**isi)
    with pytest.raises(ImproperlyConfigured):
        penyedia_semua()


def test_in_production_the_provider_speaks_https(atur, settings):
    settings.DEBUG = False
    with pytest.raises(ImproperlyConfigured):
        penyedia_semua()


# In -------------------------------------------------------------------------------------------------------------------


def test_the_sign_in_page_offers_the_way(client, atur):
    isi = client.get("/akun/masuk/?next=/lke/").content.decode()
    assert 'href="/akun/oidc/langkat/?next=/lke/"' in isi
    assert "Masuk dengan SSO Langkat" in isi


def test_an_account_is_known_by_its_nip_and_then_by_the_provider(client, penyedia, atur, budi):
    jawab = masuk(client, penyedia, nip=NIP)
    assert (jawab.status_code, jawab["Location"], siapa(client)) == (302, "/", budi.pk)
    tautan = SocialAccount.objects.get()
    # Nothing of the token stays.
    assert (tautan.user, tautan.provider, tautan.uid, tautan.extra_data) == (budi, "langkat", "s-1", {})
    assert not SocialToken.objects.exists()
    client.post("/akun/keluar/")
    assert siapa(client) is None
    masuk(client, penyedia, nip="0")  # the same person at the provider, whatever the claims say now
    assert siapa(client) == budi.pk
    assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.parametrize(
    ("atur_isi", "klaim", "boleh"),
    [
        ({"klaim_nip": "", "klaim_pengguna": "preferred_username"}, {"preferred_username": "BUDI"}, True),
        ({"surel_terverifikasi": True}, {"email": "Budi@contoh.go.id", "email_verified": True}, True),
        ({"surel_terverifikasi": True}, {"email": "budi@contoh.go.id", "email_verified": False}, False),
        ({"surel_terverifikasi": True}, {"email": "budi@contoh.go.id", "email_verified": "true"}, False),
        ({"surel_terverifikasi": True}, {"email": "budi@contoh.go.id"}, False),
        ({}, {"email": "budi@contoh.go.id", "email_verified": True}, False),
        ({}, {"nip": 198001012005011001}, False),
        ({}, {"nip": ""}, False),
        ({}, {}, False),
    ],
)
def test_only_a_mapped_claim_or_a_verified_address_leads_to_an_account(
    client, penyedia, atur, budi, atur_isi, klaim, boleh
):
    atur(**atur_isi)
    jawab = masuk(client, penyedia, **klaim)
    assert siapa(client) == (budi.pk if boleh else None)
    if not boleh:
        assert jawab["Location"] == "/akun/masuk/"
        assert "belum terdaftar di Portal ZI" in pesan(jawab)
        assert not SocialAccount.objects.exists()


def test_two_accounts_of_one_nip_are_nobody(client, penyedia, atur, budi, unit):
    make_anggota(Peran.KETUA_TIM, unit=unit, nip=NIP)
    assert "Lebih dari satu akun" in pesan(masuk(client, penyedia, nip=NIP))
    assert siapa(client) is None


@pytest.mark.parametrize("luar", ["instansi lain", "nasional", "tidak aktif", "staf"])
@pytest.mark.parametrize("tertaut", [False, True])
def test_a_provider_opens_no_door_outside_its_instansi(client, penyedia, atur, budi, luar, tertaut):
    if tertaut:
        masuk(client, penyedia, nip=NIP)
        client.post("/akun/keluar/")
    match luar:
        case "instansi lain":
            lain = make_instansi("Kabupaten Lain")
            buat_keanggotaan(user=budi, peran=Peran.TPI_ANGGOTA, instansi=lain, actor=budi)
        case "nasional":
            Keanggotaan.objects.create(user=budi, peran=Peran.TPN_ADMIN)
        case "tidak aktif":
            User.objects.filter(pk=budi.pk).update(is_active=False)
        case "staf":
            User.objects.filter(pk=budi.pk).update(is_staff=True)
    jawab = masuk(client, penyedia, nip=NIP)
    assert siapa(client) is None
    assert ("tidak aktif" if luar == "tidak aktif" else "di luar Kabupaten Langkat") in pesan(jawab)


def test_somebody_of_another_instansi_is_a_stranger(client, penyedia, atur, instansi):
    make_anggota(Peran.OPERATOR, unit=make_unit(instansi=make_instansi("Lain")), nip=NIP)
    assert "belum terdaftar" in pesan(masuk(client, penyedia, nip=NIP))
    assert siapa(client) is None


def test_another_person_at_the_provider_does_not_take_over_a_linked_account(client, penyedia, atur, budi):
    masuk(client, penyedia, nip=NIP)
    client.post("/akun/keluar/")
    assert "sudah tertaut" in pesan(masuk(client, penyedia, nip=NIP, sub="s-2"))
    assert siapa(client) is None


# Tokens that are not to be believed -----------------------------------------------------------------------------------

LAMPAU = int(time.time()) - 3600
BURUK = {
    "signature": ({}, {"kunci": kunci_baru()}),
    "unknown key": ({}, {"kid": "k9"}),
    "no signature": ({}, {"alg": "none"}),
    "shared secret": ({}, {"alg": "HS256", "kunci": RAHASIA * 8}),
    "issuer": ({"iss": "https://lain.example"}, {}),
    "audience": ({"aud": "lain"}, {}),
    "many audiences": ({"aud": [CLIENT, "lain"], "azp": "lain"}, {}),
    "nonce": ({"nonce": "lain"}, {}),
    "no nonce": ({"nonce": None}, {}),
    "expired": ({"exp": LAMPAU}, {}),
    "no end": ({"exp": None}, {}),
    "of the future": ({"iat": LAMPAU + 9000}, {}),
    "nobody": ({"sub": None}, {}),
}


@pytest.mark.parametrize("kasus", BURUK)
def test_a_token_that_is_not_for_us_now_lets_nobody_in(client, penyedia, atur, budi, kasus):
    klaim, cara = BURUK[kasus]
    jawab = masuk(client, penyedia, cara=cara, nip=NIP, **klaim)
    assert (jawab.status_code, jawab["Location"], siapa(client)) == (302, "/akun/masuk/", None)
    assert "Masuk dengan SSO Langkat tidak berhasil" in pesan(jawab)
    assert not SocialAccount.objects.exists()


def test_a_state_or_code_of_another_session_is_worth_nothing(client, penyedia, atur, budi):
    tanya = mulai(client)
    kode = penyedia.beri(penyedia.klaim(tanya["nonce"], nip=NIP), tanya["code_challenge"])
    lain = type(client)()
    jawab = lain.get(KEMBALI, {"code": kode, "state": tanya["state"]})
    assert (jawab["Location"], siapa(lain)) == ("/akun/masuk/", None)
    # With a state of its own it still lacks the secret of the question the code answers.
    punya = {k: v[0] for k, v in parse_qs(urlsplit(lain.get(MASUK)["Location"]).query).items()}
    jawab = lain.get(KEMBALI, {"code": kode, "state": punya["state"]})
    assert (jawab["Location"], siapa(lain)) == ("/akun/masuk/", None)


def test_an_answer_is_taken_once(client, penyedia, atur, budi):
    tanya = mulai(client)
    kode = penyedia.beri(penyedia.klaim(tanya["nonce"], nip=NIP), tanya["code_challenge"])
    client.get(KEMBALI, {"code": kode, "state": tanya["state"]})
    client.post("/akun/keluar/")
    client.get(KEMBALI, {"code": kode, "state": tanya["state"]})
    assert siapa(client) is None


def test_who_changes_their_mind_is_told_so(client, penyedia, atur):
    tanya = mulai(client)
    jawab = client.get(KEMBALI, {"error": "access_denied", "state": tanya["state"]})
    assert jawab["Location"] == "/akun/masuk/"
    assert "Anda membatalkan masuk dengan SSO Langkat" in pesan(jawab)


def test_a_provider_that_is_away_is_told_in_words(client, atur, budi):
    atur(server="http://127.0.0.1:9")
    jawab = client.get(MASUK)
    assert jawab["Location"] == "/akun/masuk/"
    assert "tidak berhasil" in pesan(jawab)


def test_nothing_of_the_address_goes_to_the_provider(client, penyedia, atur):
    jawab = client.get(MASUK, {"scope": "admin", "auth_params": "prompt=none", "process": "connect"})
    tanya = parse_qs(urlsplit(jawab["Location"]).query)
    assert set(tanya["scope"][0].split()) == {"openid", "profile", "email"}
    assert "prompt" not in tanya
    assert tanya["code_challenge_method"] == ["S256"]
    jawab = masuk(client, penyedia, nip=NIP)
    assert "//" not in client.get(f"{MASUK}?next=//jahat.example").get("Location", "").split("?")[1]


# New accounts and roles -----------------------------------------------------------------------------------------------

PETA = {"klaim_peran": "groups", "awalan": "zi:", "peran": ["operator", "tpi_anggota"]}


def peran(user: User) -> set[tuple[str, str]]:
    return {(k.peran, k.unit.kode if k.unit else "") for k in Keanggotaan.objects.aktif().filter(user=user)}


def test_a_new_account_is_made_only_where_the_mapping_says_so(client, penyedia, atur, unit):
    klaim = {
        "nip": NIP,
        "name": "Rina",
        "email": "rina@contoh.go.id",
        "email_verified": True,
        "groups": ["zi:operator:D1"],
    }
    atur(**PETA)
    masuk(client, penyedia, **klaim)
    assert not User.objects.filter(nip=NIP).exists()
    atur(**PETA, daftar=True)
    masuk(client, penyedia, **(klaim | {"groups": ["zi:operator:Z9", "zi:tpn_admin"]}))
    assert not User.objects.filter(nip=NIP).exists()  # no role, no account
    masuk(client, penyedia, **klaim)
    rina = User.objects.get(nip=NIP)
    assert (siapa(client), rina.username, rina.nama, rina.email) == (rina.pk, NIP, "Rina", "rina@contoh.go.id")
    assert not rina.has_usable_password()
    assert peran(rina) == {("operator", "D1")}


def test_a_new_account_never_takes_the_name_of_another(client, penyedia, atur, unit):
    make_anggota(Peran.OPERATOR, unit=make_unit(instansi=make_instansi("Lain")), username=NIP)
    atur(**PETA, daftar=True)
    jawab = masuk(client, penyedia, nip=NIP, name="Rina", groups=["zi:operator:D1"])
    assert "sudah dipakai akun lain" in pesan(jawab)
    assert siapa(client) is None
    assert User.objects.filter(username=NIP).count() == 1


def test_roles_follow_the_claims_at_each_sign_in(client, penyedia, atur, budi, instansi, unit):
    make_unit("Dua", instansi=instansi, kode="D2")
    make_unit("Jauh", instansi=make_instansi("Lain"), kode="J1")
    buat_keanggotaan(user=budi, peran=Peran.KETUA_TIM, unit=unit, actor=budi)
    atur(**PETA, grup={"Penilai Internal": "tpi_anggota"})
    kelompok = ["zi:operator:D2", "Penilai Internal", "zi:operator:J1", "zi:admin_instansi", "zi:tpn_admin", "lain", 7]
    masuk(client, penyedia, nip=NIP, groups=kelompok)
    # Given: what the mapping manages, of this instansi. Ended: the operator of D1. Left alone: what it does not manage.
    assert peran(budi) == {("operator", "D2"), ("tpi_anggota", ""), ("ketua_tim", "D1")}
    client.post("/akun/keluar/")
    masuk(client, penyedia, nip=NIP, groups=kelompok)
    assert Keanggotaan.objects.filter(user=budi).count() == 4  # nothing is given twice
    client.post("/akun/keluar/")
    masuk(client, penyedia, nip=NIP)
    assert peran(budi) == {("ketua_tim", "D1")}
    assert Keanggotaan.objects.get(user=budi, peran="operator", unit=unit).selesai == timezone.localdate()


def test_without_a_mapping_roles_stay_the_admins(client, penyedia, atur, budi):
    masuk(client, penyedia, nip=NIP, groups=["zi:admin_instansi"])
    assert peran(budi) == {("operator", "D1")}


# Second factor --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("percaya", "amr", "bebas"),
    [(True, ["pwd", "mfa"], True), (True, ["pwd"], False), (True, "mfa", False), (False, ["mfa"], False)],
)
def test_a_second_factor_at_the_provider_counts_only_where_we_trust_it(
    client, penyedia, atur, settings, budi, percaya, amr, bebas
):
    settings.ZI_PERAN_WAJIB_2FA = ["operator"]
    atur(percaya_2fa=percaya)
    masuk(client, penyedia, nip=NIP, amr=amr)
    jawab = client.get("/profil/")
    assert (jawab.status_code == 200) is bebas
    if not bebas:
        assert jawab["Location"] == "/akun/2fa/totp/activate/"
    # It holds for that session alone.
    client.post("/akun/keluar/")
    client.force_login(budi)
    assert client.get("/profil/").status_code == 302
