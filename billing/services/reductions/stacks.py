"""Reductions of a line as a stack: the top one stands, taking it back lets the one below stand again.

Why a stack and not a sum: several findings on one line must never cut it below the lowest of their results
(domain/ledes.md §7), and undoing one must give back exactly what stood before it. Shares of invoice-wide
reductions lie beside the stack and are added to it; both together never exceed the line's net.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import Q

from billing.models import Invoice, InvoiceLine, LineAdjustment
from billing.services.reductions.rows import write_rows
from billing.services.reductions.sums import keep_invoice_sums, keep_line_sums
from legalops.accounts.models import User
from legalops.kernel import clock
from legalops.kernel.money import ZERO


class LineStack:
    """The reductions of one line; `rows` from the lowest to the standing one."""

    def __init__(self, line: InvoiceLine, currency: str, rows: Iterable[LineAdjustment]) -> None:
        self.line, self.currency = line, currency
        found = list(rows)
        self.beside = [row for row in found if row.batch is not None]
        self.rows = _chained([row for row in found if row.batch is None])
        self.ended: list[LineAdjustment] = []

    @property
    def top(self) -> LineAdjustment | None:
        """The reduction of the line's own that stands."""
        return self.rows[-1] if self.rows else None

    @property
    def room(self) -> Decimal:
        """What a reduction of the line's own may take: the net less shares of invoice-wide reductions."""
        return self.line.net - self._shares()

    @property
    def total(self) -> Decimal:
        """All that stands."""
        return self._shares() + (self.top.amount if self.top else ZERO)

    def push(self, row: LineAdjustment) -> None:
        """Let this row stand instead of the present one."""
        self.rows.append(row)

    def insert(self, row: LineAdjustment) -> None:
        """Put the row beneath all that already cut at least as much, so that the lowest result stays."""
        at = len(self.rows)
        while at and self.rows[at - 1].amount >= row.amount:
            at -= 1
        self.rows.insert(at, row)

    def lay_beside(self, row: LineAdjustment) -> None:
        """Add a share of an invoice-wide reduction; the tax on it is what the larger total adds."""
        known = sum((each.tax for each in self.beside), ZERO) + (self.top.tax if self.top else ZERO)
        self.beside.append(row)
        row.tax = max(ZERO, self.line.tax_on(self.total, self.currency) - known)

    def remove(self, row: LineAdjustment) -> None:
        """Take one out; what lies below closes up."""
        stack = self.rows if row in self.rows else self.beside
        stack.remove(row)
        self.ended.append(row)

    def clear(self) -> None:
        """Take all of the line's own out."""
        self.ended += self.rows
        self.rows = []

    def arrange(self, actor: User) -> None:
        """Let one row stand, with the tax on it, and end every other."""
        self._fit()
        for row in (*self.rows[:-1], *self.ended):
            if row.undone_at is None:
                row.undone_at, row.undone_by = clock.now(), actor
        if self.top:
            self.top.undone_at = self.top.undone_by = None
            others = sum((row.tax for row in self.beside), ZERO)
            self.top.tax = max(ZERO, self.line.tax_on(self.total, self.currency) - others)

    def link(self) -> None:
        """Let each covered row name the one that covers it; all of them have keys by now."""
        for lower, upper in zip(self.rows, [*self.rows[1:], None], strict=False):
            lower.superseded_by = upper
        for row in self.ended:
            row.superseded_by = None

    def _shares(self) -> Decimal:
        return sum((row.amount for row in self.beside), ZERO)

    def _fit(self) -> None:
        """A row that stands again may find less room than before, when an invoice-wide one came meanwhile."""
        while self.top and self.room <= 0:
            self.remove(self.top)
        if self.top and self.top.amount > self.room:
            self.top.amount = self.room


class Stacks:
    """The stacks of some lines of one invoice, loaded in one query and saved in a handful."""

    def __init__(self, invoice: Invoice, lines: Iterable[InvoiceLine]) -> None:
        self.invoice = invoice
        by_line: dict[int, list[LineAdjustment]] = defaultdict(list)
        wanted = {line.pk: line for line in lines}
        kept = Q(undone_at__isnull=True) | Q(superseded_by__isnull=False)
        rows = LineAdjustment.objects.filter(kept, line__in=wanted).order_by("pk")
        for row in rows.select_related("reason"):
            by_line[row.line_id].append(row)
        self._known = {row.pk for rows in by_line.values() for row in rows}
        self._stacks = {pk: LineStack(line, invoice.currency, by_line[pk]) for pk, line in wanted.items()}

    def __getitem__(self, line_id: int) -> LineStack:
        return self._stacks[line_id]

    def __iter__(self) -> Iterator[LineStack]:
        return iter(self._stacks.values())

    def save(self, *, actor: User) -> None:
        """Write rows, then the sums on lines and invoice, in the caller's transaction under its lock."""
        for stack in self:
            stack.arrange(actor)
        rows = [row for stack in self for row in (*stack.rows, *stack.beside, *stack.ended)]
        new = [row for row in rows if row.pk is None]
        old = [row for row in rows if row.pk in self._known]
        # Ended first, standing last: one statement must never see two standing rows of a line.
        write_rows([row for row in old if row.undone_at])
        LineAdjustment.objects.bulk_create(new)
        for stack in self:
            stack.link()
        write_rows(old + [row for row in new if row.superseded_by_id])
        keep_line_sums(self.invoice, [(stack.line, stack.total) for stack in self])
        keep_invoice_sums(self.invoice)


def _chained(rows: list[LineAdjustment]) -> list[LineAdjustment]:
    below = {row.superseded_by_id: row for row in rows}
    ordered = []
    row = below.get(None)
    while row is not None:
        ordered.append(row)
        row = below.get(row.pk)
    return ordered[::-1]
