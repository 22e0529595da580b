"""Ranges of days: dates as the person picked them, never instants in another zone."""

from datetime import date

import django_filters
from django import forms
from django_filters.fields import RangeField
from django_filters.widgets import DateRangeWidget


class DayRangeField(RangeField):
    """Two dates, either of which may be missing."""

    widget = DateRangeWidget

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("widget", DateRangeWidget(attrs={"type": "date"}))
        super().__init__((forms.DateField(), forms.DateField()), *args, **kwargs)

    def compress(self, data_list: list[date | None]) -> slice | None:
        """Both ends as dates, both included."""
        start, stop = data_list or (None, None)
        return slice(start, stop) if start or stop else None


class DayRangeFilter(django_filters.RangeFilter):
    """From and to, both days included; parameters `name_after` and `name_before`. For date columns."""

    field_class = DayRangeField
