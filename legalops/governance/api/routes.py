"""Addresses of the endpoints of people and of what administrators keep."""

from legalops.governance.api.calendars import CalendarViews
from legalops.governance.api.people import PersonViews
from legalops.governance.api.roles import RoleViews, TeamViews

ROUTES = [
    ("people", PersonViews),
    ("roles", RoleViews),
    ("teams", TeamViews),
    ("calendars", CalendarViews),
]
