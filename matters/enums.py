"""Fixed choices of the matters app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StageCategory(models.TextChoices):
    """What a stage means for the rest of the product."""

    OPEN = "open", _("Open")
    ON_HOLD = "on_hold", _("On hold")
    CLOSED = "closed", _("Closed")


class MemberRole(models.TextChoices):
    """What a person does on a matter."""

    LEAD = "lead", _("Lead attorney")
    BACKUP = "backup", _("Backup")
    ATTORNEY = "attorney", _("Attorney")
    PARALEGAL = "paralegal", _("Paralegal")
    LPM = "lpm", _("Project manager")
    OBSERVER = "observer", _("Observer")


class BudgetStatus(models.TextChoices):
    """A budget version's state; one approved version counts."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    SUPERSEDED = "superseded", _("Superseded")


class DateKind(models.TextChoices):
    """What a key date is. An event sets others off: a service, a judgment."""

    DEADLINE = "deadline", _("Deadline")
    HEARING = "hearing", _("Hearing")
    LIMITATION = "limitation", _("Limitation")
    FILING = "filing", _("Filing")
    EVENT = "event", _("Event")
    OTHER = "other", _("Other")


class DateOutcome(models.TextChoices):
    """How a key date ended: it was kept, or it no longer counts."""

    SATISFIED = "satisfied", _("Done")
    VACATED = "vacated", _("Called off")


class RootCause(models.TextChoices):
    """Why a date was missed: without it a miss cannot be put on the right scorecard (SH-01)."""

    PROCESS = "process", _("The way the work is organised")
    EXECUTION = "execution", _("Work on the matter")
    EXTERNAL = "external", _("A court, an authority or an opponent")
    CLIENT = "client", _("The business")


class DateAsk(models.TextChoices):
    """What one person asked for a critical date and a second has to confirm."""

    VACATE = "vacate", _("Call it off")
    UNCRITICAL = "uncritical", _("No longer critical")


class PackState(models.TextChoices):
    """A version of a rule pack; published ones never change."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class PartySide(models.TextChoices):
    """Where a party stands, seen from the department."""

    OURS = "ours", _("Ours")
    ADVERSE = "adverse", _("Adverse")
    NEUTRAL = "neutral", _("Neutral")


class CheckState(models.TextChoices):
    """How a conflict check stands. Every run ends open; only a reviewer clears it (ADR 13)."""

    OPEN = "open", _("Open")
    CLEARED = "cleared", _("Cleared")
    CONFLICT = "conflict", _("Conflict")


class HitDecision(models.TextChoices):
    """What a reviewer decided about a hit."""

    PENDING = "pending", _("To decide")
    NONE = "none", _("No conflict")
    WAIVER = "waiver", _("Needs a waiver")
    CONFLICT = "conflict", _("Conflict")


class WaiverState(models.TextChoices):
    """How a waiver stands (features 2.19)."""

    REQUESTED = "requested", _("Requested")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PlanTaskKind(models.TextChoices):
    """A piece of work, or a point in time."""

    TASK = "task", _("Task")
    MILESTONE = "milestone", _("Milestone")


class PlanState(models.TextChoices):
    """Where a planned task stands."""

    PLANNED = "planned", _("To do")
    BEGUN = "begun", _("In progress")
    BLOCKED = "blocked", _("Blocked")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Called off")


class LinkKind(models.TextChoices):
    """What a dependency ties to what."""

    FINISH_START = "FS", _("starts once that has finished")
    START_START = "SS", _("starts once that has started")
    FINISH_FINISH = "FF", _("finishes once that has finished")
    START_FINISH = "SF", _("finishes once that has started")


class SlipReason(models.TextChoices):
    """Why days of a plan became others."""

    CLIENT = "client", _("Client")
    COURT = "court", _("Court or authority")
    COUNTERPARTY = "counterparty", _("Counterparty")
    EXPERT = "expert", _("Expert")
    VENDOR = "vendor", _("Firm or vendor")
    SCOPE = "scope", _("Scope changed")
    ESTIMATE = "estimate", _("Estimate was wrong")
    CAPACITY = "capacity", _("Nobody was free")
    EARLIER = "earlier", _("What comes before it moved")
    CORRECTION = "correction", _("Correction of the plan")


class BlockKind(models.TextChoices):
    """Whom a blocked task waits for."""

    CLIENT = "client", _("Client")
    COURT = "court", _("Court or authority")
    COUNTERPARTY = "counterparty", _("Counterparty")
    EXPERT = "expert", _("Expert")
    VENDOR = "vendor", _("Firm or vendor")
    INTERNAL = "internal", _("Our own department")


class EscalationCause(models.TextChoices):
    """Why a task is escalated."""

    OVERDUE = "overdue", _("Overdue")
    BLOCKED = "blocked", _("Blocked")


class RungWho(models.TextChoices):
    """Whom a rung of the ladder tells."""

    OWNER = "owner", _("Owner of the task")
    LEAD = "lead", _("Lead attorney")
    LPM = "lpm", _("Legal project managers")
    COUNSEL = "counsel", _("General counsel")


class TemplateState(models.TextChoices):
    """A template's version is written, published, then followed by another."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Earlier version")
