"""What was made against what was aimed at (domain/kpis.md §6: identity and moments)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

_TOTALS = """
SELECT count(DISTINCT invoice_id), count(*), coalesce(sum(units) FILTER (WHERE kind = 'F'), 0),
       coalesce(sum(base_net) FILTER (WHERE kind = 'F'), 0),
       coalesce(sum(base_net), 0), coalesce(sum(base_reduction), 0)
FROM billing_invoiceline
"""
_FLAGGED = """
SELECT (SELECT count(DISTINCT invoice_id) FROM billing_reviewfinding),
       (SELECT count(*) FROM billing_invoice WHERE state <> 'unmatched')
"""
_TOP_FIRMS = """
SELECT coalesce(sum(net) FILTER (WHERE place <= 10), 0), coalesce(sum(net), 0) FROM (
  SELECT sum(base_total) AS net, row_number() OVER (ORDER BY sum(base_total) DESC) AS place
  FROM billing_invoice GROUP BY firm_id) firms
"""
_TOP_MATTERS = """
SELECT coalesce(sum(net) FILTER (WHERE tile = 1), 0), coalesce(sum(net), 0) FROM (
  SELECT sum(base_total) AS net, ntile(5) OVER (ORDER BY sum(base_total) DESC) AS tile
  FROM billing_invoice WHERE matter_id IS NOT NULL GROUP BY matter_id) matters
"""
_STATES = "SELECT state, count(*) FROM billing_invoice GROUP BY state ORDER BY state"


@dataclass(frozen=True, slots=True)
class Moment:
    """A figure of the data with the band that it was aimed at."""

    name: str
    value: Decimal
    low: Decimal
    high: Decimal
    unit: str = "%"

    @property
    def within(self) -> bool:
        """Whether the aim was met."""
        return self.low <= self.value <= self.high


def identity() -> str:
    """Outside spend = invoices x lines/invoice x hours/line x blended rate / fee share, in base currency."""
    invoices, lines, hours, fee_net, net, _ = _row(_TOTALS)
    if not invoices or not hours or not net:
        return "No invoices."
    share = fee_net / net
    return (
        f"{invoices:,} invoices x {Decimal(lines) / invoices:.1f} lines x {hours / lines:.3f} hours "
        f"x {fee_net / hours:,.2f} an hour / {share:.3f} fee share = {net:,.0f}"
    )


def moments() -> list[Moment]:
    """The figures that make the data believable, each with its band."""
    *_, net, cut = _row(_TOTALS)
    return [
        _share("invoices with a finding", *_row(_FLAGGED), (50, 65)),
        _share("reductions of what was billed", cut, net, (1, 8)),
        _share("spend with the ten largest firms", *_row(_TOP_FIRMS), (70, 95)),
        _share("spend on the largest fifth of matters", *_row(_TOP_MATTERS), (60, 90)),
    ]


def states() -> dict[str, int]:
    """Invoices by state."""
    with connection.cursor() as cursor:
        cursor.execute(_STATES)
        return dict(cursor.fetchall())


def _share(name: str, part, whole, band: tuple[int, int]) -> Moment:
    value = Decimal(part) * 100 / Decimal(whole) if whole else Decimal(0)
    return Moment(name, round(value, 1), Decimal(band[0]), Decimal(band[1]))


def _row(sql: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()
