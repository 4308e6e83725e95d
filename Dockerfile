# syntax=docker/dockerfile:1
# Three stages: front-end files, Python packages with static files, and the small image that runs.

FROM node:20-bookworm-slim AS vendor
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /venv
WORKDIR /app
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip /venv/bin/pip install --require-hashes -r requirements.txt
COPY . .
COPY --from=vendor /app/node_modules ./node_modules
# Names with a hash and compressed copies are made here once, not at every start.
RUN /venv/bin/python bin/vendor \
    && DEBUG=off SECRET_KEY="$(/venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
       STATIC_COMPRESS=on STATIC_ROOT=/app/static-built /venv/bin/python manage.py collectstatic --noinput -v 0 \
    && rm -rf node_modules \
    && /venv/bin/python -m compileall -q . \
    && test -s /app/static-built/staticfiles.json

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0 tini \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 zi \
    && useradd --uid 10001 --gid zi --no-create-home --home-dir /app --shell /usr/sbin/nologin zi
COPY --from=build /venv /venv
COPY --from=build --chown=root:zi /app /app
WORKDIR /app
RUN install -d -o zi -g zi -m 0750 /app/var /data/media /data/static \
    && chown -R zi:zi /app/var
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DEBUG=off STATIC_COMPRESS=on STATIC_ROOT=/app/static-built MEDIA_ROOT=/data/media
USER zi
EXPOSE 8000
ENTRYPOINT ["/usr/bin/tini", "--", "/app/deploy/entrypoint"]
CMD ["web"]
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 CMD ["/app/deploy/entrypoint", "health"]
