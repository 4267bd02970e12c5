"""A database that has all migrations, made once; every worker of every run begins with a copy."""

from __future__ import annotations

import hashlib
import os
import secrets
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg2
from django.apps import apps

from newsroom.embedded import locks
from newsroom.embedded.cluster import PORT, USER, Cluster
from newsroom.environment import BASE_DIR

BEGUN = "migrated"  # until all migrations are there


def template(cluster: Cluster) -> str:
    """The name of the database in a running cluster; those of other migrations are dropped."""
    name = f"{BEGUN}_{_fingerprint()}"
    server = psycopg2.connect(
        host=str(cluster.socket_folder), port=PORT, user=USER, dbname="postgres"
    )
    with locks.held(cluster.home.parent / "run" / "migrated.start"), closing(server):
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{BEGUN}%"])
            there = {one for (one,) in cursor.fetchall()}
            if name not in there:
                for old in there:
                    cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
                cursor.execute(f'CREATE DATABASE "{BEGUN}"')
                _migrate(cluster)
                cursor.execute(f'ALTER DATABASE "{BEGUN}" RENAME TO "{name}"')
    return name


def _fingerprint() -> str:
    """Of the files of all migrations, Django's own and those of libraries among them."""
    found = hashlib.sha256()
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path).glob("migrations/*.py")):
            found.update(file.read_bytes())
    return found.hexdigest()[:16]


def _migrate(cluster: Cluster) -> None:
    host = quote(str(cluster.socket_folder), safe="/")
    site = {
        "DATABASE_URL": f"postgresql://{USER}@/{BEGUN}?host={host}",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    subprocess.run(
        [sys.executable, str(BASE_DIR / "manage.py"), "migrate", "--verbosity", "0"],
        env={**os.environ, **site},
        stdin=subprocess.DEVNULL,
        check=True,
    )
