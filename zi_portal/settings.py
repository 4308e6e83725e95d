"""All settings, read from the environment (docs/deploy.md lists the variables). A fresh clone runs with nothing set."""

import secrets
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from zi_portal.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

env = environ.Env()
if (BASE_DIR / ".env").is_file():
    environ.Env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=True)
# Plain http is for one's own machine only: it takes the Secure mark off the cookies.
HTTPS = env.bool("HTTPS", default=not DEBUG)


def _development_key() -> str:
    """A key of this clone's own, so that sessions survive a restart and no key stands in the repository."""
    path = VAR_DIR / "secret_key"
    if not path.is_file():
        path.write_text(secrets.token_urlsafe(64))
        path.chmod(0o600)
    return path.read_text().strip()


SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY and DEBUG:
    SECRET_KEY = _development_key()
if not DEBUG and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith("django-insecure-")):
    raise ImproperlyConfigured(
        "SECRET_KEY belum diisi atau terlalu lemah. Dengan DEBUG=off, isi variabel lingkungan SECRET_KEY dengan "
        "teks acak sedikitnya 50 karakter, misalnya hasil: "
        "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
    )
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Where people open the portal: the beginning of every link in a mail that no request asked for.
ZI_ALAMAT = env.str("ZI_ALAMAT", default=next(iter(CSRF_TRUSTED_ORIGINS), "http://localhost:8000")).rstrip("/")
# How many reverse proxies stand in front: only so many entries of X-Forwarded-For are believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

REDIS_URL = env.str("REDIS_URL", default="")

INSTALLED_APPS = [
    "units",
    "surveys",
    "evaluation",
    "reports",
    "zi_portal",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rules",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "import_export",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "zi_portal.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zi_portal.middleware.ApiWithoutCookiesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zi_portal.middleware.HtmxRedirectMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "zi_portal.middleware.KeepSessionMiddleware",
    "zi_portal.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "zi_portal.urls"
WSGI_APPLICATION = "zi_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zi_portal.kerangka.kerangka",
            ],
            "libraries": {"zi": "zi_portal.common.templatetags.zi"},
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Database -------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'zi.sqlite3'}")}
_db = DATABASES["default"]
_db["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
_db["CONN_HEALTH_CHECKS"] = True
_db["ATOMIC_REQUESTS"] = False
if _db["ENGINE"] == "django.db.backends.sqlite3":
    _db["OPTIONS"] = {
        # IMMEDIATE takes the write lock at the start: two writers wait for each other instead of failing midway.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;",
    }
    # A file, since a database in memory cannot be shared with the live server's threads without lock errors.
    _db["TEST"] = {"NAME": str(VAR_DIR / env.str("TEST_DATABASE", default="test.sqlite3"))}
else:
    _db["TEST"] = {"NAME": env.str("TEST_DATABASE", default=f"test_{_db['NAME']}")}
    # PostgreSQL compiles a query it thinks costly, anew each time: seconds for a list that is read in a fifth of one.
    _pilihan = _db.setdefault("OPTIONS", {})
    _pilihan["options"] = f"-c jit=off {_pilihan.get('options', '')}".strip()

# --- Cache, sessions ------------------------------------------------------------------------------------------------
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "zi",
            "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if REDIS_URL else 'db'}"
SESSION_COOKIE_AGE = 8 * 60 * 60  # idle: KeepSessionMiddleware moves the end while someone works
SESSION_COOKIE_NAME = "zi_sesi"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "zi_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- People and sign-in ---------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "units.User"
AUTHENTICATION_BACKENDS = [
    "zi_portal.akun.SignInBackend",
    "rules.permissions.ObjectPermissionBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "nama", "email", "nip")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "zi_portal.akun.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an admin enters the address; nobody signs up
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Portal ZI] "
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/5m/ip,5/5m/key",
    "reset_password": "10/10m/ip,3/10m/key",
    "reset_password_from_key": "10/10m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/5m/user",
}
# Providers of OpenID Connect, each of one instansi, as a JSON list (docs/deploy.md). None: there is no such way in.
OIDC_PENYEDIA = env.json("OIDC_PENYEDIA", default=[])
SOCIALACCOUNT_ADAPTER = "zi_portal.oidc.SocialAccountAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form would be stopped by form-action on its way to the provider
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "zi_portal.akun.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Portal ZI"
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A demo names its sign-ins on the sign-in page; the password stays in the terminal.
ZI_DEMO = env.bool("ZI_DEMO", default=False)
# Roles (units.enums.Peran) that get no further than the TOTP set-up until their second factor is active.
ZI_PERAN_WAJIB_2FA = env.list(
    "ZI_PERAN_WAJIB_2FA",
    default=[]
    if DEBUG
    else [
        "tpi_anggota",
        "tpi_ketua",
        "tpi_dalnis",
        "admin_instansi",
        "pimpinan_instansi",
        "auditor",
        "tpn_anggota",
        "tpn_admin",
        "admin_platform",
    ],
)

# --- API --------------------------------------------------------------------------------------------------------------
# How often one token may ask, and how often one address may try a wrong one.
ZI_LAJU_TOKEN = env.str("ZI_LAJU_TOKEN", default="600/m")
ZI_LAJU_TOKEN_SALAH = env.str("ZI_LAJU_TOKEN_SALAH", default="20/5m")

# --- Calls to other systems -------------------------------------------------------------------------------------------
# Certificates of an authority of one's own, trusted beside the system's; loopback is for tests alone.
ZI_KELUAR_CA = env.str("ZI_KELUAR_CA", default="")
ZI_KELUAR_LOKAL = env.bool("ZI_KELUAR_LOKAL", default=False)

# --- Language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Jakarta")
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "staticfiles")))
VENDOR_DIR = VAR_DIR / "vendor"
VENDOR_DIR.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor", VENDOR_DIR)]
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = env.bool("STATIC_COMPRESS", default=False)

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
# On the same disk as MEDIA_ROOT a finished upload is renamed instead of copied.
FILE_UPLOAD_TEMP_DIR = env.str("FILE_UPLOAD_TEMP_DIR", default=None)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 50

if DEBUG:
    _static_storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
elif env.bool("STATIC_COMPRESS", default=False):
    # Brotli over every file takes seconds; only the image build pays for it.
    _static_storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
else:
    _static_storage = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"

if env.str("S3_BUCKET", default=""):
    _default_storage = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("S3_BUCKET"),
            "endpoint_url": env.str("S3_ENDPOINT_URL", default=None),
            "access_key": env.str("S3_ACCESS_KEY", default=None),
            "secret_key": env.str("S3_SECRET_KEY", default=None),
            "region_name": env.str("S3_REGION", default=None),
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }
else:
    _default_storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        # No base_url: every byte goes through a view that asks for permission first.
        "OPTIONS": {
            "location": MEDIA_ROOT,
            "base_url": None,
            "file_permissions_mode": 0o640,
            "directory_permissions_mode": 0o750,
        },
    }
STORAGES = {"default": _default_storage, "staticfiles": {"BACKEND": _static_storage}}
CLAMD_URL = env.str("CLAMD_URL", default="")
# Proof: the largest file of a kind, what one form may carry, and what a unit's archive may hold, versions included.
BUKTI_MAKS_BITA = env.int("BUKTI_MAKS_BITA", default=25 * 1024 * 1024)
BUKTI_MAKS_BITA_VIDEO = env.int("BUKTI_MAKS_BITA_VIDEO", default=200 * 1024 * 1024)
BUKTI_MAKS_BITA_KIRIMAN = env.int("BUKTI_MAKS_BITA_KIRIMAN", default=250 * 1024 * 1024)
BUKTI_KUOTA_BERKAS = env.int("BUKTI_KUOTA_BERKAS", default=5000)
BUKTI_KUOTA_BITA = env.int("BUKTI_KUOTA_BITA", default=20 * 1024**3)

# --- Mail -----------------------------------------------------------------------------------------------------------
# Printed while developing only: a letter names its reader and may carry a reset link, and logs are for ids.
EMAIL_TIMEOUT = 20
globals().update(env.email_url("EMAIL_URL", default="consolemail://" if DEBUG else "dummymail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Portal ZI <portal-zi@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- What browsers are told -----------------------------------------------------------------------------------------
# PDF previews in a frame of our own widen frame-src and frame-ancestors in their view, nowhere else.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS and env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Celery (docs/deploy.md tells why) ------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or "memory://localhost"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_DEFAULT_QUEUE = env.str("CELERY_QUEUE", default="zi")
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = (
    # Longer than the longest task, else a task still at work would be handed out a second time.
    {"visibility_timeout": 900, "unacked_restore_interval": 10, "unacked_restore_throttle": 1}
    if REDIS_URL
    else {"polling_interval": 0.01}
)
CELERY_BEAT_SCHEDULE = {
    "sapu": {"task": "zi_portal.sapu", "schedule": 60.0, "options": {"expires": 55}},
    "buang_sesi": {"task": "zi_portal.buang_sesi", "schedule": 24 * 60 * 60.0},
    # Every hour: 07.00 comes at three times over the country, and what a mail server refused is tried again.
    "pengingat": {"task": "units.pengingat", "schedule": crontab(minute=5), "options": {"expires": 50 * 60}},
}
# Without a broker the web process carries a worker of its own in a thread (zi_portal/embedded.py).
ZI_EMBEDDED_WORKER = env.bool("EMBEDDED_WORKER", default=not REDIS_URL)

LOGGING_CONFIG = None
LOGGING = logging_config(json=env.bool("LOG_JSON", default=not DEBUG), level=env.str("LOG_LEVEL", default="INFO"))

SILENCED_SYSTEM_CHECKS: list[str] = []
