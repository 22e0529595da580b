"""Actions of the billing app that the ledger knows, and the events that derived data follows."""

from dataclasses import dataclass

ACTIONS = {
    "billing.invoice.reviewer_set": "decided who reviews the invoice",
    "billing.invoice.handed_over": "gave the invoice to someone else",
    "billing.submission.received": "uploaded the file",
    "billing.submission.reopened": "uploaded the file again",
    "billing.submission.overtaken": "had the file checked again, since an invoice number in it was taken",
    "billing.submission.checked": "checked the file",
    "billing.submission.refused": "refused the file",
    "billing.submission.submitted": "submitted the file",
    "billing.submission.withdrawn": "withdrew the file",
    "billing.submission.imported": "stored the invoices of the file",
    "billing.submission.failed": "could not process the file",
    "billing.upload.refused": "refused the upload",
    "billing.invoice.received": "received the invoice",
    "billing.invoice.matched": "matched the invoice",
    "billing.invoice.reviewed": "ran the review rules",
    "billing.invoice.moved": "moved the invoice to another matter",
    "billing.invoice.submitted_for_approval": "sent the invoice for approval",
    "billing.invoice.sent_back": "sent the invoice back to review",
    "billing.invoice.recalled": "recalled the invoice from approval",
    "billing.invoice.approval_step_decided": "decided an approval step",
    "billing.invoice.approved": "approved the invoice",
    "billing.invoice.rejected": "rejected the invoice",
    "billing.invoice.sent_to_ap": "sent the invoice to accounts payable",
    "billing.invoice.paid": "recorded the payment",
    "billing.invoice.credit_linked": "said which invoice the credit note credits",
    "billing.invoice.credited": "linked a credit note to the invoice",
    "billing.invoice.noted": "wrote a note",
    "billing.line.adjusted": "reduced a line",
    "billing.invoice.reduced": "reduced the whole invoice",
    "billing.line.adjustment_undone": "took a reduction back",
    "billing.finding.accepted": "accepted a finding",
    "billing.finding.dismissed": "dismissed a finding",
    "billing.finding.reopened": "reopened a finding",
    "billing.rule.changed": "changed a review rule",
    "billing.rule.restored": "went back to an earlier version of a review rule",
    "billing.rule.copied": "copied a review rule",
    "billing.account_mapping.set": "set the ledger account of invoices",
    "billing.account_mapping.removed": "removed a mapping to a ledger account",
    "billing.export.made": "made an export for accounts payable",
    "billing.export.downloaded": "downloaded an export for accounts payable",
}


@dataclass(frozen=True, slots=True)
class InvoiceStateChanged:
    """An invoice passed into another state."""

    invoice_id: int
    state: str


@dataclass(frozen=True, slots=True)
class InvoicesReceived:
    """The invoices of a file were stored; told once for all of them."""

    submission_id: int
