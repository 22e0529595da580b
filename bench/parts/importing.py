"""An import of firms and timekeepers: the check with its rehearsal, and the import, by the jobs' own code."""

from collections.abc import Iterator

from bench.importing import measure
from bench.report import Row, Target, figure, seconds
from bench.scale import Scale

# Rows per CPU second over check and import together: 50,000 rows in under two minutes of one core.
TARGET = 500
PEOPLE = 50


def rows(scale: Scale) -> Iterator[Row]:
    """Firms first, then the people of each; rows per CPU second over both files."""
    firms = max(1, scale.import_rows // (PEOPLE + 1))
    checked, brought = measure(firms, PEOPLE)
    count = firms * (PEOPLE + 1)
    whole = checked + brought
    rate = count / whole.cpu
    target = Target(TARGET, least=True, unit="rows/s")
    halves = "of it the check", seconds(checked.cpu)
    yield Row(
        "imports", f"import, {count:,} rows, per CPU-s", seconds(whole.cpu), *halves, rate, None, target
    )
    half = f"{figure(count / brought.cpu)} rows/s"
    yield Row("imports", "the import alone, as a share", half, "check and import", f"{figure(rate)} rows/s",
              brought.cpu / whole.cpu)  # fmt: skip
