"""Who took which rows out of the product is in the ledger: an export leaves every later check behind."""

from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest

from legalops.audit.services import record
from legalops.web.readonly import ledger_open

EXPORTED: Final = "web.rows.exported"
ACTIONS = {EXPORTED: "exported rows"}
# What an address carries besides filters.
_NOT_FILTERS = frozenset({"export", "cols", "cursor", "sort", "group", "page"})


def record_export(request: HttpRequest, name: str, kind: str, *, rows: str) -> None:
    """One event on the person: which list, as what, how many rows, narrowed by which filters.

    The filters' values are left out: a search text can hold the name of a matter that the reader of the
    ledger may not know of (DESIGN §2, visibility).
    """
    filters = sorted({key for key in request.GET if key not in _NOT_FILTERS and request.GET[key]})
    after: dict[str, Any] = {"list": name, "kind": kind, "rows": rows, "filters": filters}
    with ledger_open(), transaction.atomic():
        record(request.user, EXPORTED, actor=request.user, after=after)
