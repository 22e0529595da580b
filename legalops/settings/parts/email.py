"""Outgoing mail; without EMAIL_URL messages are written to the console."""

import environ

env = environ.Env()

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="LegalOps <legalops@localhost>")
