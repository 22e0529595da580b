"""Requests in the console: of records that the person sees, to look at."""

from django.contrib import admin

from legalops.access.console import ScopedAdmin
from legalops.approvals.models import Request


@admin.register(Request)
class RequestAdmin(ScopedAdmin):
    """Requests and what became of them; they are decided and steered on their own pages."""

    list_display = (
        "title",
        "record_type",
        "state",
        "amount",
        "asked_by",
        "asked_at",
        "decided_at",
        "problem",
    )
    list_filter = ("record_type", "state", ("problem", admin.EmptyFieldListFilter))
    list_select_related = ("asked_by",)
    search_fields = ("title",)
    fields = (
        "title", "record_type", "round", "state", "policy", "why", "amount", "facts", "note", "asked_by",
        "asked_at", "decided_at", "held_by", "held_at", "held_why", "problem",
    )  # fmt: skip
