"""Filters of invoice lists; their choices show nothing of matters the person may not see."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from billing.enums import InvoiceState
from billing.selectors.queue import DEFAULT_TAB, TABS, in_tab, tab_counts
from legalops.web import htmx
from legalops.web.filters import ChipFilterSet, Tab
from legalops.web.urlstate import with_query
from matters.models import Matter, MatterType
from vendors.models import Firm

# The element that the counted tabs of the queue replace.
TABS_ID = "queue-tabs"


class InvoiceFilters(ChipFilterSet):
    """A search box over number, firm and matter, and chips."""

    search_field = "q"
    late_menu = True
    q = django_filters.CharFilter(method="find", label=_("Number, firm or matter"))
    state = django_filters.MultipleChoiceFilter(
        choices=InvoiceState.choices, label=_("State"), widget=forms.CheckboxSelectMultiple
    )
    firm = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: Firm.objects.visible_to(request.user),
        label=_("Firm"),
        widget=forms.CheckboxSelectMultiple,
    )
    matter = django_filters.CharFilter(method="of_matter", label=_("Matter number"))
    type = django_filters.ModelMultipleChoiceFilter(
        queryset=MatterType.objects.all(),
        field_name="matter__matter_type",
        label=_("Matter type"),
        widget=forms.CheckboxSelectMultiple,
    )
    due = django_filters.DateFromToRangeFilter(
        field_name="due_on",
        label=_("Due"),
        widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}),
    )
    date = django_filters.DateFromToRangeFilter(
        field_name="invoice_date",
        label=_("Invoice date"),
        widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}),
    )
    amount = django_filters.RangeFilter(field_name="billed_total", label=_("Billed"))
    reviewer = django_filters.ChoiceFilter(
        choices=[("me", _("me")), ("nobody", _("nobody yet")), ("others", _("somebody else"))],
        method="reviewed_by",
        label=_("Reviewer"),
    )

    def find(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        """Part of a number, or of the name of a firm or matter the person sees."""
        firms = Firm.objects.visible_to(self.request.user).filter(name__icontains=text)
        matters = Matter.objects.visible_to(self.request.user).matching(text)
        named = Q(firm__in=firms.values("pk")) | Q(matter__in=matters.values("pk"))
        return rows.filter(Q(number__icontains=text) | named)

    def of_matter(self, rows: QuerySet, _name: str, number: str) -> QuerySet:
        """One matter by its number."""
        return rows.filter(matter__number__iexact=number.strip())

    def reviewed_by(self, rows: QuerySet, _name: str, who: str) -> QuerySet:
        """Those this person reviews, nobody yet, or somebody else."""
        if who == "nobody":
            return rows.filter(reviewer=None)
        own = Q(reviewer=self.request.user)
        return rows.filter(own) if who == "me" else rows.exclude(own).exclude(reviewer=None)


class QueueFilters(InvoiceFilters):
    """The same within one tab of the queue."""

    state = None  # everything in the queue is in review
    narrowed_by = ("tab",)

    @property
    def tab(self) -> str:
        """The tab that is open."""
        asked = self.data.get("tab", DEFAULT_TAB)
        return asked if asked in TABS else DEFAULT_TAB

    @property
    def tabs(self) -> list[Tab]:
        """The parts of the queue; filters stay when the tab changes. Counting costs as much as the page
        itself, so the page comes first and asks for its tabs again, counted.
        """
        counted = htmx.target(self.request) == TABS_ID
        counts = tab_counts(self.request.user) if counted else {}
        return [
            Tab(
                label,
                with_query(self.request, tab=None if key == DEFAULT_TAB else key),
                key == self.tab,
                counts.get(key, "…"),
            )
            for key, label in TABS.items()
        ]

    @property
    def kept_params(self) -> list[tuple[str, str]]:
        """Sort, columns, group and tab."""
        return [*super().kept_params, *(("tab", value) for value in self.data.getlist("tab"))]

    @property
    def clear_url(self) -> str:
        """The same tab without filters."""
        return with_query(self.request, **dict.fromkeys(self.base_filters))

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """The tab first, then the filters."""
        return super().filter_queryset(in_tab(queryset, self.tab, self.request.user))
