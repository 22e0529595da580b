"""How much is measured: `full` as the design asks, `small` to see in a minute that everything runs."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes of one run. `times`: repetitions of short work in a round."""

    name: str
    rounds: int
    times: int
    ingest_lines: int
    memory_lines: tuple[int, ...]
    rule_lines: int
    check_lines: int
    invoice_lines: tuple[int, ...]
    listed: tuple[int, ...]
    waiting: int
    spend_lines: int
    drained: int
    matters: int
    import_rows: int
    entries: int


FULL = Scale(
    name="full",
    rounds=5,
    times=20,
    ingest_lines=100_000,
    memory_lines=(10_000, 100_000, 1_000_000),
    rule_lines=100_000,
    check_lines=10_000,
    invoice_lines=(10, 1_000, 10_000),
    listed=(100_000, 1_000_000),
    waiting=2_000,
    spend_lines=1_000_000,
    drained=1_000,
    matters=100_000,
    import_rows=50_000,
    entries=1_000_000,
)

SMALL = Scale(
    name="small",
    rounds=2,
    times=3,
    ingest_lines=2_000,
    memory_lines=(1_000, 4_000),
    rule_lines=2_000,
    check_lines=1_000,
    invoice_lines=(10, 200),
    listed=(1_000, 3_000),
    waiting=200,
    spend_lines=20_000,
    drained=10,
    matters=2_000,
    import_rows=1_000,
    entries=3_000,
)


def chosen() -> Scale:
    """The scale that BENCH_SCALE names (default full)."""
    return {"full": FULL, "small": SMALL}[os.environ.get("BENCH_SCALE", "full")]
