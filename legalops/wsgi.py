"""The WSGI entry point that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legalops.settings.production")

import legalops.celery  # noqa: F401  (sets the current Celery application for jobs)

application = get_wsgi_application()

# Load every view now: no visitor waits for it, and gunicorn's forked workers share the memory.
get_resolver().url_patterns  # noqa: B018
