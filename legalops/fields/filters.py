"""Filters of the field dictionary."""

from decimal import Decimal

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from legalops.fields.models import Classification
from legalops.fields.tables import ORIGINS
from legalops.kernel import records
from legalops.web.filters import ChipFilterSet

_ORIGIN = {
    "shipped": Q(definition=None),
    "custom": Q(definition__isnull=False, is_retired=False),
    "retired": Q(is_retired=True),
}


def _types() -> list[tuple[str, str]]:
    return [(each.code, str(each.plural)) for each in records.known()]


class DictionaryFilters(ChipFilterSet):
    """A search box over label and code, and chips."""

    search_field = "q"
    q = django_filters.CharFilter(method="find", label=_("Field"))
    record = django_filters.MultipleChoiceFilter(
        field_name="record_type", choices=_types, label=_("Record"), widget=forms.CheckboxSelectMultiple
    )
    origin = django_filters.MultipleChoiceFilter(
        choices=list(ORIGINS.items()), method="of_origin", label=_("Origin"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    classification = django_filters.MultipleChoiceFilter(
        choices=[*Classification.choices, ("none", _("Not classified"))], method="of_class",
        label=_("Classification"), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    unowned = django_filters.BooleanFilter(
        method="without_owner", label=_("Nobody owns it"), widget=forms.NullBooleanSelect
    )
    undefined = django_filters.BooleanFilter(
        method="without_definition", label=_("Without definition"), widget=forms.NullBooleanSelect
    )
    unused = django_filters.BooleanFilter(
        method="without_use", label=_("Used nowhere"), widget=forms.NullBooleanSelect
    )
    fill = django_filters.NumberFilter(
        method="filled_under", label=_("Fill rate under, per cent"), min_value=0, max_value=100
    )

    def find(self, queryset: QuerySet, _name: str, text: str) -> QuerySet:
        """Label, code or definition contains the text."""
        text = text.strip()
        return queryset.filter(
            Q(label__icontains=text) | Q(code__icontains=text) | Q(meaning__icontains=text)
        )

    def of_origin(self, queryset: QuerySet, _name: str, values: list[str]) -> QuerySet:
        """Shipped with the product, added by the department, retired."""
        wanted = Q(pk__in=[])
        for value in values:
            wanted |= _ORIGIN[value]
        return queryset.filter(wanted) if values else queryset

    def of_class(self, queryset: QuerySet, _name: str, values: list[str]) -> QuerySet:
        """Of these classifications, or of none."""
        wanted = ["" if value == "none" else value for value in values]
        return queryset.filter(classification__in=wanted) if values else queryset

    def without_owner(self, queryset: QuerySet, _name: str, value: bool) -> QuerySet:
        """Nobody answers for it."""
        return _either(queryset, Q(owner=None, owner_team=None, owner_role=""), value)

    def without_definition(self, queryset: QuerySet, _name: str, value: bool) -> QuerySet:
        """Nobody has said what it means."""
        return _either(queryset, Q(meaning=""), value)

    def without_use(self, queryset: QuerySet, _name: str, value: bool) -> QuerySet:
        """Nothing named it when it was counted last."""
        return _either(queryset, Q(use_count=0), value)

    def filled_under(self, queryset: QuerySet, _name: str, value: Decimal) -> QuerySet:
        """Fewer of its records have a value."""
        return queryset.filter(fill_rate__lt=value / 100)


def _either(queryset: QuerySet, condition: Q, value: bool) -> QuerySet:
    return queryset.filter(condition) if value else queryset.exclude(condition)
