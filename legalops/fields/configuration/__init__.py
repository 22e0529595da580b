"""Custom fields and the words of the dictionary as sections of the configuration's files."""

from legalops.fields.configuration import custom_fields, dictionary


def register() -> None:
    """Called once, when the app is ready."""
    custom_fields.register()
    dictionary.register()
