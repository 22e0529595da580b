"""Filters of the deadlines and of the radar; choices show nothing of matters the person may not see."""

import django_filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legalops.kernel import clock
from legalops.web.filters import TabbedFilterSet
from matters.enums import DateKind
from matters.models import MatterType
from matters.querysets import KeyDateQuerySet, MatterQuerySet
from matters.selectors.deadlines import (
    QUIET_DAYS,
    WEEK,
    owners_seen_by,
    quiet,
    unbilled,
    undated,
    unowned,
)
from matters.selectors.lists import leads_seen_by


def _yes_no(method: str, label: object) -> django_filters.BooleanFilter:
    return django_filters.BooleanFilter(method=method, label=label, widget=forms.NullBooleanSelect)


class DeadlineFilters(TabbedFilterSet):
    """A search box over date and matter, and chips, within one of the tabs. Only open ones, unless asked."""

    search_field = "q"
    parts = {
        "due": _("Mine within a week"), "mine": _("Mine"), "week": _("Everybody's within a week"),
        "verify": _("To verify"), "all": _("All"),
    }  # fmt: skip
    default_part = "due"
    q = django_filters.CharFilter(method="find", label=_("Date, number or name of the matter"))
    kind = django_filters.MultipleChoiceFilter(
        choices=DateKind.choices, label=_("Kind"), widget=forms.CheckboxSelectMultiple
    )
    owner = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: owners_seen_by(request.user), label=_("Owner"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    lead = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: leads_seen_by(request.user), field_name="matter__lead", label=_("Lead"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    type = django_filters.ModelMultipleChoiceFilter(
        queryset=MatterType.objects.all(), field_name="matter__matter_type", label=_("Matter type"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    date = django_filters.DateFromToRangeFilter(
        label=_("Date"), widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"})
    )
    critical = django_filters.BooleanFilter(label=_("Critical"), widget=forms.NullBooleanSelect)
    overdue = _yes_no("that_are_overdue", _("Overdue"))
    by_rule = _yes_no("that_follow", _("Follows another date"))
    overridden = django_filters.BooleanFilter(label=_("Set by hand"), widget=forms.NullBooleanSelect)
    moved = _yes_no("that_moved", _("Moved since it was entered"))
    no_backup = _yes_no("without_backup", _("Has no backup"))
    done = _yes_no("that_are_done", _("Done"))

    def in_part(self, rows: KeyDateQuerySet, part: str) -> KeyDateQuerySet:
        """Theirs of the week, all theirs, everybody's of the week, those a second person has to look at, or
        all. What is overdue belongs to the week.
        """
        rows = rows if "done" in self.data else rows.open()
        if part == "verify":
            return rows.to_verify()
        if part in ("due", "mine"):
            rows = rows.of_person(self.request.user)
        return rows.filter(date__lte=clock.today() + WEEK) if part in ("due", "week") else rows

    def find(self, rows: KeyDateQuerySet, _name: str, text: str) -> KeyDateQuerySet:
        """Date or matter contains the text."""
        return rows.matching(text.strip())

    def that_are_overdue(self, rows: KeyDateQuerySet, _name: str, wanted: bool) -> KeyDateQuerySet:
        """Open ones whose day is past, or the others."""
        late = Q(date__lt=clock.today(), done_at=None)
        return rows.filter(late) if wanted else rows.exclude(late)

    def that_follow(self, rows: KeyDateQuerySet, _name: str, wanted: bool) -> KeyDateQuerySet:
        """Worked out from another date, or standing by themselves."""
        return rows.filter(follows__isnull=not wanted)

    def that_moved(self, rows: KeyDateQuerySet, _name: str, wanted: bool) -> KeyDateQuerySet:
        """No longer on their first day, or still on it."""
        same = Q(date=F("original_date"))
        return rows.exclude(same) if wanted else rows.filter(same)

    def without_backup(self, rows: KeyDateQuerySet, _name: str, wanted: bool) -> KeyDateQuerySet:
        """Kept by one person only, or by two."""
        return rows.filter(backup__isnull=wanted)

    def that_are_done(self, rows: KeyDateQuerySet, _name: str, wanted: bool) -> KeyDateQuerySet:
        """Done or called off, or open."""
        return rows.filter(done_at__isnull=not wanted)


class RadarFilters(TabbedFilterSet):
    """What is missing, one tab for each; `days` says after how many days silence counts."""

    search_field = "q"
    parts = {
        "undated": _("No next date"), "unowned": _("Nobody here keeps it"), "quiet": _("Nothing happened"),
        "unbilled": _("No invoice"),
    }  # fmt: skip
    default_part = "undated"
    q = django_filters.CharFilter(method="find", label=_("Number or name"))
    days = django_filters.NumberFilter(
        method="as_it_is", label=_("For so many days"),
        help_text=_("For “Nothing happened” and “No invoice”; 30 unless another number is given."),
    )  # fmt: skip
    type = django_filters.ModelMultipleChoiceFilter(
        queryset=MatterType.objects.all(), field_name="matter_type", label=_("Type"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    lead = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: leads_seen_by(request.user), label=_("Lead"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def in_part(self, rows: MatterQuerySet, part: str) -> MatterQuerySet:
        """Matters that lack what the tab is named after."""
        if part == "undated":
            return undated(rows)
        if part == "unowned":
            return unowned(rows)
        return quiet(rows, self._days) if part == "quiet" else unbilled(rows, self.request.user, self._days)

    def find(self, rows: MatterQuerySet, _name: str, text: str) -> MatterQuerySet:
        """Number or name contains the text."""
        return rows.matching(text.strip())

    def as_it_is(self, rows: MatterQuerySet, _name: str, _value: object) -> MatterQuerySet:
        """The number of days is read by the tabs."""
        return rows

    @property
    def _days(self) -> int:
        typed = str(self.data.get("days", ""))
        return min(max(int(typed), 1), 3650) if typed.isdecimal() and len(typed) < 5 else QUIET_DAYS
