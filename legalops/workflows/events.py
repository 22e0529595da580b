"""Actions of the workflows app that the ledger knows."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "workflows.workflow.made": "made the workflow",
    "workflows.draft.saved": "changed the draft of the workflow",
    "workflows.version.published": "published a version of the workflow",
    "workflows.version.restored": "brought an earlier version back as a draft",
    "workflows.draft.dropped": "dropped the draft of the workflow",
    "workflows.version.migration_asked": "asked to move live records to the published version",
    "workflows.record.started": "started the workflow",
    "workflows.record.moved": "moved to another stage",
    "workflows.record.migrated": "moved to another version of the workflow",
    "workflows.record.routed": "gave by routing",
    "workflows.checklist.ticked": "ticked off",
    "workflows.checklist.unticked": "took a tick back",
    "workflows.task.made": "made a task",
    "workflows.task.reassigned": "gave a task to somebody else",
    "workflows.task.done": "finished a task",
    "workflows.task.reopened": "reopened a task",
    "workflows.action.failed": "could not do an automatic step",
    "workflows.action.replayed": "ran an automatic step again",
    "workflows.clock.started": "started an SLA clock",
    "workflows.clock.paused": "paused an SLA clock",
    "workflows.clock.resumed": "let an SLA clock run on",
    "workflows.clock.met": "kept the SLA",
    "workflows.clock.at_risk": "noted that the SLA is at risk",
    "workflows.clock.breached": "noted that the SLA is breached",
    "workflows.clock.escalated": "escalated for the SLA",
}

# Words of the facts that these events tell; icons and tones.
LABELS = {
    "stage": _("Stage"),
    "workflow": _("Workflow"),
    "item": _("On the checklist"),
    "task": _("Task"),
    "for": _("For"),
    "due": _("Due"),
    "kind": _("Kind"),
    "policy": _("Policy"),
    "to": _("To"),
    "rule": _("Rule"),
    "why": _("Why"),
}
MARKS = {
    "workflows.record.started": ("folder", "ok"),
    "workflows.record.moved": ("arrow-right", "progress"),
    "workflows.record.routed": ("user-check", "neutral"),
    "workflows.checklist.ticked": ("check", "ok"),
    "workflows.task.done": ("check", "ok"),
    "workflows.action.failed": ("alert-triangle", "bad"),
    "workflows.clock.at_risk": ("clock-exclamation", "warn"),
    "workflows.clock.breached": ("clock-exclamation", "bad"),
    "workflows.clock.met": ("clock", "ok"),
    "workflows.clock.started": ("clock", "neutral"),
    "workflows.clock.paused": ("player-pause", "neutral"),
    "workflows.clock.resumed": ("player-play", "neutral"),
}
