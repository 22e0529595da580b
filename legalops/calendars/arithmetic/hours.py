"""Opening hours of a day as people write them: "09:00-12:30, 13:30-17:30"; nothing is closed."""

from datetime import time
from itertools import pairwise

Span = tuple[time, time]


class HoursError(ValueError):
    """Hours that cannot be read; the message says what is expected."""


def read_hours(text: str) -> tuple[Span, ...]:
    """The spans of a day in order. Raises HoursError for what is no span, ends first, or overlaps."""
    spans = tuple(_span(part.strip()) for part in text.split(",") if part.strip())
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        raise HoursError(f"“{text}”: the spans follow one another without overlapping.")
    return spans


def write_hours(spans: tuple[Span, ...]) -> str:
    """The spans as people write them."""
    return ", ".join(f"{begin:%H:%M}-{_end(end)}" for begin, end in spans)


def _span(part: str) -> Span:
    begin, dash, end = (piece.strip() for piece in part.replace("–", "-").partition("-"))
    if not dash:
        raise HoursError(f"“{part}”: write hours as 09:00-17:00.")
    span = _time(begin, part), time.max if end == "24:00" else _time(end, part)
    if span[0] >= span[1]:
        raise HoursError(f"“{part}” ends before it begins; part a night into two days.")
    return span


def _time(text: str, part: str) -> time:
    try:
        return time.fromisoformat(text.zfill(5))
    except ValueError:
        raise HoursError(f"“{part}”: write hours as 09:00-17:00.") from None


def _end(end: time) -> str:
    return "24:00" if end == time.max else f"{end:%H:%M}"
