"""Filters of the queue; their choices show nothing of requests the person may not see."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.requests.models import RequestType
from legalops.requests.querysets import RequestQuerySet
from legalops.requests.selectors.lists import assignees_seen_by, to_do
from legalops.web.filters import ChipFilterSet, Tab
from legalops.web.urlstate import with_query
from legalops.workflows.models import WorkflowVersion

VIEWS = {
    "to_do": _("To do"),
    "open": _("All open"),
    "closed": _("Ended"),
    "all": _("All"),
}
DEFAULT_VIEW = "to_do"


def _stage_names() -> list[tuple[str, str]]:
    """Names of stages that published workflows for requests have: they tell of no request."""
    rows = WorkflowVersion.objects.filter(workflow__record_type="request", state="published")
    names = {stage["name"] for row in rows for stage in row.definition.get("stages", ())}
    return [(name, name) for name in sorted(names)]


class QueueFilters(ChipFilterSet):
    """A search box over number and title, and chips. Which tab is open (`show`) is kept along."""

    search_field = "q"
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
    needed_by = django_filters.DateFromToRangeFilter(
        label=_("Needed by"), widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"})
    )

    @property
    def view(self) -> str:
        """The tab that is open."""
        asked = self.data.get("show", DEFAULT_VIEW)
        return asked if asked in VIEWS else DEFAULT_VIEW

    @property
    def tabs(self) -> list[Tab]:
        """The views of the list; filters stay when the tab changes."""
        return [
            Tab(
                label,
                with_query(self.request, show=None if name == DEFAULT_VIEW else name),
                name == self.view,
            )
            for name, label in VIEWS.items()
        ]

    @property
    def kept_params(self) -> list[tuple[str, str]]:
        """Sort, columns, group and tab."""
        return [*super().kept_params, *(("show", value) for value in self.data.getlist("show"))]

    @property
    def clear_url(self) -> str:
        """The same tab without filters."""
        return with_query(self.request, **dict.fromkeys(self.base_filters))

    def filter_queryset(self, queryset: RequestQuerySet) -> RequestQuerySet:
        """The tab first, then the filters."""
        narrowed = {
            "to_do": lambda: to_do(self.request.user, queryset),
            "open": queryset.open,
            "closed": lambda: queryset.filter(category="closed"),
            "all": lambda: queryset,
        }[self.view]()
        return super().filter_queryset(narrowed)

    def find(self, queryset: RequestQuerySet, _name: str, text: str) -> RequestQuerySet:
        """Number or title contains the text."""
        text = text.strip()
        return queryset.filter(Q(number__icontains=text) | Q(title__icontains=text))
