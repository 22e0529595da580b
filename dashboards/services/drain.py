"""Turning dirty marks into sums: one writer, whole keys replaced, safe to run twice or die at any time.

A marked month of a matter is added up again from the facts. The slices, which are sums over the rows of all
matters, follow by what the very statements that wrote those rows took away and put in: exact decimals in the
same transaction, so at every commit a slice is the sum of its rows, however often a mark or a drain comes.
"""

import time
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from dashboards.models import RollupState
from dashboards.services.sums import (
    MATTER_COLUMNS,
    MATTER_KEY,
    SAVINGS_COLUMNS,
    SAVINGS_KEY,
    SLICE_COLUMNS,
    SUM_COLUMNS,
    matter_sums,
    savings_sums,
    slice_sums,
)
from legalops.kernel import clock

FAMILY = "spend"
WRITER_LOCK = 7_264_002
BATCH = 5_000

# They go at commit; a drain inside a longer transaction meets those of its last batch.
_CLEAR = """
DROP TABLE IF EXISTS taken_spend, spend_keys, fresh_spend, fresh_savings, changed_spend, changed_savings
"""

_TAKE_SPEND = """
CREATE TEMP TABLE taken_spend ON COMMIT DROP AS
WITH taken AS (
  DELETE FROM dashboards_dirtyspend
  WHERE id <= (SELECT max(id) FROM (SELECT id FROM dashboards_dirtyspend ORDER BY id LIMIT %s) batch)
  RETURNING basis, matter_id, month)
SELECT DISTINCT basis, matter_id, month FROM taken
"""

# A mark without a month stands for every month the matter has in the rollup or in the facts.
_SPEND_KEYS = """
CREATE TEMP TABLE spend_keys ON COMMIT DROP AS
SELECT basis, matter_id, month FROM taken_spend WHERE month IS NOT NULL
UNION
SELECT t.basis, t.matter_id, s.month FROM taken_spend t
JOIN dashboards_matterspend s ON s.matter_id = t.matter_id AND s.basis = t.basis WHERE t.month IS NULL
UNION
SELECT t.basis, t.matter_id, rollup_month(i.invoice_date) FROM taken_spend t
JOIN billing_invoice i ON i.matter_id = t.matter_id AND rollup_is_spent(i.state)
WHERE t.month IS NULL AND t.basis = 'invoice'
UNION
SELECT t.basis, t.matter_id, rollup_month(l.work_date) FROM taken_spend t
JOIN billing_invoice i ON i.matter_id = t.matter_id AND rollup_is_spent(i.state)
JOIN billing_invoiceline l ON l.invoice_id = i.id
WHERE t.month IS NULL AND t.basis = 'work'
"""

_COMPARED = ("matter_type_id", "restricted", *SUM_COLUMNS.split(", "))


def _replace_rows(table: str, name: str, key: tuple[str, ...], columns: str, sums: str) -> str:
    """Rows of the marked keys that differ from the facts give way to those of the facts; both are kept.

    What goes is kept below zero in changed_<name>, so that its sum is what a slice has to be moved by.
    """
    same = " AND ".join(f"f.{column} = s.{column}" for column in (*key, *_COMPARED))
    taken = columns.replace(SUM_COLUMNS, ", ".join(f"-{each} AS {each}" for each in SUM_COLUMNS.split(", ")))
    return f"""
    CREATE TEMP TABLE fresh_{name} ON COMMIT DROP AS SELECT {columns} FROM ({sums}) sums;
    ANALYZE fresh_{name};
    CREATE TEMP TABLE changed_{name} ON COMMIT DROP AS
    WITH gone AS (
      DELETE FROM {table} s USING spend_keys k
      WHERE s.basis = k.basis AND s.matter_id = k.matter_id AND s.month = k.month
        AND NOT EXISTS (SELECT FROM fresh_{name} f WHERE {same})
      RETURNING s.*
    ) SELECT {taken} FROM gone;
    WITH added AS (
      INSERT INTO {table} ({columns}) SELECT {columns} FROM fresh_{name} f
      WHERE NOT EXISTS (SELECT FROM {table} s WHERE {same}) RETURNING {columns}
    ) INSERT INTO changed_{name} SELECT {columns} FROM added
    """  # noqa: S608  (names come from the sums module)


_REPLACE_SPEND = _replace_rows(
    "dashboards_matterspend", "spend", MATTER_KEY, MATTER_COLUMNS, matter_sums("spend_keys")
)
_REPLACE_SAVINGS = _replace_rows(
    "dashboards_mattersavings", "savings", SAVINGS_KEY, SAVINGS_COLUMNS, savings_sums("spend_keys")
)

# Every row counts at least one line, so a slice without lines has no rows.
_MOVE_SLICES = f"""
INSERT INTO dashboards_slicespend AS s ({SLICE_COLUMNS})
SELECT {SLICE_COLUMNS} FROM ({slice_sums("changed_spend", "changed_savings")}) moved
WHERE ({SUM_COLUMNS}) IS DISTINCT FROM (0, 0, 0, 0)
ON CONFLICT (family, basis, month, value, kind) DO UPDATE SET
  {", ".join(f"{each} = s.{each} + excluded.{each}" for each in SUM_COLUMNS.split(", "))};
DELETE FROM dashboards_slicespend WHERE lines = 0
"""  # noqa: S608  (names come from the sums module)


@dataclass(frozen=True, slots=True)
class Drained:
    """What one call did."""

    keys: int
    milliseconds: int


def drain(batch: int = BATCH) -> Drained:
    """Add up every marked key; returns at once when another drain is at work. Runs until no mark is left."""
    started, keys = time.perf_counter(), 0
    while (done := _drain_batch(batch, started, keys)) is not None:
        keys += done
    return Drained(keys, _milliseconds_since(started))


@transaction.atomic
def _drain_batch(batch: int, started: float, keys: int) -> int | None:
    """One batch in one transaction; None when there is nothing (more) to do here."""
    with connection.cursor() as cursor:
        if not hold_writer_lock(cursor):
            return None
        cursor.execute(_CLEAR)
        cursor.execute(_TAKE_SPEND, [batch])
        cursor.execute("SELECT count(*) FROM taken_spend")
        taken = cursor.fetchone()[0]
        if taken:
            _replace(cursor)
    state = {"drained_at": clock.now()}
    if taken:
        state |= {"keys": keys + taken, "milliseconds": _milliseconds_since(started)}
    RollupState.objects.update_or_create(family=FAMILY, defaults=state)
    return taken or None


def _milliseconds_since(started: float) -> int:
    return int((time.perf_counter() - started) * 1000)


def _replace(cursor: CursorWrapper) -> None:
    cursor.execute(_SPEND_KEYS)
    cursor.execute("ANALYZE spend_keys")
    cursor.execute(_REPLACE_SPEND)
    cursor.execute(_REPLACE_SAVINGS)
    cursor.execute(_MOVE_SLICES)


def hold_writer_lock(cursor: CursorWrapper, *, wait: bool = False) -> bool:
    """Become the only writer of the rollups until this transaction ends; False when another one is."""
    if wait:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER_LOCK])
        return True
    cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [WRITER_LOCK])
    return cursor.fetchone()[0]
