"""Actions of approvals that the ledger knows. Those of a request are recorded on the record it is about."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "approvals.request.opened": "asked for approval",
    "approvals.request.approved": "completed the approval",
    "approvals.request.rejected": "rejected the request for approval",
    "approvals.request.sent_back": "sent the request for approval back",
    "approvals.request.recalled": "recalled the request for approval",
    "approvals.request.held": "put the approval on hold",
    "approvals.request.resumed": "resumed the approval",
    "approvals.request.flagged": "could not find anyone to approve",
    "approvals.step.decided": "decided an approval step",
    "approvals.step.reassigned": "passed an approval step on",
    "approvals.step.escalated": "escalated an approval step",
    "approvals.step.added": "added an approver",
    "approvals.step.reminded": "reminded an approver",
    "approvals.delegation.made": "let a colleague decide for them",
    "approvals.delegation.ended": "ended a delegation",
    "approvals.absence.noted": "noted an absence",
    "approvals.absence.ended": "ended an absence",
    "approvals.limit.set": "set an authority limit",
    "approvals.limit.changed": "corrected an authority limit",
    "approvals.limit.ended": "ended an authority limit",
    "approvals.limit.removed": "took an authority limit away",
    "approvals.policy.changed": "changed an approval policy",
    "approvals.policy.published": "published an approval policy",
    "approvals.policy.restored": "went back to an earlier version of an approval policy",
    "approvals.policy.copied": "copied an approval policy",
    "approvals.policy.switched": "switched an approval policy on or off",
}

# Words for the facts of these events, in the order in which they are told.
LABELS = {
    "decision": _("Decision"),
    "decided_for": _("For"),
    "step": _("Step"),
    "from": _("From"),
    "to": _("To"),
    "policy": _("Policy"),
    "stand_in": _("Decides instead"),
    "until": _("Until"),
}
MARKS = {
    "approvals.request.opened": ("send", "info"),
    "approvals.request.approved": ("circle-check", "ok"),
    "approvals.request.rejected": ("ban", "bad"),
    "approvals.request.sent_back": ("arrow-back-up", "warn"),
    "approvals.request.recalled": ("arrow-back-up", "neutral"),
    "approvals.request.held": ("player-pause", "warn"),
    "approvals.request.resumed": ("player-play", "info"),
    "approvals.request.flagged": ("alert-triangle", "bad"),
    "approvals.step.decided": ("user-check", "ok"),
    "approvals.step.reassigned": ("arrow-right", "neutral"),
    "approvals.step.escalated": ("clock-exclamation", "warn"),
    "approvals.step.added": ("user-plus", "info"),
    "approvals.step.reminded": ("bell", "neutral"),
}
REPEATED = ("decision", "decided_for", "step", "from", "to", "stand_in")
