"""Matters, the people on them, key dates and budgets as records that can be imported."""

from legalops.imports.registry import register as add
from matters.importables.matters import MATTERS
from matters.importables.parts import BUDGETS, KEY_DATES, MEMBERS


def register() -> None:
    """Called once, when the app is ready."""
    for each in (MATTERS, MEMBERS, KEY_DATES, BUDGETS):
        add(each)
