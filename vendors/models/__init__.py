"""Firms, timekeepers, rates."""

from .firm import Firm, FirmMembership, Office
from .rates import Rate
from .timekeeper import Timekeeper, TimekeeperAlias, TimekeeperClass

__all__ = [
    "Firm",
    "FirmMembership",
    "Office",
    "Rate",
    "Timekeeper",
    "TimekeeperAlias",
    "TimekeeperClass",
]
