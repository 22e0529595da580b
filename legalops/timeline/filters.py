"""Filters of the ledger's page."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from legalops.audit import registry
from legalops.kernel import clock
from legalops.timeline.tables import kinds
from legalops.web.filters import ChipFilterSet, DayRangeFilter


class LedgerFilters(ChipFilterSet):
    """A search box over the records' names, and chips."""

    search_field = "q"
    late_menu = True
    q = django_filters.CharFilter(field_name="subject_label", lookup_expr="icontains", label=_("Record"))
    who = django_filters.CharFilter(field_name="actor_label", lookup_expr="icontains", label=_("Who"))
    did = django_filters.MultipleChoiceFilter(
        field_name="action",
        choices=lambda: sorted(registry.registered().items(), key=lambda each: each[1]),
        label=_("What was done"),
        widget=forms.CheckboxSelectMultiple,
    )
    kind = django_filters.MultipleChoiceFilter(
        field_name="subject_type",
        choices=lambda: sorted(kinds().items(), key=lambda each: each[1]),
        label=_("Kind of record"),
        widget=forms.CheckboxSelectMultiple,
    )
    day = DayRangeFilter(method="on_days", label=_("Day"))
    act = django_filters.UUIDFilter(field_name="correlation_id", label=_("Same act"))

    def on_days(self, queryset: QuerySet, _name: str, days: slice) -> QuerySet:
        """Events of these days of the organisation, both included."""
        if days.start:
            queryset = queryset.filter(occurred_at__gte=clock.start_of(days.start))
        if days.stop:
            queryset = queryset.filter(occurred_at__lt=clock.end_of(days.stop))
        return queryset
