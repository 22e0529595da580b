"""Turning dirty marks into sums: one writer, whole keys replaced, safe to run twice or die at any time."""

import time
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from dashboards.models import RollupState
from dashboards.services.sums import (
    MATTER_COLUMNS,
    SAVINGS_COLUMNS,
    SLICE_COLUMNS,
    all_slice_sums,
    matter_sums,
    savings_sums,
)
from legalops.kernel import clock

FAMILY = "spend"
WRITER_LOCK = 7_264_002
BATCH = 5_000

# They go at commit; a drain inside a longer transaction meets those of its last batch.
_CLEAR = "DROP TABLE IF EXISTS taken_spend, spend_keys, touched, touched_savings, taken_slices, slice_keys"

_TAKE_SPEND = """
CREATE TEMP TABLE taken_spend ON COMMIT DROP AS
WITH batch AS (SELECT id FROM dashboards_dirtyspend ORDER BY id LIMIT %s),
     taken AS (DELETE FROM dashboards_dirtyspend d USING batch b WHERE d.id = b.id
               RETURNING d.basis, d.matter_id, d.month)
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

_REPLACE_SPEND = f"""
CREATE TEMP TABLE touched ON COMMIT DROP AS
WITH gone AS (
  DELETE FROM dashboards_matterspend s USING spend_keys k
  WHERE s.basis = k.basis AND s.matter_id = k.matter_id AND s.month = k.month
  RETURNING s.basis, s.matter_id, s.month, s.firm_id, s.phase
) SELECT * FROM gone;
WITH added AS (
  INSERT INTO dashboards_matterspend ({MATTER_COLUMNS})
  SELECT {MATTER_COLUMNS} FROM ({matter_sums("spend_keys")}) sums
  RETURNING basis, matter_id, month, firm_id, phase
) INSERT INTO touched SELECT * FROM added
"""  # noqa: S608  (names come from the sums module)

_REPLACE_SAVINGS = f"""
CREATE TEMP TABLE touched_savings ON COMMIT DROP AS
WITH gone AS (
  DELETE FROM dashboards_mattersavings s USING spend_keys k
  WHERE s.basis = k.basis AND s.matter_id = k.matter_id AND s.month = k.month
  RETURNING s.basis, s.month, s.reason_id, s.rule
) SELECT * FROM gone;
WITH added AS (
  INSERT INTO dashboards_mattersavings ({SAVINGS_COLUMNS})
  SELECT {SAVINGS_COLUMNS} FROM ({savings_sums("spend_keys")}) sums
  RETURNING basis, month, reason_id, rule
) INSERT INTO touched_savings SELECT * FROM added
"""  # noqa: S608  (names come from the sums module)

_TAKE_SLICES = """
CREATE TEMP TABLE taken_slices ON COMMIT DROP AS
WITH batch AS (SELECT id FROM dashboards_dirtyslice ORDER BY id LIMIT %s),
     taken AS (DELETE FROM dashboards_dirtyslice d USING batch b WHERE d.id = b.id
               RETURNING d.family, d.basis, d.month, d.value)
SELECT DISTINCT family, basis, month, value FROM taken
"""

_SLICE_KEYS = """
CREATE TEMP TABLE slice_keys ON COMMIT DROP AS
SELECT 'firm' AS family, basis, month, firm_id::text AS value FROM touched
UNION SELECT 'phase', basis, month, phase FROM touched
UNION SELECT 'type', t.basis, t.month, m.matter_type_id::text FROM touched t
      JOIN matters_matter m ON m.id = t.matter_id
UNION SELECT 'reason', basis, month, reason_id::text FROM touched_savings
UNION SELECT 'rule', basis, month, rule FROM touched_savings
UNION SELECT family, basis, month, value FROM taken_slices WHERE month IS NOT NULL
UNION SELECT t.family, t.basis, s.month, t.value FROM taken_slices t
      JOIN dashboards_slicespend s ON s.family = t.family AND s.basis = t.basis AND s.value = t.value
      WHERE t.month IS NULL
"""

_REPLACE_SLICES = f"""
DELETE FROM dashboards_slicespend s USING slice_keys k
WHERE s.family = k.family AND s.basis = k.basis AND s.month = k.month AND s.value = k.value;
INSERT INTO dashboards_slicespend ({SLICE_COLUMNS})
SELECT {SLICE_COLUMNS} FROM ({all_slice_sums("slice_keys")}) sums
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
        cursor.execute(_TAKE_SLICES, [batch])
        cursor.execute("SELECT (SELECT count(*) FROM taken_spend) + (SELECT count(*) FROM taken_slices)")
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
    cursor.execute(_SLICE_KEYS)
    cursor.execute("ANALYZE slice_keys")
    cursor.execute(_REPLACE_SLICES)


def hold_writer_lock(cursor: CursorWrapper, *, wait: bool = False) -> bool:
    """Become the only writer of the rollups until this transaction ends; False when another one is."""
    if wait:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER_LOCK])
        return True
    cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [WRITER_LOCK])
    return cursor.fetchone()[0]
