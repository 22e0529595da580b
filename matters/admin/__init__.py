"""Matters in the console: types, stages and plan templates to configure, matters to look at, walls."""

from . import matters, rule_packs, walls

__all__ = ["matters", "rule_packs", "walls"]
from . import matters, parties, walls

__all__ = ["matters", "parties", "walls"]
from . import matters, plans, walls

__all__ = ["matters", "plans", "walls"]
