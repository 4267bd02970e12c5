"""A web process that tests kill: gunicorn's configuration and what it serves.

The application is loaded before the fork, so that a worker which follows a killed one is there
within a fraction of a second.
"""

from __future__ import annotations

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

wsgi_app = "tests.articles.killed_web:served()"
preload_app = True
workers = 1
control_socket_disable = True


def served() -> WSGIHandler:
    """The desk over the database of the test that started the process."""
    settings.DATABASES["default"]["NAME"] = os.environ["KILLED_DATABASE"]
    django.setup(set_prefix=False)
    resolved = get_resolver().url_patterns  # loads every module that a request will need
    assert resolved
    return WSGIHandler()
