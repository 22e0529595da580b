"""Filters in the address, each shown as a sentence in a chip; built on django-filter."""

from legalops.web.filters.chips import Chip
from legalops.web.filters.days import DayRangeFilter
from legalops.web.filters.filterset import ChipFilterSet
from legalops.web.filters.tabbed import TabbedFilterSet
from legalops.web.filters.tabs import Tab

__all__ = ["Chip", "ChipFilterSet", "DayRangeFilter", "Tab", "TabbedFilterSet"]
