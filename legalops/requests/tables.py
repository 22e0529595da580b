"""The queue of requests as a table."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from legalops.requests.selectors.sla import TONES, SlaReader
from legalops.web.tables import Address, Column, EmptyState, Table

url_of = Address("requests:request", "number")
peek_of = Address("requests:peek", "number")
_STAGES = {"open": "progress", "on_hold": "neutral", "closed": "muted"}


class QueueTable(Table):
    """What the team works through."""

    id = "request-rows"
    noun = _("requests")
    noun_one = _("request")
    default_sort = "asked"
    empty = EmptyState(
        _("No requests here"),
        _("What the business asks the legal department for appears here, the oldest first."),
        _("Ask legal"),
        reverse_lazy("requests:new"),
        "inbox",
    )
    row_url = url_of
    peek_url = peek_of
    columns = (
        Column("number", _("Number"), "link", sort="number", href=url_of, fixed=True),
        Column("title", _("Title"), "link", sort="title", href=url_of),
        Column(
            "type", _("Type"), value="request_type__name", sort="request_type__name", groupable=True
        ),
        Column("stage", _("Stage"), "status", value="stage_name", sort="stage_name"),
        Column("sla", _("SLA"), "status", sort="sla_due", nullable=True, tones=TONES),
        Column(
            "assignee", _("Assignee"), value="assignee__full_name", sort="assignee__full_name", nullable=True,
            groupable=True, blank=_("Unassigned"),
        ),
        Column(
            "requester", _("Requester"), value="requester__full_name", sort="requester__full_name",
            default=False,
        ),
        Column("needed", _("Needed by"), "due", value="needed_by", sort="needed_by", nullable=True),
        Column("due", _("Due"), "due", value="due_on", sort="due_on", nullable=True, default=False),
        Column(
            "team", _("Team"), value="team__name", sort="team__name", nullable=True, default=False,
            groupable=True,
        ),
        Column("asked", _("Asked"), "date", value="made_at", sort="made_at"),
    )  # fmt: skip

    def __init__(self, request: HttpRequest, queryset: QuerySet, *, filtered: bool = False) -> None:
        super().__init__(request, queryset, filtered=filtered)
        reads: dict[str, Any] = {"sla": SlaReader().of_row}
        self.columns = tuple(
            replace(column, value=reads[column.key]) if column.key in reads else column
            for column in type(self).columns
        )
