"""Addresses of the matters endpoints."""

from matters.api.glass import GlassViews
from matters.api.views import (
    BudgetViews,
    EngagementViews,
    KeyDateViews,
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
    ("budgets", BudgetViews),
    ("engagements", EngagementViews),
    ("matter-types", MatterTypeViews),
    ("stages", StageViews),
]
