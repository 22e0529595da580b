"""Addresses of billing's endpoints."""

from billing.api.accounts import AccountMappingViews
from billing.api.exports import ExportViews
from billing.api.invoices import InvoiceViews
from billing.api.submissions import SubmissionViews

ROUTES = [
    ("invoices", InvoiceViews),
    ("submissions", SubmissionViews),
    ("ap-exports", ExportViews),
    ("account-mappings", AccountMappingViews),
]
