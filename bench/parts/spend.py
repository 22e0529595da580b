"""Dashboard tiles against the raw query that they stand for, and the drain of changed invoices.

    BENCH_SPEND_LINES=10000000 make bench ARGS=spend

runs at the size for which the design sets a target for tiles; half an hour and 8 GB of disk.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction

from bench import spend_facts
from bench.measuring import Cost, cost_of, interleaved, median
from bench.report import Row, Target, seconds
from bench.scale import Scale
from bench.scratch import settle
from billing.models import Invoice
from dashboards.enums import Slice
from dashboards.metrics import total
from dashboards.selectors.board import board
from dashboards.selectors.questions import SpendQuery
from dashboards.selectors.scope import Scope
from dashboards.selectors.spend import spend_by_month, spend_by_value
from dashboards.selectors.waiting import waiting_rows, waiting_sum
from dashboards.services.drain import drain
from dashboards.services.rebuild import rebuild
from legalops.kernel import clock
from legalops.kernel.periods import Period, add_months, month_start
from vendors.models import Firm

PART = "dashboard"
_YEARS_IN_MONTHS = 36
# The design asks for tiles a hundred times as cheap as the raw query at ten million lines. That query grows
# with the lines and a tile does not, so a smaller run shows its figure without a verdict.
_TIMES_CHEAPER, _LINES_OF_TARGET = 100, 10_000_000
# So that ten million lines lie on as many matters and firms as a department of that size has.
_LINES_PER_MATTER, _LINES_PER_FIRM = 500, 16_667

# The same question put to the lines: approved, of matters that the viewer may see, without tax.
_RAW = """
SELECT {by}, sum(l.base_net - l.base_reduction), sum(l.base_net), sum(l.base_reduction), count(*)
FROM billing_invoiceline l
JOIN billing_invoice i ON i.id = l.invoice_id
JOIN matters_matter m ON m.id = i.matter_id
WHERE i.state IN ('approved', 'sent_to_ap', 'paid') AND i.invoice_date >= %s AND i.invoice_date < %s
  AND (NOT m.restricted OR m.id = ANY(%s))
GROUP BY 1
"""
_BY = {
    "month": "date_trunc('month', i.invoice_date)::date",
    Slice.MATTER_TYPE: "m.matter_type_id::text",
    Slice.FIRM: "l.firm_id::text",
    Slice.PHASE: "l.phase",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A viewer and a period, as tiles and as raw SQL."""

    scope: Scope
    query: SpendQuery

    def tile(self, by: str) -> Callable[[], dict]:
        """The product's answer, scope and all, as a new request would ask."""
        if by == "month":
            return lambda: spend_by_month(self.query, Scope(self.scope.user))
        return lambda: spend_by_value(Slice(by), self.query, Scope(self.scope.user))

    def raw(self, by: str) -> list[tuple]:
        """The answer of the lines."""
        period = self.query.period
        with connection.cursor() as cursor:
            cursor.execute(_RAW.format(by=_BY[by]), [period.start, period.end, self.scope.added])
            return cursor.fetchall()


def rows(scale: Scale) -> Iterator[Row]:
    """Load, drain, compare; the tile and the lines must agree to the cent."""
    count = int(os.environ.get("BENCH_SPEND_LINES", scale.spend_lines))
    matters, firms = max(2_000, count // _LINES_PER_MATTER), max(60, count // _LINES_PER_FIRM)
    department = spend_facts.load(count, matters=matters, firms=firms)
    rebuild()
    settle()
    first_of_next = add_months(month_start(clock.today()), 1)
    period = Period(add_months(first_of_next, -_YEARS_IN_MONTHS), first_of_next)
    asked = Asked(Scope(department.viewer), SpendQuery(period))
    yield from _tiles(asked, scale, count)
    yield from _page(asked, scale)
    yield _drained(scale, "-invoice_date", "newest")
    yield _drained(scale, "number", "of three years")


def _tiles(asked: Asked, scale: Scale, count: int) -> Iterator[Row]:
    dearest = None
    unit = Target(_TIMES_CHEAPER, least=True) if count >= _LINES_OF_TARGET else None
    for by in _BY:
        _agree(by, asked)
        tiles = interleaved({"tile": asked.tile(by), "read": _one_firm}, scale.rounds, scale.times)
        raw = interleaved({"raw": lambda by=by: asked.raw(by)}, scale.rounds)["raw"]
        tile = tiles["tile"]
        name = "month" if by == "month" else Slice(by).label.lower()
        work = f"raw GROUP BY over {count:,} lines, by {name}"
        costs = seconds(raw.cpu), "the tile", seconds(tile.cpu)
        yield Row(PART, work, *costs, raw.cpu / tile.cpu, raw.wall / tile.wall, unit)
        dearest = max(filter(None, (dearest, tile)), key=lambda cost: cost.server)
        read = tiles["read"]
    costs = seconds(dearest.cpu), "one indexed row read", seconds(read.cpu)
    yield Row(PART, "the dearest of these tiles", *costs, dearest.cpu / read.cpu, dearest.wall / read.wall)
    unit, server = Target(50, unit="ms"), seconds(dearest.server)
    yield Row(PART, "of which in the database", server, "", "", dearest.server * 1000, None, unit)


def _agree(by: str, asked: Asked) -> None:
    found = {key: (sums.net, sums.lines) for key, sums in asked.tile(by)().items()}
    lines = {key: (Decimal(net), count) for key, net, _, _, count in asked.raw(by)}
    assert found, "nothing was spent"
    assert found == lines, f"spend by {by} differs from the lines"


def _page(asked: Asked, scale: Scale) -> Iterator[Row]:
    works = {
        "waiting": lambda: waiting_sum(waiting_rows(asked.scope.user)),
        "board": lambda: board(asked.query, Scope(asked.scope.user)),
        "read": _one_firm,
    }
    costs = interleaved(works, scale.rounds, scale.times)
    read = costs.pop("read")
    assert total(spend_by_month(asked.query, asked.scope).values()).lines
    words = {"waiting": "invoices waiting (raw facts)", "board": "all numbers of the spend page"}
    for name, cost in costs.items():
        figures = seconds(cost.cpu), "one indexed row read", seconds(read.cpu)
        yield Row(PART, words[name], *figures, cost.cpu / read.cpu, cost.wall / read.wall)


def _one_firm() -> Firm:
    return Firm.objects.get(code="bench-1")


def _drained(scale: Scale, order: str, which: str) -> Row:
    """Reopen so many and drain; each round is taken back, so that all are alike."""
    paid = Invoice.objects.filter(state="paid").order_by(order, "pk")
    keys = list(paid.values_list("pk", flat=True)[: scale.drained])
    assert len(keys) == scale.drained
    seen: dict[str, list[Cost]] = {"change": [], "drain": []}
    chosen, reopened = Invoice.objects.filter(pk__in=keys), {"state": "in_review", "approved_at": None}
    for _ in range(scale.rounds):
        with transaction.atomic():
            seen["change"].append(cost_of(lambda: chosen.update(**reopened)))
            seen["drain"].append(cost_of(drain))
            transaction.set_rollback(True)
    cost, change = median(seen["drain"]), median(seen["change"])
    figures = seconds(cost.cpu), "changing them in one UPDATE", seconds(change.cpu)
    work = f"drain of {scale.drained:,} changed invoices, {which}"
    return Row(PART, work, *figures, cost.cpu, None, Target(1.0, unit="s"))
