"""States and kinds of the billing app, and the invoice's transition table."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubmissionState(models.TextChoices):
    """A file from upload to stored invoices."""

    RECEIVED = "received", _("Received")
    CHECKING = "checking", _("Being checked")
    REFUSED = "refused", _("Needs correction")
    READY = "ready", _("Checked, ready to submit")
    SUBMITTED = "submitted", _("Submitted")
    IMPORTING = "importing", _("Being processed")
    IMPORTED = "imported", _("Processed")
    FAILED = "failed", _("Failed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class InvoiceState(models.TextChoices):
    """An invoice from matching to payment."""

    UNMATCHED = "unmatched", _("Waiting for matching")
    IN_REVIEW = "in_review", _("In review")
    PENDING_APPROVAL = "pending_approval", _("Awaiting approval")
    APPROVED = "approved", _("Approved")
    SENT_TO_AP = "sent_to_ap", _("Sent to accounts payable")
    PAID = "paid", _("Paid")
    REJECTED = "rejected", _("Rejected")


# States in which an invoice counts as spend.
SPENT_STATES = (InvoiceState.APPROVED, InvoiceState.SENT_TO_AP, InvoiceState.PAID)
# States in which the department still owes the firm a decision.
WAITING_STATES = (InvoiceState.UNMATCHED, InvoiceState.IN_REVIEW, InvoiceState.PENDING_APPROVAL)

_S = InvoiceState

# Name of the passage: the states it may start from, and the state it ends in.
TRANSITIONS: dict[str, tuple[frozenset[InvoiceState], InvoiceState]] = {
    "match": (frozenset({_S.UNMATCHED}), _S.IN_REVIEW),
    "submit_for_approval": (frozenset({_S.IN_REVIEW}), _S.PENDING_APPROVAL),
    "send_back": (frozenset({_S.PENDING_APPROVAL}), _S.IN_REVIEW),
    "recall": (frozenset({_S.PENDING_APPROVAL}), _S.IN_REVIEW),
    "approve": (frozenset({_S.PENDING_APPROVAL}), _S.APPROVED),
    "reject": (frozenset({_S.UNMATCHED, _S.IN_REVIEW, _S.PENDING_APPROVAL}), _S.REJECTED),
    "send_to_ap": (frozenset({_S.APPROVED}), _S.SENT_TO_AP),
    "pay": (frozenset({_S.SENT_TO_AP}), _S.PAID),
}


class LineKind(models.TextChoices):
    """LEDES field 10, EXP/FEE/INV_ADJ_TYPE."""

    FEE = "F", _("Fee")
    EXPENSE = "E", _("Expense")
    FEE_ADJUSTMENT = "IF", _("Invoice-level fee adjustment")
    EXPENSE_ADJUSTMENT = "IE", _("Invoice-level expense adjustment")


class Outcome(models.TextChoices):
    """What a review rule proposes (domain/ledes.md §7)."""

    REJECT_INVOICE = "reject_invoice", _("Reject the invoice")
    REJECT_LINE = "reject_line", _("Reject the line")
    ADJUST = "adjust", _("Reduce the line")
    WARN = "warn", _("Warn")


class FindingState(models.TextChoices):
    """What the reviewer made of a finding."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DISMISSED = "dismissed", _("Dismissed")


class CodeKind(models.TextChoices):
    """What a billing code classifies."""

    TASK = "task", _("Task")
    ACTIVITY = "activity", _("Activity")
    EXPENSE = "expense", _("Expense")


class Audience(models.TextChoices):
    """Who reads a note."""

    INTERNAL = "internal", _("Internal")
    FIRM = "firm", _("To the firm")


class Severity(models.TextChoices):
    """Weight of a problem found in a file."""

    ERROR = "error", _("Error")
    WARNING = "warning", _("Warning")
