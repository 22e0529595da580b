"""UTBMS codes and timekeeper classes, read from the CSV files beside this module.

Source: domain/ledes.md §5. The files are data: a client adds sets by rows, the code never lists them.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class UtbmsCode:
    """One UTBMS code: its set (LITIGATION, ACTIVITY, …), label and parent code ("" for a phase)."""

    set: str
    code: str
    label: str
    parent: str


@dataclass(frozen=True, slots=True)
class TimekeeperClass:
    """One timekeeper classification; `maps_to` is its code in the 2014 list, or "" when there is none.

    Where no source says what a code means (`label_confidence` is "unknown") the code is its own label.
    """

    generation: str
    code: str
    label: str
    label_confidence: str
    maps_to: str


@cache
def utbms_codes() -> tuple[UtbmsCode, ...]:
    """Every UTBMS code we know, in the order of the file."""
    return tuple(UtbmsCode(**row) for row in _rows("utbms.csv"))


@cache
def timekeeper_classes() -> tuple[TimekeeperClass, ...]:
    """Every timekeeper class: the LOC 2014 list and the letters of 1998 that old files still use."""
    return tuple(
        TimekeeperClass(maps_to=row.pop("maps_to_loc2014"), **row) for row in _rows("timekeeper_classes.csv")
    )


@cache
def current_classes() -> frozenset[str]:
    """The codes of the LOC 2014 list: a class outside it earns W404."""
    return frozenset(c.code for c in timekeeper_classes() if c.generation == "LOC2014")


@cache
def class_mapping() -> dict[str, str]:
    """Code as billed -> code of the 2014 list, for every class that has one (PT -> PARTNR)."""
    return {c.code: c.maps_to for c in timekeeper_classes() if c.maps_to}


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
