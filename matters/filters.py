"""Filters of the matter list; their choices show nothing of matters the person may not see."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.web.filters import ChipFilterSet, Tab
from legalops.web.urlstate import with_query
from matters.models import MatterType, Stage
from matters.querysets import MatterQuerySet
from matters.selectors.lists import leads_seen_by, teams_seen_by
from vendors.models import Firm

VIEWS = {
    "open": ("open", _("Open")),
    "on_hold": ("on_hold", _("On hold")),
    "closed": ("closed", _("Closed")),
    "all": (None, _("All")),
}
DEFAULT_VIEW = "open"


class MatterFilters(ChipFilterSet):
    """A search box over number and name, and chips. Which tab is open (`show`) is kept along."""

    search_field = "q"
    late_menu = True
    narrowed_by = ("show",)
    q = django_filters.CharFilter(method="find", label=_("Number or name"))
    stage = django_filters.ModelMultipleChoiceFilter(
        queryset=Stage.objects.all(), label=_("Stage"), widget=forms.CheckboxSelectMultiple
    )
    type = django_filters.ModelMultipleChoiceFilter(
        queryset=MatterType.objects.all(),
        field_name="matter_type",
        label=_("Type"),
        widget=forms.CheckboxSelectMultiple,
    )
    lead = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: leads_seen_by(request.user),
        label=_("Lead"),
        widget=forms.CheckboxSelectMultiple,
    )
    team = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: teams_seen_by(request.user),
        label=_("Team"),
        widget=forms.CheckboxSelectMultiple,
    )
    firm = django_filters.ModelChoiceFilter(
        queryset=lambda request: Firm.objects.visible_to(request.user), method="with_firm", label=_("Firm")
    )
    next_date = django_filters.DateFromToRangeFilter(
        label=_("Next date"), widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"})
    )
    undated = django_filters.BooleanFilter(
        method="without_next_date", label=_("Has no next date"), widget=forms.NullBooleanSelect
    )
    restricted = django_filters.BooleanFilter(label=_("Restricted"), widget=forms.NullBooleanSelect)
    opened = django_filters.DateFromToRangeFilter(
        field_name="opened_on",
        label=_("Opened"),
        widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}),
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
            for name, (_category, label) in VIEWS.items()
        ]

    @property
    def kept_params(self) -> list[tuple[str, str]]:
        """Sort, columns, group and tab."""
        return [*super().kept_params, *(("show", value) for value in self.data.getlist("show"))]

    @property
    def clear_url(self) -> str:
        """The same tab without filters."""
        return with_query(self.request, **dict.fromkeys(self.base_filters))

    def filter_queryset(self, queryset: MatterQuerySet) -> MatterQuerySet:
        """The tab first, then the filters."""
        category = VIEWS[self.view][0]
        return super().filter_queryset(queryset.filter(stage__category=category) if category else queryset)

    def find(self, queryset: MatterQuerySet, _name: str, text: str) -> MatterQuerySet:
        """Number or name contains the text."""
        return queryset.matching(text.strip())

    def with_firm(self, queryset: MatterQuerySet, _name: str, firm: Firm) -> MatterQuerySet:
        """Matters on which the firm works now."""
        return queryset.filter(engagements__firm=firm, engagements__ended_on__isnull=True)

    def without_next_date(self, queryset: MatterQuerySet, _name: str, wanted: bool) -> MatterQuerySet:
        """Matters with nothing planned, or those with something."""
        return queryset.filter(next_date__isnull=wanted)
