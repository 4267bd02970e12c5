"""How gunicorn serves the newsroom; read from here when it is started in this folder."""

from __future__ import annotations

from articles.readings.secret import SECRET, this_hour
from newsroom import garbage, logs, settings
from newsroom.values import in_url

# The settings are read here too: a fault in them ends gunicorn with its one line, where workers
# that end alone would be started again and again.
_env = settings.ENV

wsgi_app = "newsroom.wsgi:application"
bind = f"{in_url(_env.host)}:{_env.port}"
workers = _env.web_workers
worker_class = "gthread"
threads = 4
timeout = 30
graceful_timeout = 8
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
preload_app = False
# It would be opened in the home folder, for everyone's `gunicornc`.
control_socket_disable = True
# Forwarded headers are judged by newsroom.proxy alone.
forwarded_allow_ips = ""
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
access_log_format = '%(h)s "%(r)s" %(s)s %(b)s bytes %(D)s us "%(f)s" "%(a)s"'
logconfig_dict = logs.configuration("INFO" if _env.debug else "WARNING", access=not _env.local)


def pre_fork(_server: object, _worker: object) -> None:
    """Leave nothing of the hours that are over to a new worker; the secret is the same in all."""
    SECRET.turn(this_hour())


def post_worker_init(_worker: object) -> None:
    """Begin when the whole application is loaded."""
    garbage.look_rarely()
