"""Filters of invoice lists; their choices show nothing of matters the person may not see."""

from collections.abc import Mapping

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from billing.enums import WAITING_STATES, InvoiceState
from billing.selectors.queue import DEFAULT_TAB, TABS, in_tab, tab_counts
from legalops.kernel import clock
from legalops.web import htmx
from legalops.web.filters import ChipFilterSet, TabbedFilterSet
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

    late = django_filters.BooleanFilter(method="past_due", label=_("Late"), widget=forms.NullBooleanSelect)

    def find(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        """Part of a number, or of the name of a firm or matter the person sees."""
        firms = Firm.objects.visible_to(self.request.user).filter(name__icontains=text)
        matters = Matter.objects.visible_to(self.request.user).matching(text)
        named = Q(firm__in=firms.values("pk")) | Q(matter__in=matters.values("pk"))
        return rows.filter(Q(number__icontains=text) | named)

    def of_matter(self, rows: QuerySet, _name: str, number: str) -> QuerySet:
        """One matter by its number."""
        return rows.filter(matter__number__iexact=number.strip())

    def past_due(self, rows: QuerySet, _name: str, wanted: bool) -> QuerySet:
        """Those that wait for the department past the day they were due, or the others."""
        late = Q(state__in=WAITING_STATES, due_on__lt=clock.today())
        return rows.filter(late) if wanted else rows.exclude(late)

    def reviewed_by(self, rows: QuerySet, _name: str, who: str) -> QuerySet:
        """Those this person reviews, nobody yet, or somebody else."""
        if who == "nobody":
            return rows.filter(reviewer=None)
        own = Q(reviewer=self.request.user)
        return rows.filter(own) if who == "me" else rows.exclude(own).exclude(reviewer=None)


class QueueFilters(TabbedFilterSet, InvoiceFilters):
    """The same within one tab of the queue."""

    state = None  # everything in the queue is in review
    part_param = "tab"
    parts = TABS
    default_part = DEFAULT_TAB

    @property
    def counts(self) -> Mapping[str, int | str]:
        """Counting costs as much as the page itself, so the page comes first and asks for its tabs again,
        counted.
        """
        if htmx.target(self.request) == TABS_ID:
            return tab_counts(self.request.user)
        return dict.fromkeys(TABS, "…")

    def in_part(self, rows: QuerySet, part: str) -> QuerySet:
        """One tab of the queue."""
        return in_tab(rows, part, self.request.user)
