"""Firms, offices, timekeepers and rates as records that can be imported."""

from legalops.imports.registry import register as add
from vendors.importables.firms import FIRMS, OFFICES
from vendors.importables.people import RATES, TIMEKEEPERS


def register() -> None:
    """Called once, when the app is ready."""
    for each in (FIRMS, OFFICES, TIMEKEEPERS, RATES):
        add(each)
