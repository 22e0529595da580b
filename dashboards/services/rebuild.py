"""Full rebuild from facts, and the checks that compare rollups with facts."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from dashboards.models import MetricCheck, RollupState
from dashboards.services.drain import FAMILY, WRITER_LOCK, drain, hold_writer_lock
from dashboards.services.sums import (
    MATTER_COLUMNS,
    SAVINGS_COLUMNS,
    SLICE_COLUMNS,
    matter_sums,
    savings_sums,
    slice_sums,
)
from legalops.kernel import clock

_EMPTY = """
DELETE FROM dashboards_matterspend; DELETE FROM dashboards_mattersavings; DELETE FROM dashboards_slicespend
"""
_FILL = f"""
INSERT INTO dashboards_matterspend ({MATTER_COLUMNS}) SELECT {MATTER_COLUMNS} FROM ({matter_sums()}) sums;
INSERT INTO dashboards_mattersavings ({SAVINGS_COLUMNS})
  SELECT {SAVINGS_COLUMNS} FROM ({savings_sums()}) sums;
INSERT INTO dashboards_slicespend ({SLICE_COLUMNS}) SELECT {SLICE_COLUMNS} FROM ({slice_sums()}) sums
"""  # noqa: S608  (names come from the sums module)
# Marks written before the facts were read are answered by this very fill.
_TAKE_ALL_MARKS = "DELETE FROM dashboards_dirtyspend"

SPEND_DRIFT = f"""
SELECT coalesce(r.basis, f.basis), coalesce(r.matter_id, f.matter_id), coalesce(r.month, f.month),
       coalesce(r.firm_id, f.firm_id), coalesce(r.phase, f.phase), coalesce(r.kind, f.kind),
       r.billed, f.billed, r.reduction, f.reduction
FROM dashboards_matterspend r
FULL JOIN ({matter_sums()}) f USING (basis, matter_id, month, firm_id, phase, kind)
WHERE (r.matter_type_id, r.restricted, r.billed, r.reduction, r.hours, r.lines)
      IS DISTINCT FROM (f.matter_type_id, f.restricted, f.billed, f.reduction, f.hours, f.lines)
ORDER BY 3, 2 LIMIT %s
"""  # noqa: S608  (names come from the sums module)
SAVINGS_DRIFT = f"""
SELECT coalesce(r.basis, f.basis), coalesce(r.matter_id, f.matter_id), coalesce(r.month, f.month),
       coalesce(r.reason_id, f.reason_id), coalesce(r.rule, f.rule), r.reduction, f.reduction
FROM dashboards_mattersavings r
FULL JOIN ({savings_sums()}) f USING (basis, matter_id, month, firm_id, reason_id, rule, phase, kind)
WHERE (r.matter_type_id, r.restricted, r.reduction, r.lines)
      IS DISTINCT FROM (f.matter_type_id, f.restricted, f.reduction, f.lines)
ORDER BY 3, 2 LIMIT %s
"""  # noqa: S608  (names come from the sums module)
SLICE_DRIFT = f"""
SELECT coalesce(r.family, f.family), coalesce(r.basis, f.basis), coalesce(r.month, f.month),
       coalesce(r.value, f.value), coalesce(r.kind, f.kind), r.billed, f.billed
FROM dashboards_slicespend r
FULL JOIN ({slice_sums()}) f USING (family, basis, month, value, kind)
WHERE (r.billed, r.reduction, r.hours, r.lines) IS DISTINCT FROM (f.billed, f.reduction, f.hours, f.lines)
ORDER BY 3 LIMIT %s
"""  # noqa: S608  (names come from the sums module)
LINE_DRIFT = """
SELECT l.id, l.base_reduction, l.reduction, coalesce(a.amount, 0)
FROM billing_invoiceline l
FULL JOIN (SELECT line_id, sum(amount) AS amount FROM billing_lineadjustment
           WHERE undone_at IS NULL GROUP BY line_id) a ON a.line_id = l.id
WHERE l.reduction IS DISTINCT FROM coalesce(a.amount, 0) AND (l.reduction <> 0 OR a.amount IS NOT NULL)
LIMIT %s
"""
MOST_PROBLEMS = 50


@transaction.atomic
def rebuild() -> int:
    """Add everything up from facts in one transaction; returns the number of matter rows written."""
    with connection.cursor() as cursor:
        hold_writer_lock(cursor, wait=True)
        cursor.execute(_TAKE_ALL_MARKS)
        cursor.execute(_EMPTY)
        cursor.execute(_FILL)
        cursor.execute("SELECT count(*) FROM dashboards_matterspend")
        rows = cursor.fetchone()[0]
    RollupState.objects.update_or_create(family=FAMILY, defaults={"drained_at": clock.now(), "keys": rows})
    return rows


def verify() -> MetricCheck:
    """Compare every rollup row with the facts and every line's reduction with its adjustments.

    Draining and comparing read one snapshot while no other drain can write, so marks and facts belong
    together and concurrent work is never taken for drift. The result is stored.
    """
    started_at = clock.now()
    with _only_writer():
        keys, problems = _drain_and_compare()
    return MetricCheck.objects.create(
        started_at=started_at, finished_at=clock.now(), keys=keys, problems=problems
    )


@contextmanager
def _only_writer() -> Iterator[None]:
    # Of the session, not of the transaction: the snapshot must begin after the lock is held.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [WRITER_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [WRITER_LOCK])


def _drain_and_compare() -> tuple[int, list[str]]:
    own_transaction = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if own_transaction:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        drain()
        cursor.execute(
            "SELECT (SELECT count(*) FROM dashboards_matterspend)"
            " + (SELECT count(*) FROM dashboards_mattersavings)"
            " + (SELECT count(*) FROM dashboards_slicespend)"
        )
        return cursor.fetchone()[0], [
            *_problems(cursor, SPEND_DRIFT, "Matter rollup {}: has {}, facts say {}.", 6),
            *_problems(cursor, SAVINGS_DRIFT, "Savings rollup {}: has {}, facts say {}.", 5),
            *_problems(cursor, SLICE_DRIFT, "Slice rollup {}: has {}, the matter rollup says {}.", 5),
            *_line_problems(cursor),
        ]


def _problems(cursor, sql: str, text: str, keys: int) -> list[str]:
    cursor.execute(sql, [MOST_PROBLEMS])
    return [
        text.format("/".join(str(part) for part in row[:keys]), row[keys], row[keys + 1])
        for row in cursor.fetchall()
    ]


def _line_problems(cursor) -> list[str]:
    cursor.execute(LINE_DRIFT, [MOST_PROBLEMS])
    return [
        f"Line {line}: reduction {reduction} kept, {total} in its adjustments."
        for line, _, reduction, total in cursor.fetchall()
    ]
