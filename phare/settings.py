"""Settings of Phare: development and production differ by environment variables only (see README)."""

import os
from datetime import timedelta
from pathlib import Path

import django_stubs_ext
from csp.constants import NONCE, NONE, SELF

from phare import logs, media
from phare.environment import read_environment

# Lets ModelAdmin, QuerySet and others take type parameters at run time.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

env = read_environment(os.environ, default_database=f"sqlite:///{VAR_DIR / 'phare.sqlite3'}")

PRODUCTION = env.production
DEBUG = env.debug
SECRET_KEY = env.secret_key
ALLOWED_HOSTS = list(env.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(env.trusted_origins)
DATABASES = env.databases
DATABASE_ROUTERS = ["phare.reads.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "phare",
    "press",
    "regions",
    "import_export",
    "django_prose_editor",
    "simple_history",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "phare.desk.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # First, so that no answer goes without a policy: neither that of a probe nor that of a redirection.
    "csp.middleware.CSPMiddleware",
    "phare.policies.CrossOrigin",
    "phare.health.Probes",
    "phare.logs.Requests",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "phare.desk.sessions.DeskSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "phare.reads.DatabaseMiddleware",
]

ROOT_URLCONF = "phare.urls"
WSGI_APPLICATION = "phare.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["regions.templatetags.typography"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SECOND_FACTOR_REQUIRED = PRODUCTION
OTP_TOTP_ISSUER = "Phare"
OTP_TOTP_SYNC = False  # who types slowly once has no clock that is late: the next code would be refused

# Ten failures in five minutes, for a name or for an address. A success forgives none: whoever has an
# account could otherwise try nine passwords of a colleague, sign in, and try nine more.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=5)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_LOCKOUT_CALLABLE = "phare.desk.lockout.locked_page"
AXES_CLIENT_IP_CALLABLE = "phare.desk.lockout.client_address"
# Nothing about a person beyond those five minutes, in tables or in logs.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_STR_CALLABLE = "phare.logs.client"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken"]

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "phare.assets.NpmFinder",
]
# Public name → file in node_modules. The .map stands beside its script: the manifest storage follows
# the sourceMappingURL in it.
NPM_ROOT = BASE_DIR / "node_modules"
NPM_ASSETS = {
    "vendor/chart.umd.min.js": "chart.js/dist/chart.umd.min.js",
    "vendor/chart.umd.min.js.map": "chart.js/dist/chart.umd.min.js.map",
}
STORAGES = {
    "default": media.storage(env.media_bucket),
    "staticfiles": {
        "BACKEND": "phare.assets.Storage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = not PRODUCTION

# Documents are private: no address leads to this folder, or to the bucket; a view hands them out.
MEDIA_ROOT = VAR_DIR / "media"
# The internal location of nginx that serves that folder; empty where Python sends the bytes.
ACCEL_ROOT = env.accel_root
# Where a withdrawal leaves a mark for nginx (regions/marks.py): systemd gives it, to the service alone.
RUNTIME_DIR = env.runtime_dir

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
# Forms of the desk that hold the text editor: its import map has a nonce, the style that it writes a hash.
DESK_POLICY = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": [SELF, NONCE],
    "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
}
# What another site may frame: charts and maps that it shows, which ask for nothing and send nothing.
EMBED_POLICY = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "connect-src": [NONE],
    "form-action": [NONE],
    "frame-ancestors": ["*"],
}
# What a file handed out by a view may do in a browser: nothing.
FILES_POLICY = dict.fromkeys(CONTENT_SECURITY_POLICY["DIRECTIVES"]) | {"default-src": [NONE], "sandbox": True}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# How long a session lasts is said in phare/desk/sessions.py; here, when its row may be cleared away.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrftoken"
BEHIND_HTTPS_PROXY = env.behind_https_proxy
if BEHIND_HTTPS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = logs.configuration(production=PRODUCTION)

IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"
