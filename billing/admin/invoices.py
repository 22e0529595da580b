"""Invoices in the console: to look at, as this person sees them on the pages."""

from django.contrib import admin

from billing.models import ApExport, Invoice, InvoiceLine, LineAdjustment, ReviewFinding, Submission
from legalops.access.console import ScopedAdmin


@admin.register(Invoice)
class InvoiceAdmin(ScopedAdmin):
    """Invoices; their state changes on the pages alone."""

    list_display = ("number", "firm", "matter", "state", "invoice_date", "currency", "billed_total", "due_on")
    list_filter = ("state", "currency")
    list_select_related = ("firm", "matter")
    search_fields = ("number", "firm__name", "matter__number")


@admin.register(InvoiceLine)
class InvoiceLineAdmin(ScopedAdmin):
    """Lines, as billed."""

    list_display = (
        "invoice",
        "position",
        "kind",
        "work_date",
        "timekeeper_name",
        "units",
        "unit_cost",
        "total",
    )
    list_filter = ("kind",)
    list_select_related = ("invoice__firm",)
    search_fields = ("=invoice__number",)


@admin.register(ReviewFinding)
class ReviewFindingAdmin(ScopedAdmin):
    """What the rules found."""

    list_display = ("invoice", "rule", "outcome", "reduction", "state", "decided_by", "decided_at")
    list_filter = ("rule", "outcome", "state")
    list_select_related = ("invoice__firm", "decided_by")
    search_fields = ("=invoice__number", "=rule")


@admin.register(LineAdjustment)
class LineAdjustmentAdmin(ScopedAdmin):
    """Reductions: rows that are undone, never changed."""

    list_display = ("invoice", "line", "amount", "reason", "actor", "created_at")
    list_filter = ("reason",)
    list_select_related = ("invoice__firm", "line", "reason", "actor")
    search_fields = ("=invoice__number",)


@admin.register(Submission)
class SubmissionAdmin(ScopedAdmin):
    """Uploaded files and where they stand."""

    list_display = ("reference", "firm", "state", "uploaded_at")
    list_filter = ("state",)
    list_select_related = ("firm",)
    search_fields = ("firm__name",)


@admin.register(ApExport)
class ApExportAdmin(ScopedAdmin):
    """Hand-overs to accounts payable."""

    list_display = ("__str__", "made_by", "made_at", "invoice_count")
    list_select_related = ("made_by",)
