"""Matters in the console: types and stages to configure, matters to look at, walls to keep."""

from . import matters, rule_packs, walls

__all__ = ["matters", "rule_packs", "walls"]
from . import matters, parties, walls

__all__ = ["matters", "parties", "walls"]
