"""django-filter's FilterSet with chips. Subclass it in an app's `filters.py`."""

from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest

from legalops.web.filters.chips import Chip
from legalops.web.filters.sentences import sentence
from legalops.web.urlstate import with_query

_KEPT = ("sort", "cols", "group")


class ChipFilterSet(django_filters.FilterSet):
    """Filters of one list.

    `search_field` names the filter shown as the open search box instead of a chip. Choices that name
    records must be given querysets from `visible_to(request.user)`: a filter's choices are a list like any
    other.
    """

    search_field: ClassVar[str] = ""

    def __init__(self, request: HttpRequest, queryset: QuerySet, **kwargs: Any) -> None:
        super().__init__(request.GET, queryset=queryset, request=request, **kwargs)

    @cached_property
    def chips(self) -> list[Chip]:
        """A chip for every filter but the search box."""
        return [self._chip(name) for name in self.filters if name != self.search_field]

    @cached_property
    def active_chips(self) -> list[Chip]:
        """The filters that narrow the list now."""
        return [chip for chip in self.chips if chip.active]

    @cached_property
    def idle_chips(self) -> list[Chip]:
        """The filters that could be added."""
        return [chip for chip in self.chips if not chip.active]

    @property
    def search(self) -> str:
        """What stands in the search box."""
        return self.data.get(self.search_field, "") if self.search_field else ""

    @property
    def narrowed(self) -> bool:
        """Whether any filter or the search box is in use."""
        return bool(self.search or self.active_chips)

    @property
    def kept_params(self) -> list[tuple[str, str]]:
        """Sort, columns and group, which applying a filter must not lose."""
        return [(name, value) for name in _KEPT for value in self.data.getlist(name)]

    @property
    def clear_url(self) -> str:
        """The list without any filter."""
        names = [name for name in self.data if name not in _KEPT]
        return with_query(self.request, **dict.fromkeys(names))

    @cached_property
    def _cleaned(self) -> dict[str, Any]:
        self.form.full_clean()
        return self.form.cleaned_data

    def _chip(self, name: str) -> Chip:
        filter_, label = self.filters[name], str(self.filters[name].label or name)
        field = self.form[name]
        value = self._cleaned.get(name)
        if not _is_set(value):
            return Chip(name, label, field)
        return Chip(name, label, field, sentence(label, filter_, value), self._without(name))

    def _without(self, name: str) -> str:
        own = [key for key in self.data if key == name or key in _parts(name)]
        return with_query(self.request, **dict.fromkeys(own))


def _parts(name: str) -> set[str]:
    return {f"{name}_{suffix}" for suffix in ("min", "max", "after", "before")}


def _is_set(value: Any) -> bool:
    if isinstance(value, QuerySet):
        return value.exists()
    return value is not None and value != "" and value != [] and value != ()
