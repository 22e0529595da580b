"""Reads of the approvals app."""

from legalops.approvals.selectors.planning import Planned, plan_for
from legalops.approvals.selectors.requests import latest_request, pending_names

__all__ = ["Planned", "latest_request", "pending_names", "plan_for"]
