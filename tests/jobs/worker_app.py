"""The product's Celery application with the handlers of the worker tests."""

import django

from legalops.celery import app

django.setup()

from tests.jobs import proof_handlers, proof_ticks  # noqa: E402, F401

__all__ = ["app"]
