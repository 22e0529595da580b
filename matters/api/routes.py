"""Addresses of the matters endpoints."""

from matters.api.conflicts import CheckViews, HitViews, WaiverViews
from matters.api.glass import GlassViews
from matters.api.key_dates import KeyDateViews
from matters.api.parties import PartyRoleViews, PartyViews
from matters.api.plans import BaselineViews, NextActionViews, PlanTaskViews, PlanViews, ReplanViews
from matters.api.rule_packs import RulePackViews
from matters.api.views import (
    BudgetViews,
    EngagementViews,
    MatterTypeViews,
    MatterViews,
    MemberViews,
    StageViews,
)
from matters.api.walls import WallViews

ROUTES = [
    ("walls", WallViews),
    ("break-glass", GlassViews),
    ("matters", MatterViews),
    ("matter-members", MemberViews),
    ("key-dates", KeyDateViews),
    ("rule-packs", RulePackViews),
    ("budgets", BudgetViews),
    ("engagements", EngagementViews),
    ("plans", PlanViews),
    ("plan-tasks", PlanTaskViews),
    ("plan-baselines", BaselineViews),
    ("replans", ReplanViews),
    ("next-actions", NextActionViews),
    ("matter-types", MatterTypeViews),
    ("stages", StageViews),
    ("parties", PartyViews),
    ("party-roles", PartyRoleViews),
    ("conflict-checks", CheckViews),
    ("conflict-hits", HitViews),
    ("conflict-waivers", WaiverViews),
]
