"""Filters of the queue; their choices show nothing of requests the person may not see."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.requests.models import RequestType
from legalops.requests.querysets import RequestQuerySet
from legalops.requests.selectors.lists import assignees_seen_by, to_do
from legalops.web.filters import TabbedFilterSet
from legalops.workflows.models import WorkflowVersion


def _stage_names() -> list[tuple[str, str]]:
    """Names of stages that published workflows for requests have: they tell of no request."""
    rows = WorkflowVersion.objects.filter(workflow__record_type="request", state="published")
    names = {stage["name"] for row in rows for stage in row.definition.get("stages", ())}
    return [(name, name) for name in sorted(names)]


class QueueFilters(TabbedFilterSet):
    """A search box over number and title, and chips, within one of the tabs."""

    search_field = "q"
    parts = {"to_do": _("To do"), "open": _("All open"), "closed": _("Ended"), "all": _("All")}
    default_part = "to_do"
    q = django_filters.CharFilter(method="find", label=_("Number or title"))
    type = django_filters.ModelMultipleChoiceFilter(
        queryset=RequestType.objects.all(),
        field_name="request_type",
        label=_("Type"),
        widget=forms.CheckboxSelectMultiple,
    )
    stage = django_filters.MultipleChoiceFilter(
        field_name="stage_name", choices=_stage_names, label=_("Stage"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    assignee = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: assignees_seen_by(request.user),
        label=_("Assignee"),
        widget=forms.CheckboxSelectMultiple,
    )
    who = django_filters.ChoiceFilter(
        choices=[("me", _("me")), ("nobody", _("nobody yet"))], method="in_hands_of", label=_("In hands of")
    )
    needed_by = django_filters.DateFromToRangeFilter(
        label=_("Needed by"), widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"})
    )

    def in_part(self, rows: RequestQuerySet, part: str) -> RequestQuerySet:
        """What the person has to do, all that is open, all that has ended, or all."""
        if part == "to_do":
            return to_do(self.request.user, rows)
        if part == "open":
            return rows.open()
        return rows.filter(category="closed") if part == "closed" else rows

    def in_hands_of(self, queryset: RequestQuerySet, _name: str, who: str) -> RequestQuerySet:
        """Those this person works on, or nobody yet."""
        return queryset.filter(assignee=self.request.user.pk if who == "me" else None)

    def find(self, queryset: RequestQuerySet, _name: str, text: str) -> RequestQuerySet:
        """Number or title contains the text."""
        text = text.strip()
        return queryset.filter(Q(number__icontains=text) | Q(title__icontains=text))
