"""Kinds of matter, matters, the people on them, key dates and budgets as records that can be imported."""

from legalops.imports.registry import register as add
from matters.importables.kinds import MATTER_TYPES_KIND
from matters.importables.matters import MATTERS
from matters.importables.parts import BUDGETS, KEY_DATES, MEMBERS


def register() -> None:
    """Called once, when the app is ready."""
    for each in (MATTER_TYPES_KIND, MATTERS, MEMBERS, KEY_DATES, BUDGETS):
        add(each)
