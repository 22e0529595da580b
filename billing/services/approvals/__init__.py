"""Approval of invoices: who is asked, in which order and why; and what each of them decides."""

from billing.services.approvals.deciding import approve, recall, reject, send_back
from billing.services.approvals.submitting import submit_for_approval, undecided_findings

__all__ = [
    "approve",
    "recall",
    "reject",
    "send_back",
    "submit_for_approval",
    "undecided_findings",
]
