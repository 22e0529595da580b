"""The sub-commands of `manage.py demo`."""

from legalops.demo.verbs import load, logins

VERBS = {"load": load, "logins": logins}
