"""The closed days of a pack, read from plain data."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from matters.calendaring.enums import WEEKDAYS
from matters.calendaring.holidays import Holiday, Observed
from matters.calendaring.plain import Reader

_HOLIDAY = {"name", "day", "from", "weekday", "easter", "since", "until", "observed", "once"}


def weekend_of(reader: Reader, data: Mapping[str, Any]) -> frozenset[int]:
    days = data.get("weekend", ["sat", "sun"])
    if not isinstance(days, list) or not set(days) < set(WEEKDAYS):
        reader.fault("weekend", f"write a list of some of {', '.join(WEEKDAYS)}.")
        return frozenset()
    return frozenset(WEEKDAYS.index(day) for day in days)


def holiday_of(reader: Reader, row: Any, place: str) -> Holiday | None:
    data = reader.known(row, _HOLIDAY, place)
    name = reader.text(data, "name", place)
    if "once" in data:
        reader.day(data, "once", place)
        return None
    observed = reader.one_of(Observed, data, "observed", place, Observed.NONE)
    span = reader.whole(data, "since", place, 0), reader.whole(data, "until", place, 9999)
    if "easter" in data:
        shift = data["easter"]
        if isinstance(shift, bool) or not isinstance(shift, int):
            reader.fault(f"{place}.easter", "write days from Easter Sunday, such as -2.")
            return None
        return Holiday(name, easter=shift, since=span[0], until=span[1], observed=observed)
    month, day = _month_day(reader, data, place)
    weekday = data.get("weekday")
    if weekday is not None and weekday not in WEEKDAYS:
        reader.fault(f"{place}.weekday", f"“{weekday}” is none of {', '.join(WEEKDAYS)}.")
        return None
    return Holiday(
        name, month, day, None if weekday is None else WEEKDAYS.index(weekday),
        since=span[0], until=span[1], observed=observed,
    )  # fmt: skip


def _month_day(reader: Reader, data: Mapping[str, Any], place: str) -> tuple[int, int]:
    """“12-25”, under `day`, or under `from` where a weekday is looked for."""
    text = str(data.get("from" if "weekday" in data else "day", ""))
    try:
        day = date.fromisoformat(f"2001-{text}")
    except ValueError:
        part = "from" if "weekday" in data else "day"
        reader.fault(f"{place}.{part}", "write month and day in quotes, such as “12-25”.")
        return 1, 1
    return day.month, day.day


def singles_of(reader: Reader, data: Mapping[str, Any]) -> Iterable[tuple[date, str]]:
    for number, row in enumerate(data.get("holidays") or [], 1):
        if isinstance(row, Mapping) and "once" in row:
            yield reader.day(row, "once", f"holidays[{number}]"), str(row.get("name", ""))
