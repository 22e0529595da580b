"""The matter and what hangs on it."""

from .budget import Budget, BudgetPhase
from .engagement import Engagement, MatterNumber, MatterRate, StaffedTimekeeper
from .glass import BreakGlassGrant, RestrictedRead
from .key_date import KeyDate
from .matter import Matter, MatterMember, MatterType, Stage
from .wall import EthicalWall, ScreenedPerson, WallAcknowledgement

__all__ = [
    "BreakGlassGrant",
    "Budget",
    "BudgetPhase",
    "Engagement",
    "EthicalWall",
    "KeyDate",
    "Matter",
    "MatterMember",
    "MatterNumber",
    "MatterRate",
    "MatterType",
    "RestrictedRead",
    "ScreenedPerson",
    "StaffedTimekeeper",
    "Stage",
    "WallAcknowledgement",
]
