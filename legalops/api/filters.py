"""Filters of endpoints: moments are brought to UTC before the database sees them."""

from datetime import UTC, datetime

import django_filters
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django_filters.fields import IsoDateTimeField
from django_filters.rest_framework import DjangoFilterBackend, FilterSet


class MomentField(IsoDateTimeField):
    """An instant in ISO 8601; zones that Python knows and the database does not are no matter."""

    def clean(self, value: str | None) -> datetime | None:
        """The instant in UTC."""
        moment = super().clean(value)
        try:
            return moment and moment.astimezone(UTC)
        except OverflowError:
            raise ValidationError(_("This time is out of range.")) from None


class MomentFilter(django_filters.IsoDateTimeFilter):
    """Compares with an instant."""

    field_class = MomentField


class RecordFilter(FilterSet):
    """The base of filters that are named by fields alone."""

    FILTER_DEFAULTS = FilterSet.FILTER_DEFAULTS | {models.DateTimeField: {"filter_class": MomentFilter}}


class RecordFilterBackend(DjangoFilterBackend):
    """Makes filters of named fields from ours."""

    filterset_base = RecordFilter
