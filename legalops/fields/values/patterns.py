"""Patterns that administrators write, on an engine that takes linear time whatever they are."""

import polars as pl
from polars.exceptions import PolarsError


def fault_of(pattern: str) -> str:
    """What is wrong with a pattern; empty for a good one."""
    try:
        matches(pattern, "")
    except PolarsError as error:
        return str(error).strip().splitlines()[-1][:200]
    return ""


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text matches. Raises PolarsError for a pattern that cannot be read."""
    return bool(pl.Series([text]).str.contains(f"^(?:{pattern})$", strict=True)[0])
