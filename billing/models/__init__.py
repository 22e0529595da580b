"""Submissions, invoices, lines, findings, adjustments, approvals, exports, reference data."""

from .accounts import AccountMapping
from .export import ApExport, ApExportItem
from .finding import ReviewFinding
from .invoice import Invoice, InvoiceNote, InvoiceTransition
from .line import InvoiceLine, LineAdjustment
from .reference import BillingCode, ReasonCode, ReviewRule
from .submission import RefusedUpload, Submission, SubmissionProblem
from .upload import RepeatedFile, Upload

__all__ = [
    "AccountMapping",
    "ApExport",
    "ApExportItem",
    "BillingCode",
    "Invoice",
    "InvoiceLine",
    "InvoiceNote",
    "InvoiceTransition",
    "LineAdjustment",
    "ReasonCode",
    "RefusedUpload",
    "RepeatedFile",
    "ReviewFinding",
    "ReviewRule",
    "Submission",
    "SubmissionProblem",
    "Upload",
]
