"""The matter and what hangs on it."""

from .budget import Budget, BudgetPhase
from .engagement import Engagement, MatterNumber, MatterRate, StaffedTimekeeper
from .key_date import KeyDate
from .matter import Matter, MatterMember, MatterType, Stage, StagePassage
from .wall import EthicalWall, ScreenedPerson

__all__ = [
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
    "ScreenedPerson",
    "StaffedTimekeeper",
    "Stage",
    "StagePassage",
]
