"""The WSGI entry point that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legalops.settings.production")

import legalops.celery  # noqa: E402, F401  (sets the current Celery application for jobs)

application = get_wsgi_application()
