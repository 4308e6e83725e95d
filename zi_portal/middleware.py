"""What happens around every request."""

import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from units.selectors import akses
from zi_portal.logs import id_for_request, log_request, request_id

GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Give each request an id (a proxy's, when it looks sane), answer with it, and log one line per request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        rid = request.request_id = id_for_request(request.headers.get("X-Request-ID", ""))
        token = request_id.set(rid)
        start = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = rid
            self._log(request, response, start)
            return response
        finally:
            request_id.reset(token)

    @staticmethod
    def _log(request: HttpRequest, response: HttpResponse, start: float) -> None:
        match = request.resolver_match
        if match is None or match.view_name.startswith("health_"):
            return
        # Only a user somebody already read: logging must not cost a query.
        user = getattr(request, "_cached_user", None)
        log_request(request.method, match.view_name, response.status_code, start, user_id=user and user.pk)


class ApiWithoutCookiesMiddleware:
    """Take the cookies off what comes to an API: a token opens it, and nobody's session does."""

    PREFIX = "/api/"

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(self.PREFIX):
            request.COOKIES = {}
        return self.get_response(request)


class HtmxRedirectMiddleware:
    """Turn a redirect into HX-Redirect for htmx: a new page must not land inside a table cell.

    A lost session answers 401, so that a script which queues unsent input can tell it from a move to another page.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        if not request.htmx or not 300 <= response.status_code < 400 or "Location" not in response:
            return response
        location = response["Location"]
        login = resolve_url(settings.LOGIN_URL)
        parts = urlsplit(location)
        session_lost = parts.path == login and "next=" in parts.query
        if session_lost:
            # Come back to the page the person was on, not to the fragment that was asked for.
            location = f"{login}?{urlencode({'next': request.htmx.current_url_abs_path or '/'})}"
        answer = HttpResponse(status=401 if session_lost else 200)
        answer["HX-Redirect"] = location
        answer.cookies = response.cookies
        for name, value in response.items():
            if name.lower() not in {"location", "content-length", "content-type"}:
                answer[name] = value
        return answer


class KeepSessionMiddleware:
    """Move the end of a session while its owner works, writing it at most every ten minutes."""

    EVERY = 10 * 60

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get("aktif", 0) > self.EVERY:
                request.session["aktif"] = now
        return self.get_response(request)


# In a session that began with a second factor at a provider we trust in this (``zi_portal.oidc``).
FAKTOR_KEDUA = "oidc_2fa"


class SecondFactorMiddleware:
    """Lead people in a role that needs a second factor to its set-up, and nowhere else, until it is active."""

    OPEN = frozenset(
        {
            "account_login",
            "account_logout",
            "account_reauthenticate",
            "account_change_password",
            "health_live",
            "health_ready",
        }
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: object) -> HttpResponse | None:
        roles = frozenset(settings.ZI_PERAN_WAJIB_2FA)
        if not roles or not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name
        if name in self.OPEN or name.startswith("mfa_") or roles.isdisjoint(akses(request.user).peran):
            return None
        # Late import: the library's models need the app registry.
        from allauth.mfa.utils import is_mfa_enabled

        if is_mfa_enabled(request.user) or request.session.get(FAKTOR_KEDUA):
            return None
        messages.warning(request, _("Peran Anda mewajibkan verifikasi dua langkah. Aktifkan dahulu untuk melanjutkan."))
        return redirect("mfa_activate_totp")
