"""Django's settings. What differs between machines comes from `newsroom.environment`."""

from __future__ import annotations

import sys
from pathlib import Path

from newsroom import connections, environment, keys, logs, policy
from newsroom.problem import StartProblem

ENV = environment.read_or_exit()
BASE_DIR = environment.BASE_DIR
VAR_DIR = ENV.var_dir

# The newspaper
NEWSPAPER_NAME = {"en": ENV.newspaper_name, "ar": ENV.newspaper_name_ar}
SITE_URL = ENV.site_url
SECURITY_CONTACT = ENV.security_contact

# Django
DEBUG = ENV.debug
ALLOWED_HOSTS = list(ENV.allowed_hosts)
TRUSTED_PROXY = ENV.trusted_proxy
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "newsroom.form_html.FormRenderer"
try:
    SECRET_KEY = ENV.secret_key or keys.kept(VAR_DIR / "secret-key", 64)
except StartProblem as problem:
    sys.exit(f"newsroom: {problem}")

INSTALLED_APPS = [
    "newsroom",
    "comments",
    "readers",
    "articles",
    "staff",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "taggit",
    "django_prose_editor",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "newsroom.proxy.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.policy_header.PolicyMiddleware",
    "newsroom.probes.ProbeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.faults.DatabaseDownMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "newsroom.characters.NoZeroMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "staff.middleware.StaffSessionMiddleware",
    "articles.language.EditionLanguageMiddleware",
    "newsroom.methods.OnlyFormsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Services
DATABASES = connections.databases(ENV)
CACHES = connections.caches(ENV)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# Letters
MAIL = connections.mail(ENV)
EMAIL_BACKEND = connections.mail_backend(MAIL)
EMAIL_FILE_PATH: Path | None = MAIL.folder
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.ssl, MAIL.starttls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from

# Alerts to the moderators' channel
ALERT_MAIL = ENV.alert_mail
ALERT_HOOK_URL = ENV.alert_hook_url
ALERT_HOOK_SECRET = ENV.alert_hook_secret
ALERT_HOOK_PRIVATE = ENV.alert_hook_private

# Most read: seconds until what was read is in the database; 0 is at once
READINGS_KEPT_AFTER = 60

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = ENV.media_root
MEDIA_ACCEL = ENV.media_accel  # where the proxy in front finds the files of MEDIA_ROOT
FILE_UPLOAD_PERMISSIONS = 0o644
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "newsroom.lean.LeanStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ROOT = BASE_DIR / "static" / "root"  # what browsers ask for by a name of their own
WHITENOISE_ALLOW_ALL_ORIGINS = False

# People
AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = ["staff.backend.StaffBackend"]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_ENGINE = "staff.sessions"
STAFF_SECOND_FACTOR = ENV.staff_second_factor
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Language and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = ENV.time_zone

TAGGIT_CASE_INSENSITIVE = True  # Syria and syria are one topic

# Safety
CONTENT_SECURITY_POLICY = policy.CONTENT_SECURITY_POLICY
CSRF_FAILURE_VIEW = "articles.admin.journal.refused.csrf_refused"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.production
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if ENV.production else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENV.production
SILENCED_SYSTEM_CHECKS = [
    # TLS ends at nginx, which redirects; a redirect here would loop behind it.
    "security.W008",
]

# As in gunicorn.conf.py, which Django would otherwise undo.
LOGGING = logs.configuration("INFO" if DEBUG else "WARNING", access=not ENV.local)
