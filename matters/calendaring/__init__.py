"""Dates by rule: offsets, rolling, service days, chains and what moves with a trigger. Pure Python.

It knows no Django and no database: calendars and rules are handed in as data
(issue 4, features 2.13-2.15).
"""

from matters.calendaring.chains import Cycle, in_order, work_out
from matters.calendaring.counting import Offset
from matters.calendaring.days import DayCalendar, NeverOpen, day_in
from matters.calendaring.enums import Count, Direction, Roll, Unit
from matters.calendaring.holidays import Holiday, holidays_in
from matters.calendaring.moving import Move, Node, moves
from matters.calendaring.packs import Method, Pack, Trigger
from matters.calendaring.plain import PackFaults
from matters.calendaring.reading import read_pack
from matters.calendaring.rules import Added, Rule, Terms, Worked
from matters.calendaring.stored import as_data, from_data

__all__ = [
    "Added",
    "Count",
    "Cycle",
    "DayCalendar",
    "Direction",
    "Holiday",
    "Method",
    "Move",
    "NeverOpen",
    "Node",
    "Offset",
    "Pack",
    "PackFaults",
    "Roll",
    "Rule",
    "Terms",
    "Trigger",
    "Unit",
    "Worked",
    "as_data",
    "day_in",
    "from_data",
    "holidays_in",
    "in_order",
    "moves",
    "read_pack",
    "work_out",
]
