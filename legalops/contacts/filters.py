"""Filters of the contact list."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.contacts.enums import ContactKind
from legalops.contacts.querysets import ContactQuerySet
from legalops.web.filters import ChipFilterSet


class ContactFilters(ChipFilterSet):
    """A search box over names and identifiers, and chips."""

    search_field = "q"
    late_menu = True
    q = django_filters.CharFilter(method="find", label=_("Name or number"))
    kind = django_filters.MultipleChoiceFilter(
        choices=ContactKind.choices, label=_("Kind"), widget=forms.CheckboxSelectMultiple
    )
    country = django_filters.CharFilter(lookup_expr="iexact", label=_("Country"))
    directory = django_filters.BooleanFilter(label=_("In the directory"), widget=forms.NullBooleanSelect)

    def find(self, queryset: ContactQuerySet, _name: str, text: str) -> ContactQuerySet:
        """Any name or number of the card contains the text."""
        return queryset.matching(text.strip())
