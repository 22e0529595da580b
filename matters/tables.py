"""The matter list as a table."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from legalops.web import formats
from legalops.web.tables import Address, Column, EmptyState, Table
from matters.enums import CheckState


@dataclass(frozen=True, slots=True)
class StageWord:
    """A stage in a cell: its name is the word, its category gives the tone."""

    category: str
    label: str = field(compare=False, default="")


STAGE_TONES = {StageWord("open"): "progress", StageWord("on_hold"): "neutral", StageWord("closed"): "muted"}


# Addresses of the page of a matter or of its row, and of the matter at a glance.
url_of = Address("matters:matter", "number")
peek_of = Address("matters:peek", "number")


def _stage(row: Any) -> StageWord:
    return StageWord(row.stage__category, row.stage__name)


def _next_action(row: Any) -> str:
    """What, who and until when in one cell; nothing where nobody has said."""
    told = row.next_action
    if not told:
        return ""
    return f"{told['what']} · {told['who']} · {formats.day(date.fromisoformat(told['by']))}"


class MatterTable(Table):
    """What a portfolio list shows; money belongs to the money columns of the pages, not to this list."""

    id = "matter-rows"
    noun = _("matters")
    noun_one = _("matter")
    default_sort = "-opened"
    late_count = True
    reads = ("number", "stage__category", "stage__name", "restricted", "next_action")
    empty = EmptyState(
        _("No matters here yet"),
        _("Matters that you or your team work on appear here. Open the first one."),
        _("Open a matter"),
        reverse_lazy("matters:new"),
        "folder",
    )
    row_url = url_of
    peek_url = peek_of
    columns = (
        Column("number", _("Number"), "link", sort="number", href=url_of, fixed=True),
        Column("name", _("Name"), "link", sort="name", href=url_of),
        Column("type", _("Type"), value="matter_type__name", sort="matter_type__name", groupable=True),
        Column(
            "stage",
            _("Stage"),
            "status",
            value=_stage,
            sort="stage__position",
            tones=STAGE_TONES,
        ),
        Column("lead", _("Lead"), value="lead__full_name", sort="lead__full_name", groupable=True),
        Column(
            "team",
            _("Team"),
            value="team__name",
            sort="team__name",
            nullable=True,
            default=False,
            groupable=True,
        ),
        Column("action", _("Next action"), value=_next_action),
        Column("next", _("Next date"), "due", value="next_date", sort="next_date", nullable=True),
        Column("what", _("What is due"), value="next_date_name", default=False),
        Column("budget", _("Budget"), "money", currency_from="currency", sort="budget", nullable=True),
        *(
            Column(key, label, value=path, sort=path, nullable=True, default=False, groupable=True)
            for key, label, path in (
                ("entity", _("Legal entity"), "legal_entity__name"),
                ("department", _("Department"), "department__name"),
                ("centre", _("Cost centre"), "cost_centre__code"),
            )
        ),
        Column("unit", _("Business unit"), value="business_unit", sort="business_unit", default=False),
        Column(
            "restricted",
            _("Access"),
            "tag",
            value=lambda row: _("Restricted") if row.restricted else "",
        ),
        Column("opened", _("Opened"), "date", value="opened_on", sort="opened_on"),
        Column(
            "closed", _("Closed"), "date", value="closed_on", sort="closed_on", nullable=True, default=False
        ),
    )


check_of = Address("matters:conflict", "pk")


class CheckTable(Table):
    """Conflict checks of matters and requests."""

    id = "conflict-rows"
    noun = _("conflict checks")
    noun_one = _("conflict check")
    default_sort = "-run"
    reads = ("pk", "stale")
    empty = EmptyState(
        _("No conflict checks here"),
        _("Parties of matters and names on requests are checked by themselves; what is to decide is here."),
        "",
        "",
        "scale",
    )
    row_url = check_of
    columns = (
        Column("number", _("Number"), "link", value="number", sort="number", href=check_of, fixed=True),
        Column(
            "about", _("What is checked"), "link", value="subject_name", sort="subject_name", href=check_of
        ),
        Column(
            "state",
            _("State"),
            "status",
            sort="state",
            tones={"open": "warn", "cleared": "ok", "conflict": "bad"},
            labels=dict(CheckState.choices),
        ),
        Column("stale", _("Names"), "tag", value=lambda row: _("Changed since") if row.stale else ""),
        Column("lead", _("Lead"), value="lead", sort="lead", nullable=True),
        Column("run", _("Run"), "instant", value="run_at", sort="run_at", nullable=True),
    )
