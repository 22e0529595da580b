"""What `ready()` declares: two lists, their saved views and what can be changed of many dates at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.accounts.models import User
from legalops.lists.bulk.declaring import BulkRows, by_key
from legalops.lists.bulk.registry import Change, register_change
from legalops.lists.services.shipped import ShippedView, install_views
from legalops.web import lists, nav
from legalops.web.lists import ListSpec
from matters.deadline_lists.filters import DeadlineFilters, RadarFilters
from matters.deadline_lists.tables import DeadlineTable, RadarTable, address_of
from matters.models import KeyDate
from matters.selectors.deadlines import deadline_rows, due_count, radar_count, radar_rows
from matters.selectors.people import colleagues
from matters.services.key_dates import change_key_date

READ = frozenset({can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED})
DEADLINES = ListSpec(_("Deadlines"), "matters:deadlines", DeadlineTable, DeadlineFilters, deadline_rows, READ)
RADAR = ListSpec(_("Radar"), "matters:radar", RadarTable, RadarFilters, radar_rows, READ)
_ROWS = BulkRows(DeadlineTable.id, frozenset({can.MATTERS_EDIT}), deadline_rows, address_of)


def register() -> None:
    """Called once, when the app is ready."""
    lists.register(DEADLINES)
    lists.register(RADAR)
    for change in (_owner(), _backup()):
        register_change(change)
    nav.register(
        nav.NavItem(
            _("Deadlines"), "calendar-due", "matters:deadlines", READ, due_count, order=21, keys="g k"
        )
    )
    nav.register(nav.NavItem(_("Radar"), "target", "matters:radar", READ, radar_count, order=22, keys="g x"))


def install() -> None:
    """Add the shipped views that were never there."""
    install_views(
        DEADLINES,
        [
            ShippedView("critical", _t("Critical"), {"show": ["all"], "critical": ["true"]}),
            ShippedView("all-overdue", _t("Overdue"), {"show": ["all"], "overdue": ["true"]}),
            ShippedView("no-backup", _t("No backup"), {"show": ["all"], "no_backup": ["true"]}),
        ],
    )


def _person_box(label: Any, empty: Any, *, required: bool) -> forms.Field:
    return forms.ModelChoiceField(
        colleagues(), label=label, required=required, empty_label=empty,
        help_text=_("Dates of matters that the person does not see stay as they are."),
    )  # fmt: skip


def _owner() -> Change:
    return _ROWS.field(
        "matters.date-owner",
        _("Owner"),
        lambda _user: _person_box(_("Owner"), _("Choose a person"), required=True),
        read=lambda row: str(row.owner),
        held=lambda row: row.owner_id,
        write=lambda row, person, actor: _give(row, actor, owner=person),
        found=by_key(User),
        icon="user",
        order=10,
    )


def _backup() -> Change:
    return _ROWS.field(
        "matters.date-backup",
        _("Backup"),
        lambda _user: _person_box(_("Backup"), _("Nobody"), required=False),
        read=lambda row: str(row.backup or ""),
        held=lambda row: row.backup_id,
        write=lambda row, person, actor: _give(row, actor, backup=person),
        found=by_key(User),
        icon="user-check",
        order=20,
    )


def _give(row: KeyDate, actor: User, owner: User | None = None, **more: Any) -> None:
    change_key_date(row, name=row.name, on=row.date, owner=owner or row.owner, actor=actor, **more)
