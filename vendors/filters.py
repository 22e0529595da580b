"""Filters of the firm list."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.web.filters import ChipFilterSet
from vendors.enums import FirmStatus, FirmTier
from vendors.querysets import FirmQuerySet


class FirmFilters(ChipFilterSet):
    """A search box over name and code, and chips."""

    search_field = "q"
    late_menu = True
    q = django_filters.CharFilter(method="find", label=_("Name or code"))
    status = django_filters.MultipleChoiceFilter(
        choices=FirmStatus.choices, label=_("Status"), widget=forms.CheckboxSelectMultiple
    )
    tier = django_filters.MultipleChoiceFilter(
        choices=FirmTier.choices, label=_("Tier"), widget=forms.CheckboxSelectMultiple
    )
    currency = django_filters.CharFilter(lookup_expr="iexact", label=_("Billing currency"))
    pending = django_filters.BooleanFilter(
        method="with_pending", label=_("Has timekeepers to decide"), widget=forms.NullBooleanSelect
    )

    def find(self, queryset: FirmQuerySet, _name: str, text: str) -> FirmQuerySet:
        """Name or code contains the text."""
        return queryset.matching(text.strip())

    def with_pending(self, queryset: FirmQuerySet, _name: str, wanted: bool) -> FirmQuerySet:
        """Firms with timekeepers that wait for a decision, or those without."""
        return queryset.filter(pending_count__gt=0) if wanted else queryset.filter(pending_count=0)
