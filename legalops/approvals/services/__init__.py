"""The verbs of approvals: asking, deciding, steering, standing in. Each is one transaction."""

from legalops.approvals.services.asking import request_approval
from legalops.approvals.services.deciding import decide
from legalops.approvals.services.passing_on import add_approver, reassign, remind
from legalops.approvals.services.standing_in import delegate, end_absence, end_delegation, note_absence
from legalops.approvals.services.steering import hold, recall, resume

__all__ = [
    "add_approver",
    "decide",
    "delegate",
    "end_absence",
    "end_delegation",
    "hold",
    "note_absence",
    "reassign",
    "recall",
    "remind",
    "request_approval",
    "resume",
]
