"""Every variable is absent, right, or stops the start with one clear line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom import connections
from newsroom.environment import BASE_DIR, read
from newsroom.problem import EnvironmentProblem

SECRET = "k3y-that-nobody-may-see-0123456789-abcdefghijklmnopqrst"
PRODUCTION = {
    "DATABASE_URL": "postgresql://paper:s3cr3t@db.example.org:5433/paper",
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "www.example.org",
}

WRONG = [
    ("DEBUG", "maybe"),
    ("DEBUG", ""),
    ("PORT", "abc"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "80.5"),
    ("PORT", "٨٠٠٠"),
    ("HOST", "http://localhost"),
    ("HOST", "not a host"),
    ("HOST", "1.2.3.400"),
    ("DATABASE_URL", "nonsense"),
    ("DATABASE_URL", "mysql://u:p@localhost/paper"),
    ("DATABASE_URL", "sqlite:///paper.db"),
    ("DATABASE_URL", "postgresql://localhost"),
    ("DATABASE_URL", "postgresql:///paper"),
    ("DATABASE_URL", "postgresql://localhost:port/paper"),
    ("DATABASE_URL", "postgresql://localhost/paper?sslmod=require"),
    ("DATABASE_URL", "postgresql://localhost/paper/other"),
    ("DATABASE_REPLICA_URL", "nonsense"),
    ("DATABASE_REPLICA_URL", "postgresql://localhost/paper"),
    ("CACHE_URL", "memcached://localhost"),
    ("CACHE_URL", "redis://"),
    ("CACHE_URL", "redis://localhost/first"),
    ("EMAIL_URL", "mailto:desk@example.org"),
    ("EMAIL_URL", "smtp://"),
    ("EMAIL_URL", "smtp://localhost?starttls=perhaps"),
    ("EMAIL_URL", "smtps://localhost?starttls=true"),
    ("EMAIL_URL", "smtp://localhost:0"),
    ("EMAIL_URL", "file://"),
    ("MAIL_FROM", "nobody"),
    ("MEDIA_ACCEL", "/"),
    ("MEDIA_ACCEL", "/stored"),
    ("MEDIA_ACCEL", "https://files.example.org/"),
    ("SECRET_KEY", "short"),
    ("SECRET_KEY", "a" * 60),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", "https://www.example.org"),
    ("ALLOWED_HOSTS", "www.example.org:8000"),
    ("ALLOWED_HOSTS", "a.example,,b.example"),
    ("SITE_URL", "www.example.org"),
    ("SITE_URL", "https://www.example.org/news"),
    ("SITE_URL", "ftp://www.example.org"),
    ("SITE_URL", "https://user@www.example.org"),
    ("TRUSTED_PROXY", "proxy"),
    ("TRUSTED_PROXY", "10.0.0.1/8"),
    ("NEWSPAPER_TIME_ZONE", "Mars/Olympus"),
    ("NEWSPAPER_TIME_ZONE", "../../etc/passwd"),
    ("NEWSPAPER_NAME", "x" * 101),
    ("NEWSPAPER_NAME", "The\nLedger"),
    ("DEMO_PASSWORD", "1234"),
    ("MEDIA_ROOT", "manage.py"),
    ("VAR_DIR", "manage.py"),
    ("VAR_DIR", ""),
    ("WEB_WORKERS", "many"),
    ("STATEMENT_TIMEOUT", "-1"),
    ("NEWSROOM_LOCAL_RUN", "2"),
    ("ALERT_MAIL", "desk"),
    ("ALERT_MAIL", "desk@example.org,"),
    ("ALERT_MAIL", "desk@example.org; night@example.org"),
    ("ALERT_HOOK_URL", "chat.example.org/hooks"),
    ("ALERT_HOOK_URL", "ftp://chat.example.org/hooks"),
    ("ALERT_HOOK_URL", "file:///etc/passwd"),
    ("ALERT_HOOK_URL", "https://user:pass@chat.example.org/"),
    ("ALERT_HOOK_URL", "https://chat.example.org/#room"),
    ("ALERT_HOOK_URL", "https://chat.example.org/hooks"),
    ("ALERT_HOOK_SECRET", "short"),
    ("ALERT_HOOK_PRIVATE", "perhaps"),
    ("STAFF_SECOND_FACTOR", "on"),
    ("STAFF_SECOND_FACTOR", "Editors"),
]


@pytest.mark.parametrize("name, value", WRONG)
def test_a_wrong_value_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(EnvironmentProblem) as problem:
        read({name: value})
    assert str(problem.value).startswith(name)
    assert str(problem.value).isprintable()


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_requires_key_and_hosts(missing: str) -> None:
    environ = {name: value for name, value in PRODUCTION.items() if name != missing}
    with pytest.raises(EnvironmentProblem, match=f"{missing} is required in production"):
        read(environ)


def test_a_problem_never_repeats_a_secret() -> None:
    for name, value in (
        ("DATABASE_URL", "postgresql://paper:hush-hush@localhost:bad/paper"),
        ("EMAIL_URL", "smtp://desk:hush-hush@/"),
        ("CACHE_URL", "rediss://:hush-hush@/0"),
        ("SECRET_KEY", "hush-hush"),
        ("DEMO_PASSWORD", "hush-hu"),
        ("ALERT_HOOK_SECRET", "hush-hush"),
        ("ALERT_HOOK_URL", "ftp://chat.example.org/hush-hush"),
    ):
        with pytest.raises(EnvironmentProblem) as problem:
            read({name: value})
        assert "hush" not in str(problem.value)


def test_nothing_set_is_a_local_run() -> None:
    env = read({})
    assert (env.local, env.production, env.debug) == (True, False, False)
    assert env.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")
    assert env.site_url == "http://127.0.0.1:8000"
    assert env.var_dir == BASE_DIR / "var"
    assert env.media_root == BASE_DIR / "var" / "media"


def test_production_is_read_in_full() -> None:
    env = read(
        {
            **PRODUCTION,
            "DATABASE_REPLICA_URL": "postgresql:///paper?host=/run/postgresql",
            "EMAIL_URL": "smtp://desk%40x:p%2Fw@mail.example.org:587?starttls=true",
            "CACHE_URL": "rediss://:pw@cache.example.org:6380/2",
            "TRUSTED_PROXY": "10.0.0.0/8, 192.0.2.7",
        }
    )
    assert env.production
    assert env.site_url == "https://www.example.org"
    assert env.database is not None
    assert (env.database.host, env.database.port) == ("db.example.org", "5433")
    assert (env.database.name, env.database.password) == ("paper", "s3cr3t")
    assert env.replica is not None
    assert env.replica.host == "/run/postgresql"
    assert env.mail is not None
    assert (env.mail.user, env.mail.password) == ("desk@x", "p/w")
    assert (env.mail.port, env.mail.starttls, env.mail.ssl) == (587, True, False)
    assert len(env.trusted_proxy) == 2
    assert "s3cr3t" not in repr(env.database)


def test_relative_folders_start_at_the_checkout() -> None:
    assert read({"VAR_DIR": "elsewhere"}).var_dir == BASE_DIR / "elsewhere"


def run(arguments: list[str], environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=BASE_DIR,
        env={**kept, **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


ENTRIES = {
    "manage.py": ["manage.py", "migrate"],
    "manage.py check": ["manage.py", "check"],
    "supervisor": ["-m", "newsroom.local.run"],
    "gunicorn": ["-m", "gunicorn", "newsroom.wsgi"],
    "wsgi": ["-c", "import newsroom.wsgi"],
}


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("name, value", [("DEBUG", "maybe"), ("DATABASE_URL", "nonsense")])
def test_every_entry_stops_with_one_line(entry: str, name: str, value: str) -> None:
    done = run(ENTRIES[entry], {name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(f"newsroom: {name} must")
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run(["manage.py", "migrate"], {"VAR_DIR": str(tmp_path / "file" / "var")})
    assert done.returncode == 1
    assert done.stderr.startswith("newsroom: ")
    assert done.stderr.count("\n") == 1


def test_another_installed_version_has_its_own_cache(tmp_path: Path) -> None:
    """A page that was kept before an upgrade links to style sheets that are gone."""
    manifest = tmp_path / "staticfiles.json"
    prefixes = {connections.installed(manifest)}
    for version in ("one", "two"):
        manifest.write_text(version)
        prefixes.add(connections.installed(manifest))
    assert len(prefixes) == 3
