"""Review rules over columns against the same rules line by line in plain Python.

python -m bench.review_rules [--lines 100000] [--rounds 5]

Both judge the same made-up invoices with all rules at their defaults; every third line has a finding.
Rounds are interleaved, figures are medians of CPU time of the whole process, threads included.
"""

import argparse
import gc
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from billing.review import (
    INVOICES,
    LINES,
    PRIOR_HOURS,
    PRIOR_LINES,
    InvoiceFacts,
    default_settings,
    empty,
    run,
)
from tests.billing.review.oracle import review

LINES_OF_THE_REFERENCE = 10_000
"""Plain Python works line by line: its speed does not depend on the number of lines, its patience does."""

TARGET = 150_000
"""Lines per CPU second, all rules."""

_FIRST = date(2025, 5, 1)
_VERBS = ("Review", "Draft", "Revise", "Prepare", "Attend", "Research", "Analyse", "Telephone call on")
_OBJECTS = (
    "motion to compel",
    "deposition of Dr. Smith",
    "expert report on damages",
    "responses to discovery",
    "supply contract",
    "brief for summary judgment",
    "privilege log",
    "terms of settlement with opposing counsel",
    "outline for witness",
)
_VAGUE = ("Review file", "Attention to matter", "Call")


@dataclass(frozen=True)
class Result:
    """Lines per CPU second of both ways, medians, and what the engine found and held."""

    lines: int
    engine: float
    reference: float
    findings: int
    memory_growth_mib: float

    @property
    def ratio(self) -> float:
        """How many times the engine outruns plain Python."""
        return self.engine / self.reference


def measure(lines: int = 100_000, rounds: int = 5) -> Result:
    """Run both ways in turn, after one run of each that does not count."""
    large, small = made_up_facts(lines), made_up_facts(min(lines, LINES_OF_THE_REFERENCE))
    settings = default_settings()
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts anew from what is held now
    before = _status_mib("VmRSS")
    findings = run(large, settings).height
    growth = _status_mib("VmHWM") - before
    review(small)
    engine, reference = [], []
    for _ in range(rounds):
        engine.append(large.lines.height / _cpu_seconds(lambda: run(large, settings)))
        reference.append(small.lines.height / _cpu_seconds(lambda: review(small)))
    return Result(lines, statistics.median(engine), statistics.median(reference), findings, growth)


def made_up_facts(lines: int, per_invoice: int = 100) -> InvoiceFacts:
    """Invoices of one month, the same for the same number of lines."""
    chance = random.Random(20250501)
    people = [Decimal(chance.randrange(300, 900, 5)) for _ in range(max(lines // 60, 8))]
    heads = [_head(number, chance) for number in range(1, -(-lines // per_invoice) + 1)]
    rows = [
        _line(number, number // per_invoice + 1, number % per_invoice + 1, people, chance)
        for number in range(lines)
    ]
    return InvoiceFacts(
        invoices=pl.DataFrame(heads, schema=INVOICES, orient="row"),
        lines=pl.DataFrame(rows, schema=LINES, orient="row"),
        prior_lines=empty(PRIOR_LINES),
        prior_hours=empty(PRIOR_HOURS),
        task_codes=frozenset({"L110", "L120", "L310"}),
        expense_codes=frozenset({"E101", "E107", "E110"}),
        today=date(2025, 6, 20),
    )


def _head(number: int, chance: random.Random) -> tuple[Any, ...]:
    budget = Decimal(100_000) if chance.random() < 0.9 else Decimal(40_000)
    dates = date(2025, 6, 5), date(2025, 6, 6), _FIRST, date(2025, 5, 31)
    owner = number, number % 40, number, "litigation", True, True, f"INV-{number}"
    return *owner, *dates, "USD", "USD", Decimal(50_000), budget, Decimal(0), None, 2


def _line(
    number: int, invoice: int, position: int, people: list[Decimal], chance: random.Random
) -> tuple[Any, ...]:
    if chance.random() < 0.12:
        return _expense(number, invoice, position, chance)
    # Eight people on each invoice; now and then one of another team.
    own = chance.random() < 0.98
    person = (invoice * 7 + chance.randrange(8)) % len(people) if own else chance.randrange(len(people))
    rate, hours = people[person], Decimal(chance.randrange(1, 60)) / 10
    hours += Decimal("0.05") if chance.random() < 0.01 else 0
    agreed = None if chance.random() < 0.005 else rate - 25 if chance.random() < 0.025 else rate
    day = _FIRST + timedelta(days=chance.randrange(31)) if chance.random() < 0.995 else date(2025, 2, 1)
    task = chance.choice(("L110", "L120", "L310")) if chance.random() < 0.99 else None
    amounts = hours, rate, Decimal(0), hours * rate, Decimal(0)
    who = person + 1, f"TK{person}", f"Person{person}, A.", "ASSOC"
    return (
        invoice,
        number,
        position,
        "F",
        day,
        *amounts,
        task,
        None,
        None,
        *who,
        _narrative(chance),
        agreed,
        True,
    )


def _expense(number: int, invoice: int, position: int, chance: random.Random) -> tuple[Any, ...]:
    price = Decimal(chance.randrange(500, 20_000)) / 100
    code = chance.choice(("E107", "E110", "E112", "E101"))
    amounts = Decimal(1), price, Decimal(0), price, Decimal(0)
    codes, nobody = (None, code, None), (None, None, None, None)
    return (
        invoice,
        number,
        position,
        "E",
        _FIRST,
        *amounts,
        *codes,
        *nobody,
        "Delivery by courier",
        None,
        None,
    )


def _narrative(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.03:
        return chance.choice(_VAGUE)
    if kind < 0.05:
        return f"Scheduling and photocopying of exhibits for {chance.choice(_OBJECTS)}"
    tasks = 1 if kind < 0.7 else 2 if kind < 0.92 else 4
    joint = chance.choice((", ", "; ", " and "))
    return joint.join(
        f"{chance.choice(_VERBS)} {chance.choice(_OBJECTS)} {chance.randrange(100)}" for _ in range(tasks)
    )


def _cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _status_mib(name: str) -> float:
    """A figure of this process in MiB: VmRSS is what it holds, VmHWM the most it held (Linux)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    result = measure(options.lines, options.rounds)
    print(f"lines                     {result.lines:>12,}")
    print(f"findings                  {result.findings:>12,}")
    print(f"engine, lines per CPU-s   {result.engine:>12,.0f}   (target {TARGET:,})")
    print(f"plain Python              {result.reference:>12,.0f}")
    print(f"ratio                     {result.ratio:>12.1f}")
    print(f"peak memory of a run      {result.memory_growth_mib:>12,.0f} MiB above its input")


if __name__ == "__main__":
    main()
