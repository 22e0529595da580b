"""Rollups, their dirty marks, snapshots and checks."""

from .check import MetricCheck
from .rollup import DirtySpend, MatterSavings, MatterSpend, RollupState, SliceSpend
from .snapshot import MetricSnapshot

__all__ = [
    "DirtySpend",
    "MatterSavings",
    "MatterSpend",
    "MetricCheck",
    "MetricSnapshot",
    "RollupState",
    "SliceSpend",
]
