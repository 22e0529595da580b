"""Writers that overlap with the drain: two designs that lose data for ever, and ours beside them
(domain/kpis.md §2.4).
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import OperationalError, connection, connections

from billing.models import Invoice
from dashboards.models import DirtySpend, MatterSpend
from dashboards.selectors.freshness import freshness
from dashboards.services import drain as draining
from dashboards.services.drain import drain, hold_writer_lock
from dashboards.services.rebuild import verify
from legalops.kernel import clock
from tests.factories import make_firm, make_invoice, make_matter

pytestmark = pytest.mark.django_db(transaction=True)

APPROVE = "UPDATE billing_invoice SET state = 'approved', approved_at = now() WHERE id = %s"
FACTS = """
SELECT coalesce(sum(l.base_net), 0) FROM billing_invoiceline l JOIN billing_invoice i ON i.id = l.invoice_id
WHERE i.state = 'approved'
"""


@contextmanager
def writer() -> Iterator:
    """Another session's cursor inside an open transaction; `commit()` on its connection ends it."""
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            yield cursor
    finally:
        # The server notices a closed connection only some time later; its locks must be gone now.
        other.rollback()
        other.close()


@pytest.fixture
def invoices() -> list[Invoice]:
    """Two invoices in review of one matter and month: 10 and 5."""
    firm = make_firm()
    matter = make_matter(firms=(firm,))
    return [make_invoice(firm, matter, amount) for amount in (10, 5)]


def rolled_up() -> Decimal:
    rows = MatterSpend.objects.filter(basis="invoice")
    return sum((row.billed for row in rows), Decimal(0))


def facts() -> Decimal:
    with connection.cursor() as cursor:
        cursor.execute(FACTS)
        return cursor.fetchone()[0]


class TestAKeyThatIsQueuedAlready:
    """A writer marks a key that waits; the drain takes the key before the writer commits."""

    def test_a_queue_without_duplicates_loses_the_writer_for_ever(self, invoices):
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE naive_queue (key text PRIMARY KEY); CREATE TABLE naive_sum (s numeric)"
            )

        def mark(cursor) -> None:
            cursor.execute("INSERT INTO naive_queue VALUES ('june') ON CONFLICT DO NOTHING")

        def naive_drain() -> None:
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM naive_queue RETURNING key")
                if cursor.fetchall():
                    cursor.execute(f"DELETE FROM naive_sum; INSERT INTO naive_sum {FACTS}")

        with connection.cursor() as cursor:
            cursor.execute(APPROVE, [invoices[0].pk])
            mark(cursor)
        with writer() as late:
            late.execute(APPROVE, [invoices[1].pk])
            mark(late)
            naive_drain()
            late.connection.commit()
        naive_drain()
        with connection.cursor() as cursor:
            cursor.execute("SELECT s FROM naive_sum")
            assert cursor.fetchone()[0] == 10
        assert facts() == 15

    def test_ours_keeps_the_writers_own_mark(self, invoices):
        with connection.cursor() as cursor:
            cursor.execute(APPROVE, [invoices[0].pk])
        with writer() as late:
            late.execute(APPROVE, [invoices[1].pk])
            drain()
            assert rolled_up() == 10
            late.connection.commit()
        drain()
        assert rolled_up() == facts() == 15
        assert verify().problems == []


class TestAWriterThatCommitsLate:
    """A takes a number first and commits last; B's higher number is read in between."""

    def test_a_watermark_passes_over_it_for_ever(self, invoices):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE naive_marks (id bigserial, invoice bigint)")
        seen: list[int] = []

        def naive_read(watermark: int) -> int:
            with connection.cursor() as cursor:
                cursor.execute("SELECT id, invoice FROM naive_marks WHERE id > %s ORDER BY id", [watermark])
                rows = cursor.fetchall()
            seen.extend(invoice for _, invoice in rows)
            return max((number for number, _ in rows), default=watermark)

        with writer() as late:
            late.execute("INSERT INTO naive_marks (invoice) VALUES (%s)", [invoices[0].pk])
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO naive_marks (invoice) VALUES (%s)", [invoices[1].pk])
            watermark = naive_read(0)
            late.connection.commit()
        naive_read(watermark)
        assert seen == [invoices[1].pk]

    def test_ours_takes_it_with_the_next_drain(self, invoices):
        with writer() as late:
            late.execute(APPROVE, [invoices[0].pk])
            with connection.cursor() as cursor:
                cursor.execute(APPROVE, [invoices[1].pk])
            drain()
            assert rolled_up() == 5
            late.connection.commit()
        drain()
        assert rolled_up() == facts() == 15


class TestFreshness:
    """The stamp never promises more than the rollups hold."""

    def test_it_waits_for_an_open_writer_then_for_the_drain(self, invoices):
        before = clock.now()
        with writer() as late:
            late.execute(APPROVE, [invoices[0].pk])
            began = clock.now()
            time.sleep(0.05)
            assert before <= freshness().through <= began
            late.connection.commit()
        marked = freshness()
        assert before <= marked.through <= began
        assert marked.backlog > 0
        drain()
        after = freshness()
        assert after.through > began
        assert after.backlog == 0

    def test_an_open_reader_does_not_hold_it_back(self, invoices):
        with writer() as reader:
            reader.execute(FACTS)
            opened = clock.now()
            time.sleep(0.02)
            assert freshness().through > opened


def test_a_second_drain_leaves_at_once_and_takes_nothing(invoices):
    with connection.cursor() as cursor:
        cursor.execute(APPROVE, [invoices[0].pk])
    waiting = DirtySpend.objects.count()
    with writer() as first:
        hold_writer_lock(first)
        assert drain().keys == 0
        assert DirtySpend.objects.count() == waiting > 0
    assert drain().keys == waiting


def test_a_drain_that_is_killed_half_way_leaves_everything_to_the_next(invoices, monkeypatch):
    with connection.cursor() as cursor:
        for invoice in invoices:
            cursor.execute(APPROVE, [invoice.pk])
    monkeypatch.setattr(draining, "_MOVE_SLICES", "SELECT pg_sleep(60)")
    ended: list[Exception] = []
    thread = threading.Thread(target=_drain_until_killed, args=(ended,))
    thread.start()
    _kill_whoever_sleeps()
    thread.join(30)
    assert isinstance(ended[0], OperationalError)
    assert not MatterSpend.objects.exists()
    assert DirtySpend.objects.exists()
    monkeypatch.undo()
    drain()
    assert rolled_up() == facts() == 15
    assert verify().problems == []


def _drain_until_killed(ended: list[Exception]) -> None:
    try:
        drain()
    except OperationalError as killed:
        ended.append(killed)
    finally:
        connections.close_all()


def _kill_whoever_sleeps() -> None:
    deadline = time.monotonic() + 30
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event = 'PgSleep'"
            )
            if cursor.fetchall():
                return
            time.sleep(0.05)
    raise AssertionError("The drain never came to its last step.")


def test_checks_and_drains_among_writers_never_see_drift(invoices):
    """Three writers flip invoices back and forth while two others drain and check."""
    firm, matter = invoices[0].firm, invoices[0].matter
    keys = [make_invoice(firm, matter, 7 * n).pk for n in range(1, 13)]
    failures: list[Exception] = []
    problems: list[str] = []
    writers = [lambda round_, mine=keys[at : at + 4]: _flip(mine, round_) for at in (0, 4, 8)]
    others = [lambda _: drain(batch=3), lambda _: problems.extend(verify().problems)]
    stop = time.monotonic() + 3
    threads = [threading.Thread(target=_repeat, args=(work, stop, failures)) for work in writers + others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert problems == []
    drain()
    assert rolled_up() == facts()


def _flip(keys: list[int], round_: int) -> None:
    for key in keys:
        spent = (key + round_) % 2 == 0
        Invoice.objects.filter(pk=key).update(
            state="approved" if spent else "in_review", approved_at=clock.now() if spent else None
        )


def _repeat(work, stop: float, failures: list[Exception]) -> None:
    try:
        round_ = 0
        while time.monotonic() < stop:
            round_ += 1
            work(round_)
    except Exception as failure:
        failures.append(failure)
    finally:
        connections.close_all()
