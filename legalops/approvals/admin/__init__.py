"""Approvals in the console: policies to keep, delegations to end, requests to look at."""

from legalops.approvals.admin.limits import AuthorityLimitAdmin
from legalops.approvals.admin.policies import PolicyAdmin
from legalops.approvals.admin.requests import RequestAdmin
from legalops.approvals.admin.standing_in import AbsenceAdmin, DelegationAdmin

__all__ = ["AbsenceAdmin", "AuthorityLimitAdmin", "DelegationAdmin", "PolicyAdmin", "RequestAdmin"]
