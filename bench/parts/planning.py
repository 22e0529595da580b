"""A plan of two thousand tasks planned anew, against putting the same tasks in order and nothing else."""

from collections.abc import Iterator
from datetime import date
from graphlib import TopologicalSorter

from bench.measuring import interleaved
from bench.report import Row, Target, seconds
from bench.scale import Scale
from matters.plan import Activity, Link, Network, WorkDays, move

_TASKS, _BEGIN = 2_000, date(2026, 1, 5)


def rows(scale: Scale) -> Iterator[Row]:
    """One row of the table."""
    activities = [Activity(key, 1 + key % 7) for key in range(_TASKS)]
    links = [Link(key - step, key) for key in range(_TASKS) for step in (1 + key % 5, 9) if key >= step]
    before: dict[int, list[int]] = {each.key: [] for each in activities}
    for link in links:
        before[link.after].append(link.before)

    def replan() -> None:
        network = Network(activities, links)
        days = WorkDays.of_week(_BEGIN)
        move(network, days, _BEGIN, 10, to=date(2026, 6, 1))

    works = {"ours": replan, "bare": lambda: tuple(TopologicalSorter(before).static_order())}
    costs = interleaved(works, scale.rounds, scale.times)
    ours, base = costs["ours"], costs["bare"]
    figures = seconds(ours.client), "order of the same tasks alone", seconds(base.client)
    ratios = ours.client / base.client, ours.wall / base.wall
    yield Row("plan", "move one of 2,000 tasks, plan anew", *figures, *ratios, Target(20.0))
