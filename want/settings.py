"""All settings, read top to bottom, from WANT_* and DATABASE_URL. A wrong value stops the start.

WANT_MODE is one word, so that no two modes can be on together:
  production   strict: needs WANT_SECRET_KEY and WANT_HOSTS
  development  the default: one machine, loopback, embedded database
  demo         a living edition with one-click sign-in and a mail viewer; answers on loopback names only
  test         what the tests run in
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from want.core import database

ROOT = Path(__file__).resolve().parent.parent

## The environment


def env(name: str, default: str = "") -> str:
    """Return a variable from the environment, stripped."""
    return os.environ.get(name, default).strip()


def env_int(name: str, default: int) -> int:
    """Return a whole number from the environment; anything else stops the start."""
    text = env(name, str(default))
    try:
        return int(text)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {text!r}.") from None


def env_one_of(name: str, allowed: tuple[str, ...], default: str) -> str:
    """Return a word from the environment that is one of `allowed`; anything else stops the start."""
    word = env(name, default)
    if word not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {word!r}.")
    return word


## Mode

WANT_MODE = env_one_of("WANT_MODE", ("production", "development", "demo", "test"), "development")
WANT_DEMO = WANT_MODE == "demo"
PRODUCTION = WANT_MODE == "production"
DEBUG = False

WANT_DATA = Path(env("WANT_DATA", str(ROOT / ".want"))).resolve()
WANT_DATA.mkdir(parents=True, exist_ok=True)

WANT_CLOCK = Path(env("WANT_CLOCK", str(WANT_DATA / "clock")))  # how far the demo's clock is shifted, in seconds

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = env("WANT_HOSTS").replace(",", " ").split() or LOOPBACK
SECRET_KEY = env("WANT_SECRET_KEY")

SECRET_KEY_LENGTH = 50
if PRODUCTION and len(SECRET_KEY) < SECRET_KEY_LENGTH:
    raise ImproperlyConfigured("Set WANT_SECRET_KEY to at least 50 random characters in production.")
if PRODUCTION and not env("WANT_HOSTS"):
    raise ImproperlyConfigured("Set WANT_HOSTS to the site's host names in production, separated by commas.")
if WANT_DEMO and not set(ALLOWED_HOSTS) <= set(LOOPBACK):
    raise ImproperlyConfigured("The demo signs anybody in with one click, so it answers on loopback names only.")
if any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("Write each host name out in WANT_HOSTS: a pattern would believe whatever is sent.")
if PRODUCTION and not env("DATABASE_URL"):
    raise ImproperlyConfigured("Set DATABASE_URL in production: postgresql://user:password@host:5432/name")
if not SECRET_KEY and not set(ALLOWED_HOSTS) <= set(LOOPBACK):
    raise ImproperlyConfigured("Set WANT_SECRET_KEY to random characters: WANT_HOSTS names more than this machine.")
if not SECRET_KEY:
    SECRET_KEY = "an-open-secret-for-one-machine-only-" + WANT_MODE

BASE_URL = env("WANT_BASE_URL", f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://127.0.0.1:8000").rstrip("/")
if PRODUCTION and (urlsplit(BASE_URL).scheme != "https" or urlsplit(BASE_URL).hostname not in ALLOWED_HOSTS):
    raise ImproperlyConfigured("WANT_BASE_URL must begin with https:// and one of WANT_HOSTS.")

## Apps

INSTALLED_APPS = [
    "want.core",
    "want.mail",
    "want.audit",
    "want.accounts",
    "want.venues",
    "want.desk",
    "want.desk.apps.AdminConfigOfDesk",
    "submissions",
    "reviews",
    "want.keeping",
    "want.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "pgtrigger",
]

MIDDLEWARE = [
    "want.core.again.AnswerAgain",
    "want.core.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "want.core.received.ReceivedAt",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "want.core.nulls.NoNulls",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "want.desk.second_factor.SecondFactorMiddleware",
]

ROOT_URLCONF = "want.urls"
WSGI_APPLICATION = "want.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django.templatetags.static", "want.core.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "want.venues.context.page",
                "reviews.break_glass.context.glass",
            ],
        },
    }
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

## Database

try:
    DATABASES = {"default": database.database_url(os.environ, WANT_DATA, durable=WANT_MODE != "test")}
except (ValueError, database.EmbeddedServerError) as error:
    raise ImproperlyConfigured(str(error)) from error
if env("WANT_DATABASE"):  # another database of the same server: a stage of the demo, the rehearsal's scratch
    DATABASES["default"]["NAME"] = env("WANT_DATABASE")
DATABASES["default"] |= {
    "ATOMIC_REQUESTS": False,
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

## Background work

TASKS = {
    "default": {
        "BACKEND": env("WANT_TASKS_BACKEND", "django_tasks_db.DatabaseBackend"),
    }
}

## Accounts

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "want.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # without a password one signs in by a mailed code
ACCOUNT_SIGNUP_FORM_CLASS = "want.accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "want.accounts.models.display_name"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds; mail is not instant everywhere
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # addresses are what one signs in by: changing them asks again who it is
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_MAX_EMAIL_ADDRESSES = 8
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "add_email": "want.accounts.entrance.AddEmailForm",
    "change_password": "want.accounts.entrance.ChangePasswordForm",
    "confirm_email_verification_code": "want.accounts.entrance.ConfirmAddressForm",
    "confirm_login_code": "want.accounts.entrance.ConfirmLoginForm",
    "login": "want.accounts.entrance.LoginForm",
    "reauthenticate": "want.accounts.entrance.ReauthenticateForm",
    "request_login_code": "want.accounts.entrance.RequestCodeForm",
    "reset_password": "want.accounts.entrance.ResetPasswordForm",
    "reset_password_from_key": "want.accounts.entrance.NewPasswordForm",
    "set_password": "want.accounts.entrance.SetPasswordForm",
    "signup": "want.accounts.entrance.SignupForm",
}

# Second factors
MFA_ADAPTER = "want.accounts.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost, where one tries it out
MFA_TOTP_ISSUER = "WANT"
MFA_KEY = env("WANT_MFA_KEY") or SECRET_KEY  # what secrets of second factors are encrypted with
MFA_FORMS = {
    "authenticate": "want.accounts.second_factor_forms.CodeForm",
    "reauthenticate": "want.accounts.second_factor_forms.CodeAgainForm",
    "activate_totp": "want.accounts.second_factor_forms.ActivateAppForm",
    "login_webauthn": "want.accounts.second_factor_forms.SignInByPasskeyForm",
    "authenticate_webauthn": "want.accounts.second_factor_forms.PasskeyForm",
    "reauthenticate_webauthn": "want.accounts.second_factor_forms.PasskeyAgainForm",
    "add_webauthn": "want.accounts.second_factor_forms.AddPasskeyForm",
    "edit_webauthn": "want.accounts.second_factor_forms.EditPasskeyForm",
}
WANT_CHAIRS_NEED_MFA = env_one_of("WANT_CHAIRS_NEED_MFA", ("yes", "no"), "yes" if PRODUCTION else "no") == "yes"

# How often something may be tried, by network address, by account, or by key: the address written into the form.
# Counted in the database, so that all processes count together.
CACHES = {"default": {"BACKEND": "want.core.tablecache.TableCache", "LOCATION": "accounts_counter"}}
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,100/d/ip,5/300s/key",
    "signup": "20/m/ip,200/d/ip",
    "request_login_code": "20/m/ip",  # and no limit by address, which anybody could use up: see want/accounts/codes.py
    "reset_password": "20/m/ip",
    "confirm_email": "30/m/ip",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}
WANT_RATE_LIMITS = {
    "invitation": "60/m/ip",
    "offer": "10/h/ip",
    "code": "20/m/ip",
    "copy": "5/h/user",
    "preview": "60/m/user",
    # Letters that an author's account causes: of being listed to one address, no longer to one, to all, and of papers,
    # to one who knows of the paper, and to all others.
    "listed_one": "3/d/key",
    "unlisted_one": "4/d/key",
    "listed": "100/d/key",
    "paper_mail_one": "20/d/key",
    "paper_mail": "500/d/key",
    "known_browser": "5/300s/key,50/d/key",  # wrong passwords where one signed in before, instead of login_failed
    # What anybody can have mailed to an address; then no more is, nothing says so, and what was mailed holds longer.
    "sign_in_code": "3/15m/key",
    "address_code": "3/15m/key",
    "reset_link": "4/h/key",
}
if WANT_MODE in {"demo", "test"}:  # the rehearsal signs eighty people up from one address within a minute
    ACCOUNT_RATE_LIMITS, WANT_RATE_LIMITS, MFA_RATE_LIMITS = False, {}, False

## Mail

DEFAULT_FROM_EMAIL = env("WANT_MAIL_FROM", "WANT <want@localhost>")
EMAIL_BACKEND = env(
    "WANT_MAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend" if PRODUCTION else "django.core.mail.backends.dummy.EmailBackend",
)
EMAIL_HOST = env("WANT_SMTP_HOST", "localhost")
WANT_SMTP_TLS = env_one_of("WANT_SMTP_TLS", ("yes", "no", "ssl"), "no")
EMAIL_PORT = env_int("WANT_SMTP_PORT", 465 if WANT_SMTP_TLS == "ssl" else 25)
EMAIL_HOST_USER = env("WANT_SMTP_USER")
EMAIL_HOST_PASSWORD = env("WANT_SMTP_PASSWORD")
EMAIL_USE_TLS = WANT_SMTP_TLS == "yes"  # STARTTLS
EMAIL_USE_SSL = WANT_SMTP_TLS == "ssl"  # from the first byte
EMAIL_TIMEOUT = env_int("WANT_SMTP_TIMEOUT", 30)  # seconds for one answer of the mail server

## Files

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles" if PRODUCTION else None  # elsewhere files are served from where they lie
MEDIA_ROOT = Path(env("WANT_FILES", str(WANT_DATA / ("test-files" if WANT_MODE == "test" else "files"))))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
X_ACCEL = env("WANT_X_ACCEL")  # nginx's internal location of the files: it sends what a view has allowed
if X_ACCEL and not (X_ACCEL.startswith("/") and X_ACCEL.endswith("/")):
    raise ImproperlyConfigured("WANT_X_ACCEL must begin and end with a slash, as /protected/ does.")
MANUSCRIPT_MAX_BYTES = env_int("WANT_MAX_UPLOAD_MB", 50) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # in the table of decisions thousands of papers can be ticked
FILE_UPLOAD_HANDLERS = [
    "submissions.manuscripts.uploads.UpToTheLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

## Time and words

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False

## Shut doors

CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of their own
WANT_KNOWN_COOKIE = "known"  # in which one has signed in before: want/accounts/known.py
X_FRAME_OPTIONS = "DENY"  # a paper's PDF alone says otherwise: it is shown beside the review form
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "want.venues.errors.csrf_failure"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"  # browsers take such a cookie from this host alone, and by HTTPS alone
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrf"
    WANT_KNOWN_COOKIE = "__Host-known"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    CSRF_TRUSTED_ORIGINS = [BASE_URL]
    if env_one_of("WANT_BEHIND_PROXY", ("yes", "no"), "no") == "yes":
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        ALLAUTH_TRUSTED_PROXY_COUNT = 1  # else all visitors share the proxy's address, and its limits of sign-ins

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOG_LEVEL = env("WANT_LOG_LEVEL", "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": LOG_LEVEL},
        "nowhere": {"class": "logging.NullHandler"},
    },
    # Whoever asks for another site gets a 400. Scanners do so all day: it is no fault of ours to be looked into.
    "loggers": {"django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
