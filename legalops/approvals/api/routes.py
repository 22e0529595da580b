"""Addresses of the approvals endpoints."""

from legalops.approvals.api.limits import LimitViews
from legalops.approvals.api.policies import PolicyViews
from legalops.approvals.api.requests import ApprovalViews
from legalops.approvals.api.standing_in import AbsenceViews, DelegationViews

ROUTES = [
    ("approvals", ApprovalViews),
    ("approval-policies", PolicyViews),
    ("delegations", DelegationViews),
    ("absences", AbsenceViews),
    ("authority-limits", LimitViews),
]
