"""The matter and what hangs on it."""

from .budget import Budget, BudgetPhase
from .engagement import Engagement, MatterNumber, MatterRate, StaffedTimekeeper
from .glass import BreakGlassGrant, RestrictedRead
from .key_date import KeyDate, KeyDateMove
from .matter import Matter, MatterMember, MatterType, Stage
from .rule_pack import RulePack, RulePackVersion
from .wall import EthicalWall, ScreenedPerson, WallAcknowledgement

__all__ = [
    "BreakGlassGrant",
    "Budget",
    "BudgetPhase",
    "Engagement",
    "EthicalWall",
    "KeyDate",
    "KeyDateMove",
    "Matter",
    "MatterMember",
    "MatterNumber",
    "MatterRate",
    "MatterType",
    "RestrictedRead",
    "RulePack",
    "RulePackVersion",
    "ScreenedPerson",
    "StaffedTimekeeper",
    "Stage",
    "WallAcknowledgement",
]
