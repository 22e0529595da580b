"""The sub-commands of `manage.py demo`."""

from legalops.demo.verbs import files, load, logins, stories

VERBS = {"load": load, "logins": logins, "files": files, "stories": stories}
