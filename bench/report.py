"""The table: what was measured, against what, and whether it keeps the target of the design."""

import json
import os
import platform
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass

_HEADS = ("work", "costs", "against", "costs", "CPU", "wall", "target", "")


@dataclass(frozen=True, slots=True)
class Target:
    """At most, or with `least` at least, so much."""

    limit: float
    least: bool = False
    unit: str = "x"

    def met_by(self, value: float) -> bool:
        """Whether the value keeps it, to the digits that are shown."""
        shown = round(value, 2)
        return shown >= self.limit if self.least else shown <= self.limit

    def __str__(self) -> str:
        return f"{'>=' if self.least else '<='} {figure(self.limit)} {self.unit}"


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. `value` is judged by the target; `wall` is the same ratio by the clock on the wall."""

    part: str
    work: str
    costs: str
    against: str
    base: str
    value: float
    wall: float | None = None
    target: Target | None = None

    @property
    def verdict(self) -> str:
        """ok, MISS, or nothing where the design sets no target."""
        if self.target is None:
            return ""
        return "ok" if self.target.met_by(self.value) else "MISS"

    def cells(self) -> tuple[str, ...]:
        """As text."""
        unit = self.target.unit if self.target else "x"
        wall = "" if self.wall is None else f"{figure(self.wall)} x"
        value = f"{figure(self.value)} {unit}"
        return (
            self.work, self.costs, self.against, self.base, value, wall, str(self.target or ""), self.verdict
        )  # fmt: skip


def figure(value: float) -> str:
    """Three digits that matter, thousands apart."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"


def seconds(value: float) -> str:
    """Seconds or milliseconds, as fits."""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.{2 if value < 0.1 else 0}f} ms"


def table(rows: Iterable[Row]) -> str:
    """All rows in aligned columns, parts set apart."""
    lines = [(row.part, row.cells()) for row in rows]
    widths = [max(len(cells[n]) for cells in [_HEADS, *(c for _, c in lines)]) for n in range(len(_HEADS))]
    out = [_aligned(_HEADS, widths), "-" * (sum(widths) + 2 * len(widths))]
    for n, (part, cells) in enumerate(lines):
        if n and part != lines[n - 1][0]:
            out.append("")
        out.append(_aligned(cells, widths))
    return "\n".join(out)


def as_json(rows: Iterable[Row]) -> str:
    """The same for programs."""
    return json.dumps([asdict(row) | {"verdict": row.verdict} for row in rows], indent=2)


def conditions() -> str:
    """What the figures depend on."""
    load, when = os.getloadavg()[0], time.strftime("%F %R %Z")
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}, {when}"


def _aligned(cells: Iterable[str], widths: list[int]) -> str:
    left = {0, 2, 6, 7}
    pairs = enumerate(zip(cells, widths, strict=True))
    return "  ".join(f"{cell:<{w}}" if n in left else f"{cell:>{w}}" for n, (cell, w) in pairs).rstrip()
