"""One after the other onto a matter with a budget, so that of two invoices the later sees the earlier.

Whoever brings an invoice into review holds the row of its matter's budget until the end of the transaction:
with mapping from the start, with a file, which takes long and whose matters are known only as it is read,
at its end. If others came onto one of them meanwhile, the file is stored anew behind them.
"""

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from django.db.models import Count, Max

from billing.enums import InvoiceState
from billing.models import Invoice, Submission
from matters.enums import BudgetStatus
from matters.models import Budget

_Result = TypeVar("_Result")
_UNCOUNTED = (InvoiceState.REJECTED, InvoiceState.UNMATCHED)


class Overtaken(Exception):
    """Invoices of others came onto these matters while a file was being stored."""

    def __init__(self, matters: frozenset[int]) -> None:
        super().__init__("Invoices of others came onto the same matters.")
        self.matters = matters


def hold_budgets(matters: Collection[int]) -> None:
    """Wait for and keep the approved budgets of these matters until the transaction ends."""
    if not matters:
        return
    rows = Budget.objects.filter(matter__in=matters, status=BudgetStatus.APPROVED)
    list(rows.select_for_update(of=("self",), no_key=True).order_by("matter_id", "pk").values_list("pk"))


def in_order(store: Callable[[Collection[int]], _Result]) -> _Result:
    """Run `store`, a transaction that first holds the budgets it is given, until nobody overtook it."""
    held: frozenset[int] = frozenset()
    while True:
        try:
            return store(held)
        except Overtaken as overtaken:
            held |= overtaken.matters


class Watch:
    """Sees whether others come onto the matters of a file between its reading of them and its end."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission
        self._known: set[int] = set()
        self._stood: dict[int, tuple[int, int]] = {}

    def note(self, matters: Iterable[int]) -> None:
        """What stands on these matters is read next."""
        fresh = set(matters) - self._known
        self._known |= fresh
        if fresh:
            budgets = Budget.objects.filter(matter__in=fresh, status=BudgetStatus.APPROVED)
            self._stood |= self._standing(budgets.values_list("matter", flat=True))

    def settle(self) -> None:
        """Hold the budgets to the end; raises Overtaken where others came."""
        if not self._stood:
            return
        hold_budgets(self._stood.keys())
        if self._standing(self._stood.keys()) != self._stood:
            raise Overtaken(frozenset(self._stood))

    def _standing(self, matters: Iterable[int]) -> dict[int, tuple[int, int]]:
        """How many invoices of others stand on each matter, and the newest of them."""
        found = dict.fromkeys(matters, (0, 0))
        others = Invoice.objects.filter(matter__in=found).exclude(submission=self._submission)
        counts = others.exclude(state__in=_UNCOUNTED).order_by().values_list("matter")
        rows = counts.annotate(count=Count("pk"), newest=Max("pk"))
        return found | {matter: (count, newest) for matter, count, newest in rows}
