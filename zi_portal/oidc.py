"""Sign-in by the OpenID Connect provider of an instansi. Off unless ``OIDC_PENYEDIA`` names one.

The library does the dance (state, PKCE, code for token). What it leaves to trust is asked here: the signature of the
ID token whatever way it came, a nonce of this session, and only algorithms with a public key. A provider speaks for its
own instansi alone: it signs in people all of whose roles lie there, and gives roles of there.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import jwt
from allauth.account.internal.decorators import login_not_required
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from units.enums import LINGKUP_PERAN, PERAN_NASIONAL, Lingkup, Peran
from units.models import Instansi, Keanggotaan, UnitKerja, User
from units.services import akhiri_keanggotaan, buat_keanggotaan
from units.services.pegawai import buat_banyak_pegawai

logger = logging.getLogger(__name__)

# Signed with a private key: a shared secret or none at all proves nothing about who signed.
ALGORITMA = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
KELONGGARAN = 60  # seconds that two clocks may differ
NONCE = "oidc_nonce"
# What a provider calls a sign-in with more than one factor (RFC 8176).
AMR_BERLAPIS = frozenset({"mfa", "otp", "hwk"})


@dataclass(frozen=True, slots=True)
class Penyedia:
    """One provider as the environment describes it; ``docs/deploy.md`` tells what each part means."""

    kode: str
    nama: str
    instansi: str
    server: str
    client_id: str
    client_secret: str
    klaim_nip: str = ""
    klaim_pengguna: str = ""
    surel_terverifikasi: bool = False
    daftar: bool = False
    klaim_peran: str = ""
    awalan: str = ""
    grup: Mapping[str, str] = field(default_factory=dict)
    peran: tuple[str, ...] = ()
    percaya_2fa: bool = False


def penyedia_semua() -> dict[str, Penyedia]:
    """The providers by their kode. Raises ImproperlyConfigured for a description that cannot be."""
    hasil: dict[str, Penyedia] = {}
    for isi in settings.OIDC_PENYEDIA:
        try:
            satu = Penyedia(**{**isi, "peran": tuple(isi.get("peran", ()))})
        except TypeError as error:
            raise ImproperlyConfigured(f"OIDC_PENYEDIA: {error}") from error
        if not satu.kode.isascii() or not satu.kode.replace("-", "").isalnum() or satu.kode in hasil:
            raise ImproperlyConfigured(f"OIDC_PENYEDIA: kode {satu.kode!r} harus huruf dan angka, dan hanya sekali")
        if not satu.server.startswith("https://") and not settings.DEBUG:
            raise ImproperlyConfigured(f"OIDC_PENYEDIA {satu.kode}: server harus https")
        if nasional := PERAN_NASIONAL & set(satu.peran) or set(satu.peran) - set(Peran.values):
            raise ImproperlyConfigured(f"OIDC_PENYEDIA {satu.kode}: peran {sorted(nasional)} tidak dapat dipetakan")
        if not (satu.klaim_nip or satu.klaim_pengguna or satu.surel_terverifikasi):
            raise ImproperlyConfigured(f"OIDC_PENYEDIA {satu.kode}: sebutkan dari klaim apa akun dikenali")
        hasil[satu.kode] = satu
    return hasil


class OIDCDitolak(Exception):
    """This person is not let in; ``pesan`` says why and what to do."""

    def __init__(self, pesan: str) -> None:
        self.pesan = pesan
        super().__init__(pesan)


# Who is this? ---------------------------------------------------------------------------------------------------------


def cari_akun(penyedia: Penyedia, instansi: Instansi, klaim: Mapping[str, Any]) -> User | None:
    """The account a provider means: by NIP or user name where its claims are mapped to them, else by an address it has
    verified. Raises OIDCDitolak where that is not one account. Only among people of the instansi."""
    orang = User.objects.filter(Q(keanggotaan__instansi=instansi) | Q(keanggotaan__unit__instansi=instansi)).distinct()
    for syarat in _syarat(penyedia, klaim):
        dua = list(orang.filter(**syarat)[:2])
        if len(dua) == 2:
            raise OIDCDitolak(_("Lebih dari satu akun di Portal ZI cocok dengan akun Anda. Hubungi admin instansi."))
        if dua:
            return dua[0]
    return None


def _syarat(penyedia: Penyedia, klaim: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    if nip := _teks(klaim, penyedia.klaim_nip):
        yield {"nip": nip}
    if nama := _teks(klaim, penyedia.klaim_pengguna):
        yield {"username__iexact": nama}
    # Only the very value true: some providers write "false" as text.
    if penyedia.surel_terverifikasi and klaim.get("email_verified") is True and (surel := _teks(klaim, "email")):
        yield {"email__iexact": surel}


def _teks(klaim: Mapping[str, Any], nama: str) -> str:
    nilai = klaim.get(nama) if nama else None
    return nilai.strip()[:150] if isinstance(nilai, str) and "\x00" not in nilai else ""


def pastikan_milik(user: User, instansi: Instansi) -> None:
    """A provider may open no door that is not its instansi's: whoever signs somebody in may act as that person."""
    berlaku = Keanggotaan.objects.filter(user=user).exclude(selesai__lte=timezone.localdate())
    luar = berlaku.exclude(Q(instansi=instansi) | Q(unit__instansi=instansi))
    if user.is_staff or luar.exists():
        raise OIDCDitolak(
            _("Akun Anda juga berperan di luar %(instansi)s. Masuk dengan nama pengguna dan kata sandi.")
            % {"instansi": instansi}
        )
    if not user.is_active:
        raise OIDCDitolak(_("Akun Anda di Portal ZI tidak aktif. Hubungi admin instansi."))


def daftarkan_akun(
    penyedia: Penyedia, instansi: Instansi, klaim: Mapping[str, Any], diminta: set[tuple[str, int | None]]
) -> User:
    """A new account, where the provider may make one and gives it a role. Raises OIDCDitolak."""
    if not penyedia.daftar or not diminta:
        raise OIDCDitolak(
            _("Akun Anda belum terdaftar di Portal ZI. Minta admin %(instansi)s mendaftarkannya, lalu masuk lagi.")
            % {"instansi": instansi}
        )
    nip = _teks(klaim, penyedia.klaim_nip)
    user = User(
        username=_teks(klaim, penyedia.klaim_pengguna) or nip or _teks(klaim, "email"),
        nama=_teks(klaim, "name"),
        nip=nip,
        email=_teks(klaim, "email") if klaim.get("email_verified") is True else "",
    )
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as error:
        raise OIDCDitolak(
            _("Data akun dari %(nama)s belum lengkap, jadi akun Anda belum dapat dibuat. Hubungi admin instansi.")
            % {"nama": penyedia.nama}
        ) from error
    terpakai = Q(username__iexact=user.username) | (Q(email__iexact=user.email) if user.email else Q(pk=None))
    if User.objects.filter(terpakai).exists():
        raise OIDCDitolak(
            _("Nama pengguna atau surel Anda sudah dipakai akun lain di Portal ZI. Hubungi admin instansi.")
        )
    buat_banyak_pegawai(user=[user], actor=user)
    return user


# What may they do? ----------------------------------------------------------------------------------------------------


def peran_diminta(penyedia: Penyedia, instansi: Instansi, klaim: Mapping[str, Any]) -> set[tuple[str, int | None]]:
    """The roles the claims ask for, as (role, unit): "operator:D1" in ``grup``, or the same after ``awalan`` in the
    claim itself. What the mapping does not manage, or no unit of the instansi has, is passed over."""
    nilai = klaim.get(penyedia.klaim_peran) if penyedia.klaim_peran else None
    semua = [nilai] if isinstance(nilai, str) else nilai if isinstance(nilai, Sequence) else []
    tulisan = set()
    for satu in semua[:500]:
        if not isinstance(satu, str):
            continue
        if satu in penyedia.grup:
            tulisan.add(penyedia.grup[satu])
        elif penyedia.awalan and satu.startswith(penyedia.awalan):
            tulisan.add(satu.removeprefix(penyedia.awalan))
    pasangan = {(peran, kode) for peran, _titik, kode in (t.partition(":") for t in tulisan)}
    kode = {k for _peran, k in pasangan if k and "\x00" not in k}
    unit = dict(UnitKerja.objects.filter(instansi=instansi, aktif=True, kode__in=kode).values_list("kode", "pk"))
    hasil: set[tuple[str, int | None]] = set()
    for peran, kode_unit in pasangan:
        if peran not in penyedia.peran:
            continue
        if LINGKUP_PERAN[peran] == Lingkup.INSTANSI and not kode_unit:
            hasil.add((peran, None))
        elif LINGKUP_PERAN[peran] == Lingkup.UNIT and kode_unit in unit:
            hasil.add((peran, unit[kode_unit]))
        else:
            logger.warning("oidc %s: peran %s tanpa unit yang cocok", penyedia.kode, peran)
    return hasil


def samakan_peran(
    penyedia: Penyedia, instansi: Instansi, user: User, diminta: set[tuple[str, int | None]]
) -> tuple[int, int]:
    """Begin the roles the provider gives and end those it no longer gives, among the roles it manages; every other role
    stays. Returns how many began and ended."""
    if not penyedia.peran:
        return 0, 0
    User.objects.select_for_update(no_key=True).values("pk").get(pk=user.pk)  # two browsers sign in at once
    milik = Q(instansi=instansi) | Q(unit__instansi=instansi)
    berlaku = Keanggotaan.objects.aktif().filter(milik, user=user, peran__in=penyedia.peran)
    ada = {(k.peran, k.unit_id): k for k in berlaku}
    unit = UnitKerja.objects.in_bulk([u for _p, u in diminta if u])
    for peran, unit_id in sorted(diminta - ada.keys(), key=str):
        satu = unit.get(unit_id)
        buat_keanggotaan(user=user, peran=peran, unit=satu, instansi=None if satu else instansi, actor=user)
    for kunci in ada.keys() - diminta:
        akhiri_keanggotaan(keanggotaan=ada[kunci], actor=user)
    mulai, selesai = len(diminta - ada.keys()), len(ada.keys() - diminta)
    if mulai or selesai:
        logger.info("oidc %s: user %s, %s peran mulai, %s berakhir", penyedia.kode, user.pk, mulai, selesai)
    return mulai, selesai


# The library's hooks --------------------------------------------------------------------------------------------------


class Provider(OpenIDConnectProvider):
    """Nothing of a request goes into what we ask the provider for."""

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        nonce = secrets.token_urlsafe(24)
        request.session[NONCE] = nonce
        return {"nonce": nonce}

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return self.get_scope()


class TokenAdapter(OpenIDConnectOAuth2Adapter):
    """Reads an ID token as if it came over an open street."""

    def get_provider(self) -> Provider:
        return get_adapter().get_provider(self.request, self.provider_id)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        id_token = kwargs["response"].get("id_token")
        if not isinstance(id_token, str):
            raise OAuth2Error("no id_token")
        klaim = self._baca(app, id_token)
        login = self.get_provider().sociallogin_from_response(request, {"id_token": klaim})
        # Nothing of the token is kept: its claims may hold more about a person than the portal needs to know.
        login.klaim, login.account.extra_data = klaim, {}
        return login

    def _baca(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Raises OAuth2Error unless signed by the provider, for us, now, in answer to this very question."""
        nonce = self.request.session.pop(NONCE, "")
        try:
            kepala = jwt.get_unverified_header(id_token)
            if kepala.get("alg") not in ALGORITMA:
                raise OAuth2Error("alg")
            isi = jwt.decode(
                id_token,
                key=self._kunci(kepala.get("kid"), kepala["alg"]),
                algorithms=[kepala["alg"]],
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=KELONGGARAN,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("id_token") from error
        if not nonce or not secrets.compare_digest(str(isi.get("nonce", "")).encode(), nonce.encode()):
            raise OAuth2Error("nonce")
        if isinstance(isi["aud"], list) and len(isi["aud"]) > 1 and isi.get("azp") != app.client_id:
            raise OAuth2Error("azp")
        return isi

    def _kunci(self, kid: str | None, alg: str) -> Any:
        with get_adapter().get_requests_session() as sesi:
            jawab = sesi.get(self.openid_config["jwks_uri"], timeout=10)
            jawab.raise_for_status()
            kunci = [k for k in jawab.json()["keys"] if k.get("use", "sig") == "sig" and k.get("kty") != "oct"]
        cocok = [k for k in kunci if k.get("kid") == kid] if kid else kunci if len(kunci) == 1 else []
        if not cocok:
            raise OAuth2Error("kid")
        return jwt.get_algorithm_by_name(alg).from_jwk(json.dumps(cocok[0]))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Providers come from the environment alone; who they sign in, and with which roles, is decided here."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list:
        hasil = []
        for satu in penyedia_semua().values():
            app = SocialApp(
                provider="openid_connect",
                provider_id=satu.kode,
                name=satu.nama,
                client_id=satu.client_id,
                secret=satu.client_secret,
            )
            app.settings = {"server_url": satu.server, "oauth_pkce_enabled": True}
            hasil.append(app)
        if provider:
            hasil = [a for a in hasil if provider in {a.provider, a.provider_id}]
        return [a for a in hasil if not client_id or a.client_id == client_id]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Provider:
        return Provider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False  # who may be made an account has one by now

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        penyedia = penyedia_semua()[sociallogin.account.provider]
        try:
            instansi = Instansi.objects.filter(kode=penyedia.instansi).first()
            if instansi is None:
                logger.error("oidc %s: instansi %s is not there", penyedia.kode, penyedia.instansi)
                raise OIDCDitolak(_("Cara masuk ini belum siap dipakai. Hubungi admin platform."))
            with transaction.atomic():
                _kenali(penyedia, instansi, sociallogin, sociallogin.klaim)
        except OIDCDitolak as error:
            logger.info("oidc %s: %s tidak masuk", penyedia.kode, sociallogin.account.uid)
            messages.error(request, error.pesan)
            raise ImmediateHttpResponse(redirect("account_login")) from error

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: Mapping[str, Any] | None = None,
    ) -> None:
        request.session.pop(NONCE, None)
        logger.warning("oidc %s: %s %s", getattr(provider, "app", None), error, exception)
        nama = getattr(provider, "name", "") or _("penyedia")
        pesan = (
            _("Anda membatalkan masuk dengan %(nama)s.")
            if str(error) == "cancelled"
            else _("Masuk dengan %(nama)s tidak berhasil. Coba lagi, atau masuk dengan nama pengguna dan kata sandi.")
        )
        messages.error(request, pesan % {"nama": nama})
        raise ImmediateHttpResponse(redirect("account_login"))


def _kenali(penyedia: Penyedia, instansi: Instansi, login: SocialLogin, klaim: Mapping[str, Any]) -> None:
    """Tie the provider's person to one account of ours and bring its roles in step. Raises OIDCDitolak."""
    diminta = peran_diminta(penyedia, instansi, klaim)
    ada = SocialAccount.objects.filter(provider=penyedia.kode, uid=login.account.uid).select_related("user").first()
    user = (
        ada.user if ada else cari_akun(penyedia, instansi, klaim) or daftarkan_akun(penyedia, instansi, klaim, diminta)
    )
    pastikan_milik(user, instansi)
    if ada is None:
        if SocialAccount.objects.filter(provider=penyedia.kode, user=user).exists():
            raise OIDCDitolak(_("Akun Portal ZI Anda sudah tertaut ke akun lain. Hubungi admin instansi."))
        login.account.user = user
        login.account.save()
        logger.info("oidc %s: user %s ditautkan", penyedia.kode, user.pk)
    login.user = user
    samakan_peran(penyedia, instansi, user, diminta)
    login.berlapis = penyedia.percaya_2fa and _berlapis(klaim)


def _berlapis(klaim: Mapping[str, Any]) -> bool:
    amr = klaim.get("amr")
    return isinstance(amr, list) and not AMR_BERLAPIS.isdisjoint(a for a in amr if isinstance(a, str))


# Pages ----------------------------------------------------------------------------------------------------------------


def _ada_or_404(provider_id: str) -> None:
    if provider_id not in penyedia_semua():
        raise Http404


def _tempuh(request: HttpRequest, provider_id: str, langkah: type[OAuth2LoginView] | type[OAuth2CallbackView]):
    """One step of the library's; a provider that is away or talks nonsense is told like any other failure."""
    adapter = TokenAdapter(request, provider_id)
    try:
        return langkah.adapter_view(adapter)(request)
    except (RequestException, KeyError, ValueError) as error:
        try:
            get_adapter().on_authentication_error(request, adapter.get_provider(), exception=error)
        except ImmediateHttpResponse as jawab:
            return jawab.response
        raise


@never_cache
@require_safe
@login_not_required
def masuk(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the provider. Only a way in: nothing of the address but ``next`` is heeded."""
    _ada_or_404(provider_id)
    tanya = request.GET.copy()
    for nama in set(tanya) - {"next"}:
        del tanya[nama]
    request.GET = tanya
    return _tempuh(request, provider_id, OAuth2LoginView)


@never_cache
@require_safe
@login_not_required
def kembali(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The browser is back from the provider."""
    _ada_or_404(provider_id)
    return _tempuh(request, provider_id, OAuth2CallbackView)
