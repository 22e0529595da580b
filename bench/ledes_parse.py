"""LEDES parsing: lines per CPU second of our readers and of ledes-parser 1.5.1, in one run.

    python -m bench.ledes_parse [--lines 10000] [--rounds 5] [--json]

Each round runs every reader once (interleaved, so that a noisy machine troubles all alike); medians are
shown, the peer being 1.
"""

import argparse
import gc
import io
import json
import statistics
import sys
import time
import warnings
from collections import deque
from collections.abc import Callable

from bench.ledes_files import write_file
from billing.ledes import Format, check, check_exactly, exact_batches, load

PEER = "ledes-parser 1.5.1"


def measure(lines: int, rounds: int) -> dict[str, dict[str, float]]:
    """Median lines per CPU second of each reader, and its multiple of the peer."""
    readers = _readers(lines)
    seen: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, run in readers.items():
            seen[name].append(lines / _cpu(run))
    medians = {name: statistics.median(speeds) for name, speeds in seen.items()}
    return {
        name: {"lines_per_cpu_second": round(speed), "times_peer": round(speed / medians[PEER], 1)}
        for name, speed in medians.items()
    }


def _readers(lines: int) -> dict[str, Callable[[], object]]:
    text, international = _file(lines, Format.LEDES1998B), _file(lines, Format.LEDES98BI_V2)
    return {
        PEER: _peer(text),
        "check, 1998B": lambda: check(io.BytesIO(text)),
        "check, 98BI V2": lambda: check(io.BytesIO(international)),
        "exact check, 1998B": lambda: check_exactly(io.BytesIO(text)),
        "load with batches, 1998B": lambda: deque(load(io.BytesIO(text)).batches(), maxlen=0),
        "load with batches, 98BI V2": lambda: deque(load(io.BytesIO(international)).batches(), maxlen=0),
        "exact batches, 1998B": lambda: deque(exact_batches(io.BytesIO(text)), maxlen=0),
    }


def _peer(content: bytes) -> Callable[[], object]:
    with warnings.catch_warnings():  # its import of pkg_resources is deprecated
        warnings.simplefilter("ignore")
        from ledes_parser import get_parser  # a development dependency: only the bench needs it
    text, parser = content.decode("ascii"), get_parser("LEDES98B")
    return lambda: parser.parse(text)


def _file(lines: int, known: Format) -> bytes:
    stream = io.BytesIO()
    write_file(stream, lines, known=known)
    return stream.getvalue()


def _cpu(run: Callable[[], object]) -> float:
    gc.collect()  # nobody pays for another's litter
    before = time.process_time()
    run()
    return time.process_time() - before


def main() -> None:
    """Command line door."""
    parser = argparse.ArgumentParser(description="Lines per CPU second of LEDES readers.")
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.lines, options.rounds)
    if options.json:
        sys.stdout.write(json.dumps(figures, indent=2) + "\n")
        return
    for name, row in figures.items():
        sys.stdout.write(
            f"{name:28} {row['lines_per_cpu_second']:>9,} lines/CPU-s  {row['times_peer']:>6} x\n"
        )


if __name__ == "__main__":
    main()
