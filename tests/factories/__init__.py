"""Small records for tests. Each function makes one valid record; keywords override."""

from .billing import make_adjustment, make_finding, make_invoice, make_line
from .matters import make_budget, make_matter, raise_wall
from .people import make_person, make_team
from .reference import make_account, make_centre, make_code, make_department, make_entity
from .requests import make_request
from .vendors import make_biller, make_firm, make_rate, make_timekeeper

__all__ = [
    "make_account",
    "make_adjustment",
    "make_biller",
    "make_budget",
    "make_centre",
    "make_code",
    "make_department",
    "make_entity",
    "make_finding",
    "make_firm",
    "make_invoice",
    "make_line",
    "make_matter",
    "make_person",
    "make_rate",
    "make_request",
    "make_team",
    "make_timekeeper",
    "raise_wall",
]
