"""Matters in the console: types and stages to configure, matters to look at, walls to keep."""

from . import matters, walls

__all__ = ["matters", "walls"]
