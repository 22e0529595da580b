"""Filters of a list that falls into parts, one of which is open: a parameter beside the filters names it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet

from legalops.web.filters.filterset import ChipFilterSet
from legalops.web.filters.tabs import Tab
from legalops.web.urlstate import GONE, with_query


class TabbedFilterSet(ChipFilterSet):
    """Subclass it with the `parts` by key, the one that is open where the address names none, and `in_part`.

    Filters stay when the part changes, and the part stays when filters do.
    """

    part_param: ClassVar[str] = "show"
    parts: ClassVar[Mapping[str, Any]]
    default_part: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """What narrows the rows besides the filters is the part."""
        super().__init_subclass__(**kwargs)
        cls.narrowed_by = (cls.part_param,)

    @property
    def part(self) -> str:
        """The part that is open."""
        asked = self.data.get(self.part_param, self.default_part)
        return asked if asked in self.parts else self.default_part

    @property
    def counts(self) -> Mapping[str, int | str]:
        """How many rows each part has, where they are counted."""
        return {}

    @property
    def tabs(self) -> list[Tab]:
        """The parts, each with its address."""
        counts = self.counts
        return [self._tab(key, label, counts.get(key, "")) for key, label in self.parts.items()]

    @property
    def kept_params(self) -> list[tuple[str, str]]:
        """Sort, columns, group and part."""
        part = ((self.part_param, value) for value in self.data.getlist(self.part_param))
        return [*super().kept_params, *part]

    @property
    def clear_url(self) -> str:
        """The same part without filters."""
        return with_query(self.request, **dict.fromkeys((*self.parameters(), GONE)))

    def in_part(self, rows: QuerySet, part: str) -> QuerySet:
        """The rows of one part."""
        raise NotImplementedError

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """The part first, then the filters."""
        return super().filter_queryset(self.in_part(queryset, self.part))

    def _tab(self, key: str, label: Any, count: int | str) -> Tab:
        named = None if key == self.default_part else key
        return Tab(label, with_query(self.request, **{self.part_param: named}), key == self.part, count)
