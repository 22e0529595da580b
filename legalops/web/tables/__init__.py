"""Declarative tables: columns, sort in the address, keyset pages, column chooser, selection, subtotals,
export.
"""

from legalops.web.tables.addresses import Address
from legalops.web.tables.columns import Column
from legalops.web.tables.counts import CappedCount, capped_count
from legalops.web.tables.keyset import Page, SortKey, paginate
from legalops.web.tables.late_rows import LateRows
from legalops.web.tables.selection import Selection, selection_of
from legalops.web.tables.table import EmptyState, Table

__all__ = [
    "Address",
    "CappedCount",
    "Column",
    "EmptyState",
    "LateRows",
    "Page",
    "Selection",
    "SortKey",
    "Table",
    "capped_count",
    "paginate",
    "selection_of",
]
