"""Custom fields, the words of the dictionary and layouts as sections of the configuration's files."""

from legalops.fields.configuration import custom_fields, dictionary, layouts


def register() -> None:
    """Called once, when the app is ready."""
    custom_fields.register()
    dictionary.register()
    layouts.register()
