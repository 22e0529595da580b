"""The Celery application: it only wakes workers, the job row in the database is the truth (DESIGN §2)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legalops.settings.dev")

app = Celery("legalops")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.set_default()
app.autodiscover_tasks(["legalops.jobs"], related_name="celery_tasks")
