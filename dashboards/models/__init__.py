"""Rollups, their dirty marks, snapshots and checks."""

from .check import MetricCheck
from .rollup import DirtySlice, DirtySpend, MatterSavings, MatterSpend, RollupState, SliceSpend
from .snapshot import MetricSnapshot

__all__ = [
    "DirtySlice",
    "DirtySpend",
    "MatterSavings",
    "MatterSpend",
    "MetricCheck",
    "MetricSnapshot",
    "RollupState",
    "SliceSpend",
]
