"""Deadlines of all matters, and matters on the radar, as tables."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from legalops.web.tables import Column, EmptyState, Table
from matters.enums import DateKind
from matters.models import KeyDate
from matters.tables import STAGE_TONES, StageWord, peek_of, url_of

_STATES = {
    "verify": _("To verify"), "asked": _("Asked for"), "verified": _("Verified"), "done": _("Done"),
    "vacated": _("Called off"), "open": _("Open"),
}  # fmt: skip
_TONES = {
    "verify": "warn", "asked": "warn", "verified": "ok", "done": "muted", "vacated": "muted",
    "open": "neutral",
}  # fmt: skip


def address_of(row: KeyDate) -> str:
    """The date's own page."""
    return reverse("matters:date_show", args=[row.matter.number, row.pk])


def matter_of(row: KeyDate) -> str:
    """The page of its matter."""
    return reverse("matters:matter", args=[row.matter.number])


def _state(row: KeyDate) -> str:
    if row.done_at is not None:
        return "vacated" if row.outcome == "vacated" else "done"
    if row.asked:
        return "asked"
    if row.critical:
        return "verified" if row.verified_at else "verify"
    return "open"


def _rule(row: KeyDate) -> str:
    return (row.basis or {}).get("citation", "")


def _moved_from(row: KeyDate) -> Any:
    return row.original_date if row.moved else None


class DeadlineTable(Table):
    """What is due on which matter, the most overdue first."""

    id = "deadline-rows"
    noun = _("dates")
    noun_one = _("date")
    default_sort = "due"
    selectable = True
    empty = EmptyState(
        _("No dates here"),
        _("Dates are added on the Dates tab of a matter: one by one, or worked out by the rules of a court."),
        icon="calendar-event",
    )
    row_url = staticmethod(address_of)
    columns = (
        Column("due", _("Date"), "due", value="date", sort="date", fixed=True),
        Column("what", _("What"), "link", value="name", sort="name", href=address_of, fixed=True),
        Column("number", _("Matter"), "link", value="matter__number", sort="matter__number", href=matter_of),
        Column("matter", _("Name"), value="matter__name", sort="matter__name"),
        Column(
            "kind", _("Kind"), value=lambda row: str(DateKind(row.kind).label), sort="kind", groupable=True
        ),
        Column("critical", _("Weight"), "tag", value=lambda row: _("Critical") if row.critical else ""),
        Column("owner", _("Owner"), value="owner__full_name", sort="owner__full_name", groupable=True),
        Column("backup", _("Backup"), value="backup__full_name", sort="backup__full_name", nullable=True),
        Column("state", _("State"), "status", value=_state, tones=_TONES, labels=_STATES),
        Column("time", _("Time"), value="time", default=False),
        Column("rule", _("By which rule"), value=_rule, default=False),
        Column("follows", _("Follows"), value="follows__name", default=False),
        Column("was", _("Original date"), "date", value=_moved_from, default=False),
        Column("jurisdiction", _("Jurisdiction"), sort="jurisdiction", default=False, groupable=True),
        Column("verified", _("Verified by"), value="verified_by__full_name", default=False),
        Column("done", _("Done"), "date", value="done_at", sort="done_at", nullable=True, default=False),
    )


class RadarTable(Table):
    """Matters that nobody watches."""

    id = "radar-rows"
    noun = _("matters")
    noun_one = _("matter")
    default_sort = "opened"
    empty = EmptyState(
        _("Nothing on the radar"),
        _("Every open matter you may see has what this tab looks for."),
        icon="checks",
    )
    row_url = url_of
    peek_url = peek_of
    columns = (
        Column("number", _("Number"), "link", sort="number", href=url_of, fixed=True),
        Column("name", _("Name"), "link", sort="name", href=url_of),
        Column("type", _("Type"), value="matter_type__name", sort="matter_type__name", groupable=True),
        Column(
            "stage", _("Stage"), "status", sort="stage__position", tones=STAGE_TONES,
            value=lambda row: StageWord(row.stage.category, row.stage.name),
        ),
        Column("lead", _("Lead"), value="lead__full_name", sort="lead__full_name", groupable=True),
        Column("next", _("Next date"), "due", value="next_date", sort="next_date", nullable=True),
        Column("last", _("Last recorded"), "date", value="last_activity"),
        Column("opened", _("Opened"), "date", value="opened_on", sort="opened_on"),
    )  # fmt: skip
