"""`ledes check` against the parser that others use."""

from collections.abc import Iterator

from bench import ledes_parse
from bench.report import Row, Target, figure
from bench.scale import Scale

_TARGET = Target(50, least=True)


def rows(scale: Scale) -> Iterator[Row]:
    """Each of our readers; the target is for the check of a 1998B file."""
    figures = ledes_parse.measure(scale.check_lines, scale.rounds)
    peer = f"{figure(figures[ledes_parse.PEER]['lines_per_cpu_second'])} l/s"
    for name, found in figures.items():
        if name != ledes_parse.PEER:
            costs = f"{figure(found['lines_per_cpu_second'])} l/s", ledes_parse.PEER, peer
            target = _TARGET if name == "check, 1998B" else None
            work = f"{name}, {scale.check_lines:,} lines"
            yield Row("check", work, *costs, found["times_peer"], None, target)
