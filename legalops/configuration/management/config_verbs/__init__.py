"""The verbs of `manage.py config`."""
