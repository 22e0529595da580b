"""What a piece of work costs: CPU of this process and of its own database backend, and wall time."""

import gc
import os
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds: CPU of the process, CPU of its database backend, wall."""

    client: float
    server: float
    wall: float

    @property
    def cpu(self) -> float:
        """Both sides together."""
        return self.client + self.server

    def each(self, times: int) -> "Cost":
        """The cost of one of so many."""
        return Cost(self.client / times, self.server / times, self.wall / times)

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.client + other.client, self.server + other.server, self.wall + other.wall)


def cost_of(work: Work, times: int = 1) -> Cost:
    """Do the work so many times and return what one cost."""
    gc.collect()  # nobody pays for another's litter
    backend = _backend()
    server, client, wall = _server_seconds(backend), time.process_time(), time.perf_counter()
    for _ in range(times):
        work()
    taken = time.process_time() - client, _server_seconds(backend) - server, time.perf_counter() - wall
    return Cost(*taken).each(times)


def interleaved(works: Mapping[str, Work], rounds: int, times: int = 1) -> dict[str, Cost]:
    """Medians over the rounds; each round does every work once, so that a noisy machine troubles all alike.

    Before the first round each is done once that does not count.
    """
    for work in works.values():
        work()
    seen: dict[str, list[Cost]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            seen[name].append(cost_of(work, times))
    return {name: median(costs) for name, costs in seen.items()}


def median(costs: list[Cost]) -> Cost:
    """The median of each figure by itself."""
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in Cost.__slots__))


def reset_peak() -> None:
    """Let the highest memory of this process be counted anew from what it holds now (Linux)."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")


def peak_mib() -> float:
    """The highest resident memory of this process since it was reset, in MiB (Linux)."""
    return status_mib("VmHWM")


def status_mib(name: str) -> float:
    """A figure of this process in MiB: VmRSS is what it holds, VmHWM the most it held (Linux)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def _backend() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def _server_seconds(backend: int) -> float:
    """CPU seconds of a local backend; the scheduler's nanoseconds where kept, else /proc/PID/stat's ticks."""
    folder = Path(f"/proc/{backend}")
    if (exact := folder / "schedstat").exists():
        return int(exact.read_text().split()[0]) / 1e9
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
