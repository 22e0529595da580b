"""Ingest of a LEDES file (check, match, review, store) against a raw COPY of the same rows.

python -m legalops.stack bench ingest, or on a migrated database: python -m bench.ingest --lines 100000
Rounds are interleaved, each in a transaction that is rolled back, on the same table with the same indexes and
the same check of the foreign key. CPU is that of this process and of its database backend.
"""

import argparse
import io
import os
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

TARGET = 2.0
_TICKS = os.sysconf("SC_CLK_TCK")
_PEOPLE, _MATTERS, _PER_INVOICE = 500, 250, 200
_TASKS = ("L110", "L120", "L160", "L210", "L240", "L310", "L320", "L330", "L410", "L430")
_WORK = (
    "Review expert report and exhibits on damages",
    "Draft answer to second amended complaint",
    "Telephone conference with client on settlement position",
    "Research standing and limitation under state law",
    "Prepare witness outline for deposition of plant manager",
)


@dataclass
class Measured:
    """CPU seconds of each round.

    `fed` is a file that submits itself, from receipt to stored findings; `check` and `store` are the two
    jobs of a file that a person submits after its check.
    """

    copy: list[float] = field(default_factory=list)
    fed: list[float] = field(default_factory=list)
    check: list[float] = field(default_factory=list)
    store: list[float] = field(default_factory=list)
    findings: int = 0
    peak_mib: float = 0

    @property
    def ratio(self) -> float:
        """The whole path of a fed file against COPY, medians."""
        return statistics.median(self.fed) / statistics.median(self.copy)

    @property
    def ratio_in_two_steps(self) -> float:
        """The same of a file that is checked, submitted and imported, one after the other."""
        whole = [check + store for check, store in zip(self.check, self.store, strict=True)]
        return statistics.median(whole) / statistics.median(self.copy)


def measure(lines: int, rounds: int) -> Measured:
    """Run the rounds on the configured database; but for a small base load, it is left as it was."""
    from django.db import transaction

    _base()
    result = Measured()
    for _ in range(rounds):
        with transaction.atomic():
            rows = _ingest(lines, result)
            transaction.set_rollback(True)
        _clean()
        with transaction.atomic():
            _ingest_in_two_steps(lines, result)
            transaction.set_rollback(True)
        _clean()
        with transaction.atomic():
            _copy(rows, result)
            transaction.set_rollback(True)
        _clean()
    result.peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return result


def _base() -> None:
    """Some thousand lines that stay, so that the planner has statistics as in real use."""
    from django.db import transaction

    from billing.services.checking import check_submission
    from billing.services.importing import import_submission
    from vendors.models import Firm

    if not Firm.objects.filter(code="bench-base").exists():
        with transaction.atomic():
            submission = _submission(20_000, "bench-base", "Z")
            check_submission(submission.pk)
            import_submission(submission.pk)
    _clean()


def _clean() -> None:
    """Take out what a rolled back round left behind."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("invoice", "invoiceline", "reviewfinding", "invoicetransition", "submission"):
            cursor.execute(f"VACUUM (ANALYZE) billing_{table}")


def _ingest(lines: int, result: Measured) -> dict[str, bytes]:
    from billing.models import ReviewFinding
    from billing.services.checking import check_submission

    submission = _submission(lines, "bench-firm", "B")
    result.fed.append(_cpu(lambda: _checked(lambda: check_submission(submission.pk), "ALL")))
    submission.refresh_from_db()
    assert submission.state == "imported", (submission.state, list(submission.problems.values()[:3]))
    result.findings = ReviewFinding.objects.filter(invoice__submission=submission).count()
    return {table: _copied_out(table, submission.firm_id) for table in ("invoice", "invoiceline")}


def _ingest_in_two_steps(lines: int, result: Measured) -> None:
    from billing.services import submitting
    from billing.services.checking import check_submission
    from billing.services.importing import import_submission

    submission = _submission(lines, "bench-firm", "B", auto_submit=False)
    result.check.append(_cpu(lambda: check_submission(submission.pk)))
    submitting.submit(submission, actor=submission.uploaded_by)
    result.store.append(_cpu(lambda: _checked(lambda: import_submission(submission.pk), "ALL")))
    submission.refresh_from_db()
    assert submission.state == "imported", (submission.state, list(submission.problems.values()[:3]))


def _copy(rows: dict[str, bytes], result: Measured) -> None:
    _copy_in("invoice", rows["invoice"])
    name = _foreign_key_of_lines()
    result.copy.append(_cpu(lambda: _checked(lambda: _copy_in("invoiceline", rows["invoiceline"]), name)))


def _copied_out(table: str, firm_id: int) -> bytes:
    from django.db import connection

    buffer = io.BytesIO()
    with connection.cursor() as cursor:
        sql = f"COPY (SELECT * FROM billing_{table} WHERE firm_id = {firm_id}) TO STDOUT"
        cursor.cursor.copy_expert(sql, buffer)
    return buffer.getvalue()


def _copy_in(table: str, rows: bytes) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY billing_{table} FROM STDIN", io.BytesIO(rows))


def _checked(work: Callable[[], object], constraints: str) -> None:
    """The work, and the checks of foreign keys that its commit would do."""
    from django.db import connection

    work()
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {constraints} IMMEDIATE")


def _foreign_key_of_lines() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(conname) FROM pg_constraint "
            "WHERE contype = 'f' AND conrelid = 'billing_invoiceline'::regclass"
        )
        return str(cursor.fetchone()[0])


def _submission(lines: int, code: str, prefix: str, *, auto_submit: bool = True):
    """A firm with its matters, people and rates, and its file, received."""
    from billing.services import intake
    from legalops.accounts.system import system_actor
    from matters.models import Engagement, Matter, MatterType, Stage
    from vendors.models import Firm, Rate, Timekeeper

    actor = system_actor("bench")
    firm = Firm.objects.create(code=code, name="Bench LLP", tax_id="24-6437381")
    kind, stage = MatterType.objects.first(), Stage.objects.get(code="in-progress")
    matters = Matter.objects.bulk_create(
        Matter(
            number=f"{prefix}-{n}", name=f"Matter {n}", matter_type=kind, stage=stage, lead=actor,
            opened_on=date(2024, 1, 1),
        )
        for n in range(_MATTERS)
    )  # fmt: skip
    Engagement.objects.bulk_create(
        Engagement(matter=each, firm=firm, started_on=date(2024, 1, 1)) for each in matters
    )
    people = Timekeeper.objects.bulk_create(
        Timekeeper(
            firm=firm, code=f"TK{n}", last_name=f"Person{n}", classification_id="ASSOC", status="approved"
        )
        for n in range(_PEOPLE)
    )
    Rate.objects.bulk_create(
        Rate(timekeeper=each, amount=_rate(n), currency="USD", valid_from=date(2020, 1, 1))
        for n, each in enumerate(people)
    )
    file = io.BytesIO()
    write_feed(file, lines, prefix)
    file.seek(0)
    return intake.receive(file, name="feed.txt", firm=firm, actor=actor, auto_submit=auto_submit)


def write_feed(stream: io.BytesIO, lines: int, prefix: str) -> None:
    """A year of a large firm's invoices: every tenth line dear, every fortieth vague, all sums right."""
    from billing.ledes.fields import NAMES_1998B

    stream.write(f"LEDES1998B[]\r\n{'|'.join(NAMES_1998B)}[]\r\n".encode("ascii"))
    for number in range(max(1, lines // _PER_INVOICE)):
        items = list(_items(random.Random(number), number, min(lines, _PER_INVOICE)))
        total = sum(units * cost for units, cost, _ in items)
        for position, (units, cost, values) in enumerate(items, 1):
            stream.write(
                "|".join(_record(prefix, number, position, units, cost, total, values)).encode("ascii")
            )
            stream.write(b"[]\r\n")


def _items(chance: random.Random, number: int, count: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Tenths of an hour, dollars an hour, and the rest of each line."""
    start = _month(number)
    for n in range(count):
        person, day = chance.randrange(_PEOPLE), start + timedelta(days=chance.randrange(28))
        cost = _rate(person) + (50 if n % 10 == 0 else 0)
        text = "Attention to file" if n % 40 == 0 else f"{chance.choice(_WORK)} {chance.randrange(10**6)}"
        values = (f"{day:%Y%m%d}", chance.choice(_TASKS), f"TK{person}", f"Person{person}, A", text)
        yield chance.randrange(2, 40), cost, values


def _record(
    prefix: str, number: int, position: int, units: int, cost: int, total: int, values: tuple[str, ...]
) -> list[str]:
    day, task, person, name, text = values
    start = _month(number)
    return [
        f"{start + timedelta(days=30):%Y%m%d}", f"FEED-{number}", "CL001", f"LF-{number % _MATTERS}",
        f"{total / 10:.2f}", f"{start:%Y%m%d}", f"{start + timedelta(days=27):%Y%m%d}", "Services rendered",
        str(position), "F", f"{units / 10:.1f}", "0", f"{units * cost / 10:.2f}", day, task, "", "A104",
        person, text, "24-6437381", f"{cost}.00", name, "ASSOC", f"{prefix}-{number % _MATTERS}",
    ]  # fmt: skip


def _month(number: int) -> date:
    return date(2025, number % 12 + 1, 1)


def _rate(person: int) -> int:
    return 250 + person % 40 * 10


def _cpu(work: Callable[[], object]) -> float:
    with _backend_cpu() as backend:
        start = time.process_time()
        work()
        return time.process_time() - start + backend()


@contextmanager
def _backend_cpu() -> Iterator[Callable[[], float]]:
    """CPU seconds of the connection's own server process since now (Linux)."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    start = _seconds(stat)
    yield lambda: _seconds(stat) - start


def _seconds(stat: Path) -> float:
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def main() -> None:
    """Print the comparison."""
    import django

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    django.setup()
    result = measure(options.lines, options.rounds)
    copy = statistics.median(result.copy)
    print(f"lines                      {options.lines:>10,}")
    print(f"findings                   {result.findings:>10,}")
    print(f"raw COPY, CPU seconds      {copy:>10.2f}")
    print(f"fed file, CPU seconds      {statistics.median(result.fed):>10.2f}")
    print(f"fed file against COPY      {result.ratio:>10.2f}   (target {TARGET})")
    print(f"check, CPU seconds         {statistics.median(result.check):>10.2f}")
    print(f"store and review, CPU s    {statistics.median(result.store):>10.2f}")
    print(f"in two steps against COPY  {result.ratio_in_two_steps:>10.2f}")
    print(f"peak memory, MiB           {result.peak_mib:>10.0f}")


if __name__ == "__main__":
    main()
