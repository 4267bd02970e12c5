"""The site's settings with what makes tests fast and keeps them off a developer's data."""

from __future__ import annotations

import os
from dataclasses import replace

from newsroom import settings as site
from newsroom.connections import databases
from newsroom.embedded.cluster import Cluster
from newsroom.settings import *

CLUSTER = Cluster.for_tests(site.VAR_DIR)
VAR_DIR = site.VAR_DIR / "test" / os.environ.get("PYTEST_XDIST_WORKER", "main")
MEDIA_ROOT = VAR_DIR / "media"
STATIC_ROOT = VAR_DIR / "static"
EMAIL_FILE_PATH = VAR_DIR / "mail"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

# Archives of hundreds of thousands of stories are made in one statement.
DATABASES = databases(replace(site.ENV, statement_timeout=300))
if site.ENV.database is None:
    DATABASES["default"]["HOST"] = str(CLUSTER.socket_folder)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    **site.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
READINGS_KEPT_AFTER = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
