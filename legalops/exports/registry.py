"""Reference data that a full export holds whole: tables without visibility of their own, without secrets."""

from django.db import models

_reference: list[type[models.Model]] = []


def add_reference(*tables: type[models.Model]) -> None:
    """Let everyone who exports take these tables along; said twice it counts once."""
    _reference.extend(each for each in tables if each not in _reference)


def reference() -> list[type[models.Model]]:
    """The tables in a steady order."""
    return sorted(_reference, key=lambda each: each._meta.label_lower)
