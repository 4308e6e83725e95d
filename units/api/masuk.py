"""Who comes in by the API: a bearer token, its scope, and how often it may ask."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer
from ninja.throttling import SimpleRateThrottle

from units.api.galat import GalatAPI
from units.enums import Peran
from units.enums.token import Cakupan
from units.models import Instansi, TokenAPI, User
from units.selectors.organisasi import Akses
from units.services.token import catat_tertahan, kenali
from zi_portal.common.alamat import alamat_klien


@dataclass(frozen=True, slots=True)
class Pemegang:
    """Who asks: the token, and nobody in the database. ``user`` follows the building of the units as an admin of the
    instansi does; ``pembaca`` reads sheets as its auditor does, that is what was submitted, released and decided: what
    a system of the instansi shows, the units may see."""

    token: TokenAPI
    user: User
    pembaca: User

    @property
    def instansi(self) -> Instansi:
        return self.token.instansi


def seseorang(instansi: Instansi, peran: Peran) -> User:
    """Somebody who holds this role in this instansi and no other, for asking ``visible_to`` and ``has_perm``. Never
    stored: 0 is nobody's id."""
    user = User(pk=0, nama=str(instansi), is_active=True)
    user._akses = Akses(instansi={peran: frozenset({instansi.pk})})
    return user


class _Laju(SimpleRateThrottle):
    """Made anew for each request, as it keeps what it counted in itself."""

    def __init__(self, rate: str, kunci: str) -> None:
        super().__init__(rate)
        self.kunci = kunci

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"laju_api:{self.kunci}"


def batasi(request: HttpRequest, rate: str, kunci: str) -> None:
    """Counts this request; raises GalatAPI 429 when there were too many."""
    laju = _Laju(rate, kunci)
    if not laju.allow_request(request):
        raise GalatAPI(429, _("Permintaan terlalu sering. Coba lagi sesudah jeda."), tunggu=laju.wait() or 60)


class TokenAuth(HttpBearer):
    """A valid token with one of these scopes. Only wrong ones are counted by address, so that who guesses shuts out
    nobody else behind the same proxy."""

    def __init__(self, *cakupan: Cakupan) -> None:
        super().__init__()
        self.cakupan = cakupan

    def authenticate(self, request: HttpRequest, token: str) -> Pemegang | None:
        dikenal = kenali(token)
        if dikenal is None:
            batasi(request, settings.ZI_LAJU_TOKEN_SALAH, f"salah:{alamat_klien(request)}")
            self._tertahan(token, 401)
            return None
        try:
            batasi(request, settings.ZI_LAJU_TOKEN, f"token:{dikenal.pk}")
        except GalatAPI:
            self._tertahan(token, 429)
            raise
        if not set(self.cakupan) & set(dikenal.cakupan):
            raise GalatAPI(403, _("Token ini tidak mempunyai cakupan “%(nama)s”.") % {"nama": self.cakupan[0].label})
        instansi = dikenal.instansi
        return Pemegang(dikenal, seseorang(instansi, Peran.ADMIN_INSTANSI), seseorang(instansi, Peran.AUDITOR))

    def _tertahan(self, token: str, status: int) -> None:
        """The log of pulls is PortalRB's."""
        if Cakupan.PORTALRB in self.cakupan:
            catat_tertahan(teks=token, status=status)
