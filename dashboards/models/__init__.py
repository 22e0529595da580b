"""Rollups, their dirty marks, snapshots and checks."""

from .check import MetricCheck
from .rollup import DirtySlice, DirtySpend, MatterSpend, RollupState, SliceSpend
from .snapshot import MetricSnapshot

__all__ = [
    "DirtySlice",
    "DirtySpend",
    "MatterSpend",
    "MetricCheck",
    "MetricSnapshot",
    "RollupState",
    "SliceSpend",
]
