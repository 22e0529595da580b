"""Outgoing mail; without EMAIL_URL messages are written to the console."""

import environ

env = environ.Env()

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="LegalOps <legalops@localhost>")
# A mail server that does not answer must not hold a worker.
EMAIL_TIMEOUT = 20
# Webhooks to this machine itself, for whoever tries them out; never in production.
OUTGOING_ALLOW_LOOPBACK = env.bool("OUTGOING_ALLOW_LOOPBACK", default=False)
# Where links in mail and calendars lead; without a slash at the end.
PUBLIC_ADDRESS = env("PUBLIC_ADDRESS", default=f"http://127.0.0.1:{env('PORT', default='8000')}").rstrip("/")
