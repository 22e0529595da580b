"""The matter and what hangs on it."""

from .budget import Budget, BudgetPhase
from .conflict import ConflictCheck, ConflictHit, ConflictSettings
from .engagement import Engagement, MatterNumber, MatterRate, StaffedTimekeeper
from .glass import BreakGlassGrant, RestrictedRead
from .key_date import KeyDate, KeyDateMove
from .log import Note, NoteVersion
from .matter import Matter, MatterMember, MatterType, Stage
from .names import NameEntry, NameToIndex
from .party import Party, PartyRole
from .plan import Plan, PlanDependency, PlanPhase, PlanTask
from .plan_follow import EscalationRung, NextAction, PlanBlock, PlanEscalation
from .plan_history import BaselineRow, PlanBaseline, Replan
from .plan_template import PlanTemplate, PlanTemplateVersion
from .rule_pack import RulePack, RulePackVersion
from .waiver import ConflictWaiver
from .wall import EthicalWall, ScreenedPerson, WallAcknowledgement

__all__ = [
    "BaselineRow",
    "BreakGlassGrant",
    "Budget",
    "BudgetPhase",
    "ConflictCheck",
    "ConflictHit",
    "ConflictSettings",
    "ConflictWaiver",
    "Engagement",
    "EscalationRung",
    "EthicalWall",
    "KeyDate",
    "KeyDateMove",
    "Matter",
    "MatterMember",
    "MatterNumber",
    "MatterRate",
    "MatterType",
    "NameEntry",
    "NameToIndex",
    "NextAction",
    "Note",
    "NoteVersion",
    "Party",
    "PartyRole",
    "Plan",
    "PlanBaseline",
    "PlanBlock",
    "PlanDependency",
    "PlanEscalation",
    "PlanPhase",
    "PlanTask",
    "PlanTemplate",
    "PlanTemplateVersion",
    "Replan",
    "RestrictedRead",
    "RulePack",
    "RulePackVersion",
    "ScreenedPerson",
    "StaffedTimekeeper",
    "Stage",
    "WallAcknowledgement",
]
