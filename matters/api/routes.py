"""Addresses of the matters endpoints."""

from matters.api.views import (
    BudgetViews,
    EngagementViews,
    KeyDateViews,
    MatterTypeViews,
    MatterViews,
    MemberViews,
    StageViews,
)

ROUTES = [
    ("matters", MatterViews),
    ("matter-members", MemberViews),
    ("key-dates", KeyDateViews),
    ("budgets", BudgetViews),
    ("engagements", EngagementViews),
    ("matter-types", MatterTypeViews),
    ("stages", StageViews),
]
