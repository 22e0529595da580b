"""The choices of a rule: what is counted, which way, and what happens on a closed day."""

from enum import StrEnum


class Unit(StrEnum):
    """What is counted."""

    DAYS = "days"
    COURT_DAYS = "court_days"
    BUSINESS_DAYS = "business_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Direction(StrEnum):
    """From the trigger on, or back from it."""

    AFTER = "after"
    BEFORE = "before"


class Count(StrEnum):
    """How the ends of a period are counted.

    `exclude`: the trigger's day is not counted, the last day is (FRCP 6(a)(1), CCP § 12). `include`: the
    trigger's day is day one. `clear`: neither the first day nor, counting back from an event, the day of
    the event and the day of the act are counted (CPR 2.8(2)-(3)).
    """

    EXCLUDE = "exclude"
    INCLUDE = "include"
    CLEAR = "clear"


class Roll(StrEnum):
    """What happens to a date that falls on a closed day; `onward` goes the way that was counted."""

    NONE = "none"
    FORWARD = "forward"
    BACK = "back"
    ONWARD = "onward"


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
