"""Matters in the console: types, stages and plan templates to configure, matters to look at, walls."""

from . import matters, rule_packs, walls

__all__ = ["matters", "rule_packs", "walls"]
from . import parties

__all__ = ["matters", "parties", "walls"]
from . import plans

__all__ = ["matters", "plans", "walls"]
