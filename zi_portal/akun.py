"""Accounts: an admin makes them, nobody signs up; secrets of second factors are stored encrypted."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from zi_portal.common import rahasia
from zi_portal.common.alamat import alamat_klien
from zi_portal.middleware import FAKTOR_KEDUA

# Names the key that second factors are closed with.
TUJUAN = "zi-mfa"


class AccountAdapter(DefaultAccountAdapter):
    """Closed to sign-up; everything else as the library does it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return alamat_klien(request)

    def post_login(self, request: HttpRequest, user: object, *, signal_kwargs: dict | None, **kwargs: object):
        """Remember for this session that a provider we trust in this asked for a second factor."""
        login = (signal_kwargs or {}).get("sociallogin")
        if getattr(login, "berlapis", False):
            request.session[FAKTOR_KEDUA] = True
        return super().post_login(request, user, signal_kwargs=signal_kwargs, **kwargs)


class SignInBackend(AuthenticationBackend):
    """Signs people in and grants nothing: rights come from memberships, so the permission tables are never read."""

    def get_user_permissions(self, user_obj: object, obj: object = None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj: object, obj: object = None) -> set[str]:
        return set()

    def get_all_permissions(self, user_obj: object, obj: object = None) -> set[str]:
        return set()

    def has_perm(self, user_obj: object, perm: str, obj: object = None) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Encrypts what stands in the database with a key made from SECRET_KEY; older keys still open it."""

    def encrypt(self, text: str) -> str:
        return rahasia.kunci(TUJUAN).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return rahasia.kunci(TUJUAN).decrypt(encrypted_text.encode()).decode()
