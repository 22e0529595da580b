"""Filters of the list of tasks; their choices show nothing of records the person may not see."""

from collections.abc import Iterable

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from legalops.kernel import clock
from legalops.web.filters import TabbedFilterSet
from legalops.workflows.enums import Priority
from legalops.workflows.querysets import TaskQuerySet
from legalops.workflows.selectors.tasks import assignees_seen_by
from legalops.workflows.services.authoring import record_types


def _kinds() -> Iterable[tuple[str, str]]:
    return record_types()


class TaskFilters(TabbedFilterSet):
    """A search box over task and record, and chips, within one of the tabs. Only open ones, unless asked."""

    search_field = "q"
    parts = {"mine": _("Mine"), "team": _("My teams’"), "all": _("All")}
    default_part = "mine"
    q = django_filters.CharFilter(method="find", label=_("Task, number or name"))
    kind = django_filters.MultipleChoiceFilter(
        field_name="run__record_type", choices=_kinds, label=_("On"), widget=forms.CheckboxSelectMultiple
    )
    assignee = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: assignees_seen_by(request.user),
        label=_("For"),
        widget=forms.CheckboxSelectMultiple,
    )
    who = django_filters.ChoiceFilter(
        choices=[("nobody", _("nobody yet"))], method="in_hands_of", label=_("In hands of")
    )
    priority = django_filters.MultipleChoiceFilter(
        choices=Priority.choices, label=_("Priority"), widget=forms.CheckboxSelectMultiple
    )
    due = django_filters.DateFromToRangeFilter(
        field_name="due_on",
        label=_("Due"),
        widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}),
    )
    overdue = django_filters.BooleanFilter(
        method="that_are_overdue", label=_("Overdue"), widget=forms.NullBooleanSelect
    )
    done = django_filters.BooleanFilter(
        method="that_are_done", label=_("Done"), widget=forms.NullBooleanSelect
    )

    cancelled = django_filters.BooleanFilter(
        method="that_are_cancelled", label=_("Called off"), widget=forms.NullBooleanSelect
    )

    def in_part(self, rows: TaskQuerySet, part: str) -> TaskQuerySet:
        """Theirs, those of their teams, or all."""
        rows = rows if {"done", "cancelled"} & {*self.data} else rows.open()
        if part == "team":
            return rows.of_teams_of(self.request.user)
        return rows.filter(assignee=self.request.user.pk) if part == "mine" else rows

    def find(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        """Task or record contains the text."""
        text = text.strip()
        return rows.filter(Q(title__icontains=text) | Q(record__icontains=text))

    def in_hands_of(self, rows: QuerySet, _name: str, _who: str) -> QuerySet:
        """Those that nobody has."""
        return rows.filter(assignee=None)

    def that_are_overdue(self, rows: QuerySet, _name: str, wanted: bool) -> QuerySet:
        """Those whose day is past, or the others."""
        late = Q(due_on__lt=clock.today(), done_at=None, cancelled_at=None)
        return rows.filter(late) if wanted else rows.exclude(late)

    def that_are_done(self, rows: QuerySet, _name: str, wanted: bool) -> QuerySet:
        """Finished ones, or open ones."""
        return rows.exclude(done_at=None) if wanted else rows.filter(done_at=None, cancelled_at=None)

    def that_are_cancelled(self, rows: QuerySet, _name: str, wanted: bool) -> QuerySet:
        """Those that were called off, or the others."""
        return rows.filter(cancelled_at__isnull=not wanted)
