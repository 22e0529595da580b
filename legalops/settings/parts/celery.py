"""The broker only wakes workers; anything in it can be lost and is rebuilt from the job table."""

import environ

env = environ.Env()

CELERY_BROKER_URL = env("BROKER_URL", default="redis://127.0.0.1:6379/0")
CELERY_TASK_DEFAULT_QUEUE = "default"  # the queue of a job that names none
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 10,
    "socket_connect_timeout": 2,
    "max_retries": 2,
    "interval_start": 0,
    "interval_max": 0.5,
}
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 5
# The one entry: it recovers stranded jobs, calls workers again and starts periodic work (`jobs.periodic`).
CELERY_BEAT_SCHEDULE = {
    "sweep jobs": {"task": "legalops.jobs.sweep", "schedule": 5.0, "options": {"expire_seconds": 10}}
}
