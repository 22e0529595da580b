"""The most memory that an ingest holds, in a process of its own for each size of file."""

import subprocess
import sys
from collections.abc import Iterator

from bench.report import Row, Target
from bench.scale import Scale

PART = "memory"
# Flat: a file ten or a hundred times larger may take half as much again.
_FLAT = Target(1.5)


def rows(scale: Scale) -> Iterator[Row]:
    """Each size against the smallest."""
    peaks = {lines: _in_a_child(lines) for lines in scale.memory_lines}
    first = scale.memory_lines[0]
    for lines in scale.memory_lines[1:]:
        against = f"the same, {first:,} lines"
        costs = f"{peaks[lines]:,.0f} MiB", against, f"{peaks[first]:,.0f} MiB"
        yield Row(PART, f"peak memory, {lines:,} lines", *costs, peaks[lines] / peaks[first], None, _FLAT)


def _in_a_child(lines: int) -> float:
    command = [sys.executable, "-m", "bench.peak", str(lines)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])
